"""Which server uses a SQLite file: a lock of the operating system, so that a second server can say so.

The lock is on a file beside the database and lives as long as the process, however it ends. SQLite's own locks cannot
tell: they are held for single acts. Command lines take no part; they come and go.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # no such locks on this system
    fcntl = None  # type: ignore[assignment]

_ENDING = ".server"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OtherServer:
    """Another server process on the same file.

    Attributes:
        process: Its number; None where it could not be read.
        started: When it opened the database, in UTC; None likewise.
    """

    process: int | None
    started: datetime | None


class ServerLock:
    """The lock of this process on one database file."""

    def __init__(self, database: Path) -> None:
        self.path = database.resolve().with_name(database.resolve().name + _ENDING)
        self._started = datetime.now(UTC)
        self._file: IO[str] | None = None  # open for as long as the lock is held
        self._told: OtherServer | None = None
        self._off = False
        self._lock = threading.Lock()

    def other(self) -> OtherServer | None:
        """Take the lock, or return who has it. The first to ask has it; it passes on when that process ends.

        Where there can be no lock, as in a folder that may only be read, the log says so once and nobody is found.
        """
        with self._lock:
            if self._file is not None or self._off:
                return None
            try:
                return self._take()
            except OSError as error:
                self._off = True
                _log.warning(
                    "Whether another workbench uses this database cannot be noticed: %s cannot be locked (%s).",
                    self.path,
                    error.strerror,
                )
                return None

    def release(self) -> None:
        """Give the lock back before the process ends."""
        with self._lock:
            if self._file is not None:
                self._file.close()
                self._file = None

    def _take(self) -> OtherServer | None:
        if fcntl is None:
            raise OSError(0, "this system has no such locks")
        with contextlib.ExitStack() as closing:
            file = closing.enter_context(self.path.open("a+", encoding="utf-8"))
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return self._tell(file)
            file.truncate(0)
            file.write(json.dumps({"process": os.getpid(), "started": self._started.isoformat()}))
            file.flush()
            closing.pop_all()
            self._file = file
        return None

    def _tell(self, file: IO[str]) -> OtherServer:
        file.seek(0)
        try:
            kept = json.loads(file.read())
            found = OtherServer(int(kept["process"]), datetime.fromisoformat(kept["started"]))
        except (ValueError, KeyError, TypeError):  # it is just writing it
            found = OtherServer(None, None)
        if found != self._told:
            self._told = found
            _log.warning(
                "Another workbench, started at %s, process %s, uses this database file.", found.started, found.process
            )
        return found


_locks: dict[Path, ServerLock] = {}
_one_at_a_time = threading.Lock()


def server_lock(database: Path) -> ServerLock:
    """Return this process's lock on a database file, the same one each time."""
    with _one_at_a_time:
        return _locks.setdefault(database.resolve(), ServerLock(database))
