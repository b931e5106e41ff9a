"""Axe finds nothing on any page and state, in both themes and on a small window."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from tests.browser.gallery import SIZES, STATES, Place, filled
from tests.browser.harness import Server, settled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.model, pytest.mark.xdist_group("test_accessibility")]

# WCAG 2.2 A and AA. Streamlit's own data grid has an empty heading, which is a rule of good practice and of no level.
_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """One server for all states."""
    server = Server(tmp_path_factory.mktemp("server"))
    found = filled(server)
    server.start()
    yield found
    server.stop()


def _faults(page: Page) -> list[str]:
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("async options => (await axe.run(document, options)).violations", _RULES)
    return [
        f"{one['id']}: {node['target']} {json.dumps(node['any'][:1])[:200]}" for one in found for node in one["nodes"]
    ]


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(place: Place, page: Page, state: str) -> None:
    STATES[state](page, place)
    found = []
    for theme, width in (("light", 1440), ("dark", 1440), ("light", 390)):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": SIZES[width]})
        settled(page)
        found += [f"{theme} {width}: {fault}" for fault in _faults(page)]
    assert not found, "\n".join(found)
