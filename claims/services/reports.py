"""What leaves the workbench for people who read and publish: the report, and the reviewer's conclusion in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claims.report.claim_review import NotPublishable, claim_reviews, publishable, web_annotations
from claims.report.html_report import Facts, html_report
from claims.report.verdict_csv import Reviewed, verdict_rows
from claims.report.workbook import workbook
from claims.review.conclusion import CONCLUSION_LIMIT, Conclusion
from claims.review.gates import EditConflict, GateClosed, check_reviewer
from claims.review.history import standing
from claims.services.article_versions import ArticleVersions
from claims.splitting import outline
from claims.store import conclusions
from sources.untrusted import one_line, replaced

if TYPE_CHECKING:
    from collections.abc import Collection

    from claims.claim import Claim
    from claims.services.library import Library
    from claims.store.database import Database

__all__ = ["CONCLUSION_LIMIT", "Conclusion", "NoArticleError", "NotPublishable", "Reports"]


class NoArticleError(LookupError):
    """There is no such article; the message says so."""

    def __init__(self, article_id: str) -> None:
        super().__init__(f"There is no article {article_id} in this database.")


class Reports:
    """The reports on the articles of one database. Safe to share between threads."""

    def __init__(self, database: Database, library: Library) -> None:
        self._database = database
        self._library = library
        self._versions = ArticleVersions(database)

    def conclusion(self, article_id: str) -> Conclusion | None:
        """Return what was concluded of an article last; None where nothing was, or it was taken back."""
        with self._database.reading() as connection:
            return conclusions.latest(connection, article_id)

    def conclude(self, article_id: str, text: str, reviewer: str, *, seen: int | None = None) -> Conclusion:
        """Keep a conclusion; an empty text takes back the one that holds, and every wording stays in the history.

        Args:
            article_id: A stored article.
            text: The conclusion, on the present version.
            reviewer: Who concludes.
            seen: The number of the conclusion that the page showed, 0 where it showed none; None takes the place of
                whichever holds.

        Raises:
            EditConflict: If another conclusion holds than the one ``seen``.
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
            sheet = self._database.article(article_id, connection)
            if sheet is None:
                raise GateClosed("This article is not stored here. Open it again.")
            conclusion = Conclusion(text, one_line(reviewer), self._database.clock(), sheet.version)
            before = conclusions.latest(connection, article_id)
            if (text, sheet.version) == ((before.text, before.version) if before else ("", sheet.version)):
                return before or conclusion
            if seen is not None and seen != (before.sequence if before else 0):
                done = f"{before.reviewer} saved another conclusion" if before else "The conclusion was taken back"
                raise EditConflict(
                    f"{done} meanwhile. Yours was not written over it. Read what is kept now, and save again."
                )
            return conclusions.append(connection, article_id, conclusion)

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
        facts = Facts(
            sheet.article,
            sheet.present,
            list(standing(lines, worded=sheet.worded).values()),
            outline(sheet.article, sheet.claims),
            self._database.clock(),
            decisions=len(lines),
            conclusion=conclusion,
            version=sheet.version,
        )
        return self._with_sources(facts)

    def facts_of_version(self, article_id: str, number: int) -> Facts:
        """Return what a report on a version is made of, as it is, or was when the next one took its place.

        Raises:
            NoArticleError: If the article is not stored.
            GateClosed: If it has no such version.
        """
        facts = self.facts(article_id)
        if number == facts.version:
            return facts
        version = self._versions.at(article_id, number)
        after = next((one for one in self._versions.all(article_id) if one.number == number + 1), None)
        if version is None or after is None:
            raise GateClosed(f"The article {article_id} has no version {number}.")
        with self._database.reading() as connection:
            conclusion = conclusions.latest(connection, article_id, of_version=number)
        facts = Facts(
            version.article,
            version.claims,
            list(version.standing.values()),
            version.outline,
            facts.written_at,
            decisions=len(version.history),
            conclusion=conclusion,
            version=number,
            left_at=after.came_at,
        )
        return self._with_sources(facts)

    def _with_sources(self, facts: Facts) -> Facts:
        """Return the facts with the sources that verdicts rest on, and with what became of them."""
        pinned = {pin.source_id for judgement in facts.standing for pin in judgement.pins}
        found = {source_id: self._library.source(source_id) for source_id in pinned}
        return replace(
            facts,
            sources={source_id: source for source_id, source in found.items() if source is not None},
            since={
                source_id: change.sentence for source_id, change in self._library.versions.changes(pinned).items()
            },
        )

    def html(self, article_id: str, *, version: int | None = None) -> bytes:
        """Return the report on an article, one HTML file that needs nothing else.

        Args:
            article_id: A stored article.
            version: The number of an earlier version; None is the present one.

        Raises:
            NoArticleError: If the article is not stored.
            GateClosed: If it has no such version.
        """
        return html_report(self.facts(article_id) if version is None else self.facts_of_version(article_id, version))

    def workbook(self, article_id: str) -> bytes:
        """Return the verdict CSV as an Excel workbook, with a sheet of the evidence.

        Raises:
            NoArticleError: If the article is not stored.
        """
        facts = self.facts(article_id)
        reviewed = Reviewed(facts.article, facts.claims, facts.standing)
        since = self._library.versions.change_words(
            {pin.source_id for judgement in facts.standing for pin in judgement.pins}
        )
        return workbook(verdict_rows([reviewed], since=since), made_at=facts.written_at)

    def publishable(self, article_id: str) -> list[Claim]:
        """Return the claims that may be published: those on which the reviewers who decided them agree.

        Raises:
            NoArticleError: If the article is not stored.
        """
        return publishable(self.facts(article_id))

    def claim_reviews(
        self, article_id: str, *, url: str, publisher: str, claim_ids: Collection[str] | None = None
    ) -> bytes:
        """Return a ClaimReview for each claim that a person chose; None chooses all that are publishable.

        Raises:
            NoArticleError: If the article is not stored.
            NotPublishable: If a required field is missing, or a claim is not reviewed.
        """
        return claim_reviews(self.facts(article_id), url=url, publisher=publisher, claim_ids=claim_ids)

    def web_annotations(self, article_id: str) -> bytes:
        """Return each verdict that holds as a W3C annotation of the claim's words.

        Raises:
            NoArticleError: If the article is not stored.
        """
        return web_annotations(self.facts(article_id))
