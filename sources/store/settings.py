"""What was set for everybody who uses a database, as names and texts; secrets never stand here."""

from __future__ import annotations

from sqlalchemy import Engine, delete, insert, select

from sources.store.engine import reading, writing
from sources.store.tables import settings


def setting(engine: Engine, name: str, default: str = "") -> str:
    """Return what was set under this name, or ``default``.

    Raises:
        DatabaseUnavailable: If the database cannot be read just now.
    """
    with reading(engine) as connection:
        kept = connection.execute(select(settings.c.value).where(settings.c.name == name)).scalar_one_or_none()
    return default if kept is None else str(kept)


def keep_setting(engine: Engine, name: str, value: str) -> None:
    """Set ``name`` to ``value`` for everybody; the last value counts.

    Raises:
        DatabaseUnavailable: If it could not be kept; what was set before still holds.
    """
    with writing(engine) as connection:
        connection.execute(delete(settings).where(settings.c.name == name))
        connection.execute(insert(settings).values(name=name, value=value))
