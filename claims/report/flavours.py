"""The two flavours of the file: exact for machines, and harmless for Excel.

The plain flavour is UTF-8 without a byte-order mark, RFC 4180, lines ended by CR LF. The flavour for Excel begins
with a byte-order mark (without one Excel reads UTF-8 as something else) and puts an apostrophe before every cell that
Excel would take for a formula or change into a number or a date. Reading takes those apostrophes off again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

MARK = "\ufeff"
_APOSTROPHE = "'"
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


def to_bytes(names: Sequence[str], rows: Sequence[Sequence[str]], *, excel: bool, text_columns: set[str]) -> bytes:
    """Return the file.

    Args:
        names: The header.
        rows: One cell per name.
        excel: The flavour for Excel instead of the plain one.
        text_columns: Names of columns that hold people's words, in which a number stays text in Excel.
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
    return ((MARK if excel else "") + text).encode("utf-8")


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


def from_bytes(data: bytes, *, text_columns: set[str]) -> tuple[list[str], list[dict[str, str]]]:
    """Return the header and the rows of a file in either flavour, cell by cell as it was before writing.

    Semicolons and tabs between the cells are taken too: Excel writes them in many countries.

    Raises:
        ValueError: If the bytes are no CSV file in UTF-8; the message is for a person.
    """
    import pandas as pd

    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError("The file is not in UTF-8. Save it as “CSV UTF-8” and import it again.") from error
    marked = text.startswith(MARK)
    text = text.removeprefix(MARK)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        table = pd.read_csv(io.StringIO(text, newline=""), sep=delimiter, dtype=str, na_filter=False)
    except pd.errors.EmptyDataError as error:
        raise ValueError("The file is empty. Choose a verdict CSV.") from error
    except pd.errors.ParserError as error:
        raise ValueError(f"The file is no CSV table: {_place(str(error))}. Export it again.") from error
    surplus = type(table.index) is not pd.RangeIndex  # pandas takes surplus first cells for names of the rows
    if surplus:
        raise ValueError("The file is no CSV table: its rows have more cells than its header. Export it again.")
    names = [str(name) for name in table.columns]
    rows = [dict(zip(names, map(str, row), strict=True)) for row in table.itertuples(index=False, name=None)]
    if marked:
        rows = [{name: original(cell, text=name in text_columns) for name, cell in row.items()} for row in rows]
    return names, rows


def _place(message: str) -> str:
    """Return pandas' message in words for a person."""
    found = re.search(r"Expected (\d+) fields in line (\d+), saw (\d+)", message)
    if found:
        return f"line {found[2]} has {found[3]} cells, the header has {found[1]}"
    return "a quotation mark is opened and never closed" if "EOF inside string" in message else "it cannot be read"
