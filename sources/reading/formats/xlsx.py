"""An Excel workbook as a table of sources: a source a row of its first sheet, under a header, as in a CSV."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

from sources.reading import limits
from sources.reading.archives import check_archive
from sources.reading.errors import DAMAGED, Refused, quoted
from sources.reading.extract import Extract
from sources.reading.registry import File, Format, register
from sources.reading.tables import COLUMNS, FIELDS, OTHER_NAMES, Cells, Rows
from sources.untrusted import day_first

_COLUMNS_LOOKED_AT = 100  # a table of sources has seven; more are somebody's own notes
_COLUMNS_SHOWN = 8  # as many as a line of the page holds


def read_xlsx(file: File) -> Extract:
    """Return a part for each row of the first sheet that has words, under a header with a ``text`` column.

    Formulas count by the value that they had when the file was saved. Hidden sheets and all but the first are left
    out, and a notice says so.

    Raises:
        Refused: If it would unpack to too much, is damaged, or a row cannot be used.
    """
    check_archive(file.data)
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(file.data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        lines = sheet.iter_rows(max_col=_COLUMNS_LOOKED_AT, values_only=True)
        header = [_column(cell) for cell in next(lines, ())]
    except (KeyError, IndexError, ValueError):
        raise Refused(DAMAGED) from None
    if "text" not in header:
        has = ", ".join(quoted(name) for name in header[:_COLUMNS_SHOWN] if name) or "nothing"
        raise Refused(
            f"needs a first row that names its columns, one of them text: {', '.join(COLUMNS)}. It has: {has}."
        )
    table = [(number, row) for number, row in enumerate(lines, 2) if number <= limits.ROWS + 2 and any(row)]
    cells = [
        {name: _words(cell) for name, cell in zip(header, row, strict=False) if name in FIELDS} for _, row in table
    ]
    rows = Rows(day_first(row.get("published", "") for row in cells))
    for (number, _), row in zip(table, cells, strict=True):
        rows.add(number, lambda row=row: Cells(row))  # type: ignore[misc]
    notices: tuple[str, ...] = ()
    if len(book.sheetnames) > 1:
        notices = (
            f"Only the first of {len(book.sheetnames)} sheets was read. Save the others as files of their own.",
        )
    return rows.all_or_none(notices)


def _column(cell: Any) -> str:
    name = _words(cell).strip().lower()
    return OTHER_NAMES.get(name, name)


def _words(cell: Any) -> str:
    """Return the value of a cell as a CSV would have it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else str(cell)


def _is_workbook(data: bytes) -> bool:
    packed = data.startswith(b"PK\x03\x04") and b"mimetypeapplication/" not in data[:200]
    return packed and b"[Content_Types].xml" in data and b"xl/" in data and b"word/" not in data


register(
    Format(
        name="xlsx",
        title="table (Excel)",
        phrase="an Excel workbook",
        endings=("xlsx",),
        limits=f"unpacked {limits.ARCHIVE_BYTES // 2**20} MB, of it {limits.ARCHIVE_MARKUP_BYTES // 2**20} MB XML; "
        f"{limits.ROWS:,} rows",
        read=read_xlsx,
        sandboxed=True,
        recognises=_is_workbook,
        fits=_is_workbook,
        media_types=("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",),
        article=False,
        entry="row",
    )
)
