"""Note marks and powers that a page sets above the line, in each format that can."""

from __future__ import annotations

import io
import zlib

import docx
import pytest

from sources.reading import read_one
from sources.reading.formats.pdf import _small
from sources.reading.raised import raised
from tests.sources.reading.make_files import make_pdf

IN_LINE = "The quay cost 420[1] crowns in 2014[3] and covers 40 km² near the CO2 plant."
PIECES = (
    ("The quay cost 420", ""), ("1", "up"), (" crowns in 2014", ""), ("3", "up"), (" and covers 40 km", ""),
    ("2", "up"), (" near the CO", ""), ("2", "down"), (" plant.", ""),
)  # fmt: skip


def pdf_with(*, by_rise: bool) -> bytes:
    parts, x = [b"BT /F1 11 Tf 1 0 0 1 60 770 Tm"], 60.0
    for text, place in PIECES:
        size = 6 if place else 11
        shift = {"up": 4, "down": -2, "": 0}[place]
        if by_rise:
            parts.append(b"/F1 %d Tf %d Ts (%s) Tj" % (size, shift, text.encode()))
        else:
            parts.append(b"/F1 %d Tf 1 0 0 1 %.1f %d Tm (%s) Tj" % (size, x, 770 + shift, text.encode()))
            x += len(text) * size * 0.5
    return make_pdf([""], flate=zlib.compress(b"\n".join([*parts, b"ET"])))


def word_with_raised_runs() -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for text, place in PIECES:
        run = paragraph.add_run(text)
        if place == "up":
            run.font.superscript = True
        if place == "down":
            run.font.subscript = True
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def page_with_raised_signs() -> bytes:
    tags = {"up": ("<sup>", "</sup>"), "down": ("<sub>", "</sub>"), "": ("", "")}
    words = "".join(tags[place][0] + text + tags[place][1] for text, place in PIECES)
    return f"<!doctype html><html><body><article><h1>Quay</h1><p>{words}</p></article></body></html>".encode()


@pytest.mark.parametrize("by_rise", [True, False])
def test_a_raised_figure_of_a_pdf_does_not_join_the_figure_before_it(*, by_rise: bool) -> None:
    assert read_one(pdf_with(by_rise=by_rise), "quay.pdf").text == IN_LINE


def test_a_raised_figure_of_a_word_document_does_not_join_the_figure_before_it() -> None:
    assert read_one(word_with_raised_runs(), "quay.docx").text == IN_LINE


def test_a_raised_figure_of_a_web_page_does_not_join_the_figure_before_it() -> None:
    assert IN_LINE in read_one(page_with_raised_signs(), "quay.html").text


def test_a_raised_sign_within_a_raised_sign_of_a_web_page_is_read_with_it() -> None:
    page = (
        b"<!doctype html><html><body><article><h1>Quay</h1><p>The quay cost 420<sup>a<sup>1</sup></sup> crowns.</p>"
    )
    assert "crowns." in read_one(page + b"</article></body></html>", "quay.html").text


def test_smaller_type_that_is_no_mark_keeps_the_blank_before_it() -> None:
    assert _small("Founded", " 1998") == " 1998"
    assert _small("cost 420", " 1") == "[1]"
    assert _small("the CO", "2") == "2"


@pytest.mark.parametrize(
    ("before", "sign", "shown"),
    [
        ("the 19", "th", "th"),
        ("in 2014", "1,2", "[1,2]"),
        ("the mayor said.", "12", "[12]"),
        ("1.2 × 10", "6", "⁶"),
        ("a flow of 4 m", "3", "³"),
        ("the ferry", "*", ""),
        ("about ", "14", "14"),
    ],
)
def test_a_raised_sign_is_a_note_a_power_or_part_of_the_word(before: str, sign: str, shown: str) -> None:
    assert raised(before, sign) == shown
