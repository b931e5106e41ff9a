"""What language models answered, kept by what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from claims.store import tables

if TYPE_CHECKING:
    from claims.store.database import Database


class ModelAnswers:
    """The answers of language models by the digest of the question; the first answer to a question is kept."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def answer(self, key: str) -> str | None:
        """Return the kept answer; None where this was never asked."""
        kept = tables.model_answers.c
        with self._database.reading() as connection:
            return connection.scalar(select(kept.answer).where(kept.key == key))

    def keep_answer(self, key: str, answer: str) -> None:
        """Keep an answer, unless another was kept for the same question meanwhile."""
        kept = tables.model_answers
        with self._database.writing() as connection:
            if connection.scalar(select(kept.c.key).where(kept.c.key == key)) is None:
                connection.execute(insert(kept).values(key=key, answer=answer, asked_at=self._database.clock()))
