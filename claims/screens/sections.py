"""The parts of a page of settings: a section with its explanation, what holds now, and what came of saving."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from claims.review.gates import NotSaved
from claims.screens import guard, messages, session
from claims.screens.markup import esc
from claims.screens.wording import clock
from claims.settings import OFF, ON, Setting
from claims.workbench import Workbench, now_utc


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


def switch(
    workbench: Workbench,
    name: str,
    setting: Setting,
    label: str,
    *,
    on: str,
    off: str,
    key: str = "",
    then: Callable[[], object] | None = None,
) -> None:
    """Draw a setting that is on or off, and keep it when it is pressed.

    Args:
        workbench: Where it is kept.
        name: Of the section.
        setting: What is switched.
        label: The words beside it.
        on: What holds then, told once it was switched on.
        off: The same for off.
        key: Of the widget; the last part of the setting's name where none is given.
        then: What else a press does, kept or refused.
    """
    key = key or setting.name.rpartition(".")[2]
    st.session_state[key] = workbench.settings.get(setting) == ON
    st.toggle(label, key=key, on_change=_keep, args=(name, setting, key, on, off, then))


@guard.act
def _keep(name: str, setting: Setting, key: str, on: str, off: str, then: Callable[[], object] | None) -> None:
    pressed = bool(st.session_state[key])
    try:
        session.workbench().settings.keep(setting, ON if pressed else OFF)
    except NotSaved as problem:
        refused(name, problem)
    else:
        saved(name, on if pressed else off)
    if then is not None:
        then()


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
