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

from tests.browser.harness import RUN_MILLISECONDS, Server, decide, open_page, press, running, settled
from tests.mediawiki import API, HOST, a_wiki
from tests.sources.finding.make_zim import make_zim
from tests.sources.reading.web import answer, serving

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.model]

ARTICLE = """Pier at Merrow closed for good

3 May 2024

The pier of Merrow closed in 1986. Anna Holm built the pier.
"""
PAGES = {
    "Merrow pier": "The pier of Merrow was finished in 1894. It was built by Anna Holm.\n\nThe pier closed in 1984.",
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
    expect(page.get_by_text("No place is set up")).to_be_visible()

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

    pin = _exported_pin(page)
    assert pin["url"] == "https://book.example/Merrow_pier"
    assert "The pier closed in 1984." in pin["excerpt"]


def _exported_pin(page: Page) -> dict[str, str]:
    """Return the one pin of the one disputed claim in the verdict CSV."""
    _go(page, "Report")
    with page.expect_download() as download:
        page.get_by_role("button", name="Verdict CSV", exact=True).click()
    rows = pd.read_csv(BytesIO(Path(download.value.path()).read_bytes()), dtype=str, keep_default_na=False)
    (row,) = rows[rows["verdict"] == "disputed"].to_dict("records")
    (pin,) = json.loads(row["evidence"])
    assert isinstance(pin, dict)
    return pin


def _switch_on(page: Page, *settings: str) -> None:
    for setting in settings:
        page.locator(f".st-key-asked-finding-{setting} label").click()
        settled(page)


def _name_place(page: Page, kind: str, label: str, address: str) -> None:
    page.get_by_role("textbox", name=label).fill(address)
    page.locator(f'[class*="st-key-place-save-{kind}"] button').click()
    settled(page)


def test_a_reviewer_without_sources_finds_pins_and_exports_evidence_from_a_real_wiki(
    page: Page, tmp_path: Path
) -> None:
    (tmp_path / "wiki").mkdir()
    with (
        a_wiki(tmp_path / "wiki", PAGES) as wiki,
        running(Server(tmp_path / "server", sites={HOST: wiki.port})) as server,
    ):
        _paste(page, server)
        _go(page, "Settings")
        _switch_on(page, "outside", "mediawiki")
        _name_place(page, "mediawiki", "The address of the wiki's api.php", API)
        expect(page.locator(".st-key-set-places")).to_contain_text(f"{HOST}! outside this machine")

        _go(page, "Review")
        press(page, "q")
        words = page.get_by_role("textbox", name="Words that are asked")
        expect(words).to_have_value(re.compile(r"Merrow.* 1986"))
        expect(page.locator(".wb-places")).to_contain_text(f"{HOST} ! outside: the words are sent there")
        expect(page.locator(".wb-found")).to_have_count(0)  # nothing is asked before a person says so
        page.locator(".st-key-find-ask button").click()
        first = page.locator(".wb-found").first
        expect(first.locator("h3")).to_have_text("Merrow pier", timeout=RUN_MILLISECONDS)
        expect(first.locator("mark.x")).to_have_text("1984")
        settled(page)

        press(page, "p")
        expect(page.locator(".wb-inhand")).to_contain_text("■ Evidence")
        decide(page, "d")
        expect(page.locator(".wb-saved")).to_contain_text("disputed")
        pin = _exported_pin(page)
        assert pin["url"] == f"http://{HOST}/w/index.php/Merrow_pier"
        assert "The pier closed in 1984." in pin["excerpt"]


def test_a_search_engine_that_fails_says_so_while_another_place_answers(page: Page, tmp_path: Path) -> None:
    archive = make_zim(tmp_path / "merrow.zim", PAGES)
    busy = answer(b"slow down", status="429 Too Many Requests")
    with (
        serving({"search.example/search": busy}) as site,
        running(Server(tmp_path / "server", sites={"search.example": site.port})) as server,
    ):
        _paste(page, server)
        _name_archive(page, archive)
        page.locator(".st-key-fetching-allowed label").click()
        settled(page)
        _switch_on(page, "outside", "searxng")
        _name_place(page, "searxng", "The address of SearXNG", "http://search.example")

        _go(page, "Review")
        press(page, "q")
        page.locator(".st-key-find-ask button").click()
        expect(page.locator(".wb-found").first.locator("h3")).to_have_text("Merrow pier", timeout=RUN_MILLISECONDS)
        failed = page.locator(".st-key-finding .wb-msg.un")
        expect(failed).to_have_text("! “search.example” asks not to be read so often (429).")
        expect(page.locator(".st-key-finding")).to_contain_text("3 places answered")
        settled(page)

        press(page, "p")
        expect(page.locator(".wb-inhand")).to_contain_text("■ Evidence")
        asked = page.locator("[data-more=asked]")
        asked.locator("summary").click()
        expect(asked.locator("tr", has_text="search.example")).to_contain_text("asks not to be read so often (429).")
        assert len(site.asked) == 1
