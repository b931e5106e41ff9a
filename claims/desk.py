"""Everything a reviewer can do, without a screen: the pages and the command line call this and nothing below it."""

from __future__ import annotations

import threading
import uuid
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from claims.article import Article
from claims.bringing_in import Added, BringingIn, Progress
from claims.claim import Claim
from claims.report.csv_reading import read_verdict_csv
from claims.report.merging import Conflict, ImportReport, Stored, merge
from claims.report.verdict_csv import Reviewed, verdict_csv
from claims.review.history import standing
from claims.review.judgement import Draft, Judgement, Key
from claims.review.verdict import Question
from claims.splitting import Description, NothingToSplit, OutlineSpan, describe, outline, split
from claims.store import edits, ledger, sheets
from claims.store.drafts import StoredDraft
from claims.store.edits import Edit
from claims.store.history_triggers import restore_triggers
from claims.store.proposals import Proposals
from claims.store.reviewing import Clock, answered
from claims.store.sheets import ArticleSummary, Sheet
from sources.filter import Filter
from sources.source import Matches
from sources.store.engine import DatabaseRefused, check_answers, database_url, open_database
from sources.store.server_lock import OtherServer, server_lock
from sources.untrusted import one_line

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from sources.embedding import Encoder
    from sources.store import Progress as Embedding
    from sources.store.library import Library

__all__ = ["Added", "ArticleSummary", "Conflict", "Desk", "Draft", "ImportReport", "NothingToSplit", "StoredDraft"]

# A passage is read in about 30 ms; a reviewer goes back and forth over the columns of some hundred claims.
_described = lru_cache(maxsize=1024)(describe)


def now_utc() -> datetime:
    """Return the time of this machine's clock, in UTC."""
    return datetime.now(UTC)


class Desk(BringingIn):
    """The workbench without its pages. Safe to share: one per process serves all sessions.

    Whatever could not be kept raises a `claims.review.gates.NotSaved`, whose message is for the person.
    """

    def __init__(self, engine: Engine, *, clock: Clock = now_utc, encoder: Encoder | None = None) -> None:
        super().__init__(engine, clock)
        self._encoder = encoder
        self._shelves: tuple[Library, Proposals] | None = None
        self._lock = threading.Lock()
        self._outlines: OrderedDict[tuple[str, int], list[OutlineSpan]] = OrderedDict()
        self.restored_triggers: tuple[str, ...] = ()
        """The triggers of the history that were missing when the database was opened, and were put back."""

    @classmethod
    def open(cls, url: str | None = None, *, clock: Clock = now_utc, encoder: Encoder | None = None) -> Desk:
        """Open the database, bring it to this version, and return the desk on it; no model is loaded yet.

        Triggers of the history that are missing are put back; the log and `restored_triggers` say so.

        Args:
            url: Where it is; None is WORKBENCH_DATABASE or the user's data folder.
            clock: Gives the time of acts.
            encoder: Turns text into vectors; None is the installed model, loaded on first use.

        Raises:
            DatabaseRefused: If it must not be used; the message says what to do.
        """
        desk = cls(open_database(database_url(url)), clock=clock, encoder=encoder)
        try:
            desk.restored_triggers = tuple(restore_triggers(desk._engine))
        except DatabaseRefused:
            desk.close()
            raise
        return desk

    def close(self) -> None:
        """Close the connections to the database."""
        self._engine.dispose()

    def other_server(self) -> OtherServer | None:
        """Return which other server process uses this database file; only a server asks, and takes its place so.

        Any number of servers may use one PostgreSQL database, so there is none to name.
        """
        name = self._engine.url.database or ""
        if self._engine.dialect.name != "sqlite" or name.startswith("file:"):
            return None
        return server_lock(Path(name)).other()

    def check_answers(self) -> None:
        """Check that the database answers, where it did not the last time it was asked.

        Raises:
            Unavailable: If it still does not.
        """
        with answered():
            check_answers(self._engine)

    @property
    def library(self) -> Library:
        """The sources; one library for everybody."""
        return self._library_and_proposals[0]

    @property
    def _library_and_proposals(self) -> tuple[Library, Proposals]:
        from sources.embedding import EncoderWorker
        from sources.store.library import Library

        with self._lock:
            if self._shelves is None:
                library = Library(self._engine, EncoderWorker(self._encoder), clock=self._clock)
                self._shelves = library, Proposals(library)
            return self._shelves

    # Bringing in

    def load_example(self, progress: Callable[[Embedding], None] | None = None) -> str:
        """Add the example's sources and article, where they are not there yet; return the article's id."""
        from claims import example

        documents = [
            document
            for path in example.source_files()
            for document in self.read_sources(path.read_bytes(), path.name)
        ]
        self.library.add(documents, progress=progress)
        article = self.preview(self.read(example.ARTICLE.read_bytes(), example.ARTICLE.name))
        return self.add_article(article).article_id

    # Articles and claims

    def articles(self, *, put_away: bool = False) -> list[ArticleSummary]:
        """Return the articles that are at work, or those ``put_away``, the one added last first."""
        with self._reading() as connection:
            return [one for one in sheets.summaries(connection) if (one.put_away_at is not None) == put_away]

    def reviewed_counts(self, reviewer: str) -> dict[str, int]:
        """Return, per article, how many of its claims this reviewer has decided."""
        with self._reading() as connection:
            return ledger.reviewed_counts(connection, reviewer)

    def article(self, article_id: str) -> Article | None:
        """Return a stored article; None where there is none."""
        sheet = self._sheet(article_id)
        return sheet.article if sheet else None

    def claims(self, article_id: str, *, removed: bool = False) -> list[Claim]:
        """Return the claims in article order, with ``removed`` those taken out too; empty without such an article."""
        sheet = self._sheet(article_id)
        if sheet is None:
            return []
        return list(sheet.claims) if removed else sheet.present

    def outline(self, article_id: str) -> list[OutlineSpan]:
        """Return what every character of the article became."""
        sheet = self._sheet(article_id)
        if sheet is None:
            return []
        key = (article_id, sheet.revision)
        with self._lock:
            kept = self._outlines.get(key)
        if kept is None:
            kept = outline(sheet.article, sheet.present)
            with self._lock:
                self._outlines[key] = kept
                while len(self._outlines) > 16:  # as many as there are sheets in memory
                    self._outlines.popitem(last=False)
        return list(kept)

    def change_date(self, article_id: str, published: date | None) -> None:
        """Give the article another date, and the claims the days that follow from it.

        Wordings, ids and judgements stay.
        """
        article = self.article(article_id)
        if article is None or article.published == published:
            return
        notices = article.notices if published is None else self.redate(article, published).notices
        dated = replace(article, published=published, published_span=None, notices=notices)
        claims = split(dated)

        def change(sheet: Sheet, _chosen: list[Claim]) -> Edit:
            return edits.redated(sheet, dated, claims)

        self._edit({}, change, reviewer="", request_id=uuid.uuid4().hex, article_id=article_id)

    # What was decided

    def history(self, article_id: str, claim_id: str | None = None) -> list[Judgement]:
        """Return every judgement on the article, or on one of its claims, oldest first."""
        _sheet, lines = self._page(article_id)
        return [line for line in lines if claim_id is None or line.claim_id == claim_id]

    def standing(self, article_id: str, reviewer: str) -> dict[str, Judgement]:
        """Return, per claim, this reviewer's verdict that stands."""
        return {one.claim_id: one for one in self._stands(article_id, reviewer) if one.question is Question.IS_IT_SO}

    def others(self, article_id: str, reviewer: str) -> dict[str, list[Judgement]]:
        """Return, per claim, the standing verdicts of everybody else, oldest first."""
        found: dict[str, list[Judgement]] = {}
        for one in sorted(self._stands(article_id, None), key=lambda one: one.sequence):
            if one.reviewer != reviewer and one.question is Question.IS_IT_SO:
                found.setdefault(one.claim_id, []).append(one)
        return found

    def attribution_standing(self, article_id: str, reviewer: str) -> dict[tuple[str, str], Judgement]:
        """Return, per claim and named source, this reviewer's answer to whether they said it."""
        return {
            (one.claim_id, one.named_source): one
            for one in self._stands(article_id, reviewer)
            if one.question is Question.DID_THEY_SAY_IT
        }

    def _stands(self, article_id: str, reviewer: str | None) -> list[Judgement]:
        sheet, lines = self._page(article_id)
        if sheet is None:
            return []
        live = {claim.id for claim in sheet.claims if not claim.removed}
        return [one for one in standing(lines, reviewer, worded=sheet.worded).values() if one.claim_id in live]

    # Candidates

    def match(
        self,
        article_id: str,
        *,
        progress: Progress | None = None,
        claim_ids: Sequence[str] | None = None,
        chosen: Filter | None = None,
    ) -> dict[str, Matches]:
        """Return the candidates for the claims of an article, or for some of them, by claim id.

        What was found before is kept in memory as long as neither the claim nor the library changes.

        Args:
            article_id: Of a stored article; another has no claims.
            progress: Called with the claims embedded so far and their number.
            claim_ids: Of which claims; None is all.
            chosen: Which sources are searched; None is all.
        """
        sheet = self._sheet(article_id)
        if sheet is None:
            return {}
        wanted = None if claim_ids is None else set(claim_ids)
        claims = [one for one in sheet.present if wanted is None or one.id in wanted]
        return self.propose(claims, sheet.article, progress=progress, chosen=chosen)

    def propose(
        self,
        claims: Sequence[Claim],
        article: Article | None,
        *,
        progress: Progress | None = None,
        chosen: Filter | None = None,
    ) -> dict[str, Matches]:
        """Return the candidates for claims that need not be stored, of this article, as `match` does."""
        with answered():
            return self._library_and_proposals[1].of(claims, article, progress=progress, chosen=chosen)

    def named_but_missing(self, article_id: str) -> dict[str, list[int]]:
        """Return the sources that claims name and the library does not have, each with the numbers of its claims."""
        with answered():
            return self._library_and_proposals[1].not_in_library(self.claims(article_id))

    def goes_by(self, article_id: str) -> dict[str, str]:
        """Return, for each source that the claims name, whom the name means: "the Office" to its publisher."""
        with answered():
            return self._library_and_proposals[1].goes_by(self.claims(article_id))

    def describe(self, passage: str, published: date | None) -> Description:
        """Return whom a passage names, its figures and its days; kept in memory.

        Args:
            passage: Its words.
            published: Its source's date, on which relative dates depend.

        Raises:
            ParserError: If the parsing model is missing or damaged.
        """
        return _described(passage, published)

    # Out and back in

    def verdict_csv(self, article_id: str | None = None, *, excel: bool = False) -> bytes:
        """Return the verdict CSV of one article, or of all, as they stand at one moment."""
        with self._reading() as connection:
            chosen = (
                [article_id] if article_id else [summary.id for summary in reversed(sheets.summaries(connection))]
            )
            found = []
            for one in chosen:
                sheet, lines = self._page_on(connection, one)
                if sheet is not None:
                    stands = standing(lines, worded=sheet.worded).values()
                    found.append(Reviewed(sheet.article, sheet.claims, stands))
        pinned = {pin.source_id for one in found for judgement in one.standing for pin in judgement.pins}
        return verdict_csv(found, since=self.library.versions.change_words(pinned), excel=excel)

    def import_csv(self, data: bytes, reviewer: str = "") -> ImportReport:
        """Merge a verdict CSV into the history: new and edited verdicts are appended, in one transaction.

        ``reviewer`` is whose the verdicts in rows without a name are.

        Raises:
            CsvRefused: If the file is no verdict CSV or of a newer version; nothing was changed.
            Unavailable: If the database did not keep it; nothing was changed.
        """
        file = read_verdict_csv(data)
        with self._writing() as connection:
            claims: dict[str, Claim] = {}
            latest: dict[Key, Judgement] = {}
            stands: dict[Key, Judgement] = {}
            for article_id in dict.fromkeys(row.article_id for row in file.rows):
                sheet, lines = self._page_on(connection, article_id)
                if sheet is not None:
                    claims |= {claim.id: claim for claim in sheet.claims}
                    latest |= {line.key: line for line in lines}
                    stands |= standing(lines, worded=sheet.worded)
            merged = merge(
                file.rows,
                Stored(claims, latest, stands),
                now=self._clock(),
                new_id=lambda: uuid.uuid4().hex,
                reviewer=one_line(reviewer),
            )
            ledger.append(connection, [Judgement.of(act, sequence=0, decided_at=when) for act, when in merged.acts])
        return replace(merged.report, notices=file.notices)
