"""What a reviewer entered for a claim and has not decided: read, stored, and set aside while the database is away."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from claims.claim import Claim
from claims.review.gates import Unavailable
from claims.review.judgement import Draft
from claims.screens import session
from claims.screens.review.view import View
from claims.screens.tabs import tab
from claims.workbench import Workbench


@st.cache_resource(show_spinner=False)
def _aside() -> dict[tuple[str, str, str], str]:
    """Return the notes that could not be stored yet, by claim, reviewer and tab.

    It belongs to the process: a reload is a new session, and a field that is not drawn forgets its text.
    """
    return {}


def draft_of(workbench: Workbench, claim: Claim, view: View) -> Draft:
    """Return the kept draft; where there is none, the note and pins of the standing verdict.

    What was set aside is stored first, so it is part of it.
    """
    note = _aside().get((claim.id, view.reviewer, tab()))
    if note is not None:
        _store(workbench, claim, view, note)
    return _kept(workbench, claim, view)


def keep_typed(claim: Claim, view: View, note: str) -> None:
    """Store the note.

    Raises:
        Unavailable: If it could not be stored; it is set aside, and stored by the next `draft_of` that can.
        NotSaved: If it may not be stored.
    """
    try:
        _store(session.workbench(), claim, view, note)
    except Unavailable:
        _aside()[claim.id, view.reviewer, tab()] = note
        raise


def _store(workbench: Workbench, claim: Claim, view: View, note: str) -> None:
    workbench.reviewing.drafts.save(claim.id, view.reviewer, replace(_kept(workbench, claim, view), note=note), tab())
    _aside().pop((claim.id, view.reviewer, tab()), None)


def _kept(workbench: Workbench, claim: Claim, view: View) -> Draft:
    kept = workbench.reviewing.drafts.get(claim.id, view.reviewer, tab())
    if kept is not None:
        return kept
    judgement = view.standing.get(claim.id)
    return Draft(judgement.note, judgement.pins, judgement.reason) if judgement else Draft()
