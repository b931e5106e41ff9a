"""An OpenDocument draft is checked against an e-book, a transcript, an Excel table of sources, and a folder."""

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
from tests.sources.reading.test_more_formats import make_epub, make_odt, make_xlsx

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.harness import Server

pytestmark = [pytest.mark.browser, pytest.mark.model]

SLOW = 3 * RUN_MILLISECONDS
SENTENCES = (
    "The old lighthouse burned on Monday.",
    "Sixty-two ships waited off Tarvel.",
    "The new quay cost nine million crowns.",
    "Nobody was hurt in the ferry collision.",
)
TALK = "1\n00:12:30,000 --> 00:12:34,000\nSixty-two ships waited off Tarvel, said the pilot.\n"
EVIDENCE = [
    ("Ports", "paragraph 1"),
    ("talk.srt", "at 12:30"),
    ("Budget", "paragraph 1"),
    ("memo.txt", "paragraph 1"),
]
"""Title and place in the source of what is pinned to each claim."""


def _files(folder: Path) -> dict[str, Path]:
    """Write the draft and its sources; the last source is in a folder of a folder."""
    odt = make_odt("".join(f"<text:p>{sentence}</text:p>" for sentence in SENTENCES))
    table = [
        ["title", "publisher", "text"],
        ["Budget", "Tarvel Council", "The new quay cost nine million crowns, the budget says."],
        ["Minutes", "Tarvel Council", "The council bought four snow ploughs."],
    ]
    sources = {
        "draft.odt": odt,
        "ports.epub": make_epub(["<p>The old lighthouse burned on Monday, the keeper wrote.</p>"]),
        "talk.srt": TALK.encode(),
        "register.xlsx": make_xlsx(table),
        "leaks/informant/memo.txt": b"Nobody was hurt in the ferry collision, the captain wrote.",
    }
    for name, data in sources.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return {name: folder / name for name in sources}


def _upload(page: Page, files: list[Path], count: int, button: str) -> None:
    page.locator("input[type=file]").set_input_files([str(file) for file in files])
    expect(page.get_by_test_id("stFileChip")).to_have_count(count)  # the button rests until all are uploaded
    page.get_by_role("button", name=button).click()


def test_a_draft_and_sources_of_further_kinds_are_read_checked_and_cited(
    server: Server, page: Page, tmp_path: Path
) -> None:
    files = _files(tmp_path)
    open_page(page, f"{server.url}/library")
    _upload(page, [files["ports.epub"], files["talk.srt"], files["register.xlsx"]], 3, "Add to the library")
    expect(page.locator(".wb-log").get_by_text("✓ added")).to_have_count(4, timeout=SLOW)
    settled(page, timeout=SLOW)
    page.get_by_text("Folder", exact=True).click()
    settled(page)
    _upload(page, [tmp_path / "leaks"], 1, "Add to the library")
    expect(page.locator(".wb-meta")).to_contain_text("5 sources · 5 passages", timeout=SLOW)
    settled(page, timeout=SLOW)

    open_page(page, server.url)
    page.get_by_text("File", exact=True).click()
    settled(page)
    _upload(page, [files["draft.odt"]], 1, "Split into claims")
    page.get_by_role("button", name="Split without a date").click()
    page.wait_for_url(re.compile("/review"))
    settled(page)
    for sentence, (title, _) in zip(SENTENCES, EVIDENCE, strict=True):
        expect(page.locator(".wb-claim h2")).to_have_text(sentence)
        expect(page.locator(".wb-cand").first).to_contain_text(title, timeout=SLOW)
        press(page, "1")
        expect(page.get_by_text("■ Evidence")).to_have_count(1)
        decide(page, "v")
        expect(page.locator(".wb-saved")).to_contain_text("verified")
        settled(page)

    page.get_by_test_id("stTopNavLink").filter(has_text="Report").click()
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Verdict CSV", exact=True).click()
    data = Path(download.value.path()).read_bytes()
    rows = pd.read_csv(BytesIO(data), dtype=str, keep_default_na=False)
    pins = [json.loads(evidence) for evidence in rows["evidence"]]
    assert [[(pin["title"], pin["place"]) for pin in pinned] for pinned in pins] == [[wanted] for wanted in EVIDENCE]
    assert b"informant" not in data
