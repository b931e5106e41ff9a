"""Finding and mending what is wrong with a database that the workbench need not be able to open."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from claims.store import doctor
from claims.store.doctor import Checkup
from sources.store.engine import database_url, open_as_it_is

__all__ = ["Checkup", "Doctor"]


class Doctor:
    """Examines one database, as a context manager that closes it again.

    Raises:
        DatabaseRefused: If there is no such database.
    """

    def __init__(self, url: str | None = None) -> None:
        self._engine = open_as_it_is(database_url(url))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._engine.dispose()

    @property
    def can_copy(self) -> bool:
        """Whether the database is a file that `copy` can copy."""
        return self._engine.dialect.name == "sqlite"

    def check(self) -> Checkup:
        """Return what is wrong; nothing is written."""
        return doctor.check(self._engine)

    def copy(self) -> Path:
        """Copy the database file to a new file beside it; return the copy's path."""
        return doctor.copy_of(self._engine)

    def mend(self) -> Checkup:
        """Mend in one transaction what can be mended, and return what is left.

        Raises:
            DatabaseRefused: If the file is damaged, or mending would make two rows one; nothing was mended.
        """
        return doctor.mend(self._engine)
