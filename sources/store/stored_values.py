"""Every text, JSON, number and time of a database held against the rule for what comes from outside, and mended.

The tables are those that the database has, not those that this version declares: an older or newer one is read too.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Connection, Date, DateTime, Float, String, inspect, text
from sqlalchemy.types import TypeEngine

from sources.untrusted import Unusable, mended_json, replaced, sound, visible

_ROWS = 500  # of one batch; an article of 2 MB each makes 1 GB, and there is none with so many
_KEY_SHOWN = 60  # characters of a key in a line


@dataclass(frozen=True, slots=True)
class StoredFault:
    """A value that breaks the rule.

    Attributes:
        table, column: Where it is.
        row: What the database calls the row by: rowid or ctid.
        key: What a person calls the row by, such as "sequence 3".
        clauses: What is wrong with it, one for each place in a JSON value.
        mended: What takes its place; None is NULL.
        can_mend: False where nothing can take its place.
    """

    table: str
    column: str
    row: str
    key: str
    clauses: tuple[str, ...]
    mended: str | None = None
    can_mend: bool = True

    @property
    def lines(self) -> list[str]:
        """One line for each place."""
        return [f"{self.table}, {self.key}, {self.column}: {clause}." for clause in self.clauses]


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    type: TypeEngine[Any]
    nullable: bool


def faults(connection: Connection) -> Iterator[StoredFault]:
    """Yield the values of a database that break the rule."""
    inspector = inspect(connection)
    for table in sorted(inspector.get_table_names()):
        columns = [
            _Column(column["name"], column["type"], column["nullable"])
            for column in inspector.get_columns(table)
            if isinstance(column["type"], (String, JSON, Float, Date, DateTime))
        ]
        if columns:
            key = inspector.get_pk_constraint(table)["constrained_columns"]
            yield from _faults_of(connection, table, columns, key)


def _faults_of(
    connection: Connection, table: str, columns: Sequence[_Column], key: Sequence[str]
) -> Iterator[StoredFault]:
    quote = connection.dialect.identifier_preparer.quote
    row = "rowid" if connection.dialect.name == "sqlite" else "ctid"
    # As bytes or text: a value that the driver cannot read is among those that are looked for.
    cast = "BLOB" if connection.dialect.name == "sqlite" else "TEXT"
    named = ", ".join(f"CAST({quote(name)} AS {cast})" for name in [*key, *(column.name for column in columns)])
    query = text(f"SELECT CAST({row} AS TEXT), {named} FROM {quote(table)}")  # noqa: S608 - the database's own names
    for batch in connection.execute(query.execution_options(yield_per=_ROWS)).partitions():
        for place, *cells in batch:
            keys = [visible(_decoded(cell)[0])[:_KEY_SHOWN] for cell in cells[: len(key)]]
            called = " ".join(f"{name} {value}" for name, value in zip(key, keys, strict=True)) or f"{row} {place}"
            for column, cell in zip(columns, cells[len(key) :], strict=True):
                if cell is None:
                    continue
                clauses, new, can_mend = _checked(column, cell)
                if clauses:
                    yield StoredFault(table, column.name, place, called, clauses, new, can_mend)


def _checked(column: _Column, cell: str | bytes) -> tuple[tuple[str, ...], str | None, bool]:
    """Return what is wrong with a value, what takes its place, and whether that can be."""
    value, whole = _decoded(cell)
    if isinstance(column.type, JSON):
        try:
            new, clauses = mended_json(value)
        except Unusable as fault:
            return (str(fault),), None, False
        return clauses, json.dumps(new, allow_nan=False), True
    if isinstance(column.type, Float):
        if _finite(value):
            return (), None, True
        return ("is not a finite number",), None if column.nullable else "0", True
    if isinstance(column.type, (Date, DateTime)):
        if _is_time(value, datetime if isinstance(column.type, DateTime) else date):
            return (), None, True
        return ("is not a time of the years 1 to 9999",), None, column.nullable
    if not whole:
        return ("is not UTF-8",), replaced(value), True
    try:
        sound(value)
    except Unusable as fault:
        return (str(fault),), replaced(value), True
    return (), None, True


def _decoded(cell: str | bytes | None) -> tuple[str, bool]:
    """Return the text of a value, and whether nothing of it was lost."""
    if not isinstance(cell, bytes):
        return cell or "", True
    for errors in ("strict", "surrogatepass"):
        try:
            return cell.decode("utf-8", errors), True
        except UnicodeDecodeError:
            continue
    return cell.decode("utf-8", "replace"), False


def _finite(value: str) -> bool:
    try:
        return math.isfinite(float(value))
    except ValueError:
        return False


def _is_time(value: str, kind: type[date]) -> bool:
    try:
        kind.fromisoformat(value)
    except ValueError:
        return False
    return True


def mend(connection: Connection, found: Sequence[StoredFault]) -> None:
    """Put what was mended in the place of each value that can be, on a transaction that may write.

    Triggers of the tables are lifted for that and restored in the same transaction.
    """
    quote = connection.dialect.identifier_preparer.quote
    by_row: dict[tuple[str, str], dict[str, str | None]] = {}
    for fault in found:
        if fault.can_mend:
            by_row.setdefault((fault.table, fault.row), {})[fault.column] = fault.mended
    restore = [
        trigger for table in dict.fromkeys(table for table, _row in by_row) for trigger in _lift(connection, table)
    ]
    types = {(fault.table, fault.column): _cast(connection, fault) for fault in found}
    for (table, row), values in by_row.items():
        set_to = ", ".join(f"{quote(name)} = {types[table, name].format(at)}" for at, name in enumerate(values))
        where = "rowid = CAST(:row AS INTEGER)" if connection.dialect.name == "sqlite" else "ctid = CAST(:row AS tid)"
        connection.execute(
            text(f"UPDATE {quote(table)} SET {set_to} WHERE {where}"),  # noqa: S608 - the database's own names
            {"row": row} | {f"value{at}": value for at, value in enumerate(values.values())},
        )
    for statement in restore:
        connection.exec_driver_sql(statement)


def _cast(connection: Connection, fault: StoredFault) -> str:
    """Return how a value is written into its column; PostgreSQL takes no text for JSON or a number."""
    columns = {column["name"]: column["type"] for column in inspect(connection).get_columns(fault.table)}
    kind = columns[fault.column].compile(connection.dialect)
    if connection.dialect.name == "sqlite":
        return "CAST(:value{0} AS REAL)" if isinstance(columns[fault.column], Float) else ":value{0}"
    return f"CAST(:value{{0}} AS {kind})"


def _lift(connection: Connection, table: str) -> Iterator[str]:
    """Lift the triggers of a table, and yield the statements that restore them."""
    quote = connection.dialect.identifier_preparer.quote
    if connection.dialect.name == "sqlite":
        query = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?"
        for name, statement in connection.exec_driver_sql(query, (table,)).all():
            connection.exec_driver_sql(f"DROP TRIGGER {quote(name)}")
            yield statement
        return
    query = (
        "SELECT tgname, tgenabled FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE relname = %s AND pg_table_is_visible(tgrelid) AND NOT tgisinternal AND tgenabled IN ('O', 'A')"
    )
    for name, enabled in connection.exec_driver_sql(query, (table,)).all():
        connection.exec_driver_sql(f"ALTER TABLE {quote(table)} DISABLE TRIGGER {quote(name)}")
        always = "ALWAYS " if enabled == "A" else ""
        yield f"ALTER TABLE {quote(table)} ENABLE {always}TRIGGER {quote(name)}"
