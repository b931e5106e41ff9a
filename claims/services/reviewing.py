"""Reviewing: verdicts given, taken back and given again; what stands, and the history of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from claims.review import gates, history
from claims.review.judgement import Act, Draft, Judgement
from claims.review.verdict import Question
from claims.services.claim_edits import ClaimEdits
from claims.services.drafts import Drafts
from claims.services.terms import beside_pins
from claims.settings import ASKS_ABOUT_OPEN_TERMS, ON, REASON_REQUIRED
from claims.store import article_versions, drafts, judgement_log
from sources.term import open_words
from sources.untrusted import one_line, replaced

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.claim import Claim
    from claims.services.settings import Settings
    from claims.store.article_state import Sheet
    from claims.store.database import Database
    from sources.term import Term

__all__ = ["Draft", "Reviewing"]


class Reviewing:
    """What reviewers did and may do, on one database. Safe to share between threads.

    Each act is checked, written and acknowledged in one transaction, and carried out once for each request id.

    Attributes:
        drafts: What reviewers entered and have not decided yet.
        edits: Changes of the claims themselves.
    """

    def __init__(self, database: Database, settings: Settings) -> None:
        self.drafts = Drafts(database)
        self.edits = ClaimEdits(database)
        self._database = database
        self._settings = settings

    def judge(self, act: Act, *, tab: str = "") -> Judgement:
        """Keep a decision, and forget the draft it was made from. Acknowledged only when it is on the disk.

        What the pinned passages leave open of the claim is kept with a verdict. An answer on whether a source said it
        leaves the draft, which is that of the verdict.

        A request id that was kept before gives the judgement it made then, whatever else is in the act. Drafts that
        the reviewer left in other tabs than ``tab`` stay.

        Raises:
            TooFast: If the reviewer's last act on this question in this article is less than 250 ms old.
            EditConflict: If the claim was edited, or another verdict holds, than the reviewer saw.
            GateClosed: If the decision lacks what it needs; a reason too, where the settings require one.
            OpenTerms: If the claim would be verified in full over an open figure, name, date or negation, without a
                note or a confirmation, and the settings have the reviewer asked about that.
            Unavailable: If the database did not keep it.
        """
        (kept,) = self.judge_all([act], tab=tab)
        return kept

    def judge_all(self, acts: Sequence[Act], *, tab: str = "") -> list[Judgement]:
        """Keep several decisions that a reviewer gave with one press on one article: all of them, or none.

        Each is a line of its own in the history; as for `judge`.

        Args:
            acts: At least one, on different claims.
            tab: Whose drafts are forgotten.

        Raises:
            NotSaved: As for `judge`, for the first act that may not be kept.
        """
        acts = [replace(act, note=replaced(act.note), reviewer=one_line(act.reviewer)) for act in acts]
        first = acts[0]
        reason_required = self._settings.get(REASON_REQUIRED) == ON
        asks = self._settings.get(ASKS_ABOUT_OPEN_TERMS) == ON
        read = self._database.article(first.article_id)
        known = read.by_id if read else {}
        # Others wait while one writes: what takes long is worked out before.
        terms = [_terms(known[act.claim_id], act) if act.claim_id in known else () for act in acts]
        with self._database.writing() as connection:
            if judgement_log.by_request(connection, first.request_id) is not None:
                done = [judgement_log.by_request(connection, act.request_id) for act in acts]
                return [line for line in done if line is not None]
            sheet, lines = self._database.article_and_history(first.article_id, connection)
            if sheet is None:
                raise gates.GateClosed("This claim is not stored here. Open the article again.")
            now = self._database.clock()
            gates.check_pace(_last(lines, first.reviewer, first.question), now)
            for act in acts:
                _check_stands(act, sheet, lines)
                gates.check(act, sheet.by_id[act.claim_id], reason_required=reason_required)
            made = []
            for act, expected in zip(acts, terms, strict=True):
                claim, before = sheet.by_id[act.claim_id], known.get(act.claim_id)
                same = before is not None and (before.text, before.dates) == (claim.text, claim.dates)
                found = expected if same else _terms(claim, act)  # It was edited in between.
                if asks:
                    gates.check_open_terms(act, found)
                line = Judgement.of(act, sequence=0, decided_at=now)
                made.append(replace(line, shown=replace(line.shown, open_terms=open_words(found))))
            kept = judgement_log.append(connection, made)
            for line in kept:
                if line.question is Question.IS_IT_SO:
                    drafts.write_draft(connection, line.claim_id, line.reviewer, tab, None, saved_at=now)
        return kept

    def undo(
        self, article_id: str, reviewer: str, request_id: str, *, tab: str = "", seen: int | None = None
    ) -> Judgement | None:
        """Take back the reviewer's latest act in the article; the verdict before it holds again.

        Acts that were given with one press are taken back together, each by a line of its own.

        Where there was none before, the note and the pins come back as a draft.

        Args:
            article_id: Of which article.
            reviewer: Whose act.
            request_id: The same id sent twice is carried out once.
            tab: Where the draft comes back.
            seen: The number of the reviewer's latest act that the page showed; None takes back whichever it is.

        Returns:
            The line that was appended, of several the last; None when there is nothing to undo.

        Raises:
            EditConflict: If the reviewer's latest act is another than ``seen``.
            GateClosed: If a later version of the article changed or lost the act's claim.
            TooFast: If the reviewer's last act in this article is less than 250 ms old.
            Unavailable: If the database did not keep it.
        """
        return self._step(article_id, reviewer, request_id, (history.undoable, history.undo_line), tab, seen)

    def redo(
        self, article_id: str, reviewer: str, request_id: str, *, tab: str = "", seen: int | None = None
    ) -> Judgement | None:
        """Do again what the last undo took back, unless the reviewer decided something since; as `undo`.

        Raises:
            EditConflict: If the claim was reworded since.
            GateClosed: If a later version of the article changed or lost the act's claim.
        """
        return self._step(article_id, reviewer, request_id, (history.redoable, history.redo_line), tab, seen)

    def _step(
        self,
        article_id: str,
        reviewer: str,
        request_id: str,
        way: tuple[Callable[..., Judgement | None], Callable[..., Judgement | None]],
        tab: str,
        seen: int | None,
    ) -> Judgement | None:
        with self._database.writing() as connection:
            done = judgement_log.by_request(connection, request_id)
            if done is not None:
                return done
            sheet, lines = self._database.article_and_history(article_id, connection)
            now = self._database.clock()
            of, line = way  # which act it is about, and the line that it makes
            last = _last(lines, reviewer)
            worded = sheet.worded if sheet else {}
            kept: list[Judgement] = []
            press = history.bulk_of(of(lines, reviewer))
            # The acts of one press go together, each by a line of its own.
            while (act := of(lines, reviewer)) is not None and (not kept or press == history.bulk_of(act) != ""):
                if sheet is not None:
                    _check_version(connection, sheet, act)
                own = f"{request_id}.{len(kept)}" if kept else request_id
                made = line(lines, reviewer, request_id=own, sequence=0, decided_at=now, worded=worded)
                if made is None:
                    break
                if not kept:
                    gates.check_pace(last, now)
                    if seen is not None and last is not None and last.sequence != seen:
                        raise gates.EditConflict(
                            "You decided something else meanwhile, in another window. Look again.", last
                        )
                kept += judgement_log.append(connection, [made])
                if made.question is Question.IS_IT_SO:
                    _return_draft(connection, kept[-1], lines, tab)
                lines = (*lines, kept[-1])
        return kept[-1] if kept else None

    # What was decided

    def history(self, article_id: str, claim_id: str | None = None) -> list[Judgement]:
        """Return every judgement on the article, or on one of its claims, oldest first."""
        _sheet, lines = self._database.article_and_history(article_id)
        return [line for line in lines if claim_id is None or line.claim_id == claim_id]

    def worded(self, article_id: str) -> Mapping[str, int]:
        """Return, per claim, the version since which it has its present wording."""
        sheet = self._database.article(article_id)
        return sheet.worded if sheet else {}

    def standing(self, article_id: str, reviewer: str) -> dict[str, Judgement]:
        """Return, per claim, this reviewer's verdict that holds."""
        found = self._standing(article_id, reviewer)
        return {line.claim_id: line for line in found if line.question is Question.IS_IT_SO}

    def earlier(self, article_id: str, reviewer: str) -> dict[str, Judgement]:
        """Return, per claim that this reviewer has not decided as it is now, the last verdict on an earlier wording.

        The reviewer's own comes first; where there is none, the last one of anybody else.
        """
        sheet, lines = self._database.article_and_history(article_id)
        if sheet is None:
            return {}
        present = {claim.id for claim in sheet.present}
        decided = history.standing(lines, reviewer, worded=sheet.worded)
        done = {line.claim_id for line in decided.values() if line.question is Question.IS_IT_SO}
        found: dict[str, Judgement] = {}
        lines_of_all = history.earlier(lines, worded=sheet.worded).values()
        for line in sorted(lines_of_all, key=lambda line: (line.reviewer == reviewer, line.sequence)):
            if line.question is Question.IS_IT_SO and line.claim_id in present and line.claim_id not in done:
                found[line.claim_id] = line
        return found

    def others(self, article_id: str, reviewer: str) -> dict[str, list[Judgement]]:
        """Return, per claim, the verdicts of everybody else that hold, oldest first."""
        found = {
            claim_id: [line for line in lines if line.reviewer != reviewer]
            for claim_id, lines in self.verdicts(article_id).items()
        }
        return {claim_id: lines for claim_id, lines in found.items() if lines}

    def verdicts(self, article_id: str) -> dict[str, list[Judgement]]:
        """Return, per claim, the verdicts of everybody that hold, oldest first."""
        found: dict[str, list[Judgement]] = {}
        for line in sorted(self._standing(article_id, None), key=lambda line: line.sequence):
            if line.question is Question.IS_IT_SO:
                found.setdefault(line.claim_id, []).append(line)
        return found

    def answers(self, article_id: str) -> list[Judgement]:
        """Return everybody's answers to whether named sources said it, those that hold, oldest first."""
        found = [line for line in self._standing(article_id, None) if line.question is Question.DID_THEY_SAY_IT]
        return sorted(found, key=lambda line: line.sequence)

    def attribution_standing(self, article_id: str, reviewer: str) -> dict[tuple[str, str], Judgement]:
        """Return, per claim and named source, this reviewer's answer to whether they said it."""
        return {
            (line.claim_id, line.named_source): line
            for line in self._standing(article_id, reviewer)
            if line.question is Question.DID_THEY_SAY_IT
        }

    def attribution_others(self, article_id: str, reviewer: str) -> dict[tuple[str, str], list[Judgement]]:
        """Return, per claim and named source, the answers of everybody else that hold, oldest first."""
        found: dict[tuple[str, str], list[Judgement]] = {}
        for line in self.answers(article_id):
            if line.reviewer != reviewer:
                found.setdefault((line.claim_id, line.named_source), []).append(line)
        return found

    def attribution_earlier(self, article_id: str, reviewer: str) -> dict[tuple[str, str], Judgement]:
        """Return, per claim and named source, this reviewer's last answer on an earlier wording, where none holds."""
        sheet, lines = self._database.article_and_history(article_id)
        if sheet is None:
            return {}
        own = [line for line in lines if line.reviewer == reviewer and line.question is Question.DID_THEY_SAY_IT]
        before = history.earlier(own, worded=sheet.worded).values()
        return {(line.claim_id, line.named_source): line for line in before}

    def reviewed_counts(self, reviewer: str) -> dict[str, int]:
        """Return, per article, how many of its claims this reviewer has decided."""
        with self._database.reading() as connection:
            return judgement_log.reviewed_counts(connection, reviewer)

    def passed_counts(self, reviewer: str) -> dict[str, int]:
        """Return, per article, how many of its claims this reviewer has passed by."""
        with self._database.reading() as connection:
            return judgement_log.passed_counts(connection, reviewer)

    def changed_counts(self, reviewer: str) -> dict[str, int]:
        """Return, per article, how many claims a later version changed and this reviewer has not decided since."""
        with self._database.reading() as connection:
            return judgement_log.changed_counts(connection, reviewer)

    def _standing(self, article_id: str, reviewer: str | None) -> list[Judgement]:
        sheet, lines = self._database.article_and_history(article_id)
        if sheet is None:
            return []
        present = {claim.id for claim in sheet.present}
        found = history.standing(lines, reviewer, worded=sheet.worded).values()
        return [line for line in found if line.claim_id in present]


def _check_stands(act: Act, sheet: Sheet, lines: Sequence[Judgement]) -> None:
    """Check that claim and verdict are still what the reviewer saw."""
    claim = sheet.by_id.get(act.claim_id)
    if claim is None:
        raise gates.GateClosed("This claim is not stored here. Open the article again.")
    key = (act.claim_id, act.reviewer, act.question, act.named_source)
    gates.check_expected(act, history.standing(lines, act.reviewer, worded=sheet.worded).get(key), claim)


def _terms(claim: Claim, act: Act) -> tuple[Term, ...]:
    """Return the terms of a claim beside what is pinned for it; none where the claim itself is not judged."""
    return beside_pins(claim, act.pins) if act.question is Question.IS_IT_SO and act.pins else ()


def _last(lines: Sequence[Judgement], reviewer: str, question: Question | None = None) -> Judgement | None:
    """Return a reviewer's latest act; on one question, because a key of one is no echo of a key of the other."""
    return next(
        (line for line in reversed(lines) if line.reviewer == reviewer and question in {None, line.question}), None
    )


def _check_version(connection: Connection, sheet: Sheet, act: Judgement) -> None:
    """Check that an act is about its claim as the present version of the article has it."""
    claim = sheet.by_id.get(act.claim_id)
    if claim is None or (not claim.gone_in and act.claim_version >= sheet.worded[claim.id]):
        return
    number = claim.gone_in or article_versions.changed_by(connection, sheet.article.id, claim.id, act.claim_version)
    if number:
        what = "is no longer in the article since" if claim.gone_in else "changed with"
        raise gates.GateClosed(
            f"The claim {what} version {number}. Its verdict belongs to the version before, so it stays as it is. "
            "Nothing was changed."
        )


def _return_draft(connection: Connection, kept: Judgement, lines: Sequence[Judgement], tab: str) -> None:
    """Give what was entered back as a draft where no verdict is left, and take that draft away again on redo."""
    draft = drafts.read_draft(connection, kept.claim_id, kept.reviewer, tab)
    given: Draft | None
    if not kept.value and draft is None:
        act = next(line for line in lines if line.sequence == kept.undoes)
        given = Draft(act.note, act.pins, act.reason)
    elif draft == Draft(kept.note, kept.pins, kept.reason):
        given = None
    else:
        return
    drafts.write_draft(connection, kept.claim_id, kept.reviewer, tab, given, saved_at=kept.decided_at)
