"""One database: its connections, its clock, and the articles that stay in memory until they change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, Engine

from claims.review import gates
from claims.review.judgement import Judgement
from claims.store.article_state import Sheet, Sheets
from claims.store.judgement_log import Ledger
from sources.store.engine import DatabaseUnavailable, reading, writing

Clock = Callable[[], datetime]


class Database:
    """What all services share. Safe to share between threads.

    Attributes:
        engine: Gives the connections.
        clock: Gives the time of an act.
    """

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self.engine = engine
        self.clock = clock
        self._sheets = Sheets()
        self._ledger = Ledger()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one moment.

        Raises:
            Unavailable: If the database does not answer.
        """
        with answered(), reading(self.engine) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose writes are kept together at the end, or not at all.

        Raises:
            Unavailable: If they could not be kept.
        """
        with answered(), writing(self.engine) as connection:
            yield connection

    def article(self, article_id: str, connection: Connection | None = None) -> Sheet | None:
        """Return an article with its claims; None where it is not stored.

        Args:
            article_id: Which article.
            connection: Of a transaction in which nothing was written yet; None opens one to read.
        """
        if connection is None:
            with self.reading() as own:
                return self._sheets.read(own, article_id)
        return self._sheets.read(connection, article_id)

    def article_and_history(
        self, article_id: str, connection: Connection | None = None
    ) -> tuple[Sheet | None, tuple[Judgement, ...]]:
        """Return an article with its claims, and its history, both of one moment; arguments as in `article`."""
        if connection is None:
            with self.reading() as own:
                return self.article_and_history(article_id, own)
        return self._sheets.read(connection, article_id), self._ledger.read(connection, article_id)


@contextmanager
def answered() -> Iterator[None]:
    """Turn a database that does not answer into `Unavailable`, whose message is the sentence after "Not saved. "."""
    try:
        yield
    except DatabaseUnavailable as error:
        why = str(error).partition(": ")[2]
        raise gates.Unavailable(why[:1].upper() + why[1:]) from error
