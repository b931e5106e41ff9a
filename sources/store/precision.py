"""In which precision the passages of a database are embedded: settled once, and kept for good."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Engine, insert, select

from sources.embedding import Precision
from sources.store.engine import reading, writing
from sources.store.tables import embeddings, settings

NAME = "embedding_precision"


def settled_precision(engine: Engine, measure: Callable[[], Precision]) -> Precision:
    """Return what was settled for this database, or settle it.

    A database that has vectors from before this was asked has them in float32, and keeps to that. For a new one
    ``measure`` says it. Where two settle it at once, the first is right for both.

    Raises:
        DatabaseUnavailable: If it cannot be read or kept just now.
    """
    kept = select(settings.c.value).where(settings.c.name == NAME)
    with reading(engine) as connection:
        there = connection.execute(kept).scalar_one_or_none()
        old = connection.execute(select(embeddings.c.model_id).limit(1)).first() is not None
    if there is None:
        chosen = Precision.FLOAT32 if old else measure()
        with writing(engine) as connection:
            there = connection.execute(kept).scalar_one_or_none()
            if there is None:
                connection.execute(insert(settings).values(name=NAME, value=chosen.value))
                there = chosen.value
    return Precision(there)
