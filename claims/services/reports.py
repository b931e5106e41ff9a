"""What leaves the workbench for people who read and publish: the report, and the reviewer's conclusion in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.report.html_report import Facts, html_report
from claims.review.conclusion import CONCLUSION_LIMIT, Conclusion
from claims.review.gates import GateClosed, check_reviewer
from claims.review.history import standing
from claims.splitting import outline
from claims.store import conclusions
from sources.untrusted import one_line, replaced

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from claims.services.library import Library
    from claims.store.database import Database

__all__ = ["CONCLUSION_LIMIT", "Conclusion", "NoArticleError", "Reports"]


class NoArticleError(LookupError):
    """There is no such article; the message says so."""

    def __init__(self, article_id: str) -> None:
        super().__init__(f"There is no article {article_id} in this database.")


class Reports:
    """The reports on the articles of one database. Safe to share between threads."""

    def __init__(self, database: Database, library: Library) -> None:
        self._database = database
        self._library = library

    @property
    def clock(self) -> Callable[[], datetime]:
        """Gives the time a report is made."""
        return self._database.clock

    def conclusion(self, article_id: str) -> Conclusion | None:
        """Return what was concluded of an article last; None where nothing was, or it was taken back."""
        with self._database.reading() as connection:
            return conclusions.latest(connection, article_id)

    def conclude(self, article_id: str, text: str, reviewer: str) -> Conclusion:
        """Keep a conclusion; an empty text takes back the one that holds, and every wording stays in the history.

        Raises:
            GateClosed: If the article is not stored, nobody is named, or the text is too long.
            Unavailable: If the database did not keep it.
        """
        check_reviewer(reviewer)
        text = replaced(text).strip()
        if len(text) > CONCLUSION_LIMIT:
            raise GateClosed(
                f"The conclusion has {len(text):,} characters, {CONCLUSION_LIMIT:,} are kept. Shorten it."
            )
        with self._database.writing() as connection:
            if self._database.article(article_id, connection) is None:
                raise GateClosed("This article is not stored here. Open it again.")
            conclusion = Conclusion(text, one_line(reviewer), self._database.clock())
            before = conclusions.latest(connection, article_id)
            if text != (before.text if before else ""):
                conclusions.append(connection, article_id, conclusion)
        return conclusion

    def facts(self, article_id: str) -> Facts:
        """Return what a report on an article is made of, as it is now.

        Raises:
            NoArticleError: If it is not stored.
        """
        with self._database.reading() as connection:
            sheet, lines = self._database.article_and_history(article_id, connection)
            conclusion = conclusions.latest(connection, article_id)
        if sheet is None:
            raise NoArticleError(article_id)
        stands = list(standing(lines, worded=sheet.worded).values())
        pinned = {pin.source_id for judgement in stands for pin in judgement.pins}
        found = {source_id: self._library.source(source_id) for source_id in pinned}
        return Facts(
            sheet.article,
            sheet.present,
            stands,
            outline(sheet.article, sheet.claims),
            self._database.clock(),
            sources={source_id: source for source_id, source in found.items() if source is not None},
            since={
                source_id: change.sentence for source_id, change in self._library.versions.changes(pinned).items()
            },
            acts=len(lines),
            conclusion=conclusion,
        )

    def html(self, article_id: str) -> bytes:
        """Return the report on an article, one HTML file that needs nothing else.

        Raises:
            NoArticleError: If it is not stored.
        """
        return html_report(self.facts(article_id))
