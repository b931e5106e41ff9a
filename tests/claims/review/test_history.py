from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.review.history import redo_line, redoable, standing, undo_line, undoable
from claims.review.judgement import Judgement, Key
from claims.review.verdict import Question
from tests.claims.review.making import NOON, a_claim, a_judgement

ONE, TWO = a_claim(1), a_claim(2)


def test_the_latest_of_one_claim_reviewer_and_question_stands() -> None:
    first = a_judgement(ONE, 1, "verified")
    second = a_judgement(ONE, 2, "disputed")
    other = a_judgement(ONE, 3, "unclear", reviewer="Sefa K.")
    assert standing([first, second, other]) == {second.key: second, other.key: other}
    assert standing([first, second, other], "Ada") == {second.key: second}


def test_the_two_questions_stand_beside_each_other() -> None:
    so = a_judgement(ONE, 1, "disputed")
    said = a_judgement(ONE, 2, "said", question=Question.DID_THEY_SAY_IT, named_source="Pilot Weekly")
    found = a_judgement(ONE, 3, "not found", question=Question.DID_THEY_SAY_IT, named_source="Tass")
    assert len(standing([so, said, found])) == 3


def test_order_is_by_sequence_although_the_clock_was_set_back() -> None:
    early = a_judgement(ONE, 1, "verified", decided_at=NOON)
    late = a_judgement(ONE, 2, "disputed", decided_at=NOON - timedelta(days=1))
    assert standing([early, late]) == {late.key: late}


def test_a_judgement_that_was_taken_back_stands_for_nothing() -> None:
    assert standing([a_judgement(ONE, 1), a_judgement(ONE, 2, "", undoes=1)]) == {}


def test_a_judgement_on_an_earlier_wording_does_not_stand_and_one_on_the_present_does() -> None:
    old = a_judgement(ONE, 1)
    assert standing([old], worded={ONE.id: 1}) == {old.key: old}
    assert standing([old], worded={ONE.id: 2}) == {}


def test_undo_states_again_what_stood_before() -> None:
    first, second = a_judgement(ONE, 1, "verified", note="first"), a_judgement(ONE, 2, "disputed")
    line = undo_line([first, second], "Ada", request_id="u", sequence=3, decided_at=NOON)
    assert line == replace(first, request_id="u", sequence=3, decided_at=NOON, undoes=2)


def test_undo_of_a_first_verdict_leaves_the_claim_not_reviewed() -> None:
    first = a_judgement(ONE, 1, "verified", note="first")
    line = undo_line([first], "Ada", request_id="u", sequence=2, decided_at=NOON)
    assert line is not None
    assert (line.value, line.reason, line.note, line.pins, line.undoes) == ("", "", "", (), 1)
    assert standing([first, line]) == {}


def test_undo_takes_back_the_latest_act_on_whatever_claim_and_only_ones_own() -> None:
    lines = [a_judgement(ONE, 1), a_judgement(TWO, 2), a_judgement(ONE, 3, reviewer="Sefa K.")]
    assert undoable(lines, "Ada") == lines[1]
    assert undoable(lines, "Sefa K.") == lines[2]
    assert undoable(lines, "Nobody") is None
    assert undo_line(lines, "Nobody", request_id="u", sequence=4, decided_at=NOON) is None


def test_redo_states_the_undone_act_again_and_a_new_act_ends_it() -> None:
    first = a_judgement(ONE, 1, "disputed", note="n")
    undone = undo_line([first], "Ada", request_id="u", sequence=2, decided_at=NOON)
    assert undone is not None
    assert redoable([first], "Ada") is None
    assert redoable([first, undone], "Ada") == first
    redone = redo_line([first, undone], "Ada", request_id="r", sequence=3, decided_at=NOON)
    assert redone == replace(first, request_id="r", sequence=3, decided_at=NOON, undoes=2)
    assert redoable([first, undone, redone], "Ada") is None
    assert redo_line([first, undone, redone], "Ada", request_id="r", sequence=4, decided_at=NOON) is None
    assert redoable([first, undone, a_judgement(TWO, 3)], "Ada") is None


def test_another_reviewers_act_does_not_end_ones_redo() -> None:
    first = a_judgement(ONE, 1)
    undone = undo_line([first], "Ada", request_id="u", sequence=2, decided_at=NOON)
    assert undone is not None
    assert redoable([first, undone, a_judgement(TWO, 3, reviewer="Sefa K.")], "Ada") == first


def test_a_history_that_undoes_out_of_turn_is_not_replayed() -> None:
    with pytest.raises(ValueError, match="not its turn"):
        undoable([a_judgement(ONE, 1), a_judgement(TWO, 2), a_judgement(ONE, 3, "", undoes=1)], "Ada")


_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("act"), st.integers(1, 3), st.sampled_from(["verified", "disputed", "unclear"])),
        st.tuples(st.sampled_from(["undo", "redo"]), st.just(0), st.just("")),
    ).flatmap(lambda step: st.tuples(st.just(step), st.sampled_from(["Ada", "Sefa K."]))),
    max_size=40,
)


@given(_STEPS)
def test_acts_undos_and_redos_in_any_order_behave_like_a_stack_per_reviewer(
    steps: list[tuple[tuple[str, int, str], str]],
) -> None:
    lines: list[Judgement] = []
    stacks: dict[str, list[tuple[Key, str]]] = {"Ada": [], "Sefa K.": []}
    undone: dict[str, list[tuple[Key, str]]] = {"Ada": [], "Sefa K.": []}
    for (what, number, value), reviewer in steps:
        sequence = len(lines) + 1
        made: Judgement | None
        if what == "act":
            made = a_judgement(a_claim(number), sequence, value, reviewer=reviewer)
            stacks[reviewer].append((made.key, value))
            undone[reviewer].clear()
        else:
            line = undo_line if what == "undo" else redo_line
            made = line(lines, reviewer, request_id=f"r{sequence}", sequence=sequence, decided_at=NOON)
            source, target = (stacks, undone) if what == "undo" else (undone, stacks)
            assert (made is None) == (not source[reviewer])
            if made is not None:
                target[reviewer].append(source[reviewer].pop())
        before = list(lines)
        lines += [made] if made else []
        assert lines[: len(before)] == before
        expected = {key: value for stack in stacks.values() for key, value in stack}
        assert {key: one.value for key, one in standing(lines).items()} == expected
        for name, stack in stacks.items():
            assert (undoable(lines, name) is None) == (not stack)
            assert (redoable(lines, name) is None) == (not undone[name])
