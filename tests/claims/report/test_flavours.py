from __future__ import annotations

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.report.flavours import from_bytes, harmless, original, pandas_writes, to_bytes

COLUMNS = {"id", "note"}
WORDS = {"note"}


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x", "  =1"]
)
def test_no_cell_of_the_excel_file_starts_a_formula(cell: str) -> None:
    for text in (True, False):
        assert harmless(cell, text=text) == "'" + cell
        assert original("'" + cell, text=text) == cell


@pytest.mark.parametrize(
    "cell", ["007", "1E5", "3-4", "12:30", "5 %", "1,200", "1 May", "May 2024", "12-may-2024", "2024-05-02"]
)
def test_people_s_words_that_look_like_figures_stay_text_and_figures_stay_figures(cell: str) -> None:
    assert harmless(cell, text=True) == "'" + cell
    assert harmless(cell, text=False) == cell


@pytest.mark.parametrize("cell", ["", "NA", "'tis", "40 ships", "2 mayors", "a=b", "“=”", "😀"])
def test_ordinary_cells_are_left_alone(cell: str) -> None:
    assert harmless(cell, text=True) == cell
    assert original(cell, text=True) == cell


@given(st.text(max_size=8) | st.text("'=+-@\t\r\n1 ", max_size=8), st.booleans())
def test_the_apostrophe_is_reversible(cell: str, text: bool) -> None:
    assert original(harmless(cell, text=text), text=text) == cell


def read(data: bytes) -> list[dict[str, str]]:
    table = from_bytes(data, columns=COLUMNS, text_columns=WORDS)
    assert table.names == ("id", "note")
    return [dict(row.cells) for row in table.rows]


_CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(st.lists(st.tuples(_CELLS.map("x".__add__), _CELLS)), st.booleans())
def test_both_flavours_are_read_back_exactly(rows: list[tuple[str, str]], excel: bool) -> None:
    data = to_bytes(["id", "note"], rows, excel=excel, text_columns=WORDS)
    assert read(data) == [{"id": first, "note": second} for first, second in rows]


def test_rows_without_a_word_are_counted_and_passed_over() -> None:
    table = from_bytes(b"id,note\r\n,\r\n1,x\r\n\r\n2,y\r\n", columns=COLUMNS, text_columns=WORDS)
    assert [(row.number, row.cells["id"]) for row in table.rows] == [(3, "1"), (5, "2")]


def test_na_is_a_word_unless_the_file_writes_it_for_an_empty_cell() -> None:
    assert read(b"id,note\r\n1,NA\r\n2,nan\r\n") == [{"id": "1", "note": "NA"}, {"id": "2", "note": "nan"}]
    assert read(b"id,note\r\n1,NA\r\nNA,nan\r\n") == [{"id": "1", "note": ""}, {"id": "", "note": "nan"}]


@pytest.mark.parametrize("note", ["NA", "007", "7", "1e3", "true", "x", "0.5", "nan", "None", "-3"])
@pytest.mark.parametrize("beside", ["", "5", "word"])
def test_what_pandas_makes_of_a_cell_is_recognised(note: str, beside: str) -> None:
    data = to_bytes(["id", "note"], [["1", note], ["2", beside]], excel=False, text_columns=WORDS)
    again = pd.read_csv(io.BytesIO(data)).to_csv(index=False)
    cell = read(again.encode())[0]["note"]
    assert cell == note or cell in pandas_writes(note)


def test_the_plain_file_is_rfc_4180_for_other_readers() -> None:
    rows = [["1", 'a "b", c'], ["2", "line\nline"], ["3", "=1"]]
    data = to_bytes(["id", "note"], rows, excel=False, text_columns=WORDS)
    assert list(csv.reader(io.StringIO(data.decode(), newline=""))) == [["id", "note"], *rows]
    assert data.count(b"\r\n") == 4


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_the_delimiters_of_other_countries_are_read(delimiter: str) -> None:
    data = f"id{delimiter}note\r\n1{delimiter}a,b\r\n".encode()
    assert read(data) == [{"id": "1", "note": "a,b"}]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "The file is empty"),
        (b"\xff\xfe1\x00", "not in UTF-8"),
        (b"id,note\r\n1,2,3\r\n", "Row 2 does not fit: it has 3 cells where the first row has 2"),
        (b"id,note\r\n1,2\r\n1,2,3\r\n", "Row 3 does not fit: it has 3 cells where the first row has 2"),
        (b'id,note\r\n1,"2\r\n', "from row 2 on it is not clear what belongs to which cell"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(data: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        from_bytes(data, columns=COLUMNS, text_columns=WORDS)
