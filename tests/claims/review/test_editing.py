from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from claims.claim import Attribution, Claim, Rule
from claims.review import editing
from claims.review.gates import EditConflict, GateClosed
from sources.language.span import Span
from sources.language.times.reference import TimeOf, TimeReference
from tests.claims.review.making import ARTICLE, a_claim

TEXT = (
    "Tarvel, 3 May — The port said on Monday that “60 boats”\n"
    "and 9\u00a0cutters were delayed. Cafe\u0301 owners wait."
)
MONDAY = TimeReference("on Monday", date(2024, 4, 29), date(2024, 4, 29), TimeOf.SAYING, Span(30, 39))
MAY = TimeReference("3 May", date(2024, 5, 3), date(2024, 5, 3), TimeOf.EVENT, Span(8, 13))


def boats(**changes: Any) -> Claim:
    span = Span(TEXT.index("“60"), TEXT.index(" Cafe"))
    return a_claim(
        text="60 boats and 9 cutters were delayed.",
        first_text="60 boats and 9 cutters were delayed.",
        span=span,
        sentence=Span(16, span.end),
        dates=(MONDAY, MAY),
        numbers=("60", "9"),
        unresolved=("boats", "the mayor"),
        rules=(Rule("attribution", Span(0, 5)),),
        attributions=(Attribution("the port", "said"),),
        **changes,
    )


def test_rewording_keeps_id_place_and_the_articles_words_and_counts_a_version() -> None:
    before = boats()
    after = editing.reword(before, "  60 hulls and 14 cutters were late. ", resolved=False, reviewer="Ada")
    assert after.text == "60 hulls and 14 cutters were late."
    assert after.numbers == ("60", "14")
    assert (after.id, after.span, after.first_text, after.unresolved) == (
        before.id,
        before.span,
        before.first_text,
        before.unresolved,
    )
    assert (after.version, after.made_by) == (2, "Ada")


def test_unresolved_words_go_only_when_the_reviewer_says_so() -> None:
    assert editing.reword(boats(), "x 1", resolved=True, reviewer="Ada").unresolved == ()
    assert editing.reword(boats(), "x 1", resolved=False, reviewer="Ada").unresolved == ("boats", "the mayor")


@pytest.mark.parametrize("text", ["", "  \n"])
def test_a_claim_is_never_reworded_to_nothing(text: str) -> None:
    with pytest.raises(GateClosed, match="wording is empty"):
        editing.reword(boats(), text, resolved=False, reviewer="Ada")


def test_splitting_gives_claims_with_ids_of_their_own_and_what_belongs_to_each() -> None:
    first, second = editing.split_claim(
        boats(), ["60 boats were delayed.", "9 cutters were delayed on 3 May."], article_text=TEXT, reviewer="Ada"
    )
    assert len({first.id, second.id, boats().id}) == 3
    assert (first.numbers, second.numbers) == (("60",), ("9", "3"))
    assert (first.unresolved, second.unresolved) == (("boats",), ())
    assert (first.dates, second.dates) == ((MONDAY,), (MONDAY, MAY))
    assert first.attributions == boats().attributions
    assert (first.version, first.made_by, first.first_text) == (1, "Ada", "60 boats were delayed.")
    assert first.rules == (Rule("attribution", Span(0, 5)), Rule("split by a reviewer"))


@pytest.mark.parametrize("texts", [[], ["one"], ["one", " one "], ["one", ""]])
def test_a_split_needs_two_different_wordings(texts: list[str]) -> None:
    with pytest.raises(GateClosed):
        editing.split_claim(boats(), texts, article_text=TEXT, reviewer="Ada")


def test_merging_reaches_over_the_words_of_both_and_keeps_every_source() -> None:
    one = boats()
    two = replace(
        boats(),
        id="clm-2",
        span=Span(4, 9),
        sentence=Span(0, 12),
        attributions=(Attribution("Tass", "reported"), *one.attributions),
        unresolved=("they",),
    )
    merged = editing.merge_claims([one, two], "They saw 60 boats.", article_text=TEXT, reviewer="Ada")
    assert merged.span == Span(4, one.span.end)
    assert merged.sentence == Span(0, one.sentence.end)
    assert merged.attributed_to == ("Tass", "the port")
    assert merged.unresolved == ("they", "boats")
    assert merged.id not in {one.id, two.id}


def test_a_merge_needs_two_claims_of_one_article() -> None:
    with pytest.raises(GateClosed, match="two claims"):
        editing.merge_claims([boats(), boats()], "x", article_text=TEXT, reviewer="Ada")
    with pytest.raises(GateClosed, match="one article"):
        editing.merge_claims(
            [boats(), replace(boats(), id="c", article_id="art-2")], "x", article_text=TEXT, reviewer="Ada"
        )


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ('"60 boats" and 9 cutters', "“60 boats”\nand 9\u00a0cutters"),
        ("  Café   owners ", "Cafe\u0301 owners"),
        ("3 May — The", "3 May — The"),
        ("50 boats", None),
        ("", None),
        ("  ", None),
        (".*", None),
    ],
)
def test_a_quote_is_found_however_it_was_typed(quote: str, found: str | None) -> None:
    span = editing.find_quote(TEXT, quote)
    assert (span.of(TEXT) if span else None) == found


def test_an_added_claim_stands_on_words_of_the_article() -> None:
    claim = editing.add_claim(ARTICLE, TEXT, "9 cutters were delayed", "9 cutters were late.", reviewer="Ada")
    assert claim.span.of(TEXT) == "9\u00a0cutters were delayed"
    assert claim.sentence.of(TEXT) == TEXT.split("\n")[1]
    assert (claim.made_by, claim.numbers, claim.reason) == ("Ada", ("9",), "added by a reviewer")


def test_an_added_claim_takes_the_shortest_known_sentence_around_it() -> None:
    sentences = [Span(0, len(TEXT)), Span(16, TEXT.index(" Cafe")), Span(0, 12)]
    claim = editing.add_claim(ARTICLE, TEXT, "9 cutters", "9 cutters wait.", reviewer="Ada", sentences=sentences)
    assert claim.sentence == sentences[1]


def test_words_that_the_article_does_not_have_make_no_claim() -> None:
    with pytest.raises(GateClosed, match="do not stand in the article"):
        editing.add_claim(ARTICLE, TEXT, "50 boats", "50 boats wait.", reviewer="Ada")


def test_a_removed_claim_can_be_restored_and_not_edited() -> None:
    gone = editing.remove(boats())
    assert (gone.removed, gone.version) == (True, 2)
    with pytest.raises(GateClosed):
        editing.remove(gone)
    with pytest.raises(GateClosed):
        editing.reword(gone, "x", resolved=False, reviewer="Ada")
    with pytest.raises(GateClosed):
        editing.split_claim(gone, ["a", "b"], article_text=TEXT, reviewer="Ada")
    with pytest.raises(GateClosed):
        editing.merge_claims([gone, replace(boats(), id="c")], "x", article_text=TEXT, reviewer="Ada")
    back = editing.restore(gone)
    assert (back.removed, back.version, back.text) == (False, 3, boats().text)
    with pytest.raises(GateClosed):
        editing.restore(back)


def test_an_edit_of_an_older_version_is_a_conflict() -> None:
    editing.check_edit(boats(), 1, "Ada")
    with pytest.raises(EditConflict, match="now reads “60 boats"):
        editing.check_edit(boats(version=2), 1, "Ada")
    with pytest.raises(EditConflict, match="taken out"):
        editing.check_edit(boats(version=2, removed=True), 1, "Ada")
    with pytest.raises(GateClosed, match="name of the reviewer"):
        editing.check_edit(boats(), 1, " ")
    with pytest.raises(GateClosed, match="name of the reviewer"):
        editing.add_claim(ARTICLE, TEXT, "9 cutters", "9 cutters wait.", reviewer="")
