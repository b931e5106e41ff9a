"""Marks stand on the words that differ, on nothing else, and nothing that anybody writes breaks the comparing."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from sources.matching.discrepancies import discrepancies
from sources.matching.discrepancies.registry import CHECKS
from sources.source import DiscrepancyKind

HERALD = (
    "Thirty-eight of the 164 hangers of the Tolse Bridge are cracked, two people who have read the inspectors’ notes "
    "told the Herald on Wednesday. Both said the count of 38 was final for the main span."
)
WORDS = st.sampled_from(
    """
    the of not never half a dozen 52 164 hangers hundred million third 5 % $ km miles May 14 2026 on Monday last month
    rose fell all only may will Ada Holm acquired by Harbour Ltd - . , ’s between and to 0 ½ 1,2,3
    99999999999999999999
    """.split()  # noqa: SIM905 - a list of this length reads better as words
)
ANYTHING = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=40).map(" ".join))
DAYS = st.one_of(st.none(), st.dates())


def test_a_mark_carries_the_words_of_both_and_the_place_in_the_passage() -> None:
    (mark,) = discrepancies("Cracks were found in 52 of the Tolse Bridge's 164 hangers.", HERALD)
    assert mark.kind is DiscrepancyKind.NUMBER
    assert (mark.claim_words, mark.passage_words) == ("52", "Thirty-eight")
    assert HERALD[mark.start : mark.end] == mark.passage_words
    assert mark.sentence == "here Thirty-eight, claim 52"


def test_what_the_claim_is_about_decides_which_day_its_weekday_was() -> None:
    claim, passage = "The city closed the bridge on Monday.", "The city closed the bridge on 18 May 2026."
    monday = date(2026, 5, 18)
    assert discrepancies(claim, passage, claim_dates=[(monday, monday)]) == ()
    before = date(2026, 5, 11)
    (mark,) = discrepancies(claim, passage, claim_dates=[(before, before)])
    assert mark.sentence == "here 18 May 2026, claim Monday"


def test_the_passage_is_read_from_its_day_of_publication() -> None:
    claim, passage = "The ferry sank on 12 May 2026.", "The ferry sank yesterday."
    assert discrepancies(claim, passage, passage_published=date(2026, 5, 13)) == ()
    assert discrepancies(claim, passage) == ()
    (mark,) = discrepancies(claim, passage, passage_published=date(2026, 5, 15))
    assert mark.sentence == "here yesterday, claim 12 May 2026"


@settings(max_examples=300, deadline=None)
@given(claim=ANYTHING, passage=ANYTHING, first=DAYS, last=DAYS, published=DAYS)
def test_nothing_that_anybody_writes_breaks_it_and_the_marks_are_always_the_passages_words(
    claim: str, passage: str, first: date | None, last: date | None, published: date | None
) -> None:
    found = discrepancies(claim, passage, claim_dates=[(first, last)], passage_published=published)
    for mark in found:
        assert passage[mark.start : mark.end] == mark.passage_words != ""
    assert found == discrepancies(claim, passage, claim_dates=[(first, last)], passage_published=published)
    assert list(found) == sorted(found, key=lambda mark: (mark.start, mark.end))


@settings(max_examples=200, deadline=None)
@given(text=ANYTHING)
def test_a_text_differs_in_nothing_from_itself(text: str) -> None:
    assert discrepancies(text, text) == ()


def test_a_denial_another_direction_and_exchanged_parts_reverse_a_claim_and_nothing_else_does() -> None:
    assert {kind.value for kind in CHECKS if kind.reverses} == {"negation", "direction", "role"}
