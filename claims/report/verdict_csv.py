"""The verdict CSV: one row per claim and reviewer, and one row for a claim that nobody reviewed.

Claims that a reviewer took out of the list have no row; they stay in the history.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from claims.article import Article
from claims.claim import Claim
from claims.notes import attached_notes
from claims.report.columns import NAMES, SCHEMA_VERSION
from claims.report.flavours import to_bytes
from claims.review.codec import notes_json, origins_json, pin_json, proposals_json, time_json
from claims.review.judgement import Judgement, Pin, Proposal
from claims.review.origins import behind
from claims.review.verdict import Question
from sources.source import Origin

TEXT_COLUMNS = frozenset({"article_title", "claim_text", "article_quote", "note", "reviewer", "model_id"})
"""Columns of words: what looks like a number there is none, and NA is a word."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One article as it stands at one moment.

    Attributes:
        claims: In article order; those taken out are left out of the file.
        standing: What stands on any of the two questions, by anybody.
        proposed: Claim id to the passages proposed for it, for claims that nobody reviewed.
        origins: Claim id to the origins of those passages' sources.
        proposals: Claim id to what is proposed about the sources that it names, for claims that nobody reviewed.
        model_id: The encoder behind ``proposed``.
    """

    article: Article
    claims: Sequence[Claim]
    standing: Iterable[Judgement] = ()
    proposed: Mapping[str, Sequence[Pin]] = field(default_factory=dict)
    origins: Mapping[str, Sequence[Origin]] = field(default_factory=dict)
    proposals: Mapping[str, Sequence[Proposal]] = field(default_factory=dict)
    model_id: str = ""


def verdict_csv(
    articles: Sequence[Reviewed], *, since: Mapping[str, str] | None = None, excel: bool = False
) -> bytes:
    """Return the verdict CSV; with nothing to export it holds the header alone.

    Args:
        articles: What goes into the file.
        since: Source id to what happened to that source after it was pinned, in a word.
        excel: The flavour for Excel.
    """
    rows = [[row[name] for name in NAMES] for row in verdict_rows(articles, since=since)]
    return to_bytes(NAMES, rows, excel=excel, text_columns=TEXT_COLUMNS)


def verdict_rows(articles: Sequence[Reviewed], *, since: Mapping[str, str] | None = None) -> list[dict[str, str]]:
    """Return the rows of the verdict CSV, each cell as the plain flavour has it; arguments as in `verdict_csv`."""
    return [row for reviewed in articles for row in _rows(reviewed, since or {})]


def _rows(reviewed: Reviewed, since: Mapping[str, str]) -> Iterable[dict[str, str]]:
    by_claim: dict[str, dict[str, list[Judgement]]] = {}
    for judgement in reviewed.standing:
        by_claim.setdefault(judgement.claim_id, {}).setdefault(judgement.reviewer, []).append(judgement)
    notes = attached_notes(reviewed.article, reviewed.claims)
    for claim in reviewed.claims:
        if claim.removed:
            continue
        about = _about(reviewed.article, claim)
        about["writers_notes"] = _json(notes_json(reviewed.article, notes.get(claim.id, ())))
        decided = by_claim.get(claim.id, {})
        for _reviewer, judgements in sorted(decided.items()):
            yield about | _decision(judgements, since)
        if not decided:
            evidence = [pin_json(pin) | {"proposed": True} for pin in reviewed.proposed.get(claim.id, ())]
            origins = _json(origins_json(reviewed.origins.get(claim.id, ())))
            yield about | {
                "evidence": _json(evidence),
                "origins": origins,
                "attribution_proposals": _json(proposals_json(reviewed.proposals.get(claim.id, ()))),
                "model_id": reviewed.model_id,
            }


def _about(article: Article, claim: Claim) -> dict[str, str]:
    return dict.fromkeys(NAMES, "") | {
        "schema_version": str(SCHEMA_VERSION),
        "article_id": article.id,
        "article_title": article.title,
        "article_date": article.published.isoformat() if article.published else "",
        "claim_id": claim.id,
        "claim_order": str(claim.order),
        "claim_text": claim.text,
        "article_quote": claim.span.of(article.text),
        "start": str(claim.span.start),
        "end": str(claim.span.end),
        "kind": claim.kind.value,
        "check_worthiness": str(claim.check_worthiness),
        "attributed_to": _json(claim.attributed_to),
        "attribution_cue": _json(dict.fromkeys(one.cue for one in claim.attributions)),
        "hedges": _json(claim.hedges),
        "dates": _json(time_json(one) for one in claim.dates),
        "unresolved": _json(claim.unresolved),
        "attribution_verdicts": "{}",
        "attribution_decided_at": "{}",
        "attribution_proposals": "[]",
        "evidence": "[]",
        "origins": "[]",
        "open_terms": "[]",
        "version": str(claim.version),
    }


def _decision(judgements: Sequence[Judgement], since: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of one reviewer's decisions on one claim."""
    so = next((one for one in judgements if one.question is Question.IS_IT_SO), None)
    answers = sorted(
        (one for one in judgements if one.question is Question.DID_THEY_SAY_IT), key=lambda one: one.named_source
    )
    last = so or max(judgements, key=lambda one: one.sequence)
    return {
        "verdict": so.value if so else "",
        "reason": so.reason if so else "",
        "attribution_verdicts": _json_by_name({one.named_source: one.value for one in answers}),
        "attribution_decided_at": _json_by_name({one.named_source: moment(one.decided_at) for one in answers}),
        "attribution_proposals": _json(proposals_json(_proposals(last, answers))),
        "note": last.note,
        "reviewer": last.reviewer,
        "decided_at": moment(last.decided_at),
        "evidence": _json(pin_json(pin) | {"source_now": since.get(pin.source_id, "unchanged")} for pin in last.pins),
        "origins": _json(origins_json(behind(last.shown.origins, {pin.source_id for pin in last.pins}))),
        "open_terms": _json(last.shown.open_terms),
        "model_id": last.shown.model_id,
        "version": str(last.claim_version),
    }


def _proposals(last: Judgement, answers: Iterable[Judgement]) -> Iterable[Proposal]:
    """Return what was proposed about each named source: when it was answered, else with the last decision."""
    found = {one.named: one for one in last.shown.proposals}
    for answer in answers:
        found |= {one.named: one for one in answer.shown.proposals if one.named == answer.named_source}
    return found.values()


def moment(when: datetime) -> str:
    """Return a time in UTC as ISO 8601, to the microsecond."""
    return when.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _json_by_name(values: Mapping[str, str]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _json(values: Iterable[object]) -> str:
    return json.dumps(list(values), ensure_ascii=False)
