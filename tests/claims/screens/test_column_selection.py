"""Which passages stand in the columns, and what is said of their origins."""

from __future__ import annotations

from dataclasses import replace

from claims.review.judgement import Pin
from claims.screens.review import passage_card, passages
from claims.screens.review.column_selection import (
    COLUMNS,
    bring_up,
    check_beside,
    counted,
    differing,
    far_away,
    kinship,
    row_of_origin,
    shown_columns,
)
from sources.source import AttributedCheck, Matches, Saying
from tests.claims.screens.making_passages import candidate, matches, origin


def test_each_source_has_one_column() -> None:
    first, same, second, third = (
        candidate(name, at, at + 1) for at, name in enumerate(("wire", "wire", "herald", "radio"))
    )
    assert shown_columns(matches(first, same, second, third), (), None) == [first, second, third]


def test_one_column_is_kept_for_a_source_that_is_not_named() -> None:
    named = [candidate(name, 0, rank, attributed="Wire") for rank, name in enumerate(("a", "b", "c"), 1)]
    other = candidate("herald", 0, 4)
    assert shown_columns(matches(*named, other), (), None) == [*named[:2], other]


def test_named_sources_fill_the_columns_that_nobody_else_wants() -> None:
    named = [candidate(name, 0, rank, attributed="Wire") for rank, name in enumerate(("a", "b", "c", "d"), 1)]
    other = candidate("herald", 0, 5)
    assert shown_columns(matches(*named, other), (), None, 4) == [*named[:3], other]
    assert shown_columns(matches(*named[:3], other), (), None, 4) == [*named[:3], other]


def test_of_a_source_the_passage_that_differs_is_shown() -> None:
    near, differing = candidate("herald", 0, 1), candidate("herald", 1, 2, differs=True)
    assert shown_columns(matches(near, differing), (), None) == [differing, near]


def test_a_pinned_passage_keeps_a_column_and_the_chosen_row_the_last() -> None:
    rows = [candidate(name, 0, rank) for rank, name in enumerate("abcdef", 1)]
    pinned = Pin.of(rows[4])
    assert rows[4] in shown_columns(matches(*rows), (pinned,), None)
    assert shown_columns(matches(*rows), (pinned,), 5) == [rows[0], rows[5], rows[4]]
    assert len(shown_columns(matches(*rows), (), 5)) == COLUMNS


def test_a_copy_gives_its_column_to_another_origin_and_is_named_beside_what_it_copied() -> None:
    wire, copy, herald, radio = (
        candidate(name, 0, rank) for rank, name in enumerate(("wire", "copy", "herald", "radio"), 1)
    )
    found = matches(wire, copy, herald, radio, origins=(("wire", "copy"),))
    shown = shown_columns(found, (), None)
    assert shown == [wire, herald, radio]
    kin = kinship(found, shown, 0)
    assert kin is not None
    assert (kin.same_as, kin.others, kin.why) == (0, ("copy",), ("Prints most of wire.",))
    assert kinship(found, shown, 1) is None


def test_a_copy_in_a_column_says_which_column_has_the_same_origin() -> None:
    wire, copy, herald = (candidate(name, 0, rank) for rank, name in enumerate(("wire", "copy", "herald"), 1))
    found = matches(wire, copy, herald, origins=(("wire", "copy"),))
    shown = shown_columns(found, (Pin.of(copy),), None)
    assert shown == [wire, herald, copy]
    kin = kinship(found, shown, 2)
    assert kin is not None
    assert kin.same_as == 1


def test_the_original_has_the_column_and_its_copies_are_folded_under_it() -> None:
    copy, second, wire, herald = (
        candidate(name, 0, rank) for rank, name in enumerate(("copy", "second", "wire", "herald"), 1)
    )
    found = matches(copy, second, wire, herald, origins=(("wire", "copy", "second"),))
    shown = shown_columns(found, (), None)
    assert shown == [wire, herald]
    kin = kinship(found, shown, 0)
    assert kin is not None
    assert (kin.original, kin.others) == (True, ("copy", "second"))
    assert "2 copies folded" in passage_card.foot(wire, None, kin)


def test_an_attributed_copy_has_its_original_beside_it() -> None:
    copy = candidate("copy", 0, 1, attributed="Copy")
    herald, wire = candidate("herald", 0, 2), candidate("wire", 0, 3)
    found = matches(copy, herald, wire, origins=(("wire", "copy"),))
    assert shown_columns(found, (), None) == [copy, wire, herald]


def test_a_copy_that_gives_another_number_takes_a_column_that_is_left() -> None:
    wire, copy = candidate("wire", 0, 1), candidate("copy", 0, 2, differs=True)
    herald, radio = candidate("herald", 0, 3), candidate("radio", 0, 4)
    origins = (("wire", "copy"),)
    assert shown_columns(matches(wire, copy, herald, origins=origins), (), None) == [wire, herald, copy]
    assert shown_columns(matches(wire, copy, herald, radio, origins=origins), (), None) == [wire, herald, radio]


def test_where_the_original_is_not_in_the_library_the_first_copy_has_the_column() -> None:
    first, second = candidate("first", 0, 1), candidate("second", 0, 2)
    absent = replace(origin("agency", "first", "second"), source_ids=("src-first", "src-second"))
    found = replace(matches(first, second), origins=(absent,))
    assert shown_columns(found, (), None) == [first]
    kin = kinship(found, [first], 0)
    assert kin is not None
    assert ">Copy<" in passage_card.head("clm-1", 1, first, kin)


def test_origins_are_counted_once_and_sources_outside_of_any_for_themselves() -> None:
    rows = [candidate(name, 0, rank) for rank, name in enumerate(("a", "b", "c", "d", "e"), 1)]
    assert counted(matches(*rows, rows[0])) == (5, 5)
    assert counted(matches(*rows, origins=(("a", "b", "c"), ("d",)))) == (5, 3)
    assert counted(matches(*rows, origins=(("a", "b", "c"), ("d", "e")))) == (5, 2)


def test_nothing_to_show_is_nothing() -> None:
    assert shown_columns(Matches((), ()), (), None) == []
    assert counted(Matches((), ())) == (0, 0)


def test_what_a_named_source_says_stands_beside_the_passage_that_shows_it_or_in_its_first_column() -> None:
    wire = candidate("wire", 0, 1, attributed="Wire")
    copy = candidate("copy", 1, 2, attributed="Wire")
    herald = candidate("herald", 0, 3)
    check = AttributedCheck("Wire", Saying.SAYS, copy.source.id, copy.passage)
    found = Matches((wire, copy, herald), (), attributed=(check, AttributedCheck("Radio", Saying.SILENT)))
    assert [check_beside(found, [wire, herald, copy], place) for place in range(3)] == [None, None, check]
    assert [check_beside(found, [herald, wire], place) for place in range(2)] == [None, check]
    assert check_beside(found, [herald], 0) is None


def test_the_heading_says_where_nothing_in_the_library_is_near_the_claim() -> None:
    near = candidate("herald")
    far = replace(near, similarity=0.08, matched=())
    nothing = "may have nothing on it"
    assert nothing in passages.heading(matches(far))
    assert nothing not in passages.heading(matches(far, near))
    assert nothing not in passages.heading(matches(replace(far, matched=((0, 2),))))
    assert nothing not in passages.heading(matches(replace(far, model_id="", similarity=0.0)))
    assert nothing not in passages.heading(matches())


def test_passages_that_differ_and_have_no_column_have_their_turn_one_after_the_other() -> None:
    shown = [candidate("wire"), candidate("herald", rank=2, differs=True)]
    echo, same = candidate("echo", rank=4, differs=True), candidate("wire", 1, 5, differs=True)
    found = matches(*shown, candidate("tower", rank=3), echo, same)
    assert differing(found, shown, "clm-1") == [3, 4]
    assert differing(found, shown, "clm-1", whole_sources=True) == [3], "A column shows all of its source."
    assert differing(matches(*shown), shown, "clm-1") == []
    bring_up("clm-turns", 3)
    assert differing(found, [shown[0], echo], "clm-turns") == [4, 1]


def test_a_column_says_where_another_passage_of_its_source_differs() -> None:
    near, other = candidate("wire"), candidate("wire", 1, 2, differs=True)
    said = passage_card.foot(near, None, None, elsewhere=other)
    assert "≠ Elsewhere in this source, number:</b> here 38, claim 52" in said
    assert "Elsewhere" not in passage_card.foot(near, None, None)


def test_a_passage_far_from_the_claim_takes_no_column_unless_it_is_named_pinned_or_chosen() -> None:
    near = candidate("herald", 0, 1)
    far = [replace(candidate(name, 0, rank), similarity=0.1, matched=()) for rank, name in enumerate("ab", 2)]
    found = matches(near, *far)
    assert shown_columns(found, (), None) == [near]
    assert shown_columns(found, (Pin.of(far[1]),), None) == [near, far[1]]
    assert shown_columns(found, (), 1) == [near, far[0]]
    assert shown_columns(matches(near, replace(far[0], attributed_as="A")), (), None)[0].attributed_as == "A"
    assert shown_columns(matches(*far), (), None) == []
    assert shown_columns(matches(*far), (), None, far=True) == far
    assert far_away(found, [near]) == 2
    assert far_away(found, [near, far[0]]) == 1


def test_the_row_of_the_original_is_the_origin_wherever_it_stands() -> None:
    copy, other, wire = candidate("copy"), candidate("herald", rank=2), candidate("wire", rank=3)
    found = matches(copy, other, wire, origins=(("wire", "copy"),))
    assert [row_of_origin(found, one) for one in (copy, other, wire)] == [3, 2, 3]
    without = matches(copy, other, origins=(("wire", "copy"),))
    assert [row_of_origin(without, one) for one in (copy, other)] == [1, 2]
