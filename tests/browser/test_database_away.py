"""The database goes away in the middle of a review and comes back: a sentence, nothing typed is lost, no reload."""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from claims.workbench import Workbench
from tests.browser.harness import Server, decide, open_page, press, settled, store
from tests.postgres import a_postgres

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.model]

ARTICLE = """Ferry traffic doubles in Lorn

Friday 8 May 2026

The harbour board counted 40 ferries on Monday. The pier was closed on Tuesday. A storm damaged two cranes.
"""
BUSY_SECONDS = 10  # an act waits eight seconds for another program, and the page takes a moment
BACK_SECONDS = 10  # a page looks every two seconds whether the database answers


def _open(server: Server, page: Page, article: str) -> None:
    open_page(page, f"{server.url}/review?article={article}")
    expect(_note(page)).to_be_visible(timeout=60_000)
    settled(page)


def _note(page: Page):  # type: ignore[no-untyped-def]
    return page.locator(".st-key-noterow input[aria-label=Note]").first


def _write(page: Page, text: str) -> None:
    page.keyboard.press("w")
    page.keyboard.type(text)
    page.keyboard.press("Escape")


@pytest.mark.postgres
def test_a_database_server_that_stops_and_starts_costs_no_word_and_no_reload(tmp_path: Path, page: Page) -> None:
    with a_postgres() as postgres:
        address = postgres.database("workbench").replace("postgresql://", "postgresql+psycopg://")
        article = store(address, ARTICLE)
        server = Server(tmp_path / "server", environment={"WORKBENCH_DATABASE": address})
        server.start()
        try:
            _open(server, page, article)
            _write(page, "Seen before.")
            decide(page, "v")
            expect(page.locator(".wb-pos")).to_contain_text("Claim 2 of")
            postgres.stop()
            _write(page, "Typed while away.")
            expect(page.get_by_text("Not saved.")).to_be_visible(timeout=30_000)
            expect(page.get_by_text("The database server does not answer.").first).to_be_visible()
            expect(page.get_by_role("button", name="Try again")).to_be_visible()
            page.get_by_role("link", name="Help").click()
            expect(page.get_by_role("heading", name="Help")).to_be_visible()
            page.get_by_role("link", name="Review").click()
            expect(page.get_by_text("This page could not be read.").first).to_be_visible()
            postgres.start()
            expect(_note(page)).to_have_value("Typed while away.", timeout=BACK_SECONDS * 1000)
            settled(page)
            decide(page, "d")
            expect(page.locator(".wb-pos")).to_contain_text("Claim 3 of")
        finally:
            server.stop()
        workbench = Workbench.open(address)
        assert [(line.value, line.note) for line in workbench.reviewing.history(article)] == [
            ("verified", "Seen before."),
            ("disputed", "Typed while away."),
        ]
        workbench.close()
        assert "Traceback" not in server.log()
        assert "Unforeseen" not in server.log()
        assert "Typed while away" not in server.log()


@pytest.mark.parametrize("lock", ["IMMEDIATE", "EXCLUSIVE"])
def test_another_program_that_holds_the_file_is_said_in_time_and_the_act_works_once_it_lets_go(
    server: Server, page: Page, lock: str
) -> None:
    article = store(server.address, ARTICLE)
    _open(server, page, article)
    _write(page, "Seen.")
    page.wait_for_timeout(700)  # the note is kept 0.4 s after the last letter
    settled(page)
    press(page, "d")
    expect(page.get_by_text("Why disputed?")).to_be_visible()
    other = sqlite3.connect(server.database, isolation_level=None)
    other.execute(f"BEGIN {lock}")
    pressed = time.monotonic()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Not saved.")).to_be_visible(timeout=30_000)
    waited = time.monotonic() - pressed
    assert waited < BUSY_SECONDS + 2, f"The sentence came after {waited:.1f} s."
    expect(page.get_by_text("nother program has been holding the database").first).to_be_visible()
    other.execute("ROLLBACK")
    other.close()
    expect(_note(page)).to_have_value("Seen.", timeout=BACK_SECONDS * 1000)
    settled(page)
    press(page, "Enter")
    expect(page.locator(".wb-pos")).to_contain_text("Claim 2 of")
    workbench = Workbench.open(f"sqlite:///{server.database}")
    assert [(line.value, line.note) for line in workbench.reviewing.history(article)] == [("disputed", "Seen.")]
    workbench.close()


def test_a_row_that_cannot_be_read_ends_in_a_sentence_and_the_log_does_not_quote_it(
    tmp_path: Path, page: Page
) -> None:
    server = Server(tmp_path / "server")
    article = store(server.address, ARTICLE)
    server.start()
    try:
        _open(server, page, article)
        _write(page, "Seen.")
        page.wait_for_timeout(700)  # the note is kept 0.4 s after the last letter
        settled(page)
        _set_pins(server, '"what the reviewer wrote')
        page.reload()
        settled(page)
        expect(page.locator(".wb-msg", has_text="This page could not be read.")).to_contain_text("did not foresee")
        expect(page.locator("[data-testid='stException']")).to_have_count(0)
        _set_pins(server, "[]")
        page.get_by_role("button", name="Try again").click()
        expect(_note(page)).to_have_value("Seen.")
    finally:
        server.stop()
    assert "json.decoder.JSONDecodeError" in server.log()
    assert "Traceback" not in server.log()
    assert "what the reviewer wrote" not in server.log()


def _set_pins(server: Server, pins: str) -> None:
    file = sqlite3.connect(server.database)
    with file:
        file.execute("UPDATE drafts SET pins = ?", (pins,))
    file.close()
