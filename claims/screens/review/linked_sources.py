"""Addresses to which the article links and that the library does not have: added one by one, where that is allowed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

import streamlit as st

from claims.review.gates import NotSaved
from claims.screens import messages, session
from claims.screens.markup import esc
from claims.services.library import AddReport
from claims.workbench import Workbench
from sources.embedding import ModelUnavailable
from sources.reading import NotRead
from sources.source import Citation, Matches

_SHOWN = 3  # addresses of one claim; the next ones follow once these are added


def draw(workbench: Workbench, matches: Matches) -> None:
    """Draw a line for each address, with the way to add it; nothing where all are in the library."""
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
    if (more := len(matches.to_add) - _SHOWN) > 0:
        st.html(f'<p class="wb-sm wb-q">and {more} more that the article links to and the library does not have</p>')


def _add(workbench: Workbench, citation: Citation) -> None:
    """Read the address, store what it gives, and draw the page again with its passages."""
    try:
        with st.spinner("Reading the address, 45 s at most"):
            documents = workbench.library.versions.at(citation.address)
            if len(documents) == 1:  # a redirect gives another address, by which the note would not find it again
                documents = [replace(documents[0], url=citation.address)]
            reports = workbench.library.store(documents)
            with suppress(ModelUnavailable):  # it is found by words alone until the model is there
                workbench.library.embed_missing()
    except (NotRead, NotSaved) as problem:
        messages.say("no", "✗ Not added.", str(problem))
        st.rerun()
    messages.say(*said(reports, citation.address))
    st.rerun()


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
