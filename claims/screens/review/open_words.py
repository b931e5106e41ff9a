"""The line of open words under the claim, and the key that brings up the passage which holds the most of them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from claims.claim import Claim
from claims.screens import guard, messages, session
from claims.screens.markup import label
from claims.screens.review import bringing_up, pencil
from claims.screens.review.column_selection import MOST
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
                "Passage with most",
                key=f"most-{seen.stamp}",
                type="tertiary",
                shortcut="M" if keys else None,
                on_click=bring_most,
                args=(claim, matches.candidates, seen),
                help="Brings up the passage that holds most of the words which are open",
            )


def draw_unresolved(claim: Claim) -> None:
    """Draw what the article leaves open in the claim, such as whom "she" means, as the press that fills it in."""
    if not claim.unresolved:
        return
    quoted = ", ".join(f"“{word}”" for word in claim.unresolved)
    many = len(claim.unresolved) > 1
    st.button(
        f"! {label(quoted)} {'are' if many else 'is'} open: fill {'them' if many else 'it'} in",
        key=f"unresolved-{claim.id}-{claim.version}",
        on_click=guard.act(session.open_dialog),
        args=("edit", claim.id),
        help="The article does not say whom or what this means. Until the wording says it, the claim cannot be verified.",
    )


@guard.act
def bring_most(claim: Claim, candidates: Sequence[Candidate], seen: Seen) -> None:
    """Bring the passage that holds the most of what is open into a column; say so where none holds any of it."""
    pins = draft_of(session.workbench(), seen).pins
    place = terms.passage_with_most(claim, pins, candidates)
    if place is None:
        messages.say("un", "□ None.", "No passage found for this claim holds any of what is open.")
        return
    bringing_up.bring(seen.claim_id, candidates, place, MOST)
