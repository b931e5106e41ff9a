"""JSONL: a source a line, as a JSON object; BEIR's corpus.jsonl is such a file."""

from __future__ import annotations

from sources.reading.extract import Extract
from sources.reading.limits import ROWS
from sources.reading.registry import File, Format, register
from sources.reading.tables import FIELDS, OTHER_NAMES, BadRow, Cells, Rows, table_text
from sources.untrusted import LARGEST_WHOLE, Unusable, mended_json

_FAULTS_SHOWN = 3  # of one row; enough to see what is wrong with it


def read_jsonl(file: File) -> Extract:
    """Return a part for each line, a JSON object with the names of the columns.

    What stands in an object ``metadata`` is taken where it is not given beside it. Rows are the file's lines; empty
    ones are passed over.

    Raises:
        Refused: If a line, a date or an id cannot be used.
    """
    text, notices = table_text(file)
    rows = Rows()
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if line.strip():
            rows.add(number, lambda line=line: _parsed(line))  # type: ignore[misc]
    return rows.all_or_none(notices)


def _parsed(line: str) -> Cells:
    try:
        row, faults = mended_json(line)
    except Unusable as fault:
        raise BadRow(f"it {fault}") from None
    if not isinstance(row, dict):
        raise BadRow("it is no JSON object with names such as text and title")
    inner = row.get("metadata")
    named: dict[str, object] = {}
    named |= {key: value for key, value in inner.items() if isinstance(value, str)} if isinstance(inner, dict) else {}
    named |= {key: value for key, value in row.items() if value is not None}
    cells = {}
    for key, value in named.items():
        column = OTHER_NAMES.get(key.lower(), key.lower())
        if column == "given_id" and type(value) is int:
            if abs(value) >= LARGEST_WHOLE:
                raise BadRow(f"{key} is too long for a number; write it in quotation marks")
            cells[column] = str(value)
        elif column in FIELDS and isinstance(value, str):
            cells[column] = value
        elif column in FIELDS:
            raise BadRow(f"{column} is not text in quotation marks")
    notices = tuple(f"Replaced, because it cannot be kept: {fault}." for fault in faults[:_FAULTS_SHOWN])
    return Cells(cells, notices)


register(
    Format(
        name="jsonl",
        title="table (JSONL)",
        phrase="a table",
        endings=("jsonl", "ndjson"),
        limits=f"{ROWS:,} rows; one faulty row and nothing is added, with the row named",
        read=read_jsonl,
        article=False,
        entry="row",
    )
)
