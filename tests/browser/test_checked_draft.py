"""An annotated Word draft comes in, its note shows on its claim, and the checked draft is read back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from sources.reading import read_one
from tests.browser.harness import REVIEWER, decide, open_page, press, settled
from tests.sources.reading.make_word import commented, footnote_mark, paragraph, run, word_file

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.harness import Server

pytestmark = pytest.mark.browser

BODY = "".join(
    (
        paragraph(run("Pier of Harnby closed", "<w:b/>")),
        paragraph(run("Friday 8 March 2024")),
        paragraph(run("The council of Harnby "), run("closed the old ferry pier", "<w:i/>"), run(" on Monday.")),
        paragraph(run("The pier carried "), commented(0, run("1,200 passengers")), run(" a day."), footnote_mark(1)),
    )
)
DRAFT = word_file(
    BODY, comments={0: ("Tom Reuss", "From the <b>ferry</b> company.")}, footnotes={1: "Harnby Port, report, p. 14"}
)


def test_a_draft_with_notes_comes_in_is_checked_and_goes_back_as_word(
    server: Server, page: Page, tmp_path: Path
) -> None:
    open_page(page, server.url)
    page.get_by_text("File", exact=True).click()
    settled(page)
    draft = tmp_path / "pier.docx"
    draft.write_bytes(DRAFT)
    page.locator("input[type=file]").set_input_files(str(draft))
    expect(page.get_by_test_id("stFileChip")).to_have_count(1)
    page.get_by_role("button", name="Split into claims").click()
    page.wait_for_url(re.compile("/review"))
    settled(page)

    expect(page.locator(".wb-claim h2")).to_contain_text("closed the old ferry pier")
    expect(page.locator(".wb-notes")).to_have_count(0)
    press(page, "j")
    expect(page.locator(".wb-claim h2")).to_contain_text("1,200 passengers")
    notes = page.locator(".wb-notes li")
    expect(notes).to_have_count(2)
    expect(notes.first).to_contain_text("The writer's note 1 comment, Tom Reuss on “1,200 passengers”")
    expect(notes.first).to_contain_text("From the <b>ferry</b> company.")
    expect(notes.nth(1)).to_contain_text("The writer's note 2 footnote 1")

    press(page, "w")
    page.keyboard.type("The port counts 900.")
    page.wait_for_timeout(700)  # the note is kept 0.4 s after the last letter
    settled(page)
    page.keyboard.press("Escape")
    settled(page)
    decide(page, "d")
    expect(page.locator(".wb-saved")).to_contain_text("disputed")

    page.get_by_test_id("stTopNavLink").filter(has_text="Report").click()
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Checked draft (Word)").click()
    assert download.value.suggested_filename == "pier-of-harnby-closed-checked.docx"
    back = read_one(Path(download.value.path()).read_bytes(), "back.docx")
    assert back.text == read_one(DRAFT, "pier.docx").text
    comments = [(one.author, back.text[one.start : one.end], one.text) for one in back.notes if one.author]
    assert sorted((author, words) for author, words, _ in comments) == sorted(
        [("Tom Reuss", "1,200 passengers"), (REVIEWER, "The pier carried 1,200 passengers a day.")]
    )
    (said,) = (text for author, _, text in comments if author == REVIEWER)
    assert "✗ Disputed" in said
    assert "Note: The port counts 900." in said
