from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from claims.review.gates import EditConflict, GateClosed
from claims.workbench import Workbench
from tests.claims.services.making import ARTICLE_ID, a_workbench, act


@pytest.fixture
def workbench(tmp_path: Path) -> Iterator[Workbench]:
    workbench = a_workbench(tmp_path)
    yield workbench
    workbench.close()


def wordings(workbench: Workbench) -> list[str]:
    return [claim.text for claim in workbench.articles.claims(ARTICLE_ID)]


def test_claims_come_back_as_they_were_stored(workbench: Workbench, tmp_path: Path) -> None:
    before = workbench.articles.claims(ARTICLE_ID)
    workbench.close()
    again = a_workbench(tmp_path)
    assert again.articles.claims(ARTICLE_ID) == before
    assert again.articles.get(ARTICLE_ID) == workbench.articles.get(ARTICLE_ID)
    again.close()


def test_a_rewording_is_there_after_a_restart_and_the_article_s_words_stay(
    workbench: Workbench, tmp_path: Path
) -> None:
    before = workbench.articles.claims(ARTICLE_ID)[1]
    after = workbench.reviewing.edits.reword(
        before.id, "Two ships waited.", resolved=True, reviewer="Sefa K.", version=1, request_id="e"
    )
    assert (after.id, after.span, after.version, after.made_by) == (before.id, before.span, 2, "Sefa K.")
    workbench.close()
    again = a_workbench(tmp_path)
    assert again.articles.claims(ARTICLE_ID)[1] == after
    again.close()


def test_a_verdict_does_not_stand_for_a_wording_that_nobody_decided(workbench: Workbench) -> None:
    old = workbench.reviewing.judge(act(workbench, 1))
    claim = workbench.articles.claims(ARTICLE_ID)[0]
    workbench.reviewing.edits.reword(
        claim.id, "100 ships waited.", resolved=False, reviewer="Sefa K.", version=1, request_id="e"
    )
    assert workbench.reviewing.standing(ARTICLE_ID, "Ada") == {}
    assert workbench.reviewing.others(ARTICLE_ID, "Sefa K.") == {}
    assert workbench.reviewing.history(ARTICLE_ID) == [old]
    new = workbench.reviewing.judge(act(workbench, 1, "disputed"))
    assert (new.claim_version, workbench.reviewing.standing(ARTICLE_ID, "Ada")) == (2, {claim.id: new})


def test_neither_undo_nor_redo_brings_back_a_verdict_on_an_earlier_wording(workbench: Workbench) -> None:
    claim = workbench.reviewing.judge(act(workbench, 1, "verified")).claim_id
    workbench.reviewing.edits.reword(
        claim, "100 ships waited.", resolved=False, reviewer="Ada", version=1, request_id="e1"
    )
    workbench.reviewing.judge(act(workbench, 1, "disputed"))
    undone = workbench.reviewing.undo(ARTICLE_ID, "Ada", "u")
    assert undone is not None
    assert undone.value == ""
    workbench.reviewing.edits.reword(
        claim, "200 ships waited.", resolved=False, reviewer="Ada", version=2, request_id="e2"
    )
    before = workbench.reviewing.history(ARTICLE_ID)
    with pytest.raises(EditConflict, match="reworded since"):
        workbench.reviewing.redo(ARTICLE_ID, "Ada", "r")
    assert workbench.reviewing.history(ARTICLE_ID) == before
    assert workbench.reviewing.standing(ARTICLE_ID, "Ada") == {}


def test_an_edit_that_keeps_the_wording_keeps_the_verdict(workbench: Workbench) -> None:
    kept = workbench.reviewing.judge(act(workbench, 1, "disputed"))
    claim = workbench.articles.claims(ARTICLE_ID)[0]
    workbench.reviewing.edits.reword(claim.id, claim.text, resolved=True, reviewer="Ada", version=1, request_id="e1")
    assert workbench.reviewing.standing(ARTICLE_ID, "Ada") == {claim.id: kept}
    gone = workbench.reviewing.edits.remove(claim.id, reviewer="Ada", version=2, request_id="e2")
    workbench.reviewing.edits.restore(claim.id, reviewer="Ada", version=gone.version, request_id="e3")
    assert workbench.reviewing.standing(ARTICLE_ID, "Ada") == {claim.id: kept}


def test_a_verdict_on_an_older_wording_meets_the_newer_one(workbench: Workbench) -> None:
    slow = act(workbench, 1)
    workbench.reviewing.edits.reword(
        slow.claim_id, "9 ships waited.", resolved=False, reviewer="Sefa K.", version=1, request_id="e"
    )
    with pytest.raises(EditConflict, match=r"now reads “9 ships waited\.”"):
        workbench.reviewing.judge(slow)
    assert workbench.reviewing.history(ARTICLE_ID) == []


def test_a_verdict_on_a_claim_that_was_taken_out_is_refused(workbench: Workbench) -> None:
    slow = act(workbench, 1)
    workbench.reviewing.edits.remove(slow.claim_id, reviewer="Sefa K.", version=1, request_id="e")
    with pytest.raises(EditConflict, match="taken out of the list meanwhile"):
        workbench.reviewing.judge(slow)
    with pytest.raises(GateClosed, match="taken out of the list"):
        workbench.reviewing.judge(replace(slow, claim_version=2))
    assert workbench.reviewing.history(ARTICLE_ID) == []


def test_of_two_edits_of_one_version_the_second_is_a_conflict(workbench: Workbench) -> None:
    claim = workbench.articles.claims(ARTICLE_ID)[0]
    workbench.reviewing.edits.reword(claim.id, "First.", resolved=False, reviewer="Ada", version=1, request_id="e1")
    with pytest.raises(EditConflict, match="First"):
        workbench.reviewing.edits.reword(
            claim.id, "Second.", resolved=False, reviewer="Sefa K.", version=1, request_id="e2"
        )
    with pytest.raises(EditConflict):
        workbench.reviewing.edits.split(claim.id, ["a", "b"], reviewer="Sefa K.", version=1, request_id="e3")
    with pytest.raises(EditConflict):
        workbench.reviewing.edits.remove(claim.id, reviewer="Sefa K.", version=1, request_id="e4")
    assert wordings(workbench)[0] == "First."


def test_an_edit_sent_twice_is_carried_out_once(workbench: Workbench) -> None:
    claim = workbench.articles.claims(ARTICLE_ID)[0]
    for _ in range(2):
        edited = workbench.reviewing.edits.reword(
            claim.id, "Once.", resolved=False, reviewer="Ada", version=1, request_id="e"
        )
        assert edited.version == 2
    for _ in range(2):
        parts = workbench.reviewing.edits.split(claim.id, ["One.", "Two."], reviewer="Ada", version=2, request_id="s")
        assert [part.text for part in parts] == ["One.", "Two."]
    assert wordings(workbench)[:2] == ["One.", "Two."]
    assert len(wordings(workbench)) == 4


def test_the_parts_of_a_split_stand_in_its_place_and_the_numbers_follow(workbench: Workbench) -> None:
    claim = workbench.articles.claims(ARTICLE_ID)[1]
    parts = workbench.reviewing.edits.split(
        claim.id, ["Two ships.", "Port 2."], reviewer="Ada", version=1, request_id="s"
    )
    now = workbench.articles.claims(ARTICLE_ID)
    assert [one.order for one in now] == [1, 2, 3, 4]
    assert [one.id for one in now[1:3]] == [part.id for part in parts]
    assert now[3].text.startswith("3 ships")
    gone = [one for one in workbench.articles.claims(ARTICLE_ID, removed=True) if one.removed]
    assert [one.id for one in gone] == [claim.id]


def test_a_part_may_keep_the_words_of_the_whole(workbench: Workbench) -> None:
    claim = workbench.articles.claims(ARTICLE_ID)[0]
    parts = workbench.reviewing.edits.split(
        claim.id, [claim.text, "Port 1 exists."], reviewer="Ada", version=1, request_id="s"
    )
    assert (parts[0].id, parts[0].version, parts[0].removed) == (claim.id, 2, False)
    assert wordings(workbench)[:2] == [claim.text, "Port 1 exists."] or wordings(workbench)[:2] == [
        "Port 1 exists.",
        claim.text,
    ]


def test_a_merge_stands_where_the_first_stood(workbench: Workbench) -> None:
    one, two, three = workbench.articles.claims(ARTICLE_ID)
    merged = workbench.reviewing.edits.merge(
        [three.id, one.id], "4 ships waited.", reviewer="Ada", versions=[1, 1], request_id="m"
    )
    assert [claim.id for claim in workbench.articles.claims(ARTICLE_ID)] == [merged.id, two.id]
    assert (merged.span.start, merged.span.end) == (one.span.start, three.span.end)


def test_a_merge_with_a_claim_of_another_article_is_refused(workbench: Workbench) -> None:
    one = workbench.articles.claims(ARTICLE_ID)[0]
    with pytest.raises(GateClosed, match="not stored in one article"):
        workbench.reviewing.edits.merge(
            [one.id, "clm-elsewhere"], "x", reviewer="Ada", versions=[1, 1], request_id="m"
        )
    assert len(wordings(workbench)) == 3


def test_an_added_claim_stands_by_its_place_in_the_article(workbench: Workbench) -> None:
    added = workbench.reviewing.edits.add(ARTICLE_ID, "off port 2", "Port 2 exists.", reviewer="Ada", request_id="a")
    now = workbench.articles.claims(ARTICLE_ID)
    assert [one.id for one in now].index(added.id) == 2
    article = workbench.articles.get(ARTICLE_ID)
    assert article is not None
    assert added.span.of(article.text) == "off port 2"
    assert added.sentence == now[1].sentence
    with pytest.raises(GateClosed, match="do not stand in the article"):
        workbench.reviewing.edits.add(ARTICLE_ID, "off port 9", "Port 9 exists.", reviewer="Ada", request_id="b")
    with pytest.raises(GateClosed, match="Open the article again"):
        workbench.reviewing.edits.add("art-unknown", "off port 2", "x", reviewer="Ada", request_id="c")


def test_adding_a_claim_that_is_there_points_at_it_and_one_that_was_taken_out_comes_back(
    workbench: Workbench,
) -> None:
    added = workbench.reviewing.edits.add(ARTICLE_ID, "off port 2", "Port 2 exists.", reviewer="Ada", request_id="a")
    with pytest.raises(GateClosed, match=r"already: “Port 2 exists\.”"):
        workbench.reviewing.edits.add(ARTICLE_ID, "off port 2", "Port 2 exists.", reviewer="Ada", request_id="b")
    workbench.reviewing.edits.remove(added.id, reviewer="Ada", version=1, request_id="r")
    back = workbench.reviewing.edits.add(ARTICLE_ID, "off port 2", "Port 2 exists.", reviewer="Ada", request_id="c")
    assert (back.id, back.removed, back.version) == (added.id, False, 3)


def test_a_claim_put_in_front_moves_the_numbers_and_nothing_else(workbench: Workbench) -> None:
    kept = workbench.reviewing.judge(act(workbench, 1))
    first = workbench.articles.claims(ARTICLE_ID)[0]
    article = workbench.articles.get(ARTICLE_ID)
    assert article is not None
    added = workbench.reviewing.edits.add(
        ARTICLE_ID, "Monday 1 ships", "It was a Monday.", reviewer="Ada", request_id="a"
    )
    assert [one.id for one in workbench.articles.claims(ARTICLE_ID)[:2]] == [first.id, added.id]
    assert workbench.reviewing.standing(ARTICLE_ID, "Ada") == {first.id: kept}


def test_a_closed_gate_leaves_no_trace_of_an_edit(workbench: Workbench) -> None:
    before = workbench.articles.claims(ARTICLE_ID, removed=True)
    claim = before[0]
    with pytest.raises(GateClosed):
        workbench.reviewing.edits.reword(claim.id, " ", resolved=False, reviewer="Ada", version=1, request_id="e")
    with pytest.raises(GateClosed):
        workbench.reviewing.edits.split(claim.id, ["one"], reviewer="Ada", version=1, request_id="e")
    with pytest.raises(GateClosed):
        workbench.reviewing.edits.restore(claim.id, reviewer="Ada", version=1, request_id="e")
    with pytest.raises(GateClosed, match="name of the reviewer"):
        workbench.reviewing.edits.remove(claim.id, reviewer=" ", version=1, request_id="e")
    with pytest.raises(GateClosed, match="Open the article again"):
        workbench.reviewing.edits.remove("clm-unknown", reviewer="Ada", version=1, request_id="e")
    assert workbench.articles.claims(ARTICLE_ID, removed=True) == before
    workbench.reviewing.edits.remove(claim.id, reviewer="Ada", version=1, request_id="e")


def test_two_workbenches_on_one_file_see_each_other_s_edits(workbench: Workbench, tmp_path: Path) -> None:
    other = a_workbench(tmp_path)
    claim = other.articles.claims(ARTICLE_ID)[0]
    workbench.reviewing.edits.reword(
        claim.id, "Seen by both.", resolved=False, reviewer="Ada", version=1, request_id="e"
    )
    assert other.articles.claims(ARTICLE_ID)[0].text == "Seen by both."
    other.close()
