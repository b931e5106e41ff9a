"""The origins of a library in memory, until the library changes."""

from __future__ import annotations

import threading
from collections.abc import Collection

from sqlalchemy import Connection, Engine

from sources.source import Origin
from sources.store import origin_queries, source_queries
from sources.store.engine import reading, writing

_NOTED_AT_ONCE = 200  # sources in one transaction, a second of writing


class OriginCache:
    """Reads the origins of those sources that are asked for, once for each version of the library."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._all_noted = False
        self._lock = threading.Lock()
        self._version = -1
        self._kept: dict[str, Origin] = {}
        self._count = -1

    def all(self) -> dict[str, Origin]:
        """Return the origin of every source by its id; in a large library seconds of work."""
        self._note_older()
        with reading(self._engine) as connection:
            return origin_queries.origins(connection)

    def of(self, ids: Collection[str]) -> dict[str, Origin]:
        """Return the origin of these sources by their ids, without those that are not there or were replaced."""
        self._note_older()
        with self._lock, reading(self._engine) as connection:
            self._renew(connection)
            new = [source_id for source_id in ids if source_id not in self._kept]
            if new:
                self._kept |= origin_queries.origins_of(connection, new)
            return {source_id: self._kept[source_id] for source_id in ids if source_id in self._kept}

    def likely(self, text: str) -> list[str]:
        """Return the sources that have the most phrases of a text, which may be the same report; at most three."""
        self._note_older()
        with reading(self._engine) as connection:
            return origin_queries.likely(connection, text)

    def count(self) -> int:
        """Return how many origins the sources have in all."""
        self._note_older()
        with self._lock, reading(self._engine) as connection:
            self._renew(connection)
            if self._count < 0:
                self._count = origin_queries.count(connection)
            return self._count

    def _renew(self, connection: Connection) -> None:
        now = source_queries.version(connection)
        if now != self._version:
            self._version, self._kept, self._count = now, {}, -1

    def _note_older(self) -> None:
        """Look at sources that were stored before origins were grouped, some at a time so that nobody waits long."""
        if self._all_noted:
            return
        with reading(self._engine) as connection:
            left = bool(origin_queries.not_noted(connection, 1))
        while left:
            with writing(self._engine) as connection:
                older = source_queries.load(connection, origin_queries.not_noted(connection, _NOTED_AT_ONCE))
                for source_id in sorted(older):
                    origin_queries.note(connection, older[source_id])
                left = bool(older)
        self._all_noted = True
