from __future__ import annotations

import pytest

from sources.differences import CONTEXT_WORDS, Change, differences

OLD = "The bridge was shut on Monday.\n\nIt has 52 hangers, the council said. Nobody was hurt."


@pytest.mark.parametrize("new", [OLD, OLD.replace("\n\n", "\r\n"), OLD.replace("was shut", "was   shut")])
def test_texts_of_the_same_words_do_not_differ(new: str) -> None:
    assert differences(OLD, new) == []


def test_a_changed_word_is_shown_between_the_words_around_it() -> None:
    (change,) = differences(OLD, OLD.replace("52", "38"))
    assert change == Change(
        "The bridge was shut on Monday. It has", "52", "38", "hangers, the council said. Nobody was hurt."
    )


def test_words_that_came_and_words_that_went_have_nothing_on_the_other_side() -> None:
    came, went = differences(OLD, OLD.replace("has", "still has").replace(" Nobody was hurt.", ""))
    assert (came.old, came.new, went.old, went.new) == ("", "still", "Nobody was hurt.", "")
    assert went.after == ""


def test_a_paragraph_that_is_new_is_one_change() -> None:
    (change,) = differences(OLD, OLD.replace("\n\n", "\n\nIt is open again.\n\n"))
    assert (change.old, change.new) == ("", "It is open again.")


def test_the_context_is_cut() -> None:
    many = " ".join(f"word{n}" for n in range(100))
    (change,) = differences(f"{many} a {many}", f"{many} b {many}")
    assert len(change.before.split()) == len(change.after.split()) == CONTEXT_WORDS


def test_two_changes_far_apart_in_a_long_text_are_two() -> None:
    many = "\n\n".join(" ".join(f"word{n}-{m}" for n in range(50)) for m in range(200))
    found = differences(f"Monday {many} end", f"Tuesday {many} close")
    assert [(change.old, change.new) for change in found] == [("Monday", "Tuesday"), ("end", "close")]


def test_an_empty_text_and_one_line_of_a_million_words_are_compared_at_once() -> None:
    assert differences("", "") == []
    one, other = "a b " * 500_000, "c d " * 500_000
    (change,) = differences(one, other)
    assert (len(change.old), len(change.new)) == (len(one) - 1, len(other) - 1)
