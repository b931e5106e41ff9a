"""The keys that decide and step act only while the claim in focus can be read; a script of the page sees to it."""

from __future__ import annotations

import streamlit as st

from claims.claim import Claim
from claims.screens.assets import script_element
from claims.screens.markup import esc


def claim_keys(claim: Claim, *, keys: bool) -> None:
    """Bring a claim that comes into focus into the window, and hold back keys while it is not there.

    Args:
        claim: The claim in focus.
        keys: Whether letters and digits press the buttons; the script says so on the root element, for the style sheet.
    """
    letters = " data-letters" if keys else ""
    st.html(
        f'<span class="wb-at-{esc(claim.id)}-{claim.version}"{letters}></span>{script_element("claim_keys_now.js")}',
        unsafe_allow_javascript=True,
    )
