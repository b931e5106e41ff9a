"""The question before sources are deleted: which ones, and what becomes of the verdicts that rest on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from claims.screens import session
from claims.screens.markup import esc
from claims.screens.wording import plural
from claims.workbench import Workbench

_NAMED = 12  # titles in the question; the others are counted


def confirm(
    workbench: Workbench, source_ids: Sequence[str], delete: Callable[[Callable[[int, int], None]], int]
) -> int | None:
    """Draw the question in an open dialog, and return how many sources were deleted; None where nothing was yet.

    Args:
        workbench: Whose library.
        source_ids: The sources that the question is about.
        delete: Deletes them, calls what it is given with the sources done and their number, and returns how many
            there still were.
    """
    count = len(source_ids)
    names = [
        esc(" · ".join(filter(None, (source.publisher, source.title or source.name))) or "Untitled")
        for source in map(workbench.library.source, source_ids[:_NAMED])
        if source is not None
    ]
    rest = f"<li>and {count - _NAMED:,} more</li>" if count > _NAMED else ""
    st.html(
        f"<p><b>{plural(count, 'source')}</b> with their passages and the earlier texts they replaced are taken out of "
        "the library, and no claim finds them any more. Verdicts keep the excerpts they were given on; they will say that "
        f"the source was deleted. This cannot be undone.</p><ul>{''.join(f'<li>{name}</li>' for name in names)}{rest}</ul>"
    )
    with st.container(horizontal=True):
        if st.button(f"Delete {count:,}", type="primary", key="confirm-delete-many"):
            bar = st.progress(0.0, f"0 of {count:,} deleted")

            def show(done: int, total: int) -> None:
                bar.progress(done / total, f"{done:,} of {total:,} deleted")

            return delete(show)
        if st.button("Keep them", key="keep-sources"):
            session.close_dialog()
            st.rerun()
    return None
