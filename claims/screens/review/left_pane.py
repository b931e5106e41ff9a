"""The left side of the review page: the article, or the list of all claims."""

from __future__ import annotations

import streamlit as st

from claims.claim import Claim
from claims.screens import guard, session
from claims.screens.assets import script_element
from claims.screens.fields import text_input
from claims.screens.markup import esc
from claims.screens.review import article_pane, background, column_selection
from claims.screens.review.view import View
from claims.screens.wording import plural, state_of
from sources.identity import digest

PANES = ("Article", "All claims")
# Claims listed on each side of the focus; without a limit an article of 5,000 sends a megabyte at every key.
LISTED = 100


def left_pane(view: View, *, keys: bool) -> None:
    """Draw what the left side shows: the article, or the list of claims; above it what is done with chosen claims."""
    background.draw_chosen(view, keys=keys)
    pane = st.session_state.get("pane") or PANES[0]
    if pane == PANES[1]:
        _all_claims(view)
    else:
        _article(view)


def _article(view: View) -> None:
    """Draw the article in parts, which a step leaves as they are, and beside them what the claim in focus changes."""
    drawn = article_pane.pane(view)
    with st.container(key="article"):
        for part in drawn.parts:
            st.html(part)
    _jumping(view, drawn.stamp, drawn.focus)


def _jumping(view: View, stamp: str, focus: str = "") -> None:
    """Let a press on a claim in the pane go there, and keep the claim in focus in sight.

    Args:
        view: The article.
        stamp: Of the pane; where it is another one, the claim in focus is brought into sight again.
        focus: The paragraphs of the claim in focus as they look with it, to be put into the pane.
    """
    free = tuple(claim.id for claim in view.queue if claim.id not in view.standing)
    text_input(
        "Jump to claim",
        key="jump",
        label_visibility="collapsed",
        live="0ms",
        on_change=_jump,
        args=(view.article.id, free),
    )
    claim = view.focus.id if view.focus else "none"
    st.html(
        f'<div class="wb-focused wb-at-{esc(claim)}-{stamp}" hidden>{focus}</div>{script_element("follow_focus_now.js")}',
        unsafe_allow_javascript=True,
    )


@guard.act
def _jump(article_id: str, free: tuple[str, ...]) -> None:
    wanted = str(st.session_state.get("jump") or "")
    st.session_state["jump"] = ""
    if column_selection.pressed(wanted, session.place("claim")) or background.pick(wanted, article_id, free):
        return
    if wanted.startswith("clm-") and len(wanted) == len("clm-") + 12:
        session.go(claim=wanted)


def _all_claims(view: View) -> None:
    """Draw the list of claims, the one in focus marked and in sight; a press on a row goes there."""
    at = view.position
    first, last = max(0, at - LISTED), min(len(view.queue), at + LISTED + 1)
    rows = "".join(_row(view, claim) for claim in view.queue[first:last])
    listed = (
        f'<div class="wb-art wb-all" tabindex="0" role="region" aria-label="All claims">{_beyond(first, "above")}'
        f'<table class="wb-t"><tr><th>{background.box_of_all(view)}</th><th class="n">No.</th><th>State</th><th>Claim</th><th class="n wb-worth" title="How soon a claim should be looked at, from 0 to 1">Worth checking</th></tr>'
        f"{rows}</table>{_beyond(len(view.queue) - last, 'below')}</div>"
    )
    st.html(listed)
    _jumping(view, digest(listed))


def _beyond(count: int, where: str) -> str:
    if not count:
        return ""
    return f'<p class="wb-sm wb-q wb-bl">{plural(count, "claim")} {where}, shown as the focus gets there</p>'


def _row(view: View, claim: Claim) -> str:
    state = state_of(claim, view.standing.get(claim.id))
    focused = claim == view.focus
    named = f'<span class="wb-sm wb-q">{esc(", ".join(claim.attributed_to))}</span>' if claim.attributed_to else ""
    return (
        f'<tr data-claim="{esc(claim.id)}" tabindex="0"{" class=here aria-current=true" if focused else ""}>'
        f'<td class="wb-pick">{background.box(view, claim)}</td><td class="n">{"▶ " if focused else ""}{view.numbers[claim.id]}</td>'
        f'<td class="wb-nw wb-{state.css}">{state.sign} {state.word}</td><td>{esc(claim.text)}{named}</td>'
        f'<td class="n">{claim.check_worthiness:.2f}</td></tr>'
    )
