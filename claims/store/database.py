"""One database: its connections, its clock, and the articles that stay in memory until they change."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, Engine

from claims.review import gates
from claims.review.judgement import Judgement
from claims.store.article_state import Sheet, Sheets
from claims.store.judgement_log import Ledger
from sources.store.engine import DatabaseUnavailable, reading, writing

Clock = Callable[[], datetime]


_Read = tuple[Sheet | None, tuple[Judgement, ...]]


@dataclass(slots=True)
class _Moment:
    """One reading of the database, and the articles that were read in it."""

    connection: Connection
    read: dict[str, _Read] = field(default_factory=dict)


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
        self._of_thread = threading.local()

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """Let all that this thread reads inside see one moment, each article and its history read once.

        Raises:
            Unavailable: If the database does not answer.
        """
        if self._moment is not None:  # within one already
            yield
            return
        with self.reading() as connection:
            self._of_thread.moment = _Moment(connection)
            try:
                yield
            finally:
                self._of_thread.moment = None

    @property
    def _moment(self) -> _Moment | None:
        return getattr(self._of_thread, "moment", None)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one moment, within `one_moment` its own.

        Raises:
            Unavailable: If the database does not answer.
        """
        if self._moment is not None:
            with answered():
                yield self._moment.connection
            return
        with answered(), reading(self.engine) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose writes are kept together at the end, or not at all.

        Raises:
            Unavailable: If they could not be kept.
        """
        if self._moment is not None:  # SQLite would wait for the end of this thread's own reading
            raise RuntimeError("Nothing is written while one moment is read.")
        with answered(), writing(self.engine) as connection:
            yield connection

    def article(self, article_id: str, connection: Connection | None = None) -> Sheet | None:
        """Return an article with its claims; None where it is not stored.

        Args:
            article_id: Which article.
            connection: Of a transaction in which nothing was written yet; None opens one to read.
        """
        if connection is None:
            if self._moment is not None:
                return self.article_and_history(article_id)[0]
            with self.reading() as own:
                return self._sheets.read(own, article_id)
        return self._sheets.read(connection, article_id)

    def article_and_history(self, article_id: str, connection: Connection | None = None) -> _Read:
        """Return an article with its claims, and its history, both of one moment; arguments as in `article`."""
        if connection is None and self._moment is not None:
            read = self._moment.read
            if article_id not in read:
                read[article_id] = self.article_and_history(article_id, self._moment.connection)
            return read[article_id]
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
