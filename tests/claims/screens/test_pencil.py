"""What the page shows of held and open words, as HTML."""

from __future__ import annotations

import re
from dataclasses import replace

from claims.review.judgement import Pin
from claims.screens.review import pencil
from claims.services import terms
from sources.source import Candidate
from tests.claims.review.making import a_claim
from tests.claims.screens.making_passages import candidate

CLAIM = replace(a_claim(), text="Seven people tragically died in 2003.")


def passage(text: str, name: str = "herald") -> Candidate:
    return candidate(name, text=text)


def test_words_that_the_pins_leave_open_are_marked_in_the_claim_and_listed() -> None:
    found = pencil.beside(CLAIM, [Pin.of(passage("People died."))], [])
    assert pencil.marked(CLAIM.text, found) == (
        '<mark class="open o0 b0">Seven</mark> people <mark class="open word o0 b0">tragically</mark> died in '
        '<mark class="open o0 b0">2003</mark>.'
    )
    assert "<b>□ Not borne out by the evidence:</b> <b>Seven</b>, tragically, <b>2003</b><" in pencil.listed(found)


def test_before_a_pin_each_column_has_its_own_open_words() -> None:
    found = pencil.beside(CLAIM, [], [passage("Seven people died."), passage("It was in 2003.")])
    drawn = pencil.marked(CLAIM.text, found)
    assert '<mark class="open o2 b2">Seven</mark>' in drawn
    assert '<mark class="open o1 b1">2003</mark>' in drawn
    assert '<mark class="open word o1 o2 b1 b2">tragically</mark>' in drawn
    assert "Not borne out by passage 1:</b> tragically, <b>2003</b><" in pencil.listed(found)


def test_open_words_are_in_colour_only_with_a_figure_name_day_denial_or_quotation_among_them() -> None:
    claim = replace(CLAIM, text="The pier slowly sank.")
    quiet = pencil.beside(claim, [Pin.of(passage("The pier was built."))], [])
    assert '<span class="wb-q">□ Not borne out by the evidence: slowly, sank</span>' in pencil.listed(quiet)
    assert "<b>" not in pencil.not_here(claim, passage("The pier was built."))
    for text, loud in (("It never sank.", "never"), ("Lena Ruiz sank it.", "Lena Ruiz"), ("Nine sank.", "Nine")):
        found = pencil.beside(replace(CLAIM, text=text), [Pin.of(passage("It sank."))], [])
        assert f"<b>{loud}</b>" in pencil.listed(found)
        assert '<mark class="open o0 b0">' in pencil.marked(text, found)


def test_where_all_words_are_held_the_reader_is_sent_to_the_passage_and_not_reassured() -> None:
    found = pencil.beside(CLAIM, [Pin.of(passage("Seven people tragically died in 2003."))], [])
    assert "<mark" not in pencil.marked(CLAIM.text, found)
    assert "Read whether it says so." in pencil.listed(found)


def test_markup_in_a_claim_is_shown_literally() -> None:
    claim = replace(CLAIM, text="<img src=x> cost 5 <b>crowns</b>.")
    found = pencil.beside(claim, [Pin.of(passage("Nothing."))], [])
    drawn = pencil.marked(claim.text, found)
    assert set(re.findall(r"<\w+", drawn)) == {"<mark"}
    assert drawn.startswith('&lt;<mark class="open word o0 b0">img</mark>')


def test_the_passage_that_holds_the_most_of_what_the_pins_leave_open_is_found() -> None:
    pin = Pin.of(passage("People died."))
    shown = [passage("People died."), passage("It was in 2003.", "wire"), passage("Tragically, seven.", "mail")]
    assert terms.passage_with_most(CLAIM, [pin], shown) == 2
    assert terms.passage_with_most(CLAIM, [], shown) == 0
    assert terms.passage_with_most(CLAIM, [pin], shown[:1]) is None
