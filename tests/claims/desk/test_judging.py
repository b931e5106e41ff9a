from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.desk import Desk, Draft
from claims.review.gates import EditConflict, GateClosed, TooFast
from claims.review.judgement import Shown
from claims.review.verdict import NOTE_LIMIT, Question
from claims.settings import ON, REASON_REQUIRED
from tests.claims.desk.making import ARTICLE_ID, Clock, a_desk, act, an_article, claims_of
from tests.claims.review.making import PIN, an_act


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    desk = a_desk(tmp_path, clock=clock)
    yield desk
    desk.close()


def test_a_verdict_is_there_after_a_restart_with_everything_it_was_made_of(desk: Desk, tmp_path: Path) -> None:
    given = act(
        desk, 2, "disputed", reason="misquoted", note="S. 3: “nein” 😀", shown=Shown("m", (0.5, 0.25), ("number",))
    )
    kept = desk.judge(given)
    desk.close()
    again = a_desk(tmp_path)
    (found,) = again.history(ARTICLE_ID)
    assert found == kept
    assert (found.note, found.pins, found.shown, found.reason) == (given.note, (PIN,), given.shown, "misquoted")
    assert found.decided_at.utcoffset() == timedelta(0)
    assert again.standing(ARTICLE_ID, "Ada") == {given.claim_id: found}
    again.close()


def test_the_same_request_twice_is_one_judgement(desk: Desk) -> None:
    first = act(desk)
    assert desk.judge(first) == desk.judge(replace(first, value="disputed"))
    assert [one.value for one in desk.history(ARTICLE_ID)] == ["verified"]


def test_a_closed_gate_keeps_nothing(desk: Desk) -> None:
    with pytest.raises(GateClosed):
        desk.judge(act(desk, pins=()))
    with pytest.raises(GateClosed, match="not stored here"):
        desk.judge(replace(act(desk), claim_id="clm-unknown"))
    with pytest.raises(GateClosed, match="not stored here"):
        desk.judge(replace(act(desk), article_id="art-unknown"))
    assert desk.history(ARTICLE_ID) == []


def test_a_verdict_without_a_reason_is_kept_until_the_setting_demands_one(desk: Desk) -> None:
    desk.judge(act(desk, 1, "verified"))
    desk.keep_setting(REASON_REQUIRED, ON)
    with pytest.raises(GateClosed, match="Disputed needs a reason"):
        desk.judge(act(desk, 2, "disputed"))
    desk.judge(act(desk, 2, "disputed", reason="misquoted"))
    assert [(one.value, one.reason) for one in desk.history(ARTICLE_ID)] == [
        ("verified", ""),
        ("disputed", "misquoted"),
    ]


def test_two_windows_of_one_reviewer_cannot_write_over_each_other(desk: Desk) -> None:
    here, there = act(desk, 1, "verified"), act(desk, 1, "disputed")
    kept = desk.judge(here)
    with pytest.raises(EditConflict) as conflict:
        desk.judge(there)
    assert conflict.value.current == kept
    desk.judge(replace(there, expected=kept.sequence))
    assert [one.value for one in desk.history(ARTICLE_ID)] == ["verified", "disputed"]


def test_two_reviewers_of_one_claim_stand_side_by_side(desk: Desk) -> None:
    mine = desk.judge(act(desk, 1, "verified"))
    theirs = desk.judge(act(desk, 1, "disputed", reviewer="Sefa K."))
    assert desk.standing(ARTICLE_ID, "Ada") == {mine.claim_id: mine}
    assert desk.others(ARTICLE_ID, "Ada") == {mine.claim_id: [theirs]}
    assert desk.others(ARTICLE_ID, "Sefa K.") == {mine.claim_id: [mine]}
    assert desk.others(ARTICLE_ID, "Nobody") == {mine.claim_id: [mine, theirs]}


def test_a_held_key_is_one_act(desk: Desk, clock: Clock) -> None:
    clock.step = timedelta(milliseconds=32)
    taken = 0
    for number in (1, 2, 3):
        try:
            desk.judge(act(desk, number))
            taken += 1
        except TooFast:
            pass
    assert taken == 1
    clock.now += timedelta(milliseconds=250)
    desk.judge(act(desk, 2, request_id="later"))


def test_a_quick_key_after_an_undo_is_an_echo_too(desk: Desk, clock: Clock) -> None:
    desk.judge(act(desk))
    desk.undo(ARTICLE_ID, "Ada", "u")
    clock.step = timedelta(milliseconds=10)
    with pytest.raises(TooFast):
        desk.redo(ARTICLE_ID, "Ada", "r")
    with pytest.raises(TooFast):
        desk.judge(act(desk, 2))


def test_another_reviewer_is_never_too_fast_for_one(desk: Desk, clock: Clock) -> None:
    clock.step = timedelta(0)
    desk.judge(act(desk))
    desk.judge(act(desk, reviewer="Sefa K."))


def test_a_clock_set_back_changes_neither_order_nor_pace(desk: Desk, clock: Clock) -> None:
    desk.judge(act(desk, 1, "verified"))
    clock.now -= timedelta(days=2)
    late = desk.judge(act(desk, 1, "disputed"))
    assert desk.standing(ARTICLE_ID, "Ada") == {late.claim_id: late}
    assert [one.value for one in desk.history(ARTICLE_ID)] == ["verified", "disputed"]


def test_undo_and_redo_are_lines_of_the_history_and_come_once_per_request(desk: Desk) -> None:
    first = desk.judge(act(desk, 1, "verified"))
    second = desk.judge(act(desk, 1, "disputed"))
    undone = desk.undo(ARTICLE_ID, "Ada", "u1")
    assert undone is not None
    assert (undone.value, undone.undoes) == ("verified", second.sequence)
    assert desk.undo(ARTICLE_ID, "Ada", "u1") == undone
    redone = desk.redo(ARTICLE_ID, "Ada", "r1")
    assert redone is not None
    assert (redone.value, redone.undoes) == ("disputed", undone.sequence)
    assert desk.redo(ARTICLE_ID, "Ada", "r2") is None
    assert [one.sequence for one in desk.history(ARTICLE_ID)] == sorted(
        {first.sequence, second.sequence, undone.sequence, redone.sequence}
    )


def test_undo_after_a_restart_still_knows_what_to_take_back(desk: Desk, tmp_path: Path) -> None:
    desk.judge(act(desk, 1))
    desk.judge(act(desk, 2))
    desk.close()
    again = a_desk(tmp_path, clock=Clock(now=Clock().now + timedelta(hours=1)))
    undone = again.undo(ARTICLE_ID, "Ada", "u")
    assert undone is not None
    assert (undone.claim_id, undone.value) == (again.claims(ARTICLE_ID)[1].id, "")
    assert set(again.standing(ARTICLE_ID, "Ada")) == {again.claims(ARTICLE_ID)[0].id}
    again.close()


def test_nothing_to_undo_is_nothing(desk: Desk) -> None:
    assert desk.undo(ARTICLE_ID, "Ada", "u") is None
    assert desk.undo("art-unknown", "Ada", "u") is None


def test_a_draft_is_kept_until_the_claim_is_decided(desk: Desk, tmp_path: Path) -> None:
    first, second = (claim.id for claim in desk.claims(ARTICLE_ID)[:2])
    draft = Draft("half a th", (PIN,), "misquoted")
    desk.save_draft(first, "Ada", Draft("half"))
    desk.save_draft(first, "Ada", draft)
    desk.save_draft(second, "Ada", Draft("other"))
    desk.save_draft(first, "Sefa K.", Draft("hers"))
    desk.close()
    again = a_desk(tmp_path)
    assert again.draft(first, "Ada") == draft
    with pytest.raises(GateClosed):
        again.judge(act(again, 1, pins=()))
    assert again.draft(first, "Ada") == draft
    again.judge(act(again, 1))
    assert again.draft(first, "Ada") is None
    assert again.draft(second, "Ada") == Draft("other")
    assert again.draft(first, "Sefa K.") == Draft("hers")
    again.close()


def test_a_draft_over_the_limit_is_refused_and_the_one_before_stays(desk: Desk) -> None:
    claim = desk.claims(ARTICLE_ID)[0].id
    desk.save_draft(claim, "Ada", Draft("short"))
    with pytest.raises(GateClosed, match="2000 are kept"):
        desk.save_draft(claim, "Ada", Draft("x" * (NOTE_LIMIT + 1)))
    assert desk.draft(claim, "Ada") == Draft("short")


def test_what_an_undo_takes_back_can_be_decided_otherwise_without_typing_it_again(desk: Desk) -> None:
    claim = desk.judge(act(desk, 1, "verified", note="a long note")).claim_id
    desk.undo(ARTICLE_ID, "Ada", "u")
    assert desk.draft(claim, "Ada") == Draft("a long note", (PIN,), "")
    desk.redo(ARTICLE_ID, "Ada", "r")
    assert desk.draft(claim, "Ada") is None


def test_an_undo_leaves_a_newer_draft_alone(desk: Desk) -> None:
    claim = desk.judge(act(desk, 1, "verified", note="old")).claim_id
    desk.save_draft(claim, "Ada", Draft("newer"))
    desk.undo(ARTICLE_ID, "Ada", "u")
    desk.redo(ARTICLE_ID, "Ada", "r")
    assert desk.draft(claim, "Ada") == Draft("newer")


def test_whether_they_said_it_is_kept_apart_from_whether_it_is_so(desk: Desk) -> None:
    asked = {"question": Question.DID_THEY_SAY_IT, "named_source": "Pilot Weekly", "pins": ()}
    so = desk.judge(act(desk, 1, "disputed"))
    said = desk.judge(act(desk, 1, "said", expected=None, **asked))
    assert desk.standing(ARTICLE_ID, "Ada") == {so.claim_id: so}
    assert desk.attribution_standing(ARTICLE_ID, "Ada") == {(so.claim_id, "Pilot Weekly"): said}
    assert desk.others(ARTICLE_ID, "Sefa K.") == {so.claim_id: [so]}


def test_characters_that_no_database_keeps_are_replaced_and_a_name_has_no_blanks_around_it(desk: Desk) -> None:
    kept = desk.judge(act(desk, 1, note="a\0b\ud800c", request_id="x", reviewer=" Ada "))
    assert (kept.note, kept.reviewer) == ("a\ufffdb\ufffdc", "Ada")
    assert desk.history(ARTICLE_ID) == [kept]


def test_the_history_of_one_claim_is_its_own(desk: Desk) -> None:
    desk.judge(act(desk, 1))
    second = desk.judge(act(desk, 2))
    assert desk.history(ARTICLE_ID, second.claim_id) == [second]


def test_articles_have_histories_of_their_own(desk: Desk) -> None:
    other = an_article(2, "art-another00000")
    desk._store(other, claims_of(other))
    here = desk.judge(act(desk, 1))
    there = desk.judge(an_act(desk.claims(other.id)[0], reviewer="Ada"))
    assert (desk.history(ARTICLE_ID), desk.history(other.id)) == ([here], [there])
    assert desk.undo(ARTICLE_ID, "Ada", "u").undoes == here.sequence  # type: ignore[union-attr]
    assert desk.reviewed_counts("Ada") == {other.id: 1}


def test_counts_per_article_follow_verdicts_undos_edits_and_removals(desk: Desk) -> None:
    for number in (1, 2, 3):
        desk.judge(act(desk, number))
    desk.judge(act(desk, 1, reviewer="Sefa K."))
    assert desk.reviewed_counts("Ada") == {ARTICLE_ID: 3}
    desk.undo(ARTICLE_ID, "Ada", "u")
    assert desk.reviewed_counts("Ada") == {ARTICLE_ID: 2}
    one, two, _three = desk.claims(ARTICLE_ID)
    desk.reword(one.id, "Else.", resolved=False, reviewer="Ada", version=1, request_id="e1")
    assert desk.reviewed_counts("Ada") == {ARTICLE_ID: 1}
    desk.remove_claim(two.id, reviewer="Ada", version=1, request_id="e2")
    assert desk.reviewed_counts("Ada") == {}
    assert desk.reviewed_counts("Nobody") == {}


def test_sixteen_sessions_at_once_lose_nothing(desk: Desk) -> None:
    failures: list[BaseException] = []

    def review(name: str) -> None:
        try:
            for number in (1, 2, 3):
                desk.judge(act(desk, number, reviewer=name))
        except BaseException as problem:  # noqa: BLE001 - told to the test, which fails
            failures.append(problem)

    sessions = [threading.Thread(target=review, args=(f"R{number}",)) for number in range(16)]
    for session in sessions:
        session.start()
    for session in sessions:
        session.join()
    assert failures == []
    lines = desk.history(ARTICLE_ID)
    assert len(lines) == 48
    assert [one.sequence for one in lines] == sorted(one.sequence for one in lines)
    assert all(len(desk.standing(ARTICLE_ID, f"R{number}")) == 3 for number in range(16))


_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["verified", "disputed", "unclear", "undo", "redo", "reword", "remove", "restore"]),
        st.integers(0, 2),
    ),
    max_size=15,
)


def take_step(desk: Desk, what: str, place: int, request: str) -> None:
    """Do one thing as a page would, and check that it is refused only for the reason it may be."""
    claim = desk.claims(ARTICLE_ID, removed=True)[place]
    edit: dict[str, Any] = {"reviewer": "Ada", "version": claim.version, "request_id": request}
    acts: dict[str, Callable[[], object]] = {
        "undo": lambda: desk.undo(ARTICLE_ID, "Ada", request),
        "redo": lambda: desk.redo(ARTICLE_ID, "Ada", request),
        "reword": lambda: desk.reword(claim.id, f"Wording {request}.", resolved=False, **edit),
        "remove": lambda: desk.remove_claim(claim.id, **edit),
        "restore": lambda: desk.restore_claim(claim.id, **edit),
    }
    try:
        if what in acts:
            acts[what]()
        elif place < len(desk.claims(ARTICLE_ID)):
            kept = desk.judge(act(desk, place + 1, what, request_id=request))
            assert desk.standing(ARTICLE_ID, "Ada")[kept.claim_id] == kept
    except GateClosed:
        assert claim.removed == (what != "restore")
    except EditConflict:
        assert what == "redo"


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_STEPS)
def test_whatever_is_done_the_history_only_grows_and_both_desks_see_the_same(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("steps")
    desk, other = a_desk(folder), a_desk(folder)
    before: list[object] = []
    for count, (what, place) in enumerate(steps):
        take_step(desk, what, place, f"q{count}")
        lines = desk.history(ARTICLE_ID)
        assert lines[: len(before)] == before
        before = list(lines)
        assert other.history(ARTICLE_ID) == lines
        assert other.claims(ARTICLE_ID, removed=True) == desk.claims(ARTICLE_ID, removed=True)
        assert other.standing(ARTICLE_ID, "Ada") == desk.standing(ARTICLE_ID, "Ada")
    fresh = a_desk(folder)
    assert fresh.history(ARTICLE_ID) == before
    assert fresh.claims(ARTICLE_ID, removed=True) == desk.claims(ARTICLE_ID, removed=True)
    for one in (desk, other, fresh):
        one.close()
