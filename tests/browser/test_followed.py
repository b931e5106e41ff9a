"""A feed and a folder are followed: what is new comes by itself, is counted, and is taken out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.harness import RUN_MILLISECONDS, Server, open_page, running, settled
from tests.sources.reading.make_feed import make_feed
from tests.sources.reading.web import Answer, answer, serving

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.model]

ENTRIES = {"n-1": "The pier closed. It closed on Monday."}
LATER = {"n-2": "The ferry sank. Nobody was hurt."} | ENTRIES


def _follow(page: Page, where: str) -> None:
    page.get_by_role("button", name="Follow a feed or a folder").click()
    page.get_by_role("textbox", name="Address of a feed").fill(where)
    page.locator(".st-key-follow-where").locator(
        "xpath=ancestor::form | ancestor::*[@data-testid='stForm']"
    ).get_by_role("button", name="Follow", exact=True).click()
    settled(page)


def test_a_reviewer_follows_a_feed_and_a_folder_and_finds_what_is_new_after_a_restart(
    page: Page, tmp_path: Path
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "report.txt").write_text("The harbour has three quays.")
    routes: dict[str, Answer | list[Answer]] = {
        "wire.example/feed": [answer(make_feed(ENTRIES)), answer(make_feed(LATER))]
    }
    with (
        serving(routes) as site,
        running(Server(tmp_path / "server", sites={"wire.example": site.port})) as server,
    ):
        section = page.locator(".st-key-followed")
        open_page(page, f"{server.url}/library")
        _follow(page, "http://wire.example/feed")
        expect(section).to_contain_text("✗ Not followed. Reading from addresses is switched off")
        assert site.asked == []

        open_page(page, f"{server.url}/settings")
        page.locator(".st-key-fetching-allowed label").click()
        settled(page)
        open_page(page, f"{server.url}/library")
        _follow(page, "http://wire.example/feed")
        expect(section).to_contain_text("wire.example ! outside this machine · 1 new", timeout=RUN_MILLISECONDS)
        _follow(page, str(inbox))
        expect(section).to_contain_text("inbox on this machine · 1 new", timeout=RUN_MILLISECONDS)
        expect(page.locator(".wb-mast")).to_contain_text("2 sources")

        (inbox / "later.txt").write_text("The quay was sold to a bank.")
        server.restart()
        open_page(page, f"{server.url}/library")
        expect(page.locator(".wb-mast")).to_contain_text("4 sources", timeout=RUN_MILLISECONDS)
        settled(page)
        assert len(site.asked) == 2

        section.get_by_role("button", name="Delete the 1 new source").first.click()
        settled(page)
        page.get_by_role("dialog").get_by_role("button", name="Delete 1").click()
        settled(page)
        expect(section).to_contain_text("1 source deleted; a later check does not add them again.")
        section.get_by_role("button", name="Check now").click()
        settled(page)
        expect(section.get_by_role("button", name="Check now")).to_be_visible(timeout=RUN_MILLISECONDS)
        expect(page.locator(".wb-mast")).to_contain_text("3 sources")
