"""A time expression of a text and the days that it names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sources.language.span import Span


class TimeOf(StrEnum):
    """Whether a time belongs to what happened or to when it was said."""

    EVENT = "event"
    SAYING = "saying"


@dataclass(frozen=True, slots=True)
class TimeReference:
    """A time expression and the days it stands for.

    Attributes:
        text: The text's own words.
        start, end: First and last day, both included; None is open (or not resolvable when both are None).
        span: Where the words stand in the text.
    """

    text: str
    start: date | None
    end: date | None
    of: TimeOf
    span: Span | None = None
