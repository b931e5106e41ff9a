"""The vocabulary of judging. Imports nothing of ours, so that everything may speak it."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """The answer to "is it so"; `NOT_CHECKED` says that a person passed the claim by and gives no answer."""

    VERIFIED = "verified"
    DISPUTED = "disputed"
    UNCLEAR = "unclear"
    NOT_CHECKED = "not checked"


NOT_REVIEWED = "not reviewed"
"""The label of a claim that nobody has decided; never a verdict, and never the same as unclear."""


class AttributionVerdict(StrEnum):
    """The answer to "did they say it", for one named source."""

    SAID = "said"
    NOT_SAID = "not said"
    NOT_FOUND = "not found"


class Question(StrEnum):
    """What a judgement answers. The two questions are kept apart: a source may have said what is not so."""

    IS_IT_SO = "is it so"
    DID_THEY_SAY_IT = "did they say it"


IN_PART = "in part"
"""The reason of a claim that is verified in part: what passages leave open is not verified."""

REASONS: dict[Verdict, tuple[str, ...]] = {
    Verdict.VERIFIED: ("in full", IN_PART),
    Verdict.DISPUTED: ("contradicted", "number or date wrong", "wrong attribution", "misquoted", "out of date"),
    Verdict.UNCLEAR: ("no source", "sources conflict", "one origin only", "ambiguous", "opinion"),
    Verdict.NOT_CHECKED: ("background",),
}
"""The reasons each verdict may carry, in the order of their keys; those of `NEEDS_REASON` must carry one."""

NEEDS_REASON = frozenset({Verdict.UNCLEAR, Verdict.NOT_CHECKED})
"""They need a reason, and neither evidence nor a note."""

NOTE_LIMIT = 2000
"""The most characters (code points) of a note."""

REPEAT_WINDOW_MS = 250
"""A second act of one reviewer on one article within so many milliseconds is a repeated key, not an intention.

A held key repeats 25 times in 0.8 s (measured in Chromium); people take longer than this to decide again.
"""


def options(question: Question) -> tuple[str, ...]:
    """Return the values that may answer ``question``."""
    return tuple(Verdict) if question is Question.IS_IT_SO else tuple(AttributionVerdict)
