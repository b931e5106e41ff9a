"""What the reviewer wrote for a claim in another tab, or before, and did not decide: shown, taken over or discarded."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from claims.review.judgement import Draft
from claims.screens import guard, session
from claims.screens.markup import esc
from claims.screens.review import drafts
from claims.screens.review.drafts import draft_of
from claims.screens.review.seen import Seen
from claims.screens.tabs import tab
from claims.screens.wording import clock, day, plural
from claims.services.drafts import StoredDraft
from claims.workbench import Workbench
from sources.identity import digest

_SHOWN = 3  # drafts, each with two buttons; more come up when these are gone


def draw(workbench: Workbench, seen: Seen, own: Draft) -> None:
    """Draw each draft of another tab with the two acts on it."""
    others = [
        one
        for one in workbench.reviewing.drafts.of_other_tabs(seen.claim_id, seen.reviewer, tab())
        if one.draft != own
    ]
    for theirs in others[:_SHOWN]:
        key = digest(f"{seen.claim_id} {seen.reviewer} {theirs.tab} {theirs.saved_at}")
        with st.container(key=f"other-draft-{key}", horizontal=True, vertical_alignment="center"):
            st.html(
                f'<div class="wb-msg un" role="status"><b class="wb-un">! In another tab you wrote {_when(theirs.saved_at)}:</b> '
                f"{esc(_what(theirs.draft))}</div>",
                width="stretch",
            )
            st.button("Take it over", key=f"take-{key}", on_click=_take_over, args=(seen, theirs))
            st.button("Discard", key=f"discard-{key}", type="tertiary", on_click=_discard, args=(seen, theirs))
    if len(others) > _SHOWN:
        st.html(f'<p class="wb-sm wb-q">And in {plural(len(others) - _SHOWN, "more tab")}.</p>')


def _when(saved_at: datetime) -> str:
    moment = saved_at.astimezone(UTC)
    today = datetime.now(UTC).date()
    return f"at {clock(moment)}" if moment.date() == today else f"on {day(moment.date())} at {clock(moment)}"


def _what(draft: Draft) -> str:
    parts = [f"“{draft.note}”" if draft.note else "", f"reason: {draft.reason}" if draft.reason else ""]
    pins = f"{plural(len(draft.pins), 'passage')} pinned" if draft.pins else ""
    return ", ".join(part for part in (*parts, pins) if part) + "."


@guard.act
def _take_over(seen: Seen, theirs: StoredDraft) -> None:
    """Add the other tab's note, passages and reason to what is entered here."""
    workbench = session.workbench()
    workbench.reviewing.drafts.take_over(seen.claim_id, seen.reviewer, theirs, tab(), draft_of(workbench, seen))
    drafts.forget_field(seen.claim_id, seen.reviewer)


@guard.act
def _discard(seen: Seen, theirs: StoredDraft) -> None:
    session.workbench().reviewing.drafts.discard(seen.claim_id, seen.reviewer, theirs)
