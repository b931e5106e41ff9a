"""What can be wrong with a database, in the words a person reads."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError


class DatabaseRefused(Exception):  # noqa: N818 - what happened, in the words of the page
    """The database was not opened and nothing in it was touched; the message is a sentence for the person."""


class DatabaseUnavailable(Exception):  # noqa: N818 - the same
    """Something could not be saved or read just now and nothing was half done; the message is for the person."""


# SQLite's primary result codes (https://sqlite.org/rescode.html), each in one clause and what to do about it.
_CLAUSES = {
    sqlite3.SQLITE_BUSY: "another program has been holding the database for too long. Try again in a moment",
    sqlite3.SQLITE_LOCKED: "another act has been holding the database for too long. Try again in a moment",
    sqlite3.SQLITE_FULL: "the disk is full. Free some space, then try again",
    sqlite3.SQLITE_READONLY: "the database file may only be read. Allow writing to it and to its folder",
    sqlite3.SQLITE_IOERR: "the disk reported an error. Check the disk, then try again",
    sqlite3.SQLITE_CANTOPEN: "the database file cannot be opened. Check that it and its folder are still there",
    sqlite3.SQLITE_CORRUPT: "the database file is damaged. Stop the workbench and restore a backup",
    sqlite3.SQLITE_NOTADB: "the file is no database. Stop the workbench and restore a backup",
    sqlite3.SQLITE_PERM: "access to the database file is denied. Check its permissions",
    sqlite3.SQLITE_AUTH: "access to the database file is denied. Check its permissions",
}


def clause(error: BaseException) -> str:
    """Return why the database did not serve, or an empty string where the error is a fault of the program."""
    if isinstance(error, PoolTimeoutError):
        return "too many acts wait for the database. Try again in a moment"
    original = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(original, sqlite3.Error):
        # Extended codes keep the primary one in their low byte.
        return _CLAUSES.get(getattr(original, "sqlite_errorcode", 0) & 0xFF, "")
    if isinstance(error, (OperationalError, InterfaceError)):
        return "the database server does not answer. Check that it runs, then try again"
    return ""


@contextmanager
def translated(what: str) -> Iterator[None]:
    """Raise `DatabaseUnavailable`, starting with ``what`` ("Not saved"), where the database did not serve.

    Faults of the program, such as a broken constraint, pass as they are.
    """
    try:
        yield
    except (DBAPIError, PoolTimeoutError) as error:
        why = clause(error)
        if not why:
            raise
        raise DatabaseUnavailable(f"{what}: {why}.") from error
