"""How much of the window the passages have, and which of their words are in sight, measured where they are drawn."""

from __future__ import annotations

import streamlit as st

from claims.screens.assets import script_element
from claims.screens.markup import esc


def fit(drawn: str, claim_id: str) -> None:
    """Fit the columns into the window.

    Args:
        drawn: What is drawn in them, so that a new drawing is fitted anew.
        claim_id: Their claim; at another one the first column is in hand again.
    """
    st.html(
        f'<span class="wb-at-{esc(drawn)}" data-columns-of="{esc(claim_id)}"></span>{script_element("fit_columns_now.js")}',
        unsafe_allow_javascript=True,
    )
