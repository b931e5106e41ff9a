"""The library page as a person uses it: a feed comes in, is corrected, named otherwise, and deleted."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

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
    expect(page.locator(".wb-meta")).to_contain_text("embedded with", timeout=SLOW)  # the model is loaded
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
