"""The origins of a library in memory, until the library changes."""

from __future__ import annotations

from sqlalchemy import Engine

from sources.source import Origin
from sources.store import origins, shelf
from sources.store.engine import reading, writing

_NOTED_AT_ONCE = 200  # sources in one transaction, a second of writing


class KeptOrigins:
    """Reads the origins once for each version of the library."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._all_noted = False
        self._kept: tuple[int, dict[str, Origin]] | None = None

    def all(self) -> dict[str, Origin]:
        """Return the origin of every source by its id."""
        if not self._all_noted:
            self._note_older()
        with reading(self._engine) as connection:
            now = shelf.version(connection)
            kept = self._kept
            if kept is None or kept[0] != now:
                kept = self._kept = (now, origins.origins(connection))
        return kept[1]

    def _note_older(self) -> None:
        """Look at sources that were stored before origins were grouped, some at a time so that nobody waits long."""
        with reading(self._engine) as connection:
            left = bool(origins.not_noted(connection, 1))
        while left:
            with writing(self._engine) as connection:
                some = shelf.load(connection, origins.not_noted(connection, _NOTED_AT_ONCE))
                for one in sorted(some):
                    origins.note(connection, some[one])
                left = bool(some)
        self._all_noted = True
