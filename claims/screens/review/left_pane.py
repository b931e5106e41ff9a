"""The left side of the review page: the article, the list of all claims, or the history."""

from __future__ import annotations

import streamlit as st

from claims.claim import Claim
from claims.screens import guard, session
from claims.screens.assets import script_element
from claims.screens.fields import text_input
from claims.screens.markup import esc
from claims.screens.review import article_pane
from claims.screens.review.view import View
from claims.screens.wording import OPEN, STATES, clock, plural, state_of
from claims.workbench import Workbench
from sources.identity import digest

PANES = ("Article", "All claims", "History")
# Claims listed on each side of the focus; without a limit an article of 5,000 sends a megabyte at every key.
LISTED = 100
HISTORY_ROWS = 200  # newest acts shown in the pane; the CSV and the database keep all


@guard.act
def show_history() -> None:
    """Show the history, or the article again when the history is shown already; never behind the columns."""
    st.query_params.pop("side", None)
    st.session_state["pane"] = PANES[0] if st.session_state.get("pane") == PANES[2] else PANES[2]
    st.session_state["_pane_was_set"] = True


def pane_to_begin_with() -> str | None:
    """Return the default of the choice; None where `show_history` has just set it, of which Streamlit would warn."""
    return None if st.session_state.pop("_pane_was_set", False) else PANES[0]


def left_pane(workbench: Workbench, view: View) -> None:
    """Draw what the left side shows: the article, the list of claims, or the history."""
    pane = st.session_state.get("pane") or PANES[0]
    if pane == PANES[1]:
        _all_claims(view)
    elif pane == PANES[2]:
        _history(workbench, view)
    else:
        st.html(article_pane.pane(view))
        _jumping(view)


def _jumping(view: View) -> None:
    """Let a press on a claim in the pane go there, and keep the claim in focus in sight."""
    text_input("Jump to claim", key="jump", label_visibility="collapsed", live="0ms", on_change=_jump)
    latest = view.history[-1].sequence if view.history else 0
    at = (
        f'<span class="wb-at-{esc(view.focus.id)}-{latest}-{digest(view.reviewer)}"></span>'
        if view.focus
        else "<span></span>"
    )
    st.html(at + script_element("follow_focus.js"), unsafe_allow_javascript=True)


@guard.act
def _jump() -> None:
    wanted = str(st.session_state.get("jump") or "")
    st.session_state["jump"] = ""
    if wanted.startswith("clm-") and len(wanted) == len("clm-") + 12:
        session.go(claim=wanted)


def _all_claims(view: View) -> None:
    """Draw the list of claims, the one in focus marked and in sight; a press on a row goes there."""
    at = view.position
    first, last = max(0, at - LISTED), min(len(view.queue), at + LISTED + 1)
    rows = "".join(_row(view, claim) for claim in view.queue[first:last])
    st.html(
        f'<div class="wb-art wb-all" tabindex="0" role="region" aria-label="All claims">{_beyond(first, "above")}'
        '<table class="wb-t"><tr><th class="n">No.</th><th>State</th><th>Claim</th><th class="n">Worth</th></tr>'
        f"{rows}</table>{_beyond(len(view.queue) - last, 'below')}</div>"
    )
    _jumping(view)


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
        f'<td class="n">{"▶ " if focused else ""}{view.numbers[claim.id]}</td>'
        f'<td class="wb-nw wb-{state.css}">{state.sign} {state.word}</td><td>{esc(claim.text)}{named}</td>'
        f'<td class="n">{claim.check_worthiness:.2f}</td></tr>'
    )


def _history(workbench: Workbench, view: View) -> None:
    numbers = view.numbers
    came = _versions(workbench, view)
    undone = {act.sequence for act in view.history if act.undoes is not None}
    rows = []
    for act in reversed(view.history[-HISTORY_ROWS:]):
        while came and came[-1][0] >= act.sequence:
            rows.append(came.pop()[1])
        state = STATES.get(act.value, OPEN)
        back = "" if act.undoes is None else " (redo)" if act.undoes in undone else " (undo)"
        detail = "; ".join(
            part for part in (act.reason, act.note, plural(len(act.pins), "passage") if act.pins else "") if part
        )
        rows.append(
            f'<tr><td class="n">{numbers.get(act.claim_id, "removed")}</td>'
            f'<td class="wb-nw wb-{state.css}">{state.sign} {state.word}{back}</td>'
            f"<td>{esc(act.reviewer)}<br><span class='wb-q'>{act.decided_at:%Y-%m-%d} {clock(act.decided_at)}</span></td><td>{esc(detail)}</td></tr>"
        )
    rows += [row for _, row in reversed(came)]
    if not rows:
        st.html('<div class="wb-msg">Nothing has been decided yet. Every act will stand here, newest first.</div>')
        return
    st.html(
        '<div class="wb-art" tabindex="0" aria-label="History"><table class="wb-t"><tr><th class="n">Claim</th><th>Verdict</th>'
        f"<th>Reviewer</th><th>Reason, note, evidence</th></tr>{''.join(rows)}</table></div>"
    )


def _versions(workbench: Workbench, view: View) -> list[tuple[int, str]]:
    """Return a row for each version that came in, with what it did to the claim in focus, the first one first.

    Each comes with the last line of the history that was written before it.
    """
    if view.version == 1:
        return []
    focus = view.focus.id if view.focus else ""
    happened = {one.number: one for one in workbench.articles.versions.happened(view.article.id).get(focus, ())}
    rows = []
    for version in workbench.articles.versions.all(view.article.id)[1:]:
        counts = ", ".join(f"{count} {status}" for status, count in version.counts.items())
        one = happened.get(version.number)
        said = f"<b>this claim: {esc(one.words)}</b><br>" if one else ""
        when = version.came_at
        at = f"{when:%Y-%m-%d} {clock(when)}" if when else ""
        number = view.numbers.get(focus, "") if one else ""
        row = (
            f'<tr><td class="n">{number}</td><td class="wb-nw">version {version.number}</td>'
            f"<td>{esc(version.reviewer)}<br><span class='wb-q'>{at}</span></td><td>{said}{counts}</td></tr>"
        )
        rows.append((version.after_line, row))
    return rows
