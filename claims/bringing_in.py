"""Bringing in: a file or a text becomes an article, stored with its claims as one; and putting it away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from claims.article import Article
from claims.language_model import LanguageModelSplitter, SplitReport
from claims.splitting import read_article, split
from claims.store import sheets
from claims.store.editing import Editing
from claims.store.language_model import LanguageModels, insert_report
from sources.reading import paste, read, read_one
from sources.source import Document

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Added:
    """What adding an article did.

    Attributes:
        known: It was stored already; nothing was touched.
        changed_from: A stored article that is nearly the same; None where there is none.
        claims: How many claims it has.
        report: What a language model did; None where the rules split it.
    """

    article_id: str
    known: bool
    changed_from: str | None
    claims: int
    report: SplitReport | None = None


class BringingIn(Editing, LanguageModels):
    """What a person brings in, who splits it, and what is put away."""

    def read(self, data: bytes, name: str) -> Document:
        """Read a file of one article; raises `sources.reading.NotRead`."""
        return read_one(data, name)

    def read_sources(self, data: bytes, name: str) -> list[Document]:
        """Read a file of one source or, as CSV or JSONL, of many; raises `sources.reading.NotRead`."""
        return read(data, name)

    def paste(self, text: str) -> Document:
        """Return pasted text as a document; raises `sources.reading.NotRead`."""
        return paste(text)

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

    def add_article(
        self, article: Article, progress: Progress | None = None, splitter: LanguageModelSplitter | None = None
    ) -> Added:
        """Split an article and store it with its claims as one; one that is stored already is left as it is.

        One that was put away is back in the lists then.

        Args:
            article: As `preview` gave it.
            progress: Called with the characters done and the characters in all; may raise to stop.
            splitter: Of a language model, from `model_splitter`; None is the rules.

        Raises:
            NothingToSplit: If there is nothing to split.
            Unavailable: If it could not be stored.
            Stopped: If a person stopped the language model; nothing was stored.
        """
        stored = self._sheet(article.id)
        if stored is not None:
            self.bring_back(article.id)
            return Added(article.id, known=True, changed_from=None, claims=len(stored.present))
        claims = splitter.split(article) if splitter else split(article, progress)
        report = splitter.report if splitter else None
        with self._reading() as connection:
            alike = sheets.nearly_same(connection, article.text)
        keep_report = partial(insert_report, article_id=article.id, report=report) if report else None
        known = not self._store(article, claims, keep_report)
        return Added(
            article.id, known=known, changed_from=None if known else alike, claims=len(claims), report=report
        )

    def put_away(self, article_id: str) -> None:
        """Leave an article out of the lists; its claims, judgements, history and exports stay as they are.

        Raises:
            Unavailable: If the database did not keep it.
        """
        with self._writing() as connection:
            sheets.put_away(connection, article_id, self._clock())

    def bring_back(self, article_id: str) -> None:
        """Take an article that was put away back into the lists.

        Raises:
            Unavailable: If the database did not keep it.
        """
        with self._writing() as connection:
            sheets.put_away(connection, article_id, None)
