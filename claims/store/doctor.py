"""What is wrong with a database, in lines for a person, and how it is mended without losing what was there."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, inspect
from sqlalchemy.exc import IntegrityError

from claims.store.history_triggers import missing_triggers, restore_triggers
from claims.store.tables import HISTORY
from sources.store.engine import DatabaseRefused, reading, writing
from sources.store.stored_values import StoredFault, faults
from sources.store.stored_values import mend as mend_values
from sources.store.tables import settings

_TRACE = "doctor.mended {:%Y-%m-%dT%H:%M:%S.%fZ}"


@dataclass(frozen=True, slots=True)
class Checkup:
    """What is wrong.

    Attributes:
        damage: What SQLite's own checks say of the file.
        triggers: The triggers of the history that are missing.
        values: The values that cannot be shown, stored or exported.
    """

    damage: tuple[str, ...]
    triggers: tuple[str, ...]
    values: tuple[StoredFault, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.damage or self.triggers or self.values)

    @property
    def lines(self) -> list[str]:
        """One line for each fault."""
        gone = [f"{name}: the trigger that protects the history is missing." for name in self.triggers]
        return [*self.damage, *gone, *(line for fault in self.values for line in fault.lines)]

    @property
    def summary(self) -> str:
        """How many faults there are, as a sentence."""
        count = len(self.lines)
        return "1 fault was found." if count == 1 else f"{count:,} faults were found."


def check(engine: Engine) -> Checkup:
    """Return what is wrong with a database; nothing is written.

    Raises:
        DatabaseUnavailable: If it cannot be read.
    """
    with reading(engine) as connection:
        return _check(connection)


def copy_of(engine: Engine) -> Path:
    """Copy a SQLite file to a new one beside it, as its last finished act left it; return the copy's path.

    Raises:
        DatabaseRefused: If the copy cannot be written; nothing was mended.
    """
    path = Path(engine.url.database or "")
    copy = path.with_name(f"{path.name}.before-mending-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}")
    try:
        with closing(sqlite3.connect(path)) as own, closing(sqlite3.connect(copy)) as other:
            own.backup(other)
    except sqlite3.Error as error:
        raise DatabaseRefused(f"The copy {copy} cannot be written ({error}). Nothing was mended.") from error
    return copy


def mend(engine: Engine) -> Checkup:
    """Mend in one transaction what can be mended, and return what is left.

    What was mended is written into the settings, under a name that begins with "doctor.mended". Triggers of the
    history that are missing come back first, those that hold are lifted only for as long as the transaction lasts.

    Raises:
        DatabaseRefused: If the file is damaged, or mending would make two rows one; nothing was mended.
        DatabaseUnavailable: If it could not be written; nothing was mended.
    """
    try:
        with writing(engine) as connection:
            found = _check(connection)
            if found.damage:
                raise DatabaseRefused("The file itself is damaged, so nothing in it was changed. Restore a backup.")
            mend_values(connection, found.values)
            _write_down(connection, found)
    except IntegrityError as error:
        raise DatabaseRefused(
            "Two rows would become the same by mending, so nothing was changed. Correct one of them by hand."
        ) from error
    if found.triggers:
        restore_triggers(engine)
    return check(engine)


def _check(connection: Connection) -> Checkup:
    tables = set(inspect(connection).get_table_names())
    triggers = missing_triggers(connection) if tables.issuperset(table.name for table in HISTORY) else []
    damage = tuple(_damage(connection))
    return Checkup(damage, tuple(triggers), () if damage else tuple(faults(connection)))


def _damage(connection: Connection) -> list[str]:
    """Return what SQLite says of its file; PostgreSQL keeps its own checks."""
    if connection.dialect.name != "sqlite":
        return []
    found = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check(20)")]
    lines = [] if found == ["ok"] else [f"The file is damaged: {' '.join(line.split())}." for line in found]
    for table, row, parent, _key in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        lines.append(f"{table}, rowid {row}: it belongs to a row of {parent} that is not there.")
    return lines


def _write_down(connection: Connection, found: Checkup) -> None:
    if inspect(connection).has_table(settings.name):
        value = json.dumps([line for fault in found.values if fault.can_mend for line in fault.lines])
        connection.execute(insert(settings).values(name=_TRACE.format(datetime.now(UTC)), value=value))
