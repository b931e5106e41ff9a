from __future__ import annotations

import io
import zlib
from collections.abc import Sequence

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic._font import Font

from sources.reading import read_one
from sources.reading.pdf_layout import laid_out
from sources.reading.pdf_lines import Line
from sources.source import Document
from tests.sources.reading.make_files import make_pdf

Placed = tuple[float, float, str]
HELVETICA = Font.from_core_font_name("/Helvetica")
LINES = (
    "The harbour board of Tarvel closed two quays on Monday after",
    "divers found rust in eleven of the steel piles that hold them up.",
    "The repair will cost 4.2 million crowns and take nine weeks, the",
    "board said, and forty boats have moved to the port of Norring.",
    "Nobody knows who is going to pay for it in the end, said Omar",
    "Haddad, the mayor, who lowered the mooring fee by a third.",
)
WHOLE = " ".join(LINES)


def width(text: str) -> float:
    return HELVETICA.get_text_width(text) * 11 / 1000


def document(*pages: Sequence[Placed]) -> Document:
    return read_one(make_pdf([], placed=pages), "quays.pdf")


def lines(left: float = 60.0, top: float = 780.0, texts: Sequence[str] = LINES) -> list[Placed]:
    return [(left, top - 14 * at, text) for at, text in enumerate(texts)]


def word_by_word(texts: Sequence[Placed]) -> list[Placed]:
    placed: list[Placed] = []
    for left, y, text in texts:
        words = text.split()
        placed += [(left + width(" ".join([*words[:at], ""])), y, word) for at, word in enumerate(words)]
    return placed


def letter_by_letter(texts: Sequence[Placed]) -> list[Placed]:
    return [
        (left + width(text[:at]), y, letter)
        for left, y, text in texts
        for at, letter in enumerate(text)
        if letter != " "
    ]


@pytest.mark.parametrize("place", [word_by_word, letter_by_letter])
def test_words_and_letters_that_are_placed_singly_are_lines_again(place) -> None:  # type: ignore[no-untyped-def]
    read = document(place(lines()))
    assert (read.text, read.notices) == (WHOLE, ())


@pytest.mark.parametrize("step", [1, 2, 5])
@pytest.mark.parametrize("left", [40.0, 500.0])
def test_line_numbers_in_either_margin_are_left_out_and_that_is_said(step: int, left: float) -> None:
    numbered = [
        piece for at, line in enumerate(lines(), start=1) for piece in sorted([line, (left, line[1], str(at * step))])
    ]
    read = document(numbered)
    assert read.text == WHOLE
    assert read.notices == ("Line numbers in the margin were left out: page 1.",)


def test_figures_of_a_table_beside_its_text_stay() -> None:
    years = (1961, 1974, 1983, 2001, 2014, 2024)
    rows = [piece for (x, y, _), year in zip(lines(), years, strict=True)
            for piece in ((x, y, f"Inspection of {year}"), (300.0, y, str(year % 97)))]  # fmt: skip
    read = document(rows)
    assert all(f"Inspection of {year} {year % 97}" in read.text for year in years)


def test_two_columns_that_are_drawn_row_by_row_are_read_one_after_the_other() -> None:
    left = [text[:40].rsplit(" ", 1)[0] for text in LINES]
    right = [f"Column two, line {at}, goes on and" for at in range(5)]
    rows = [piece for pair in zip(lines(texts=left), lines(320.0, texts=right), strict=False) for piece in pair]
    heading = [(60.0, 810.0, "Quays close in Tarvel after divers find rust in the piles of the north quay")]
    read = document([*heading, *rows, lines(texts=left)[5]])
    assert " ".join(left) + " " + " ".join(right) in read.text.replace("\n\n", " ")
    assert read.text.startswith(heading[0][2])
    assert read.notices == ("The file draws columns across; they were read one below the other: page 1.",)


LEFT = ("The council of Harnby closed the", "old ferry pier on Monday, after", "divers had found rust in eleven",
        "of its steel piles. The repair", "takes until autumn, it said.")  # fmt: skip
RIGHT = ("Nobody was hurt when the crane", "fell on the quay in March, and", "the school opened again a week",
         "later. Ferries leave from the", "harbour of Tarvel until then.")  # fmt: skip
TWO_COLUMNS = f"{' '.join(LEFT)}\n\n{' '.join(RIGHT)}"


def drawn(*operations: str) -> Document:
    """Read a page that is one text object with these operations."""
    content = "\n".join(("BT /F1 11 Tf", *operations, "ET")).encode("cp1252")
    return read_one(make_pdf(["x"], flate=zlib.compress(content)), "quays.pdf")


def stepping(left: Sequence[str], right: Sequence[str], across: float = 250.0) -> list[str]:
    """Return rows that are drawn with steps from column to column and back."""
    rows = [f"({one}) Tj {across} 0 Td ({other}) Tj {-across} -14 Td" for one, other in zip(left, right, strict=True)]
    return ["60 770 Td", *rows]


def setting(left: Sequence[str], right: Sequence[str]) -> list[str]:
    """Return rows of which each piece has its place."""
    return [
        f"1 0 0 1 {x} {770 - 14 * at} Tm ({text}) Tj"
        for at, row in enumerate(zip(left, right, strict=True))
        for x, text in zip((60, 310), row, strict=True)
    ]


def in_another_font(left: Sequence[str], right: Sequence[str]) -> list[str]:
    """Return rows whose first words are in a font that is set for them."""
    halves = [one.split(" ", 1) for one in left]
    return stepping([f"{first} ) Tj /F1 11 Tf ({rest}" for first, rest in halves], right)


@pytest.mark.parametrize("place", [stepping, setting, in_another_font])
def test_two_columns_within_one_text_object_are_read_one_after_the_other(place) -> None:  # type: ignore[no-untyped-def]
    read = drawn(*place(LEFT, RIGHT))
    assert read.text == TWO_COLUMNS
    assert read.notices == ("The file draws columns across; they were read one below the other: page 1.",)


def array(pieces: Sequence[str], step: int) -> str:
    """Return pieces as one array of a content stream, each so many thousandths of the type further on."""
    return f"[{f' {-step} '.join(f'({piece})' for piece in pieces)}] TJ T*"


def letters(line: str, step: int, between: int) -> str:
    """Return a line whose letters are spaced out, and whose words have a wider space instead of a blank."""
    words = (array(word, step).removeprefix("[").partition("]")[0] for word in line.split())
    return f"[{f' {-between} '.join(words)}] TJ T*"


def in_arrays(*shown: str) -> str:
    content = "\n".join(("BT /F1 11 Tf 14 TL 60 770 Td", *shown, "ET")).encode("cp1252")
    return read_one(make_pdf(["x"], flate=zlib.compress(content)), "quays.pdf").text


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param([array(line, -15) for line in LINES], id="letters set closer"),
        pytest.param([array(line, 60) for line in LINES], id="letters a little apart"),
        pytest.param([array(line, 120) for line in LINES], id="letters spaced out, with blanks"),
        pytest.param([array(line, 250) for line in LINES], id="letters spaced out widely, with blanks"),
        pytest.param([letters(line, 120, 450) for line in LINES], id="letters spaced out, no blanks"),
        pytest.param([letters(line, 250, 700) for line in LINES], id="letters spaced out widely, no blanks"),
        pytest.param([array(line.split(), 250) for line in LINES], id="words"),
        pytest.param([array(line.split(), 333) for line in LINES], id="words further apart"),
    ],
)
def test_letters_and_words_in_an_array_are_the_words_that_a_reader_sees(shown: list[str]) -> None:
    assert in_arrays(*shown) == WHOLE


@pytest.mark.parametrize(
    ("pieces", "read"),
    [
        ("ABCDEFGHIJ", "A B C D E F G H I J"),
        (["It", "is", "as", "if", "we", "go", "to", "it", "or", "do"], "It is as if we go to it or do"),
    ],
)
def test_short_words_in_an_array_stay_apart(pieces: Sequence[str], read: str) -> None:
    assert in_arrays(array(pieces, 333)) == read


def test_columns_that_are_apart_by_blanks_are_read_one_after_the_other() -> None:
    typed = [f"({one:<40}{other}) Tj T*" for one, other in zip(LEFT, RIGHT, strict=True)]
    content = "\n".join(("BT /F1 11 Tf 14 TL 60 770 Td", *typed, "ET")).encode("cp1252")
    data = make_pdf(["x"], flate=zlib.compress(content)).replace(b"/BaseFont /Helvetica ", b"/BaseFont /Courier   ")
    assert read_one(data, "quays.pdf").text == TWO_COLUMNS


def test_a_table_within_one_text_object_is_read_across() -> None:
    places = ("Port of Tarvel", "Quay of Harnby", "Port of Norring", "Isle of Merrow", "Bay of Quell")
    works = ("Two quays closed", "Steel piles replaced", "Nothing to repair", "Old crane removed", "New pier built")
    read = drawn(*stepping(places, works))
    assert read.text.replace("\n\n", " ") == " ".join(
        f"{one} {other}" for one, other in zip(places, works, strict=True)
    )
    assert read.notices == ()


def test_the_numbers_of_the_rows_of_a_table_stay() -> None:
    names = ("Port of Tarvel", "Quay of Harnby", "Port of Norring", "Isle of Merrow", "Bay of Quell", "Cape Orr")
    read = drawn(*stepping(list("123456"), names, across=40.0))
    assert [f"{number} {name}" in read.text for number, name in enumerate(names, 1)] == [True] * 6
    assert read.notices == ()


def test_words_far_apart_in_one_column_stay_one_line() -> None:
    rows = [text.split(" ", 3) for text in LEFT]
    justified = [
        f"({one}) Tj 60 0 Td ({two}) Tj 75 0 Td ({three}) Tj 90 0 Td ({rest}) Tj -225 -14 Td"
        for one, two, three, rest in rows
    ]
    assert drawn("60 770 Td", *justified).text == " ".join(LEFT)
    spaced = [f"({text.replace(' ', '    ')}) Tj T*" for text in LEFT]
    assert drawn("14 TL 60 770 Td", *spaced).text == " ".join(LEFT)


def test_the_rows_of_a_table_of_short_cells_are_read_across() -> None:
    cells = [
        (x, 780.0 - 14 * row, f"{name} {row}") for row in range(6) for x, name in ((60.0, "Quay"), (320.0, "cost"))
    ]
    read = document(cells)
    assert "Quay 3 cost 3" in read.text
    assert read.notices == ()


def test_an_order_that_nothing_explains_is_said_with_its_page() -> None:
    there_and_back = [line for pair in zip(lines(), lines(top=500.0), strict=True) for line in pair[::-1]]
    read = document(lines(), there_and_back)
    assert read.notices == (
        "The file draws its lines in an order that may not be that of reading. Compare with the file: page 2.",
    )


def test_a_mark_that_a_browser_raises_is_no_digit_of_the_figure_before_it() -> None:
    line = Line("Divers found 420", 60.0, 700.0, 16.0, 180.0)
    lines, _ = laid_out([line, Line(" piles.", 186.0, 700.0, 16.0, 240.0)])
    assert [line.text for line in lines] == ["Divers found 420 piles."]


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("The re-", "pair will cost more.", "The repair will cost more."),
        ("The re-", "election was close.", "The re-election was close."),
        ("It was under-", "stood by all.", "It was understood by all."),
        ("An under-", "secretary came.", "An under-secretary came."),
        ("The state-", "ment was short.", "The statement was short."),
        ("The state-", "owned port is shut.", "The state-owned port is shut."),
        ("A long-", "term treaty.", "A long-term treaty."),
        ("It took long-", "er than that.", "It took longer than that."),
        ("A diver from Norring-", "on-Sea led it.", "A diver from Norring-on-Sea led it."),
        ("A diver from Norring-on-", "Sea led it.", "A diver from Norring-on-Sea led it."),
        ("The mayor of Stratford-", "upon-Orr spoke.", "The mayor of Stratford-upon-Orr spoke."),
        ("The mayor of Stratford-upon-", "Orr spoke.", "The mayor of Stratford-upon-Orr spoke."),
        ("She lives in Villeneuve-", "lès-Avignon.", "She lives in Villeneuve-lès-Avignon."),
        ("The school is un-", "der-funded.", "The school is under-funded."),
        ("There were twenty-", "one boats.", "There were twenty-one boats."),
        ("His mother-", "in-law paid.", "His mother-in-law paid."),
        ("The govern-", "ment-run port.", "The government-run port."),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_stays_where_the_word_has_one(above: str, below: str, whole: str) -> None:
    assert document(lines(texts=(above, below))).text == whole


@pytest.mark.parametrize("algorithm", ["AES-128", "AES-256"])
def test_a_file_in_aes_that_everybody_may_open_is_read(algorithm: str) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf([WHOLE]))))
    writer.encrypt(user_password="", owner_password="secret", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    assert read_one(out.getvalue(), "quays.pdf").text == WHOLE


def test_a_running_title_close_to_the_text_goes_where_it_is_on_three_pages() -> None:
    pages = [
        [
            (60.0, 794.0, f"Pilot Weekly, page {number}"),
            *lines(texts=[f"On day {number} a boat left and", "it sank."]),
        ]
        for number in (1, 2, 3)
    ]
    read = document(*pages)
    assert "Pilot Weekly" not in read.text
    assert read.text.count("a boat left and it sank.") == 3
