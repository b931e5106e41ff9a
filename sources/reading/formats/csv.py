"""CSV: a source a row under a header, as spreadsheets and pandas save it."""

from __future__ import annotations

from sources.reading.errors import Refused, quoted
from sources.reading.extract import Extract
from sources.reading.limits import ROWS
from sources.reading.registry import File, Format, register
from sources.reading.tables import COLUMNS, FIELDS, OTHER_NAMES, WHOLE_OR_NONE, BadRow, Cells, Rows, table_text
from sources.untrusted import TableRow, TableUnreadable, day_first, read_table

_COLUMNS_SHOWN = 8  # as many as a line of the page holds


def read_csv(file: File) -> Extract:
    """Return a part for each row under a header with a ``text`` column.

    What spreadsheets and pandas do to a file is understood (`sources.untrusted.read_table`). Rows are counted as a
    spreadsheet counts, the header being row 1; empty rows count and are passed over. Cells are text as they stand
    ("NA", "007"), except where the program wrote such a word for an empty date. Whether the day stands before the
    month is read off the whole column.

    Raises:
        Refused: If the header, a row, a date or an id cannot be used.
    """
    text, notices = table_text(file)
    try:
        table = read_table(text, FIELDS, ("published", "url"), other_names=OTHER_NAMES)
    except TableUnreadable as fault:
        raise Refused(
            f": {fault}, {WHOLE_OR_NONE} "
            'A quotation mark inside a cell is written twice (""), and the cell stands in quotation marks.'
        ) from None
    if "text" not in table.names:
        has = ", ".join(quoted(column) for column in table.names[:_COLUMNS_SHOWN]) or "nothing"
        raise Refused(
            f"needs a first row that names its columns, one of them text: {', '.join(COLUMNS)}. It has: {has}."
        )
    twice = sorted({column for column in table.names if column in FIELDS and table.names.count(column) > 1})
    if twice:
        raise Refused(f"has the column {twice[0]} twice in its first row. Remove one and add it again.")
    rows = Rows(day_first(row.cells.get("published", "") for row in table.rows))
    for row in table.rows:
        rows.add(row.number, lambda row=row: _cells(row))  # type: ignore[misc]
    unused = [column for column in table.names if column not in FIELDS]
    if unused:
        notices += (f"Columns that were not used: {', '.join(map(quoted, unused[:_COLUMNS_SHOWN]))}.",)
    return rows.all_or_none(notices)


def _cells(row: TableRow) -> Cells:
    if row.fault:
        raise BadRow(row.fault)
    return Cells({name: cell for name, cell in row.cells.items() if name in FIELDS})


register(
    Format(
        name="csv",
        title="table (CSV)",
        phrase="a table",
        endings=("csv", "tsv"),
        limits=f"{ROWS:,} rows; one faulty row and nothing is added, with the row named",
        read=read_csv,
        media_types=("text/csv", "text/tab-separated-values"),
        article=False,
        entry="row",
    )
)
