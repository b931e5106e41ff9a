"""The library page as a whole, and the work that goes on while it is read."""

from __future__ import annotations

import streamlit as st

from claims.screens import guard, masthead, messages, session
from claims.screens.library import followed, ingest, many, names, preparation, references, source_details, source_list
from claims.screens.wording import plural
from claims.workbench import Workbench


@guard.drawing(guard.PAGE)
def page() -> None:
    """Draw the library page, and then go on with the passages that are not prepared yet."""
    workbench = session.workbench()
    held = workbench.library.count()
    there = workbench.library.listing.choices()
    missing = workbench.library.count_missing() if held else 0
    head = st.empty()
    meta = _meta(workbench, held, workbench.library.listing.count_passages())
    head.html(masthead.markup("Library", meta))
    messages.draw()
    left, right = st.columns([9, 16], gap="medium")
    with left:
        ingest.draw(workbench)
        preparation.draw(missing)
        ingest.log()
        followed.draw(workbench)
        names.missing(workbench)
        names.aliases(workbench, there.publishers)
        if held:
            references.draw(workbench)
            preparation.anew()
    with right:
        chosen = source_list.draw(workbench, held, there)
        if chosen is not None:
            source_details.draw(workbench, chosen)
    source_details.dialogs(workbench)
    many.dialogs(workbench)
    followed.dialogs(workbench)
    references.dialogs(workbench)
    if preparation.wanted() and missing:
        preparation.go_on(workbench, lambda right: head.html(masthead.markup("Library", meta, right)))


def _meta(workbench: Workbench, sources: int, passages: int) -> str:
    library = workbench.library
    origins = library.count_origins()
    grouped = f", {origins:,} of them independent" if 0 < origins < sources else ""
    network = "addresses may be read" if library.versions.allowed else "sources stay on this machine"
    return f"{plural(sources, 'source')}{grouped} · {plural(passages, 'passage')} · {network}"
