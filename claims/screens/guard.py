"""The last guard: whatever fails in an act or in a drawing ends in a sentence, never in Streamlit's error box.

    @guard.act                      a callback: "Not saved", and the page is drawn
    @guard.drawing("This page ...")  a page, a fragment or a dialog: the sentence, "Try again", the rest of the page

Callbacks need a guard of their own: Streamlit runs them before the page, and draws no page when one fails.
Streamlit ends a run with exceptions that are no `Exception` (rerun, stop, another page); they pass.

A message of an exception can hold the text of an article or a note, so the log gets the types and the frames alone.
"""

from __future__ import annotations

import logging
import secrets
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import wraps
from typing import ParamSpec, TypeVar

import streamlit as st

from claims.review.gates import NotSaved, Unavailable
from claims.screens import messages, session
from claims.screens.markup import esc
from claims.splitting import ParserError
from claims.workbench import DatabaseRefused, DatabaseUnavailable
from sources.embedding import ModelUnavailable
from sources.reading import NotRead

PAGE = "This page could not be read."
WINDOW = "This window could not be shown, or what you asked for in it was not done."
FORESEEN = (NotSaved, DatabaseRefused, DatabaseUnavailable, NotRead, ModelUnavailable, ParserError)
"""What carries a sentence for the person."""

_POLL_SECONDS = 2.0  # between two looks whether the database answers again
_log = logging.getLogger(__name__)
Given = ParamSpec("Given")
Result = TypeVar("Result")


def act(callback: Callable[Given, None]) -> Callable[Given, None]:
    """Guard a callback: when it fails, the next drawing says that nothing was saved, and why."""

    @wraps(callback)
    def guarded(*given: Given.args, **named: Given.kwargs) -> None:
        try:
            callback(*given, **named)
        except Exception as problem:  # noqa: BLE001 - whatever it is, the page must be drawn
            messages.say("no", "✗ Not saved.", sentence(problem))

    return guarded


def drawing(head: str, *, database: bool = True) -> Callable[[Callable[Given, None]], Callable[Given, None]]:
    """Guard what draws a page, a fragment or a dialog: when it fails, the place says so and offers to try again.

    While the database does not answer, nothing is drawn that would wait for it; the place comes back by itself.

    Args:
        head: What could not be done, as a sentence.
        database: Whether the drawing needs the database.
    """

    def guard(draw: Callable[Given, None]) -> Callable[Given, None]:
        @wraps(draw)
        def guarded(*given: Given.args, **named: Given.kwargs) -> None:
            try:
                if database:
                    session.workbench().check_answers()
                failed = messages.failures()
                draw(*given, **named)
                if database and messages.failures() == failed:
                    messages.forget_failing()
            except Exception as problem:  # noqa: BLE001 - whatever it is, the rest of the page must be drawn
                _say_failed(head, problem, f"{draw.__module__}.{draw.__qualname__}")

        return guarded

    return guard


def download(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """Guard what makes a file for a download: Streamlit says that it failed, and logs what is raised here."""

    @wraps(make)
    def guarded() -> bytes:
        try:
            return make()
        except Exception as problem:  # noqa: BLE001 - its message may hold a reviewer's text
            said = sentence(problem)
        raise RuntimeError(said)

    return guarded


def sentence(problem: BaseException) -> str:
    """Return what a person is told of a failure; what nobody foresaw goes to the log."""
    if isinstance(problem, (DatabaseUnavailable, Unavailable)):
        _log.warning("The database did not serve: %s", problem)
    if isinstance(problem, DatabaseUnavailable):  # "Not saved: the disk is full ...": the head says the first part
        why = str(problem).partition(": ")[2]
        return why[:1].upper() + why[1:]
    if isinstance(problem, FORESEEN):
        return str(problem)
    reference = secrets.token_hex(4)
    _log.error("Unforeseen fault %s\n%s", reference, "\n".join(_causes(problem)))
    return (
        "Something happened that the workbench did not foresee. "
        f"The cause is in the log of the server, under {reference}."
    )


def _causes(problem: BaseException) -> Iterator[str]:
    """Return types and frames of an exception and of those behind it; no messages and no values."""
    seen: set[int] = set()
    behind: BaseException | None = problem
    while behind is not None and id(behind) not in seen:
        seen.add(id(behind))
        yield f"{type(behind).__module__}.{type(behind).__qualname__}, raised through"
        for frame in traceback.extract_tb(behind.__traceback__):
            yield f"  {frame.filename}:{frame.lineno} in {frame.name}"
        behind = behind.__cause__ or behind.__context__


def _say_failed(head: str, problem: BaseException, place: str) -> None:
    with suppress(Exception):  # where the message itself cannot be drawn
        messages.draw_while_failing()  # what the act before has to say; the place is drawn again until it succeeds
    shown = "The database cannot be used." if isinstance(problem, DatabaseRefused) else head
    st.html(
        f'<div class="wb-msg no" role="alert"><b class="wb-no">✗ {esc(shown)}</b> {esc(sentence(problem))} '
        "Nothing that was saved is lost.</div>"
    )
    if isinstance(problem, (DatabaseUnavailable, Unavailable)):
        st.html('<p class="wb-sm wb-q">The page goes on by itself when the database answers again.</p>')
        _wait(time.monotonic())
    st.button("Try again", key=f"try-again-{place}", type="primary")


@st.fragment(run_every=_POLL_SECONDS)
def _wait(since: float) -> None:
    """Draw the page again when the database answers, but not in the run that failed: it would fail for ever.

    This is no guarded drawing: where it fails, the place above says what is wrong.
    """
    if time.monotonic() - since < _POLL_SECONDS / 2:
        return
    try:
        session.workbench().check_answers()
    except Exception:  # noqa: BLE001 - whatever it is, the next look comes
        return
    st.rerun()
