"""The keyword index of a library, kept up to date with what its tables hold.

The terms of each source are kept in the database too: to cut a text into words takes far longer than to read them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, delete, func, insert, select

from sources.store import source_queries
from sources.store.engine import DatabaseUnavailable, reading, writing
from sources.store.tables import keyword_counts as kept
from sources.store.tables import passages, sources

if TYPE_CHECKING:
    from sources.index import KeywordIndex, SourceWords, WordCounts

# Sources read at a time; bounds what is in memory of their texts.
_AT_ONCE = 500
# What an index has read of a source: its title, how many passages it is cut into, and the sum of where they end.
_Read = tuple[str, int, int]


class KeywordCache:
    """Keeps one index in memory and reads only what is new in it. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counted = -1
        self._version = -1
        self._index: KeywordIndex | None = None
        self._read: dict[str, _Read] = {}

    def count(self, engine: Engine, progress: Callable[[int, int], None] | None = None) -> int:
        """Keep the terms of new sources, some at a time so that nobody waits long; return how many sources that are.

        What cannot be kept just now is read from its text by `index`.

        Args:
            engine: Of the library.
            progress: Called with the sources read so far and the number of those that are new.
        """
        with self._lock:
            with reading(engine) as connection:
                now = source_queries.version(connection)
                if now == self._counted:
                    return 0
                suspects = None if self._counted < 0 else source_queries.changed_since(connection, self._counted)
                there = _there(connection, suspects)
                new = sorted(there.keys() - _kept(connection, there))
            with suppress(DatabaseUnavailable):
                for first in range(0, len(new), _AT_ONCE):
                    batch = new[first : first + _AT_ONCE]
                    with reading(engine) as connection:
                        rows = [
                            _row(wording, there[wording.source_id])
                            for wording in _source_words(connection, batch, None)
                        ]
                    with writing(engine) as connection:
                        _keep(connection, rows)
                    if progress is not None:
                        progress(min(first + _AT_ONCE, len(new)), len(new))
            self._counted = now
            return len(new)

    def index(self, connection: Connection, progress: Callable[[int, int], None] | None = None) -> KeywordIndex:
        """Return the index of the library as it is now; who comes while it is made waits for it.

        Args:
            connection: Open on the library.
            progress: Called with the sources read so far and the number of those that are new.
        """
        from sources.index import KeywordIndex

        with self._lock:
            now = source_queries.version(connection)
            if self._index is None:
                self._index, there = KeywordIndex.of(()), _there(connection, None)
                suspects = set(there)
            else:
                suspects = source_queries.changed_since(connection, self._version)
                there = _there(connection, suspects)
            # What changed of a source may be its vectors, which are nothing to keywords.
            new = sorted(source_id for source_id, read in there.items() if self._read.get(source_id) != read)
            gone = {
                source_id
                for source_id in suspects & self._read.keys()
                if self._read[source_id] != there.get(source_id)
            }
            if new or gone:
                self._index = self._index.changed(_terms(connection, new, there, progress), gone)
                self._read = {source_id: read for source_id, read in self._read.items() if source_id not in gone} | {
                    source_id: there[source_id] for source_id in new
                }
            self._version = now
            return self._index


def _there(connection: Connection, source_ids: set[str] | None) -> dict[str, _Read]:
    """Return what there is to read of these sources, None being all, by their ids."""
    cut = select(passages.c.source_id, func.count().label("number"), func.sum(passages.c.end).label("ends")).group_by(
        passages.c.source_id
    )
    found: dict[str, _Read] = {}
    for batch in [None] if source_ids is None else source_queries.batches(sorted(source_ids)):
        chosen = (cut if batch is None else cut.where(passages.c.source_id.in_(batch))).subquery()
        query = select(sources.c.id, sources.c.title, chosen.c.number, chosen.c.ends).join(
            chosen, chosen.c.source_id == sources.c.id
        )
        found |= {row.id: (row.title, int(row.number), int(row.ends)) for row in connection.execute(query)}
    return found


def _kept(connection: Connection, there: Mapping[str, _Read]) -> set[str]:
    """Return those of these sources whose terms are kept as they are now."""
    from sources.index.keyword_counts import FORM

    query = select(kept.c.source_id, kept.c.title, kept.c.passages, kept.c.ends).where(kept.c.form == FORM)
    return {
        row.source_id
        for batch in source_queries.batches(sorted(there))
        for row in connection.execute(query.where(kept.c.source_id.in_(batch)))
        if there[row.source_id] == (row.title, row.passages, row.ends)
    }


def _row(wording: SourceWords, read: _Read) -> dict[str, object]:
    from sources.index.keyword_counts import FORM, WordCounts

    title, number, ends = read
    signature = {"form": FORM, "title": title, "passages": number, "ends": ends}
    return {"source_id": wording.source_id, "counts": WordCounts.of(wording).to_bytes()} | signature


def _keep(connection: Connection, rows: list[dict[str, object]]) -> None:
    ids = [str(row["source_id"]) for row in rows]
    connection.execute(delete(kept).where(kept.c.source_id.in_(ids)))
    # What was removed since it was read has no terms to keep.
    there = set(connection.scalars(select(sources.c.id).where(sources.c.id.in_(ids))))
    new = [row for row in rows if row["source_id"] in there]
    if new:
        connection.execute(insert(kept), new)


def _terms(
    connection: Connection,
    ids: list[str],
    there: Mapping[str, _Read],
    progress: Callable[[int, int], None] | None,
) -> Iterator[SourceWords | WordCounts]:
    """Yield the terms of these sources; of those that are not kept, or are damaged, the words of their texts."""
    from sources.index.keyword_counts import FORM, WordCounts

    query = select(kept).where(kept.c.form == FORM)
    left: list[str] = []
    for first in range(0, len(ids), _AT_ONCE):
        batch = ids[first : first + _AT_ONCE]
        found: set[str] = set()
        for row in connection.execute(query.where(kept.c.source_id.in_(batch))):
            if there[row.source_id] == (row.title, row.passages, row.ends):
                with suppress(ValueError):
                    yield WordCounts.from_bytes(row.source_id, row.counts)
                    found.add(row.source_id)
        left += [source_id for source_id in batch if source_id not in found]
        if progress is not None:
            progress(min(first + _AT_ONCE, len(ids)), len(ids))
    yield from _source_words(connection, left, progress)


def _source_words(
    connection: Connection, ids: list[str], progress: Callable[[int, int], None] | None
) -> Iterator[SourceWords]:
    from sources.index import SourceWords

    for first in range(0, len(ids), _AT_ONCE):
        batch = ids[first : first + _AT_ONCE]
        loaded, places = source_queries.load(connection, batch), source_queries.places(connection, batch)
        for source_id, source in loaded.items():
            yield SourceWords(
                source_id, source.title, [source.text[start:end] for _, start, end in places[source_id]]
            )
        if progress is not None:
            progress(min(first + _AT_ONCE, len(ids)), len(ids))
