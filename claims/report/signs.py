"""Signs and words of verdicts, the same on pages, in reports and in files; and untrusted text in HTML."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass

from claims.review.judgement import Judgement
from claims.review.verdict import NOT_REVIEWED, AttributionVerdict, Question
from sources.untrusted import visible


@dataclass(frozen=True, slots=True)
class State:
    """How a claim's state is shown: sign and word first, colour class last."""

    sign: str
    word: str
    css: str


STATES = {
    "verified": State("✓", "verified", "ok"),
    "disputed": State("✗", "disputed", "no"),
    "unclear": State("?", "unclear", "un"),
    "not checked": State("–", "not checked", "nc"),
}
PASSED = STATES["not checked"]
"""Somebody passed the claim by, and nobody checked it. It is no verdict from which others could differ."""
OPEN = State("○", NOT_REVIEWED, "op")
DISAGREE = State("⇄", "reviewers disagree", "di")
WORST = ("no", "di", "un", "op", "nc", "ok")
"""The classes of states, the one that a reader must see first at the front."""
ANSWERS = {
    AttributionVerdict.SAID.value: State("✓", "said", "q"),
    AttributionVerdict.NOT_SAID.value: State("✗", "not said", "q"),
    AttributionVerdict.NOT_FOUND.value: State("?", "not found", "q"),
}
"""The answers to whether a named source said it: in no colour of a verdict, for a source may say what is not so."""
NOT_ANSWERED = State("○", "not answered", "q")


def state_of_act(act: Judgement) -> State:
    """Return what a line of the history decided, whichever question it answers."""
    if act.question is Question.DID_THEY_SAY_IT:
        return ANSWERS.get(act.value, NOT_ANSWERED)
    return STATES.get(act.value, OPEN)


def state_over(verdicts: Iterable[str]) -> State:
    """Return the state of a claim over the verdicts of several reviewers."""
    given = set(verdicts)
    values = given - {PASSED.word} or given
    if len(values) > 1:
        return DISAGREE
    return STATES.get(next(iter(values), ""), OPEN)


def esc(text: object) -> str:
    """Return ``text`` so that a browser shows it literally, invisible direction marks made visible."""
    return html.escape(visible(str(text)), quote=True)
