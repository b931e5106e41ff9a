"""One column of passages in hand, so that letters can act on it: its source, its hits, what stands in it."""

from __future__ import annotations

import streamlit as st

from claims.screens.assets import script_element


def keys() -> None:
    """Let letters act on the column in hand; called where columns are drawn."""
    st.html(script_element("column_focus.js"), unsafe_allow_javascript=True)
