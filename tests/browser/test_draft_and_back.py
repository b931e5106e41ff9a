"""An annotated Word draft is checked, goes back, comes again in a second version, and is reported on and printed."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pypdfium2
import pytest
from playwright.sync_api import expect

from sources.reading import read_one
from tests.browser.harness import RUN_MILLISECONDS, WINDOW, decide, open_page, press, settled
from tests.sources.reading.make_word import commented, footnote_mark, paragraph, run, word_file

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.harness import Server

pytestmark = [pytest.mark.browser, pytest.mark.model]

INK = 5  # per cent of the first sheet that is not white, at least; a report of seven claims has 9


def _draft(length: str, doers: str) -> bytes:
    """Return a draft with a comment of its writer on the length of the wall, and a footnote."""
    body = (
        paragraph(run("Storm breaks sea wall of Velby", "<w:b/>")),
        paragraph(run("Friday 3 May 2024")),
        paragraph(run("A storm broke the sea wall of Velby on Tuesday. The wall was "), commented(0, run(length)),
                  run(" long."), footnote_mark(1)),
        paragraph(run(f"{doers} repaired the road. Forty families left Velby.", "<w:i/>")),
    )  # fmt: skip
    return word_file(
        "".join(body), comments={0: ("Tom Reuss", "As measured.")}, footnotes={1: "Harbour office, report, p. 2"}
    )


def _upload(page: Page, path: Path, data: bytes, button: str) -> None:
    path.write_bytes(data)
    page.get_by_text("File", exact=True).click()
    settled(page)
    page.locator("input[type=file]").set_input_files(str(path))
    expect(page.get_by_test_id("stFileChip")).to_have_count(1)
    page.get_by_role("button", name=button).click()


def _noted(page: Page, note: str, key: str) -> None:
    press(page, "w")
    page.keyboard.type(note)
    page.wait_for_timeout(700)  # the note is kept 0.4 s after the last letter
    settled(page)
    page.keyboard.press("Escape")
    settled(page)
    decide(page, key)


def _go(page: Page, title: str) -> None:
    page.get_by_test_id("stTopNavLink").filter(has_text=title).click()
    settled(page)


def _download(page: Page, button: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return Path(download.value.path()).read_bytes()


def _printed(page: Page, report: bytes) -> str:
    """Return the words of a report as printed on A4, and see that its first sheet is not all but empty."""
    sheet = page.context.new_page()
    sheet.set_viewport_size(WINDOW)
    sheet.set_content(report.decode())
    data = sheet.pdf(format="A4")
    sheet.close()
    document = pypdfium2.PdfDocument(data)
    grey = document[0].render(scale=1, grayscale=True).to_numpy()
    assert 100 * (grey < 250).mean() > INK, "the first sheet is all but empty"
    return " ".join("".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(data)).pages).split())


def test_a_word_draft_is_checked_goes_back_comes_again_with_two_claims_open_and_is_printed(
    server: Server, page: Page, tmp_path: Path
) -> None:
    open_page(page, server.url)
    first = _draft("240 metres", "Twelve men")
    _upload(page, tmp_path / "wall.docx", first, "Split into claims")
    page.wait_for_url(re.compile("/review"), timeout=2 * RUN_MILLISECONDS)  # the parser loads
    settled(page)
    for number, (key, note) in enumerate(
        [("v", "Seen by two."), ("d", "The office says 204."), ("v", "Named in the minutes."), ("v", "Counted.")], 1
    ):
        _noted(page, note, key)
        expect(page.locator(".wb-saved")).to_contain_text(f"claim {number} ")
    expect(page.locator(".wb-prog").first).to_contain_text("4 of 4 reviewed")

    _go(page, "Report")
    back = read_one(_download(page, "Checked draft (Word)"), "back.docx")
    assert back.text == read_one(first, "wall.docx").text
    assert [one.text for one in back.notes if one.author == "Tom Reuss"] == ["As measured."]
    assert sum("The office says 204." in one.text for one in back.notes) == 1

    _go(page, "Review")
    page.get_by_role("button", name="Versions").click()
    page.wait_for_url(re.compile("/versions"))
    settled(page)
    _upload(page, tmp_path / "wall-2.docx", _draft("204 metres", "Twenty men"), "Compare as version 2")
    expect(page.locator(".wb-versions")).to_be_visible(timeout=2 * RUN_MILLISECONDS)
    settled(page)
    page.get_by_role("button", name="Save as version 2").click()
    expect(page.get_by_text("Saved as version 2.")).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Review the claims").click()
    page.wait_for_url(re.compile("/review"))
    settled(page)
    progress = page.locator(".wb-prog").first
    expect(progress).to_contain_text("2 of 4 reviewed")
    expect(progress).to_contain_text("≠ 2 changed")

    _go(page, "Report")
    printed = _printed(page, _download(page, "Report (HTML)"))
    for said in ("version 2 · ", "204 metres", "Twenty men", "2 ○ not reviewed", "Seen by two."):
        assert said.replace(" ", "") in printed.replace(" ", ""), said
    assert "The office says 204." not in printed

    _go(page, "Review")
    page.get_by_role("button", name="Versions").click()
    page.wait_for_url(re.compile("/versions"))
    settled(page)
    page.get_by_text("Version 1", exact=True).click()
    settled(page)
    earlier = _printed(page, _download(page, "Report of version 1"))
    for said in ("version 1, as it was when version 2 came in", "240 metres", "The office says 204."):
        assert said.replace(" ", "") in earlier.replace(" ", ""), said
