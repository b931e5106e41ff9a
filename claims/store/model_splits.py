"""What a language model did for each article that it split."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from claims.language_model import Rejected, SplitReport
from claims.store import tables


def split_reports(connection: Connection) -> dict[str, SplitReport]:
    """Return, by article, what a language model did where it was asked."""
    rows = connection.execute(select(tables.model_splits)).mappings().all()
    return {
        row["article_id"]: SplitReport(
            row["made_by"],
            row["by_model"],
            row["by_rules"],
            tuple(row["faults"]),
            tuple(Rejected(*rejected) for rejected in row["rejected"]),
        )
        for row in rows
    }


def insert_report(connection: Connection, article_id: str, report: SplitReport) -> None:
    """Keep what a language model did for an article that is stored in the same transaction."""
    put_back(connection, article_id, _values(report))


def replace_report(connection: Connection, article_id: str, report: SplitReport | None) -> None:
    """Keep what a language model did for the next version of an article, in the place of what it did before.

    Without a report the rules alone split it.
    """
    put_back(connection, article_id, _values(report) if report else {})


def kept_report(connection: Connection, article_id: str) -> dict[str, Any]:
    """Return what a language model did for the present version, as JSON; empty where the rules alone split it."""
    splits = tables.model_splits
    columns = [column for column in splits.c if column is not splits.c.article_id]
    row = connection.execute(select(*columns).where(splits.c.article_id == article_id)).mappings().first()
    return dict(row) if row else {}


def put_back(connection: Connection, article_id: str, kept: Mapping[str, Any]) -> None:
    """Keep for an article what `kept_report` gave, in the place of what is kept."""
    splits = tables.model_splits
    connection.execute(delete(splits).where(splits.c.article_id == article_id))
    if kept:
        connection.execute(insert(splits).values(article_id=article_id, **kept))


def _values(report: SplitReport) -> dict[str, Any]:
    return {
        "made_by": report.made_by,
        "by_model": report.by_model,
        "by_rules": report.by_rules,
        "faults": list(report.faults),
        "rejected": [[claim.text, claim.quote, claim.reason] for claim in report.rejected],
    }
