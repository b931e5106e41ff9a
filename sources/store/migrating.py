"""Bringing a database to this version of the workbench, or refusing it before anything is touched."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect

from sources.store.faults import DatabaseRefused

# SQLite's own check reads the whole file, about 0.3 s for this much; a larger library is not read at every start.
_CHECKED_BYTES = 128 * 2**20
# Before the first release the schema grew in eleven steps; the last of them made the tables of 0.1.0.
_FIRST_RELEASE, _LAST_STEP_BEFORE = "0.1.0", "0011"
_STEPS_BEFORE = {f"{step:04}" for step in range(1, int(_LAST_STEP_BEFORE) + 1)}


def sound(connection: Connection, name: str) -> None:
    """Check a SQLite file before anything is written to it.

    Raises:
        DatabaseRefused: If the file is damaged.
    """
    size = _pragma(connection, "page_count") * _pragma(connection, "page_size")
    if size > _CHECKED_BYTES:
        return
    found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if found != "ok":
        raise DatabaseRefused(
            f"The database {name} is damaged ({found}). Nothing was written to it. Restore a backup, or name "
            "another file."
        )


def migrate(connection: Connection, name: str) -> None:
    """Run the missing migrations in the transaction that is open on ``connection``.

    Raises:
        DatabaseRefused: If the database is another program's, of a newer version, or not whole.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    script = ScriptDirectory.from_config(config)
    known = {step.revision for step in script.walk_revisions()}
    tables = set(inspect(connection).get_table_names())
    here = MigrationContext.configure(connection).get_current_heads()
    if not here and tables:
        raise DatabaseRefused(
            f"The database {name} belongs to another program or was not finished. Nothing was written to it. "
            "Name another file."
        )
    if here == (_LAST_STEP_BEFORE,):
        command.stamp(config, _FIRST_RELEASE, purge=True)
        here = (_FIRST_RELEASE,)
    if _STEPS_BEFORE.intersection(here):
        raise DatabaseRefused(
            f"The database {name} was made before version {_FIRST_RELEASE} of the workbench, and this version cannot "
            "read it. Nothing was written to it. Export its verdict CSV with the version that made it, and name "
            "another database."
        )
    if not known.issuperset(here):
        raise DatabaseRefused(
            f"The database {name} was made by a newer version of the workbench. Nothing was written to it. "
            "Install that version, or name another database."
        )
    if set(here) != set(script.get_heads()):
        command.upgrade(config, "heads")
        if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise DatabaseRefused(
                f"The database {name} could not be brought to this version, because rows in it point at nothing. "
                "It was left as it was. Restore a backup."
            )
    missing = _expected_tables() - set(inspect(connection).get_table_names())
    if missing:
        raise DatabaseRefused(
            f"The database {name} is not whole: {', '.join(sorted(missing))} is missing. Nothing was written to it. "
            "Restore a backup."
        )


def _expected_tables() -> set[str]:
    from sources.store.tables import metadata

    return set(metadata.tables)


def _pragma(connection: Connection, name: str) -> int:
    return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
