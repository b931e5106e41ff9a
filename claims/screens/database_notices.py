"""What is wrong with the place the work is kept in, above every page for as long as it is so."""

from __future__ import annotations

import streamlit as st

from claims.screens.markup import esc
from claims.screens.wording import clock, day
from claims.workbench import Workbench


def draw(workbench: Workbench) -> None:
    """Draw a strip for another server on the same file, and for triggers that were missing."""
    other = workbench.other_server()
    if other is not None:
        since = f", started on {day(other.started.date())} at {clock(other.started)}" if other.started else ""
        process = f", process {other.process}" if other.process else ""
        _strip(
            f"Another workbench{since}{process}, uses this database file.",
            "Nothing is overwritten, but what is decided there shows here only after the next act. Stop one of the two.",
        )
    if workbench.restored_triggers:
        _strip(
            "The history of this database was not protected when it was opened.",
            f"These triggers were missing and are back: {', '.join(workbench.restored_triggers)}. Lines of the history may have "
            "been changed or deleted meanwhile; compare it with a backup or a verdict CSV.",
        )


def _strip(head: str, text: str) -> None:
    st.html(f'<div class="wb-msg un" role="status"><b class="wb-un">! {esc(head)}</b> {esc(text)}</div>')
