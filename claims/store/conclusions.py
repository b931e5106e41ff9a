"""What reviewers conclude of whole articles: every wording is kept, and the last one holds."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, insert, select

from claims.review.conclusion import Conclusion
from claims.store.tables import conclusions


def latest(connection: Connection, article_id: str, *, of_version: int | None = None) -> Conclusion | None:
    """Return the conclusion that holds, or held on a version; None where none does or it was taken back."""
    columns = conclusions.c
    wanted = select(columns.text, columns.reviewer, columns.saved_at, columns.version, columns.sequence).where(
        columns.article_id == article_id
    )
    if of_version is not None:
        wanted = wanted.where(columns.version <= of_version)
    row = connection.execute(wanted.order_by(columns.sequence.desc()).limit(1)).first()
    return Conclusion(*row) if row and row.text else None


def append(connection: Connection, article_id: str, conclusion: Conclusion) -> Conclusion:
    """Append a conclusion and return it with its number; one without words takes back what held."""
    result = connection.execute(
        insert(conclusions).values(
            article_id=article_id,
            text=conclusion.text,
            reviewer=conclusion.reviewer,
            saved_at=conclusion.saved_at,
            version=conclusion.version,
        )
    )
    (sequence,) = result.inserted_primary_key or (0,)
    return replace(conclusion, sequence=sequence)
