"""What a reviewer entered for a claim and has not decided: read, stored, and set aside while the database is away."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from claims.claim import Claim
from claims.desk import Desk, Draft
from claims.review.gates import Unavailable
from claims.screens import session
from claims.screens.review.view import View
from claims.screens.tabs import tab


@dataclass(frozen=True, slots=True)
class Typed:
    """Note and reason as they are in their fields; None where there is no field."""

    note: str | None
    reason: str | None


@st.cache_resource(show_spinner=False)
def _aside() -> dict[tuple[str, str, str], Typed]:
    """Return what could not be stored yet, by claim, reviewer and tab.

    It belongs to the process: a reload is a new session, and a field that is not drawn forgets its text.
    """
    return {}


def draft_of(desk: Desk, claim: Claim, view: View) -> Draft:
    """Return the kept draft; where there is none, the note and pins of the standing verdict.

    What was set aside is stored first, so it is part of it.
    """
    typed = _aside().get((claim.id, view.reviewer, tab()))
    if typed is not None:
        _store(desk, claim, view, typed)
    return _kept(desk, claim, view)


def keep_typed(claim: Claim, view: View, typed: Typed) -> None:
    """Store note and reason.

    Raises:
        Unavailable: If they could not be stored; they are set aside, and stored by the next `draft_of` that can.
        NotSaved: If they may not be stored.
    """
    try:
        _store(session.desk(), claim, view, typed)
    except Unavailable:
        _aside()[claim.id, view.reviewer, tab()] = typed
        raise


def _store(desk: Desk, claim: Claim, view: View, typed: Typed) -> None:
    draft = _kept(desk, claim, view)
    note = draft.note if typed.note is None else typed.note
    reason = draft.reason if typed.reason is None else typed.reason
    desk.save_draft(claim.id, view.reviewer, replace(draft, note=note, reason=reason), tab())
    _aside().pop((claim.id, view.reviewer, tab()), None)


def _kept(desk: Desk, claim: Claim, view: View) -> Draft:
    kept = desk.draft(claim.id, view.reviewer, tab())
    if kept is not None:
        return kept
    judgement = view.standing.get(claim.id)
    return Draft(judgement.note, judgement.pins, judgement.reason) if judgement else Draft()
