"""What a reviewer sees without scrolling, and what leads where: measured in a real browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.harness import (
    REVIEWER,
    RUN_MILLISECONDS,
    Server,
    decide,
    open_page,
    open_settings,
    press,
    running,
    settled,
    with_example,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.model]

WINDOWS = ((1440, 900), (1280, 720))
# How far buttons of the columns reach under the decision bar; the columns whose nearest sentence is out of sight.
_SEEN = """() => {
  const bar = document.querySelector(".st-key-dock").getBoundingClientRect().top;
  const columns = [...document.querySelectorAll(".st-key-columns [class*='st-key-cand-']")];
  const hidden = column => {
    const box = column.querySelector(".wb-scroll").getBoundingClientRect();
    const mark = column.querySelector("mark.near");
    const line = mark && mark.getClientRects()[0];
    return !mark || (line.top < box.top - 1 || line.bottom > box.bottom + 1);
  };
  const buttons = columns.flatMap(one => [...one.querySelectorAll("button")]);
  const ends = buttons.map(one => one.getBoundingClientRect().bottom);
  return {
    claim: document.querySelector(".wb-claim h2").innerText,
    columns: columns.length,
    under: Math.max(...ends) - bar,
    hidden: columns.filter(hidden).length,
    sideways: document.documentElement.scrollWidth - window.innerWidth,
  };
}"""


def _example(page: Page, server: Server) -> None:
    open_page(page, server.url)
    page.get_by_role("button", name="Load the example").click()
    page.wait_for_url(re.compile("/review"), timeout=3 * RUN_MILLISECONDS)
    page.locator(".wb-cand").first.wait_for(timeout=RUN_MILLISECONDS)
    settled(page)


@pytest.fixture
def example(page: Page, tmp_path: Path) -> Iterator[None]:
    """The example on a server of its own, opened for review with its passages; no button was pressed for it."""
    server = Server(tmp_path / "server")
    article = with_example(server)
    with running(server):
        open_page(page, f"{server.url}/review?article={article}")
        page.locator(".wb-cand").first.wait_for(timeout=3 * RUN_MILLISECONDS)
        settled(page)
        yield


def _faults(page: Page) -> list[dict[str, Any]]:
    faults = []
    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(150)  # the columns are fitted in the frame after the window changed
        seen = page.evaluate(_SEEN)
        if not seen["columns"] or seen["under"] > 0 or seen["hidden"] or seen["sideways"] > 0:
            faults.append(seen | {"window": (width, height)})
    return faults


def test_buttons_and_the_nearest_sentence_of_every_column_are_in_sight_on_every_claim(
    server: Server, page: Page
) -> None:
    _example(page, server)
    total = int(page.locator(".wb-pos").inner_text().split()[-1])
    faults = _faults(page)
    for _ in range(total - 1):
        press(page, "j")
        faults += _faults(page)
    assert page.locator(".wb-pos").inner_text() == f"Claim {total} of {total}"
    assert faults == []
    # A message in the bar takes its room from the columns, not from their buttons.
    decide(page, "d")
    expect(page.locator(".st-key-decision .wb-msg")).to_be_visible()
    assert _faults(page) == []
    # So do the reasons.
    press(page, "u")
    expect(page.locator(".wb-asks")).to_be_visible()
    assert _faults(page) == []
    # On a telephone nothing is cut: what similar means wraps, and the page does not move sideways.
    page.set_viewport_size({"width": 390, "height": 844})
    said = page.locator(".wb-order .wb-q").first
    expect(said).to_contain_text("Similar means same topic, never support.")
    assert said.evaluate("one => one.scrollWidth <= one.clientWidth || getComputedStyle(one).overflow === 'visible'")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.usefixtures("example")
def test_a_row_of_all_passages_goes_into_the_last_column_by_mouse_and_by_key(page: Page) -> None:
    table = page.locator(".wb-below table")
    expect(table.locator("tr")).to_have_count(1 + int(page.locator(".wb-below .wb-q").first.inner_text().split()[0]))
    box = table.get_by_role("checkbox").last
    wanted = str(table.locator(".wb-two").last.get_attribute("title"))
    last = page.locator(".st-key-columns .wb-quote").last
    expect(last).not_to_have_text(wanted)
    box.click()
    expect(last).to_have_text(wanted)
    expect(box).to_have_attribute("aria-checked", "true")
    settled(page)
    box.focus()
    page.keyboard.press("Space")  # taken back
    expect(box).to_have_attribute("aria-checked", "false")
    expect(last).not_to_have_text(wanted)


@pytest.mark.usefixtures("example")
def test_the_claim_in_focus_is_marked_and_in_sight_in_the_list_of_all_claims(page: Page) -> None:
    page.get_by_role("radio", name="All claims").click()
    settled(page)
    row = page.locator(".wb-all tr.here")
    for key in "j" * 20 + "k":
        press(page, key)
    expect(row).to_contain_text("▶ 20")
    expect(row).to_contain_text(page.locator(".wb-claim h2").inner_text())
    expect(row).to_be_in_viewport(ratio=1)
    # A press on a row goes there, with the mouse and with the keyboard.
    page.locator(".wb-all tr[data-claim]").nth(16).click()
    expect(page.locator(".wb-pos")).to_have_text("Claim 17 of 25")
    settled(page)
    page.locator(".wb-all tr[data-claim]").nth(2).press("Enter")
    expect(page.locator(".wb-pos")).to_have_text("Claim 3 of 25")


def test_every_page_is_found_under_its_name(server: Server, page: Page) -> None:
    for name in ("Articles", "Review", "Library", "Report", "Settings", "Help"):
        open_page(page, f"{server.url}/{name.lower()}")
        expect(page.locator(".st-key-who")).to_contain_text(REVIEWER)
        expect(page.get_by_text("Page not found")).to_have_count(0)
        expect(page.locator(".wb-mast h1, .wb-empty h2").first).to_be_visible()


def test_a_page_that_a_button_leads_to_keeps_reviewer_article_and_claim(server: Server, page: Page) -> None:
    open_page(page, f"{server.url}/articles")
    page.get_by_role("textbox", name="The article's text").fill(
        "Pier shut\n\n4 May 2026\n\nThe pier of Lorn was shut on Monday."
    )
    page.get_by_role("button", name="Split into claims").click()
    page.wait_for_url(re.compile("/review"))
    expect(page.locator(".wb-claim h2")).to_contain_text("The pier of Lorn was shut")
    settled(page)
    expect(page.locator(".st-key-who")).to_contain_text(REVIEWER)
    open_settings(page)
    page.get_by_role("radio", name="Worth checking").click()  # kept in the address by its own widget
    settled(page)
    page.keyboard.press("Escape")
    press(page, "w")
    page.keyboard.type("Seen.")
    page.wait_for_timeout(700)
    page.keyboard.press("Escape")
    settled(page)
    decide(page, "v")
    page.get_by_role("button", name="See the report").click()
    page.wait_for_url(re.compile("/report"))
    expect(page.locator(".wb-mast h1")).to_have_text("Pier shut")
    expect(page.locator(".st-key-who")).to_contain_text(REVIEWER)
    page.reload()
    expect(page.locator(".st-key-who")).to_contain_text(REVIEWER)


@pytest.mark.usefixtures("example")
def test_letters_act_on_the_column_in_hand(page: Page) -> None:
    for key in "jj":
        press(page, key)
    columns = page.locator(".st-key-columns [class*='st-key-cand-']")
    names = columns.locator("h3")
    # Its source in full, and back; letters rest while it is open.
    press(page, "t")
    press(page, "a")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("h3")).to_have_text(names.nth(1).inner_text())
    press(page, "t")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    settled(page)

    # Side by side, the same column: from hit to hit, and another passage in its place.
    press(page, "o")
    at = columns.nth(1).locator(".wb-hits .at")
    expect(at).to_have_text("1 of 2")
    press(page, "g")
    expect(at).to_have_text("2 of 2")
    press(page, "b")
    expect(at).to_have_text("1 of 2")
    first = names.nth(0).inner_text()
    before = columns.nth(1).inner_text()
    press(page, "p")
    expect(page.get_by_role("option").first).to_be_visible()
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    settled(page)
    assert columns.nth(1).inner_text() != before
    # The keys are back: the next column is taken in hand, and the article comes back.
    page.wait_for_timeout(300)
    press(page, "t")
    expect(page.locator("html")).to_have_attribute("data-hand", "3")
    press(page, "t")
    expect(page.locator("html")).to_have_attribute("data-hand", "1")
    press(page, "o")
    expect(page.locator(".wb-ctx")).to_have_count(0)
    assert first in names.all_inner_texts()

    # At another claim the first column is in hand again.
    press(page, "t")
    expect(page.locator("html")).to_have_attribute("data-hand", "2")
    press(page, "j")
    expect(page.locator("html")).to_have_attribute("data-hand", "1")

    # With the switch off, no letter acts and none is shown.
    open_settings(page)
    page.get_by_text("Shortcuts", exact=True).click()
    settled(page)
    page.keyboard.press("Escape")
    press(page, "t")
    expect(page.locator("html")).to_have_attribute("data-hand", "1")
