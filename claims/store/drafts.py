"""What reviewers entered and have not decided: one row for each claim, reviewer and browser tab."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select

from claims.review.judgement import Draft
from claims.store import tables
from claims.store.encoding import draft_of, draft_row


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A draft, the tab it was entered in, and when.

    Attributes:
        tab: Empty for drafts from before tabs had their own.
    """

    tab: str
    saved_at: datetime
    draft: Draft


def read_draft(connection: Connection, claim_id: str, reviewer: str, tab: str) -> Draft | None:
    """Return what the reviewer has entered for the claim in this tab; None where nothing is kept."""
    row = connection.execute(select(tables.drafts).where(_of(claim_id, reviewer, tab))).mappings().first()
    return draft_of(row) if row else None


def read_others(connection: Connection, claim_id: str, reviewer: str, tab: str) -> list[StoredDraft]:
    """Return what the reviewer has entered for the claim in other tabs, the newest first; no empty draft."""
    drafts = tables.drafts.c
    rows = connection.execute(
        select(tables.drafts)
        .where(drafts.claim_id == claim_id, drafts.reviewer == reviewer, drafts.tab != tab)
        .order_by(drafts.saved_at.desc(), drafts.tab)
    ).mappings()
    found = [StoredDraft(row["tab"], row["saved_at"], draft_of(row)) for row in rows]
    return [kept for kept in found if kept.draft != Draft()]


def write_draft(
    connection: Connection, claim_id: str, reviewer: str, tab: str, draft: Draft | None, *, saved_at: datetime
) -> None:
    """Keep a draft in the place of the one before in this tab; None only forgets that one."""
    connection.execute(delete(tables.drafts).where(_of(claim_id, reviewer, tab)))
    if draft is not None:
        connection.execute(
            insert(tables.drafts).values(
                claim_id=claim_id, reviewer=reviewer, tab=tab, saved_at=saved_at, **draft_row(draft)
            )
        )


def _of(claim_id: str, reviewer: str, tab: str) -> ColumnElement[bool]:
    drafts = tables.drafts.c
    return and_(drafts.claim_id == claim_id, drafts.reviewer == reviewer, drafts.tab == tab)
