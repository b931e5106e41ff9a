"""Sources of one claim against each other: origins, marks, hits, and columns that change places."""

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
from tests.browser.screenshot import focus

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.harness import Server

pytestmark = [pytest.mark.browser, pytest.mark.model]


def _publishers(page: Page) -> list[str]:
    return page.locator(".wb-cand h3").all_inner_texts()


def _column(page: Page, publisher: str) -> int:
    """Return the number of the column in which this publisher stands, from 1."""
    return _publishers(page).index(publisher) + 1


def test_two_named_sources_that_disagree_are_compared_and_the_claim_is_disputed(server: Server, page: Page) -> None:
    open_page(page, server.url)
    page.get_by_role("button", name="Load the example").click()
    page.wait_for_url(re.compile("/review"), timeout=3 * RUN_MILLISECONDS)
    focus(page, "52 of")

    # A copy of the wire's report takes no column of its own, and is counted once.
    expect(page.locator(".wb-ph").first).to_contain_text(re.compile(r"\d sources, \d origins"))
    sources, origins = map(int, re.findall(r"(\d+) (?:sources|origins)", page.locator(".wb-ph").first.inner_text()))
    assert origins < sources
    wire = page.locator(f"[class*=st-key-cand-{_column(page, 'Northgate Wire')}]")
    expect(wire).to_contain_text("Same origin: Anselby Examiner, counted once.")
    expect(wire).to_contain_text("Seems to say it.")
    assert "Anselby Examiner" not in _publishers(page)

    # Side by side: each passage in its source, the one that differs marked on its number.
    press(page, "o")
    expect(page.locator(".wb-ctx")).to_have_count(3)
    expect(page.locator(".wb-told.own")).to_contain_text("according to Northgate Wire · figures 52, 164")
    herald = page.locator(f"[class*=st-key-cand-{_column(page, 'Quellhaven Herald')}]")
    expect(herald.locator("mark.x")).to_have_text("Thirty-eight")
    expect(herald).to_contain_text("≠ Number: here Thirty-eight, claim 52")

    # From hit to hit within a source, with the mouse and with the keyboard.
    hits = wire.locator(".wb-hits .at")
    expect(hits).to_have_text("1 of 2")
    wire.get_by_role("button", name="Next match").click()
    expect(hits).to_have_text("2 of 2")
    wire.get_by_role("button", name="Previous match").press("Enter")
    expect(hits).to_have_text("1 of 2")

    # The copy put where the wire stands.
    wire.get_by_role("combobox").fill("Anselby")
    page.get_by_role("option").filter(has_text="Anselby Examiner").first.click()
    settled(page)
    assert _publishers(page)[0] == "Anselby Examiner"
    expect(page.locator("[class*=st-key-cand-1]")).to_contain_text("Same origin")

    # The whole source at the passage; letters rest while it covers the claim.
    herald.get_by_role("button", name="Whole source").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("would not give a number")
    expect(dialog.locator("mark.stop.now")).to_contain_text("Thirty-eight")
    page.keyboard.press("d")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    settled(page)
    expect(page.locator(".wb-saved")).to_have_text("Nothing saved yet")

    # Disputed with the passage pinned, and the CSV says exactly that.
    place = page.url
    press(page, str(_column(page, "Quellhaven Herald")))
    expect(herald.get_by_text("■ Evidence")).to_be_visible()
    decide(page, "d")
    expect(page.locator(".wb-saved")).to_contain_text("✗ disputed")
    open_page(page, place)
    expect(page.locator(".wb-ctx")).to_have_count(3)  # the address keeps the view
    page.get_by_test_id("stTopNavLink").filter(has_text="Report").click()
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Verdict CSV", exact=True).click()
    rows = pd.read_csv(BytesIO(Path(download.value.path()).read_bytes()), dtype=str, keep_default_na=False)
    (row,) = rows[rows["verdict"] != ""].to_dict("records")
    (evidence,) = json.loads(row["evidence"])
    assert row["verdict"] == "disputed"
    assert "52 of" in row["claim_text"]
    assert evidence["publisher"] == "Quellhaven Herald"
    assert "Thirty-eight" in evidence["excerpt"]
