"""Claims passed as background: several with one press, each an act of its own, and never said to be checked."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from claims.report.claim_review import NotPublishable
from claims.review.gates import EditConflict, GateClosed
from claims.review.history import bulk_request
from claims.review.judgement import Act, Draft
from claims.screens.report.overview import Overview, boxes
from claims.workbench import Workbench
from tests.claims.services.making import ARTICLE_ID, a_workbench, act, counted


def passed(workbench: Workbench, *numbers: int, request: str = "r1", reviewer: str = "Ada") -> list[Act]:
    made = [
        act(workbench, number, "not checked", reason="background", pins=(), reviewer=reviewer) for number in numbers
    ]
    return [replace(one, request_id=bulk_request(request, place)) for place, one in enumerate(made)]


def states(workbench: Workbench, reviewer: str = "Ada") -> dict[int, str]:
    orders = {claim.id: claim.order for claim in workbench.articles.claims(ARTICLE_ID)}
    return {
        orders[claim_id]: line.value for claim_id, line in workbench.reviewing.standing(ARTICLE_ID, reviewer).items()
    }


def rows(workbench: Workbench) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(workbench.exports.verdict_csv(ARTICLE_ID).decode())))


def test_each_claim_of_a_press_is_an_act_of_its_own_and_one_undo_takes_them_back(tmp_path: Path) -> None:
    workbench = a_workbench(tmp_path, 5)
    workbench.reviewing.judge(act(workbench, 1))
    kept = workbench.reviewing.judge_all(passed(workbench, 2, 3, 5))
    assert len({line.sequence for line in kept}) == len({line.request_id for line in kept}) == 3
    assert states(workbench) == {1: "verified", 2: "not checked", 3: "not checked", 5: "not checked"}
    workbench.reviewing.undo(ARTICLE_ID, "Ada", "u1")
    assert states(workbench) == {1: "verified"}
    assert len(workbench.reviewing.history(ARTICLE_ID)) == 7
    workbench.reviewing.redo(ARTICLE_ID, "Ada", "y1")
    assert states(workbench) == {1: "verified", 2: "not checked", 3: "not checked", 5: "not checked"}
    workbench.reviewing.undo(ARTICLE_ID, "Ada", "u2")
    workbench.reviewing.undo(ARTICLE_ID, "Ada", "u3")
    assert states(workbench) == {}


def test_a_press_that_is_heard_twice_is_carried_out_once(tmp_path: Path) -> None:
    workbench = a_workbench(tmp_path, 5)
    acts = passed(workbench, 2, 3)
    assert workbench.reviewing.judge_all(acts) == workbench.reviewing.judge_all(acts)
    workbench.reviewing.undo(ARTICLE_ID, "Ada", "u1")
    workbench.reviewing.undo(ARTICLE_ID, "Ada", "u1")
    assert states(workbench) == {}
    assert len(workbench.reviewing.history(ARTICLE_ID)) == 4


def test_two_presses_in_a_row_are_undone_one_by_one(tmp_path: Path) -> None:
    workbench = a_workbench(tmp_path, 5)
    workbench.reviewing.judge_all(passed(workbench, 1, 2))
    workbench.reviewing.judge_all(passed(workbench, 3, 4, request="r2"))
    workbench.reviewing.undo(ARTICLE_ID, "Ada", "u1")
    assert states(workbench) == {1: "not checked", 2: "not checked"}


def test_all_are_kept_or_none(tmp_path: Path) -> None:
    workbench = a_workbench(tmp_path, 5)
    acts = passed(workbench, 2, 3)
    workbench.reviewing.judge(act(workbench, 3))
    with pytest.raises(EditConflict):
        workbench.reviewing.judge_all(acts)
    assert states(workbench) == {3: "verified"}


def test_a_note_that_was_entered_goes_with_the_act_and_comes_back_as_a_draft_on_undo(tmp_path: Path) -> None:
    workbench = a_workbench(tmp_path, 3)
    claim = workbench.articles.claims(ARTICLE_ID)[1]
    acts = [replace(one, note="An old firm.") for one in passed(workbench, 2, 3)]
    workbench.reviewing.drafts.save(claim.id, "Ada", Draft("An old firm."))
    workbench.reviewing.judge_all(acts)
    assert workbench.reviewing.drafts.get(claim.id, "Ada") is None
    workbench.reviewing.undo(ARTICLE_ID, "Ada", "u1")
    assert workbench.reviewing.drafts.get(claim.id, "Ada") == Draft("An old firm.", (), "background")


def test_passing_needs_its_reason_and_nothing_else(tmp_path: Path) -> None:
    workbench = a_workbench(tmp_path)
    (made,) = passed(workbench, 1)
    with pytest.raises(GateClosed, match=r"Not checked needs a reason\. Choose background\."):
        workbench.reviewing.judge(replace(made, reason=""))
    workbench.reviewing.judge(made)


def test_what_leaves_the_workbench_says_that_a_passed_claim_was_not_checked(tmp_path: Path) -> None:
    workbench = a_workbench(tmp_path, 3)
    workbench.reviewing.judge_all(passed(workbench, 1, 2))
    first = rows(workbench)[0]
    assert (first["verdict"], first["reason"], first["reviewer"]) == ("not checked", "background", "Ada")
    report = workbench.reports.html(ARTICLE_ID).decode()
    unchecked = report.split("What was not checked, and why")[1]
    assert (
        "Claim 1: 1 ships waited off port 1 on Monday. <span class='q'>background, passed by Ada</span>" in unchecked
    )
    assert '<b>2</b><span class="st nc">– not checked</span>' in report
    assert workbench.reports.publishable(ARTICLE_ID) == []
    with pytest.raises(NotPublishable):
        workbench.reports.claim_reviews(ARTICLE_ID, url="https://desk.example/1", publisher="Desk")
    (comment, *_rest) = json.loads(workbench.reports.web_annotations(ARTICLE_ID))["items"]
    assert comment["body"][0]["value"] == "Not checked: background"


def test_a_passed_claim_is_no_disagreement_with_a_verdict_of_somebody_else(tmp_path: Path) -> None:
    workbench = a_workbench(tmp_path, 3)
    workbench.reviewing.judge_all(passed(workbench, 1, 2))
    workbench.reviewing.judge(act(workbench, 1, reviewer="Bo"))
    assert [claim.order for claim in workbench.reports.publishable(ARTICLE_ID)] == [1]
    assert "reviewers disagree" not in workbench.reports.html(ARTICLE_ID).decode()


def test_the_reason_of_a_passed_claim_is_no_reason_of_the_verdict_beside_it(tmp_path: Path) -> None:
    workbench = a_workbench(tmp_path, 3)
    workbench.reviewing.judge_all(passed(workbench, 1, 2))
    workbench.reviewing.judge(act(workbench, 1, "disputed", reviewer="Bo", reason="contradicted"))
    report = workbench.reports.html(ARTICLE_ID).decode()
    assert '✗ disputed</span><br><span class="sm q">contradicted 1</span>' in report
    assert '– not checked</span><br><span class="sm q">background 1</span>' in report
    claims, verdicts = workbench.articles.claims(ARTICLE_ID), workbench.reviewing.verdicts(ARTICLE_ID)
    page = boxes(Overview(ARTICLE_ID, claims, verdicts, {}))
    assert '✗ disputed</span><span class="wb-q">contradicted 1</span>' in page
    assert '– not checked</span><span class="wb-q">background 1</span>' in page


def test_a_passed_claim_is_not_counted_as_decided(tmp_path: Path) -> None:
    workbench = a_workbench(tmp_path, 5)
    workbench.reviewing.judge(act(workbench, 1))
    workbench.reviewing.judge_all(passed(workbench, 2, 3))
    assert workbench.reviewing.reviewed_counts("Ada") == {ARTICLE_ID: 1}
    assert workbench.reviewing.passed_counts("Ada") == {ARTICLE_ID: 2}
    workbench.reviewing.undo(ARTICLE_ID, "Ada", "u1")
    assert workbench.reviewing.passed_counts("Ada") == {}


def test_a_passed_claim_goes_out_as_a_csv_and_comes_back_unchanged(tmp_path: Path) -> None:
    workbench = a_workbench(tmp_path, 3)
    workbench.reviewing.judge_all(passed(workbench, 1, 2))
    report = workbench.exports.import_csv(workbench.exports.verdict_csv(ARTICLE_ID))
    assert (report.added, report.conflicts) == (0, ())


def test_the_selects_of_a_press_do_not_grow_with_its_claims(tmp_path: Path) -> None:
    counts = []
    for count in (2, 40):
        folder = tmp_path / str(count)
        folder.mkdir()
        workbench = a_workbench(folder, 50)
        acts = passed(workbench, *range(1, count + 1))
        with counted(workbench) as statements:
            workbench.reviewing.judge_all(acts)
        counts.append(sum(one.startswith("SELECT") for one in statements))
        workbench.close()
    assert counts[0] == counts[1] <= 12
