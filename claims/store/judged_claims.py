"""Which articles have verdicts."""

from __future__ import annotations

from sqlalchemy import Connection, select

from claims.store.tables import judgements


def articles_with_judgements(connection: Connection) -> list[str]:
    """Return the ids of the articles in which somebody decided something, in order."""
    return list(connection.scalars(select(judgements.c.article_id).distinct().order_by(judgements.c.article_id)))
