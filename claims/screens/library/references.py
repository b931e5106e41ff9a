"""Details of sources from a reference manager: what a file would fill in is shown before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from claims.screens import guard, messages, session
from claims.screens.markup import esc
from claims.screens.wording import day, plural
from claims.services.library import Filling, Plan
from claims.workbench import Workbench
from sources.reading import NotRead
from sources.reading.references import ENDINGS

_DIALOG = "references"
_PLAN, _FILLED = "_references-plan", "_references-filled"
_PLACE = "references"
_LISTED = 100  # sources or titles; some three screens
_CALLED = {"title": "title", "publisher": "publisher", "author": "author", "published": "date", "url": "address"}


def draw(workbench: Workbench) -> None:
    """Draw the way in, and the way back from what was filled in last."""
    with st.container(key="references"):
        messages.draw(_PLACE)
        if st.session_state.get(_FILLED):
            st.button("Undo", key="empty-again", on_click=_empty_again)
        with (
            st.popover("Details from a reference manager"),
            st.form("references-in", border=False, clear_on_submit=True),
        ):
            st.html(
                '<p class="wb-sm">Zotero and others export what they know of a text: title, publisher, author, date, '
                "address. A reference goes to the source that has its title, or whose file has it as its name. It fills "
                "in what the source lacks, and writes nothing over.</p>"
            )
            upload = st.file_uploader(
                "One file: CSL-JSON (.json), RIS (.ris) or BibTeX (.bib)", type=list(ENDINGS), key="references-file"
            )
            if st.form_submit_button("Show what it fills in"):
                _look(workbench, upload.getvalue() if upload else b"", upload.name if upload else "")


def _look(workbench: Workbench, data: bytes, name: str) -> None:
    if not name:
        messages.say("no", "✗ No file.", "Choose a file first. Nothing was changed.", place=_PLACE)
        st.rerun()
    try:
        st.session_state[_PLAN] = workbench.library.plan_details(data, name)
    except NotRead as problem:
        messages.say("no", "✗ Not read.", f"{problem} Nothing was changed.", place=_PLACE)
    else:
        session.open_dialog(_DIALOG, "")
    st.rerun()


def dialogs(workbench: Workbench) -> None:
    """Open the dialog with what would be filled in, if it was asked for."""
    if session.dialog()[0] == _DIALOG and isinstance(st.session_state.get(_PLAN), Plan):
        _shown(workbench)


@st.dialog("Fill in these details?", width="large", on_dismiss=session.close_dialog)
@guard.drawing(guard.WINDOW)
def _shown(workbench: Workbench) -> None:
    plan: Plan = st.session_state[_PLAN]
    count = len(plan.fillings)
    st.html(
        f"<p><b>{plural(count, 'source')} would get details.</b> {plural(plan.complete, 'reference')} found with nothing to "
        f"fill in, {len(plan.unmatched):,} without a source, {len(plan.ambiguous):,} with several sources.</p>"
    )
    if count:
        rest = f"<li>and {count - _LISTED:,} more</li>" if count > _LISTED else ""
        st.html(f'<ul class="wb-log wb-plain">{"".join(map(_row, plan.fillings[:_LISTED]))}{rest}</ul>')
    _titles("No source has these titles", plan.unmatched)
    _titles("Several sources have these titles; nothing is filled in there", plan.ambiguous)
    with st.container(horizontal=True):
        if count and st.button(f"Fill in {count:,}", type="primary", key="fill-in"):
            _fill_in(workbench, plan.fillings)
        if st.button("Change nothing" if count else "Close", key="fill-in-nothing"):
            session.close_dialog()
            st.rerun()


def _row(filling: Filling) -> str:
    new = "<br>".join(
        f"{_CALLED[name].capitalize()}: {esc(day(value) if isinstance(value, date) else value)}"
        for name, value in filling.new.items()
    )
    return f"<li><p><b>{esc(filling.name or 'Untitled')}</b><br>{new}</p></li>"


def _titles(heading: str, titles: Sequence[str]) -> None:
    if not titles:
        return
    rest = f"<li>and {len(titles) - _LISTED:,} more</li>" if len(titles) > _LISTED else ""
    rows = "".join(f"<li>{esc(title)}</li>" for title in titles[:_LISTED])
    st.html(f'<h3 class="wb-h">{heading}</h3><ul>{rows}{rest}</ul>')


def _fill_in(workbench: Workbench, fillings: Sequence[Filling]) -> None:
    done = workbench.library.fill_in(fillings)
    st.session_state[_FILLED] = done
    changed = (
        f" {plural(len(fillings) - len(done), 'source')} had changed meanwhile." if len(done) < len(fillings) else ""
    )
    messages.say("ok", "✓ Filled in.", f"Details of {plural(len(done), 'source')}.{changed}", place=_PLACE)
    session.close_dialog()
    st.rerun()


@guard.act
def _empty_again() -> None:
    fillings = st.session_state.pop(_FILLED, [])
    done = session.workbench().library.empty_again(fillings)
    kept = len(fillings) - len(done)
    rest = f" {plural(kept, 'source')} changed since, and stayed." if kept else ""
    messages.say("ok", "✓ Undone.", f"{plural(len(done), 'source')} as before.{rest}", place=_PLACE)
