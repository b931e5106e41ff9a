"""The report of an article, printed by a real browser on both sizes of paper."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest

from tests.claims.services.making import ARTICLE_ID, Clock, a_workbench, act

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PAPERS = {"A4": (595, 842), "Letter": (612, 792)}  # in points of 1/72 inch
ONE_POINT = 1.0  # browsers round the size of a page


def _squeezed(text: str) -> str:
    """Return a text without blanks, because lines of a printed page break anywhere."""
    return re.sub(r"\s+", "", text)


def test_the_report_prints_whole_on_both_papers_with_every_claim_and_verdict(page: Page, tmp_path: Path) -> None:
    workbench = a_workbench(tmp_path, clock=Clock())
    try:
        workbench.reviewing.judge(act(workbench, 1, "verified", note="See the bulletin."))
        workbench.reviewing.judge(act(workbench, 2, "disputed", reason="misquoted"))
        report = workbench.reports.html(ARTICLE_ID).decode()
        claims = [claim.text for claim in workbench.articles.claims(ARTICLE_ID)]
    finally:
        workbench.close()
    page.set_content(report)
    for paper, (width, height) in PAPERS.items():
        printed = pypdf.PdfReader(io.BytesIO(page.pdf(format=paper, prefer_css_page_size=False)))
        sizes = [(float(sheet.mediabox.width), float(sheet.mediabox.height)) for sheet in printed.pages]
        assert all(abs(w - width) < ONE_POINT and abs(h - height) < ONE_POINT for w, h in sizes), (paper, sizes)
        words = _squeezed("".join(sheet.extract_text() for sheet in printed.pages))
        for said in (*claims, "Seethebulletin.", "misquoted", "✓", "✗"):
            assert _squeezed(said) in words, (paper, said)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 960})  # the printed width of A4 between margins of 15 mm
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it is wider than the paper"
