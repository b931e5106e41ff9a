"""What was written in another tab is offered, and a button decides only on what it was drawn with."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from claims.review.judgement import Draft
from claims.review.verdict import REPEAT_WINDOW_MS
from claims.screens import session
from claims.workbench import Workbench
from tests.claims.services.making import ARTICLE_ID, a_workbench, act

ONE, OTHER = "0000000a", "0000000b"
DRAW_SECONDS = 60
PACE_SECONDS = 2 * REPEAT_WINDOW_MS / 1000  # a second act of one reviewer within the window counts as a repeated key


@pytest.fixture
def workbench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workbench]:
    a_workbench(tmp_path).close()
    monkeypatch.setenv("WORKBENCH_DATABASE", str(tmp_path / "desk.sqlite3"))
    st.cache_resource.clear()
    opened = session.workbench()
    yield opened
    opened.close()
    st.cache_resource.clear()


@pytest.fixture
def claim(workbench: Workbench) -> str:
    return workbench.articles.claims(ARTICLE_ID)[0].id


def _review() -> None:
    from claims.screens.review import page

    page()


def _tab(tab: str) -> AppTest:
    test = AppTest.from_function(_review, default_timeout=DRAW_SECONDS)
    test.query_params["article"] = ARTICLE_ID
    test.query_params["tab"] = tab
    test.session_state["_reviewer"] = "Ada"
    test.run()
    assert not test.exception
    return test


def _html(test: AppTest) -> str:
    return " ".join(str(element.proto.body) for element in test.get("html"))


def _note(test: AppTest) -> str:
    (field,) = [one for one in test.text_input if one.label == "Note"]
    return str(field.value)


def _write(test: AppTest, text: str) -> None:
    (field,) = [one for one in test.text_input if one.label == "Note"]
    field.set_value(text).run()
    assert not test.exception


def _press(test: AppTest, label: str) -> None:
    button = next(one for one in test.button if label in one.label)
    button.click().run()
    assert not test.exception


def test_the_first_tabs_verdict_leaves_the_draft_of_the_second(workbench: Workbench, claim: str) -> None:
    one, other = _tab(ONE), _tab(OTHER)
    _write(one, "here")
    _write(other, "there")
    _press(one, "Verified")
    _press(one, "Save without a reason")
    assert [line.note for line in workbench.reviewing.history(ARTICLE_ID)] == ["here"]
    other.run()
    assert _note(other) == "there"
    assert workbench.reviewing.drafts.get(claim, "Ada", OTHER) == Draft("there")


def test_a_draft_of_another_tab_is_offered_as_written_and_taken_over(workbench: Workbench, claim: str) -> None:
    workbench.reviewing.drafts.save(claim, "Ada", Draft("seen <b>there</b>"), OTHER)
    test = _tab(ONE)
    assert "In another tab you wrote" in _html(test)
    assert "“seen &lt;b&gt;there&lt;/b&gt;”" in _html(test)
    assert _note(test) == ""
    _write(test, "Own.")
    _press(test, "Take it over")
    assert _note(test) == "Own. seen <b>there</b>"
    assert "In another tab you wrote" not in _html(test)
    assert workbench.reviewing.drafts.get(claim, "Ada", OTHER) is None


def test_a_draft_of_another_tab_is_discarded_only_on_demand(workbench: Workbench, claim: str) -> None:
    workbench.reviewing.drafts.save(claim, "Ada", Draft("there"), OTHER)
    test = _tab(ONE)
    test.run()
    assert workbench.reviewing.drafts.get(claim, "Ada", OTHER) == Draft("there")
    _press(test, "Discard")
    assert workbench.reviewing.drafts.get(claim, "Ada", OTHER) is None
    assert "In another tab you wrote" not in _html(test)


def test_nobody_is_offered_what_another_reviewer_wrote(workbench: Workbench, claim: str) -> None:
    workbench.reviewing.drafts.save(claim, "Sefa K.", Draft("hers"), OTHER)
    assert "In another tab you wrote" not in _html(_tab(ONE))


def test_a_reload_finds_the_draft_of_its_own_tab(workbench: Workbench) -> None:
    _write(_tab(ONE), "half a sent")
    again = _tab(ONE)
    assert _note(again) == "half a sent"
    assert "In another tab you wrote" not in _html(again)


def test_a_new_tab_gets_an_id_that_stays_in_its_address(workbench: Workbench) -> None:
    test = AppTest.from_function(_review, default_timeout=DRAW_SECONDS)
    test.query_params["article"] = ARTICLE_ID
    test.run()
    first = test.query_params["tab"]
    test.run()
    assert test.query_params["tab"] == first
    assert len(first) == 8


def test_a_stale_button_is_refused_when_another_server_decided(workbench: Workbench, tmp_path: Path) -> None:
    other_server = Workbench.open(str(tmp_path / "desk.sqlite3"))
    test = _tab(ONE)
    _write(test, "seen")
    theirs = other_server.reviewing.judge(act(other_server, 1, "disputed"))
    time.sleep(PACE_SECONDS)
    _press(test, "Verified")
    assert "⇄ Not saved." in _html(test)
    assert workbench.reviewing.history(ARTICLE_ID) == [theirs]
    assert _note(test) == "seen"
    other_server.close()


def _stale_press() -> None:
    import streamlit as st

    from claims.review.verdict import Verdict
    from claims.screens import messages, session
    from claims.screens.review import decision, page
    from claims.screens.review.seen import Seen, ShownPassages

    page()
    if st.session_state.get("stale"):
        # The page was read again since the button was drawn, as when a note's last letters arrive before the press.
        article = session.place("article")
        claim = session.workbench().articles.claims(article)[0]
        seen = Seen(article, claim.id, session.reviewer(), claim.version, None)
        decision.choose(seen, Verdict.VERIFIED, ShownPassages())
        decision.answer(seen, Verdict.VERIFIED, "", ShownPassages())
        messages.draw()


def test_a_button_decides_on_what_it_was_drawn_with_and_not_on_what_was_read_since(
    workbench: Workbench, tmp_path: Path
) -> None:
    other_server = Workbench.open(str(tmp_path / "desk.sqlite3"))
    theirs = other_server.reviewing.judge(act(other_server, 1, "disputed"))
    test = AppTest.from_function(_stale_press, default_timeout=DRAW_SECONDS)
    test.query_params["article"] = ARTICLE_ID
    test.query_params["claim"] = workbench.articles.claims(ARTICLE_ID)[0].id
    test.session_state["_reviewer"] = "Ada"
    test.session_state["stale"] = True
    test.run()
    assert not test.exception
    assert "⇄ Not saved." in _html(test)
    assert workbench.reviewing.history(ARTICLE_ID) == [theirs]
    other_server.close()


def test_a_verdict_given_on_another_server_while_the_reason_is_asked_is_not_written_over(
    workbench: Workbench, tmp_path: Path
) -> None:
    other_server = Workbench.open(str(tmp_path / "desk.sqlite3"))
    test = _tab(ONE)
    _write(test, "seen")
    _press(test, "Verified")
    theirs = other_server.reviewing.judge(act(other_server, 1, "disputed"))
    time.sleep(PACE_SECONDS)
    _write(test, "seen again")  # draws the page anew, with their verdict on it
    _press(test, "Save without a reason")
    assert "⇄ Not saved." in _html(test)
    assert workbench.reviewing.history(ARTICLE_ID) == [theirs]
    other_server.close()


def test_undo_takes_back_nothing_that_was_decided_on_another_server_since(
    workbench: Workbench, tmp_path: Path
) -> None:
    other_server = Workbench.open(str(tmp_path / "desk.sqlite3"))
    other_server.reviewing.judge(act(other_server, 1))
    test = _tab(ONE)
    time.sleep(PACE_SECONDS)
    other_server.reviewing.judge(act(other_server, 2))
    time.sleep(PACE_SECONDS)
    _press(test, "Undo")
    assert "in another window" in _html(test)
    assert len(workbench.reviewing.history(ARTICLE_ID)) == 2
    other_server.close()
