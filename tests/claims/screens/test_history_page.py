"""The History page: one line an act, with its claim's wording, its passage and a link to the claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from claims.screens import history, session
from claims.workbench import Workbench
from tests.claims.review.making import PIN
from tests.claims.services.making import ARTICLE_ID, a_workbench, act

DRAW_SECONDS = 60


@pytest.fixture
def workbench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workbench]:
    monkeypatch.setenv("WORKBENCH_DATABASE", str(tmp_path / "desk.sqlite3"))
    st.cache_resource.clear()
    opened = a_workbench(tmp_path, 4)
    yield opened
    opened.close()
    session.workbench().close()
    st.cache_resource.clear()


def _page() -> None:
    from claims.screens.history import page

    page()


def drawn(**query: str) -> AppTest:
    test = AppTest.from_function(_page, default_timeout=DRAW_SECONDS)
    for key, value in {"article": ARTICLE_ID, **query}.items():
        test.query_params[key] = value
    test.run()
    assert not test.exception
    return test


def words(test: AppTest) -> str:
    return " ".join(str(element.proto.body) for element in test.get("html"))


def rows(test: AppTest) -> list[str]:
    return [re.sub(r"<[^>]+>", " ", one) for one in re.findall(r"<tr[ >].*?</tr>", words(test)) if "<th>" not in one]


def test_each_act_is_a_line_with_wording_verdict_passage_and_note_the_newest_first(workbench: Workbench) -> None:
    workbench.reviewing.judge(act(workbench, 1, "verified", reason="in part", pins=(PIN,), note=""))
    workbench.reviewing.judge(act(workbench, 2, "disputed", reason="contradicted", note="The log says 9."))
    second, first = rows(drawn())
    assert "2  2 ships waited off port 2 on Monday." in second
    assert "✗ disputed   contradicted" in second
    assert "Note: The log says 9." in second
    assert "1 ships waited off port 1 on Monday." in first
    assert f"{PIN.publisher}, {PIN.place}: “{PIN.excerpt}”" in first


def test_an_undone_act_keeps_its_line_and_the_undo_has_one_of_its_own(workbench: Workbench) -> None:
    workbench.reviewing.judge(act(workbench, 1))
    workbench.reviewing.undo(ARTICLE_ID, "Ada", "u1")
    workbench.reviewing.redo(ARTICLE_ID, "Ada", "r1")
    redo, undo, first = rows(drawn())
    assert "✓ verified" in first
    assert "○ not reviewed   undo" in undo
    assert "✓ verified   redo" in redo


def test_a_line_leads_to_its_claim_and_says_where_the_claim_was_reworded_since(workbench: Workbench) -> None:
    claim = workbench.articles.claims(ARTICLE_ID)[0]
    workbench.reviewing.judge(act(workbench, 1))
    workbench.reviewing.edits.reword(
        claim.id, "One ship waited.", resolved=False, reviewer="Ada", version=1, request_id="e1"
    )
    test = drawn()
    assert "1 · earlier wording  One ship waited." in rows(test)[0]
    assert f'href="review?article={ARTICLE_ID}&amp;claim={claim.id}" data-to="{claim.id}"' in words(test)


def test_acts_can_be_limited_to_a_reviewer_and_to_the_claim_in_focus(workbench: Workbench) -> None:
    claim = workbench.articles.claims(ARTICLE_ID)[1]
    workbench.reviewing.judge(act(workbench, 1))
    workbench.reviewing.judge(act(workbench, 2))
    workbench.reviewing.judge(act(workbench, 2, "disputed", reviewer="Bo"))
    test = drawn(claim=claim.id)
    assert len(rows(test)) == 3
    test.selectbox(key="history-of").set_value("Ada").run()
    assert len(rows(test)) == 2
    test.toggle(key="history-only").set_value(True).run()
    (line,) = rows(test)
    assert "Ada" in line
    assert "2 ships waited" in line


def test_older_acts_are_drawn_when_they_are_asked_for(workbench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in (1, 2, 3):
        workbench.reviewing.judge(act(workbench, number))
    monkeypatch.setattr(history, "ROWS", 2)
    test = drawn()
    assert len(rows(test)) == 2
    test.button(key="older").click().run()
    assert len(rows(test)) == 3
    assert not [button for button in test.button if button.key == "older"]


def test_an_article_without_acts_says_so_and_one_that_is_not_stored_too(workbench: Workbench) -> None:
    assert workbench.reviewing.history(ARTICLE_ID) == []
    assert "Nothing has been decided yet." in words(drawn())
    assert "No article chosen" in words(drawn(article="art-000000000000"))
