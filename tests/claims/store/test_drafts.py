"""Drafts belong to reviewer, claim and browser tab until one of them decides; none is removed without a word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from claims.review.gates import EditConflict, GateClosed
from claims.review.judgement import Draft
from claims.review.verdict import NOTE_LIMIT
from claims.workbench import Workbench
from tests.claims.review.making import PIN
from tests.claims.services.making import ARTICLE_ID, a_workbench, act

ONE, OTHER = "0000000a", "0000000b"


@pytest.fixture
def workbench(tmp_path: Path) -> Iterator[Workbench]:
    workbench = a_workbench(tmp_path)
    yield workbench
    workbench.close()


@pytest.fixture
def claim(workbench: Workbench) -> str:
    return workbench.articles.claims(ARTICLE_ID)[0].id


def test_two_tabs_keep_a_draft_each(workbench: Workbench, claim: str) -> None:
    workbench.reviewing.drafts.save(claim, "Ada", Draft("here"), ONE)
    workbench.reviewing.drafts.save(claim, "Ada", Draft("there"), OTHER)
    workbench.reviewing.drafts.save(claim, "Sefa K.", Draft("hers"), OTHER)
    assert workbench.reviewing.drafts.get(claim, "Ada", ONE) == Draft("here")
    assert workbench.reviewing.drafts.get(claim, "Ada", OTHER) == Draft("there")
    assert [(one.tab, one.draft) for one in workbench.reviewing.drafts.of_other_tabs(claim, "Ada", ONE)] == [
        (OTHER, Draft("there"))
    ]


def test_a_verdict_forgets_the_draft_of_its_own_tab_alone(workbench: Workbench, claim: str) -> None:
    workbench.reviewing.drafts.save(claim, "Ada", Draft("here"), ONE)
    workbench.reviewing.drafts.save(claim, "Ada", Draft("there"), OTHER)
    workbench.reviewing.judge(act(workbench, 1), tab=ONE)
    assert workbench.reviewing.drafts.get(claim, "Ada", ONE) is None
    assert workbench.reviewing.drafts.get(claim, "Ada", OTHER) == Draft("there")


def test_what_undo_gives_back_comes_to_the_tab_that_undid(workbench: Workbench, claim: str) -> None:
    workbench.reviewing.judge(act(workbench, 1, note="seen", pins=(PIN,)), tab=ONE)
    workbench.reviewing.undo(ARTICLE_ID, "Ada", "u", tab=OTHER)
    assert workbench.reviewing.drafts.get(claim, "Ada", OTHER) == Draft("seen", (PIN,), "")
    assert workbench.reviewing.drafts.get(claim, "Ada", ONE) is None
    workbench.reviewing.redo(ARTICLE_ID, "Ada", "r", tab=OTHER)
    assert workbench.reviewing.drafts.get(claim, "Ada", OTHER) is None


def test_taking_over_joins_both_drafts_and_empties_the_other_tab(workbench: Workbench, claim: str) -> None:
    workbench.reviewing.drafts.save(claim, "Ada", Draft("here", (), "misquoted"), ONE)
    workbench.reviewing.drafts.save(claim, "Ada", Draft("there", (PIN,), "contradicted"), OTHER)
    (theirs,) = workbench.reviewing.drafts.of_other_tabs(claim, "Ada", ONE)
    workbench.reviewing.drafts.take_over(claim, "Ada", theirs, ONE, Draft("here", (), "misquoted"))
    assert workbench.reviewing.drafts.get(claim, "Ada", ONE) == Draft("here there", (PIN,), "misquoted")
    assert workbench.reviewing.drafts.of_other_tabs(claim, "Ada", ONE) == []


def test_notes_that_are_too_long_together_stay_apart(workbench: Workbench, claim: str) -> None:
    own, other = Draft("a" * NOTE_LIMIT), Draft("b" * NOTE_LIMIT)
    workbench.reviewing.drafts.save(claim, "Ada", own, ONE)
    workbench.reviewing.drafts.save(claim, "Ada", other, OTHER)
    (theirs,) = workbench.reviewing.drafts.of_other_tabs(claim, "Ada", ONE)
    with pytest.raises(GateClosed, match="Shorten it"):
        workbench.reviewing.drafts.take_over(claim, "Ada", theirs, ONE, own)
    assert (
        workbench.reviewing.drafts.get(claim, "Ada", ONE),
        workbench.reviewing.drafts.get(claim, "Ada", OTHER),
    ) == (own, other)


@pytest.mark.parametrize("do", ["take over", "discard"])
def test_a_draft_that_was_changed_since_it_was_shown_is_neither_taken_nor_discarded(
    workbench: Workbench, claim: str, do: str
) -> None:
    workbench.reviewing.drafts.save(claim, "Ada", Draft("there"), OTHER)
    (theirs,) = workbench.reviewing.drafts.of_other_tabs(claim, "Ada", ONE)
    workbench.reviewing.drafts.save(claim, "Ada", Draft("there and more"), OTHER)
    acts: dict[str, Callable[[], None]] = {
        "take over": lambda: workbench.reviewing.drafts.take_over(claim, "Ada", theirs, ONE, Draft()),
        "discard": lambda: workbench.reviewing.drafts.discard(claim, "Ada", theirs),
    }
    with pytest.raises(GateClosed, match="changed meanwhile"):
        acts[do]()
    assert workbench.reviewing.drafts.get(claim, "Ada", OTHER) == Draft("there and more")
    assert workbench.reviewing.drafts.get(claim, "Ada", ONE) is None


def test_a_discarded_draft_is_gone_and_an_empty_one_is_not_offered(workbench: Workbench, claim: str) -> None:
    workbench.reviewing.drafts.save(claim, "Ada", Draft("there"), OTHER)
    (theirs,) = workbench.reviewing.drafts.of_other_tabs(claim, "Ada", ONE)
    workbench.reviewing.drafts.discard(claim, "Ada", theirs)
    assert workbench.reviewing.drafts.get(claim, "Ada", OTHER) is None
    workbench.reviewing.drafts.save(claim, "Ada", Draft(), OTHER)
    assert workbench.reviewing.drafts.of_other_tabs(claim, "Ada", ONE) == []


def test_undo_takes_back_the_act_that_was_seen_and_no_other(workbench: Workbench) -> None:
    seen = workbench.reviewing.judge(act(workbench, 1))
    later = workbench.reviewing.judge(act(workbench, 2))
    with pytest.raises(EditConflict, match="another window"):
        workbench.reviewing.undo(ARTICLE_ID, "Ada", "u", seen=seen.sequence)
    assert len(workbench.reviewing.history(ARTICLE_ID)) == 2
    undone = workbench.reviewing.undo(ARTICLE_ID, "Ada", "u", seen=later.sequence)
    assert undone is not None
    assert undone.undoes == later.sequence
