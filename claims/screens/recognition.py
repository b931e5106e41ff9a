"""The progress of text recognition (OCR) while a scanned file is read; whatever is pressed meanwhile stops it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st


class Shown:
    """A bar in its place on the page, which is empty until a page is recognised."""

    def __init__(self) -> None:
        self._place = st.empty()

    def of(self, name: str) -> Callable[[int, int], None]:
        """Return what shows the pages of a file that are done, and how many there are."""

        def show(done: int, total: int) -> None:
            # A bar draws its label as Markdown, in which a file's name does not belong.
            with self._place.container():
                st.text(name)
                st.progress(done / total, f"Recognising text: page {min(done + 1, total):,} of {total:,}")

        return show
