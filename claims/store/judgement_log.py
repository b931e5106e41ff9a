"""The append-only history of judgements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, func, insert, select

from claims.review.gates import Unavailable
from claims.review.judgement import Judgement
from claims.review.verdict import Question, Verdict
from claims.store import tables
from claims.store.encoding import judgement_of, judgement_row
from sources.bounded_cache import BoundedCache
from sources.untrusted.text import Unusable

_KEPT = 16  # articles whose history stays in memory


class Ledger:
    """Reads the history of an article. Lines never change, so only those that came since are read again."""

    def __init__(self) -> None:
        self._kept: BoundedCache[str, tuple[Judgement, ...]] = BoundedCache(_KEPT)

    def read(self, connection: Connection, article_id: str) -> tuple[Judgement, ...]:
        """Return the history of an article in its order, one query whatever its length.

        To be called before anything is appended in the same transaction: what is read here is kept, and a line that
        is then not committed must not be.

        Raises:
            Unavailable: If a line breaks the rule for text and numbers from outside.
        """
        kept = self._kept.get(article_id) or ()
        last = kept[-1].sequence if kept else 0
        columns = tables.judgements.c
        rows = connection.execute(
            select(tables.judgements)
            .where(columns.article_id == article_id, columns.sequence > last)
            .order_by(columns.sequence)
        ).mappings()
        try:
            history = kept + tuple(judgement_of(row) for row in rows)
        except Unusable as fault:  # an older version took it in; no door does now
            raise Unavailable(
                "The history of this article holds text or a number that cannot be read. "
                "Find and mend it with: python -m claims doctor --mend"
            ) from fault
        if len(history) > len(kept):  # a shorter one that another thread puts meanwhile is read on from its end
            self._kept.put(article_id, history)
        return history


def append(connection: Connection, judgements: Sequence[Judgement]) -> list[Judgement]:
    """Append lines to the history and return them with the sequence that the database gave."""
    kept = []
    for judgement in judgements:
        result = connection.execute(insert(tables.judgements).values(**judgement_row(judgement)))
        (sequence,) = result.inserted_primary_key or (0,)
        kept.append(replace(judgement, sequence=int(sequence)))
    return kept


def by_request(connection: Connection, request_id: str) -> Judgement | None:
    """Return the line that a request made; None where it made none yet."""
    row = (
        connection.execute(select(tables.judgements).where(tables.judgements.c.request_id == request_id))
        .mappings()
        .first()
    )
    return judgement_of(row) if row else None


def reviewed_counts(connection: Connection, reviewer: str) -> dict[str, int]:
    """Return, per article, how many of its claims this reviewer has decided as they are worded now."""
    return _counts(connection, reviewer, tables.judgements.c.value != Verdict.NOT_CHECKED.value)


def passed_counts(connection: Connection, reviewer: str) -> dict[str, int]:
    """Return, per article, how many of its claims this reviewer passed by as they are worded now."""
    return _counts(connection, reviewer, tables.judgements.c.value == Verdict.NOT_CHECKED.value)


def changed_counts(connection: Connection, reviewer: str) -> dict[str, int]:
    """Return, per article, how many claims a later version changed and this reviewer has not decided since."""
    claims = tables.claims.c
    rows = connection.execute(
        select(claims.article_id, func.count())
        .where(claims.changed_in > 0, ~claims.removed)
        .group_by(claims.article_id)
    )
    decided = _counts(connection, reviewer, claims.changed_in > 0)
    left = {row[0]: row[1] - decided.get(row[0], 0) for row in rows}
    return {article_id: count for article_id, count in left.items() if count}


def _counts(connection: Connection, reviewer: str, wanted: ColumnElement[bool]) -> dict[str, int]:
    """Return, per article, on how many claims the reviewer's last act gives a verdict and is one of those wanted."""
    lines, claims = tables.judgements.c, tables.claims.c
    latest = (
        select(func.max(lines.sequence).label("sequence"))
        .join_from(tables.judgements, tables.claims, claims.id == lines.claim_id)
        .where(
            lines.reviewer == reviewer,
            lines.question == Question.IS_IT_SO.value,
            claims.worded <= lines.claim_version,
        )
        .group_by(lines.claim_id)
        .subquery()
    )
    counted = (
        select(lines.article_id, func.count())
        .join_from(tables.judgements, latest, lines.sequence == latest.c.sequence)
        .join(tables.claims, claims.id == lines.claim_id)
        .where(lines.value != "", ~claims.removed, wanted)
        .group_by(lines.article_id)
    )
    return {row[0]: row[1] for row in connection.execute(counted)}
