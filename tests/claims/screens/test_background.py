"""Claims that nobody checks are chosen in the list and passed with one press."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from claims.screens.report.overview import Overview, boxes, strip
from claims.workbench import Workbench
from tests.claims.services.making import ARTICLE_ID, a_workbench, act

DRAW_SECONDS = 60


def _review() -> None:
    from claims.screens.review import page

    page()


@pytest.fixture
def ids(workbench: Workbench, tmp_path: Path) -> list[str]:
    a_workbench(tmp_path, 6).close()
    return [claim.id for claim in workbench.articles.claims(ARTICLE_ID)]


def drawn() -> AppTest:
    test = AppTest.from_function(_review, default_timeout=DRAW_SECONDS)
    test.session_state["_reviewer"] = "Ada"
    test.session_state["pane"] = "All claims"
    test.query_params["article"] = ARTICLE_ID
    test.run()
    assert not test.exception
    return test


def words(test: AppTest) -> str:
    return " ".join(str(element.proto.body) for element in test.get("html"))


def pick(test: AppTest, target: str) -> None:
    test.text_input(key="jump").set_value(target).run()
    assert not test.exception


def label(test: AppTest) -> str:
    """Return what the button of the chosen claims says, which is above the list; empty where there is none."""
    return next((str(button.label) for button in test.button if button.key == "background-chosen"), "")


def decided(workbench: Workbench) -> list[tuple[str, str]]:
    return [(line.value, line.reason) for line in workbench.reviewing.history(ARTICLE_ID)]


def test_chosen_claims_are_passed_with_one_press_and_taken_back_with_one(
    workbench: Workbench, ids: list[str]
) -> None:
    test = drawn()
    pick(test, f"pick {ids[1]}")
    pick(test, f"pick-to {ids[3]}")
    assert label(test) == "Background: 3 claims"
    assert words(test).count('aria-checked="true"') == 3
    pick(test, f"pick {ids[2]}")
    assert label(test) == "Background: 2 claims"
    test.button(key="background-chosen").click().run()
    assert "2 claims passed as background, not checked. Z takes them back." in words(test)
    assert decided(workbench) == [("not checked", "background")] * 2
    assert "– 2 not checked" in words(test)
    assert "<b>0 of 6 reviewed by you</b>" in words(test)
    assert "· 4 claims left" in words(test)
    assert label(test) == ""


def test_a_chosen_claim_that_a_filter_hides_is_not_passed(workbench: Workbench, ids: list[str]) -> None:
    workbench.reviewing.judge(act(workbench, 2))
    test = drawn()
    pick(test, f"pick {ids[3]}")
    test.selectbox(key="show").set_value("Verified").run()
    assert label(test) == ""
    test.selectbox(key="show").set_value("Not reviewed").run()
    assert label(test) == "Background: 1 claim"


def test_chosen_claims_are_named_apart_from_the_claim_in_focus_which_keeps_its_own_act(
    workbench: Workbench, ids: list[str]
) -> None:
    test = drawn()
    assert test.button(key="background").proto.shortcut == "i"
    for place in (2, 4):
        pick(test, f"pick {ids[place]}")
    assert "<b>2 claims chosen:</b> 3, 5" in words(test)
    assert test.button(key="background-chosen").proto.shortcut == "i"
    assert not test.button(key="background").proto.shortcut
    test.button(key="background").click().run()
    assert list(workbench.reviewing.standing(ARTICLE_ID, "Ada")) == ids[:1]
    assert "2 claims chosen" not in words(test)


def test_a_choice_is_given_up_with_one_press(workbench: Workbench, ids: list[str]) -> None:
    test = drawn()
    pick(test, f"pick {ids[2]}")
    test.button(key="choose-none").click().run()
    assert label(test) == ""
    assert 'aria-checked="true"' not in words(test)


def test_without_a_choice_the_claim_in_focus_is_passed_and_the_next_comes_up(
    workbench: Workbench, ids: list[str]
) -> None:
    test = drawn()
    test.button(key="background").click().run()
    assert list(workbench.reviewing.standing(ARTICLE_ID, "Ada")) == ids[:1]
    assert test.query_params["claim"] == ids[1]


def test_all_of_the_list_are_chosen_and_left_out_again_but_none_with_a_verdict(
    workbench: Workbench, ids: list[str]
) -> None:
    workbench.reviewing.judge(act(workbench, 2))
    test = drawn()
    assert f"pick {ids[1]}" not in words(test)
    pick(test, "pick-all")
    assert label(test) == "Background: 5 claims"
    pick(test, "pick-all")
    assert label(test) == ""


@pytest.mark.parametrize("target", ["pick", "pick nothing", "pick-to clm-000000000000", "pick-nothing"])
def test_a_press_that_is_about_no_claim_of_the_list_chooses_nothing(
    workbench: Workbench, ids: list[str], target: str
) -> None:
    test = drawn()
    pick(test, target)
    assert label(test) == ""
    assert test.query_params["claim"] == ids[0]
    assert decided(workbench) == []


def test_the_report_page_counts_passed_claims_apart(workbench: Workbench, ids: list[str]) -> None:
    test = drawn()
    test.button(key="background").click().run()
    claims, verdicts = workbench.articles.claims(ARTICLE_ID), workbench.reviewing.verdicts(ARTICLE_ID)
    overview = Overview(ARTICLE_ID, claims, verdicts, {})
    assert re.search(
        r">1</a></b><span class=\"wb-st wb-nc\">– not checked</span><span class=\"wb-q\">background 1<",
        boxes(overview),
    )
    assert f'data-to="{ids[0]}" title="Claim 1, not checked:' in strip(overview)
