"""The keyword index of a library, kept up to date with what its tables hold."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from sources.store import shelf
from sources.store.tables import passages, sources

if TYPE_CHECKING:
    from sources.index import KeywordIndex, Wording

# Sources read at a time; bounds what is in memory of their texts.
_AT_ONCE = 500
# What an index has read of a source: its title, how many passages it is cut into, and the sum of where they end.
_Read = tuple[str, int, int]


class KeywordShelf:
    """Keeps one index in memory and reads only what is new in it. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version = -1
        self._index: KeywordIndex | None = None
        self._read: dict[str, _Read] = {}

    def index(self, connection: Connection, progress: Callable[[int, int], None] | None = None) -> KeywordIndex:
        """Return the index of the library as it is now; who comes while it is made waits for it.

        Args:
            connection: Open on the library.
            progress: Called with the sources read so far and the number of those that are new.
        """
        from sources.index import KeywordIndex

        with self._lock:
            now = shelf.version(connection)
            if self._index is None:
                self._index, there = KeywordIndex.of(()), _there(connection, None)
                suspects = set(there)
            else:
                suspects = shelf.changed_since(connection, self._version)
                there = _there(connection, suspects)
            # What changed of a source may be its vectors, which are nothing to keywords.
            new = sorted(one for one, read in there.items() if self._read.get(one) != read)
            gone = {one for one in suspects & self._read.keys() if self._read[one] != there.get(one)}
            if new or gone:
                self._index = self._index.changed(_wordings(connection, new, progress), gone)
                self._read = {one: read for one, read in self._read.items() if one not in gone} | {
                    one: there[one] for one in new
                }
            self._version = now
            return self._index


def _there(connection: Connection, source_ids: set[str] | None) -> dict[str, _Read]:
    """Return what there is to read of these sources, None being all, by their ids."""
    cut = select(passages.c.source_id, func.count().label("number"), func.sum(passages.c.end).label("ends")).group_by(
        passages.c.source_id
    )
    found: dict[str, _Read] = {}
    for some in [None] if source_ids is None else shelf.batches(sorted(source_ids)):
        chosen = (cut if some is None else cut.where(passages.c.source_id.in_(some))).subquery()
        query = select(sources.c.id, sources.c.title, chosen.c.number, chosen.c.ends).join(
            chosen, chosen.c.source_id == sources.c.id
        )
        found |= {row.id: (row.title, int(row.number), int(row.ends)) for row in connection.execute(query)}
    return found


def _wordings(
    connection: Connection, ids: list[str], progress: Callable[[int, int], None] | None
) -> Iterator[Wording]:
    from sources.index import Wording

    for first in range(0, len(ids), _AT_ONCE):
        some = ids[first : first + _AT_ONCE]
        held, places = shelf.load(connection, some), shelf.places(connection, some)
        for one, source in held.items():
            yield Wording(one, source.title, [source.text[start:end] for _, start, end in places[one]])
        if progress is not None:
            progress(min(first + _AT_ONCE, len(ids)), len(ids))
