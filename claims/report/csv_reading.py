"""Reading a verdict CSV back: rows with their meaning, and a problem where a cell has none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from claims.report.columns import NAMES, SCHEMA_VERSION
from claims.report.flavours import from_bytes
from claims.report.verdict_csv import TEXT_COLUMNS
from claims.review.codec import origins_of, pin_of, proposals_of
from claims.review.judgement import Pin, Proposal
from sources.source import Origin
from sources.untrusted import (
    Moment,
    TableRow,
    Unusable,
    day_first,
    load_json,
    moment,
    replaced,
    sound,
    whole,
)

_MOST = 2**31 - 1  # the largest whole number of an Integer column
_REQUIRED = ("schema_version", "article_id", "claim_id", "verdict", "reviewer")


class CsvRefused(ValueError):  # noqa: N818 - named for what a person is told
    """The file is not imported; the message is a sentence for the person, and nothing was changed."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file.

    Attributes:
        number: The row as a spreadsheet counts it; the header is row 1.
        attribution_verdicts: Named source to said, not said or not found.
        decided_at: None where the cell is empty.
        attribution_decided_at: Named source to when it was answered; None where the cell is empty, as in a file from
            before these times were kept.
        open_terms: None where the cell is empty, as in a file of 0.1.0 or with a verdict that was written into it.
        problem: Why the row cannot be used; empty when it can.
    """

    number: int
    article_id: str
    claim_id: str
    claim_text: str
    verdict: str
    reason: str
    note: str
    reviewer: str
    attribution_verdicts: Mapping[str, str] = field(default_factory=dict)
    decided_at: Moment | None = None
    attribution_decided_at: Mapping[str, Moment] | None = None
    pins: tuple[Pin, ...] = ()
    origins: tuple[Origin, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    open_terms: tuple[str, ...] | None = None
    model_id: str = ""
    version: int = 1
    problem: str = ""

    def written(self, named_source: str) -> Moment | None:
        """Return when the row says that the verdict, or the answer about a named source, was given."""
        if not named_source or self.attribution_decided_at is None:
            return self.decided_at
        return self.attribution_decided_at.get(named_source)


@dataclass(frozen=True, slots=True)
class VerdictFile:
    """What a file holds, and what a person should know about it."""

    rows: tuple[Row, ...]
    notices: tuple[str, ...] = ()


def read_verdict_csv(data: bytes) -> VerdictFile:
    """Read a verdict CSV of either flavour.

    Columns that are not ours are left aside with a notice. Passages marked as proposed are no evidence and are left
    aside too.

    Raises:
        CsvRefused: If it is no verdict CSV, or of a newer version of the workbench.
    """
    try:
        table = from_bytes(data, columns=NAMES, text_columns=TEXT_COLUMNS)
    except ValueError as error:
        raise CsvRefused(str(error)) from error
    missing = [name for name in _REQUIRED if name not in table.names]
    if missing:
        raise CsvRefused(
            f"This is no verdict CSV: the column {missing[0]} is missing. Choose a file that the workbench exported."
        )
    for row in table.rows:
        _check_version(row.cells["schema_version"], row.number)
    strange = [name for name in table.names if name not in NAMES]
    notices = (f"Columns that the workbench does not know were left aside: {', '.join(strange)}.",) if strange else ()
    order = day_first(row.cells.get("decided_at", "") for row in table.rows)
    return VerdictFile(tuple(_row(row, order) for row in table.rows), notices)


def _check_version(version: str, number: int) -> None:
    try:
        found = whole(version, least=1, most=_MOST)
    except Unusable as fault:
        raise CsvRefused(
            f"Row {number} does not say its schema_version: it {fault}. Export the file again."
        ) from None
    if found > SCHEMA_VERSION:
        raise CsvRefused(
            f"The file was written by a newer version of the workbench (schema_version {found}, this one reads up "
            f"to {SCHEMA_VERSION}). Install that version to import it."
        )


def _row(table_row: TableRow, order: bool | None) -> Row:  # noqa: FBT001 - it comes from `day_first`
    # A cell that cannot be stored is still shown, and nothing is looked up by it.
    cells = {name: replaced(cell) for name, cell in table_row.cells.items()}
    row = Row(
        number=table_row.number,
        article_id=cells["article_id"].strip(),
        claim_id=cells["claim_id"].strip(),
        claim_text=cells.get("claim_text", ""),
        verdict=_choice(cells["verdict"]),
        reason=_choice(cells.get("reason", "")),
        note=cells.get("note", ""),
        reviewer=cells["reviewer"].strip(),
        model_id=cells.get("model_id", "").strip(),
    )
    column = ""
    try:
        for column in NAMES:
            sound(table_row.cells.get(column, ""))
    except Unusable as fault:
        return replace(row, problem=f"The cell {column} {fault}. Take it out.")
    try:
        values: dict[str, Any] = {"decided_at": None}
        for column, read in _READERS.items():
            values[column] = read(cells.get(column, ""))
        column = "decided_at"
        if written := cells.get(column, "").strip():
            values[column] = moment(written, day_first=order)
    except Unusable as fault:
        return replace(row, problem=f"The cell {column} cannot be read: it {fault}. Restore it from the export.")
    except (ValueError, TypeError, KeyError, AttributeError):
        return replace(row, problem=f"The cell {column} cannot be read. Restore it from the export.")
    values["pins"] = values.pop("evidence")
    values["proposals"] = values.pop("attribution_proposals")
    return replace(row, **values)


def _choice(cell: str) -> str:
    """Return a verdict or a reason as the workbench writes it, whatever its capitals."""
    return " ".join(cell.split()).casefold()


def _said(cell: str) -> dict[str, str]:
    return {name: _choice(value) for name, value in load_json(cell or "{}").items()}


def _moments(cell: str) -> dict[str, Moment] | None:
    return {name: moment(value) for name, value in load_json(cell).items()} if cell.strip() else None


def _pins(cell: str) -> tuple[Pin, ...]:
    return tuple(pin_of(entry) for entry in load_json(cell or "[]") if not entry.get("proposed"))


def _words(cell: str) -> tuple[str, ...] | None:
    if not cell.strip():
        return None
    listed = load_json(cell)
    if not isinstance(listed, list) or not all(isinstance(word, str) for word in listed):
        raise Unusable("is no list of words")
    return tuple(listed)


_READERS: dict[str, Callable[[str], Any]] = {
    "attribution_verdicts": _said,
    "attribution_decided_at": _moments,
    "evidence": _pins,
    "attribution_proposals": lambda cell: proposals_of(load_json(cell or "[]")),
    "origins": lambda cell: origins_of(load_json(cell or "[]")),
    "open_terms": _words,
    "version": lambda cell: whole(cell or "1", least=1, most=_MOST),
}
