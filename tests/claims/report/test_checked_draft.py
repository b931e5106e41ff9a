"""What the comments of the checked draft say, and the document of an article that did not come as Word."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import docx

from claims.article import Block, BlockKind
from claims.report.checked_draft import comments, plain_document
from claims.review.judgement import Judgement, Shown
from claims.review.verdict import Question
from sources.language.span import Span
from sources.reading.formats.docx import read_docx
from sources.reading.registry import File
from tests.claims.report.making import an_article
from tests.claims.review.making import NOON, PIN, a_claim, an_act

CLAIM = replace(a_claim(1), unresolved=("they",))


def judged(value: str, sequence: int = 1, **changes: Any) -> Judgement:
    return Judgement.of(replace(an_act(CLAIM, value), **changes), sequence=sequence, decided_at=NOON)


def said(*standing: Judgement, **options: Any) -> list[str]:
    (comment,) = comments(an_article(), [CLAIM], standing, **options)
    return list(comment.paragraphs)


def test_a_comment_says_verdict_reason_claim_note_what_is_open_evidence_and_who_when() -> None:
    disputed = judged(
        "disputed", reason="misquoted", note="one\r\ntwo", pins=(PIN,), shown=Shown(open_terms=("62", "Tarvel"))
    )
    cited = "Pilot Weekly, “Ships wait”, 2 May 2024, page 3:"
    assert said(disputed, since={PIN.source_id: "changed"}) == [
        "✗ Disputed: misquoted",
        f"Claim 1: {CLAIM.text}",
        "Note: one",
        "two",
        "Open beside the evidence: “62”, “Tarvel”",
        f"Evidence: {cited} “62 ships waited.” [the source is changed since] https://h.example/1",
        f"{disputed.reviewer}, {NOON.day} {NOON:%B %Y, %H:%M} UTC",
        "The article leaves open: “they”",
    ]


def test_the_author_of_a_comment_is_the_reviewer_with_initials_and_the_time() -> None:
    (comment,) = comments(an_article(), [CLAIM], [judged("verified", reviewer="Sefa Kurt")])
    assert (comment.author, comment.initials) == ("Sefa Kurt", "SK")
    assert comment.written_at == NOON.isoformat().replace("+00:00", "Z")
    assert (comment.start, comment.end) == (CLAIM.span.start, CLAIM.span.end)


def test_two_reviewers_and_both_questions_are_in_the_one_comment_of_the_claim() -> None:
    theirs = judged("unclear", 2, reviewer="Sefa", reason="no source")
    they_said = judged("not said", 3, question=Question.DID_THEY_SAY_IT, named_source="Pilot Weekly", reason="")
    lines = said(judged("verified"), theirs, they_said)
    assert [line for line in lines if line[0] in "✓✗?"] == ["✓ Verified", "? Unclear: no source"]
    assert "Did Pilot Weekly say it? ✗ Not said" in lines


def test_a_claim_that_nobody_reviewed_has_a_comment_only_on_wish_and_one_taken_out_never() -> None:
    assert comments(an_article(), [CLAIM], []) == []
    assert said(unreviewed=True)[0] == "○ Not reviewed"
    assert comments(an_article(), [replace(CLAIM, removed=True)], [judged("verified")], unreviewed=True) == []


def test_a_plain_document_has_the_blocks_as_paragraphs_and_every_word_can_be_found_in_it() -> None:
    text = "  Ships wait\r\n\r\nTARVEL — 62 ships\nwaited.\n\n\tThe end\ufffe."
    words = ("Ships wait", "TARVEL —", "62 ships\nwaited.", "The end\ufffe.")
    kinds = (BlockKind.HEADLINE, BlockKind.DATELINE, BlockKind.BODY, BlockKind.BODY)
    spans = [Span(text.index(one), text.index(one) + len(one)) for one in words]
    article = an_article(text=text, blocks=tuple(map(Block, spans, kinds)))
    made = plain_document(article)
    assert read_docx(File(made.data)).text == made.text
    assert made.text == "Ships wait\n\nTARVEL — 62 ships\nwaited.\n\nThe end\ufffd."
    placed = [made.place(span) for span in (*spans, Span(spans[0].start + 2, spans[2].start + 8))]
    assert [span.of(made.text) for span in placed] == [
        *words[:3],
        "The end\ufffd.",
        "ips wait\n\nTARVEL — 62 ships",
    ]


def test_only_the_first_headline_is_the_title() -> None:
    text = "Ships wait\n\nAt sea\n\nThey wait."
    spans = [Span(text.index(one), text.index(one) + len(one)) for one in ("Ships wait", "At sea", "They wait.")]
    kinds = (BlockKind.HEADLINE, BlockKind.HEADLINE, BlockKind.BODY)
    made = plain_document(an_article(text=text, blocks=tuple(map(Block, spans, kinds))))
    styles = [one.style.name for one in docx.Document(io.BytesIO(made.data)).paragraphs if one.style is not None]
    assert styles == ["Title", "Normal", "Normal"]
