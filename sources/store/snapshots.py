"""What became of each source: the queries on its readings, and on what replaced it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, func, insert, select, update

from sources.store import source_queries
from sources.store.tables import passages, snapshots, sources


class Outcome(StrEnum):
    """What a reading of a source found, or what a person did to it."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    GONE = "gone"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One line of a source's history.

    Attributes:
        digest: SHA-256 of the text that was found; of the text held, where nothing was found.
        characters: Length of that text.
        replaced_by: For a change, the id of the source that the new text became; empty otherwise.
    """

    sequence: int
    source_id: str
    retrieved_at: datetime
    outcome: Outcome
    digest: str
    characters: int
    replaced_by: str


def note(
    connection: Connection, source_id: str, outcome: Outcome, when: datetime, text: str, *, replaced_by: str = ""
) -> None:
    """Add a line to a source's history."""
    connection.execute(
        insert(snapshots).values(
            source_id=source_id,
            retrieved_at=when,
            outcome=outcome.value,
            digest=source_queries.text_digest(text),
            characters=len(text),
            replaced_by=replaced_by,
        )
    )


def history(connection: Connection, source_id: str) -> list[Snapshot]:
    """Return the lines of a source and of those it replaced, oldest first."""
    chain = {source_id, *replaced(connection, source_id)}
    rows = connection.execute(
        select(snapshots).where(snapshots.c.source_id.in_(sorted(chain))).order_by(snapshots.c.sequence)
    )
    return [_snapshot(row) for row in rows]


def last(connection: Connection, ids: Collection[str]) -> dict[str, Snapshot]:
    """Return the last line of each of these sources that has one."""
    found: dict[str, Snapshot] = {}
    newest = select(func.max(snapshots.c.sequence)).group_by(snapshots.c.source_id)
    for batch in source_queries.batches(sorted(set(ids))):
        rows = connection.execute(
            select(snapshots).where(snapshots.c.sequence.in_(newest.where(snapshots.c.source_id.in_(batch))))
        )
        found |= {row.source_id: _snapshot(row) for row in rows}
    return found


def replaced(connection: Connection, source_id: str) -> list[str]:
    """Return the sources whose text was replaced on the way to this one, the last replaced first."""
    found: list[str] = []
    waiting = [source_id]
    while waiting:
        earlier = connection.scalars(
            select(sources.c.id).where(sources.c.replaced_by == waiting.pop()).order_by(sources.c.id)
        )
        new = [each for each in earlier if each != source_id and each not in found]
        found += new
        waiting += new
    return found


def replace(connection: Connection, old: str, new: str) -> None:
    """Take a source out of every search because another has taken its place; its text stays."""
    _drop_passages(connection, old)
    connection.execute(update(sources).where(sources.c.id == old).values(replaced_by=new))
    source_queries.changed(connection, [old])


def _drop_passages(connection: Connection, source_id: str) -> None:
    digests = set(connection.scalars(select(passages.c.text_digest).where(passages.c.source_id == source_id)))
    connection.execute(delete(passages).where(passages.c.source_id == source_id))
    source_queries.drop_vectors(connection, digests)


def _snapshot(row: object) -> Snapshot:
    columns = dict(row._mapping)  # type: ignore[attr-defined]  # noqa: SLF001 - SQLAlchemy's public name
    return Snapshot(**columns | {"outcome": Outcome(columns["outcome"])})
