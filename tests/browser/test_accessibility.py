"""Axe finds nothing on any page and state, in both themes and on a small window."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from tests.browser.gallery import SIZES, STATES, Place
from tests.browser.harness import settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.model, pytest.mark.xdist_group("test_accessibility")]

# WCAG 2.2 A and AA. Streamlit's own data grid has an empty heading, which is a rule of good practice and of no level.
_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}


def _faults(page: Page) -> list[str]:
    if not page.evaluate("'axe' in window"):
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


# Links and lines of our own less than 24 pixels high or wide; where a whole row is the target, the row counts.
_SMALL = """() => [...document.querySelectorAll(".stHtml a[data-to], .stHtml summary")].filter(part => {
  const row = part.closest(".wb-shelf tr") || part, box = row.getBoundingClientRect();
  return part.checkVisibility({ visibilityProperty: true }) && box.width && Math.min(box.width, box.height) < 23.9;
}).map(part => part.innerText.slice(0, 40))"""


@pytest.mark.parametrize("state", ["report", "report-list", "history", "library"])
def test_every_link_of_a_table_and_of_a_number_is_large_enough_to_press(place: Place, page: Page, state: str) -> None:
    STATES[state](page, place)
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": SIZES[width]})
        assert page.evaluate(_SMALL) == [], width
