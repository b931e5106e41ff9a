"""Drafts belong to reviewer, claim and browser tab until one of them decides; none is removed without a word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from claims.desk import Desk, Draft
from claims.review.gates import EditConflict, GateClosed
from claims.review.verdict import NOTE_LIMIT
from tests.claims.desk.making import ARTICLE_ID, a_desk, act
from tests.claims.review.making import PIN

ONE, OTHER = "0000000a", "0000000b"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = a_desk(tmp_path)
    yield desk
    desk.close()


@pytest.fixture
def claim(desk: Desk) -> str:
    return desk.claims(ARTICLE_ID)[0].id


def test_two_tabs_keep_a_draft_each(desk: Desk, claim: str) -> None:
    desk.save_draft(claim, "Ada", Draft("here"), ONE)
    desk.save_draft(claim, "Ada", Draft("there"), OTHER)
    desk.save_draft(claim, "Sefa K.", Draft("hers"), OTHER)
    assert desk.draft(claim, "Ada", ONE) == Draft("here")
    assert desk.draft(claim, "Ada", OTHER) == Draft("there")
    assert [(one.tab, one.draft) for one in desk.other_drafts(claim, "Ada", ONE)] == [(OTHER, Draft("there"))]


def test_a_verdict_forgets_the_draft_of_its_own_tab_alone(desk: Desk, claim: str) -> None:
    desk.save_draft(claim, "Ada", Draft("here"), ONE)
    desk.save_draft(claim, "Ada", Draft("there"), OTHER)
    desk.judge(act(desk, 1), tab=ONE)
    assert desk.draft(claim, "Ada", ONE) is None
    assert desk.draft(claim, "Ada", OTHER) == Draft("there")


def test_what_undo_gives_back_comes_to_the_tab_that_undid(desk: Desk, claim: str) -> None:
    desk.judge(act(desk, 1, note="seen"), tab=ONE)
    desk.undo(ARTICLE_ID, "Ada", "u", tab=OTHER)
    assert desk.draft(claim, "Ada", OTHER) == Draft("seen", (PIN,), "")
    assert desk.draft(claim, "Ada", ONE) is None
    desk.redo(ARTICLE_ID, "Ada", "r", tab=OTHER)
    assert desk.draft(claim, "Ada", OTHER) is None


def test_taking_over_joins_both_drafts_and_empties_the_other_tab(desk: Desk, claim: str) -> None:
    desk.save_draft(claim, "Ada", Draft("here", (), "misquoted"), ONE)
    desk.save_draft(claim, "Ada", Draft("there", (PIN,), "contradicted"), OTHER)
    (theirs,) = desk.other_drafts(claim, "Ada", ONE)
    desk.take_over(claim, "Ada", theirs, ONE, Draft("here", (), "misquoted"))
    assert desk.draft(claim, "Ada", ONE) == Draft("here there", (PIN,), "misquoted")
    assert desk.other_drafts(claim, "Ada", ONE) == []


def test_notes_that_are_too_long_together_stay_apart(desk: Desk, claim: str) -> None:
    own, other = Draft("a" * NOTE_LIMIT), Draft("b" * NOTE_LIMIT)
    desk.save_draft(claim, "Ada", own, ONE)
    desk.save_draft(claim, "Ada", other, OTHER)
    (theirs,) = desk.other_drafts(claim, "Ada", ONE)
    with pytest.raises(GateClosed, match="Shorten it"):
        desk.take_over(claim, "Ada", theirs, ONE, own)
    assert (desk.draft(claim, "Ada", ONE), desk.draft(claim, "Ada", OTHER)) == (own, other)


@pytest.mark.parametrize("do", ["take over", "discard"])
def test_a_draft_that_was_changed_since_it_was_shown_is_neither_taken_nor_discarded(
    desk: Desk, claim: str, do: str
) -> None:
    desk.save_draft(claim, "Ada", Draft("there"), OTHER)
    (theirs,) = desk.other_drafts(claim, "Ada", ONE)
    desk.save_draft(claim, "Ada", Draft("there and more"), OTHER)
    acts: dict[str, Callable[[], None]] = {
        "take over": lambda: desk.take_over(claim, "Ada", theirs, ONE, Draft()),
        "discard": lambda: desk.discard_draft(claim, "Ada", theirs),
    }
    with pytest.raises(GateClosed, match="changed meanwhile"):
        acts[do]()
    assert desk.draft(claim, "Ada", OTHER) == Draft("there and more")
    assert desk.draft(claim, "Ada", ONE) is None


def test_a_discarded_draft_is_gone_and_an_empty_one_is_not_offered(desk: Desk, claim: str) -> None:
    desk.save_draft(claim, "Ada", Draft("there"), OTHER)
    (theirs,) = desk.other_drafts(claim, "Ada", ONE)
    desk.discard_draft(claim, "Ada", theirs)
    assert desk.draft(claim, "Ada", OTHER) is None
    desk.save_draft(claim, "Ada", Draft(), OTHER)
    assert desk.other_drafts(claim, "Ada", ONE) == []


def test_undo_takes_back_the_act_that_was_seen_and_no_other(desk: Desk) -> None:
    seen = desk.judge(act(desk, 1))
    later = desk.judge(act(desk, 2))
    with pytest.raises(EditConflict, match="another window"):
        desk.undo(ARTICLE_ID, "Ada", "u", seen=seen.sequence)
    assert len(desk.history(ARTICLE_ID)) == 2
    undone = desk.undo(ARTICLE_ID, "Ada", "u", seen=later.sequence)
    assert undone is not None
    assert undone.undoes == later.sequence
