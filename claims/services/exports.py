"""Verdicts out of the workbench and back in: the verdict CSV, and the checked draft as a Word document."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claims.article import Article
from claims.claim import Claim
from claims.report.checked_draft import comments, plain_document
from claims.report.csv_reading import CsvRefused, Row, read_verdict_csv
from claims.report.merging import Conflict, EarlierWording, ImportReport, Stored, merge
from claims.report.verdict_csv import Reviewed, verdict_csv
from claims.review.gates import GateClosed
from claims.review.history import standing
from claims.review.judgement import Judgement, Key, Pin, Proposal
from claims.services.terms import beside_pins
from claims.store import article_state, judgement_log
from sources.language.span import Span
from sources.reading import comment_in_sandbox
from sources.reading.errors import Refused
from sources.source import Matches
from sources.term import open_words
from sources.untrusted import one_line

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.services.article_versions import ArticleVersions
    from claims.services.library import Library
    from claims.store.article_state import Sheet
    from claims.store.database import Database

__all__ = ["CheckedDraft", "Conflict", "CsvRefused", "Exports", "ImportReport"]


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """A Word document with comments.

    Attributes:
        comments: How many were added.
        original: It is the file that the article came in as.
    """

    data: bytes
    comments: int
    original: bool


class Exports:
    """The files that leave one database and come back. Safe to share between threads."""

    def __init__(self, database: Database, library: Library, versions: ArticleVersions) -> None:
        self._database = database
        self._library = library
        self._versions = versions

    def version_csv(self, article_id: str, number: int, *, excel: bool = False) -> bytes:
        """Return the verdict CSV of one version of an article, as it is or was when the next one took its place.

        Raises:
            GateClosed: If the article has no such version.
        """
        version = self._versions.at(article_id, number)
        if version is None:
            raise GateClosed(f"The article {article_id} has no version {number}.")
        stands = version.standing.values()
        since = self._library.versions.change_words({pin.source_id for line in stands for pin in line.pins})
        return verdict_csv([Reviewed(version.article, version.claims, stands)], since=since, excel=excel)

    def verdict_csv(self, article_id: str | None = None, *, excel: bool = False) -> bytes:
        """Return the verdict CSV of one article, or of all, as they are at one moment."""
        with self._database.reading() as connection:
            chosen = (
                [article_id]
                if article_id
                else [summary.id for summary in reversed(article_state.summaries(connection))]
            )
            found = []
            for wanted in chosen:
                sheet, lines = self._database.article_and_history(wanted, connection)
                if sheet is not None:
                    stands = standing(lines, worded=sheet.worded).values()
                    found.append(Reviewed(sheet.article, sheet.claims, stands))
        pinned = {pin.source_id for article in found for judgement in article.standing for pin in judgement.pins}
        return verdict_csv(found, since=self._library.versions.change_words(pinned), excel=excel)

    def checked_draft(self, article_id: str, *, unreviewed: bool = False) -> CheckedDraft | None:
        """Return the article as a Word document with a comment for each claim that somebody decided.

        It is the file that the article came in as, where that is a Word file that is still read as it was; otherwise
        a document with headline and paragraphs.

        Args:
            article_id: Which article.
            unreviewed: Claims that nobody reviewed have a comment that says so.

        Returns:
            None where there is no such article.

        Raises:
            NotRead: If it could not be made, as on a machine without the time or memory for it.
        """
        with self._database.reading() as connection:
            sheet, lines = self._database.article_and_history(article_id, connection)
            original = article_state.original_file(connection, article_id)
        if sheet is None:
            return None
        stands = standing(lines, worded=sheet.worded).values()
        since = self._library.versions.change_words({pin.source_id for one in stands for pin in one.pins})
        wanted = comments(sheet.article, sheet.present, stands, since=since, unreviewed=unreviewed)
        if original:
            try:
                data = comment_in_sandbox(original, sheet.article.text, wanted)
                return CheckedDraft(data, len(wanted), original=True)
            except Refused:
                pass  # what was read once and is not now is no loss: the plain document has the same words
        plain = plain_document(sheet.article)
        placed = [plain.place(Span(one.start, one.end)) for one in wanted]
        moved = [replace(one, start=to.start, end=to.end) for one, to in zip(wanted, placed, strict=True)]
        try:
            data = comment_in_sandbox(plain.data, plain.text, moved)
        except Refused as refused:
            raise refused.of("The checked draft") from None
        return CheckedDraft(data, len(wanted), original=False)

    def candidates_csv(self, article: Article, claims: Sequence[Claim], found: Mapping[str, Matches]) -> bytes:
        """Return the verdict CSV of an article that nobody reviewed, with its candidates as proposed evidence.

        Args:
            article: It need not be stored.
            claims: Its claims.
            found: The candidates by claim id, as `Matching.of_claims` gives them.
        """
        models = (candidate.model_id for matches in found.values() for candidate in matches.candidates)
        reviewed = Reviewed(
            article,
            claims,
            proposed={claim.id: [Pin.of(candidate) for candidate in found[claim.id].candidates] for claim in claims},
            origins={claim_id: matches.origins for claim_id, matches in found.items()},
            proposals={claim_id: tuple(map(Proposal.of, one.attributed)) for claim_id, one in found.items()},
            model_id=next(filter(None, models), ""),
        )
        return verdict_csv([reviewed])

    def import_csv(self, data: bytes, reviewer: str = "") -> ImportReport:
        """Merge a verdict CSV into the history: new and edited verdicts are appended, in one transaction.

        ``reviewer`` is whose the verdicts in rows without a name are.

        Raises:
            CsvRefused: If the file is no verdict CSV or of a newer version; nothing was changed.
            Unavailable: If the database did not keep it; nothing was changed.
        """
        file = read_verdict_csv(data)
        opened = self._opened(file.rows)
        misquoted = self._misquoted(pin for row in file.rows for pin in row.pins)
        with self._database.writing() as connection:
            claims: dict[str, Claim] = {}
            latest: dict[Key, Judgement] = {}
            stands: dict[Key, Judgement] = {}
            earlier: list[EarlierWording] = []
            for article_id in dict.fromkeys(row.article_id for row in file.rows):
                sheet, lines = self._database.article_and_history(article_id, connection)
                if sheet is not None:
                    claims |= sheet.by_id
                    latest |= {line.key: line for line in lines}
                    stands |= standing(lines, worded=sheet.worded)
                    earlier += self._earlier_wordings(sheet, lines, connection)
            merged = merge(
                file.rows,
                Stored(claims, latest, stands, earlier, misquoted),
                now=self._database.clock(),
                new_id=lambda: uuid.uuid4().hex,
                open_words=lambda claim, pins: (
                    opened[claim.text, pins] if (claim.text, pins) in opened else open_words(beside_pins(claim, pins))
                ),
                reviewer=one_line(reviewer),
            )
            judgement_log.append(
                connection, [Judgement.of(act, sequence=0, decided_at=when) for act, when in merged.acts]
            )
        return replace(merged.report, notices=file.notices)

    def _opened(self, rows: Sequence[Row]) -> dict[tuple[str, tuple[Pin, ...]], tuple[str, ...]]:
        """Return what the evidence of rows leaves open that do not say it, worked out before others have to wait."""
        asked = [row for row in rows if row.verdict and row.pins and row.open_terms is None]
        sheets = {article_id: self._database.article(article_id) for article_id in {row.article_id for row in asked}}
        found: dict[tuple[str, tuple[Pin, ...]], tuple[str, ...]] = {}
        for row in asked:
            sheet = sheets[row.article_id]
            claim = sheet.by_id.get(row.claim_id) if sheet else None
            if claim is not None:
                found[claim.text, row.pins] = open_words(beside_pins(claim, row.pins))
        return found

    def _misquoted(self, pins: Iterable[Pin]) -> set[Pin]:
        """Return the pins whose source is here and does not have their words where they say."""
        of_source: dict[str, set[Pin]] = {}
        for pin in pins:
            of_source.setdefault(pin.source_id, set()).add(pin)
        found: set[Pin] = set()
        for source_id, pinned in of_source.items():
            source = self._library.source(source_id)
            if source is not None:
                found |= {pin for pin in pinned if source.text[pin.start : pin.end] != pin.excerpt}
        return found

    def _earlier_wordings(
        self, sheet: Sheet, lines: Sequence[Judgement], connection: Connection
    ) -> list[EarlierWording]:
        """Return the claims of an article as earlier versions had them, where they are not so any more."""
        return [
            EarlierWording(
                claim,
                since,
                {line.key: line for line in lines if _on(line, claim, since)},
                standing(line for line in lines if _on(line, claim, since)),
            )
            for claim, since in self._versions.superseded(sheet, connection)
        ]


def _on(line: Judgement, claim: Claim, since: int) -> bool:
    """Return whether a line of the history is about a claim as it was."""
    return line.claim_id == claim.id and since <= line.claim_version <= claim.version
