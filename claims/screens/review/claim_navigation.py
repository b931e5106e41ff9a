"""The two lines above the claim: the way through the queue with what was saved, and the state with the acts on it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from claims.claim import Claim
from claims.screens import guard, session
from claims.screens.markup import esc
from claims.screens.review import background, claim_card, decision, find_sources, reason_row, side_by_side, undoing
from claims.screens.review.seen import Seen, ShownPassages
from claims.screens.review.view import View
from claims.screens.wording import clock, state_of_act


def strip(view: View, claim: Claim, seen: Seen, passages: ShownPassages, *, keys: bool) -> None:
    """Draw the way through the queue, the last act, undo and redo."""
    last = (view.last_saved.sequence if view.last_saved else 0, seen)
    asked = reason_row.asked(seen) is not None  # then every step saves, and undo gives up

    def key(letter: str) -> str | None:
        return letter if keys else None

    with st.container(key="strip", horizontal=True, vertical_alignment="center"):
        _step("‹ Previous", "previous", view.beside(-1), (seen, passages), shortcut=key("K"), asked=asked)
        numbers = view.numbers
        ahead = "" if asked else _ahead(view, numbers)
        st.html(f'<span class="wb-pos">{_place(view, numbers, claim)}</span>{ahead}', width="content")
        _step("Next ›", "next", view.beside(1), (seen, passages), shortcut=key("J"), asked=asked)
        if view.claims and len(view.standing) == len(view.claims):
            st.html(f'<span class="wb-pos wb-ok">✓ All {len(view.claims)} reviewed</span>', width="content")
            if st.button("See the report", key="to-report"):
                session.open_page("Report")
        else:
            _step(
                "Next not reviewed", "next-open", view.next_open(), (seen, passages), shortcut=key("N"), asked=asked
            )
        st.button(
            "Undo",
            key="undo",
            type="tertiary",
            shortcut=key("Z"),
            disabled=not (view.can_undo or asked),
            on_click=undoing.undo,
            args=last,
        )
        if view.can_redo:
            st.button("Redo", key="redo", type="tertiary", shortcut=key("Y"), on_click=undoing.redo, args=last)


def _place(view: View, numbers: Mapping[str, int], claim: Claim) -> str:
    return f"Claim {numbers[claim.id]} of {len(view.claims)}"


def _ahead(view: View, numbers: Mapping[str, int]) -> str:
    """Return, not shown, the wordings of the claims that the steps lead to; a step shows its own at once (`step_ahead.js`)."""
    steps = (("next", view.beside(1)), ("previous", view.beside(-1)), ("next-open", view.next_open()))
    return "".join(
        f'<i class="wb-ahead" hidden data-step="{step}" data-leads-to="{esc(to.id)}" data-number="{_place(view, numbers, to)}" '
        f'data-wording="{esc(to.text)}" data-own="{esc(claim_card.own_words(view.article, to))}"></i>'
        for step, to in steps
        if to is not None
    )


def _step(
    label: str, name: str, to: Claim | None, page: tuple[Seen, ShownPassages], *, shortcut: str | None, asked: bool
) -> None:
    st.button(
        label,
        key=name,
        type="tertiary",
        shortcut=shortcut,
        disabled=to is None and not asked,
        on_click=decision.step,
        args=(to.id if to else "", *page),
    )


def kick(view: View, claim: Claim, seen: Seen, *, keys: bool) -> None:
    """Draw the line of state above the wording, with the acts on the claim at its end."""
    happened = session.workbench().articles.versions.happened(view.article.id) if view.version > 1 else {}
    line = claim_card.kick(
        claim,
        view.standing.get(claim.id),
        view.others.get(claim.id, ()),
        next(reversed(happened.get(claim.id, ())), None),
    )
    acts = (
        ("Edit", "E", session.open_dialog, ("edit", claim.id), "Wording, split, merge, add, remove"),
        (
            "Article" if side_by_side.is_open() else "Side by side",
            "O",
            side_by_side.toggle,
            (),
            "The passages in their sources across the whole page, or the article beside the claim again",
        ),
        (
            "Passages" if find_sources.is_open(claim.id) else "Find sources",
            "Q",
            find_sources.toggle,
            (view.article.id, claim.id),
            "Ask places outside the library, such as an offline encyclopedia, about this claim",
        ),
    )
    with st.container(key="kick", horizontal=True, vertical_alignment="center"):
        st.html(line, width="content")
        st.html(_saved(view), width="stretch")
        for name, key, call, args, tip in acts:
            st.button(
                name,
                key={"O": "side-by-side", "Q": "find-sources"}.get(key, name.lower()),
                type="tertiary",
                shortcut=key if keys else None,
                on_click=guard.act(call),
                args=args,
                help=tip,
            )
        background.button(view, seen, keys=keys)
        if st.button(
            "History",
            key="history",
            type="tertiary",
            shortcut="H" if keys else None,
            help="Every act on this article, newest first",
        ):
            session.open_page("History")


def _saved(view: View) -> str:
    last = view.last_saved
    if last is None:
        return '<div class="wb-saved">Nothing saved yet</div>'
    state = state_of_act(last)
    number = view.numbers.get(last.claim_id)
    which = f"claim {number}" if number else "a removed claim"
    named = f", {last.named_source}" if last.named_source else ""
    # In colour it would read as the state of the claim beside it.
    css = state.css if view.focus is not None and last.claim_id == view.focus.id else "q"
    told = f"Last saved: {which}{named} {state.word}, {clock(last.decided_at)}"
    return (
        f'<div class="wb-saved" role="status" title="{esc(told)}">Last saved: {esc(which + named)} '
        f'<b class="wb-{css}">{state.sign} {state.word}</b>, {clock(last.decided_at)}</div>'
    )
