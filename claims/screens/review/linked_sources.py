"""Addresses to which the article links and that the library does not have: added where that is allowed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import streamlit as st

from claims.review.gates import NotSaved
from claims.screens import guard, messages, session
from claims.screens.markup import esc
from claims.services.library import AddReport
from claims.workbench import Workbench
from sources.embedding import ModelUnavailable
from sources.reading import NotRead
from sources.source import Citation, Matches

Line = tuple[str, str, str, str]
"""Colour, head, address, and what to say of it."""

DIALOG = "linked"

_SHOWN = 3  # addresses of one claim; the others are in the window of all
_LISTED = 100  # lines of that window, some three screens
_WANTED, _LINES = "_linked-wanted", "_linked-lines"


def draw(workbench: Workbench, article_id: str, matches: Matches) -> None:
    """Draw a line for each address, with the ways to add it and all; nothing where all are in the library."""
    if not matches.to_add:
        return
    allowed = workbench.library.versions.allowed
    for citation in matches.to_add[:_SHOWN]:
        with st.container(key=f"linked-{citation.number}", horizontal=True, vertical_alignment="center"):
            st.html(
                f'<div class="wb-strip"><b class="wb-un">◇ Linked by the article</b>, note {citation.number}, and not in '
                f"the library: {esc(citation.address)}</div>",
                width="stretch",
            )
            if allowed and st.button("Read and add", key=f"add-linked-{citation.number}"):
                _add(workbench, citation)
            if not allowed and st.button("Addresses are not read: settings", key=f"allow-linked-{citation.number}"):
                session.open_page("Settings")
    more = len(matches.to_add) - _SHOWN
    count = len(workbench.library.matching.linked(article_id)) if allowed else 0
    if more <= 0 and count <= 1:
        return
    with st.container(key="linked-all", horizontal=True, vertical_alignment="center"):
        if more > 0:
            st.html(
                f'<p class="wb-sm wb-q">and {more} more that the article links to and the library does not have</p>',
                width="content",
            )
        if count > 1:
            st.button(
                f"Add all {count} that the article links to",
                key="add-all-linked",
                type="tertiary",
                on_click=_open,
                args=(article_id,),
            )


@guard.act
def _open(article_id: str) -> None:
    st.session_state.pop(_LINES, None)
    session.open_dialog(DIALOG, article_id)


def _add(workbench: Workbench, citation: Citation) -> None:
    """Read the address, store what it gives, and draw the page again with its passages."""
    try:
        with st.spinner("Reading the address, 45 s at most; a scanned file takes seconds a page"):
            reports = workbench.library.add_address(citation.address)
            with suppress(ModelUnavailable):  # it is found by words alone until the model is there
                workbench.library.embed_missing()
    except (NotRead, NotSaved) as problem:
        messages.say("no", "✗ Not added.", str(problem))
        st.rerun()
    messages.say(*said(reports, citation.address))
    st.rerun()


@st.dialog("Add all that the article links to", width="large", on_dismiss=session.close_dialog)
@guard.drawing(guard.WINDOW)
def all_linked(workbench: Workbench, article_id: str) -> None:
    """Draw the window in which all addresses are read, one after the other; it can be stopped between two."""
    if st.session_state.pop(_WANTED, False):
        st.button("Stop", key="stop-linked")
        _add_all(workbench, workbench.library.matching.linked(article_id))
        st.rerun()
    lines: list[Line] = st.session_state.get(_LINES, [])
    missing = workbench.library.matching.linked(article_id)
    tried = {address for _, _, address, _ in lines}
    untried = [one for one in missing if one.address not in tried]
    if lines:
        added = sum(css == "ok" for css, _, _, _ in lines)
        st.html(
            f'<p role="status"><b>{added:,} of {len(lines):,} added.</b></p>'
            f'<ul class="wb-log">{"".join(map(_row, lines[:_LISTED]))}</ul>'
        )
    if untried:
        listed = "".join(f"<li>{esc(one.address)}</li>" for one in untried[:_LISTED])
        rest = f"<li>and {len(untried) - _LISTED:,} more</li>" if len(untried) > _LISTED else ""
        st.html(
            '<p class="wb-sm">Each site learns that this machine asked; nothing of your article is sent. Reading one '
            "takes 45 s at most, and seconds more for each page of a scanned file. What was added stays when you stop.</p>"
            f"<ul>{listed}{rest}</ul>"
        )
    with st.container(horizontal=True):
        if untried:
            st.button(f"Read and add {len(untried):,}", type="primary", key="start-linked", on_click=_start)
        if st.button("Close", key="close-linked"):
            session.close_dialog()
            st.rerun()


@guard.act
def _start() -> None:
    st.session_state[_WANTED] = True
    st.session_state.setdefault(_LINES, [])


def _add_all(workbench: Workbench, citations: Sequence[Citation]) -> None:
    """Read the addresses that were not tried yet; whatever is pressed meanwhile ends this between two."""
    lines: list[Line] = st.session_state[_LINES]
    tried = {address for _, _, address, _ in lines}
    untried = [one for one in citations if one.address not in tried]
    bar, place = st.progress(0.0), st.empty()
    for done, citation in enumerate(untried):
        bar.progress(done / len(untried), f"Reading address {done + 1:,} of {len(untried):,}")
        place.text(citation.address)
        try:
            css, head, text = said(workbench.library.add_address(citation.address), citation.address)
        except (NotRead, NotSaved) as problem:
            css, head, text = "no", "✗ Not added.", str(problem)
        lines.append((css, head, citation.address, text))
    bar.progress(1.0, "Preparing passages")
    with suppress(ModelUnavailable):  # they are found by words alone until the model is there
        workbench.library.embed_missing()


def _row(line: Line) -> str:
    css, head, address, text = line
    return (
        f'<li><b class="wb-{css or "q"}">{esc(head.rstrip("."))}</b>'
        f'<span>{esc(address)} <span class="wb-q">{esc(text)}</span></span></li>'
    )


def said(reports: Sequence[AddReport], address: str) -> tuple[str, str, str]:
    """Return what to say of the sources that an address gave: colour, head and sentences."""
    names = {
        status: ", ".join(one.title or one.name or address for one in reports if one.status == status)
        for status in ("added", "known")
    }
    notices = [one.message for one in reports if one.message]
    if names["added"]:
        text = f"{names['added']} is in the library now. Read the passage before you pin it."
        return "ok", "✓ Added.", " ".join((text, *notices))
    if names["known"]:
        text = f"{names['known']} is in the library already."
        return "", "= Known.", " ".join((text, "Nothing was added.", *notices))
    return "no", "✗ Not added.", " ".join(notices) or "The address gave no source."
