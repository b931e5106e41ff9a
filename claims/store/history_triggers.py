"""The triggers that let the history only grow: what they are, which are missing, and how they come back.

A tool that edits the database file, or a migration that copies a table, can drop them without a word. The workbench
looks for them whenever it opens a database.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from claims.store.tables import HISTORY
from sources.store.engine import DatabaseRefused, DatabaseUnavailable, reading, writing

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Trigger:
    name: str
    body: str  # what has to be in the database, compared without regard to space
    statements: tuple[str, ...]  # what puts it back


def missing_triggers(connection: Connection) -> list[str]:
    """Return the names of the history's triggers that are not in the database, are disabled, or do something else.

    Args:
        connection: On a database of this version; reading is enough.
    """
    found = _found(connection)
    return [
        trigger.name
        for trigger in _triggers(connection.dialect.name)
        if found.get(trigger.name) != _plain(trigger.body)
    ]


def restore_triggers(engine: Engine) -> list[str]:
    """Put back the history's triggers that are missing, say so in the log, and return their names.

    Nothing is written where none is missing.

    Raises:
        DatabaseRefused: If one is missing and cannot be put back.
    """
    try:
        with reading(engine) as connection:
            missing = missing_triggers(connection)
        if missing:
            with writing(engine) as connection:
                for trigger in _triggers(connection.dialect.name):
                    if trigger.name in missing:
                        for statement in trigger.statements:
                            connection.exec_driver_sql(statement)
    except DatabaseUnavailable as error:
        raise DatabaseRefused(
            "The triggers that protect the history of this database could not be checked or put back: "
            f"{str(error).partition(': ')[2]}"
        ) from error
    if missing:
        _log.warning(
            "The history of this database was not protected: the triggers %s were missing. They are back. Lines "
            "of the history may have been changed or deleted; compare it with a backup or a verdict CSV.",
            ", ".join(missing),
        )
    return missing


def _triggers(dialect: str) -> list[_Trigger]:
    """Return what the migrations create, for the database at hand."""
    if dialect == "sqlite":
        return [trigger for table in HISTORY for trigger in _for_sqlite(table.name, [*table.c.keys()])]
    return [_for_postgresql(table.name) for table in HISTORY]


def _sentence(table: str) -> str:
    return f"The history only grows: {table} is never changed or deleted."


def _for_sqlite(table: str, columns: Sequence[str]) -> list[_Trigger]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_sentence(table)}'); END"
    keys = [name for name in ("sequence", "request_id") if name in columns]
    known = " OR ".join(f"NEW.{name} IN (SELECT {name} FROM {table})" for name in keys)  # noqa: S608
    bodies = {
        "no_update": f"BEFORE UPDATE ON {table} {refuse}",
        "no_delete": f"BEFORE DELETE ON {table} {refuse}",
        # INSERT OR REPLACE deletes the old line without asking the trigger above.
        "no_replace": f"BEFORE INSERT ON {table} WHEN {known} {refuse}",
    }
    made = []
    for act, body in bodies.items():
        name = f"{table}_{act}"
        create = f"CREATE TRIGGER {name} {body}"
        made.append(_Trigger(name, create, (f"DROP TRIGGER IF EXISTS {name}", create)))
    return made


def _for_postgresql(table: str) -> _Trigger:
    name = f"{table}_only_grows"
    body = f" BEGIN RAISE EXCEPTION '{_sentence(table)}'; END "
    function = f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
    drop = f"DROP TRIGGER IF EXISTS {name} ON {table}"
    create = (
        f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
    )
    return _Trigger(name, body, (function, drop, create))


def _found(connection: Connection) -> dict[str, str]:
    """Return the body of each trigger that is in force, by name."""
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all()
    else:
        # tgtype: 58 is a BEFORE trigger of a statement for UPDATE, DELETE and TRUNCATE (catalog/pg_trigger.h).
        rows = connection.exec_driver_sql(
            "SELECT tgname, prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
            "WHERE pg_table_is_visible(tgrelid) AND tgenabled IN ('O', 'A') AND tgtype = 58"
        ).all()
    return {name: _plain(body) for name, body in rows}


def _plain(body: str) -> str:
    return " ".join(body.split())
