"""What was asked of places of evidence for no article: to see whether they answer, and for a copy of one source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from claims.store.tables import place_tests


@dataclass(frozen=True, slots=True)
class PlaceTest:
    """One question of a test, or to the archive of pages.

    Attributes:
        outside: Whether it left this machine.
        words: All that the place learned.
    """

    sequence: int
    place: str
    outside: bool
    words: str
    asked_at: datetime


def append(connection: Connection, asked: Sequence[tuple[str, bool]], words: str, now: datetime) -> None:
    """Write down questions that are about to be asked: name of each place, and whether it is outside."""
    rows = [{"place": place, "outside": outside, "words": words, "asked_at": now} for place, outside in asked]
    if rows:
        connection.execute(insert(place_tests), rows)


def last(connection: Connection, most: int) -> list[PlaceTest]:
    """Return the last questions, the newest first."""
    rows = connection.execute(select(place_tests).order_by(place_tests.c.sequence.desc()).limit(most))
    return [PlaceTest(**row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name
