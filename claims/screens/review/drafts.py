"""What a reviewer entered for a claim and has not decided: read, stored, and set aside while the database is away."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from claims.review.gates import Unavailable
from claims.review.judgement import Draft
from claims.review.verdict import NOTE_LIMIT
from claims.screens import session
from claims.screens.review.seen import Seen
from claims.screens.tabs import tab
from claims.workbench import Workbench
from sources.identity import digest


@st.cache_resource(show_spinner=False)
def _aside() -> dict[tuple[str, str, str], str]:
    """Return the notes that could not be stored yet, by claim, reviewer and tab.

    It belongs to the process: a reload is a new session, and a field that is not drawn forgets its text.
    """
    return {}


def draft_of(workbench: Workbench, seen: Seen) -> Draft:
    """Return the kept draft; where there is none, the note and pins of the standing verdict.

    What was set aside is stored first, so it is part of it.
    """
    note = _aside().get((seen.claim_id, seen.reviewer, tab()))
    if note is not None:
        _store(workbench, seen, note)
    return _kept(workbench, seen)


def keep_typed(seen: Seen, note: str) -> None:
    """Store the note.

    Raises:
        Unavailable: If it could not be stored; it is set aside, and stored by the next `draft_of` that can.
        NotSaved: If it may not be stored.
    """
    try:
        _store(session.workbench(), seen, note)
    except Unavailable:
        _aside()[seen.claim_id, seen.reviewer, tab()] = note
        raise


def note_field(claim_id: str, reviewer: str) -> str:
    """Return the key of a reviewer's own note: what one reviewer typed is never another's."""
    return f"note-{claim_id}-{digest(reviewer)}-{st.session_state.get(f'_emptied-{claim_id}', 0)}"


def note_of(seen: Seen, otherwise: str) -> str:
    """Return the note as it is in its field now; ``otherwise`` where the field is not drawn yet."""
    return str(st.session_state.get(note_field(seen.claim_id, seen.reviewer), otherwise) or "")[: NOTE_LIMIT + 1]


def forget_field(claim_id: str, reviewer: str) -> None:
    """Empty the note of a claim, so that it shows what is kept now.

    The browser keeps what was typed into a field for as long as its key is the same, so the key changes.
    """
    st.session_state.pop(note_field(claim_id, reviewer), None)
    times = f"_emptied-{claim_id}"
    st.session_state[times] = st.session_state.get(times, 0) + 1


def _store(workbench: Workbench, seen: Seen, note: str) -> None:
    draft = replace(_kept(workbench, seen), note=note)
    workbench.reviewing.drafts.save(seen.claim_id, seen.reviewer, draft, tab())
    _aside().pop((seen.claim_id, seen.reviewer, tab()), None)


def _kept(workbench: Workbench, seen: Seen) -> Draft:
    kept = workbench.reviewing.drafts.get(seen.claim_id, seen.reviewer, tab())
    if kept is not None:
        return kept
    judgement = workbench.reviewing.standing(seen.article_id, seen.reviewer).get(seen.claim_id)
    return Draft(judgement.note, judgement.pins, judgement.reason) if judgement else Draft()
