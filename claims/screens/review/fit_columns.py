"""How much of the window the passages have, and which of their words are in sight, measured where they are drawn."""

from __future__ import annotations

import streamlit as st

from claims.screens.assets import script_element
from claims.screens.markup import esc


def fit(drawn: str) -> None:
    """Fit the columns into the window; ``drawn`` says what is drawn in them, so that a new drawing is fitted anew."""
    st.html(
        f'<span class="wb-at-{esc(drawn)}"></span>{script_element("fit_columns.js")}', unsafe_allow_javascript=True
    )
