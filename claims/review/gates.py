"""What a decision needs before it is kept. Checked on the server, whatever the page allowed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from claims.claim import Claim
from claims.review.judgement import Act, Judgement, Pin
from claims.review.verdict import (
    IN_PART,
    NEEDS_REASON,
    NOTE_LIMIT,
    REASONS,
    REPEAT_WINDOW_MS,
    Question,
    Verdict,
    options,
)
from sources.term import ASKED_ABOUT, Term, open_words
from sources.untrusted import Unusable, sound

_COUNTS = ("", "One word is", "Two words are", "Three words are", "Four words are", "Five words are", "Six words are")


class NotSaved(Exception):  # noqa: N818 - named for what the page says
    """An act was not kept. The message is the sentence shown after "Not saved. "."""


class GateClosed(NotSaved):
    """Something the decision needs is missing, or does not fit it."""


class TooFast(NotSaved):
    """The act came so soon after the last one that it is taken for a repeated key."""


class Unavailable(NotSaved):
    """The database did not answer."""

    def __init__(self, message: str = "The database did not answer. Try again.") -> None:
        super().__init__(message)


class OpenTerms(NotSaved):
    """The claim would be verified in full although passages leave some of it open; the reviewer is asked once.

    Attributes:
        words: The open figures, names, dates and negations, as the claim has them.
    """

    def __init__(self, words: tuple[str, ...]) -> None:
        listed = ", ".join(f"“{word}”" for word in words)
        super().__init__(
            f"The pinned passages leave open: {listed}. Choose {IN_PART}, write a note, or confirm that the claim is "
            "verified in full."
        )
        self.words = words


class EditConflict(NotSaved):
    """Somebody, or the same reviewer in another window, was there first. Nothing was written over.

    Attributes:
        current: What stands now; None when nothing stands or when the claim itself was edited.
    """

    def __init__(self, message: str, current: Judgement | None = None) -> None:
        super().__init__(message)
        self.current = current


def check_reviewer(name: str) -> None:
    """Check that whoever acts has a name.

    Raises:
        GateClosed: If it is empty, or holds what cannot be stored.
    """
    if not name.strip():
        raise GateClosed("The name of the reviewer is empty. Write your name at the top of the page and save it.")
    try:
        sound(name)
    except Unusable as fault:
        raise GateClosed(f"The name of the reviewer {fault}. Write it without.") from None


def check(act: Act, claim: Claim, *, reason_required: bool = False) -> None:
    """Check that ``act`` may be kept for ``claim``.

    Args:
        act: What a reviewer wants to decide.
        claim: As it is stored.
        reason_required: Whether verified and disputed must have a reason, as unclear always must.

    Raises:
        GateClosed: With the sentence that says what is missing and what to do.
    """
    check_reviewer(act.reviewer)
    if claim.gone_in:
        raise GateClosed(f"The article has no such words since version {claim.gone_in}. Go on to another claim.")
    if claim.removed:
        raise GateClosed("This claim was taken out of the list. Restore it to decide it.")
    if act.value not in options(act.question):
        raise GateClosed(f"“{act.value}” is not an answer here. Choose {_listed(options(act.question))}.")
    if len(act.note) > NOTE_LIMIT:
        raise GateClosed(f"The note has {len(act.note)} characters, {NOTE_LIMIT} are kept. Shorten it.")
    if act.question is Question.IS_IT_SO:
        _check_verdict(act, claim, reason_required=reason_required)
    else:
        _check_attribution(act, claim)


def _check_verdict(act: Act, claim: Claim, *, reason_required: bool) -> None:
    verdict = Verdict(act.value)
    label = verdict.capitalize()
    if act.named_source:
        raise GateClosed(
            f"{label} is about the claim, not about {act.named_source}. Decide the claim without a source."
        )
    if act.reason and act.reason not in REASONS[verdict]:
        raise GateClosed(f"“{act.reason}” is no reason for {label}. Choose {_listed(REASONS[verdict])}.")
    check_evidence(verdict, claim, act.pins, act.note)
    if not act.reason and (reason_required or verdict in NEEDS_REASON):
        raise GateClosed(f"{label} needs a reason. Choose {_listed(REASONS[verdict])}.")


def check_evidence(verdict: Verdict, claim: Claim, pins: tuple[Pin, ...], note: str) -> None:
    """Check what a verdict needs whatever its reason is; one that needs a reason needs nothing else.

    Raises:
        GateClosed: With the sentence that says what is missing and what to do.
    """
    if verdict in NEEDS_REASON:
        return
    if verdict is Verdict.VERIFIED and claim.unresolved:
        raise GateClosed(_unresolved(claim.unresolved))
    if not pins and not note.strip():
        raise GateClosed(
            f"{verdict.capitalize()} needs a pinned passage or a note. Press 1 to 3 to pin, or write a note."
        )


def check_open_terms(act: Act, terms: Sequence[Term]) -> None:
    """Check that a claim is not verified in full over an open figure, name, date or negation without a word on it.

    A note is a word on it, and so is the reviewer's confirmation of just these terms.

    Args:
        act: What a reviewer wants to decide.
        terms: The claim's terms beside the pinned passages.

    Raises:
        OpenTerms: With those that are open.
    """
    full = act.question is Question.IS_IT_SO and act.value == Verdict.VERIFIED and act.reason != IN_PART
    if not full or not act.pins or act.note.strip():
        return
    words = open_words(term for term in terms if term.kind in ASKED_ABOUT)
    if not set(words) <= set(act.confirmed):
        raise OpenTerms(words)


def _check_attribution(act: Act, claim: Claim) -> None:
    if act.named_source not in claim.attributed_to:
        raise GateClosed(f"The claim is not attributed to “{act.named_source}”. Choose a source that it names.")
    if act.reason:
        raise GateClosed("An answer about a source carries no reason. Write it in the note.")


def _unresolved(words: tuple[str, ...]) -> str:
    count = sum(len(word.split()) for word in words)
    number = _COUNTS[count] if count < len(_COUNTS) else f"{count} words are"
    quoted = ", ".join(f"“{word}”" for word in words)
    fill = "Fill it in" if count == 1 else "Fill them in"
    return f"{number} unresolved: {quoted}. {fill}, or choose Unclear."


def check_pace(previous: Judgement | None, now: datetime) -> None:
    """Check that a second act of a reviewer is not the echo of a key.

    A clock that was set back gives a negative distance; that is no echo.

    Raises:
        TooFast: If ``previous`` is less than 250 ms old.
    """
    if previous and timedelta(0) <= now - previous.decided_at < timedelta(milliseconds=REPEAT_WINDOW_MS):
        raise TooFast(f"It came within {REPEAT_WINDOW_MS} ms of the act before. Press again if it was meant.")


def check_expected(act: Act, current: Judgement | None, claim: Claim) -> None:
    """Check that claim and judgement are still what the reviewer saw.

    Raises:
        EditConflict: With what stands now.
    """
    if act.claim_version != claim.version and claim.gone_in:
        raise EditConflict(
            f"The article has no such words since version {claim.gone_in}, which came in meanwhile. Go on to another "
            "claim."
        )
    if act.claim_version != claim.version and claim.changed_in and not claim.removed:
        raise EditConflict(
            f"The claim was edited, or changed with version {claim.changed_in} of the article, meanwhile. It now "
            f"reads “{claim.text}”. Read it and decide again: your note and pins are kept."
        )
    if act.claim_version != claim.version and claim.removed:
        raise EditConflict("The claim was taken out of the list meanwhile. Restore it to decide it.")
    if act.claim_version != claim.version:
        raise EditConflict(f"The claim was edited meanwhile and now reads “{claim.text}”. Read it and decide again.")
    if (current.sequence if current else None) == act.expected:
        return
    what = "verdict" if act.question is Question.IS_IT_SO else "answer"
    if current is None:
        raise EditConflict(f"The {what} you saw was taken back meanwhile. Look again and decide.")
    if act.question is Question.DID_THEY_SAY_IT:
        raise EditConflict(
            f"Whether {act.named_source} said it was answered meanwhile, and yours was not written over it.", current
        )
    raise EditConflict("Somebody decided this claim meanwhile, and yours was not written over it.", current)


def _listed(words: tuple[str, ...]) -> str:
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))
