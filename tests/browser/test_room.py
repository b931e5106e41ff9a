"""What gets the room on library, report and versions, wide and narrow, measured on the states of the gallery."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.gallery import SIZES, STATES, Place
from tests.browser.harness import settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.model, pytest.mark.xdist_group("test_room")]

_TOP = "selector => [...document.querySelectorAll(selector)].at(-1).getBoundingClientRect().top"
_REACHED = """list => document.activeElement.closest(list) ? "list"
  : document.activeElement.closest(".st-key-bringin") ? "ways" : ''"""
_CUT_TITLES = """() => [...document.querySelectorAll(".wb-shelf td.wb-tt > a")].filter(
  title => title.scrollWidth > title.clientWidth + 1).map(title => title.innerText)"""
# Cells of a table that take room and have nothing in them, and rows whose parts lie on each other.
_EMPTY = """table => [...document.querySelectorAll(`${table} tbody td`)].filter(
  cell => !cell.innerText.trim() && cell.getBoundingClientRect().width > 0).length"""
_OVER = """table => [...document.querySelectorAll(`${table} tbody tr`)].filter(row => {
  const boxes = [...row.children].map(part => part.getBoundingClientRect()).filter(box => box.width);
  return boxes.some((one, at) => boxes.slice(at + 1).some(other => one.left < other.right - 1
    && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1));
}).length"""


def _sized(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": SIZES[width]})
    page.wait_for_timeout(400)


@pytest.mark.parametrize(
    ("state", "head", "listed", "ways"),
    [
        ("library", ".st-key-shelf-tools", ".st-key-source-card", "Add sources"),
        ("articles", ".wb-ways", "[class*=st-key-row-]", "Bring in an article"),
    ],
)
def test_in_a_narrow_window_what_is_there_comes_before_the_ways_to_add_more(
    place: Place, page: Page, state: str, head: str, listed: str, ways: str
) -> None:
    STATES[state](page, place)
    for width in (768, 390):
        _sized(page, width)
        assert page.evaluate(_TOP, head) < SIZES[width] / 4
        assert page.evaluate(_TOP, ".st-key-bringin") > page.evaluate(_TOP, listed)
        page.locator(".st-key-who button").focus()
        reached = ""
        for _ in range(20):
            page.keyboard.press("Tab")
            reached = reached or page.evaluate(_REACHED, f"{head}, {listed}")
        assert reached == "list"
        page.get_by_role("link", name=ways).click()
        expect(page.get_by_role("heading", name=ways)).to_be_in_viewport()
    _sized(page, 1440)
    assert page.get_by_role("link", name=ways).count() == 0  # they stand beside the list


_SHARE = (
    "() => document.querySelector('.wb-shelf td.wb-tt').offsetWidth / document.querySelector('.wb-shelf').offsetWidth"
)


def test_titles_have_the_room_beside_a_shared_report_and_pins(place: Place, page: Page) -> None:
    STATES["library"](page, place)
    for width, cut in ((1440, 0), (1366, 0), (1280, 2)):
        _sized(page, width)
        assert page.evaluate(_SHARE) > 0.42
        assert page.locator(".wb-shelf th").all_inner_texts() == [
            "Publisher", "Title", "Published", "Kind", "Same report as", "Pinned"
        ]  # fmt: skip
        assert len(page.evaluate(_CUT_TITLES)) <= cut, width


@pytest.mark.parametrize(("state", "table"), [("versions-compared", ".wb-versions"), ("report", ".wb-differ")])
def test_on_a_telephone_no_cell_is_empty_and_none_lies_on_another(
    place: Place, page: Page, state: str, table: str
) -> None:
    STATES[state](page, place)
    settled(page)
    for width in (1440, 768):
        _sized(page, width)
        assert page.evaluate(_OVER, table) == 0
    _sized(page, 390)
    assert page.evaluate(_EMPTY, table) == 0
    assert page.evaluate(_OVER, table) == 0
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
