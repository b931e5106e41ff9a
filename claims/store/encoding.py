"""Values to rows and back. Lists become JSON; everything a query asks for has a column of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from claims.article import Article, Block, BlockKind
from claims.claim import Claim, ClaimKind
from claims.review.codec import (
    claim_details_json,
    claim_details_of,
    origins_json,
    origins_of,
    pin_json,
    pin_of,
    proposals_json,
    proposals_of,
)
from claims.review.judgement import Draft, Judgement, Shown
from claims.review.verdict import Question
from sources.language.span import Span
from sources.note import Note, NoteKind

Row = Mapping[Any, Any]


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
        "notes": [
            [note.start, note.end, note.kind.value, note.text, note.label, note.author, note.address]
            for note in article.notes
        ],
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
        notes=tuple(Note(start, end, NoteKind(kind), *words) for start, end, kind, *words in row["notes"]),
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
        "details": claim_details_json(claim),
        "is_quotation": claim.is_quotation,
        "kind": claim.kind.value,
        "checkable": claim.checkable,
        "reason": claim.reason,
        "check_worthiness": claim.check_worthiness,
        "made_by": claim.made_by,
        "version": claim.version,
        "removed": claim.removed,
        "came_in": claim.came_in,
        "changed_in": claim.changed_in,
        "gone_in": claim.gone_in,
    }


def claim_of(row: Row, order: int) -> Claim:
    """Return the claim of a row as the ``order``-th of its article."""
    return Claim(
        id=row["id"],
        article_id=row["article_id"],
        order=order,
        text=row["text"],
        first_text=row["first_text"],
        span=Span(row["start"], row["end"]),
        sentence=Span(row["sentence_start"], row["sentence_end"]),
        is_quotation=row["is_quotation"],
        kind=ClaimKind(row["kind"]),
        checkable=row["checkable"],
        reason=row["reason"],
        check_worthiness=row["check_worthiness"],
        made_by=row["made_by"],
        version=row["version"],
        removed=row["removed"],
        came_in=row["came_in"],
        changed_in=row["changed_in"],
        gone_in=row["gone_in"],
        **claim_details_of(row["details"]),
    )


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
        "pins": [pin_json(pin) for pin in judgement.pins],
        "shown": {
            "model_id": judgement.shown.model_id,
            "similarities": [
                None if similarity is None else float(similarity) for similarity in judgement.shown.similarities
            ],
            "marks": list(judgement.shown.marks),
            "origins": origins_json(judgement.shown.origins),
            "open_terms": list(judgement.shown.open_terms),
            "proposals": proposals_json(judgement.shown.proposals),
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
        pins=tuple(map(pin_of, row["pins"])),
        request_id=row["request_id"],
        shown=Shown(
            shown["model_id"],
            tuple(shown["similarities"]),
            tuple(shown["marks"]),
            origins_of(shown.get("origins", ())),  # judgements from before origins were grouped have none
            tuple(shown.get("open_terms", ())),  # nor have those of 0.1.0 open terms
            proposals_of(shown.get("proposals", ())),  # or proposals
        ),
        sequence=row["sequence"],
        decided_at=row["decided_at"],
        undoes=row["undoes"],
    )


def draft_row(draft: Draft) -> dict[str, Any]:
    """Return the columns of a draft but whose and which it is."""
    return {"note": draft.note, "pins": [pin_json(pin) for pin in draft.pins], "reason": draft.reason}


def draft_of(row: Row) -> Draft:
    """Return the draft of a row."""
    return Draft(row["note"], tuple(map(pin_of, row["pins"])), row["reason"])
