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

from claims.review.gates import EditConflict, GateClosed, TooFast
from claims.review.judgement import Draft, Shown
from claims.review.verdict import NOTE_LIMIT, Question
from claims.settings import ON, REASON_REQUIRED
from claims.workbench import Workbench
from tests.claims.review.making import PIN, an_act
from tests.claims.services.making import ARTICLE_ID, Clock, a_workbench, act, an_article, claims_of


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workbench(tmp_path: Path, clock: Clock) -> Iterator[Workbench]:
    workbench = a_workbench(tmp_path, clock=clock)
    yield workbench
    workbench.close()


def test_a_verdict_is_there_after_a_restart_with_everything_it_was_made_of(
    workbench: Workbench, tmp_path: Path
) -> None:
    given = act(
        workbench,
        2,
        "disputed",
        reason="misquoted",
        note="S. 3: “nein” 😀",
        pins=(PIN,),
        shown=Shown("m", (0.5, 0.25), ("number",)),
    )
    shown = replace(given.shown, open_terms=("2", "port", "Monday"))
    kept = workbench.reviewing.judge(given)
    workbench.close()
    again = a_workbench(tmp_path)
    (found,) = again.reviewing.history(ARTICLE_ID)
    assert found == kept
    assert (found.note, found.pins, found.shown, found.reason) == (given.note, (PIN,), shown, "misquoted")
    assert found.decided_at.utcoffset() == timedelta(0)
    assert again.reviewing.standing(ARTICLE_ID, "Ada") == {given.claim_id: found}
    again.close()


def test_the_same_request_twice_is_one_judgement(workbench: Workbench) -> None:
    first = act(workbench)
    assert workbench.reviewing.judge(first) == workbench.reviewing.judge(replace(first, value="disputed"))
    assert [one.value for one in workbench.reviewing.history(ARTICLE_ID)] == ["verified"]


def test_a_closed_gate_keeps_nothing(workbench: Workbench) -> None:
    with pytest.raises(GateClosed):
        workbench.reviewing.judge(act(workbench, pins=()))
    with pytest.raises(GateClosed, match="not stored here"):
        workbench.reviewing.judge(replace(act(workbench), claim_id="clm-unknown"))
    with pytest.raises(GateClosed, match="not stored here"):
        workbench.reviewing.judge(replace(act(workbench), article_id="art-unknown"))
    assert workbench.reviewing.history(ARTICLE_ID) == []


def test_a_verdict_without_a_reason_is_kept_until_the_setting_demands_one(workbench: Workbench) -> None:
    workbench.reviewing.judge(act(workbench, 1, "verified"))
    workbench.settings.keep(REASON_REQUIRED, ON)
    with pytest.raises(GateClosed, match="Disputed needs a reason"):
        workbench.reviewing.judge(act(workbench, 2, "disputed"))
    workbench.reviewing.judge(act(workbench, 2, "disputed", reason="misquoted"))
    assert [(one.value, one.reason) for one in workbench.reviewing.history(ARTICLE_ID)] == [
        ("verified", ""),
        ("disputed", "misquoted"),
    ]


def test_two_windows_of_one_reviewer_cannot_write_over_each_other(workbench: Workbench) -> None:
    here, there = act(workbench, 1, "verified"), act(workbench, 1, "disputed")
    kept = workbench.reviewing.judge(here)
    with pytest.raises(EditConflict) as conflict:
        workbench.reviewing.judge(there)
    assert conflict.value.current == kept
    workbench.reviewing.judge(replace(there, expected=kept.sequence))
    assert [one.value for one in workbench.reviewing.history(ARTICLE_ID)] == ["verified", "disputed"]


def test_two_reviewers_of_one_claim_stand_side_by_side(workbench: Workbench) -> None:
    mine = workbench.reviewing.judge(act(workbench, 1, "verified"))
    theirs = workbench.reviewing.judge(act(workbench, 1, "disputed", reviewer="Sefa K."))
    assert workbench.reviewing.standing(ARTICLE_ID, "Ada") == {mine.claim_id: mine}
    assert workbench.reviewing.others(ARTICLE_ID, "Ada") == {mine.claim_id: [theirs]}
    assert workbench.reviewing.others(ARTICLE_ID, "Sefa K.") == {mine.claim_id: [mine]}
    assert workbench.reviewing.others(ARTICLE_ID, "Nobody") == {mine.claim_id: [mine, theirs]}


def test_a_held_key_is_one_act(workbench: Workbench, clock: Clock) -> None:
    clock.step = timedelta(milliseconds=32)
    taken = 0
    for number in (1, 2, 3):
        try:
            workbench.reviewing.judge(act(workbench, number))
            taken += 1
        except TooFast:
            pass
    assert taken == 1
    clock.now += timedelta(milliseconds=250)
    workbench.reviewing.judge(act(workbench, 2, request_id="later"))


def test_a_quick_key_after_an_undo_is_an_echo_too(workbench: Workbench, clock: Clock) -> None:
    workbench.reviewing.judge(act(workbench))
    workbench.reviewing.undo(ARTICLE_ID, "Ada", "u")
    clock.step = timedelta(milliseconds=10)
    with pytest.raises(TooFast):
        workbench.reviewing.redo(ARTICLE_ID, "Ada", "r")
    with pytest.raises(TooFast):
        workbench.reviewing.judge(act(workbench, 2))


def test_another_reviewer_is_never_too_fast_for_one(workbench: Workbench, clock: Clock) -> None:
    clock.step = timedelta(0)
    workbench.reviewing.judge(act(workbench))
    workbench.reviewing.judge(act(workbench, reviewer="Sefa K."))


def test_a_clock_set_back_changes_neither_order_nor_pace(workbench: Workbench, clock: Clock) -> None:
    workbench.reviewing.judge(act(workbench, 1, "verified"))
    clock.now -= timedelta(days=2)
    late = workbench.reviewing.judge(act(workbench, 1, "disputed"))
    assert workbench.reviewing.standing(ARTICLE_ID, "Ada") == {late.claim_id: late}
    assert [one.value for one in workbench.reviewing.history(ARTICLE_ID)] == ["verified", "disputed"]


def test_undo_and_redo_are_lines_of_the_history_and_come_once_per_request(workbench: Workbench) -> None:
    first = workbench.reviewing.judge(act(workbench, 1, "verified"))
    second = workbench.reviewing.judge(act(workbench, 1, "disputed"))
    undone = workbench.reviewing.undo(ARTICLE_ID, "Ada", "u1")
    assert undone is not None
    assert (undone.value, undone.undoes) == ("verified", second.sequence)
    assert workbench.reviewing.undo(ARTICLE_ID, "Ada", "u1") == undone
    redone = workbench.reviewing.redo(ARTICLE_ID, "Ada", "r1")
    assert redone is not None
    assert (redone.value, redone.undoes) == ("disputed", undone.sequence)
    assert workbench.reviewing.redo(ARTICLE_ID, "Ada", "r2") is None
    assert [one.sequence for one in workbench.reviewing.history(ARTICLE_ID)] == sorted(
        {first.sequence, second.sequence, undone.sequence, redone.sequence}
    )


def test_undo_after_a_restart_still_knows_what_to_take_back(workbench: Workbench, tmp_path: Path) -> None:
    workbench.reviewing.judge(act(workbench, 1))
    workbench.reviewing.judge(act(workbench, 2))
    workbench.close()
    again = a_workbench(tmp_path, clock=Clock(now=Clock().now + timedelta(hours=1)))
    undone = again.reviewing.undo(ARTICLE_ID, "Ada", "u")
    assert undone is not None
    assert (undone.claim_id, undone.value) == (again.articles.claims(ARTICLE_ID)[1].id, "")
    assert set(again.reviewing.standing(ARTICLE_ID, "Ada")) == {again.articles.claims(ARTICLE_ID)[0].id}
    again.close()


def test_nothing_to_undo_is_nothing(workbench: Workbench) -> None:
    assert workbench.reviewing.undo(ARTICLE_ID, "Ada", "u") is None
    assert workbench.reviewing.undo("art-unknown", "Ada", "u") is None


def test_a_draft_is_kept_until_the_claim_is_decided(workbench: Workbench, tmp_path: Path) -> None:
    first, second = (claim.id for claim in workbench.articles.claims(ARTICLE_ID)[:2])
    draft = Draft("half a th", (PIN,), "misquoted")
    workbench.reviewing.drafts.save(first, "Ada", Draft("half"))
    workbench.reviewing.drafts.save(first, "Ada", draft)
    workbench.reviewing.drafts.save(second, "Ada", Draft("other"))
    workbench.reviewing.drafts.save(first, "Sefa K.", Draft("hers"))
    workbench.close()
    again = a_workbench(tmp_path)
    assert again.reviewing.drafts.get(first, "Ada") == draft
    with pytest.raises(GateClosed):
        again.reviewing.judge(act(again, 1, pins=()))
    assert again.reviewing.drafts.get(first, "Ada") == draft
    again.reviewing.judge(act(again, 1))
    assert again.reviewing.drafts.get(first, "Ada") is None
    assert again.reviewing.drafts.get(second, "Ada") == Draft("other")
    assert again.reviewing.drafts.get(first, "Sefa K.") == Draft("hers")
    again.close()


def test_a_draft_over_the_limit_is_refused_and_the_one_before_stays(workbench: Workbench) -> None:
    claim = workbench.articles.claims(ARTICLE_ID)[0].id
    workbench.reviewing.drafts.save(claim, "Ada", Draft("short"))
    with pytest.raises(GateClosed, match="2000 are kept"):
        workbench.reviewing.drafts.save(claim, "Ada", Draft("x" * (NOTE_LIMIT + 1)))
    assert workbench.reviewing.drafts.get(claim, "Ada") == Draft("short")


def test_what_an_undo_takes_back_can_be_decided_otherwise_without_typing_it_again(workbench: Workbench) -> None:
    claim = workbench.reviewing.judge(act(workbench, 1, "verified", note="a long note", pins=(PIN,))).claim_id
    workbench.reviewing.undo(ARTICLE_ID, "Ada", "u")
    assert workbench.reviewing.drafts.get(claim, "Ada") == Draft("a long note", (PIN,), "")
    workbench.reviewing.redo(ARTICLE_ID, "Ada", "r")
    assert workbench.reviewing.drafts.get(claim, "Ada") is None


def test_an_undo_leaves_a_newer_draft_alone(workbench: Workbench) -> None:
    claim = workbench.reviewing.judge(act(workbench, 1, "verified", note="old")).claim_id
    workbench.reviewing.drafts.save(claim, "Ada", Draft("newer"))
    workbench.reviewing.undo(ARTICLE_ID, "Ada", "u")
    workbench.reviewing.redo(ARTICLE_ID, "Ada", "r")
    assert workbench.reviewing.drafts.get(claim, "Ada") == Draft("newer")


def test_whether_they_said_it_is_kept_apart_from_whether_it_is_so(workbench: Workbench) -> None:
    asked = {"question": Question.DID_THEY_SAY_IT, "named_source": "Pilot Weekly", "pins": ()}
    so = workbench.reviewing.judge(act(workbench, 1, "disputed"))
    said = workbench.reviewing.judge(act(workbench, 1, "said", expected=None, **asked))
    assert workbench.reviewing.standing(ARTICLE_ID, "Ada") == {so.claim_id: so}
    assert workbench.reviewing.attribution_standing(ARTICLE_ID, "Ada") == {(so.claim_id, "Pilot Weekly"): said}
    assert workbench.reviewing.others(ARTICLE_ID, "Sefa K.") == {so.claim_id: [so]}


def test_characters_that_no_database_keeps_are_replaced_and_a_name_has_no_blanks_around_it(
    workbench: Workbench,
) -> None:
    kept = workbench.reviewing.judge(act(workbench, 1, note="a\0b\ud800c", request_id="x", reviewer=" Ada "))
    assert (kept.note, kept.reviewer) == ("a\ufffdb\ufffdc", "Ada")
    assert workbench.reviewing.history(ARTICLE_ID) == [kept]


def test_the_history_of_one_claim_is_its_own(workbench: Workbench) -> None:
    workbench.reviewing.judge(act(workbench, 1))
    second = workbench.reviewing.judge(act(workbench, 2))
    assert workbench.reviewing.history(ARTICLE_ID, second.claim_id) == [second]


def test_articles_have_histories_of_their_own(workbench: Workbench) -> None:
    other = an_article(2, "art-another00000")
    workbench.articles._store(other, claims_of(other))
    here = workbench.reviewing.judge(act(workbench, 1))
    there = workbench.reviewing.judge(an_act(workbench.articles.claims(other.id)[0], reviewer="Ada"))
    assert (workbench.reviewing.history(ARTICLE_ID), workbench.reviewing.history(other.id)) == ([here], [there])
    assert workbench.reviewing.undo(ARTICLE_ID, "Ada", "u").undoes == here.sequence  # type: ignore[union-attr]
    assert workbench.reviewing.reviewed_counts("Ada") == {other.id: 1}


def test_counts_per_article_follow_verdicts_undos_edits_and_removals(workbench: Workbench) -> None:
    for number in (1, 2, 3):
        workbench.reviewing.judge(act(workbench, number))
    workbench.reviewing.judge(act(workbench, 1, reviewer="Sefa K."))
    assert workbench.reviewing.reviewed_counts("Ada") == {ARTICLE_ID: 3}
    workbench.reviewing.undo(ARTICLE_ID, "Ada", "u")
    assert workbench.reviewing.reviewed_counts("Ada") == {ARTICLE_ID: 2}
    one, two, _three = workbench.articles.claims(ARTICLE_ID)
    workbench.reviewing.edits.reword(one.id, "Else.", resolved=False, reviewer="Ada", version=1, request_id="e1")
    assert workbench.reviewing.reviewed_counts("Ada") == {ARTICLE_ID: 1}
    workbench.reviewing.edits.remove(two.id, reviewer="Ada", version=1, request_id="e2")
    assert workbench.reviewing.reviewed_counts("Ada") == {}
    assert workbench.reviewing.reviewed_counts("Nobody") == {}


def test_sixteen_sessions_at_once_lose_nothing(workbench: Workbench) -> None:
    failures: list[BaseException] = []

    def review(name: str) -> None:
        try:
            for number in (1, 2, 3):
                workbench.reviewing.judge(act(workbench, number, reviewer=name))
        except BaseException as problem:  # noqa: BLE001 - told to the test, which fails
            failures.append(problem)

    sessions = [threading.Thread(target=review, args=(f"R{number}",)) for number in range(16)]
    for session in sessions:
        session.start()
    for session in sessions:
        session.join()
    assert failures == []
    lines = workbench.reviewing.history(ARTICLE_ID)
    assert len(lines) == 48
    assert [one.sequence for one in lines] == sorted(one.sequence for one in lines)
    assert all(len(workbench.reviewing.standing(ARTICLE_ID, f"R{number}")) == 3 for number in range(16))


_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["verified", "disputed", "unclear", "undo", "redo", "reword", "remove", "restore"]),
        st.integers(0, 2),
    ),
    max_size=15,
)


def take_step(workbench: Workbench, what: str, place: int, request: str) -> None:
    """Do one thing as a page would, and check that it is refused only for the reason it may be."""
    claim = workbench.articles.claims(ARTICLE_ID, removed=True)[place]
    edit: dict[str, Any] = {"reviewer": "Ada", "version": claim.version, "request_id": request}
    acts: dict[str, Callable[[], object]] = {
        "undo": lambda: workbench.reviewing.undo(ARTICLE_ID, "Ada", request),
        "redo": lambda: workbench.reviewing.redo(ARTICLE_ID, "Ada", request),
        "reword": lambda: workbench.reviewing.edits.reword(claim.id, f"Wording {request}.", resolved=False, **edit),
        "remove": lambda: workbench.reviewing.edits.remove(claim.id, **edit),
        "restore": lambda: workbench.reviewing.edits.restore(claim.id, **edit),
    }
    try:
        if what in acts:
            acts[what]()
        elif place < len(workbench.articles.claims(ARTICLE_ID)):
            kept = workbench.reviewing.judge(act(workbench, place + 1, what, request_id=request))
            assert workbench.reviewing.standing(ARTICLE_ID, "Ada")[kept.claim_id] == kept
    except GateClosed:
        assert claim.removed == (what != "restore")
    except EditConflict:
        assert what == "redo"


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_STEPS)
def test_whatever_is_done_the_history_only_grows_and_both_workbenches_see_the_same(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("steps")
    workbench, other = a_workbench(folder), a_workbench(folder)
    before: list[object] = []
    for count, (what, place) in enumerate(steps):
        take_step(workbench, what, place, f"q{count}")
        lines = workbench.reviewing.history(ARTICLE_ID)
        assert lines[: len(before)] == before
        before = list(lines)
        assert other.reviewing.history(ARTICLE_ID) == lines
        assert other.articles.claims(ARTICLE_ID, removed=True) == workbench.articles.claims(ARTICLE_ID, removed=True)
        assert other.reviewing.standing(ARTICLE_ID, "Ada") == workbench.reviewing.standing(ARTICLE_ID, "Ada")
    fresh = a_workbench(folder)
    assert fresh.reviewing.history(ARTICLE_ID) == before
    assert fresh.articles.claims(ARTICLE_ID, removed=True) == workbench.articles.claims(ARTICLE_ID, removed=True)
    for one in (workbench, other, fresh):
        one.close()
