"""From an accepted proposal to a claim: its fields by our own rules, its sources found in the article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claims.article import Article
from claims.claim import Attribution, Claim, Places, Rule, claim_id
from claims.language_model.answer import Proposal
from claims.language_model.checking import around, from_elsewhere, overlap
from claims.language_model.locating import locate
from claims.splitting import well_formedness
from claims.splitting.check_worthiness import Prominence
from claims.splitting.classification import classified, days_of, judging_word, modal_verb, outlook_of
from claims.splitting.clauses.attribution import as_name
from claims.splitting.clauses.drafts import Draft
from claims.splitting.realisation import left_open
from claims.splitting.segments.units import Role, Unit
from sources.language import lexicon
from sources.language.span import Span
from sources.language.times.reference import TimeOf, TimeReference

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token, Tree

_REACH = 2  # sentences: a speaker named further away is found by nobody who reads on from there
_SAME = 0.6  # of the words: a claim of the rules that shares fewer speaks of another clause
_LONGEST_HEDGE = 4  # words, "it is believed that"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the article with what our own rules know of it.

    Attributes:
        units: What was parsed of it.
        times: The time expressions in it.
        by_rules: The claims that the rules make of it.
    """

    span: Span
    units: tuple[Unit, ...]
    times: tuple[TimeReference, ...]
    by_rules: tuple[Claim, ...]

    def tokens(self, span: Span) -> list[Token]:
        """Return the tokens that stand within a stretch of the article."""
        return [
            token
            for unit in self.units
            for token in unit.doc
            if span.start <= unit.start_of(token) and unit.end_of(token) <= span.end
        ]


class Wording:
    """Makes the claims of one article.

    Args:
        article: Whose claims they are.
        sentences: All sentences of its body, in order.
        made_by: What stands in each claim as its maker.
    """

    def __init__(self, article: Article, sentences: Sequence[Sentence], made_by: str) -> None:
        self._article = article
        self._spans = [sentence.span for sentence in sentences]
        self._places = Places(article.text)
        self._made_by = made_by

    def claim(self, proposal: Proposal, text: str, doc: Tree, span: Span, sentence: Sentence) -> Claim:
        """Return the claim; its order is 0 until all are there.

        Args:
            proposal: Accepted before.
            text: Its wording, finished.
            doc: The same, parsed.
            span: Where its quote stands.
            sentence: Whose claim it is.
        """
        words = sentence.span.of(self._article.text)
        twin = max(sentence.by_rules, key=lambda claim: (overlap(text, claim.text), -claim.order), default=None)
        if twin is not None and overlap(text, twin.text) < _SAME:
            twin = None
        attributions = tuple(self._attributions(proposal, sentence)) or (twin.attributions if twin else ())
        unit, draft = _read(doc)
        quoted = any(mark in text for mark in '"“”«»')
        hedges = [hedge for hedge in proposal.hedges if _hedges(hedge) and locate(hedge, words, Span(0, len(words)))]
        dates, modal = tuple(_dates(text, span, sentence, attributions)), modal_verb(unit, draft)
        days = days_of(dates)
        judged = classified(
            text,
            quoted=quoted,
            stripped=tuple(hedges),
            judging=judging_word(unit, draft),
            modal=modal,
            event=draft.head.pos_ == "VERB",
            names=sum(token.pos_ == "PROPN" for token in doc),
            outlook=outlook_of(unit, draft, modal, dated=bool(days), reported=bool(attributions or hedges)),
            days=days,
            place=Prominence(before=span.start / len(self._article.text)),
        )
        said = any(unit.role is Role.SAID and _meets(unit, span) for unit in sentence.units)
        return Claim(
            id=claim_id(self._article.id, self._places, span, text),
            article_id=self._article.id,
            order=0,
            text=text,
            first_text=text,
            span=span,
            sentence=sentence.span,
            attributions=attributions,
            is_quotation=said or quoted,
            hedges=judged.hedges,
            dates=dates,
            numbers=judged.numbers,
            kind=judged.kind,
            checkable=judged.checkable,
            reason=judged.reason,
            unresolved=tuple(dict.fromkeys(well_formedness.open_pronouns(doc))),
            check_worthiness=judged.worthiness,
            rules=(
                Rule("language model", span),
                *(Rule("attribution", attribution.span) for attribution in attributions),
                *([Rule("reference")] if from_elsewhere(doc, words) else []),
            ),
            made_by=self._made_by,
        )

    def _attributions(self, proposal: Proposal, sentence: Sentence) -> Iterator[Attribution]:
        """Yield the sources whose name and cue stand near the sentence."""
        text = self._article.text
        near = around(sentence.span, self._spans, _REACH)
        seen: set[str] = set()
        for source, cue in proposal.said_by:
            name = as_name(source)
            named = locate(source, text, near) or locate(source, text, Span(0, len(text)))
            cued = locate(cue, text, sentence.span) or locate(cue, text, near) if cue else None
            if named is None or cued is None or left_open(name) or name.lower() in seen:
                continue
            seen.add(name.lower())
            beside = locate(source, text, next(span for span in self._spans if cued.start < span.end))
            span = Span(min(beside.start, cued.start), max(beside.end, cued.end)) if beside else cued
            yield Attribution(name, cued.of(text), span)


def _read(doc: Tree) -> tuple[Unit, Draft]:
    """Return a wording as the rules see a sentence of an article."""
    whole = Span(0, len(doc.text))
    unit = Unit(whole, (whole,), Role.PLAIN, (), 0, parsed=doc.text, offsets=list(range(len(doc.text))))
    unit.doc = doc
    return unit, Draft((frozenset(token.i for token in doc),), doc.sents[0].root)


def _hedges(words: str) -> bool:
    spoken = words.lower().split()
    return len(spoken) <= _LONGEST_HEDGE and any(
        word in lexicon.PEELED_HEDGES | lexicon.KEPT_HEDGES for word in spoken
    )


def _meets(unit: Unit, span: Span) -> bool:
    return any(stretch.start <= span.start and span.end <= stretch.end for stretch in unit.ranges)


def _dates(text: str, span: Span, sentence: Sentence, attributions: Sequence[Attribution]) -> Iterator[TimeReference]:
    """Yield the times in the wording, and those at which it was said."""
    for time in sentence.times:
        if locate(time.text, text, Span(0, len(text))) is not None:
            yield replace(time, of=TimeOf.EVENT)
        elif attributions and time.of is TimeOf.SAYING and time.span is not None:
            inside = span.start <= time.span.start and time.span.end <= span.end
            if not inside or any(_within(time.span, attribution.span) for attribution in attributions):
                yield time


def _within(span: Span, other: Span | None) -> bool:
    return other is not None and other.start <= span.start and span.end <= other.end
