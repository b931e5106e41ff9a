"""A passage that a key brings into a column, beside the article or among the sources side by side."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from claims.claim import Claim
from claims.screens import guard
from claims.screens.assets import script_element
from claims.screens.markup import esc, label, shortened
from claims.screens.review import column_selection, side_by_side
from claims.screens.review.seen import Seen
from claims.screens.wording import called
from sources.source import Candidate, Matches


def bring(claim_id: str, candidates: Sequence[Candidate], row: int, why: str) -> None:
    """Bring the candidate of this row, from 0, into a column, and take that column in hand."""
    if side_by_side.is_open():
        side_by_side.put_last(claim_id, candidates[row])
    column_selection.bring_up(claim_id, row)
    column_selection.note_why(claim_id, candidates[row], why)
    st.session_state["_went_up"] = f"{claim_id}-{row}"


def go_there() -> None:
    """Take the column in hand into which a passage was just brought."""
    went = st.session_state.pop("_went_up", "")
    if went:
        st.html(
            f'<span class="wb-at-{esc(went)}"></span>{script_element("to_brought_up.js")}',
            unsafe_allow_javascript=True,
        )


def draw_differing(claim: Claim, matches: Matches, shown: Sequence[Candidate], seen: Seen, *, keys: bool) -> None:
    """Draw the press that brings up the next passage which differs from the claim and has no column."""
    rows = column_selection.differing(matches, shown, claim.id, whole_sources=side_by_side.is_open())
    if not rows:
        return
    candidate = matches.candidates[rows[0]]
    words = shortened(" ".join(candidate.discrepancies[0].passage_words.split()))
    said = f"{shortened(called(candidate.source))}, “{words}”" if words else called(candidate.source)
    more = f", and {len(rows) - 1} more" if len(rows) > 1 else ""
    st.button(
        f"≠ Not shown: {label(said)}{more}",
        key=f"differing-{seen.stamp}",
        shortcut="6" if keys else None,
        on_click=_bring_differing,
        args=(claim.id, matches.candidates, rows[0]),
        help="A passage that differs from the claim and has no column. A press brings it into the last one.",
    )


@guard.act
def _bring_differing(claim_id: str, candidates: Sequence[Candidate], row: int) -> None:
    bring(claim_id, candidates, row, column_selection.DIFFERS)
