"""The claim workbench: page set-up, navigation, wiring. Start it with ``streamlit run workbench.py``."""

from __future__ import annotations

import streamlit as st

from claims.screens import frame


def main() -> None:
    """Draw the page that the address asks for."""
    st.set_page_config(page_title="Claim workbench", layout="wide", initial_sidebar_state="collapsed")
    frame.run()


main()
