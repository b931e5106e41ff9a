"""Claims that were decided in other articles, found by what they say, each with what differs; no verdict here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from claims.article import Article
from claims.claim import Claim
from claims.review import history
from claims.review.judgement import Judgement
from claims.review.verdict import Question, Verdict
from claims.store.database import answered
from claims.store.judged_claims import articles_with_judgements
from sources.index import KeywordIndex, SourceWords
from sources.term import ASKED_ABOUT, TermKind

if TYPE_CHECKING:
    from claims.store.database import Database
    from sources.store.library import Library as Sources

MOST = 5
"""Claims that are shown for one claim; a reviewer reads each beside the claim."""
_LOOKED_AT = 50  # claims with the most words in common, whose meaning is compared
# Cosine. Below it two claims are about different things; "5 percent" and "50 percent" have 0.86.
_NEAR = 0.5
# Of two claims that are as near as this, the one without a difference comes first: a cosine hardly sees figures.
_AS_NEAR = 0.05
_WORDS = {TermKind.NAME: "name", TermKind.FIGURE: "figure", TermKind.DATE: "day", TermKind.NEGATION: "negation"}


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim of another article with a verdict on it.

    Attributes:
        claim: As it reads now.
        article_title: Of its article.
        judgement: The newest verdict that holds, with its evidence and day.
        others: Verdicts of other reviewers that hold and say something else, the newest first.
        similarity: Cosine of both claims, in [-1, 1].
        differs: What one of them has and the other lacks, in words: figures, days, names, a negation. Only where it
            is empty can both be the same claim in other words, which a person must still read.
    """

    claim: Claim
    article_title: str
    judgement: Judgement
    others: tuple[Judgement, ...]
    similarity: float
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JudgedBefore:
    """What was found among the judged claims.

    Attributes:
        claims: The nearest first.
        problem: Why there is nothing; empty where nothing went wrong.
    """

    claims: tuple[JudgedClaim, ...]
    problem: str = ""


def judged_before(claim: Claim, article_id: str, database: Database, sources: Callable[[], Sources]) -> JudgedBefore:
    """Return the claims of other articles that come nearest to a claim and have a verdict.

    Raises:
        ModelUnavailable: If the model cannot be loaded or fails.
        Unavailable: If the database does not answer.
    """
    with answered():
        judged = [one for one in _judged(database) if one.article.id != article_id]
        own = database.article(article_id)
    if not judged:
        return JudgedBefore(())
    day = own.article.published if own else None
    likely = _likely(claim.text, judged)
    vectors = sources().query_vectors([claim.text, *(one.claim.text for one in likely)])
    similarities = [float(one) for one in vectors[1:] @ vectors[0]]
    found = [
        JudgedClaim(
            one.claim,
            one.article.title,
            one.verdicts[0],
            tuple(verdict for verdict in one.verdicts if verdict.value != one.verdicts[0].value),
            similarity,
            differences(claim, day, one.claim, one.article.published),
        )
        for one, similarity in zip(likely, similarities, strict=True)
        if similarity >= _NEAR
    ]
    found.sort(key=lambda one: (_AS_NEAR * bool(one.differs) - one.similarity, one.claim.id, one.judgement.reviewer))
    return JudgedBefore(tuple(found[:MOST]))


@dataclass(frozen=True, slots=True)
class _Judged:
    """A claim with a verdict, and what each reviewer decided on it, the newest first."""

    claim: Claim
    article: Article
    verdicts: tuple[Judgement, ...]


def _judged(database: Database) -> list[_Judged]:
    """Return the claims that have a verdict which holds."""
    with database.reading() as connection:
        ids = articles_with_judgements(connection)
    found: list[_Judged] = []
    for article_id in ids:
        sheet, lines = database.article_and_history(article_id)
        if sheet is None:
            continue
        verdicts: dict[str, list[Judgement]] = {}
        for (claim_id, _, question, _), judgement in history.standing(lines, worded=sheet.worded).items():
            # "Not checked": somebody passed it by, which says nothing of the claim.
            if question is Question.IS_IT_SO and judgement.value != Verdict.NOT_CHECKED:
                verdicts.setdefault(claim_id, []).append(judgement)
        found += [
            _Judged(one, sheet.article, tuple(sorted(verdicts[one.id], key=lambda each: -each.sequence)))
            for one in sheet.present
            if one.id in verdicts
        ]
    return found


def _likely(text: str, judged: Sequence[_Judged]) -> list[_Judged]:
    """Return those with the most words in common; all where there are few."""
    if len(judged) <= _LOOKED_AT:
        return list(judged)
    index = KeywordIndex.of(SourceWords(str(place), "", [one.claim.text]) for place, one in enumerate(judged))
    best = np.argsort(-index.scores(text), kind="stable")[:_LOOKED_AT]
    return [judged[int(index.sources[at])] for at in best]


def differences(claim: Claim, day: date | None, other: Claim, other_day: date | None) -> tuple[str, ...]:
    """Return what either has and the other lacks, and what the rules for claim and passage mark between them."""
    from sources.matching.discrepancies import discrepancies
    from sources.matching.terms import terms_of

    found: dict[str, None] = {}
    if claim.event_days and other.event_days and set(claim.event_days) != set(other.event_days):
        found[f"day: here {_days(claim)}, there {_days(other)}"] = None
    for one, against, published, where in ((claim, other, other_day, "here"), (other, claim, day, "there")):
        for term in terms_of(one.text, [(against.text, published)], one.event_days):
            if not term.held and term.kind in ASKED_ABOUT:
                found[f"{_WORDS[term.kind]}: only {where} “{term.text}”"] = None
        marks = discrepancies(one.text, against.text, claim_dates=one.event_days, passage_published=published)
        for mark in marks:
            found[f"{mark.kind.value}: “{mark.claim_words}” {where}, not “{mark.passage_words}”"] = None
    return tuple(found)


def _days(claim: Claim) -> str:
    return ", ".join(
        " to ".join(dict.fromkeys(day.isoformat() if day else "open" for day in days)) for days in claim.event_days
    )
