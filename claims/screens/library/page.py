"""The library page as a whole, and the work that goes on while it is read."""

from __future__ import annotations

import streamlit as st

from claims.desk import Desk
from claims.screens import guard, masthead, session
from claims.screens.library import bringing_in, names, selected, shelves, work
from claims.screens.markup import esc
from claims.screens.wording import plural


@guard.drawing(guard.PAGE)
def page() -> None:
    """Draw the library page, and then go on with the passages that are not prepared yet."""
    desk = session.desk()
    held = desk.library.count()
    there = desk.library.listing.choices()
    missing = desk.library.missing() if held else 0
    head = st.empty()
    meta = _meta(desk, held, desk.library.listing.count_passages())
    head.html(masthead.markup("Library", meta))
    session.message()
    left, right = st.columns([9, 16], gap="medium")
    with left:
        bringing_in.draw(desk)
        work.draw(missing)
        bringing_in.log()
        names.missing(desk)
        names.aliases(desk, there.publishers)
        if held:
            work.anew()
    with right:
        chosen = shelves.draw(desk, held, there)
        if chosen is not None:
            selected.draw(desk, chosen)
    selected.dialogs(desk)
    if work.wanted() and missing:
        work.go_on(desk, lambda right: head.html(masthead.markup("Library", meta, right)))


def _meta(desk: Desk, sources: int, passages: int) -> str:
    worker = desk.library.worker
    model = f" · embedded with {esc(worker.model_id)}" if worker.state == "ready" else ""
    origins = desk.library.count_origins()
    grouped = f" · {plural(origins, 'origin')}" if origins else ""
    network = "addresses may be read" if desk.library.versions.allowed else "sources stay on this machine"
    return f"{plural(sources, 'source')} · {plural(passages, 'passage')}{grouped}{model} · {network}"
