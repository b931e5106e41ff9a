"""Undo and redo: the reviewer's last act taken back or given again, as long as it is the one the page showed."""

from __future__ import annotations

from claims.review.gates import NotSaved
from claims.screens import guard, session
from claims.screens.review import decision
from claims.screens.tabs import tab
from claims.screens.wording import STATES, clock


@guard.act
def undo(seen: int) -> None:
    """Take the reviewer's last act, the one ``seen``, back and go to its claim; an unsaved verdict is given up instead."""
    if not decision.gave_up():
        _reverse("undo", seen)


@guard.act
def redo(seen: int) -> None:
    """Do again what the last undo, the one ``seen``, took back; an unsaved verdict is given up instead."""
    if not decision.gave_up():
        _reverse("redo", seen)


def _reverse(which: str, seen: int) -> None:
    workbench, view = session.workbench(), decision.last_view()
    intention = f"{which}-{seen}"
    act = workbench.reviewing.undo if which == "undo" else workbench.reviewing.redo
    try:
        done = act(view.article.id, view.reviewer, session.request_id(intention), tab=tab(), seen=seen)
    except NotSaved as problem:
        session.say("un", "! Not saved.", str(problem))
        return
    session.spend(intention)
    if done is None:
        return
    number = view.numbers.get(done.claim_id)
    state = STATES.get(done.value)
    result = f"is {state.word} again" if state else "is not reviewed again"
    head = "↶ Undone" if which == "undo" else "↷ Done again"
    decision.forget(view, done.claim_id)
    session.say("", f"{head} {clock(done.decided_at)}.", f"Claim {number} {result}.")
    session.go(claim=done.claim_id)
