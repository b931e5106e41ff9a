"""Tables of sources, CSV and JSONL: every row or none, and every fault by the number of its row."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from sources.reading.cleaning import clean
from sources.reading.dates import day
from sources.reading.limits import ROWS, ROWS_LISTED, TEXT_CHARACTERS
from sources.reading.notread import NotRead, quoted, shown
from sources.source import Document

COLUMNS = ("title", "publisher", "author", "published", "url", "text")
"""The columns of a table of sources; only text must be there. An id may come with them."""

_OTHER_NAMES = {"id": "given_id", "_id": "given_id", "date": "published", "link": "url"}
_FIELDS = frozenset({*COLUMNS, "given_id"})
_DELIMITERS = ",;\t|"
_WHOLE_OR_NONE = "so nothing was added. Correct this and add the file again."


class _BadRow(Exception):  # noqa: N818 - never leaves this module
    """What is wrong with one row, as the end of a sentence."""


@dataclass
class _Rows:
    """Collects the documents and the faults of a table; ids are held against each other."""

    name: str
    kind: str
    documents: list[Document] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    faulty: int = 0
    row_of_id: dict[str, int] = field(default_factory=dict)
    count: int = 0

    def add(self, number: int, row: Callable[[], Mapping[str, str]]) -> None:
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

    def _document(self, row: Mapping[str, str]) -> Document:
        cells = {name: clean(value) for name, value in row.items()}
        said = {name: " ".join(cell.text.split()) for name, cell in cells.items() if name != "text"}
        text = cells["text"].text if "text" in cells else ""
        if not any(character.isalnum() for character in text):
            raise _BadRow("the text is missing")
        published = day(said.get("published", ""))
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
            notices=tuple(notice for cell in cells.values() for notice in cell.notices),
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

    The delimiter is the one of comma, semicolon, tab and bar under which the header has the most known columns. Rows
    are counted as a spreadsheet counts, the header being row 1; empty rows count and are passed over. Cells are text
    as they stand ("NA", "007").

    Raises:
        NotRead: If the header, a row, a date or an id cannot be used.
    """
    csv.field_size_limit(TEXT_CHARACTERS)
    text = text.removeprefix("\ufeff")
    delimiter, header = max(((mark, _header(text, mark)) for mark in _DELIMITERS), key=lambda tried: _known(tried[1]))
    if "text" not in header:
        has = ", ".join(quoted(column) for column in header[:8]) or "nothing"
        raise NotRead(
            f"{shown(name)} needs a first row that names its columns, one of them text: {', '.join(COLUMNS)}. "
            f"It has: {has}."
        )
    twice = sorted({column for column in header if column in _FIELDS and header.count(column) > 1})
    if twice:
        raise NotRead(f"{shown(name)} has the column {twice[0]} twice in its first row. Remove one and add it again.")
    rows = _Rows(name, "csv")
    for number, cells in _records(text, delimiter, name):
        if number > 1 and any(cell.strip() for cell in cells):
            rows.add(number, lambda cells=cells: _named(header, cells))  # type: ignore[misc]
    unused = [column for column in header if column not in _FIELDS]
    if unused:
        notices += (f"Columns that were not used: {', '.join(quoted(column) for column in unused[:8])}.",)
    return rows.all_or_none(notices)


def _records(text: str, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    # strict: a quotation mark out of place is an error; otherwise it would swallow the rows up to the next one.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise NotRead(
                f"{shown(name)}: from row {number:,} on it is not clear what belongs to which cell, "
                f"{_WHOLE_OR_NONE} "
                'A quotation mark inside a cell is written twice (""), and the cell stands in quotation marks.'
            ) from None
        yield number, cells


def _header(text: str, delimiter: str) -> list[str]:
    try:
        cells = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return []
    names = (cell.strip().lower() for cell in cells)
    return [_OTHER_NAMES.get(name, name) for name in names]


def _known(header: list[str]) -> tuple[bool, int]:
    return "text" in header, len(_FIELDS.intersection(header))


def _named(header: list[str], cells: list[str]) -> dict[str, str]:
    if len(cells) != len(header):
        raise _BadRow(f"it has {len(cells)} cells where the first row has {len(header)}")
    return {name: cell for name, cell in zip(header, cells, strict=True) if name in _FIELDS}


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


def _parsed(line: str) -> dict[str, str]:
    try:
        told = json.loads(line)
    except json.JSONDecodeError as error:
        raise _BadRow(f"it is no JSON, as character {error.pos + 1:,} shows") from None
    except (ValueError, RecursionError):
        raise _BadRow("it is no JSON that can be read") from None
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
            found[column] = str(value)
        elif column in _FIELDS and isinstance(value, str):
            found[column] = value
        elif column in _FIELDS:
            raise _BadRow(f"{column} is not text in quotation marks")
    return found
