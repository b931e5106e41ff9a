"""The row of reasons: a verdict was chosen for the claim in focus, and is saved when its reason was given or passed over.

Until then nothing is saved. The row belongs to one reviewer and one wording of one claim: whoever leaves it otherwise
than by an answer saves nothing, and the page says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from claims.review.verdict import IN_PART, REASONS, Verdict
from claims.screens import guard
from claims.screens.assets import script_element
from claims.screens.markup import esc
from claims.screens.review.seen import Seen, ShownPassages
from claims.screens.review.view import View

OPEN_TERMS_WAYS = 3
"""In part, write a note, in full anyway."""
Answer = Callable[[Seen, Verdict, str, ShownPassages], None]
"""Saves a verdict: what its button was drawn with, verdict, reason (empty for none), and the passages shown."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A verdict that waits for its reason, or for what to do about open terms.

    Attributes:
        seen: What was on the page when the verdict was chosen; it is saved on that and on nothing newer.
        reason: The reason that was given before open terms were asked about.
        opened: The open terms that are asked about; empty while the reason is.
    """

    verdict: Verdict
    seen: Seen
    reason: str = ""
    opened: tuple[str, ...] = ()


def open_row(verdict: Verdict, seen: Seen) -> None:
    """Ask for the reason of this verdict, and of no other."""
    st.session_state["_asked"] = Asked(verdict, seen)


def ask_about(opened: tuple[str, ...], verdict: Verdict, reason: str, seen: Seen) -> None:
    """Ask what is to become of a verdict that its evidence bears out only in part."""
    st.session_state["_asked"] = Asked(verdict, seen, reason, opened)


def asked(seen: Seen) -> Asked | None:
    """Return the verdict whose reason is asked for; None while the row is closed."""
    kept: Asked | None = st.session_state.get("_asked")
    return kept if kept is not None and _about(kept.seen) == _about(seen) else None


def answers(asked: Asked) -> int:
    """Return how many answers there are, each with a digit."""
    return OPEN_TERMS_WAYS if asked.opened else len(REASONS[asked.verdict])


def _digits(count: int, *, keys: bool) -> str:
    """Return what the digits do while they are the answers'; a small window shows no keys."""
    return f' <span class="wb-bykey">1 to {count} answer now, and pin nothing.</span>' if keys else ""


def _about(seen: Seen) -> tuple[str, int, str]:
    return seen.claim_id, seen.version, seen.reviewer


def close_row() -> None:
    """Close the row without saving."""
    st.session_state.pop("_asked", None)


def what_was_left(view: View, seen: Seen) -> str:
    """Return what to say of a row that belongs to something else than what is shown, and close it; else nothing."""
    kept: Asked | None = st.session_state.get("_asked")
    if kept is None or asked(seen) is not None:
        return ""
    close_row()
    number = view.numbers.get(kept.seen.claim_id)
    which = f"Claim {number}" if number else "A claim"
    return f"{which} was left while the reason for {kept.verdict} was open. Choose {kept.verdict} there again."


def misfit(kept: str, verdict: Verdict) -> str:
    """Return what to say of a kept reason that is none of this verdict; empty where it fits or there is none."""
    if not kept or kept in REASONS[verdict]:
        return ""
    owner = next((other for other, reasons in REASONS.items() if kept in reasons), None)
    return f"“{kept}” is a reason for {owner}." if owner else f"“{kept}” is no reason for {verdict}."


def passed_over(kept: str, verdict: Verdict) -> str:
    """Return the reason that is saved when none is chosen: the kept one where it fits, else none."""
    return kept if kept in REASONS[verdict] else ""


def draw_open_terms(
    asked: Asked,
    *,
    keys: bool,
    passages: ShownPassages,
    answer: Answer,
    confirm: Callable[[Seen, ShownPassages], None],
    write_note: Callable[[Seen], None],
    cancel: Callable[[], None],
) -> None:
    """Draw what the pinned passages leave open, and the three ways on: in part, a note, or in full anyway.

    Args:
        asked: The verdict, and the open terms.
        keys: Whether the digits and Esc answer.
        passages: What is shown beside the claim.
        answer: Saves the verdict with a reason.
        confirm: Saves it in full.
        write_note: Goes to the note without saving.
        cancel: Closes the row.
    """
    verdict, seen, stamp = asked.verdict, asked.seen, asked.seen.stamp
    ways: tuple[tuple[str, Callable[..., None], tuple[object, ...]], ...] = (
        ("In part", answer, (seen, verdict, IN_PART, passages)),
        ("Write a note", write_note, (seen,)),
        ("In full anyway", confirm, (seen, passages)),
    )
    with st.container(key="question", horizontal=True, vertical_alignment="center"):
        st.html(
            f'<h2 class="wb-h wb-asks" tabindex="-1" data-for="{esc(seen.claim_id)}" data-verdict="{verdict}" data-reasons="{len(ways)}">'
            f'□ Not borne out by the evidence: {esc(", ".join(asked.opened))}. <span class="wb-q">Verified in full? Not saved yet.{_digits(len(ways), keys=keys)}</span></h2>',
            width="stretch",
        )
        st.button(
            "Cancel",
            key=f"cancel-open-{stamp}",
            type="tertiary",
            shortcut="Esc" if keys else None,
            on_click=guard.act(cancel),
        )
    with st.container(key="reasons", horizontal=True, vertical_alignment="center"):
        for place, (label, act, args) in enumerate(ways, 1):
            st.button(
                label,
                key=f"reason-{verdict}-{place}-open-{stamp}",
                shortcut=str(place) if keys else None,
                on_click=guard.act(act),
                args=args,
            )
    st.html(
        f'<span class="wb-at-open-{esc(stamp)}"></span>{script_element("reason_row.js")}',
        unsafe_allow_javascript=True,
    )


def draw(
    asked: Asked,
    kept: str,
    *,
    required: bool,
    keys: bool,
    passages: ShownPassages,
    answer: Answer,
    cancel: Callable[[], None],
) -> None:
    """Draw the question and its answers.

    Args:
        asked: The verdict that was chosen for the claim in focus.
        kept: The reason of the draft or of the standing verdict; empty for none.
        required: Whether there must be a reason.
        keys: Whether the digits, Enter and Esc answer.
        passages: What is shown beside the claim.
        answer: Saves the verdict with a reason.
        cancel: Closes the row.
    """
    verdict, seen = asked.verdict, asked.seen
    strange, stamp = misfit(kept, verdict), seen.stamp
    with st.container(key="question", horizontal=True, vertical_alignment="center"):
        st.html(
            f'<h2 class="wb-h wb-asks" tabindex="-1" data-for="{esc(seen.claim_id)}" data-verdict="{verdict}" data-reasons="{len(REASONS[verdict])}">Why {verdict}? '
            f'<span class="wb-q">{esc(strange) or "Not saved yet."}{_digits(len(REASONS[verdict]), keys=keys)}</span></h2>',
            width="stretch",
        )
        if passed_over(kept, verdict) or not (required or verdict is Verdict.UNCLEAR):
            reason = passed_over(kept, verdict)
            st.button(
                f"Save, {reason}" if reason else "Save without a reason",
                key=f"plain-{verdict}-{stamp}",
                shortcut="Enter" if keys else None,
                on_click=guard.act(answer),
                args=(seen, verdict, reason, passages),
            )
        st.button(
            "Cancel",
            key=f"cancel-{stamp}",
            type="tertiary",
            shortcut="Esc" if keys else None,
            on_click=guard.act(cancel),
        )
    can_be_left = bool(passed_over(kept, verdict)) and not (required or verdict is Verdict.UNCLEAR)
    _reasons(asked, kept, can_be_left=can_be_left, keys=keys, passages=passages, answer=answer)
    st.html(
        f'<span class="wb-at-{esc(stamp)}-{verdict}"></span>{script_element("reason_row.js")}',
        unsafe_allow_javascript=True,
    )


def _reasons(
    asked: Asked, kept: str, *, can_be_left: bool, keys: bool, passages: ShownPassages, answer: Answer
) -> None:
    """Draw a button for each reason, and one for none where the kept reason can be left."""
    verdict, seen, stamp = asked.verdict, asked.seen, asked.seen.stamp
    with st.container(key="reasons", horizontal=True, vertical_alignment="center"):
        for place, reason in enumerate(REASONS[verdict], 1):
            st.button(
                f"{reason.capitalize()}{' (now)' if reason == kept else ''}",
                key=f"reason-{verdict}-{place}-{stamp}",
                shortcut=str(place) if keys else None,
                on_click=guard.act(answer),
                args=(seen, verdict, reason, passages),
            )
        if can_be_left:
            st.button(
                "No reason",
                key=f"none-{verdict}-{stamp}",
                type="tertiary",
                on_click=guard.act(answer),
                args=(seen, verdict, "", passages),
            )
