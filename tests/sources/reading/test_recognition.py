"""Scanned PDFs: pages that are pictures, which the tests draw, read by Tesseract where it is installed."""

from __future__ import annotations

import io
import random
import shutil
import textwrap
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfReader, PdfWriter

from sources.reading import NotRead, limits, read, read_one, recognition
from sources.reading.errors import Refused
from sources.reading.recognition import LOW_CONFIDENCE, installed
from sources.reading.sandbox import page_image_in_sandbox
from sources.store.source_queries import source_of
from tests.sources.reading.make_files import make_pdf

FIRST = "The council of Harnby closed the old ferry pier on 4 March 2024. Divers found rust in eleven of its piles."
SECOND = "The repair costs 3.4 million crowns, the port said, and takes until autumn."
THIRD = "Nobody was hurt when the crane fell, and the school opened again on Monday."

needs_tesseract = pytest.mark.skipif(
    not installed(), reason="Tesseract is not installed: apt-get install tesseract-ocr"
)


def drawn(*paragraphs: str) -> Image.Image:
    """Return a page at 200 dots per inch with these paragraphs, as a scanner sees it."""
    page = Image.new("L", (1654, 2339), 255)
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(size=36)
    height = 200
    for paragraph in paragraphs:
        for line in textwrap.wrap(paragraph, 60):
            pen.text((180, height), line, fill=20, font=font)
            height += 52
        height += 60
    return page


def scanned(*pages: Image.Image) -> bytes:
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=200)
    return out.getvalue()


def together(*files: bytes) -> bytes:
    writer = PdfWriter()
    for data in files:
        writer.append(PdfReader(io.BytesIO(data)))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@needs_tesseract
def test_a_scanned_pdf_is_read_page_by_page_and_says_how_sure_that_is() -> None:
    done: list[tuple[int, int]] = []
    (document,) = read(
        scanned(drawn(FIRST, SECOND), drawn(THIRD)), "scan.pdf", progress=lambda *so_far: done.append(so_far)
    )
    assert document.text == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
    assert done == [(0, 2), (1, 2), (2, 2)]
    (first, sure), (second, _) = document.recognised
    assert (first, second) == (1, 2)
    assert LOW_CONFIDENCE <= sure <= 100
    assert document.notices[0].startswith("Read by text recognition (OCR), confidence 9")
    assert document.notices[0].endswith(" %: page 1, 2.")
    source = source_of(document, datetime(2024, 5, 3, tzinfo=UTC))
    assert source.place_of(document.text.index("Nobody")) == "page 2"
    assert source.recognition_of(0, 20) == f"read by OCR, confidence {sure} %"


@needs_tesseract
def test_scans_are_read_in_the_languages_that_are_named_and_installed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    models = Path("/usr/share/tesseract-ocr/5/tessdata")
    for name in ("eng", "nor"):  # the English model under another name: there need not be one of another language
        shutil.copy(models / "eng.traineddata", tmp_path / f"{name}.traineddata")
    shutil.copytree(models / "configs", tmp_path / "configs")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert recognition.languages() == ("eng", "")
    monkeypatch.setenv("WORKBENCH_OCR_LANGUAGES", "nor+eng")
    assert recognition.languages() == ("nor+eng", "")
    assert FIRST in read_one(scanned(drawn(FIRST)), "pier.pdf").text
    monkeypatch.setenv("WORKBENCH_OCR_LANGUAGES", "dan, nor, --help, ../eng")
    used, lacking = recognition.languages()
    assert used == "nor"
    assert "does not have the language “dan”, “--help”, “../eng”" in lacking
    document = read_one(scanned(drawn(FIRST)), "pier.pdf")
    assert FIRST in document.text
    assert lacking in document.notices
    monkeypatch.setenv("WORKBENCH_OCR_LANGUAGES", "dan")
    assert recognition.languages()[0] == "eng"


@needs_tesseract
def test_a_scanned_page_among_others_stays_a_page_of_its_own() -> None:
    data = together(make_pdf([SECOND]), scanned(drawn(FIRST)), make_pdf([THIRD]))
    document = read_one(data, "report.pdf")
    assert document.text == f"{SECOND}\n\n{FIRST}\n\n{THIRD}"
    assert [number for number, _ in document.recognised] == [2]
    source = source_of(document, datetime(2024, 5, 3, tzinfo=UTC))
    found = [
        (source.place_of(at), bool(source.recognition_of(at))) for at in map(source.text.index, ("Th", "Div", "Nob"))
    ]
    assert found == [("page 1", False), ("page 2", True), ("page 3", False)]


@needs_tesseract
def test_a_page_that_is_hard_to_read_is_named_with_a_notice() -> None:
    page = drawn(FIRST, SECOND)
    page = page.resize((page.width // 6, page.height // 6)).resize(page.size)
    (document,) = read(scanned(page, drawn(THIRD)), "fax.pdf")
    assert document.recognised[0][1] < LOW_CONFIDENCE
    assert "not sure of much" in document.notices[1]
    assert document.notices[1].endswith("Compare with the file: page 1.")


@needs_tesseract
def test_a_picture_without_words_is_no_text() -> None:
    chance = random.Random(1)
    photo = Image.frombytes("L", (80, 80), chance.randbytes(6400)).resize((1600, 1600))
    assert "finds no words on it either" in refused(scanned(photo))
    document = read_one(together(make_pdf([FIRST]), scanned(photo)), "a.pdf")
    assert document.text == FIRST
    assert document.notices == ("Only pictures, or nothing that text recognition can read: page 2.",)


@needs_tesseract
def test_a_page_that_takes_too_long_is_left_out_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "RECOGNITION_SECONDS", 0)
    document = read_one(together(make_pdf([FIRST]), scanned(drawn(SECOND))), "a.pdf")
    assert document.text == FIRST
    assert document.notices[-1] == "Text recognition takes more than 0 s, and was stopped: page 2."


@needs_tesseract
def test_pages_for_which_no_time_is_left_are_left_out_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "RECOGNITION_ALL_SECONDS", 0)
    document = read_one(together(make_pdf([FIRST]), scanned(drawn(SECOND), drawn(THIRD))), "a.pdf")
    assert document.text == FIRST
    assert document.notices == (
        "Text recognition of the file was stopped after 0 minutes, before page 2, 3. Split the file to add the rest.",
    )


@needs_tesseract
def test_a_page_that_cannot_be_drawn_is_left_out_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def drawn_but_the_second(data: bytes, number: int) -> bytes:
        if number == 2:
            raise Refused("has a page that cannot be drawn.")
        return page_image_in_sandbox(data, number)

    monkeypatch.setattr(recognition, "page_image_in_sandbox", drawn_but_the_second)
    document = read_one(together(make_pdf([FIRST]), scanned(drawn(SECOND), drawn(THIRD))), "a.pdf")
    assert document.text == f"{FIRST}\n\n{THIRD}"
    assert document.notices[-1] == "Cannot be drawn for text recognition, and not read: page 2."
    monkeypatch.setattr(recognition, "page_image_in_sandbox", lambda data, _: drawn_but_the_second(data, 2))
    assert refused(scanned(drawn(FIRST))).endswith("Cannot be drawn for text recognition, and not read: page 1.")


def test_without_tesseract_a_scan_is_refused_with_the_way_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert refused(scanned(drawn(FIRST))) == (
        "“scan.pdf” has no text on its 1 page; it is probably scanned. Recognise the text first, or install "
        "Tesseract to have it read here (on Debian: apt-get install tesseract-ocr)."
    )
    document = read_one(together(make_pdf([FIRST]), scanned(drawn(SECOND))), "a.pdf")
    assert document.text == FIRST
    assert document.recognised == ()
    assert document.notices[-1].startswith("No text, probably scanned, and not read: page 2. Install Tesseract")


def test_the_picture_of_a_page_is_drawn_in_the_sandbox_and_is_never_huge() -> None:
    picture = page_image_in_sandbox(scanned(drawn(FIRST)), 1)
    head = b"P5\n2482 3509\n255\n"
    assert picture.startswith(head)
    assert len(picture) == len(head) + 2482 * 3509
    writer = PdfWriter()
    writer.add_blank_page(14_400, 14_400)
    writer.write(out := io.BytesIO())
    size = page_image_in_sandbox(out.getvalue(), 1).split(b"\n")[1]
    assert size == b"5000 5000"


def test_pages_without_scans_are_read_as_before_and_ask_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "page_image_in_sandbox", lambda *_: pytest.fail("a page was drawn"))
    document = read_one(make_pdf([FIRST, SECOND]), "a.pdf")
    assert document.recognised == ()
    assert not document.notices


def refused(data: bytes) -> str:
    with pytest.raises(NotRead) as problem:
        read(data, "scan.pdf")
    return str(problem.value)
