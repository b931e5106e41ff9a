"""The parts of a page of settings: a section with its explanation, what holds now, and what came of saving."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from claims.review.gates import NotSaved
from claims.screens import messages
from claims.screens.markup import esc
from claims.screens.wording import clock
from claims.workbench import now_utc


@contextmanager
def section(name: str, title: str, text: str) -> Iterator[None]:
    """Draw a section: heading and explanation at the left, whatever is drawn inside at the right.

    Args:
        name: Unlike that of any other section; a message left with `saved` or `refused` under it shows here.
        title: The heading.
        text: HTML, already escaped: what the setting does, in two or three sentences.
    """
    with st.container(key=f"set-{name}"):
        left, right = st.columns([9, 16], gap="large")
        left.html(f'<div class="wb-sec"><h2 class="wb-sech">{esc(title)}</h2><p class="wb-settext">{text}</p></div>')
        with right, st.container(key=f"setbody-{name}"):
            messages.draw(name)
            yield


def saved(name: str, words: str) -> None:
    """Leave a message for the next run of the section: it was kept, and what holds now."""
    messages.say("ok", f"✓ Saved {clock(now_utc())}.", words, place=name)


def refused(name: str, problem: NotSaved) -> None:
    """Leave the reason for the next run of the section; what held before holds on."""
    messages.say("no", "✗ Not saved.", str(problem), place=name)


def facts(rows: Sequence[tuple[str, str]]) -> None:
    """Draw what holds now.

    Args:
        rows: A name, escaped here, and HTML, already escaped.
    """
    body = "".join(f"<tr><th scope='row'>{esc(name)}</th><td>{what}</td></tr>" for name, what in rows)
    st.html(f'<div class="wb-wrap"><table class="wb-t wb-holds">{body}</table></div>')
