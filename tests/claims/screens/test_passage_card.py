"""What a column says of its passage, as HTML: everything in words, nothing of the source's own text as markup."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claims.review.judgement import Pin, Proposal
from claims.screens.review import context, passage_card
from claims.screens.review.column_selection import kinship
from sources.source import AttributedCheck, Caution, Finder, Saying
from tests.claims.review.making import a_claim
from tests.claims.screens.making_passages import DIFFERS, candidate, matches


@pytest.mark.parametrize(
    ("found_by", "words"),
    [
        ((Finder.MEANING,), "meaning, 1 word"),
        ((Finder.KEYWORDS,), "1 word alone"),
        ((Finder.KEYWORDS, Finder.MEANING), "meaning and 1 word"),
        ((), "1 word shared"),
    ],
)
def test_a_column_says_which_search_found_its_passage(found_by: tuple[Finder, ...], words: str) -> None:
    assert f"rank 1 · {words}<" in passage_card.foot(candidate("herald", found_by=found_by), None, None)


def test_without_a_model_no_similarity_is_shown() -> None:
    assert "No similarity" in passage_card.foot(replace(candidate("herald"), model_id=""), None, None)


def test_a_differing_number_is_marked_on_its_words_and_said() -> None:
    one = candidate("herald", differs=True)
    assert '<mark class="x">38</mark>' in passage_card.words(one, ())
    assert "<b>≠ Number:</b> here 38, claim 52" in passage_card.foot(one, None, None)
    # The line that is always seen says it first.
    line = passage_card.foot(one, None, None).partition("</summary>")[0]
    assert '<summary><b class="wb-no">≠ Number:</b> here 38, claim 52' in line


def test_only_the_sentence_nearest_to_the_claim_is_marked_and_differing_words_keep_their_mark_elsewhere() -> None:
    one = candidate("herald", text="38 are cracked. The bridge is shut.", differs=True)
    drawn = passage_card.words(one, [(20, 26), (10, 17)], (16, 35))
    assert drawn == (
        '<mark class="x">38</mark> are cracked. '
        '<mark class="near">The <mark class="hit">bridge</mark> is shut.</mark>'
    )


@pytest.mark.parametrize("saying", list(Saying))
def test_what_a_named_source_says_is_a_proposal_in_words(saying: Saying) -> None:
    said = passage_card.says(AttributedCheck("Wire", saying, discrepancies=DIFFERS, sentence="<b>Wire</b> gives 38."))
    words = {
        Saying.SAYS: "Seems to say it",
        Saying.SEEMS: "Seems to say it",
        Saying.CHANGED: "Seems to say it with changes",
        Saying.OPPOSITE: "Seems to say the opposite",
        Saying.SPEAKS: "Mentions it",
        Saying.SILENT: "Says nothing of it",
        Saying.NOT_IN_LIBRARY: "Not in the library",
    }
    assert f"{words[saying]}</b>. &lt;b&gt;Wire" in said
    assert not {"✓", "✗", "wb-ok"} & set(said.split())


def test_that_a_source_says_it_is_kept_only_where_one_sentence_holds_the_whole_claim() -> None:
    check = AttributedCheck("Wire", Saying.SAYS, sentence="Wire says it.")
    assert Proposal.of(check).saying is Saying.SEEMS
    assert Proposal.of(replace(check, whole=True)).saying is Saying.SAYS


def test_a_date_that_speaks_against_a_source_stands_beside_its_date() -> None:
    one = replace(candidate("herald"), cautions=(Caution.BEFORE_EVENT,))
    assert "! Published before the event" in passage_card.about(one, None)


def test_a_passage_of_a_scanned_page_says_how_surely_it_was_read_beside_its_page() -> None:
    one = candidate("herald")
    scan = replace(one, source=replace(one.source, page_starts=(0,), recognised=((1, 87),)))
    assert "page 1, read by OCR, confidence 87 %<" in passage_card.about(scan, None)
    assert "wb-cut" not in passage_card.about(scan, None)
    assert "OCR" not in passage_card.about(one, None)


def test_nothing_is_said_where_no_difference_was_found() -> None:
    one = candidate("herald")
    assert passage_card.differs(one) == ""
    assert "conflict" not in passage_card.foot(one, None, None).lower()


def test_a_copy_is_called_a_copy_and_counted_once() -> None:
    shown = [candidate("wire"), candidate("copy", rank=2)]
    kin = kinship(matches(*shown, origins=(("wire", "copy"),)), shown, 1)
    assert ">Copy<" in passage_card.head("clm-1", 2, shown[1], kin)
    assert "<b>Same origin as 1</b>, counted once." in passage_card.foot(shown[1], None, kin)


def test_markup_in_a_source_is_shown_literally() -> None:
    evil = candidate("<i>x</i>", text='<script>alert(1)</script> <img src="http://t.example/p.gif">')
    drawn = "".join(
        (
            passage_card.head("clm-1", 1, evil, None),
            passage_card.about(evil, None, pinned=True),
            context.around(a_claim(), evil, (), 50),
        )
    )
    assert "<script" not in drawn
    assert "<img" not in drawn
    assert "&lt;i&gt;x&lt;/i&gt;" in drawn


def test_a_source_around_a_passage_is_its_own_text_with_each_passage_a_stop() -> None:
    text = "First part here. " + "Middle. " * 30 + "Last part."
    first = replace(candidate("herald", 0, text=text), matched=())
    early = replace(first, passage=replace(first.passage, start=0, end=16, text=text[:16]))
    late = replace(
        first, passage=replace(first.passage, ordinal=1, start=len(text) - 10, end=len(text), text="Last part.")
    )
    drawn = context.around(a_claim(), late, (early, late), 10_000)
    assert drawn.count("stop") == 2
    assert drawn.count('class="pass stop">Last part.') == 1
    assert drawn.startswith('<mark class="pass also stop">First part here.')
    assert context.around(a_claim(), late, (early, late), 5).startswith("… ")
    # Where the nearest sentence of a passage is known, the stop is that sentence.
    drawn = context.around(a_claim(), late, (early, late), 10_000, {("src-herald", 1): (5, 10)})
    assert '<mark class="pass">Last <mark class="near stop">part.</mark></mark>' in drawn


def test_the_passage_in_hand_keeps_its_sentence_where_an_earlier_one_overlaps_it() -> None:
    text = "First part here. Middle. Last part."
    first = replace(candidate("herald", 0, text=text), matched=())
    early = replace(first, passage=replace(first.passage, start=0, end=24, text=text[:24]))
    late = replace(first, passage=replace(first.passage, ordinal=1, start=17, end=len(text), text=text[17:]))
    drawn = context.around(a_claim(), late, (early, late), 10_000, {("src-herald", 1): (8, 18)})
    assert drawn == ('First part here. <mark class="pass">Middle. <mark class="near stop">Last part.</mark></mark>')


def test_a_pin_is_said_where_it_moves_no_passage_and_framed_in_the_source() -> None:
    one = candidate("herald")
    assert "■ Evidence" in passage_card.about(one, None, pinned=True)
    assert "■ Evidence" not in passage_card.about(one, None)
    assert 'class="pass stop evidence"' in context.around(a_claim(), one, (one,), 50, pins=(Pin.of(one),))
    assert "evidence" not in context.around(a_claim(), one, (one,), 50)
