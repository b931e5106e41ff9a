"""The language model as the pages and the command line ask for it: what is set, its answers, what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, insert, select

from claims.language_model import Answers, ChatClient, LanguageModelSplitter, Rejected, SplitReport
from claims.language_model.choice import ADDRESS, MODEL, OFFERED, PLAIN, Choice, choice
from claims.settings import OFF, ON
from claims.store import tables
from claims.store.reviewing import Clock, answered
from claims.store.settings import Settings
from sources.store.engine import reading, writing
from sources.untrusted import one_line

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from claims.language_model.splitter import Progress


class LanguageModels(Settings):
    """The one language model that may be asked with a database, and what it did."""

    _clock: Clock

    def language_model(self) -> Choice:
        """Return what is set; the environment goes before the database."""
        return choice(self.setting)

    def keep_language_model(self, address: str, model: str, *, offered: bool, plain: bool) -> Choice:
        """Set the language model for everybody.

        Raises:
            SettingRefused: If it could not be asked so; what held before holds on.
            Unavailable: If the database did not keep it.
        """
        chosen = Choice(ADDRESS.check(one_line(address)), MODEL.check(one_line(model)), offered, plain)
        if offered:
            chosen.check()
        # Turned off first and on last, so that nothing half set is ever asked.
        self.keep_setting(OFFERED, OFF)
        self.keep_setting(ADDRESS, chosen.address)
        self.keep_setting(MODEL, chosen.model)
        self.keep_setting(PLAIN, chosen.address if plain else "")
        self.keep_setting(OFFERED, ON if offered else OFF)
        return chosen

    def allow_plain_http(self, plain: bool) -> None:  # noqa: FBT001 - the one thing it says
        """Confirm for the address that holds now, or take back, that it may be asked without encryption."""
        endpoint = self.language_model().endpoint
        self.keep_setting(PLAIN, endpoint.address if plain and endpoint is not None else "")

    def model_splitter(self, key: str = "", progress: Progress | None = None) -> LanguageModelSplitter:
        """Return the splitter of the language model that is set.

        Args:
            key: Sent to its endpoint and kept nowhere.
            progress: Called with the characters done and the characters in all.

        Raises:
            SettingRefused: If none is set that can be asked.
        """
        chosen = self.language_model()
        chosen.check()
        endpoint = chosen.endpoint
        assert endpoint is not None
        client = ChatClient(endpoint, chosen.model, key)
        return LanguageModelSplitter(client, endpoint.address, chosen.model, self._answers, progress)

    @property
    def _answers(self) -> Answers:
        return KeptAnswers(self._engine, self._clock)

    def split_reports(self) -> dict[str, SplitReport]:
        """Return, by article, what a language model did where it was asked."""
        with answered(), reading(self._engine) as connection:
            rows = connection.execute(select(tables.model_splits)).mappings().all()
        return {
            row["article_id"]: SplitReport(
                row["made_by"],
                row["by_model"],
                row["by_rules"],
                tuple(row["faults"]),
                tuple(Rejected(*one) for one in row["rejected"]),
            )
            for row in rows
        }


class KeptAnswers:
    """The answers of language models, in the database by what was asked; the first one stands."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def answer(self, key: str) -> str | None:
        """Return the kept answer; None where this was never asked."""
        kept = tables.model_answers.c
        with answered(), reading(self._engine) as connection:
            return connection.scalar(select(kept.answer).where(kept.key == key))

    def keep_answer(self, key: str, answer: str) -> None:
        """Keep an answer, unless another was kept for the same question meanwhile."""
        kept = tables.model_answers
        with answered(), writing(self._engine) as connection:
            if connection.scalar(select(kept.c.key).where(kept.c.key == key)) is None:
                connection.execute(insert(kept).values(key=key, answer=answer, asked_at=self._clock()))


def insert_report(connection: Connection, article_id: str, report: SplitReport) -> None:
    """Keep what a language model did for an article that is stored in the same transaction."""
    connection.execute(
        insert(tables.model_splits).values(
            article_id=article_id,
            made_by=report.made_by,
            by_model=report.by_model,
            by_rules=report.by_rules,
            faults=list(report.faults),
            rejected=[[one.text, one.quote, one.reason] for one in report.rejected],
        )
    )
