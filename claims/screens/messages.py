"""What came of an act, left for the next drawing: one way for every page, section and form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from claims.screens.markup import esc

PAGE = "page"
"""The place at the top of a page, or in the decision bar; a section or form has a place of its own name."""

_FAILING = "failing"
_FAILURES = "_failed_drawings"


@dataclass(frozen=True, slots=True)
class _Message:
    css: str
    head: str
    text: str
    lines: tuple[str, ...]


def say(css: str, head: str, text: str, *, place: str = PAGE, lines: Sequence[str] = ()) -> None:
    """Leave a message for the next drawing of a place; a later message takes its place.

    Args:
        css: "ok", "no", "un" or empty.
        head: The first words, in bold.
        text: The sentences after it.
        place: Where it is drawn.
        lines: Further lines below the text.
    """
    st.session_state[_key(place)] = _Message(css, head, text, tuple(lines))


def waits(place: str = PAGE) -> bool:
    """Return whether a message was left for this place and is not drawn yet."""
    return _key(place) in st.session_state


def draw(place: str = PAGE) -> None:
    """Draw the message that was left for this place, once."""
    left: _Message | None = st.session_state.pop(_key(place), None)
    if left is not None:
        _draw(left, place)


def draw_while_failing() -> None:
    """Draw the message of the page, and again in each further drawing that fails, until `forget_failing`."""
    st.session_state[_FAILURES] = failures() + 1
    left: _Message | None = st.session_state.pop(_key(PAGE), None) or st.session_state.get(_key(_FAILING))
    if left is not None:
        st.session_state[_key(_FAILING)] = left
        _draw(left, PAGE)


def failures() -> int:
    """Return how many drawings have failed; a drawing within another may fail while the outer one goes on."""
    counted: int = st.session_state.get(_FAILURES, 0)
    return counted


def forget_failing() -> None:
    """Forget what was said while drawings failed: what it was about may be done since."""
    st.session_state.pop(_key(_FAILING), None)


def _draw(left: _Message, place: str) -> None:
    role = "alert" if left.css == "no" else "status"
    first = " wb-first" if place == PAGE else ""
    lines = "".join(f"<br>{esc(line)}" for line in left.lines)
    st.html(
        f'<div class="wb-msg{first} {left.css}" role="{role}"><b class="wb-{left.css}">{esc(left.head)}</b> '
        f"{esc(left.text)}{lines}</div>"
    )


def _key(place: str) -> str:
    return f"_message_{place}"
