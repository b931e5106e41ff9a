"""Addresses to which the article links and that the library does not have: added one by one, where that is allowed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import streamlit as st

from claims.review.gates import NotSaved
from claims.screens import messages, session
from claims.screens.markup import esc
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
    added = ", ".join(report.title or report.name or citation.address for report in reports)
    messages.say("ok", "✓ Added.", f"{added} is in the library now. Read the passage before you pin it.")
    st.rerun()
