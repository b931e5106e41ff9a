"""Whether named sources said it, by keys: one at a time, taken back, never in the verdict's way, and in the CSV."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from claims.workbench import Workbench
from tests.browser.harness import open_page, press, settled, store

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.harness import Server

pytestmark = [pytest.mark.browser, pytest.mark.model]

GAZETTE = (
    b"Title: A gate\nPublisher: Lorn Gazette\nDate: 2026-05-04\n\nAll of Lorn spoke of it. The pier of Lorn was shut "
    b"on Monday, and a rope was drawn across its gate by two men of the harbour watch."
)
WIRE = b"Title: A song\nPublisher: Harbour Wire\nDate: 2026-05-04\n\nThe choir of Tarn sang an old song in the hall."
TEXT = (
    "Pier shut\n\n4 May 2026\n\nThe pier of Lorn was shut on Monday, according to the Lorn Gazette and Harbour Wire. "
    "A crane fell."
)


@pytest.fixture
def article(server: Server, page: Page) -> str:
    """An article whose first claim names two sources of the library, opened at that claim with its passages."""
    article = store(server.address, TEXT, {"gazette.txt": GAZETTE, "wire.txt": WIRE})
    open_page(page, f"{server.url}/review?article={article}")
    page.locator(".wb-cand").first.wait_for(timeout=180_000)  # the first one waits for the models
    settled(page)
    return article


def _history(server: Server, article: str) -> list[tuple[str, str]]:
    workbench = Workbench.open(f"sqlite:///{server.database}")
    lines = [(line.named_source, line.value) for line in workbench.reviewing.history(article)]
    workbench.close()
    return lines


def _press_slowly(page: Page, key: str) -> None:
    page.wait_for_timeout(300)  # a second answer within 250 ms counts as a repeated key
    press(page, key)


def test_two_named_sources_are_answered_by_keys_taken_back_and_exported_and_the_verdict_waits_for_none(
    server: Server, page: Page, article: str
) -> None:
    asked, proposal = page.locator(".wb-whosaid"), page.locator(".wb-proposal")
    expect(asked).to_contain_text("Did Lorn Gazette say it? 1 of 2")
    whole = (
        "The pier of Lorn was shut on Monday, and a rope was drawn across its gate by two men of the harbour watch."
    )
    expect(proposal).to_contain_text(f"Proposed: said. “{whole}” paragraph 1")
    expect(page.locator('[class*="st-key-said-"] button')).to_have_css("border-style", "dashed")
    assert _history(server, article) == []

    # The sentence in its source, one key away; letters of the page rest under the window.
    press(page, "0")
    expect(page.get_by_role("dialog").locator("mark.near").first).to_have_text(whole)
    press(page, "x")
    press(page, "Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert _history(server, article) == []

    press(page, "s")
    expect(asked).to_contain_text("Did Harbour Wire say it? 2 of 2")
    expect(page.locator(".wb-saved")).to_contain_text("claim 1, Lorn Gazette ✓ said")
    expect(proposal).to_contain_text("Proposed: not found. Harbour Wire says nothing of it")
    _press_slowly(page, "f")
    expect(page.get_by_role("button", name="Not found (now)")).to_be_visible()
    _press_slowly(page, "z")
    expect(page.locator(".wb-msg")).to_contain_text("whether Harbour Wire said it is open again")
    expect(asked).to_contain_text("Did Harbour Wire say it? 2 of 2")
    press(page, "9")
    expect(asked).to_contain_text("Did Lorn Gazette say it?")
    answers = [("Lorn Gazette", "said"), ("Harbour Wire", "not found"), ("Harbour Wire", "")]
    assert _history(server, article) == answers

    # The verdict needs no answer: one source is open, and nothing of it is asked.
    page.wait_for_timeout(300)
    for key in ("1", "v", "1"):
        press(page, key)
    expect(page.locator(".wb-saved")).to_contain_text("claim 1 ✓ verified")
    expect(page.locator(".wb-pos")).to_contain_text("Claim 2 of 2")
    expect(asked).to_have_count(0)
    for key in ("s", "x", "f"):  # this claim names nobody
        press(page, key)
    assert _history(server, article) == [*answers, ("", "verified")]

    page.get_by_test_id("stTopNavLink").filter(has_text="Report").click()
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Verdict CSV", exact=True).click()
    first = next(csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8"), newline="")))
    assert json.loads(first["attribution_verdicts"]) == {"Lorn Gazette": "said"}
    assert {one["named"]: one["saying"] for one in json.loads(first["attribution_proposals"])} == {
        "Lorn Gazette": "says it",
        "Harbour Wire": "says nothing of it",
    }


def test_on_a_small_window_an_answer_waits_until_its_question_is_in_view(
    server: Server, page: Page, article: str
) -> None:
    page.set_viewport_size({"width": 720, "height": 450})  # 1440 x 900 at 200 %
    settled(page)
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
    press(page, "s")
    expect(page.locator(".wb-unseen")).to_contain_text("The question was not in view")
    expect(page.locator(".st-key-says")).to_be_in_viewport()
    assert _history(server, article) == []
    press(page, "s")
    expect(page.locator(".wb-whosaid")).to_contain_text("2 of 2")
    assert _history(server, article) == [("Lorn Gazette", "said")]
