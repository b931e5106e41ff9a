"""The line of open words under the claim, and the key that brings up the passage which holds the most of them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from claims.claim import Claim
from claims.screens import guard, messages, session
from claims.screens.assets import script_element
from claims.screens.markup import esc
from claims.screens.review import column_selection, pencil, side_by_side
from claims.screens.review.drafts import draft_of
from claims.screens.review.seen import Seen
from claims.services import terms
from sources.source import Candidate, Matches


def draw(claim: Claim, matches: Matches, found: pencil.Beside, seen: Seen, *, keys: bool) -> None:
    """Draw what is open, and the way to the passage that holds the most of it."""
    if not found:
        return
    with st.container(key="pencil", horizontal=True, vertical_alignment="center"):
        st.html(pencil.listed(found), width="stretch")
        if any(not term.held for of_claim in found.values() for term in of_claim):
            st.button(
                "Passage with most of the words",
                key=f"most-{seen.stamp}",
                type="tertiary",
                shortcut="M" if keys else None,
                on_click=bring_most,
                args=(claim, matches.candidates, seen),
                help="Brings up the passage that holds most of what is open",
            )
    went = st.session_state.pop("_went_to_most", "")
    if went:
        st.html(
            f'<span class="wb-at-{esc(went)}"></span>{script_element("to_most.js")}', unsafe_allow_javascript=True
        )


@guard.act
def bring_most(claim: Claim, candidates: Sequence[Candidate], seen: Seen) -> None:
    """Bring the passage that holds the most of what is open into a column; say so where none holds any of it."""
    pins = draft_of(session.workbench(), seen).pins
    place = terms.passage_with_most(claim, pins, candidates)
    if place is None:
        messages.say("un", "□ None.", "No passage found for this claim holds any of what is open.")
        return
    if side_by_side.is_open():
        side_by_side.put_last(seen.claim_id, candidates[place])
    else:
        column_selection.bring_up(seen.claim_id, place)
    st.session_state["_went_to_most"] = f"{seen.claim_id}-{place}"
    pencil.remember_most(seen.claim_id, candidates[place])
