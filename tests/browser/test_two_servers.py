"""Two servers on one database file: the second says so, and no button of one decides over a verdict of the other."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from claims.workbench import Workbench
from tests.browser.harness import Server, decide, open_page, press, settled, store
from tests.browser.preloaded import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.model]

ARTICLE = """Ferry traffic doubles in Lorn

Friday 8 May 2026

The harbour board counted 40 ferries on Monday. The pier was closed on Tuesday. A storm damaged two cranes.
"""


def _open(server: Server, page: Page, article: str) -> None:
    open_page(page, f"{server.url}/review?article={article}")
    expect(page.locator(".st-key-noterow input[aria-label=Note]").first).to_be_visible(timeout=60_000)
    settled(page)


def _write(page: Page, text: str) -> None:
    page.keyboard.press("w")
    page.keyboard.type(text)
    page.keyboard.press("Escape")
    page.wait_for_timeout(700)  # the note is kept 0.4 s after the last letter
    settled(page)


def test_the_second_server_says_so_and_a_stale_button_of_it_is_refused(
    server: Server, page: Page, tmp_path: Path
) -> None:
    address = f"sqlite:///{server.database}"
    workbench = Workbench.open(address)
    article = store(address, ARTICLE)
    second = Server(tmp_path / "second", environment={"WORKBENCH_DATABASE": address})
    second.start()
    strip = page.locator(".wb-msg", has_text="uses this database file.")
    try:
        _open(server, page, article)
        expect(strip).to_have_count(0)
        there = page.context.new_page()
        _open(second, there, article)
        expect(there.locator(".wb-msg", has_text="uses this database file.")).to_contain_text(
            f"process {server.process_id}"
        )
        assert f"process {server.process_id}, uses this database file" in second.log()
        command = [sys.executable, "-m", "claims", "export", "--database", address]
        exported = subprocess.run(
            command, cwd=REPOSITORY, env=dict(os.environ), capture_output=True, text=True, check=True
        )
        assert "Another workbench" not in exported.stderr
        _write(page, "Seen here.")
        _write(there, "Seen there.")
        decide(page, "v")
        expect(page.locator(".wb-pos")).to_contain_text("Claim 2 of")
        press(there, "d")
        expect(there.get_by_text("⇄ Not saved.")).to_be_visible()
        assert [(line.value, line.note) for line in workbench.reviewing.history(article)] == [
            ("verified", "Seen here.")
        ]
        expect(there.locator(".st-key-noterow input[aria-label=Note]").first).to_have_value("Seen there.")
        server.kill()
        _open(second, there, article)
        expect(there.locator(".wb-msg", has_text="uses this database file.")).to_have_count(0)
        there.close()
    finally:
        second.stop()
        workbench.close()
    assert "Unforeseen" not in second.log()
