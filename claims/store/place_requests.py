"""What was asked of places of evidence: when, for which claim, and with which words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from claims.store.tables import place_requests


@dataclass(frozen=True, slots=True)
class PlaceRequest:
    """One question to one place.

    Attributes:
        outside: Whether the words left this machine.
        words: All that the place learned.
        results: How many findings it gave; None where it was not heard of any more, as after a crash.
        problem: Why it gave nothing, as a sentence; empty where nothing went wrong.
    """

    sequence: int
    article_id: str
    claim_id: str
    place: str
    outside: bool
    words: str
    asked_at: datetime
    results: int | None
    problem: str


def append(connection: Connection, request: PlaceRequest) -> int:
    """Write down a question that is about to be asked, and return its number."""
    result = connection.execute(
        insert(place_requests).values(
            article_id=request.article_id,
            claim_id=request.claim_id,
            place=request.place,
            outside=request.outside,
            words=request.words,
            asked_at=request.asked_at,
            results=request.results,
            problem=request.problem,
        )
    )
    (sequence,) = result.inserted_primary_key or (0,)
    return int(sequence)


def answered(connection: Connection, sequence: int, results: int, problem: str) -> None:
    """Write down what came of a question."""
    connection.execute(
        update(place_requests).where(place_requests.c.sequence == sequence).values(results=results, problem=problem)
    )


def of_article(connection: Connection, article_id: str) -> list[PlaceRequest]:
    """Return the questions that were asked for an article, the newest first."""
    rows = connection.execute(
        select(place_requests)
        .where(place_requests.c.article_id == article_id)
        .order_by(place_requests.c.sequence.desc())
    )
    return [PlaceRequest(**row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name
