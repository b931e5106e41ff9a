"""The workbench without its pages: nine services on one database; pages and command line call nothing below."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from claims.services.articles import Articles
from claims.services.evidence_search import EvidenceSearch
from claims.services.exports import Exports
from claims.services.following import Following
from claims.services.library import Library, Progress
from claims.services.packets import Packets
from claims.services.reports import Reports
from claims.services.reviewing import Reviewing
from claims.services.settings import Settings
from claims.store.database import Clock, Database, answered
from claims.store.history_triggers import restore_triggers
from sources.store.engine import DatabaseRefused, DatabaseUnavailable, check_answers, database_url, open_database
from sources.store.server_lock import OtherServer, server_lock

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from sources.embedding import Encoder

__all__ = ["DatabaseRefused", "DatabaseUnavailable", "Workbench", "now_utc"]


def now_utc() -> datetime:
    """Return the time of this machine's clock, in UTC."""
    return datetime.now(UTC)


class Workbench:
    """Everything a reviewer can do, without a screen. Safe to share: one per process serves all sessions.

    Whatever could not be kept raises a `claims.review.gates.NotSaved`, whose message is for the person.

    Attributes:
        articles: Articles with their claims: read, split, stored, listed.
        reviewing: Verdicts, drafts and edits of claims, and their history.
        library: The sources, and the candidates they give to claims.
        settings: What holds for everybody, and the language model.
        evidence_search: Asks places outside the library about a claim.
        following: Looks at feeds and folders again and again.
        exports: The verdict CSV, out and back in.
        reports: What people read and publish: the report with its conclusion.
        packets: Verification packets, out of one database and into another.
        restored_triggers: The triggers of the history that were missing when the database was opened; they are back.
    """

    def __init__(self, engine: Engine, *, clock: Clock = now_utc, encoder: Encoder | None = None) -> None:
        database = Database(engine, clock)
        self.library = Library(database, encoder)
        self.articles = Articles(database, self.library)
        self.settings = Settings(database)
        self.reviewing = Reviewing(database, self.settings)
        self.evidence_search = EvidenceSearch(database, self.settings, self.library)
        self.following = Following(self.settings, self.library)
        self.exports = Exports(database, self.library, self.articles.versions)
        self.reports = Reports(database, self.library)
        self.packets = Packets(database, self.exports, self.reports)
        self.restored_triggers: tuple[str, ...] = ()
        self._engine = engine
        self._database = database

    @classmethod
    def open(cls, url: str | None = None, *, clock: Clock = now_utc, encoder: Encoder | None = None) -> Workbench:
        """Open the database, bring it to this version, and return the workbench on it; no model is loaded yet.

        Triggers of the history that are missing are put back; the log and `restored_triggers` say so.

        Args:
            url: Where it is; None is WORKBENCH_DATABASE or the user's data folder.
            clock: Gives the time of acts.
            encoder: Turns text into vectors; None is the installed model, loaded on first use.

        Raises:
            DatabaseRefused: If it must not be used; the message says what to do.
        """
        workbench = cls(open_database(database_url(url)), clock=clock, encoder=encoder)
        try:
            workbench.restored_triggers = tuple(restore_triggers(workbench._engine))
        except DatabaseRefused:
            workbench.close()
            raise
        return workbench

    def close(self) -> None:
        """End work in the background, and close the connections to the database."""
        self.library.matching.ahead.stop()
        self.following.end()
        self._engine.dispose()

    def other_server(self) -> OtherServer | None:
        """Return which other server process uses this database file; only a server asks, and takes its place so.

        Any number of servers may use one PostgreSQL database, so there is none to name.
        """
        name = self._engine.url.database or ""
        if self._engine.dialect.name != "sqlite" or name.startswith("file:"):
            return None
        return server_lock(Path(name)).other()

    def one_moment(self) -> AbstractContextManager[None]:
        """Let all that this thread reads of articles and reviews inside see one moment; nothing is written inside.

        Raises:
            Unavailable: If the database does not answer.
        """
        return self._database.one_moment()

    def check_answers(self) -> None:
        """Check that the database answers, where it did not the last time it was asked.

        Raises:
            Unavailable: If it still does not.
        """
        with answered():
            check_answers(self._engine)

    def load_example(self, progress: Callable[[Progress], None] | None = None) -> str:
        """Add the example's sources and article, where they are not there yet; return the article's id."""
        from claims import example

        documents = [
            document
            for path in example.source_files()
            for document in self.library.read(path.read_bytes(), path.name)
        ]
        self.library.add(documents, progress=progress)
        document = self.articles.read(example.ARTICLE.read_bytes(), example.ARTICLE.name)
        return self.articles.add(self.articles.preview(document)).article_id
