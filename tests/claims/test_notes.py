"""Which claims a note of the writer belongs to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claims.article import Article
from claims.claim import Claim
from claims.notes import attached_notes
from sources.language.span import Span
from sources.note import Note, NoteKind
from tests.claims.services.making import an_article

TEXT = (
    "Its bakery, founded in 1911, employs 14 people, and its school closed in 2019. Critics call that sad. "
    "The quay is old.[4]\n\nThe mill burned."
)
WORDINGS = {
    "Its bakery employs 14 people.": "Its bakery, founded in 1911, employs 14 people",
    "Its bakery was founded in 1911.": "Its bakery, founded in 1911",
    "Its school closed in 2019.": "its school closed in 2019.",
    "The quay is old.": "The quay is old.",
    "The mill burned.": "The mill burned.",
}
SENTENCES = (TEXT[: TEXT.index(" Critics")], "The quay is old.[4]", "The mill burned.")
BAKERY, FOUNDED, SCHOOL, QUAY, MILL = WORDINGS


def span_of(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def claims() -> list[Claim]:
    sentences = [span_of(sentence) for sentence in SENTENCES]
    found = []
    for order, (wording, words) in enumerate(WORDINGS.items(), 1):
        span = span_of(words)
        sentence = next(one for one in sentences if one.start <= span.start and span.end <= one.end)
        found.append(Claim(f"clm-{order}", "art-1", order, wording, wording, span, sentence))
    return found


def belongs_to(start: int, end: int, of: list[Claim] | None = None) -> list[str]:
    """Return the wordings of the claims that a note on this stretch belongs to."""
    article: Article = replace(an_article(), text=TEXT, notes=(Note(start, end, NoteKind.COMMENT, "Sure?"),))
    found = attached_notes(article, of if of is not None else claims())
    return [claim.text for claim in claims() if claim.id in found]


def on(words: str) -> list[str]:
    span = span_of(words)
    return belongs_to(span.start, span.end)


def behind(words: str) -> list[str]:
    end = span_of(words).end
    return belongs_to(end, end)


def test_a_note_on_words_belongs_to_the_claims_that_are_made_of_them() -> None:
    assert on("founded in 1911") == [FOUNDED]
    assert on("14 people") == [BAKERY]
    assert on("Its bakery") == [BAKERY, FOUNDED]


def test_a_note_over_a_sentence_belongs_to_all_of_its_claims() -> None:
    assert on(SENTENCES[0]) == [BAKERY, FOUNDED, SCHOOL]


def test_a_mark_at_the_end_of_a_sentence_belongs_to_all_of_its_claims_whatever_marks_are_between() -> None:
    assert behind("closed in 2019.") == [BAKERY, FOUNDED, SCHOOL]
    assert behind("The quay is old.[4]") == [QUAY]
    assert behind("The quay is old.") == [QUAY]


def test_a_mark_within_a_sentence_belongs_to_the_claim_of_the_word_before_it() -> None:
    assert behind("founded in 1911") == [FOUNDED]
    assert behind("employs 14 people") == [BAKERY]


def test_a_mark_behind_a_sentence_without_claims_belongs_to_none() -> None:
    assert behind("Critics call that sad.") == []
    assert on("Critics") == []


def test_a_mark_in_the_next_paragraph_does_not_belong_to_the_one_before() -> None:
    assert behind("The mill") == [MILL]


def test_a_claim_that_was_taken_out_has_no_notes() -> None:
    removed = [replace(claim, removed=claim.text == FOUNDED) for claim in claims()]
    span = span_of("Its bakery")
    assert belongs_to(span.start, span.end, removed) == [BAKERY]


@pytest.mark.parametrize("place", [0, len(TEXT)])
def test_a_note_at_either_end_of_the_text_breaks_nothing(place: int) -> None:
    assert belongs_to(place, place) == ([MILL] if place else [])


def test_notes_keep_the_number_that_they_have_in_the_article() -> None:
    quay, mill = span_of("quay"), span_of("mill")
    notes = [Note(one.start, one.end, NoteKind.LINK) for one in (quay, mill)]
    found = attached_notes(replace(an_article(), text=TEXT, notes=tuple(notes)), claims())
    assert {claim_id: [one.number for one in kept] for claim_id, kept in found.items()} == {
        "clm-4": [1],
        "clm-5": [2],
    }
