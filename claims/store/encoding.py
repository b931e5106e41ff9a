"""Values to rows and back. Lists become JSON; everything a query asks for has a column of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import RowMapping

from claims.article import Article, Block, BlockKind
from claims.claim import Attribution, Claim, ClaimKind, Rule, SourceSort
from claims.review.judgement import Draft, Judgement, Pin, Shown
from claims.review.origins import origin_rows, origins_of
from claims.review.verdict import Question
from sources.language.span import Span
from sources.language.times.reference import TimeOf, TimeReference

Row = RowMapping


def article_row(article: Article) -> dict[str, Any]:
    """Return the columns of an article; sequence, time and revision are added when it is stored."""
    span = article.published_span
    return {
        "id": article.id,
        "text": article.text,
        "title": article.title,
        "published": article.published,
        "published_start": span.start if span else None,
        "published_end": span.end if span else None,
        "blocks": [[block.span.start, block.span.end, block.kind.value, block.reason] for block in article.blocks],
        "kind": article.kind,
        "name": article.name,
        "notices": list(article.notices),
    }


def article_of(row: Row) -> Article:
    """Return the article of a row."""
    start, end = row["published_start"], row["published_end"]
    return Article(
        id=row["id"],
        text=row["text"],
        title=row["title"],
        published=row["published"],
        published_span=None if start is None else Span(start, end),
        blocks=tuple(Block(Span(start, end), BlockKind(kind), reason) for start, end, kind, reason in row["blocks"]),
        kind=row["kind"],
        name=row["name"],
        notices=tuple(row["notices"]),
    )


def claim_row(claim: Claim) -> dict[str, Any]:
    """Return the columns of a claim; place and the version of its wording are added when it is stored."""
    return {
        "id": claim.id,
        "article_id": claim.article_id,
        "text": claim.text,
        "first_text": claim.first_text,
        "start": claim.span.start,
        "end": claim.span.end,
        "sentence_start": claim.sentence.start,
        "sentence_end": claim.sentence.end,
        "details": {
            "attributions": [[one.source, one.cue, _ends(one.span), one.sort.value] for one in claim.attributions],
            "hedges": list(claim.hedges),
            "dates": [
                [one.text, _iso(one.start), _iso(one.end), one.of.value, _ends(one.span)] for one in claim.dates
            ],
            "numbers": list(claim.numbers),
            "unresolved": list(claim.unresolved),
            "rules": [[rule.name, _ends(rule.span), rule.became] for rule in claim.rules],
        },
        "is_quotation": claim.is_quotation,
        "kind": claim.kind.value,
        "checkable": claim.checkable,
        "reason": claim.reason,
        "check_worthiness": claim.check_worthiness,
        "made_by": claim.made_by,
        "version": claim.version,
        "removed": claim.removed,
    }


def claim_of(row: Row, order: int) -> Claim:
    """Return the claim of a row as the ``order``-th of its article."""
    details = row["details"]
    return Claim(
        id=row["id"],
        article_id=row["article_id"],
        order=order,
        text=row["text"],
        first_text=row["first_text"],
        span=Span(row["start"], row["end"]),
        sentence=Span(row["sentence_start"], row["sentence_end"]),
        attributions=tuple(map(_attribution, details["attributions"])),
        is_quotation=row["is_quotation"],
        hedges=tuple(details["hedges"]),
        dates=tuple(
            TimeReference(text, _date(start), _date(end), TimeOf(of), _span(ends))
            for text, start, end, of, ends in details["dates"]
        ),
        numbers=tuple(details["numbers"]),
        kind=ClaimKind(row["kind"]),
        checkable=row["checkable"],
        reason=row["reason"],
        unresolved=tuple(details["unresolved"]),
        check_worthiness=row["check_worthiness"],
        rules=tuple(map(_rule, details["rules"])),
        made_by=row["made_by"],
        version=row["version"],
        removed=row["removed"],
    )


def _attribution(kept: list[Any]) -> Attribution:
    """Return an attribution; what was kept before sorts were told has none."""
    source, cue, ends, *sort = kept
    return Attribution(source, cue, _span(ends), SourceSort(*sort) if sort else SourceSort.UNKNOWN)


def judgement_row(judgement: Judgement) -> dict[str, Any]:
    """Return the columns of a judgement but its sequence, which the database gives."""
    return {
        "article_id": judgement.article_id,
        "claim_id": judgement.claim_id,
        "claim_version": judgement.claim_version,
        "question": judgement.question.value,
        "named_source": judgement.named_source,
        "reviewer": judgement.reviewer,
        "value": str(judgement.value),
        "reason": judgement.reason,
        "note": judgement.note,
        "pins": _pin_rows(judgement.pins),
        "shown": {
            "model_id": judgement.shown.model_id,
            "similarities": [None if one is None else float(one) for one in judgement.shown.similarities],
            "marks": list(judgement.shown.marks),
            "origins": origin_rows(judgement.shown.origins),
        },
        "request_id": judgement.request_id,
        "decided_at": judgement.decided_at,
        "undoes": judgement.undoes,
    }


def judgement_of(row: Row) -> Judgement:
    """Return the judgement of a row."""
    shown = row["shown"]
    return Judgement(
        article_id=row["article_id"],
        claim_id=row["claim_id"],
        claim_version=row["claim_version"],
        question=Question(row["question"]),
        named_source=row["named_source"],
        reviewer=row["reviewer"],
        value=row["value"],
        reason=row["reason"],
        note=row["note"],
        pins=_pins(row["pins"]),
        request_id=row["request_id"],
        shown=Shown(
            shown["model_id"],
            tuple(shown["similarities"]),
            tuple(shown["marks"]),
            origins_of(shown.get("origins", ())),  # judgements from before origins were grouped have none
        ),
        sequence=row["sequence"],
        decided_at=row["decided_at"],
        undoes=row["undoes"],
    )


def draft_row(draft: Draft) -> dict[str, Any]:
    """Return the columns of a draft but whose and which it is."""
    return {"note": draft.note, "pins": _pin_rows(draft.pins), "reason": draft.reason}


def draft_of(row: Row) -> Draft:
    """Return the draft of a row."""
    return Draft(row["note"], _pins(row["pins"]), row["reason"])


def _pin_rows(pins: Sequence[Pin]) -> list[dict[str, Any]]:
    return [
        {
            "source_id": pin.source_id,
            "start": pin.start,
            "end": pin.end,
            "publisher": pin.publisher,
            "title": pin.title,
            "url": pin.url,
            "published": _iso(pin.published),
            "excerpt": pin.excerpt,
            "similarity": None if pin.similarity is None else float(pin.similarity),
            "place": pin.place,
        }
        for pin in pins
    ]


def _pins(rows: Sequence[dict[str, Any]]) -> tuple[Pin, ...]:
    return tuple(Pin(**(row | {"published": _date(row["published"])})) for row in rows)


def _rule(held: Any) -> Rule:
    """Return a rule as it was stored; older claims hold its name alone."""
    if isinstance(held, str):
        return Rule(held)
    name, ends, became = held
    return Rule(name, _span(ends), became)


def _ends(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _span(ends: Sequence[int] | None) -> Span | None:
    return Span(*ends) if ends else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None
