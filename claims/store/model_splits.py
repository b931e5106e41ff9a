"""What a language model did for each article that it split."""

from __future__ import annotations

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
    connection.execute(
        insert(tables.model_splits).values(
            article_id=article_id,
            made_by=report.made_by,
            by_model=report.by_model,
            by_rules=report.by_rules,
            faults=list(report.faults),
            rejected=[[claim.text, claim.quote, claim.reason] for claim in report.rejected],
        )
    )


def replace_report(connection: Connection, article_id: str, report: SplitReport) -> None:
    """Keep what a language model did for the next version of an article, in the place of what it did before."""
    splits = tables.model_splits
    connection.execute(delete(splits).where(splits.c.article_id == article_id))
    insert_report(connection, article_id, report)
