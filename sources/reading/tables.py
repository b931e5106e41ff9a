"""Tables of sources, CSV and JSONL: every row or none, and every fault by the number of its row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from sources.reading.errors import NotRead, quoted, shown
from sources.reading.limits import ROWS, ROWS_LISTED
from sources.source import Document
from sources.untrusted import (
    LARGEST_WHOLE,
    TableRow,
    TableUnreadable,
    Unusable,
    clean,
    day,
    day_first,
    mended_json,
    read_table,
)

COLUMNS = ("title", "publisher", "author", "published", "url", "text")
"""The columns of a table of sources; only text must be there. An id may come with them."""

_OTHER_NAMES = {"id": "given_id", "_id": "given_id", "date": "published", "link": "url"}
_FIELDS = frozenset({*COLUMNS, "given_id"})
_FAULTS_SHOWN = 3  # of one row; enough to see what is wrong with it
_WHOLE_OR_NONE = "so nothing was added. Correct this and add the file again."


class _BadRow(Exception):  # noqa: N818 - never leaves this module
    """What is wrong with one row, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of a row by column, and what was replaced in them."""

    named: Mapping[str, str]
    notices: tuple[str, ...] = ()


@dataclass
class _Rows:
    """Collects the documents and the faults of a table; ids are held against each other."""

    name: str
    kind: str
    day_first: bool | None = None
    documents: list[Document] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    faulty: int = 0
    row_of_id: dict[str, int] = field(default_factory=dict)
    count: int = 0

    def add(self, number: int, row: Callable[[], _Cells]) -> None:
        """Take in row ``number``, counted from 1 as the person's own program counts."""
        self.count += 1
        if self.count > ROWS:
            raise NotRead(f"{shown(self.name)} has more than {ROWS:,} rows. Split it and add the parts.")
        try:
            document = self._document(row())
            self._need_new_id(document.given_id, number)
        except _BadRow as fault:
            self.faulty += 1
            if self.faulty <= ROWS_LISTED:
                self.faults.append(f"Row {number:,}: {fault}.")
        else:
            self.documents.append(document)

    def _document(self, row: _Cells) -> Document:
        cells = {name: clean(value) for name, value in row.named.items()}
        said = {name: " ".join(cell.text.split()) for name, cell in cells.items() if name != "text"}
        text = cells["text"].text if "text" in cells else ""
        if not any(character.isalnum() for character in text):
            raise _BadRow("the text is missing")
        published = day(said.get("published", ""), day_first=self.day_first)
        if said.get("published") and published is None:
            raise _BadRow(f"the date {quoted(said['published'])} is not clear; write it as 2019-10-11")
        return Document(
            text=text,
            kind=self.kind,
            name=self.name,
            title=said.get("title", ""),
            publisher=said.get("publisher", ""),
            author=said.get("author", ""),
            published=published,
            url=said.get("url", ""),
            given_id=said.get("given_id", ""),
            notices=row.notices + tuple(notice for cell in cells.values() for notice in cell.notices),
        )

    def _need_new_id(self, given_id: str, number: int) -> None:
        if given_id and (first := self.row_of_id.setdefault(given_id, number)) != number:
            raise _BadRow(f"the id {quoted(given_id)} is that of row {first:,} already")

    def all_or_none(self, notices: tuple[str, ...]) -> list[Document]:
        """Return the documents, the notices about the whole file on the first.

        Raises:
            NotRead: If any row has a fault, with up to `ROWS_LISTED` of them, or if there is no row.
        """
        if self.faulty:
            rows = "row" if self.count == 1 else "rows"
            more = [f"{self.faulty - ROWS_LISTED:,} more."] if self.faulty > ROWS_LISTED else []
            head = f"{shown(self.name)}: {self.faulty:,} of {self.count:,} {rows} cannot be used, {_WHOLE_OR_NONE}"
            raise NotRead("\n".join([head, *self.faults, *more]))
        if not self.documents:
            raise NotRead(f"{shown(self.name)} has no rows of sources. Add one row for each source and try again.")
        first = self.documents[0]
        return [replace(first, notices=notices + first.notices), *self.documents[1:]]


def read_csv(text: str, name: str, notices: tuple[str, ...] = ()) -> list[Document]:
    """Return one document for each row under a header with a ``text`` column.

    What spreadsheets and pandas do to a file is understood (`sources.untrusted.read_table`). Rows are counted as a
    spreadsheet counts, the header being row 1; empty rows count and are passed over. Cells are text as they stand
    ("NA", "007"), except where the program wrote such a word for an empty date. Whether the day stands before the
    month is read off the whole column.

    Raises:
        NotRead: If the header, a row, a date or an id cannot be used.
    """
    try:
        table = read_table(text, _FIELDS, ("published", "url"), other_names=_OTHER_NAMES)
    except TableUnreadable as fault:
        raise NotRead(
            f"{shown(name)}: {fault}, {_WHOLE_OR_NONE} "
            'A quotation mark inside a cell is written twice (""), and the cell stands in quotation marks.'
        ) from None
    if "text" not in table.names:
        has = ", ".join(quoted(column) for column in table.names[:8]) or "nothing"
        raise NotRead(
            f"{shown(name)} needs a first row that names its columns, one of them text: {', '.join(COLUMNS)}. "
            f"It has: {has}."
        )
    twice = sorted({column for column in table.names if column in _FIELDS and table.names.count(column) > 1})
    if twice:
        raise NotRead(f"{shown(name)} has the column {twice[0]} twice in its first row. Remove one and add it again.")
    order = day_first(row.cells.get("published", "") for row in table.rows)
    rows = _Rows(name, "csv", order)
    for row in table.rows:
        rows.add(row.number, lambda row=row: _cells(row))  # type: ignore[misc]
    unused = [column for column in table.names if column not in _FIELDS]
    if unused:
        notices += (f"Columns that were not used: {', '.join(quoted(column) for column in unused[:8])}.",)
    return rows.all_or_none(notices)


def _cells(row: TableRow) -> _Cells:
    if row.fault:
        raise _BadRow(row.fault)
    return _Cells({name: cell for name, cell in row.cells.items() if name in _FIELDS})


def read_jsonl(text: str, name: str, notices: tuple[str, ...] = ()) -> list[Document]:
    """Return one document for each line, a JSON object with the names of the columns; BEIR's corpus.jsonl is one.

    What stands in an object ``metadata`` is taken where it is not given beside it. Rows are the file's lines; empty
    ones are passed over.

    Raises:
        NotRead: If a line, a date or an id cannot be used.
    """
    rows = _Rows(name, "jsonl")
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if line.strip():
            rows.add(number, lambda line=line: _parsed(line))  # type: ignore[misc]
    return rows.all_or_none(notices)


def _parsed(line: str) -> _Cells:
    try:
        told, faults = mended_json(line)
    except Unusable as fault:
        raise _BadRow(f"it {fault}") from None
    if not isinstance(told, dict):
        raise _BadRow("it is no JSON object with names such as text and title")
    inner = told.get("metadata")
    named: dict[str, object] = {}
    named |= {key: value for key, value in inner.items() if isinstance(value, str)} if isinstance(inner, dict) else {}
    named |= {key: value for key, value in told.items() if value is not None}
    found = {}
    for key, value in named.items():
        column = _OTHER_NAMES.get(key.lower(), key.lower())
        if column == "given_id" and type(value) is int:
            if abs(value) >= LARGEST_WHOLE:
                raise _BadRow(f"{key} is too long for a number; write it in quotation marks")
            found[column] = str(value)
        elif column in _FIELDS and isinstance(value, str):
            found[column] = value
        elif column in _FIELDS:
            raise _BadRow(f"{column} is not text in quotation marks")
    notices = tuple(f"Replaced, because it cannot be kept: {fault}." for fault in faults[:_FAULTS_SHOWN])
    return _Cells(found, notices)
