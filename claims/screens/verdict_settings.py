"""The section of the settings page on verdicts: what a reviewer is asked, and what must have a reason."""

from __future__ import annotations

import streamlit as st

from claims.review.gates import NotSaved
from claims.screens import guard, session
from claims.screens.sections import refused, saved, section
from claims.settings import ASKS_ABOUT_OPEN_TERMS, ASKS_DID_THEY_SAY_IT, OFF, ON, REASON_REQUIRED
from claims.workbench import Workbench

_NAME = "verdicts"
_FIELD = "reason-required"
_ASKS = "asks-about-open-terms"
_WHO_SAID = "asks-did-they-say-it"
_TEXT = (
    "Unclear always has a reason. Verified and disputed may have one: with this on they must, and Enter no longer passes "
    "the question over. Verdicts that were given before stay as they are, and so do those of a CSV that is brought in."
)


def verdicts(workbench: Workbench) -> None:
    """Draw the section."""
    with section(_NAME, "Verdicts", _TEXT):
        st.session_state[_FIELD] = workbench.settings.get(REASON_REQUIRED) == ON
        st.toggle("Verified and disputed must have a reason", key=_FIELD, on_change=_keep)
        st.session_state[_ASKS] = workbench.settings.get(ASKS_ABOUT_OPEN_TERMS) == ON
        st.toggle(
            "Ask before a claim is verified in full over an open figure, name, date or negation",
            key=_ASKS,
            on_change=_keep_asking,
        )
        st.session_state[_WHO_SAID] = workbench.settings.get(ASKS_DID_THEY_SAY_IT) == ON
        st.toggle(
            "Ask of each source that a claim names whether it said so (S, X, F)",
            key=_WHO_SAID,
            on_change=_keep_who_said,
        )


@guard.act
def _keep() -> None:
    value = ON if st.session_state[_FIELD] else OFF
    try:
        session.workbench().settings.keep(REASON_REQUIRED, value)
    except NotSaved as problem:
        refused(_NAME, problem)
    else:
        must = "must" if value == ON else "may"
        saved(_NAME, f"Verified and disputed {must} have a reason.")


@guard.act
def _keep_asking() -> None:
    value = ON if st.session_state[_ASKS] else OFF
    try:
        session.workbench().settings.keep(ASKS_ABOUT_OPEN_TERMS, value)
    except NotSaved as problem:
        refused(_NAME, problem)
    else:
        saved(_NAME, f"Open terms are {'' if value == ON else 'not '}asked about.")


@guard.act
def _keep_who_said() -> None:
    value = ON if st.session_state[_WHO_SAID] else OFF
    try:
        session.workbench().settings.keep(ASKS_DID_THEY_SAY_IT, value)
    except NotSaved as problem:
        refused(_NAME, problem)
    else:
        saved(
            _NAME,
            f"Whether named sources said so is {'' if value == ON else 'not '}asked. Answers that were given stay.",
        )
