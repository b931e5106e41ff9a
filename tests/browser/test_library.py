"""The library page as a person uses it: a feed comes in, is corrected, named otherwise, and deleted."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sources.store.listing import ROWS
from tests.browser.harness import RUN_MILLISECONDS, Server, open_page, settled

SLOW = 3 * RUN_MILLISECONDS
pytestmark = [pytest.mark.browser, pytest.mark.model]
FEED = """<rss version="2.0"><channel><title>Quellhaven Evening Herald</title>
<item><title>Ferries stop</title><link>https://herald.example/ferries</link>
  <pubDate>Mon, 4 May 2026 09:00:00 GMT</pubDate>
  <description>Twelve ferries were stopped on Monday.</description></item>
<item><title>Pier opens &lt;b&gt;soon&lt;/b&gt;</title>
  <description>The pier opens in June, the council said.</description></item>
</channel></rss>"""


def test_a_feed_is_brought_in_corrected_named_and_deleted(server: Server, page: Page, tmp_path: Path) -> None:
    feed = tmp_path / "news.xml"
    feed.write_text(FEED)
    open_page(page, f"{server.url}/library")
    expect(page.get_by_text("No sources yet")).to_be_visible()
    page.locator("input[type=file]").set_input_files(feed)
    expect(page.get_by_test_id("stFileChip")).to_have_count(1)  # the button rests until all is uploaded
    page.get_by_role("button", name="Add to the library").click()
    expect(page.locator(".wb-log").get_by_text("✓ added")).to_have_count(2, timeout=SLOW)
    settled(page, timeout=SLOW)
    expect(page.locator(".wb-meta")).to_contain_text("2 sources · 2 passages")
    expect(page.get_by_text("not prepared")).to_have_count(0)

    page.get_by_role("button", name="Correct details").click()
    settled(page)
    page.get_by_role("textbox", name="Author").fill("Ada Holm")
    page.get_by_role("button", name="Save details").click()
    settled(page)
    expect(page.locator(".wb-about")).to_contain_text("Ada Holm")

    def name(alias: str) -> None:
        page.get_by_role("textbox", name="Name", exact=True).fill(alias)
        page.get_by_role("combobox", name="Stands for").click()
        page.get_by_role("option", name="Quellhaven Evening Herald").click()
        page.get_by_role("button", name="Add name").click()
        settled(page)

    name("the agency")
    expect(page.get_by_text("says what somebody is, not who")).to_be_visible()
    name("The Owl")
    expect(page.locator(".wb-pairs")).to_contain_text("The Owl")

    page.get_by_role("button", name="Delete", exact=True).click()
    settled(page)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Verdicts keep the excerpts they were given on")
    dialog.get_by_role("button", name="Keep it").click()
    settled(page)
    expect(page.locator(".wb-meta")).to_contain_text("2 sources")
    page.get_by_role("button", name="Delete", exact=True).click()
    settled(page)
    page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    settled(page)
    expect(page.locator(".wb-meta")).to_contain_text("1 source · 1 passage")
    expect(page.get_by_text("Taken out of the library.")).to_be_visible()
    page.reload()
    settled(page)
    expect(page.locator(".wb-meta")).to_contain_text("1 source")


# Of the rows that are in sight: cells whose words are cut without an ellipsis, and titles that are cut.
_CUT = """() => {
  const rows = [...document.querySelectorAll(".wb-shelf tbody tr")];
  const parts = row => [...row.querySelectorAll("td, td > a, td > span")];
  const cut = part => part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflow !== "visible";
  return {
    hard: rows.flatMap(parts).filter(part => cut(part) && getComputedStyle(part).textOverflow !== "ellipsis").length,
    titles: rows.filter(row => parts(row).some(cut)).map(row => row.rowIndex),
    sideways: document.documentElement.scrollWidth > window.innerWidth,
  };
}"""
_SEEN = """() => {
  const list = document.querySelector(".st-key-shelf-list").getBoundingClientRect();
  const row = document.querySelector(".wb-shelf tr.here").getBoundingClientRect();
  return row.top >= list.top && row.bottom <= list.bottom + 1;
}"""
_AT = "() => document.activeElement.getAttribute('data-to')"


def _many_sources(server: Server, page: Page, folder: Path) -> None:
    """Bring in more sources than a page of the list has, with titles longer than their column, and open the list."""
    long = "of the northern line came late again and waited outside the harbour for hours without fuel"
    long += ", while its crew asked the pier office in vain for a berth, a pilot and a tank of oil"
    rows = "\n".join(
        f'"Ferry {n:03} {long}",Radio Merrow,"Ferry {n} was late, the pier office said. Nobody was hurt."'
        for n in range(ROWS + 30)
    )
    table = folder / "ferries.csv"
    table.write_text(f"title,publisher,text\n{rows}\n")
    open_page(page, f"{server.url}/library")
    page.locator("input[type=file]").set_input_files(table)
    expect(page.get_by_test_id("stFileChip")).to_have_count(1)
    page.get_by_role("button", name="Add to the library").click()
    expect(page.locator(".wb-meta")).to_contain_text(f"{ROWS + 30} sources", timeout=SLOW)
    expect(page.locator(".wb-log")).to_contain_text("✓ added", timeout=SLOW)
    settled(page, timeout=SLOW)
    open_page(page, f"{server.url}/library")


def test_the_list_is_gone_through_by_keyboard_and_nothing_of_it_is_cut_without_a_sign(
    server: Server, page: Page, tmp_path: Path
) -> None:
    _many_sources(server, page, tmp_path)
    found = page.evaluate(_CUT)
    assert found["hard"] == 0
    assert found["titles"] == list(range(2, ROWS + 1))  # the first is looked at, and is there in full
    page.locator(".wb-shelf a").first.focus()
    for _ in range(40):
        page.keyboard.press("ArrowDown")
    at = page.evaluate(_AT)
    assert page.evaluate(_CUT)["titles"] == [*range(2, 41), *range(42, ROWS + 1)]  # nor is that with the cursor cut
    page.keyboard.press("Enter")
    settled(page)
    expect(page.locator(".wb-shelf tr.here")).to_contain_text("Ferry 040")
    expect(page.locator(".wb-src h3")).to_contain_text("Ferry 040")
    assert page.evaluate(_AT) == at
    page.reload()
    settled(page)
    expect(page.locator(".wb-shelf tr.here")).to_contain_text("Ferry 040")
    assert page.evaluate(_SEEN)
    page.get_by_role("button", name="Later").click()
    settled(page)
    expect(page.locator(".wb-shelf tbody tr")).to_have_count(30)
    expect(page.locator(".wb-shelf tr.here")).to_contain_text(f"Ferry {ROWS}")
    for width, height in ((390, 844), (720, 450), (1280, 720)):
        page.set_viewport_size({"width": width, "height": height})
        found = page.evaluate(_CUT)
        assert (found["hard"], found["sideways"]) == (0, False), width
        if width <= 900:
            assert found["titles"] == [], width


def test_many_are_chosen_by_keyboard_and_by_a_press_anywhere_on_a_row(
    server: Server, page: Page, tmp_path: Path
) -> None:
    _many_sources(server, page, tmp_path)
    page.locator(".st-key-choose-many label").click()
    settled(page)
    boxes = page.locator(".wb-shelf tbody .wb-box")
    boxes.nth(2).focus()
    page.keyboard.press("Space")
    settled(page)
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")
    settled(page)
    expect(page.get_by_text("4 sources chosen")).to_be_visible()
    assert page.evaluate(_AT) == boxes.nth(5).get_attribute("data-to")
    page.locator(".wb-shelf tbody tr").nth(3).click()
    settled(page)
    expect(page.get_by_text("3 sources chosen")).to_be_visible()
    page.locator(".st-key-library-search input").fill("ferry 007 hurt")
    page.keyboard.press("Enter")
    expect(page.get_by_text("0 sources chosen")).to_be_visible()
    expect(page.locator(".wb-shelf tbody tr").first.locator(".wb-word").first).to_be_visible()
