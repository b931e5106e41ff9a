"""Each open tab has an id of its own; a reload keeps it, a duplicate gets another."""

from __future__ import annotations

from claims.screens.tabs import Tabs

GIVEN = "0123abcd"


def test_a_tab_that_is_reloaded_keeps_its_id_because_the_session_before_is_closed() -> None:
    tabs, open_sessions = Tabs(), {"first"}
    assert tabs.claim(GIVEN, "first", open_sessions.__contains__) == GIVEN
    open_sessions = {"second"}
    assert tabs.claim(GIVEN, "second", open_sessions.__contains__) == GIVEN


def test_a_duplicate_of_an_open_tab_gets_an_id_of_its_own_and_keeps_that() -> None:
    tabs, open_sessions = Tabs(), {"first", "second"}
    tabs.claim(GIVEN, "first", open_sessions.__contains__)
    another = tabs.claim(GIVEN, "second", open_sessions.__contains__)
    assert another != GIVEN
    assert tabs.claim(another, "second", open_sessions.__contains__) == another
    assert tabs.claim(GIVEN, "first", open_sessions.__contains__) == GIVEN


def test_what_is_no_id_is_replaced() -> None:
    for wanted in ("", "x", "0123ABCD", "0123abcd\n", "../../etc", "0" * 10_000):
        assert Tabs().claim(wanted, "first", lambda _: True) != wanted


def test_a_server_that_runs_for_long_forgets_closed_tabs() -> None:
    tabs = Tabs()
    first = tabs.claim("", "open", lambda _: True)
    for number in range(3_000):
        tabs.claim("", f"closed {number}", "open".__eq__)
    assert len(tabs._owners) <= 1_001
    assert tabs.claim(first, "another", "open".__eq__) != first
