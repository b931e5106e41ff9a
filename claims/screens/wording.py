"""The words and signs the pages share, so that button, legend, message and CSV say the same."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from claims.claim import Claim
from claims.report.signs import ANSWERS, OPEN, PASSED, STATES, State, state_of_act
from claims.review.judgement import Judgement
from sources.language.times.reference import TimeReference
from sources.source import Saying, Source

__all__ = [
    "ANSWERS", "OPEN", "PASSED", "SAYINGS", "STATES", "State", "called", "clock", "day", "distance", "long_day", "period", "place_in",
    "plural",
    "seconds_left", "state_of", "state_of_act",
]  # fmt: skip


SAYINGS = {
    Saying.SAYS: State("=", "says it", "q"),
    Saying.SEEMS: State("=", "seems to say it", "q"),
    Saying.CHANGED: State("≠", "says it with changes", "no"),
    Saying.OPPOSITE: State("≠", "says the opposite", "no"),
    Saying.SPEAKS: State("¿", "mentions it", "un"),
    Saying.SILENT: State("–", "says nothing of it", "q"),
    Saying.NOT_IN_LIBRARY: State("◇", "not in the library", "un"),
}
"""What a named source was found to say. No sign of a verdict among them: a proposal is none."""


def state_of(claim: Claim, judgement: Judgement | None) -> State:
    """Return what the reviewer decided; for an undecided claim its kind when it is not checkable, else not reviewed."""
    if judgement is not None and judgement.value in STATES:
        return STATES[judgement.value]
    if not claim.checkable:
        return State("–", claim.kind.value, "nc")
    return OPEN


def clock(moment: datetime) -> str:
    """Return a time of day as pages show it: ``14:32:07 UTC``."""
    return moment.astimezone(UTC).strftime("%H:%M:%S UTC")


def day(value: date | None) -> str:
    """Return a date as pages show it: ``Thu 2 May 2024``."""
    return f"{value:%a} {value.day} {value:%b %Y}" if value else "no date"


def long_day(value: date) -> str:
    """Return a date in full: ``Friday 3 May 2024``."""
    return f"{value:%A} {value.day} {value:%B %Y}"


def distance(published: date | None, article_day: date | None) -> str:
    """Return how far a source's date lies from the article's: ``1 day before the article``."""
    if published is None or article_day is None:
        return ""
    days = (published - article_day).days
    if days == 0:
        return "same day as the article"
    count = f"{abs(days)} day" + ("" if abs(days) == 1 else "s")
    return f"{count} {'after' if days > 0 else 'before'} the article"


def period(time: TimeReference) -> str:
    """Return the days a time expression stands for, in words."""
    if time.start is None and time.end is None:
        return "not resolved"
    if time.start == time.end:
        return day(time.start)
    if time.start is None:
        return f"up to {day(time.end)}"
    if time.end is None:
        return f"from {day(time.start)}"
    return f"{day(time.start)} to {day(time.end)}"


def plural(count: int, word: str) -> str:
    """Return ``1 claim``, ``2 claims``."""
    return f"{count:,} {word}" + ("" if count == 1 else "s")


def place_in(source: Source, start: int, end: int) -> str:
    """Return where a stretch of a source is, and how surely it was read: ``page 3, read by OCR, confidence 87 %``."""
    return ", ".join(filter(None, (source.place_of(start, end), source.recognition_of(start, end))))


def seconds_left(seconds: float | None) -> str:
    """Return an estimate as a person would say it: ``about 8 s left``."""
    if seconds is None:
        return ""
    if seconds < 90:
        return f"about {max(1, round(seconds))} s left"
    return f"about {round(timedelta(seconds=seconds).total_seconds() / 60)} min left"


def called(source: Source) -> str:
    """Return by what a reader knows a source: its publisher, else its title or the name of its file."""
    return source.publisher or source.title or source.name or "No publisher"
