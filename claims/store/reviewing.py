"""Judging and editing as transactions: checked, written and acknowledged as one, once per request."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, Engine

from claims.article import Article
from claims.claim import Claim
from claims.review import editing, gates, history
from claims.review.judgement import Act, Draft, Judgement
from claims.review.verdict import NOTE_LIMIT
from claims.settings import ON, REASON_REQUIRED
from claims.store import drafts, edits, ledger, sheets
from claims.store.drafts import StoredDraft
from claims.store.edits import Edit
from claims.store.ledger import Ledger
from claims.store.sheets import Sheet, Sheets
from sources.store.engine import DatabaseUnavailable, reading, writing
from sources.store.settings import setting
from sources.untrusted import one_line, replaced

Clock = Callable[[], datetime]


class Reviewing:
    """What reviewers did and may do, on one database; safe to share between threads."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock
        self._sheets = Sheets()
        self._ledger = Ledger()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """Give a connection that sees one moment.

        Raises:
            Unavailable: If the database does not answer.
        """
        with answered(), reading(self._engine) as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """Give a connection whose writes are kept together at the end, or not at all.

        Raises:
            Unavailable: If they could not be kept.
        """
        with answered(), writing(self._engine) as connection:
            yield connection

    def _sheet(self, article_id: str) -> Sheet | None:
        """Return the article with its claims; None where there is no such article."""
        with self._reading() as connection:
            return self._sheets.read(connection, article_id)

    def _page(self, article_id: str) -> tuple[Sheet | None, tuple[Judgement, ...]]:
        """Return the article with its claims, and its history, of one moment."""
        with self._reading() as connection:
            return self._page_on(connection, article_id)

    def _page_on(self, connection: Connection, article_id: str) -> tuple[Sheet | None, tuple[Judgement, ...]]:
        """Return the same on a transaction in which nothing was written yet."""
        return self._sheets.read(connection, article_id), self._ledger.read(connection, article_id)

    def judge(self, act: Act, *, tab: str = "") -> Judgement:
        """Keep a decision, and forget the draft it was made from. Acknowledged only when it is on the disk.

        A request id that was kept before gives the judgement it made then, whatever else is in the act. Drafts that
        the reviewer left in other tabs than ``tab`` stay.

        Raises:
            TooFast: If the reviewer's last act in this article is less than 250 ms old.
            EditConflict: If the claim was edited, or something else stands, than what the reviewer saw.
            GateClosed: If the decision lacks what it needs, a reason among it where the settings demand one.
            Unavailable: If the database did not keep it.
        """
        act = replace(act, note=replaced(act.note), reviewer=one_line(act.reviewer))
        with answered():
            required = setting(self._engine, REASON_REQUIRED.name, REASON_REQUIRED.default) == ON
        with self._writing() as connection:
            done = ledger.by_request(connection, act.request_id)
            if done is not None:
                return done
            sheet, lines = self._page_on(connection, act.article_id)
            claim = _claims_of(sheet).get(act.claim_id)
            if sheet is None or claim is None:
                raise gates.GateClosed("This claim is not stored here. Open the article again.")
            judgement = Judgement.of(act, sequence=0, decided_at=self._clock())
            gates.check_pace(_last(lines, act.reviewer), judgement.decided_at)
            stands = history.standing(lines, act.reviewer, worded=sheet.worded).get(judgement.key)
            gates.check_expected(act, stands, claim)
            gates.check(act, claim, reason_required=required)
            (kept,) = ledger.append(connection, [judgement])
            drafts.write_draft(connection, act.claim_id, act.reviewer, tab, None, saved_at=judgement.decided_at)
        return kept

    def undo(
        self, article_id: str, reviewer: str, request_id: str, *, tab: str = "", seen: int | None = None
    ) -> Judgement | None:
        """Take back the reviewer's latest act in the article; what stood before it stands again.

        Where nothing stood, the note and the pins come back as a draft.

        Args:
            article_id: Of which article.
            reviewer: Whose act.
            request_id: The same one sent twice is carried out once.
            tab: Where the draft comes back.
            seen: The number of the reviewer's latest act that the page showed; None takes back whichever it is.

        Returns:
            The line that was appended; None when there is nothing to undo.

        Raises:
            EditConflict: If the reviewer's latest act is another than the one seen.
            TooFast: If the reviewer's last act in this article is less than 250 ms old.
            Unavailable: If the database did not keep it.
        """
        return self._step(article_id, reviewer, request_id, history.undo_line, tab, seen)

    def redo(
        self, article_id: str, reviewer: str, request_id: str, *, tab: str = "", seen: int | None = None
    ) -> Judgement | None:
        """Do again what the last undo took back, unless the reviewer decided something since; as `undo`.

        Raises:
            EditConflict: If the claim was reworded since.
        """
        return self._step(article_id, reviewer, request_id, history.redo_line, tab, seen)

    def _step(
        self,
        article_id: str,
        reviewer: str,
        request_id: str,
        line: Callable[..., Judgement | None],
        tab: str,
        seen: int | None,
    ) -> Judgement | None:
        with self._writing() as connection:
            done = ledger.by_request(connection, request_id)
            if done is not None:
                return done
            sheet, lines = self._page_on(connection, article_id)
            now = self._clock()
            worded = sheet.worded if sheet else {}
            made = line(lines, reviewer, request_id=request_id, sequence=0, decided_at=now, worded=worded)
            if made is None:
                return None
            last = _last(lines, reviewer)
            gates.check_pace(last, now)
            if seen is not None and last is not None and last.sequence != seen:
                raise gates.EditConflict("You decided something else meanwhile, in another window. Look again.", last)
            (kept,) = ledger.append(connection, [made])
            self._return_draft(connection, kept, lines, tab)
        return kept

    def _return_draft(self, connection: Connection, kept: Judgement, lines: Sequence[Judgement], tab: str) -> None:
        """Give what was entered back as a draft where nothing stands any more, and take it again on redo."""
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

    def draft(self, claim_id: str, reviewer: str, tab: str = "") -> Draft | None:
        """Return what the reviewer entered for the claim in this tab and has not decided; None without a draft."""
        with self._reading() as connection:
            return drafts.read_draft(connection, claim_id, reviewer, tab)

    def other_drafts(self, claim_id: str, reviewer: str, tab: str) -> list[StoredDraft]:
        """Return what the reviewer entered for the claim in other tabs and has not decided, the newest first."""
        with self._reading() as connection:
            return drafts.read_others(connection, claim_id, reviewer, tab)

    def take_over(self, claim_id: str, reviewer: str, theirs: StoredDraft, tab: str, own: Draft) -> None:
        """Add a draft of another tab to this tab's ``own``; it leaves the other tab.

        Raises:
            GateClosed: If both notes together are too long, or the other draft was changed since it was shown.
        """
        both = own.with_added(theirs.draft)
        _check_note(both)
        with self._writing() as connection:
            self._remove_draft(connection, claim_id, reviewer, theirs)
            drafts.write_draft(connection, claim_id, reviewer, tab, both, saved_at=self._clock())

    def discard_draft(self, claim_id: str, reviewer: str, theirs: StoredDraft) -> None:
        """Remove a draft of another tab.

        Raises:
            GateClosed: If it was changed since it was shown.
        """
        with self._writing() as connection:
            self._remove_draft(connection, claim_id, reviewer, theirs)

    def _remove_draft(self, connection: Connection, claim_id: str, reviewer: str, theirs: StoredDraft) -> None:
        if drafts.read_draft(connection, claim_id, reviewer, theirs.tab) != theirs.draft:
            raise gates.GateClosed("What you wrote in the other tab has changed meanwhile. Look at it again.")
        drafts.write_draft(connection, claim_id, reviewer, theirs.tab, None, saved_at=theirs.saved_at)

    def save_draft(self, claim_id: str, reviewer: str, draft: Draft, tab: str = "") -> None:
        """Keep what was entered so far in this tab.

        Raises:
            GateClosed: If the note is longer than a note may be, or the reviewer has no name.
        """
        gates.check_reviewer(reviewer)
        _check_note(draft)
        draft = replace(draft, note=replaced(draft.note), reason=one_line(draft.reason))
        with self._writing() as connection:
            drafts.write_draft(connection, claim_id, reviewer, tab, draft, saved_at=self._clock())

    def _edit(
        self,
        versions: Mapping[str, int],
        change: Callable[[Sheet, list[Claim]], Edit],
        *,
        reviewer: str,
        request_id: str,
        article_id: str = "",
    ) -> list[Claim]:
        """Carry out an edit and return the claims to go on with, as they are stored.

        Args:
            versions: Claim id to the version that the reviewer saw, in the order that ``change`` gets them.
            change: Gives the edit for the stored claims.
            reviewer: Who edits.
            request_id: The same one sent twice is carried out once.
            article_id: For an edit without claims.

        Raises:
            GateClosed: If it cannot be done.
            EditConflict: If a claim was edited meanwhile.
            Unavailable: If the database does not answer.
        """
        with self._writing() as connection:
            done = edits.done_before(connection, request_id)
            if done is None:
                first = next(iter(versions), "")
                article_id = article_id or edits.article_of_claim(connection, first) or ""
                sheet = self._sheets.read(connection, article_id)
                stored = _claims_of(sheet)
                if sheet is None or any(claim_id not in stored for claim_id in versions):
                    raise gates.GateClosed("The claims are not stored in one article. Open the article again.")
                for claim_id, version in versions.items():
                    editing.check_edit(stored[claim_id], version, reviewer)
                edit = change(sheet, [stored[claim_id] for claim_id in versions])
                done = (
                    article_id,
                    edits.store_edit(
                        connection, sheet, edit, reviewer=reviewer, request_id=request_id, edited_at=self._clock()
                    ),
                )
        stored = _claims_of(self._sheet(done[0]))
        return [stored[claim_id] for claim_id in done[1] if claim_id in stored]

    def _store(
        self, article: Article, claims: Sequence[Claim], more: Callable[[Connection], None] | None = None
    ) -> bool:
        """Store an article with its claims, and with what ``more`` writes, in one transaction.

        Returns:
            False where it is stored already; then nothing is written.
        """
        with self._writing() as connection:
            stored = sheets.store_sheet(connection, article, claims, added_at=self._clock())
            if stored and more is not None:
                more(connection)
            return stored


@contextmanager
def answered() -> Iterator[None]:
    """Turn a database that does not answer into `Unavailable`, whose message is the sentence after "Not saved. "."""
    try:
        yield
    except DatabaseUnavailable as error:
        why = str(error).partition(": ")[2]
        raise gates.Unavailable(why[:1].upper() + why[1:]) from error


def _check_note(draft: Draft) -> None:
    if len(draft.note) > NOTE_LIMIT:
        raise gates.GateClosed(f"The note has {len(draft.note)} characters, {NOTE_LIMIT} are kept. Shorten it.")


def _claims_of(sheet: Sheet | None) -> dict[str, Claim]:
    return {claim.id: claim for claim in sheet.claims} if sheet else {}


def _last(lines: Sequence[Judgement], reviewer: str) -> Judgement | None:
    return next((line for line in reversed(lines) if line.reviewer == reviewer), None)
