"""The two flavours of the file: exact for machines, and harmless for Excel.

The plain flavour is UTF-8 without a byte-order mark, RFC 4180, lines ended by CR LF. The flavour for Excel begins
with a byte-order mark (without one Excel reads UTF-8 as something else) and puts an apostrophe before every cell that
Excel would take for a formula or change into a number or a date. Reading takes those apostrophes off again.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from claims.review.gates import NotSaved
from sources.untrusted import NA_WORDS, Table, TableRow, TableUnreadable, Unusable, number, read_table

MARK = "\ufeff"
_APOSTROPHE = "'"
_LARGEST = 1e300  # pandas takes longer figures for numbers too, but no person writes them as a note
# What starts a formula in Excel and LibreOffice, after white space too, and in the full-width forms of East Asian
# keyboards (OWASP, CSV injection).
_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
# Text that Excel turns into a number, a date or a time: 007, 1E5, 3-4, 12:30, 5 %, 1 May.
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:tember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)"
)
_NUMBER = re.compile(
    rf"[\d\s.,:/%€$£-]*\d[\d\s.,:/%€$£-]*(e\d+)?|\d{{1,2}}[ -]{_MONTH}([ -]\d{{1,4}})?|{_MONTH}[ -]\d{{1,4}}",
    re.IGNORECASE,
)


class CsvNotWritten(NotSaved):
    """The file cannot be made of what is stored; the message says what to do."""


def to_bytes(
    names: Sequence[str], rows: Sequence[Sequence[str]], *, excel: bool, text_columns: Collection[str]
) -> bytes:
    """Return the file.

    Args:
        names: The header.
        rows: One cell per name.
        excel: The flavour for Excel instead of the plain one.
        text_columns: Names of columns that hold people's words, in which a number stays text in Excel.

    Raises:
        CsvNotWritten: If a cell cannot be encoded.
    """
    import pandas as pd

    if excel:
        rows = [
            [harmless(cell, text=name in text_columns) for name, cell in zip(names, row, strict=True)] for row in rows
        ]
    table = pd.DataFrame([list(row) for row in rows], columns=list(names), dtype=object)
    text: str = table.to_csv(
        index=False, lineterminator="\r\n", quoting=csv.QUOTE_ALL if excel else csv.QUOTE_MINIMAL
    )
    try:
        return ((MARK if excel else "") + text).encode("utf-8")
    except UnicodeEncodeError:  # an older version took it in; no door does now
        raise CsvNotWritten(
            "The verdict CSV cannot be written, because the database holds characters that no file can hold. "
            "Find and mend them with: python -m claims doctor --mend"
        ) from None


def harmless(cell: str, *, text: bool) -> str:
    """Return ``cell`` so that Excel shows it as it is; an apostrophe is put before what it would change."""
    return _APOSTROPHE + cell if _needs_mark(cell, text=text) else cell


def _needs_mark(cell: str, *, text: bool) -> bool:
    if cell.startswith(_APOSTROPHE):
        return _needs_mark(cell[1:], text=text)
    return bool(_FORMULA.match(cell)) or (text and bool(_NUMBER.fullmatch(cell)))


def original(cell: str, *, text: bool) -> str:
    """Return the cell that `harmless` was given; other apostrophes at the start stay."""
    return cell[1:] if cell.startswith(_APOSTROPHE) and _needs_mark(cell[1:], text=text) else cell


def pandas_writes(cell: str) -> frozenset[str]:
    """Return what ``cell`` can become when pandas reads a file and writes it again, without options.

    It takes NA for an empty cell, and in a column of numbers 007 for 7 or 7.0.
    """
    if cell in NA_WORDS:
        return frozenset({""})
    if cell.casefold() in {"true", "false"}:
        return frozenset({cell.capitalize()})
    try:
        value = number(cell, least=-_LARGEST, most=_LARGEST)
    except Unusable:
        return frozenset()
    return frozenset({str(value), f"{value:.0f}"} if value.is_integer() else {str(value)})


def from_bytes(data: bytes, *, columns: Collection[str], text_columns: Collection[str]) -> Table:
    """Return the header and the rows of a file in either flavour, cell by cell as it was before writing.

    What Excel and pandas change when they save the file is undone as far as it can be.

    Args:
        data: The file.
        columns: The names of the columns that can be used.
        text_columns: Those of them that hold people's words.

    Raises:
        ValueError: If the bytes are no CSV file in UTF-8; the message is for a person and names the row.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError("The file is not in UTF-8. Save it as “CSV UTF-8” and import it again.") from error
    if not text.removeprefix(MARK).strip():
        raise ValueError("The file is empty. Choose a verdict CSV.")
    try:
        table = read_table(text, columns, set(columns).difference(text_columns))
    except TableUnreadable as fault:
        raise ValueError(f"The file is no CSV table: {fault}. Export it again.") from fault
    faulty = next((row for row in table.rows if row.fault), None)
    if faulty:
        raise ValueError(f"Row {faulty.number} does not fit: {faulty.fault}. Export the file again.")
    if not text.startswith(MARK):
        return table
    return replace(table, rows=tuple(_original(row, text_columns) for row in table.rows))


def _original(row: TableRow, text_columns: Collection[str]) -> TableRow:
    return replace(row, cells={name: original(cell, text=name in text_columns) for name, cell in row.cells.items()})
