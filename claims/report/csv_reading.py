"""Reading a verdict CSV back: rows with their meaning, and a problem where a cell has none."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from claims.report.columns import NAMES, SCHEMA_VERSION
from claims.report.flavours import from_bytes
from claims.report.verdict_csv import TEXT_COLUMNS
from claims.review.judgement import Pin
from claims.review.origins import origins_of
from sources.source import Origin

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
    decided_at: datetime | None = None
    pins: tuple[Pin, ...] = ()
    origins: tuple[Origin, ...] = ()
    model_id: str = ""
    version: int = 1
    problem: str = ""


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
        names, cells = from_bytes(data, text_columns=TEXT_COLUMNS)
    except ValueError as error:
        raise CsvRefused(str(error)) from error
    missing = [name for name in _REQUIRED if name not in names]
    if missing:
        raise CsvRefused(
            f"This is no verdict CSV: the column {missing[0]} is missing. Choose a file that the workbench exported."
        )
    for number, row in enumerate(cells, 2):
        _check_version(row["schema_version"], number)
    strange = [name for name in names if name not in NAMES]
    notices = (f"Columns that the workbench does not know were left aside: {', '.join(strange)}.",) if strange else ()
    return VerdictFile(tuple(_row(number, row) for number, row in enumerate(cells, 2)), notices)


def _check_version(version: str, number: int) -> None:
    if not version.strip().isdecimal():
        raise CsvRefused(f"Row {number} does not say its schema_version. Export the file again.")
    if int(version) > SCHEMA_VERSION:
        raise CsvRefused(
            f"The file was written by a newer version of the workbench (schema_version {version.strip()}, this one "
            f"reads up to {SCHEMA_VERSION}). Install that version to import it."
        )


def _row(number: int, cells: Mapping[str, str]) -> Row:
    row = Row(
        number=number,
        article_id=cells["article_id"].strip(),
        claim_id=cells["claim_id"].strip(),
        claim_text=cells.get("claim_text", ""),
        verdict=cells["verdict"].strip(),
        reason=cells.get("reason", "").strip(),
        note=cells.get("note", ""),
        reviewer=cells["reviewer"].strip(),
        model_id=cells.get("model_id", "").strip(),
    )
    column = ""
    try:
        values: dict[str, Any] = {}
        for column, read in _READERS.items():
            values[column] = read(cells.get(column, ""))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return replace(row, problem=f"The cell {column} cannot be read. Restore it from the export.")
    values["pins"] = values.pop("evidence")
    return replace(row, **values)


def _said(cell: str) -> dict[str, str]:
    return {str(name): str(value) for name, value in json.loads(cell or "{}").items()}


def _decided_at(cell: str) -> datetime | None:
    if not cell.strip():
        return None
    when = datetime.fromisoformat(cell.strip())
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)


def _pins(cell: str) -> tuple[Pin, ...]:
    return tuple(_pin(entry) for entry in json.loads(cell or "[]") if not entry.get("proposed"))


def _pin(entry: Mapping[str, object]) -> Pin:
    excerpt = str(entry["excerpt"])
    published, similarity = entry.get("published"), entry.get("similarity")
    start = int(str(entry.get("start", 0)))
    return Pin(
        source_id=str(entry["source_id"]),
        start=start,
        end=int(str(entry.get("end", start + len(excerpt)))),
        publisher=str(entry.get("publisher", "")),
        title=str(entry.get("title", "")),
        url=str(entry.get("url", "")),
        published=date.fromisoformat(str(published)) if published else None,
        excerpt=excerpt,
        similarity=None if similarity is None else float(str(similarity)),
        place=str(entry.get("place", "")),
    )


_READERS: dict[str, Callable[[str], Any]] = {
    "attribution_verdicts": _said,
    "decided_at": _decided_at,
    "evidence": _pins,
    "origins": lambda cell: origins_of(json.loads(cell or "[]")),
    "version": lambda cell: int(cell or "1"),
}
