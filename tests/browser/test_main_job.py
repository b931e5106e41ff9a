"""The whole job as a reviewer does it: article in, sources in, five verdicts by keyboard, restart, CSV out."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from playwright.sync_api import expect

from claims.example import ARTICLE, source_files
from tests.browser.harness import REVIEWER, RUN_MILLISECONDS, decide, open_dialog, open_page, press, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.harness import Server

pytestmark = [pytest.mark.browser, pytest.mark.model]

WORDING = "The city of Quellhaven closed the Tolse Bridge to lorries on Tuesday 12 May 2026."
_ENTERED = re.compile(r"Last saved: claim (\d+) \S (verified|disputed|unclear|not reviewed), \d\d:\d\d:\d\d UTC")


def _go(page: Page, title: str) -> None:
    page.get_by_test_id("stTopNavLink").filter(has_text=title).click()
    settled(page)


def _paste(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="The article's text").fill(text)
    page.get_by_role("button", name="Split into claims").click()
    page.wait_for_url(re.compile("/review"), timeout=RUN_MILLISECONDS)  # a cold server loads the parser first
    settled(page)


def _number(page: Page) -> int:
    return int(page.locator(".wb-pos").inner_text().split()[1])


def _saved(page: Page, claim: int, *values: str) -> str:
    """Wait for the line that says what was saved, and return the verdict in it."""
    line = page.locator(".wb-saved")
    expect(line).to_contain_text(re.compile(rf"claim {claim} \S ({'|'.join(values)})"), timeout=20_000)
    settled(page)
    found = _ENTERED.search(line.inner_text())
    assert found, line.inner_text()
    return found[2]


def _passages(page: Page) -> None:
    expect(page.locator(".wb-cand").first).to_be_visible(timeout=90_000)
    settled(page)


def _note(page: Page, text: str) -> None:
    page.keyboard.press("w")
    page.keyboard.type(text)
    page.wait_for_timeout(700)  # the note is kept 0.4 s after the last letter
    settled(page)
    page.keyboard.press("Escape")
    settled(page)


def _csv(page: Page, button: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=button, exact=True).click()
    return Path(download.value.path()).read_bytes()


def test_a_reviewer_does_the_whole_job(cold_server: Server, page: Page) -> None:
    open_page(page, cold_server.url)
    expect(page.get_by_text("No article yet")).to_be_visible()
    _paste(page, ARTICLE.read_text(encoding="utf-8"))
    expect(page.locator(".wb-mast h1")).to_have_text("Tolse Bridge closed to lorries after cracks found in hangers")
    expect(page.locator(".wb-meta")).to_contain_text("Thursday 14 May 2026, read from line")

    _go(page, "Library")
    chosen = [path for path in source_files() if path.suffix in {".txt", ".html", ".docx"}]
    kinds = {path.suffix: path for path in chosen}
    page.locator("input[type=file]").set_input_files([str(path) for path in kinds.values()])
    expect(page.get_by_test_id("stFileChip")).to_have_count(len(kinds))  # the button rests until all are uploaded
    page.get_by_role("button", name="Add to the library").click()
    expect(page.locator(".wb-log").get_by_text("✓ added")).to_have_count(3, timeout=120_000)
    settled(page)

    _go(page, "Review")
    _passages(page)
    entered: dict[int, dict[str, object]] = {}

    # 1: verified with the first passage pinned.
    first = _number(page)
    publisher = page.locator(".wb-cand h3").first.inner_text()
    excerpt = page.locator(".wb-cand .wb-quote").first.inner_text()
    press(page, "1")
    expect(page.get_by_text("■ Evidence")).to_have_count(1)
    decide(page, "v")
    assert _saved(page, first, "verified")
    entered[first] = {"verdict": "verified", "note": "", "publisher": publisher, "excerpt": excerpt}

    # 2: disputed with a note.
    second = _number(page)
    assert second == first + 1
    _passages(page)
    _note(page, "The Herald's own count is lower.")
    decide(page, "d")
    assert _saved(page, second, "disputed")
    entered[second] = {"verdict": "disputed", "note": "The Herald's own count is lower."}

    # 3: unclear asks for a reason.
    third = _number(page)
    press(page, "u")
    expect(page.get_by_text("Why unclear?")).to_be_visible()
    press(page, "1")
    assert _saved(page, third, "unclear")
    entered[third] = {"verdict": "unclear", "reason": "no source", "note": ""}

    # 4: a verdict without evidence is refused, then undone after it was given.
    fourth = _number(page)
    _passages(page)
    decide(page, "v")
    expect(page.get_by_text("Verified needs a pinned passage or a note")).to_be_visible()
    assert _number(page) == fourth
    press(page, "2")
    expect(page.get_by_text("■ Evidence")).to_have_count(1)
    decide(page, "v")
    assert _saved(page, fourth, "verified")
    press(page, "z")
    assert _saved(page, fourth, "not reviewed")
    assert _number(page) == fourth

    # 5: the last two, with two passages, and one verdict changed afterwards.
    press(page, "j")
    fifth = _number(page)
    _passages(page)
    press(page, "1")
    press(page, "2")
    decide(page, "d")
    assert _saved(page, fifth, "disputed")
    entered[fifth] = {"verdict": "disputed", "note": "", "pins": 2}
    sixth = _number(page)
    _note(page, "Seen in the minutes.")
    decide(page, "v")
    # Where the gate of unresolved words closes, unclear is what is left.
    told = page.locator(".wb-saved, .wb-msg").filter(has_text=re.compile(rf"claim {sixth} |unresolved"))
    expect(told.first).to_be_visible(timeout=20_000)
    if page.locator(".wb-msg", has_text="unresolved").count():
        press(page, "u")
        press(page, "4")
    value = _saved(page, sixth, "verified", "unclear")
    entered[sixth] = {"verdict": value, "note": "Seen in the minutes."}

    # Edit the wording of the first claim; its verdict was on the old wording and no longer stands.
    while _number(page) != first:
        press(page, "k")
    open_dialog(page, "e")
    area = page.get_by_role("textbox", name="Wording")
    area.fill(WORDING)
    page.get_by_role("button", name="Save wording").click()
    expect(page.get_by_role("dialog")).to_have_count(0)  # letters rest while it covers the claim
    settled(page)
    expect(page.locator(".wb-claim h2")).to_have_text(WORDING)
    press(page, "1") if page.get_by_text("■ Evidence").count() == 0 else None
    decide(page, "v")
    assert _saved(page, first, "verified")

    # Reload and restart: everything is still there, and so is the place.
    place = page.url
    tallies = page.locator(".wb-tally").inner_text()
    page.reload()
    settled(page)
    assert page.locator(".wb-tally").inner_text() == tallies
    cold_server.restart()
    open_page(page, place)
    assert page.locator(".wb-tally").inner_text() == tallies
    _passages(page)

    # The CSV holds exactly what the page showed.
    _go(page, "Report")
    plain = _csv(page, "Verdict CSV")
    frame = pd.read_csv(BytesIO(plain), dtype=str, keep_default_na=False)
    claims = int(re.search(r"(\d+) claims", page.locator(".wb-meta").inner_text())[1])  # type: ignore[index]
    assert len(frame) == claims
    by_number = {number: frame.iloc[number - 1] for number in range(1, claims + 1)}
    for number, wanted in entered.items():
        row = by_number[number]
        assert row["verdict"] == wanted["verdict"]
        assert row["note"] == wanted["note"]
        assert row["reviewer"] == REVIEWER
        if "reason" in wanted:
            assert row["reason"] == wanted["reason"]
        if "pins" in wanted:
            assert len(json.loads(row["evidence"])) == wanted["pins"]
    evidence = json.loads(by_number[first]["evidence"])
    assert evidence[0]["publisher"] == entered[first]["publisher"]
    assert evidence[0]["excerpt"] == entered[first]["excerpt"]
    assert by_number[first]["claim_text"] == WORDING
    assert by_number[fourth]["verdict"] == ""
    assert by_number[fourth]["reviewer"] in {"", REVIEWER}
    assert (frame["verdict"] != "").sum() == len(entered)

    excel = _csv(page, "Verdict CSV for Excel")
    assert excel.startswith(b"\xef\xbb\xbf")
