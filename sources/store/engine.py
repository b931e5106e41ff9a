"""The database: where it is, how it is opened, and the only two ways to a connection.

    engine = open_database(database_url())
    with writing(engine) as connection: ...
    with reading(engine) as connection: ...

SQLite keeps its rollback journal: the SQLite of Debian 12 (3.40.1) is among the versions whose write-ahead log can
damage a file (3.7.0 to 3.51.2). Every commit is on the disk before it is acknowledged (synchronous=FULL).
"""

from __future__ import annotations

import os
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any
from weakref import WeakSet

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from sources.store.faults import DatabaseRefused, DatabaseUnavailable, translated
from sources.store.migrating import migrate, sound

__all__ = [
    "DatabaseRefused",
    "DatabaseUnavailable",
    "check_answers",
    "database_url",
    "open_database",
    "reading",
    "writing",
]

_WRITING = "workbench_writing"
_WAIT = "workbench_wait"
# How long an act waits for others: the sentence that it was not saved is there within ten seconds, and eight writers
# at once need far less than one.
_WAIT_SECONDS = 8
# How long a look waits that only asks whether the database answers again; a person's page waits for it.
_LOOK_SECONDS = 0.3
# Any number of our own: writers of one PostgreSQL database stand in line on it, as SQLite's writers do by themselves.
_WRITERS_LOCK = 0x636C61696D  # "claim"
_one_at_a_time = threading.Lock()  # Alembic keeps what it is working on in module globals
_wait: ContextVar[float] = ContextVar("wait", default=_WAIT_SECONDS)
# The databases that did not serve the last time they were asked.
_silent: WeakSet[Engine] = WeakSet()


def database_url(given: str | None = None) -> str:
    """Return the address of the database: ``given``, else WORKBENCH_DATABASE, else a file in the user's data folder.

    A path without a scheme is a SQLite file. The user's data folder is created where it is missing.

    Raises:
        DatabaseRefused: If the user's data folder cannot be created.
    """
    named = given or os.environ.get("WORKBENCH_DATABASE")
    if named and "://" in named:
        return named
    if named:
        path = Path(named).expanduser().absolute()
    else:
        from platformdirs import user_data_dir

        folder = Path(user_data_dir("claim-workbench", appauthor=False))
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DatabaseRefused(
                f"The folder {folder} for the workbench's data cannot be created ({error.strerror}). "
                "Name another place for the database in WORKBENCH_DATABASE."
            ) from error
        path = folder / "workbench.sqlite3"
    return URL.create("sqlite", database=str(path)).render_as_string(hide_password=False)


def open_database(url: str) -> Engine:
    """Open the database, create it where there is none, and bring it to this version of the workbench.

    A new SQLite file appears under its name only when it is complete. All migrations run in one transaction.

    Raises:
        DatabaseRefused: If it cannot be opened, is damaged, is no database of the workbench or of a newer version;
            nothing in it was touched.
    """
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        _open_file(address)
    elif address.get_backend_name() == "postgresql":
        _migrate(address)
    else:
        raise DatabaseRefused(
            f"The workbench keeps its data in SQLite or PostgreSQL, not in {address.get_backend_name()}. "
            "Give a path to a SQLite file or a postgresql:// address."
        )
    return _engine(address)


def open_as_it_is(url: str) -> Engine:
    """Open a database that is there, without a check and without bringing it to this version.

    For looking at what is wrong with it; nothing is written by opening it.

    Raises:
        DatabaseRefused: If there is none.
    """
    address = _address(url)
    if address.get_backend_name() == "sqlite" and not Path(address.database or "").is_file():
        raise DatabaseRefused(f"There is no database {address.database}. Name its file with --database.")
    return _engine(address)


def _address(url: str) -> URL:
    try:
        address = make_url(url)
        address.get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise DatabaseRefused(
            "The address of the database cannot be read. Give a path to a SQLite file or a postgresql:// address."
        ) from error
    return address


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection in a transaction that may write; committed at the end, undone as a whole on any error.

    Writers stand in line from the first statement on, so what is read inside is still so when it is written.

    Raises:
        DatabaseUnavailable: If it could not be saved; nothing was.
    """
    with _waiting(_WAIT_SECONDS), _heard(engine), translated("Not saved"), engine.connect() as plain:
        connection = plain.execution_options(**{_WRITING: True})
        with connection.begin():
            yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection that sees one consistent moment and cannot write.

    Raises:
        DatabaseUnavailable: If the database could not be read just now.
    """
    with _reading(engine, _WAIT_SECONDS) as connection:
        yield connection


@contextmanager
def _reading(engine: Engine, wait: float) -> Iterator[Connection]:
    with _waiting(wait), _heard(engine), translated("Not read"), engine.connect() as plain:
        connection = plain.execution_options(**{_WRITING: False})
        with connection.begin():
            yield connection


@contextmanager
def _waiting(seconds: float) -> Iterator[None]:
    """Set how long SQLite waits for others inside, also while a new connection is set up."""
    token = _wait.set(seconds)
    try:
        yield
    finally:
        _wait.reset(token)


@contextmanager
def _heard(engine: Engine) -> Iterator[None]:
    """Note whether the database served, for `check_answers`."""
    try:
        yield
    except DatabaseUnavailable:
        _silent.add(engine)
        raise
    _silent.discard(engine)


def check_answers(engine: Engine) -> None:
    """Check that a database answers which did not the last time; costs nothing where it did.

    A page asks this before it draws: each of its queries would wait for its own `_WAIT_SECONDS`.

    Raises:
        DatabaseUnavailable: If it still does not answer.
    """
    if engine in _silent:
        with _reading(engine, _LOOK_SECONDS) as connection:
            connection.exec_driver_sql("SELECT version_num FROM alembic_version")


def _engine(address: URL, *, for_migration: bool = False) -> Engine:
    """Return an engine; one for migrations does not watch foreign keys: SQLite alters a table by copying it."""
    if address.get_backend_name() == "sqlite":
        options: dict[str, Any] = {"connect_args": {"timeout": _WAIT_SECONDS}}
    else:
        options = {"pool_pre_ping": True, "connect_args": {"connect_timeout": _WAIT_SECONDS}}
    if for_migration:
        options["poolclass"] = NullPool
    else:
        options |= {"pool_size": 8, "max_overflow": 24, "pool_timeout": _WAIT_SECONDS}
    try:
        # A statement's parameters are claims and notes; the messages of errors must not carry them into a log.
        engine = create_engine(address, hide_parameters=True, **options)
    except ModuleNotFoundError as error:
        raise DatabaseRefused(
            f"The driver for {address.get_backend_name()} is not installed ({error.name}). "
            "Install it, or give a path to a SQLite file."
        ) from error
    if address.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _set_up_without_keys if for_migration else _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _entry: ConnectionPoolEntry) -> None:  # a sqlite3.Connection, wrapped or not
    _set_up_without_keys(connection, _entry)
    connection.execute("PRAGMA foreign_keys = ON")


def _set_up_without_keys(connection: Any, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # sqlite3's own transactions begin late; ours begin in _begin
    connection.execute(_busy_timeout())  # the next line reads the file, and may have to wait for others
    connection.execute("PRAGMA synchronous = FULL")
    # SQLite's own lower() knows the letters of ASCII only, so that a search would not find "Österreich".
    connection.create_function("lower", 1, _lower, deterministic=True)


def _busy_timeout() -> str:
    return f"PRAGMA busy_timeout = {_wait.get() * 1000:.0f}"


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _begin(connection: Connection) -> None:
    may_write = connection.get_execution_options().get(_WRITING)
    if may_write is None:
        raise RuntimeError("Connections are opened with reading() or writing() only.")
    if connection.dialect.name == "sqlite":
        if connection.info.get(_WAIT) != _wait.get():
            connection.exec_driver_sql(_busy_timeout())
            connection.info[_WAIT] = _wait.get()
        if connection.info.get(_WRITING) != may_write:
            connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if may_write else 'ON'}")
            connection.info[_WRITING] = may_write
        connection.exec_driver_sql("BEGIN IMMEDIATE" if may_write else "BEGIN")
    elif may_write:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_WAIT_SECONDS}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def _migrate(address: URL) -> None:
    shown = address.render_as_string(hide_password=True)
    engine = _engine(address, for_migration=True)
    try:
        with _one_at_a_time, writing(engine) as connection:
            migrate(connection, shown)
    except DatabaseUnavailable as error:
        raise DatabaseRefused(f"The database {shown} cannot be used: {str(error).partition(': ')[2]}") from error
    finally:
        engine.dispose()


def _leave_write_ahead_log(address: URL) -> None:
    """Take a SQLite file that another program switched to a write-ahead log back to the rollback journal."""
    engine = _engine(address, for_migration=True)
    raw = engine.raw_connection()
    try:
        with translated("Not opened"):
            raw.cursor().execute("PRAGMA journal_mode = DELETE")
    finally:
        raw.close()
        engine.dispose()


def _open_file(address: URL) -> None:
    """Create or check a SQLite file and bring it to this version."""
    name = address.database or ":memory:"
    if name == ":memory:":
        raise DatabaseRefused("A database in memory would lose every verdict. Give a path to a SQLite file.")
    if name.startswith("file:"):  # SQLite's own address form says itself how to open the file
        _check_file(address, name)
        _migrate(address)
        return
    path = Path(name)
    try:
        if path.is_dir():
            raise DatabaseRefused(f"{path} is a folder. Give the path of a file in it.")
        if not path.parent.is_dir():
            raise DatabaseRefused(f"The folder {path.parent} does not exist. Create it, or name another.")
        if not path.exists():
            _create(address, path)
        if path.stat().st_size == 0:
            raise DatabaseRefused(
                f"The file {path} is empty, so it is no database. Restore a backup; if nothing was ever kept in it, "
                "delete it and start again."
            )
    except OSError as error:
        raise DatabaseRefused(
            f"The database {path} cannot be opened ({error.strerror}). Check the folder, or name another file."
        ) from error
    _check_file(address, str(path))
    _migrate(address)
    _leave_write_ahead_log(address)


def _check_file(address: URL, name: str) -> None:
    engine = _engine(address, for_migration=True)
    try:
        with reading(engine) as connection:
            sound(connection, name)
        # A file that may only be read lets a transaction begin, so a table is made and taken back.
        with writing(engine) as connection:
            connection.exec_driver_sql("CREATE TABLE trial (id INTEGER)")
            connection.get_transaction().rollback()  # type: ignore[union-attr]
    except DatabaseUnavailable as error:
        raise DatabaseRefused(f"The database {name} cannot be used: {str(error).partition(': ')[2]}") from error
    finally:
        engine.dispose()


def _create(address: URL, path: Path) -> None:
    """Make a complete database beside ``path`` and give it that name, unless another process was first."""
    growing = path.with_name(f".{path.name}.{uuid.uuid4().hex}.new")
    try:
        _migrate(address.set(database=str(growing)))
        try:
            os.link(growing, path)
        except FileExistsError:
            return
        except OSError:  # a file system without hard links
            if not path.exists():
                growing.rename(path)
    finally:
        growing.unlink(missing_ok=True)
