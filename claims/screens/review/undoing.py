"""Undo and redo: the reviewer's last act taken back or given again, as long as it is the one the page showed."""

from __future__ import annotations

from collections.abc import Sequence

from claims.review.gates import NotSaved
from claims.review.judgement import Judgement
from claims.review.verdict import Question
from claims.screens import guard, messages, session
from claims.screens.review import attribution_row, decision, drafts
from claims.screens.review.seen import Seen
from claims.screens.tabs import tab
from claims.screens.wording import clock, plural, state_of_act


@guard.act
def undo(sequence: int, seen: Seen) -> None:
    """Take the reviewer's last act, that of ``sequence``, back and go to its claim; an unsaved verdict is given up instead."""
    if not decision.gave_up(seen):
        _reverse("undo", sequence, seen)


@guard.act
def redo(sequence: int, seen: Seen) -> None:
    """Do again what the last undo, that of ``sequence``, took back; an unsaved verdict is given up instead."""
    if not decision.gave_up(seen):
        _reverse("redo", sequence, seen)


def _reverse(which: str, sequence: int, seen: Seen) -> None:
    workbench = session.workbench()
    intention = f"{which}-{sequence}"
    act = workbench.reviewing.undo if which == "undo" else workbench.reviewing.redo
    try:
        done = act(seen.article_id, seen.reviewer, session.request_id(intention), tab=tab(), seen=sequence)
    except NotSaved as problem:
        messages.say("un", "! Not saved.", str(problem))
        return
    session.spend(intention)
    if done is None:
        return
    claims = workbench.articles.claims(seen.article_id)
    number = next((claim.order for claim in claims if claim.id == done.claim_id), None)
    head = "↶ Undone" if which == "undo" else "↷ Done again"
    word = state_of_act(done).word
    count = _together(workbench.reviewing.history(seen.article_id), done)
    if done.question is Question.DID_THEY_SAY_IT:
        attribution_row.turn_to(done.claim_id, seen.reviewer, done.named_source)
        named = done.named_source
        about = f"Claim {number}: " + (
            f"{named}, {word} again." if done.value else f"whether {named} said it is open again."
        )
    else:
        drafts.forget_field(done.claim_id, seen.reviewer)
        about = f"Claim {number} is {word} again."
    if count > 1:
        about = f"{plural(count, 'claim')} that were passed with one press: {'not reviewed again' if which == 'undo' else 'not checked again'}."
    messages.say("", f"{head} {clock(done.decided_at)}.", about)
    session.go(claim=done.claim_id)


def _together(lines: Sequence[Judgement], last: Judgement) -> int:
    """Return how many lines the press made whose last line this is."""
    at = (last.decided_at, last.reviewer)
    return sum((line.decided_at, line.reviewer) == at and line.undoes is not None for line in lines)
