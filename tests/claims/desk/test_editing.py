from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from claims.desk import Desk
from claims.review.gates import EditConflict, GateClosed
from tests.claims.desk.making import ARTICLE_ID, a_desk, act


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = a_desk(tmp_path)
    yield desk
    desk.close()


def wordings(desk: Desk) -> list[str]:
    return [claim.text for claim in desk.claims(ARTICLE_ID)]


def test_claims_come_back_as_they_were_stored(desk: Desk, tmp_path: Path) -> None:
    before = desk.claims(ARTICLE_ID)
    desk.close()
    again = a_desk(tmp_path)
    assert again.claims(ARTICLE_ID) == before
    assert again.article(ARTICLE_ID) == desk.article(ARTICLE_ID)
    again.close()


def test_a_rewording_is_there_after_a_restart_and_the_article_s_words_stay(desk: Desk, tmp_path: Path) -> None:
    before = desk.claims(ARTICLE_ID)[1]
    after = desk.reword(before.id, "Two ships waited.", resolved=True, reviewer="Sefa K.", version=1, request_id="e")
    assert (after.id, after.span, after.version, after.made_by) == (before.id, before.span, 2, "Sefa K.")
    desk.close()
    again = a_desk(tmp_path)
    assert again.claims(ARTICLE_ID)[1] == after
    again.close()


def test_a_verdict_does_not_stand_for_a_wording_that_nobody_decided(desk: Desk) -> None:
    old = desk.judge(act(desk, 1))
    claim = desk.claims(ARTICLE_ID)[0]
    desk.reword(claim.id, "100 ships waited.", resolved=False, reviewer="Sefa K.", version=1, request_id="e")
    assert desk.standing(ARTICLE_ID, "Ada") == {}
    assert desk.others(ARTICLE_ID, "Sefa K.") == {}
    assert desk.history(ARTICLE_ID) == [old]
    new = desk.judge(act(desk, 1, "disputed"))
    assert (new.claim_version, desk.standing(ARTICLE_ID, "Ada")) == (2, {claim.id: new})


def test_neither_undo_nor_redo_brings_back_a_verdict_on_an_earlier_wording(desk: Desk) -> None:
    claim = desk.judge(act(desk, 1, "verified")).claim_id
    desk.reword(claim, "100 ships waited.", resolved=False, reviewer="Ada", version=1, request_id="e1")
    desk.judge(act(desk, 1, "disputed"))
    undone = desk.undo(ARTICLE_ID, "Ada", "u")
    assert undone is not None
    assert undone.value == ""
    desk.reword(claim, "200 ships waited.", resolved=False, reviewer="Ada", version=2, request_id="e2")
    before = desk.history(ARTICLE_ID)
    with pytest.raises(EditConflict, match="reworded since"):
        desk.redo(ARTICLE_ID, "Ada", "r")
    assert desk.history(ARTICLE_ID) == before
    assert desk.standing(ARTICLE_ID, "Ada") == {}


def test_an_edit_that_keeps_the_wording_keeps_the_verdict(desk: Desk) -> None:
    kept = desk.judge(act(desk, 1, "disputed"))
    claim = desk.claims(ARTICLE_ID)[0]
    desk.reword(claim.id, claim.text, resolved=True, reviewer="Ada", version=1, request_id="e1")
    assert desk.standing(ARTICLE_ID, "Ada") == {claim.id: kept}
    gone = desk.remove_claim(claim.id, reviewer="Ada", version=2, request_id="e2")
    desk.restore_claim(claim.id, reviewer="Ada", version=gone.version, request_id="e3")
    assert desk.standing(ARTICLE_ID, "Ada") == {claim.id: kept}


def test_a_verdict_on_an_older_wording_meets_the_newer_one(desk: Desk) -> None:
    slow = act(desk, 1)
    desk.reword(slow.claim_id, "9 ships waited.", resolved=False, reviewer="Sefa K.", version=1, request_id="e")
    with pytest.raises(EditConflict, match=r"now reads “9 ships waited\.”"):
        desk.judge(slow)
    assert desk.history(ARTICLE_ID) == []


def test_a_verdict_on_a_claim_that_was_taken_out_is_refused(desk: Desk) -> None:
    slow = act(desk, 1)
    desk.remove_claim(slow.claim_id, reviewer="Sefa K.", version=1, request_id="e")
    with pytest.raises(EditConflict, match="taken out of the list meanwhile"):
        desk.judge(slow)
    with pytest.raises(GateClosed, match="taken out of the list"):
        desk.judge(replace(slow, claim_version=2))
    assert desk.history(ARTICLE_ID) == []


def test_of_two_edits_of_one_version_the_second_is_a_conflict(desk: Desk) -> None:
    claim = desk.claims(ARTICLE_ID)[0]
    desk.reword(claim.id, "First.", resolved=False, reviewer="Ada", version=1, request_id="e1")
    with pytest.raises(EditConflict, match="First"):
        desk.reword(claim.id, "Second.", resolved=False, reviewer="Sefa K.", version=1, request_id="e2")
    with pytest.raises(EditConflict):
        desk.split_claim(claim.id, ["a", "b"], reviewer="Sefa K.", version=1, request_id="e3")
    with pytest.raises(EditConflict):
        desk.remove_claim(claim.id, reviewer="Sefa K.", version=1, request_id="e4")
    assert wordings(desk)[0] == "First."


def test_an_edit_sent_twice_is_carried_out_once(desk: Desk) -> None:
    claim = desk.claims(ARTICLE_ID)[0]
    for _ in range(2):
        edited = desk.reword(claim.id, "Once.", resolved=False, reviewer="Ada", version=1, request_id="e")
        assert edited.version == 2
    for _ in range(2):
        parts = desk.split_claim(claim.id, ["One.", "Two."], reviewer="Ada", version=2, request_id="s")
        assert [part.text for part in parts] == ["One.", "Two."]
    assert wordings(desk)[:2] == ["One.", "Two."]
    assert len(wordings(desk)) == 4


def test_the_parts_of_a_split_stand_in_its_place_and_the_numbers_follow(desk: Desk) -> None:
    claim = desk.claims(ARTICLE_ID)[1]
    parts = desk.split_claim(claim.id, ["Two ships.", "Port 2."], reviewer="Ada", version=1, request_id="s")
    now = desk.claims(ARTICLE_ID)
    assert [one.order for one in now] == [1, 2, 3, 4]
    assert [one.id for one in now[1:3]] == [part.id for part in parts]
    assert now[3].text.startswith("3 ships")
    gone = [one for one in desk.claims(ARTICLE_ID, removed=True) if one.removed]
    assert [one.id for one in gone] == [claim.id]


def test_a_part_may_keep_the_words_of_the_whole(desk: Desk) -> None:
    claim = desk.claims(ARTICLE_ID)[0]
    parts = desk.split_claim(claim.id, [claim.text, "Port 1 exists."], reviewer="Ada", version=1, request_id="s")
    assert (parts[0].id, parts[0].version, parts[0].removed) == (claim.id, 2, False)
    assert wordings(desk)[:2] == [claim.text, "Port 1 exists."] or wordings(desk)[:2] == [
        "Port 1 exists.",
        claim.text,
    ]


def test_a_merge_stands_where_the_first_stood(desk: Desk) -> None:
    one, two, three = desk.claims(ARTICLE_ID)
    merged = desk.merge_claims([three.id, one.id], "4 ships waited.", reviewer="Ada", versions=[1, 1], request_id="m")
    assert [claim.id for claim in desk.claims(ARTICLE_ID)] == [merged.id, two.id]
    assert (merged.span.start, merged.span.end) == (one.span.start, three.span.end)


def test_a_merge_with_a_claim_of_another_article_is_refused(desk: Desk) -> None:
    one = desk.claims(ARTICLE_ID)[0]
    with pytest.raises(GateClosed, match="not stored in one article"):
        desk.merge_claims([one.id, "clm-elsewhere"], "x", reviewer="Ada", versions=[1, 1], request_id="m")
    assert len(wordings(desk)) == 3


def test_an_added_claim_stands_by_its_place_in_the_article(desk: Desk) -> None:
    added = desk.add_claim(ARTICLE_ID, "off port 2", "Port 2 exists.", reviewer="Ada", request_id="a")
    now = desk.claims(ARTICLE_ID)
    assert [one.id for one in now].index(added.id) == 2
    article = desk.article(ARTICLE_ID)
    assert article is not None
    assert added.span.of(article.text) == "off port 2"
    assert added.sentence == now[1].sentence
    with pytest.raises(GateClosed, match="do not stand in the article"):
        desk.add_claim(ARTICLE_ID, "off port 9", "Port 9 exists.", reviewer="Ada", request_id="b")
    with pytest.raises(GateClosed, match="Open the article again"):
        desk.add_claim("art-unknown", "off port 2", "x", reviewer="Ada", request_id="c")


def test_adding_a_claim_that_is_there_points_at_it_and_one_that_was_taken_out_comes_back(desk: Desk) -> None:
    added = desk.add_claim(ARTICLE_ID, "off port 2", "Port 2 exists.", reviewer="Ada", request_id="a")
    with pytest.raises(GateClosed, match=r"already: “Port 2 exists\.”"):
        desk.add_claim(ARTICLE_ID, "off port 2", "Port 2 exists.", reviewer="Ada", request_id="b")
    desk.remove_claim(added.id, reviewer="Ada", version=1, request_id="r")
    back = desk.add_claim(ARTICLE_ID, "off port 2", "Port 2 exists.", reviewer="Ada", request_id="c")
    assert (back.id, back.removed, back.version) == (added.id, False, 3)


def test_a_claim_put_in_front_moves_the_numbers_and_nothing_else(desk: Desk) -> None:
    kept = desk.judge(act(desk, 1))
    first = desk.claims(ARTICLE_ID)[0]
    article = desk.article(ARTICLE_ID)
    assert article is not None
    added = desk.add_claim(ARTICLE_ID, "Monday 1 ships", "It was a Monday.", reviewer="Ada", request_id="a")
    assert [one.id for one in desk.claims(ARTICLE_ID)[:2]] == [first.id, added.id]
    assert desk.standing(ARTICLE_ID, "Ada") == {first.id: kept}


def test_a_closed_gate_leaves_no_trace_of_an_edit(desk: Desk) -> None:
    before = desk.claims(ARTICLE_ID, removed=True)
    claim = before[0]
    with pytest.raises(GateClosed):
        desk.reword(claim.id, " ", resolved=False, reviewer="Ada", version=1, request_id="e")
    with pytest.raises(GateClosed):
        desk.split_claim(claim.id, ["one"], reviewer="Ada", version=1, request_id="e")
    with pytest.raises(GateClosed):
        desk.restore_claim(claim.id, reviewer="Ada", version=1, request_id="e")
    with pytest.raises(GateClosed, match="name of the reviewer"):
        desk.remove_claim(claim.id, reviewer=" ", version=1, request_id="e")
    with pytest.raises(GateClosed, match="Open the article again"):
        desk.remove_claim("clm-unknown", reviewer="Ada", version=1, request_id="e")
    assert desk.claims(ARTICLE_ID, removed=True) == before
    desk.remove_claim(claim.id, reviewer="Ada", version=1, request_id="e")


def test_two_desks_on_one_file_see_each_other_s_edits(desk: Desk, tmp_path: Path) -> None:
    other = a_desk(tmp_path)
    claim = other.claims(ARTICLE_ID)[0]
    desk.reword(claim.id, "Seen by both.", resolved=False, reviewer="Ada", version=1, request_id="e")
    assert other.claims(ARTICLE_ID)[0].text == "Seen by both."
    other.close()
