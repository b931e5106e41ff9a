from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.report.flavours import from_bytes, harmless, original, to_bytes

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


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=2, max_size=2)
    ),
    st.booleans(),
)
def test_both_flavours_are_read_back_exactly(rows: list[list[str]], excel: bool) -> None:
    data = to_bytes(["id", "note"], rows, excel=excel, text_columns=WORDS)
    assert from_bytes(data, text_columns=WORDS) == (
        ["id", "note"],
        [{"id": first, "note": second} for first, second in rows],
    )


def test_the_plain_file_is_rfc_4180_for_other_readers() -> None:
    rows = [["1", 'a "b", c'], ["2", "line\nline"], ["3", "=1"]]
    data = to_bytes(["id", "note"], rows, excel=False, text_columns=WORDS)
    assert list(csv.reader(io.StringIO(data.decode(), newline=""))) == [["id", "note"], *rows]
    assert data.count(b"\r\n") == 4


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_the_delimiters_of_other_countries_are_read(delimiter: str) -> None:
    data = f"id{delimiter}note\r\n1{delimiter}a,b\r\n".encode()
    assert from_bytes(data, text_columns=WORDS)[1] == [{"id": "1", "note": "a,b"}]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "The file is empty"),
        (b"\xff\xfe1\x00", "not in UTF-8"),
        (b"id,note\r\n1,2,3\r\n", "more cells than its header"),
        (b"id,note\r\n1,2\r\n1,2,3\r\n", "line 3 has 3 cells, the header has 2"),
        (b'id,note\r\n1,"2\r\n', "never closed"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(data: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        from_bytes(data, text_columns=WORDS)
