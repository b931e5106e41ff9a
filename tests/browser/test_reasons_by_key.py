"""Reasons by digit, and Esc out of every field: no letter is lost in a box, and no Enter presses something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from claims.workbench import Workbench
from tests.browser.harness import open_page, press, settled, store

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.harness import Server

pytestmark = [pytest.mark.browser, pytest.mark.model]

SOURCE = (
    b"Publisher: Lorn Gazette\n\nThe pier of Lorn was shut on Monday. Nine ships left the port of Lorn on Monday."
)
TEXT = (
    "Pier shut\n\n4 May 2026\n\nThe pier of Lorn was shut on Monday. Nine ships left the port of Lorn. A crane fell."
)


@pytest.fixture
def article(server: Server, page: Page) -> str:
    """An article of three claims with one source, opened at the first claim with its passages."""
    article = store(server.address, TEXT, {"gazette.txt": SOURCE})
    open_page(page, f"{server.url}/review?article={article}")
    page.locator(".wb-cand").first.wait_for(timeout=180_000)  # the first one waits for the models
    settled(page)
    return article


def _decided(server: Server, article: str) -> list[tuple[str, str]]:
    workbench = Workbench.open(f"sqlite:///{server.database}")
    decided = [(judgement.value, judgement.reason) for judgement in workbench.reviewing.history(article)]
    workbench.close()
    return decided


def _cursor(page: Page) -> str:
    return str(page.evaluate("document.activeElement.tagName"))


def test_a_dispute_with_a_reason_is_two_keys_and_the_pin_and_enter_presses_nothing_else(
    server: Server, page: Page, article: str
) -> None:
    for key in ("1", "d", "1"):
        press(page, key)
    expect(page.locator(".wb-saved")).to_contain_text("claim 1 ✗ disputed")
    assert _decided(server, article) == [("disputed", "contradicted")]

    # The cursor is on a link that leads away; Enter answers the question all the same.
    page.get_by_test_id("stTopNavLink").filter(has_text="Help").focus()
    for key in ("1", "v"):
        press(page, key)
    assert page.evaluate("document.activeElement.classList.contains('wb-asks')")
    page.get_by_test_id("stTopNavLink").filter(has_text="Help").focus()
    press(page, "Enter")
    expect(page.locator(".wb-saved")).to_contain_text("claim 2 ✓ verified")
    assert "/review" in page.url
    # On a reason that Tab reached, Enter is that reason and nothing more.
    press(page, "u")
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.locator("button:focus")).to_contain_text("Sources conflict")
    press(page, "Enter")
    expect(page.locator(".wb-saved")).to_contain_text("claim 3 ? unclear")
    assert _decided(server, article)[1:] == [("verified", ""), ("unclear", "sources conflict")]


def test_esc_leaves_every_field_and_gives_the_keys_back(server: Server, page: Page, article: str) -> None:
    # The note while the reasons are open: the first Esc leaves the note, the second closes the reasons.
    press(page, "u")
    expect(page.locator(".wb-asks")).to_be_visible()
    press(page, "w")
    page.keyboard.type("1d")
    page.wait_for_timeout(700)  # the note is kept 0.4 s after the last letter
    settled(page)
    press(page, "Escape")
    assert _cursor(page) == "BODY"
    expect(page.locator(".wb-asks")).to_be_visible()
    press(page, "Escape")
    expect(page.locator(".wb-asks")).to_have_count(0)
    assert _decided(server, article) == []

    # Lists of the popover, chosen from or not, the popover itself, and a window.
    page.locator(".st-key-view-settings button").first.click()
    for key in ("show", "named"):
        page.locator(f".st-key-{key} input").focus()
        page.keyboard.press("ArrowDown")
        expect(page.get_by_role("option").first).to_be_visible()
        press(page, "Escape")
        expect(page.get_by_role("option")).to_have_count(0)
        assert _cursor(page) == "BODY"
    page.locator(".st-key-show input").focus()
    for key in ("ArrowDown", "Enter", "Escape"):
        press(page, key)
    expect(page.locator(".st-key-show input")).to_be_hidden()
    assert _cursor(page) == "BUTTON"  # that of the popover, where the cursor came from
    press(page, "j")
    expect(page.locator(".wb-pos")).to_contain_text("Claim 2 of 3")
    press(page, "a")
    expect(page.get_by_role("dialog")).to_be_visible()
    press(page, "Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    press(page, "k")
    expect(page.locator(".wb-pos")).to_contain_text("Claim 1 of 3")

    # A search field of another page.
    page.get_by_test_id("stTopNavLink").filter(has_text="Library").click()
    settled(page)
    search = page.locator(".st-key-shelf-tools input[type=text]").first
    search.click()
    expect(search).to_be_focused()
    press(page, "Escape")
    expect(search).not_to_be_focused()
