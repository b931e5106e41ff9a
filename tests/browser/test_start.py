"""The workbench starts, shows a page, and comes back after a kill."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.harness import open_page, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.harness import Server

pytestmark = pytest.mark.browser


def test_the_start_page_offers_the_example_to_a_browser_that_was_never_here(
    cold_server: Server, page_of_a_new_browser: Page
) -> None:
    page = page_of_a_new_browser
    open_page(page, cold_server.url)
    expect(page.get_by_role("button", name="Load the example")).to_be_visible()


def test_an_open_page_finds_the_server_again_after_a_kill(cold_server: Server, page: Page) -> None:
    open_page(page, cold_server.url)
    cold_server.restart()
    page.reload()
    settled(page)
    expect(page.get_by_role("button", name="Load the example")).to_be_visible()


def test_ctrl_c_ends_the_server_quietly(cold_server: Server) -> None:
    assert cold_server.stop() == 0
    assert "Stopping..." in cold_server.log()
    assert "Aborted!" not in cold_server.log()
