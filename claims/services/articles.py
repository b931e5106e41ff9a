"""Articles: read, split and stored with their claims, corrected, listed, archived and brought back."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from claims.article import Article
from claims.claim import Claim
from claims.language_model import LanguageModelSplitter, SplitReport
from claims.notes import NumberedNote
from claims.services.article_versions import ArticleVersions
from claims.splitting import NothingToSplit, OutlineSpan, outline, read_article, split
from claims.store import article_state, edits
from claims.store.article_state import ArticleSummary, Sheet
from claims.store.edits import Edit
from claims.store.model_splits import insert_report, split_reports
from sources.bounded_cache import BoundedCache
from sources.reading import paste, read_one
from sources.source import Document

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.services.library import Library
    from claims.store.database import Database

__all__ = ["Added", "ArticleSummary", "Articles", "NothingToSplit", "Progress"]

Progress = Callable[[int, int], None]
_OUTLINES_KEPT = 16  # as many as there are articles in memory


@dataclass(frozen=True, slots=True)
class Added:
    """What adding an article did.

    Attributes:
        known: It was stored already, or is the present version of a stored article; nothing was touched.
        changed_from: A stored article that is nearly the same; None where there is none.
        claims: How many claims it has.
        report: What a language model did; None where the rules split it.
    """

    article_id: str
    known: bool
    changed_from: str | None
    claims: int
    report: SplitReport | None = None


class Articles:
    """The articles of one database. Safe to share between threads.

    Every method that stores something may raise `claims.review.gates.NotSaved`, whose message is for the person.

    Attributes:
        versions: The versions of each article.
    """

    def __init__(self, database: Database, library: Library) -> None:
        self.versions = ArticleVersions(database)
        self._database = database
        self._library = library
        self._outlines: BoundedCache[tuple[str, int], tuple[OutlineSpan, ...]] = BoundedCache(_OUTLINES_KEPT)

    # Reading

    def read(self, data: bytes, name: str, *, progress: Progress | None = None) -> Document:
        """Read a file of one article; raises `sources.reading.NotRead`.

        ``progress`` gets the scanned pages whose text is recognised, and how many there are.
        """
        return read_one(data, name, progress=progress)

    def paste(self, text: str) -> Document:
        """Return pasted text as a document; raises `sources.reading.NotRead`."""
        return paste(text)

    def read_address(self, address: str) -> Document:
        """Read the article at a web address; raises `sources.reading.NotRead`."""
        return self._library.versions.article_at(address)

    def preview(self, document: Document, published: date | None = None) -> Article:
        """Return the article with its parts and its date recognised; nothing is stored.

        Raises:
            NothingToSplit: If there is no word in it.
        """
        return read_article(document, published=published)

    def redate(self, article: Article, published: date) -> Article:
        """Return ``article`` with the date that a person gave."""
        notices = tuple(notice for notice in article.notices if "Enter the article's date" not in notice)
        return replace(article, published=published, published_span=None, notices=notices)

    # Storing

    def add(
        self, article: Article, progress: Progress | None = None, splitter: LanguageModelSplitter | None = None
    ) -> Added:
        """Split an article and store it together with its claims; an article that is stored already stays as it is.

        An archived article is in the lists again.

        Args:
            article: As `preview` gave it.
            progress: Called with the characters done and the characters in all; may raise to stop.
            splitter: Of a language model, from `Settings.model_splitter`; None splits by the rules.

        Raises:
            NothingToSplit: If there is nothing to split.
            Unavailable: If it could not be stored.
            Stopped: If a person stopped the language model; nothing was stored.
        """
        stored = self._database.article(article.id) or self._database.article(self._with_text(article.id))
        if stored is not None:
            self.bring_back(stored.article.id)
            return Added(stored.article.id, known=True, changed_from=None, claims=len(stored.present))
        claims = splitter.split(article) if splitter else split(article, progress)
        report = splitter.report if splitter else None
        with self._database.reading() as connection:
            alike = article_state.nearly_same(connection, article.text)
        keep_report = partial(insert_report, article_id=article.id, report=report) if report else None
        known = not self._store(article, claims, keep_report)
        return Added(
            article.id, known=known, changed_from=None if known else alike, claims=len(claims), report=report
        )

    def change_date(self, article_id: str, published: date | None) -> None:
        """Give the article another date, and the claims the days that follow from it.

        Wordings, ids and judgements stay.
        """
        article = self.get(article_id)
        if article is None or article.published == published:
            return
        notices = article.notices if published is None else self.redate(article, published).notices
        dated = replace(article, published=published, published_span=None, notices=notices)
        claims = split(dated)

        def change(sheet: Sheet, _chosen: list[Claim]) -> Edit:
            return edits.redated(sheet, dated, claims)

        edits.edit_claims(self._database, {}, change, reviewer="", request_id=uuid.uuid4().hex, article_id=article_id)

    def archive(self, article_id: str) -> None:
        """Leave an article out of the lists; its claims, judgements, history and exports stay as they are."""
        with self._database.writing() as connection:
            article_state.put_away(connection, article_id, self._database.clock())

    def bring_back(self, article_id: str) -> None:
        """Take an archived article back into the lists."""
        with self._database.writing() as connection:
            article_state.put_away(connection, article_id, None)

    # Looking up

    def summaries(self, *, archived: bool = False) -> list[ArticleSummary]:
        """Return the articles at work, or the archived ones, the article added last first."""
        with self._database.reading() as connection:
            found = article_state.summaries(connection)
        return [summary for summary in found if (summary.put_away_at is not None) == archived]

    def get(self, article_id: str) -> Article | None:
        """Return a stored article; None where there is none."""
        sheet = self._database.article(article_id)
        return sheet.article if sheet else None

    def claims(self, article_id: str, *, removed: bool = False) -> list[Claim]:
        """Return the claims in article order, with ``removed`` those taken out too; empty without such an article."""
        sheet = self._database.article(article_id)
        if sheet is None:
            return []
        return list(sheet.claims) if removed else sheet.present

    def outline(self, article_id: str) -> list[OutlineSpan]:
        """Return what every character of the article became."""
        sheet = self._database.article(article_id)
        if sheet is None:
            return []
        key = (article_id, sheet.revision)
        kept = self._outlines.get(key)
        if kept is None:
            kept = tuple(outline(sheet.article, sheet.present))
            self._outlines.put(key, kept)
        return list(kept)

    def notes(self, article_id: str) -> Mapping[str, tuple[NumberedNote, ...]]:
        """Return the notes of the writer that belong to each claim that has any, by claim id."""
        sheet = self._database.article(article_id)
        return sheet.notes if sheet else {}

    def original(self, article_id: str) -> bytes:
        """Return the file that an article came in as; empty where comments cannot go back into it."""
        with self._database.reading() as connection:
            return article_state.original_file(connection, article_id)

    def split_reports(self) -> dict[str, SplitReport]:
        """Return, by article, what a language model did where it was asked."""
        with self._database.reading() as connection:
            return split_reports(connection)

    def _with_text(self, text_id: str) -> str:
        """Return the article whose present version has this text; empty where none has."""
        with self._database.reading() as connection:
            return article_state.article_with_text(connection, text_id) or ""

    def _store(
        self, article: Article, claims: Sequence[Claim], more: Callable[[Connection], None] | None = None
    ) -> bool:
        """Store an article with its claims, and with what ``more`` writes, in one transaction.

        Returns:
            False where it is stored already; then nothing is written.
        """
        with self._database.writing() as connection:
            stored = article_state.store_sheet(connection, article, claims, added_at=self._database.clock())
            if stored and more is not None:
                more(connection)
            return stored
