"""The claim workbench: page set-up, navigation, wiring. Start it with ``streamlit run workbench.py``."""

from __future__ import annotations

import streamlit as st

from claims.screens import security, stopping


def main() -> None:
    """Draw the page that the address asks for."""
    # Imported at the first visit: the server answers sooner.
    from claims.screens import app_shell

    st.set_page_config(page_title="Claim workbench", layout="wide", initial_sidebar_state="collapsed")
    app_shell.run()


# The server imports this file under its name and takes `app`; each visit runs it as the main script.
if __name__ == "__main__":
    main()
else:
    app = st.App(__file__, lifespan=stopping.quiet_stop, middleware=security.middleware())
