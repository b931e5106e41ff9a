"""The next version of an article: compared, brought in, looked at and taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from claims.article import Article
from claims.claim import Claim
from claims.language_model import LanguageModelSplitter, SplitReport
from claims.review import history
from claims.review.editing import with_days_of
from claims.review.gates import EditConflict, GateClosed
from claims.review.judgement import Judgement, Key
from claims.review.revision import ClaimChange, Revision, Status, compare
from claims.splitting import OutlineSpan, outline, split
from claims.store import article_versions
from claims.store.article_state import Sheet, original_file
from claims.store.article_versions import LeftVersion
from claims.store.model_splits import kept_report, replace_report
from sources.bounded_cache import BoundedCache
from sources.identity import normalised
from sources.untrusted import one_line

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.store.database import Database

__all__ = [
    "ArticleVersions",
    "ClaimChange",
    "Happened",
    "NextVersion",
    "Revision",
    "Status",
    "Version",
    "VersionFacts",
]

_KEPT = 16  # earlier versions in memory; they never change


@dataclass(frozen=True, slots=True)
class NextVersion:
    """What would become of an article and its claims; nothing is stored yet.

    Attributes:
        number: Of the next version.
        before, after: The article as it is, and as it would be.
        claims: What splitting the next version gives.
        revision: What becomes of each claim.
        made_from: The state of the article that this was compared with.
        report: What a language model did for the next version; None where the rules split it.
        dated: Whether the next version has a date of its own; otherwise it has the present one's.
        split_before_by: The language model that split the present version; empty where the rules did.
    """

    article_id: str
    number: int
    before: Article
    after: Article
    claims: tuple[Claim, ...]
    revision: Revision
    made_from: int
    report: SplitReport | None = None
    dated: bool = True
    split_before_by: str = ""

    @property
    def split_otherwise(self) -> str:
        """A sentence where another splitter made the claims of the present version; empty where the same did."""
        now = self.report.made_by if self.report else ""
        if now == self.split_before_by:
            return ""
        before, after = (f"the {name}" if name else "the rules" for name in (self.split_before_by, now))
        return (
            f"Version {self.number - 1} was split by {before}, this one by {after}. Claims that the two word "
            "otherwise are changed, new or gone, also where the text is the same; those that change are open again."
        )


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """One line of the list of versions.

    Attributes:
        came_at: When it came in; None for the first one.
        reviewer: Who brought it; empty where nobody gave a name.
        counts: What it made of the claims of the version before; empty for the first one.
        after_line: The last line of the history that was written before it came in.
    """

    number: int
    title: str
    came_at: datetime | None
    reviewer: str
    counts: dict[Status, int]
    after_line: int = 0


@dataclass(frozen=True, slots=True)
class Version:
    """A version as it is, or as it was when the next one took its place.

    Attributes:
        claims: Those that were not taken out, in article order.
        outline: What every character of it became.
        standing: The verdicts and answers that stood, by anybody.
        history: The lines that were written until then.
    """

    number: int
    article: Article
    claims: tuple[Claim, ...]
    outline: tuple[OutlineSpan, ...]
    standing: dict[Key, Judgement]
    history: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Happened:
    """What a version did to one claim, as the history tells it.

    Attributes:
        number: The version that came in.
        after_line: The last line of the history that was written before.
    """

    number: int
    status: Status
    at: datetime
    reviewer: str
    after_line: int

    @property
    def words(self) -> str:
        """What happened, in words: "carried from version 2, 14 May"."""
        day = f"{self.at.day} {self.at:%B}"
        if self.status is Status.CARRIED:
            return f"carried from version {self.number - 1}, {day}"
        said = {Status.CHANGED: "changed with", Status.NEW: "new in", Status.GONE: "gone since"}[self.status]
        return f"{said} version {self.number}, {day}"


class ArticleVersions:
    """The versions of the articles of one database. Safe to share between threads.

    Every method that stores something may raise `claims.review.gates.NotSaved`, whose message is for the person.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._left: BoundedCache[int, LeftVersion] = BoundedCache(_KEPT)

    def prepare(
        self,
        article_id: str,
        after: Article,
        progress: Callable[[int, int], None] | None = None,
        splitter: LanguageModelSplitter | None = None,
    ) -> NextVersion:
        """Split the next version and compare it with the present one; nothing is stored.

        Where the next version has no date of its own, it has the present one's.

        Args:
            article_id: A stored article.
            after: Its next version, as `Articles.preview` gives it.
            progress: As for `Articles.add`.
            splitter: As for `Articles.add`.

        Raises:
            GateClosed: If there is no such article, or text, notes and file are the present version's.
            NothingToSplit: If there is nothing to split.
            Unavailable: If the article could not be read.
            Stopped: If a person stopped the language model.
        """
        sheet = self._sheet(article_id)
        self._check_new(sheet, after)
        dated = after.published is not None
        if not dated:
            after = _with_date_of(sheet.article, after)
        claims = splitter.split(after) if splitter else split(after, progress)
        report = splitter.report if splitter else None
        return self._compared(sheet, after, tuple(claims), report, dated=dated)

    def again(self, version: NextVersion) -> NextVersion:
        """Return a prepared version compared with the article as it is now; its wordings are not split again.

        Where the present version's date, which it has too, was corrected meanwhile, it has the corrected one.
        """
        sheet, after, claims = self._sheet(version.article_id), version.after, version.claims
        if not version.dated and after.published != sheet.article.published:
            after = _with_date_of(sheet.article, after)
            claims = tuple(with_days_of(split(after), claims))
        return self._compared(sheet, after, claims, version.report, dated=version.dated)

    def _compared(
        self, sheet: Sheet, after: Article, claims: tuple[Claim, ...], report: SplitReport | None, *, dated: bool
    ) -> NextVersion:
        number = sheet.version + 1
        with self._database.reading() as connection:
            before = kept_report(connection, sheet.article.id)
        return NextVersion(
            article_id=sheet.article.id,
            number=number,
            before=sheet.article,
            after=after,
            claims=claims,
            revision=compare(sheet.article, sheet.claims, after, claims, number),
            made_from=sheet.revision,
            report=report,
            dated=dated,
            split_before_by=before.get("made_by", ""),
        )

    def _check_new(self, sheet: Sheet, after: Article) -> None:
        """Check that a next version brings something: words, notes of the writer, or another file."""
        if normalised(after.text) != normalised(sheet.article.text):
            return
        # Pasted text brings no notes: that does not take those of the file away.
        comparable = bool(after.notes) or after.kind == sheet.article.kind
        if comparable and after.notes != sheet.article.notes:
            return
        with self._database.reading() as connection:
            file = original_file(connection, sheet.article.id)
        if not after.original or after.original == file:
            raise GateClosed(
                f"This is version {sheet.version}, the present one, word for word. There is nothing new."
            )

    def save(self, version: NextVersion, *, reviewer: str, request_id: str) -> int:
        """Put a prepared version in the place of the present one, in one transaction; return its number.

        Verdicts that were given since it was prepared count as given on the version before.

        Raises:
            EditConflict: If claims, date or version of the article changed since it was prepared.
            Unavailable: If the database did not keep it; nothing was changed.
        """
        with self._database.writing() as connection:
            if article_versions.done_before(connection, request_id):
                return version.number
            sheet = self._database.article(version.article_id, connection)
            if sheet is None:
                raise GateClosed("The article is not stored here any more. Open it again.")
            if sheet.revision != version.made_from:
                raise EditConflict(
                    "Claims, date or version of the article changed since this was compared. Nothing was saved. "
                    "Look at the comparison again."
                )
            article_versions.store_version(
                connection,
                sheet,
                version.after,
                version.revision,
                reviewer=one_line(reviewer),
                request_id=request_id,
                acted_at=self._database.clock(),
            )
            replace_report(connection, version.article_id, version.report)
        return version.number

    def take_back(self, article_id: str, *, reviewer: str, request_id: str) -> None:
        """Put the version before in the place of the present one; what was decided on it holds again.

        Raises:
            GateClosed: If there is none before, or something was decided or edited since.
            Unavailable: If the database did not keep it; nothing was changed.
        """
        with self._database.writing() as connection:
            if article_versions.done_before(connection, request_id):
                return
            sheet = self._database.article(article_id, connection)
            if sheet is None:
                raise GateClosed("The article is not stored here any more. Open it again.")
            article_versions.take_back(
                connection,
                sheet,
                reviewer=one_line(reviewer),
                request_id=request_id,
                acted_at=self._database.clock(),
            )

    def why_not_taken_back(self, article_id: str) -> str:
        """Return why the present version cannot be taken back; empty where it can."""
        with self._database.reading() as connection:
            sheet = self._database.article(article_id, connection)
            if sheet is None:
                return "The article is not stored here."
            try:
                article_versions.check_can_take_back(connection, sheet)
            except GateClosed as problem:
                return str(problem)
        return ""

    # Looking up

    def number(self, article_id: str) -> int:
        """Return the number of the present version; 0 without such an article."""
        sheet = self._database.article(article_id)
        return sheet.version if sheet else 0

    def all(self, article_id: str) -> list[VersionFacts]:
        """Return the versions, the first one first."""
        with self._database.reading() as connection:
            sheet = self._database.article(article_id, connection)
            if sheet is None:
                return []
            left = self._left_versions(connection, article_id)
        titles = [*(version.article.title for version in left), sheet.article.title]
        found = [VersionFacts(1, titles[0], None, "", {})]
        for version, title in zip(left, titles[1:], strict=True):
            counts = {status: list(version.statuses.values()).count(status) for status in Status}
            found.append(
                VersionFacts(
                    version.number + 1, title, version.left_at, version.reviewer, counts, version.last_judgement
                )
            )
        return found

    def at(self, article_id: str, number: int) -> Version | None:
        """Return a version as it is, or as it was when the next one took its place; None where there is none."""
        with self._database.reading() as connection:
            sheet, lines = self._database.article_and_history(article_id, connection)
            if sheet is None:
                return None
            earlier = self._left_versions(connection, article_id)
        if number == sheet.version:
            return _version(number, sheet.article, sheet.claims, dict(sheet.worded), lines)
        left = next((version for version in earlier if version.number == number), None)
        if left is None:
            return None
        as_it_was = {claim.id: claim.version for claim in _no_longer(sheet, left)}
        until = tuple(
            line
            for line in lines
            # A CSV of this version may have brought a verdict on it later.
            if line.sequence <= left.last_judgement or line.claim_version <= as_it_was.get(line.claim_id, 0)
        )
        return _version(number, left.article, left.claims, dict(left.worded), until)

    def happened(self, article_id: str) -> dict[str, list[Happened]]:
        """Return, by claim, what each version did to it, the first one first."""
        found: dict[str, list[Happened]] = {}
        for version in self._earlier(article_id):
            for claim_id, status in version.statuses.items():
                found.setdefault(claim_id, []).append(
                    Happened(version.number + 1, status, version.left_at, version.reviewer, version.last_judgement)
                )
        return found

    def earlier_claim(self, article_id: str, claim_id: str, claim_version: int) -> tuple[int, Claim] | None:
        """Return a claim as an earlier version of the article had it, and the number of that version.

        Args:
            article_id: The article.
            claim_id: The claim.
            claim_version: The claim's version that somebody judged.
        """
        for version in reversed(self._earlier(article_id)):
            for claim in version.claims:
                if claim.id == claim_id and version.worded[claim_id] <= claim_version <= claim.version:
                    return version.number, claim
        return None

    def superseded(self, sheet: Sheet, connection: Connection) -> list[tuple[Claim, int]]:
        """Return the claims that earlier versions had and that are not so any more.

        Each comes with the claim's version since which it had its wording; the latest version comes first.
        """
        found: dict[tuple[str, int], tuple[Claim, int]] = {}
        for version in reversed(self._left_versions(connection, sheet.article.id)):
            for claim in _no_longer(sheet, version):
                since = version.worded[claim.id]
                found.setdefault((claim.id, since), (claim, since))
        return list(found.values())

    def _sheet(self, article_id: str) -> Sheet:
        sheet = self._database.article(article_id)
        if sheet is None:
            raise GateClosed(f"There is no article {article_id}. Look for its id in the address of its review page.")
        return sheet

    def _earlier(self, article_id: str) -> list[LeftVersion]:
        with self._database.reading() as connection:
            return self._left_versions(connection, article_id)

    def _left_versions(self, connection: Connection, article_id: str) -> list[LeftVersion]:
        found = []
        for sequence in article_versions.left_sequences(connection, article_id):
            kept = self._left.get(sequence)
            if kept is None:
                kept = article_versions.left_version(connection, sequence)
                self._left.put(sequence, kept)
            found.append(kept)
        return found


def _no_longer(sheet: Sheet, left: LeftVersion) -> list[Claim]:
    """Return the claims of an earlier version that the article has no longer as they were then."""
    now = sheet.by_id
    return [
        claim
        for claim in left.claims
        if not claim.gone_in and (now[claim.id].gone_in or sheet.worded[claim.id] != left.worded[claim.id])
    ]


def _with_date_of(before: Article, after: Article) -> Article:
    notices = after.notices
    if before.published is not None:
        notices = tuple(notice for notice in notices if "Enter the article's date" not in notice)
    return replace(after, published=before.published, published_span=None, notices=notices)


def _version(
    number: int,
    article: Article,
    claims: tuple[Claim, ...],
    worded: dict[str, int],
    lines: tuple[Judgement, ...],
) -> Version:
    present = tuple(claim for claim in claims if not claim.removed)
    there = {claim.id for claim in present}
    stands = {key: line for key, line in history.standing(lines, worded=worded).items() if key[0] in there}
    return Version(number, article, present, tuple(outline(article, list(present))), stands, lines)
