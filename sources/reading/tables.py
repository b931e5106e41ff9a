"""Tables of sources, CSV and JSONL: every row or none, and every fault by the number of its row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sources.reading.errors import Refused, quoted
from sources.reading.extract import About, Extract
from sources.reading.limits import ROWS, ROWS_LISTED
from sources.reading.registry import File
from sources.untrusted import clean, day

COLUMNS = ("title", "publisher", "author", "published", "url", "text")
"""The columns of a table of sources; only text must be there. An id may come with them."""

OTHER_NAMES = {"id": "given_id", "_id": "given_id", "date": "published", "link": "url"}
"""What columns are called beside `COLUMNS`, in lower case, with what they mean."""

FIELDS = frozenset({*COLUMNS, "given_id"})
"""The columns that are read."""

WHOLE_OR_NONE = "so nothing was added. Correct this and add the file again."
"""The end of the sentence about a table with a fault."""


class BadRow(Exception):  # noqa: N818 - never leaves the reader of a table
    """What is wrong with one row, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a row by column, and what was replaced in them."""

    named: Mapping[str, str]
    notices: tuple[str, ...] = ()


@dataclass
class Rows:
    """Collects the sources and the faults of a table, and compares the ids of its rows."""

    day_first: bool | None = None
    extracts: list[Extract] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    faulty: int = 0
    row_of_id: dict[str, int] = field(default_factory=dict)
    count: int = 0

    def add(self, number: int, row: Callable[[], Cells]) -> None:
        """Take in row ``number``, counted from 1 as the person's own program counts.

        Raises:
            Refused: If there are more than `ROWS` rows.
        """
        self.count += 1
        if self.count > ROWS:
            raise Refused(f"has more than {ROWS:,} rows. Split it and add the parts.")
        try:
            extract = self._extract(row())
            self._need_new_id(extract.given_id, number)
        except BadRow as fault:
            self.faulty += 1
            if self.faulty <= ROWS_LISTED:
                self.faults.append(f"Row {number:,}: {fault}.")
        else:
            self.extracts.append(extract)

    def _extract(self, row: Cells) -> Extract:
        cells = {name: clean(value) for name, value in row.named.items() if name != "text"}
        values = {name: " ".join(cell.text.split()) for name, cell in cells.items()}
        text = row.named.get("text", "")
        if not has_words(text):
            raise BadRow("the text is missing")
        published = day(values.get("published", ""), day_first=self.day_first)
        if values.get("published") and published is None:
            raise BadRow(f"the date {quoted(values['published'])} is not clear; write it as 2019-10-11")
        about = About(
            title=values.get("title", ""),
            publisher=values.get("publisher", ""),
            author=values.get("author", ""),
            published=published,
            url=values.get("url", ""),
            notices=row.notices + tuple(notice for cell in cells.values() for notice in cell.notices),
        )
        return Extract(text, about, given_id=values.get("given_id", ""))

    def _need_new_id(self, given_id: str, number: int) -> None:
        if given_id and (first := self.row_of_id.setdefault(given_id, number)) != number:
            raise BadRow(f"the id {quoted(given_id)} is that of row {first:,} already")

    def all_or_none(self, notices: tuple[str, ...]) -> Extract:
        """Return the sources as parts of an extract with these notices about the whole file.

        Raises:
            Refused: If any row has a fault, with up to `ROWS_LISTED` of them, or if there is no row.
        """
        if self.faulty:
            rows = "row" if self.count == 1 else "rows"
            more = [f"{self.faulty - ROWS_LISTED:,} more."] if self.faulty > ROWS_LISTED else []
            head = f": {self.faulty:,} of {self.count:,} {rows} cannot be used, {WHOLE_OR_NONE}"
            raise Refused("\n".join([head, *self.faults, *more]))
        if not self.extracts:
            raise Refused("has no rows of sources. Add one row for each source and try again.")
        return Extract("", About(notices=notices), parts=tuple(self.extracts))


def table_text(file: File) -> tuple[str, tuple[str, ...]]:
    """Return the decoded text of a table, and notices about how its encoding was found.

    Raises:
        Refused: If the bytes are no text, or hold no words.
    """
    text, notices = file.text()
    if not has_words(text):
        raise Refused("has no words in it, so there is nothing to add.")
    return text, notices


def has_words(text: str) -> bool:
    """Say whether anything in ``text`` is a letter or a digit of some script."""
    return any(character.isalnum() for character in text)
