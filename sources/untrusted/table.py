"""Tables from outside: CSV as a person's program saves it, rows counted as a spreadsheet counts them.

Spreadsheets and pandas change a file when they save it: another delimiter, a line ``sep=;`` on top, a column of row
numbers without a name, a word such as NA for an empty cell. All of that is read as what the file said before.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

_DELIMITERS = ",;\t|"
_MOST_CHARACTERS = 20 * 1024 * 1024  # of a cell: no honest one holds more characters than the largest file bytes
_SEP = re.compile(r'"?sep=([,;\t|^~:])"?[,;\t|]*(?:\r\n|\r|\n)', re.IGNORECASE)
_UNNAMED = re.compile(r"(?:Unnamed: \d+)?")  # pandas names a column without a name so

NA_WORDS = frozenset(
    {"NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "-NaN", "-nan", "NaT", "NULL", "null", "None", "#NA"}
)
"""What R, pandas and spreadsheets write for an empty cell (pandas.read_csv, na_values)."""


class TableUnreadable(ValueError):  # noqa: N818 - what happened, not a fault of the program
    """Cells cannot be told apart from some row on.

    Attributes:
        row: That row.
    """

    def __init__(self, row: int) -> None:
        super().__init__(f"from row {row:,} on it is not clear what belongs to which cell")
        self.row = row


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row that is not empty.

    Attributes:
        number: As a spreadsheet counts it; the header is row 1.
        cells: By the name of the column.
        fault: Why the cells are not known; empty when they are.
    """

    number: int
    cells: Mapping[str, str]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its header.

    Attributes:
        names: The columns in their order, without those that have no name.
    """

    names: tuple[str, ...]
    rows: tuple[TableRow, ...] = ()


def read_table(
    text: str, known: Collection[str], wordless: Collection[str], *, other_names: Mapping[str, str] | None = None
) -> Table:
    """Return the header and the rows of a CSV text.

    The delimiter is the one of comma, semicolon, tab and bar under which the header has the most ``known`` columns.
    A word for an empty cell (`NA_WORDS`) is empty in ``wordless`` columns; found in one of them, it is what the
    program wrote for every empty cell, and is empty in all. Elsewhere a cell NA says NA.

    Args:
        text: The whole file; a byte-order mark and a line such as ``sep=;`` before the header are passed over.
        known: The columns that the caller can use.
        wordless: Those of them that cannot hold words, such as a date.
        other_names: What else a column may be called, in small letters.

    Raises:
        TableUnreadable: If a quotation mark is out of place.
    """
    csv.field_size_limit(_MOST_CHARACTERS)
    text = text.removeprefix("\ufeff")
    line = _SEP.match(text)
    if line:
        text = text[line.end() :]
    marks = dict.fromkeys([*(line[1] if line else ""), *_DELIMITERS])
    called = {name.lower(): name for name in known} | dict(other_names or {})
    headers = {mark: _header(text, mark, called) for mark in marks}
    delimiter = max(marks, key=lambda mark: len(set(known).intersection(headers[mark])))
    header = headers[delimiter]
    rows = _rows(text, delimiter, header)
    words = NA_WORDS.intersection(row.cells.get(name, "").strip() for row in rows for name in wordless)
    if words:
        rows = [_emptied(row, words) for row in rows]
    return Table(tuple(name for name in header if name), tuple(rows))


def _header(text: str, delimiter: str, called: Mapping[str, str]) -> list[str]:
    """Return the names of the columns; empty for one without a name."""
    try:
        cells = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return []
    names = ["" if _UNNAMED.fullmatch(cell.strip()) else cell.strip() for cell in cells]
    return [called.get(name.lower(), name) for name in names]


def _rows(text: str, delimiter: str, header: Sequence[str]) -> list[TableRow]:
    # strict: a quotation mark out of place is an error; otherwise it would swallow the rows up to the next one.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[TableRow] = []
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return rows
        except csv.Error:
            raise TableUnreadable(number) from None
        if number == 1 or not any(cell.strip() for cell in cells):
            continue
        if len(cells) == len(header):
            named = {name: cell for name, cell in zip(header, cells, strict=True) if name}
            rows.append(TableRow(number, named))
        else:
            fault = f"it has {len(cells):,} cells where the first row has {len(header):,}"
            rows.append(TableRow(number, {}, fault))


def _emptied(row: TableRow, words: Collection[str]) -> TableRow:
    return replace(row, cells={name: "" if cell.strip() in words else cell for name, cell in row.cells.items()})
