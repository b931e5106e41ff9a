"""Evidence for an article without a library: an offline archive is named, asked, pinned from, and exported."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from playwright.sync_api import expect

from tests.browser.harness import RUN_MILLISECONDS, decide, open_page, press, settled
from tests.sources.finding.make_zim import make_zim

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.harness import Server

pytestmark = [pytest.mark.browser, pytest.mark.model]

ARTICLE = """Pier at Merrow closed for good

3 May 2024

The pier of Merrow closed in 1986. Anna Holm built the pier.
"""
PAGES = {
    "Merrow pier": "The pier of Merrow was opened in 1894. It was built by Anna Holm.\n\nThe pier closed in 1984.",
    "Merrow": "Merrow is a town by the sea. Merrow has a pier and a harbour.",
    "Holm": "Holm is a surname. Anna Holm built piers, and Jan Holm sold boats.",
}


def _go(page: Page, title: str) -> None:
    page.get_by_test_id("stTopNavLink").filter(has_text=title).click()
    settled(page)


def _paste(page: Page, server: Server) -> None:
    open_page(page, server.url)
    page.get_by_role("textbox", name="The article's text").fill(ARTICLE)
    page.get_by_role("button", name="Split into claims").click()
    page.wait_for_url(re.compile("/review"), timeout=2 * RUN_MILLISECONDS)  # the parser loads
    settled(page)


def _name_archive(page: Page, path: Path) -> None:
    _go(page, "Settings")
    page.get_by_role("textbox", name="ZIM files").fill(str(path))
    page.locator('[class*="st-key-place-save-zim"] button').click()
    expect(page.locator(".st-key-set-places")).to_contain_text("Book of Merrow", timeout=RUN_MILLISECONDS)
    settled(page)


def test_a_reviewer_without_sources_finds_pins_and_exports_evidence(
    server: Server, page: Page, tmp_path: Path
) -> None:
    archive = make_zim(tmp_path / "merrow.zim", PAGES)
    _paste(page, server)
    expect(page.get_by_text("The library is empty.")).to_be_visible(timeout=RUN_MILLISECONDS)
    press(page, "q")
    expect(page.get_by_text("No place to look in.")).to_be_visible()

    _name_archive(page, archive)
    page.get_by_role("button", name="Test the places").click()
    expect(page.locator(".st-key-set-places")).to_contain_text("✓ answered in", timeout=RUN_MILLISECONDS)

    _go(page, "Review")
    expect(page.get_by_role("textbox", name="Words that are asked")).to_have_value(re.compile(r"Merrow.* 1986"))
    expect(page.locator(".wb-places")).to_contain_text("Book of Merrow on this machine")
    page.locator(".st-key-find-ask button").click()
    first = page.locator(".wb-found").first
    expect(first.locator("h3")).to_have_text("Merrow pier", timeout=RUN_MILLISECONDS)
    expect(first.locator("mark.x")).to_have_text("1984")
    settled(page)

    press(page, "t")
    expect(page.locator(".wb-inhand .nr")).to_have_text("2")
    press(page, "a")
    expect(page.locator(".wb-inhand")).to_contain_text("In the library")
    for _ in range(page.locator(".st-key-finding .wb-found[class*=wb-found] .nr").count() - 1):
        press(page, "t")
    expect(page.locator(".wb-inhand .nr")).to_have_text("1")
    press(page, "p")
    expect(page.locator(".wb-inhand")).to_contain_text("■ Evidence")
    decide(page, "d")
    expect(page.locator(".wb-saved")).to_contain_text("disputed")

    _go(page, "Report")
    with page.expect_download() as download:
        page.get_by_role("button", name="Verdict CSV", exact=True).click()
    rows = pd.read_csv(BytesIO(Path(download.value.path()).read_bytes()), dtype=str, keep_default_na=False)
    (row,) = rows[rows["verdict"] == "disputed"].to_dict("records")
    (pin,) = json.loads(row["evidence"])
    assert pin["url"] == "https://book.example/Merrow_pier"
    assert "The pier closed in 1984." in pin["excerpt"]
