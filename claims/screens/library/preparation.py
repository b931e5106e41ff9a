"""Preparing passages while the page is read: it goes on after every act, can be stopped, and starts again.

The work is the last thing that a run of the page does. Whatever is pressed meanwhile ends that run between two chunks
and is answered first; what was prepared is kept, and the next run goes on with the rest.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from claims.screens import guard, masthead, session
from claims.screens.wording import plural, seconds_left
from claims.services.library import Progress
from claims.workbench import Workbench
from sources.embedding import ModelUnavailable

_WANTED, _PROBLEM = "_preparing", "_not_prepared"


@guard.act
def want() -> None:
    """Prepare what is missing at the end of this and the next runs."""
    st.session_state[_WANTED] = True
    st.session_state.pop(_PROBLEM, None)


def wanted() -> bool:
    """Return whether this session is preparing passages."""
    return bool(st.session_state.get(_WANTED))


def draw(missing: int) -> None:
    """Draw what stops or starts the work, where there is any."""
    problem = st.session_state.get(_PROBLEM)
    if problem:
        st.html(f'<div class="wb-msg no" role="alert"><b class="wb-no">✗ Not prepared.</b> {problem}</div>')
    if not missing:
        return
    with st.container(key="work"):
        if wanted():
            st.button("Stop preparing", key="stop-preparing", on_click=_stop)
            return
        st.html(
            f'<div class="wb-msg un"><b class="wb-un">! {plural(missing, "passage")} not prepared.</b> They are stored '
            "and cannot be found by meaning until the work goes on.</div>"
        )
        st.button("Go on preparing", key="go-on-preparing", type="primary", on_click=want)


def go_on(workbench: Workbench, show: Callable[[str], object]) -> None:
    """Prepare all that is missing, then draw the page anew.

    Args:
        workbench: Whose library.
        show: Draws the progress, given as HTML, in the head of the page.
    """

    def progress(step: Progress) -> None:
        left = " · ".join(filter(None, (seconds_left(step.seconds_left), "you can go on working")))
        show(masthead.waiting("Preparing passages", step.done, step.total, left, step.name))

    show(masthead.waiting("Preparing passages", 0, workbench.library.count_missing(), "loading the model", ""))
    try:
        workbench.library.embed_missing(progress=progress)
    except ModelUnavailable as problem:
        from claims.screens.markup import esc

        st.session_state[_PROBLEM] = esc(problem)
    st.session_state.pop(_WANTED, None)
    st.rerun()


def anew() -> None:
    """Draw the way to prepare every passage again."""
    with st.container(key="anew"), st.popover("Prepare all passages again"):
        st.html(
            '<p class="wb-sm">Each passage is embedded once, by its words, and kept. Do this after a model was exchanged, '
            "or when searches look wrong. Until it is done, a search finds less. It can be stopped and taken up again.</p>"
        )
        st.button("Prepare all again", key="prepare-anew", on_click=_anew)


@guard.act
def _anew() -> None:
    session.workbench().library.forget_vectors()
    want()


@guard.act
def _stop() -> None:
    st.session_state.pop(_WANTED, None)
