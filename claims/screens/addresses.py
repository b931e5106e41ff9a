"""The section of the settings page on web addresses: whether they may be read, and what is never asked."""

from __future__ import annotations

import streamlit as st

from claims.review.gates import NotSaved
from claims.screens import guard, session
from claims.screens.sections import facts, refused, saved, section
from claims.services.settings import ADDRESSES_ALLOWED
from claims.settings import OFF, ON
from claims.workbench import Workbench
from sources.reading import limits

_NAME = "addresses"
_TEXT = (
    "Articles, sources and feeds can be read from web addresses. The site then learns that this machine asked, and when; "
    "nothing of your articles, notes or verdicts is sent. As long as this is off, nothing leaves this machine for an address, and "
    "the address of a source is a reference only."
)


def addresses(workbench: Workbench) -> None:
    """Draw the section."""
    with section(_NAME, "Addresses", _TEXT):
        on = workbench.settings.get(ADDRESSES_ALLOWED) == ON
        st.session_state["fetching-allowed"] = on
        st.toggle("Addresses may be read", key="fetching-allowed", on_change=_keep)
        facts(
            [
                ("Asked", "public sites by https:// or http:// on their usual port, certificates verified, no proxy"),
                ("Never asked", "this machine, its own network, and whatever a name or a redirect to them leads to"),
                ("Limits", _limits()),
            ]
        )


def _limits() -> str:
    size, seconds = limits.FILE_BYTES // 2**20, limits.ADDRESS_SECONDS
    return (
        f"{size} MB, {seconds} s in all, {limits.REDIRECTS} redirects, {limits.TRIES} tries when a server is at fault"
    )


@guard.act
def _keep() -> None:
    value = ON if st.session_state["fetching-allowed"] else OFF
    try:
        session.workbench().settings.keep(ADDRESSES_ALLOWED, value)
    except NotSaved as problem:
        refused(_NAME, problem)
    else:
        saved(_NAME, "Addresses may be read." if value == ON else "Addresses are not read.")
