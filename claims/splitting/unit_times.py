"""The time expressions of what was parsed in one piece, turned by the tense of the verb above each."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from claims.article import Article
from claims.claim import TimeReference
from claims.splitting.repairs import finite_token
from claims.splitting.time import find_times
from claims.splitting.time_words import Direction
from claims.splitting.units import Unit

if TYPE_CHECKING:
    from spacy.tokens import Token

# Every kind of white space: hard-wrapped lines, tabs, blanks that do not break.
_BLANKS = re.compile(r"\s")


def times_in(article: Article, unit: Unit) -> list[TimeReference]:
    """Return the time expressions of the unit, told apart by the tense of the verb above each."""
    found: list[TimeReference] = []
    for stretch in unit.ranges:
        starts = {unit.start_of(token): token for token in unit.doc}

        def direction(at: int, offset: int = stretch.start, starts: dict[int, Token] = starts) -> Direction:
            token = next(
                (starts[i] for i in range(offset + at, min(offset + at + 40, len(article.text))) if i in starts), None
            )
            return _direction(token) if token is not None else Direction.UNKNOWN

        read = find_times(
            _BLANKS.sub(" ", stretch.of(article.text)),
            published=article.published, offset=stretch.start, direction=direction,
        )  # fmt: skip
        found.extend(replace(time, text=time.span.of(article.text)) for time in read if time.span is not None)
    return found


def _direction(token: Token) -> Direction:
    verb = next(
        (t for t in [token, *token.ancestors] if t.pos_ in {"VERB", "AUX"} and finite_token(t) is not None), None
    )
    if verb is None:
        return Direction.UNKNOWN
    words = {t.lower_ for t in verb.children if t.dep_ in {"aux", "auxpass"}}
    if words & {"will", "'ll", "wo", "shall"} or verb.lower_ in {
        "plans",
        "plan",
        "set",
        "scheduled",
        "due",
        "expected",
    }:
        return Direction.FUTURE
    finite = finite_token(verb)
    if finite is not None and finite.tag_ == "VBD" and "would" not in words:
        return Direction.PAST
    return Direction.UNKNOWN
