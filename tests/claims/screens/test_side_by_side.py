"""The columns side by side: what each names, and how a reviewer puts another passage into a column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from claims.screens import session

pytestmark = pytest.mark.model


@pytest.fixture(autouse=True)
def workbench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("WORKBENCH_DATABASE", str(tmp_path / "desk.sqlite3"))
    st.cache_resource.clear()
    yield
    session.workbench().close()
    st.cache_resource.clear()


def _compared() -> None:
    from datetime import date

    import streamlit as st

    from claims.claim import Attribution, Claim
    from claims.screens import session
    from claims.screens.review import side_by_side
    from claims.screens.review.seen import Seen
    from sources.language.span import Span
    from tests.claims.screens.making_passages import candidate, matches

    span = Span(0, 4)
    named = (Attribution("Wire", "according to"),)
    claim = Claim("clm-1", "art-1", 1, "52 hangers are cracked.", "", span, span, named, numbers=("52",))
    rows = [
        candidate(name, 0, rank, differs=name == "herald")
        for rank, name in enumerate(("wire", "herald", "radio", "paper", "mail"), 1)
    ]
    found = matches(*rows, origins=(("wire", "paper"),))
    shown = side_by_side.arranged(found, (), claim.id)
    seen = Seen("art-1", claim.id, "Ada", 1, None)
    st.html(side_by_side.told(claim))
    side_by_side.choose_columns()
    near = {(one.source.id, one.passage.ordinal): (0, 28) for one in rows}
    side_by_side.draw(
        session.workbench(), claim, found, shown, date(2026, 5, 14), (), keys=True, seen=seen, near=near
    )


def _html(test: AppTest) -> str:
    return " ".join(str(element.proto.body) for element in test.get("html"))


def _publishers(test: AppTest) -> list[str]:
    return re.findall(r"<h3[^>]*>(.*?)</h3>", _html(test))


def _drawn() -> AppTest:
    test = AppTest.from_function(_compared, default_timeout=60).run()
    assert not test.exception
    return test


def test_each_column_says_whom_the_passage_names_and_its_figures_beside_those_of_the_claim() -> None:
    shown = _html(_drawn())
    assert "<b>The claim:</b> according to Wire · figures 52 · no dates" in shown
    # Of the sentence that is marked, not of the passage: who said so, and when, is in neither.
    assert (
        shown.count('<p class="wb-here"><span class="wb-told "><b>Here:</b> names nobody · figures 38 · no dates')
        == 3
    )
    assert "≠ Number:" in shown


def test_a_passage_put_into_a_column_changes_places_with_the_one_that_stood_there() -> None:
    test = _drawn()
    assert _publishers(test) == ["wire", "herald", "radio"]
    first = next(box for box in test.selectbox if box.label == "Passage in column 1")
    assert first.options[1:3] == ["2 ≠ herald (column 2)", "3 radio (column 3)"]
    first.set_value(1).run()
    assert _publishers(test) == ["herald", "wire", "radio"]
    last = next(box for box in test.selectbox if box.label == "Passage in column 3")
    last.set_value(3).run()
    assert _publishers(test) == ["herald", "wire", "paper"]
    assert "<b>Same origin as 2</b>, counted once." in _html(test)


def test_two_to_four_sources_stand_side_by_side() -> None:
    test = _drawn()
    for number in (2, 4):
        test.segmented_control(key="side-columns").set_value(number).run()
        assert _publishers(test) == ["wire", "herald", "radio", "mail"][:number]  # the paper only copied the wire
