"""The verdict on an earlier wording of the claim in focus: what changed since, its evidence, and the key that takes it over."""

from __future__ import annotations

import streamlit as st

from claims.claim import Claim
from claims.review.judgement import Judgement
from claims.screens.markup import esc
from claims.screens.review import decision, reason_row
from claims.screens.review.seen import Seen, ShownPassages
from claims.screens.review.view import View
from claims.screens.word_difference import both
from claims.screens.wording import OPEN, STATES, clock, day, period
from claims.workbench import Workbench

SHOWN = 4  # pinned passages of the earlier verdict; the history has all


def draw(workbench: Workbench, view: View, claim: Claim, seen: Seen, passages: ShownPassages, *, keys: bool) -> None:
    """Draw the earlier verdict on the claim in focus; nothing where there is none and no version changed the claim."""
    line = view.earlier.get(claim.id)
    if line is None and claim.id not in view.marked.changed:
        return
    was = workbench.articles.versions.earlier_claim(
        view.article.id, claim.id, line.claim_version if line else claim.version - 1
    )
    head = _head(claim, was[0] if was else 0)
    old = _difference(was[1], claim) if was else ""
    with st.container(key="earlier", horizontal=True, vertical_alignment="center"):
        st.html(
            f'<div class="wb-since wb-earlier" data-for="{esc(claim.id)}"><div>{head}{old}</div><div>{_verdict(line)}</div></div>'
        )
        if line is None:
            return
        asked = reason_row.asked(seen) is not None  # then letters save or close what is asked
        st.button(
            f"Keep the verdict {_of(claim, was[0] if was else 0)}: {STATES[line.value].word}",
            key=f"take-over-{seen.stamp}",
            shortcut="L" if keys and not asked else None,
            on_click=decision.take_over,
            args=(seen, line.sequence, passages),
            help="Gives the earlier verdict, with its reason, note and evidence, to the claim as it is now: a new decision.",
        )


def _of(claim: Claim, number: int) -> str:
    """Return of what the earlier verdict is: of a version of the article, or of another wording in the same."""
    return f"of version {number}" if claim.changed_in and number else "on the earlier wording"


def _head(claim: Claim, number: int) -> str:
    if claim.changed_in:
        return f'<b class="wb-un">≠ Changed with version {claim.changed_in}: needs attention.</b>'
    since = f" in version {number}" if number else ""
    return f'<b class="wb-un">≠ Decided on another wording{since}.</b>'


def _difference(was: Claim, claim: Claim) -> str:
    """Return both wordings, and what else differs, as escaped HTML."""
    old, new = both(was.text, claim.text)
    lines = [] if was.text == claim.text else [f'<p>was: {old}</p><p class="wb-isnow">is now: {new}</p>']
    named = [
        ", ".join(f"{one.cue} {one.source}".strip() for one in one_claim.attributions) for one_claim in (was, claim)
    ]
    if named[0] != named[1]:
        lines.append(f"<p>{_pair('attributed', named[0] or 'to nobody', named[1] or 'to nobody')}</p>")
    days = [", ".join(f"“{time.text}” {period(time)}" for time in one_claim.dates) for one_claim in (was, claim)]
    if days[0] != days[1]:
        lines.append(f"<p>{_pair('time', days[0] or 'none', days[1] or 'none')}</p>")
    if not lines:
        lines.append("<p>The wording is the same; its sentence, or what its open words lean on, is another.</p>")
    return "".join(lines)


def _pair(what: str, was: str, now: str) -> str:
    old, new = both(was, now)
    return f"{what}: {old} → {new}"


def _verdict(line: Judgement | None) -> str:
    if line is None:
        return "<p>Nobody had decided it before.</p>"
    state = STATES.get(line.value, OPEN)
    reason = f", {esc(line.reason)}" if line.reason else ""
    note = f"<p>“{esc(line.note)}”</p>" if line.note else ""
    pins = "".join(
        f"<p><b>{esc(pin.publisher or pin.title or 'A source')}</b>{esc(' · ' + pin.place) if pin.place else ''}: "
        f"“{esc(' '.join(pin.excerpt.split()))}”</p>"
        for pin in line.pins[:SHOWN]
    )
    return (
        f'Before: <b class="wb-{state.css}">{state.sign} {state.word}</b>{reason} by {esc(line.reviewer)}, '
        f"{day(line.decided_at.date())}, {clock(line.decided_at)}{note}{pins}"
    )
