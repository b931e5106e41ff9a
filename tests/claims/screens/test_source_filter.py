"""The choice of sources that are searched: what it says, what it keeps, and how it is given up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from claims.screens import session
from sources.source import Document


@pytest.fixture(autouse=True)
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("WORKBENCH_DATABASE", str(tmp_path / "desk.sqlite3"))
    monkeypatch.setenv("WORKBENCH_MODEL", str(tmp_path / "no model"))  # nothing here needs vectors
    st.cache_resource.clear()
    session.workbench().library.add(
        [
            Document(text="The pier was closed.", kind="txt", publisher="Tideway News", published=date(2026, 5, 1)),
            Document(text="The pier is open.", kind="html", publisher="Radio Merrow", published=date(2026, 5, 3)),
        ]
    )
    yield
    session.workbench().close()
    st.cache_resource.clear()


def _control() -> None:
    import streamlit as st

    from claims.screens import session
    from claims.screens.review import source_filter

    if st.toggle("On this page", value=True):
        source_filter.control(session.workbench())
    chosen = source_filter.chosen()
    st.text(f"{chosen.publishers} {chosen.kinds} {chosen.since} {chosen.until}")


def _drawn() -> AppTest:
    test = AppTest.from_function(_control, default_timeout=60).run()
    assert not test.exception
    return test


def _menu(test: AppTest) -> str:
    """Return the name of the menu, as it is shown."""
    return str(test.get("popover")[0].proto.popover.label).replace("\\", "")


def test_all_sources_are_searched_until_a_person_chooses_some() -> None:
    test = _drawn()
    assert test.text[0].value == "() () None None"
    publishers, kinds = test.multiselect
    assert publishers.options == ["Radio Merrow", "Tideway News"]
    publishers.set_value(["Tideway News"]).run()
    kinds.set_value(["txt"]).run()
    test.date_input[0].set_value(date(2026, 5, 1)).run()
    assert test.text[0].value == "('Tideway News',) ('txt',) 2026-05-01 None"


def test_the_choice_outlives_another_page_and_ends_with_one_press() -> None:
    test = _drawn()
    test.multiselect[0].set_value(["Radio Merrow"]).run()
    test.toggle[0].set_value(False).run()
    assert test.text[0].value == "('Radio Merrow',) () None None"
    test.toggle[0].set_value(True).run()
    assert test.multiselect[0].value == ["Radio Merrow"]
    assert _menu(test) == "! Only: Radio Merrow"
    test.button(key="narrow-clear").click().run()
    assert _menu(test) == "All sources searched"
    assert test.text[0].value == "() () None None"
    assert test.multiselect[0].value == []
