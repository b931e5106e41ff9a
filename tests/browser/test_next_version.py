"""A draft and its next version, as a reviewer lives them: two verdicts, then one is carried and one is open again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from claims.workbench import Workbench
from tests.browser.harness import decide, open_page, press, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.harness import Server

pytestmark = [pytest.mark.browser, pytest.mark.model]

FIRST = (
    "Pier shut\n\n4 May 2026\n\nThe pier of Lorn was shut on Monday. Nine ships left the port of Lorn. A crane fell."
)
SECOND = FIRST.replace("Nine ships", "Eight ships") + " Two divers searched the harbour."


def _paste(page: Page, text: str, button: str) -> None:
    page.get_by_role("textbox", name="The article's text").fill(text)
    page.get_by_role("button", name=button).click()


def _note(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Note").fill(text)
    page.wait_for_timeout(700)  # the note is kept 0.4 s after the last letter
    settled(page)
    page.keyboard.press("Escape")
    settled(page)


def test_a_next_version_carries_one_verdict_and_opens_another_which_one_key_takes_over(
    server: Server, page: Page
) -> None:
    open_page(page, server.url)
    _paste(page, FIRST, "Split into claims")
    page.wait_for_url(re.compile("/review"), timeout=120_000)
    settled(page)
    for number, note in ((1, "Seen in the minutes."), (2, "The harbour master counted them.")):
        _note(page, note)
        decide(page, "v")
        expect(page.locator(".wb-saved")).to_contain_text(f"claim {number} ✓ verified")

    page.get_by_role("button", name="Versions").click()
    page.wait_for_url(re.compile("/versions"))
    settled(page)
    _paste(page, SECOND, "Compare as version 2")
    table = page.locator(".wb-versions")
    expect(table).to_be_visible(timeout=120_000)
    settled(page)
    expect(page.locator(".wb-tally").last).to_contain_text("= 2 carried")
    expect(table.locator(".wb-del")).to_have_text("was: Nine")
    expect(table.locator(".wb-ins")).to_have_text("is now: Eight")
    expect(table).to_contain_text("Two divers searched the harbour.")
    page.get_by_role("button", name="Save as version 2").click()
    expect(page.get_by_text("Saved as version 2.")).to_be_visible()
    settled(page)

    page.get_by_role("button", name="Review the claims").click()
    page.wait_for_url(re.compile("/review"))
    settled(page)
    expect(page.locator(".wb-prog").first).to_contain_text("1 of 4 reviewed")
    expect(page.locator(".wb-prog").first).to_contain_text("≠ 1 changed")
    page.get_by_text("Order, filters, date").click()
    page.get_by_text("Changed first").click()
    settled(page)
    expect(page.locator(".wb-pos")).to_have_text("Claim 2 of 4")
    earlier = page.locator(".wb-earlier")
    expect(earlier).to_contain_text("Changed with version 2: needs attention.")
    expect(earlier).to_contain_text("“The harbour master counted them.”")
    expect(earlier.locator(".wb-ins")).to_have_text("is now: Eight")
    press(page, "l")
    expect(page.locator(".wb-saved")).to_contain_text("claim 2 ✓ verified")
    settled(page)
    expect(page.locator(".wb-prog").first).to_contain_text("2 of 4 reviewed")

    workbench = Workbench.open(f"sqlite:///{server.database}")
    (summary,) = workbench.articles.summaries()
    history = workbench.reviewing.history(summary.id)
    workbench.close()
    assert summary.version == 2
    assert [(line.value, line.note, line.claim_version) for line in history] == [
        ("verified", "Seen in the minutes.", 1),
        ("verified", "The harbour master counted them.", 1),
        ("verified", "The harbour master counted them.", 2),
    ]
