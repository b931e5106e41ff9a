"""The words that people put on sources to find them together, such as "budget 2026"."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, Engine, delete, insert, select

from sources.store import source_queries
from sources.store.engine import reading, writing
from sources.store.tables import source_labels, sources
from sources.untrusted import one_line

LONGEST_LABEL = 80
"""Characters of a label: as many as a column of the list shows."""


class LabelRefused(Exception):  # noqa: N818 - what happened, in the words of the page
    """A label that cannot be put on a source; the message says why."""


class Labels:
    """The labels of one library's sources. Every method may raise `DatabaseUnavailable`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> list[str]:
        """Return the labels of the sources that nothing has replaced, in order."""
        with reading(self._engine) as connection:
            found = connection.scalars(
                select(source_labels.c.label)
                .join(sources, sources.c.id == source_labels.c.source_id)
                .where(sources.c.replaced_by == "")
                .distinct()
            )
            return sorted(found, key=lambda label: (label.casefold(), label))

    def of(self, source_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
        """Return the labels of these sources, in order; sources without a label are left out."""
        found: dict[str, list[str]] = {}
        with reading(self._engine) as connection:
            for batch in source_queries.batches(sorted(set(source_ids))):
                rows = connection.execute(
                    select(source_labels).where(source_labels.c.source_id.in_(batch)).order_by(source_labels.c.label)
                )
                for row in rows:
                    found.setdefault(row.source_id, []).append(row.label)
        return {source_id: tuple(labels) for source_id, labels in found.items()}

    def put(self, source_ids: Collection[str], label: str) -> int:
        """Put a label on sources; return how many did not have it and are still there.

        Raises:
            LabelRefused: If the label is empty or too long; nothing is changed.
        """
        label = read_label(label)
        with writing(self._engine) as connection:
            new = 0
            for batch in source_queries.batches(sorted(set(source_ids))):
                has = select(source_labels.c.source_id).where(source_labels.c.label == label)
                lacking = list(
                    connection.scalars(
                        select(sources.c.id).where(
                            sources.c.id.in_(batch), sources.c.replaced_by == "", sources.c.id.not_in(has)
                        )
                    )
                )
                if lacking:
                    rows = [{"source_id": source_id, "label": label} for source_id in lacking]
                    connection.execute(insert(source_labels), rows)
                new += len(lacking)
            if new:
                source_queries.changed(connection)
        return new

    def take_off(self, source_ids: Collection[str], label: str) -> int:
        """Take a label off sources; return how many had it."""
        with writing(self._engine) as connection:
            gone = 0
            for batch in source_queries.batches(sorted(set(source_ids))):
                gone += connection.execute(
                    delete(source_labels).where(
                        source_labels.c.source_id.in_(batch), source_labels.c.label == one_line(label).strip()
                    )
                ).rowcount
            if gone:
                source_queries.changed(connection)
        return gone


def read_label(label: str) -> str:
    """Return a label as it is kept; raises `LabelRefused`."""
    label = " ".join(one_line(label).split())
    if not label:
        raise LabelRefused("Give the label a word. Nothing was changed.")
    if len(label) > LONGEST_LABEL:
        raise LabelRefused(f"A label has at most {LONGEST_LABEL} characters; this one has {len(label)}. Shorten it.")
    return label


def hand_over(connection: Connection, source_id: str, successor_id: str) -> None:
    """Put the labels of a source on the one that takes its place."""
    labels = set(connection.scalars(select(source_labels.c.label).where(source_labels.c.source_id == source_id)))
    labels -= set(connection.scalars(select(source_labels.c.label).where(source_labels.c.source_id == successor_id)))
    if labels:
        rows = [{"source_id": successor_id, "label": label} for label in sorted(labels)]
        connection.execute(insert(source_labels), rows)
