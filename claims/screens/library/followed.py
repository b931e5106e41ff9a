"""The feeds and folders that are followed: named here, looked at on demand, with what each look brought."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from claims.review.gates import NotSaved
from claims.screens import guard, messages, session
from claims.screens.fields import text_input
from claims.screens.library import deletion
from claims.screens.markup import esc
from claims.screens.sections import switch
from claims.screens.wording import clock, day, plural
from claims.services.following import AT_START, Followed
from claims.workbench import Workbench
from sources.reading.limits import ADDRESS_CHARACTERS

if TYPE_CHECKING:
    from datetime import datetime

_PLACE = "followed"
_TAKE_OUT, _LOOK = "take-out-followed", "_look_taken_out"
_LOOK_SECONDS = 1.5  # between two looks at how far it is
_SEEN_RUNNING = "_followed_running"


def draw(workbench: Workbench) -> None:
    """Draw what is followed, and the form for more."""
    places = workbench.following.all()
    new = sum(place.new for place in places)
    with st.container(key="followed"):
        count = f" · {new:,} new" if new else ""
        st.html(
            f'<div class="wb-sec"><h2 class="wb-h">Followed feeds and folders<span class="wb-q">{count}</span></h2></div>'
        )
        messages.draw(_PLACE)
        if workbench.following.running:
            _moving(workbench)
        else:
            _shown(workbench, places)
        with st.popover("Follow a feed or a folder"):
            _form(workbench)


@st.fragment(run_every=_LOOK_SECONDS)
@guard.drawing("How far the look is could not be shown.")
def _moving(workbench: Workbench) -> None:
    """Draw what is looked at just now, again and again until it is done."""
    if not workbench.following.running:
        st.rerun()
    _shown(workbench, workbench.following.all())


def _shown(workbench: Workbench, places: list[Followed]) -> None:
    if not places:
        st.html(
            '<p class="wb-sm wb-q">None yet. Name the feed of an agency, or a folder into which you save reports: '
            "what is new there becomes a source.</p>"
        )
        return
    if workbench.following.problem:
        problem = esc(workbench.following.problem)
        st.html(f'<div class="wb-msg no" role="alert"><b class="wb-no">✗ Ended early.</b> {problem}</div>')
    running = workbench.following.running
    for place in places:
        st.html(_line(place, in_hand=workbench.following.in_hand == place.id))
        with st.container(key=f"followed-acts-{place.id}", horizontal=True):
            if place.new and place.looked_at:
                st.button(
                    f"Delete the {plural(place.new, 'new source')}",
                    key=f"followed-out-{place.id}",
                    type="tertiary",
                    disabled=running,
                    on_click=_ask,
                    args=(place.id, place.looked_at),
                )
            st.button(
                "Stop following",
                key=f"followed-stop-{place.id}",
                type="tertiary",
                disabled=running,
                on_click=_unfollow,
                args=(place.id, place.address),
            )
    if workbench.following.preparing:
        st.html('<p class="wb-sm wb-q" role="status">Preparing the passages of what is new.</p>')
    if running:
        st.button("Stop checking", key="followed-end", on_click=guard.act(workbench.following.stop))
    else:
        st.button("Check now", key="followed-look", on_click=guard.act(workbench.following.look))


def _line(place: Followed, *, in_hand: bool) -> str:
    where = '<b class="wb-un">! outside this machine</b>' if place.outside else "on this machine"
    if in_hand:
        state = "being checked"
    elif place.looked_at is None:
        state = "not checked yet"
    else:
        new = f"{place.new:,} new" if place.new else "nothing new"
        state = f"{new} · checked {day(place.looked_at.date())} {clock(place.looked_at)}"
    problem = f'<div class="wb-msg un"><b class="wb-un">!</b> {esc(place.problem)}</div>' if place.problem else ""
    return (
        f'<div class="wb-followed"><b>{esc(place.name)}</b> {where}<span class="wb-q"> · {esc(state)}</span>'
        f'<div class="wb-sm wb-q">{esc(place.address)}</div>{problem}</div>'
    )


def _form(workbench: Workbench) -> None:
    with st.form("follow", border=False, clear_on_submit=True):
        st.html(
            '<p class="wb-sm">What is there and what comes later becomes a source, each entry and file once. A feed is '
            "asked only where addresses may be read; its site learns that this machine asked. A folder is read with "
            "the folders in it, and without links that lead out of it.</p>"
        )
        where = text_input(
            "Address of a feed, or whole path of a folder on this machine",
            placeholder="https://agency.example/feed.xml",
            max_chars=ADDRESS_CHARACTERS,
            key="follow-where",
        )
        if st.form_submit_button("Follow", type="primary"):
            try:
                place = workbench.following.follow(where or "")
            except NotSaved as problem:
                messages.say("no", "✗ Not followed.", str(problem), place=_PLACE)
            else:
                messages.say("ok", "✓ Followed.", place.address, place=_PLACE)
            st.rerun()
    switch(
        workbench,
        _PLACE,
        AT_START,
        "Check them when the workbench starts",
        on="They are checked when the workbench starts, feeds where addresses may be read.",
        off="They are checked when you press Check now.",
        key="followed-at-start",
    )


@guard.act
def _ask(followed_id: str, looked_at: datetime) -> None:
    """Ask before the sources of a look are deleted; where none is left there is nothing to ask."""
    if session.workbench().following.added(followed_id, looked_at):
        st.session_state[_LOOK] = (followed_id, looked_at)
        session.open_dialog(_TAKE_OUT, followed_id)
    else:
        session.workbench().following.take_out(followed_id, looked_at)
        messages.say("un", "Nothing to delete.", "The sources of that check were deleted already.", place=_PLACE)


def dialogs(workbench: Workbench) -> None:
    """Open the dialog that was asked for."""
    if session.dialog()[0] == _TAKE_OUT:
        _take_out(workbench, *st.session_state[_LOOK])


@st.dialog("Delete these sources?", on_dismiss=session.close_dialog)
@guard.drawing(guard.WINDOW)
def _take_out(workbench: Workbench, followed_id: str, looked_at: datetime) -> None:
    gone = deletion.confirm(
        workbench,
        workbench.following.added(followed_id, looked_at),
        lambda show: workbench.following.take_out(followed_id, looked_at, progress=show),
    )
    if gone is not None:
        text = f"{plural(gone, 'source')} deleted; a later check does not add them again."
        messages.say("ok", "✓ Deleted.", text, place=_PLACE)
        session.close_dialog()
        st.rerun()


@guard.act
def _unfollow(followed_id: str, address: str) -> None:
    session.workbench().following.unfollow(followed_id)
    messages.say("ok", "✓ No longer followed.", f"{address}: its sources stay in the library.", place=_PLACE)
