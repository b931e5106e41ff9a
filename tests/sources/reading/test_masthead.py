"""Publisher and date of a text that prints them itself."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest

from sources.reading import read
from sources.reading.masthead import READ, READ_DAY, titled
from sources.source import Document

BODY = "The harbour board counted 40 ferries on Monday.\n\nNobody was hurt."


def first_lines(*lines: str) -> tuple[str, date | None]:
    (document,) = read("\n\n".join((*lines, BODY)).encode(), "report.txt")
    return document.publisher, document.published


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Ferries wait", "LORN, Oct 8, 2019 (Reuters) - Ferries waited."), ("Reuters", date(2019, 10, 8))),
        (("LORN, 8 October 2019 (AP) — Ferries waited.",), ("Associated Press", date(2019, 10, 8))),
        (("LORN, Oct 8 (Reuters) - Ferries waited.",), ("Reuters", None)),
        (("Ferries wait", "The Lorn Gazette, 10 October 2019"), ("The Lorn Gazette", date(2019, 10, 10))),
        (("By staff reporters, Eastern Courier, 9 October 2019",), ("Eastern Courier", date(2019, 10, 9))),
        (("Lorn Radio | Oct. 9, 2019",), ("Lorn Radio", date(2019, 10, 9))),
        (("Ferries wait", "The Lorn Gazette\t9 October 2019"), ("The Lorn Gazette", date(2019, 10, 9))),
        (("Ferries wait", "The Lorn Gazette", "9 October 2019"), ("The Lorn Gazette", date(2019, 10, 9))),
        (("Ferries wait", "The Lorn Gazette, Lorn, 9 October 2019"), ("The Lorn Gazette", date(2019, 10, 9))),
        (("Ferries wait", "Source: The Lorn Gazette, 9 October 2019"), ("The Lorn Gazette", date(2019, 10, 9))),
        (("Ferries wait", "Lorn Gazette · 9 October 2019 · By Ida Holm"), ("Lorn Gazette", date(2019, 10, 9))),
        (("Ferries wait", "The Lorn Gazette | Oct. 9, 2019 | by our staff"), ("The Lorn Gazette", date(2019, 10, 9))),
    ],
)
def test_a_dateline_or_a_line_of_its_own_gives_publisher_and_date(
    lines: tuple[str, ...], expected: tuple[str, date | None]
) -> None:
    assert first_lines(*lines) == expected


@pytest.mark.parametrize(
    "lines",
    [
        ("Lorn, 10 October 2019",),  # a place
        ("The Lorn Gazette, 10/11/2019",),  # two days
        ("The Lorn Gazette · 9 October 2019 · By 10 October 2019",),
        ("LORN (Ann Voss) - Ferries waited.",),  # a person
        ("The Gazette wrote of the ferries, on 10 October 2019, at length and with many figures, and was right.",),
        ("One.", "Two.", "Three.", "Four.", "Five.", "Six.", "LORN, Oct 8, 2019 (Reuters) - Ferries waited."),
    ],
)
def test_what_could_be_something_else_is_left_open(lines: tuple[str, ...]) -> None:
    assert first_lines(*lines) == ("", None)


def test_a_day_below_a_headline_dates_the_text_and_the_headline_is_no_publisher() -> None:
    (document,) = read(f"Lorn Gazette closes\n\n10 October 2019\n\n{BODY}".encode(), "report.txt")
    assert (document.publisher, document.published) == ("", date(2019, 10, 10))
    assert document.notices == (READ_DAY,)


@pytest.mark.parametrize("lines", [("10 October 2019", "11 October 2019"), ("20191010",), ("On 10 October 2019",)])
def test_two_days_a_number_and_a_sentence_date_nothing(lines: tuple[str, ...]) -> None:
    assert first_lines("Ferries wait", *lines) == ("", None)


def test_the_headline_of_a_word_file_is_its_title_where_its_properties_have_none() -> None:
    for style, expected in (("Title", "Ferries wait"), ("Heading 1", "Ferries wait"), ("Normal", "")):
        document = docx.Document()
        document.add_paragraph("")
        document.add_paragraph("Ferries  wait", style=style)
        document.add_paragraph(BODY)
        out = io.BytesIO()
        document.save(out)
        (found,) = read(out.getvalue(), "report.docx")
        assert found.title == expected


def test_the_text_stays_and_what_was_taken_is_said() -> None:
    text = "LORN, Oct 8, 2019 (Reuters) - Ferries waited.\n\n" + BODY
    (document,) = read(text.encode(), "report.txt")
    assert document.text == text
    assert document.notices == (READ,)


def test_lines_about_the_text_go_before_its_dateline() -> None:
    given = "Publisher: Lorn Gazette\nDate: 2019-10-09\n\nLORN, Oct 8, 2019 (Reuters) - Ferries waited."
    (document,) = read(given.encode(), "report.txt")
    assert (document.publisher, document.published) == ("Lorn Gazette", date(2019, 10, 9))


@pytest.mark.parametrize(
    "lines",
    [
        ("The Lorn Gazette, 9 October 2019",),
        ("The Lorn Gazette\t9 October 2019",),
        ("The Lorn Gazette", "9 October 2019"),
        ("The Lorn Gazette\n9 October 2019",),
    ],
)
def test_a_masthead_below_the_title_of_a_word_file_is_read(lines: tuple[str, ...]) -> None:
    document = docx.Document()
    document.add_paragraph("Ferries wait", style="Title")
    for line in (*lines, BODY):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    (found,) = read(out.getvalue(), "report.docx")
    assert (found.publisher, found.published) == ("The Lorn Gazette", date(2019, 10, 9))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Pier of Lorn shut\n\nLorn Gazette\n\n9 May 2024\n\nThe pier was shut.", "Pier of Lorn shut"),
        ("Who shut the pier?\nThe council did.", "Who shut the pier?"),
        ("The pier was shut on Monday.\nNobody was hurt.", ""),
        ("“The pier is shut”\nsaid the harbour master.", ""),
        ("Pier of Lorn shut", ""),
        ("The pier " * 20 + "\nwas shut.", ""),
        ("", ""),
    ],
)
def test_a_short_first_line_that_is_no_sentence_is_the_title(text: str, title: str) -> None:
    assert titled(Document(text=text, kind="txt")).title == title
    assert titled(Document(text=text, kind="txt", title="Given")).title == "Given"
