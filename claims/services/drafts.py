"""Drafts: what reviewers entered for a claim in a browser tab and have not decided yet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claims.review import gates
from claims.review.judgement import Draft
from claims.review.verdict import NOTE_LIMIT
from claims.store import drafts
from claims.store.drafts import StoredDraft
from sources.untrusted import one_line, replaced

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.store.database import Database

__all__ = ["Drafts", "StoredDraft"]


class Drafts:
    """The drafts on one database, one for each claim, reviewer and browser tab. Safe to share between threads.

    Every method may raise `claims.review.gates.Unavailable`.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, claim_id: str, reviewer: str, tab: str = "") -> Draft | None:
        """Return what the reviewer entered for the claim in this tab and has not decided; None without a draft."""
        with self._database.reading() as connection:
            return drafts.read_draft(connection, claim_id, reviewer, tab)

    def of_other_tabs(self, claim_id: str, reviewer: str, tab: str) -> list[StoredDraft]:
        """Return what the reviewer entered for the claim in other tabs and has not decided, the newest first."""
        with self._database.reading() as connection:
            return drafts.read_others(connection, claim_id, reviewer, tab)

    def save(self, claim_id: str, reviewer: str, draft: Draft, tab: str = "") -> None:
        """Keep what was entered so far in this tab.

        Raises:
            GateClosed: If the note is longer than a note may be, or the reviewer has no name.
        """
        gates.check_reviewer(reviewer)
        _check_note(draft)
        draft = replace(draft, note=replaced(draft.note), reason=one_line(draft.reason))
        with self._database.writing() as connection:
            drafts.write_draft(connection, claim_id, reviewer, tab, draft, saved_at=self._database.clock())

    def take_over(self, claim_id: str, reviewer: str, theirs: StoredDraft, tab: str, own: Draft) -> None:
        """Add a draft of another tab to this tab's ``own``; it leaves the other tab.

        Raises:
            GateClosed: If both notes together are too long, or the other draft was changed since it was shown.
        """
        both = own.with_added(theirs.draft)
        _check_note(both)
        with self._database.writing() as connection:
            _remove(connection, claim_id, reviewer, theirs)
            drafts.write_draft(connection, claim_id, reviewer, tab, both, saved_at=self._database.clock())

    def discard(self, claim_id: str, reviewer: str, theirs: StoredDraft) -> None:
        """Remove a draft of another tab.

        Raises:
            GateClosed: If it was changed since it was shown.
        """
        with self._database.writing() as connection:
            _remove(connection, claim_id, reviewer, theirs)


def _remove(connection: Connection, claim_id: str, reviewer: str, theirs: StoredDraft) -> None:
    if drafts.read_draft(connection, claim_id, reviewer, theirs.tab) != theirs.draft:
        raise gates.GateClosed("What you wrote in the other tab has changed meanwhile. Look at it again.")
    drafts.write_draft(connection, claim_id, reviewer, theirs.tab, None, saved_at=theirs.saved_at)


def _check_note(draft: Draft) -> None:
    if len(draft.note) > NOTE_LIMIT:
        raise gates.GateClosed(f"The note has {len(draft.note)} characters, {NOTE_LIMIT} are kept. Shorten it.")
