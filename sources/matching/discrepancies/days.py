"""Time expressions of one text as days: what is said of year, month, day and weekday, and the days it can mean."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sources.matching.discrepancies.reading import Token, words

Interval = tuple[date | None, date | None]

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
            ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"),
            ("november", "nov"), ("december", "dec"),
        ),
        1,
    )
    for name in names
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
}
_NEARBY = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_SHIFTS = {"last": -1, "previous": -1, "this": 0, "next": 1, "coming": 1, "past": -1}
_PERIODS = frozenset({"week", "month", "year"})
# What stands before a number that is a year, so that "2000 people" and "room 1971" are none.
_BEFORE_YEAR = words(
    """
    in since by of from until till during before after around circa c early late mid between and to through the for
    season fall autumn spring summer winter year its his her their starting beginning
    """
)
_FIRST_YEAR, _LAST_YEAR = 1000, 2100
_YEAR_DIGITS = 4
_LONGEST_MONTH = 31
# Modal verbs before "may"/"march" as words: only with a number beside them, or after a preposition, are they months.
_BEFORE_MONTH = words("in since by of from until till during before after early late mid last next this")
_WEEK = 7
_YY = re.compile(r"\d\d")


@dataclass(frozen=True, slots=True)
class Day:
    """One time expression.

    Attributes:
        year, month, day, weekday: What the words say; None where they do not.
        spans: The days it can mean, first and last; empty where that is not known.
        until: The last year of a decade or of "1491-1510"; None for one year.
        relative: Said from the day of publication ("yesterday", "last month").
        first, last: Its tokens, both included.
    """

    first: int
    last: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    spans: tuple[Interval, ...] = ()
    relative: bool = False
    until: int | None = None

    @property
    def fields(self) -> tuple[int | None, ...]:
        """Year, month, day and weekday."""
        return (self.year, self.month, self.day, self.weekday)


def find_days(tokens: Sequence[Token], published: date | None = None) -> list[Day]:
    """Return the time expressions in order, resolved as far as their words and ``published`` allow."""
    found: list[Day] = []
    at = 0
    while at < len(tokens):
        day = _at(tokens, at)
        if day is None:
            at += 1
            continue
        found.append(resolved(day, tokens, published))
        at = day.last + 1
    return found


def resolved(day: Day, tokens: Sequence[Token], published: date | None) -> Day:
    """Return the expression with the days it can mean."""
    if day.relative:
        return replace(day, spans=_relative(tokens[day.first : day.last + 1], published)) if published else day
    if day.until and day.year:
        return replace(day, spans=((date(day.year, 1, 1), date(day.until, 12, 31)),))
    if day.year:
        return replace(day, spans=_span(day.year, day.month, day.day))
    if not published:
        return day
    if day.month:
        years = (published.year - 1, published.year, published.year + 1)
        return replace(day, spans=tuple(span for year in years for span in _span(year, day.month, day.day)))
    if day.weekday is not None:
        back = (published.weekday() - day.weekday) % _WEEK
        ago, ahead = published - timedelta(back), published - timedelta(back) + timedelta(_WEEK)
        return replace(day, spans=((ago, ago), (ahead, ahead)))
    return day


def _span(year: int, month: int | None, day: int | None) -> tuple[Interval, ...]:
    if month is None:
        return ((date(year, 1, 1), date(year, 12, 31)),)
    length = monthrange(year, month)[1]
    if day is None:
        return ((date(year, month, 1), date(year, month, length)),)
    if day > length:
        return ()
    return ((date(year, month, day), date(year, month, day)),)


def _relative(tokens: Sequence[Token], published: date) -> tuple[Interval, ...]:
    """Return the days of "yesterday" or "last month", said on ``published``."""
    shift = _NEARBY.get(tokens[0].low)
    if shift is not None:
        one = published + timedelta(shift)
        return ((one, one),)
    shift = _SHIFTS[tokens[0].low]
    if tokens[1].low == "week":
        monday = published - timedelta(published.weekday()) + timedelta(shift * _WEEK)
        return ((monday, monday + timedelta(_WEEK - 1)),)
    if tokens[1].low == "month":
        months = published.year * 12 + published.month - 1 + shift
        return _span(months // 12, months % 12 + 1, None)
    return _span(published.year + shift, None, None)


def _at(tokens: Sequence[Token], at: int) -> Day | None:
    low = tokens[at].low
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if low in _NEARBY:
        return Day(at, at, relative=True)
    if low in _SHIFTS and following in _PERIODS:
        return Day(at, at + 1, relative=True)
    if low in WEEKDAYS:
        return _after_weekday(tokens, at)
    if tokens[at].is_number:
        return _iso(tokens, at) or _day_first(tokens, at) or _year_alone(tokens, at)
    if low in MONTHS and _is_month(tokens, at):
        return _month_first(tokens, at)
    return None


def _after_weekday(tokens: Sequence[Token], at: int) -> Day:
    """Read "Thursday", "Thursday, 14 May 2026" and "Wednesday, Dec. 12, 2018"."""
    weekday = WEEKDAYS[tokens[at].low]
    place = at + 1
    while place < len(tokens) and tokens[place].low in {",", "the", "on"} and place < at + 3:
        place += 1
    if place < len(tokens) and (tokens[place].is_number or tokens[place].low in MONTHS):
        rest = _day_first(tokens, place) or (_month_first(tokens, place) if tokens[place].low in MONTHS else None)
        if rest is not None and rest.day is not None:
            return replace(rest, first=at, weekday=weekday)
    return Day(at, at, weekday=weekday)


def _is_month(tokens: Sequence[Token], at: int) -> bool:
    if tokens[at].low not in {"may", "march", "mar", "jun", "jan", "sep", "dec"}:
        return tokens[at].text[0].isupper()
    if not tokens[at].text[0].isupper():
        return False
    beside = [tokens[place] for place in (at - 1, at + 1, at + 2) if 0 <= place < len(tokens)]
    return any(token.is_number for token in beside) or (at > 0 and tokens[at - 1].low in _BEFORE_MONTH)


def _month_first(tokens: Sequence[Token], at: int) -> Day:
    """Read "May", "May 2026", "May 14", "May 14th, 2026", "Dec. 12, 2018"."""
    month = MONTHS[tokens[at].low]
    place = at + 1
    if place < len(tokens) and tokens[place].text == "." and not tokens[place].spaced:
        place += 1
    day, last = _day_number(tokens, place)
    if day is None:
        year, end = _year_after(tokens, place)
        return Day(at, end if year else at, year=year, month=month)
    year, end = _year_after(tokens, last + 1)
    return Day(at, end if year else last, year=year, month=month, day=day)


def _day_first(tokens: Sequence[Token], at: int) -> Day | None:
    """Read "14 May", "14th of May 2026"."""
    day, last = _day_number(tokens, at)
    if day is None:
        return None
    place = last + 1
    if place < len(tokens) and tokens[place].low == "of":
        place += 1
    if place >= len(tokens) or tokens[place].low not in MONTHS or not tokens[place].text[0].isupper():
        return None
    month = MONTHS[tokens[place].low]
    after = place + 1 + (place + 1 < len(tokens) and tokens[place + 1].text == ".")
    year, end = _year_after(tokens, after)
    return Day(at, end if year else place, year=year, month=month, day=day)


def _iso(tokens: Sequence[Token], at: int) -> Day | None:
    """Read "2026-05-14"."""
    parts = tokens[at : at + 5]
    if len(parts) < 5 or parts[1].text != "-" or parts[3].text != "-" or any(part.spaced for part in parts[1:]):
        return None
    year = _year(parts[0])
    if year is None or not parts[2].text.isdecimal() or not parts[4].text.isdecimal():
        return None
    month, day = int(parts[2].text), int(parts[4].text)
    if not 1 <= month <= len(WEEKDAYS) + 5 or not 1 <= day <= _LONGEST_MONTH:
        return None
    return Day(at, at + 4, year=year, month=month, day=day)


def _year_alone(tokens: Sequence[Token], at: int) -> Day | None:
    year = _year(tokens[at])
    if year is None:
        return None
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if before is not None and (before.text in "$€£¥#" or _decimal_part(tokens, at)):
        return None
    closing = tokens[at + 2] if at + 2 < len(tokens) else None
    if after is not None and after.text in "-–/" and closing is not None and not closing.spaced and not after.spaced:
        # "1491-1510" and "2018-19"
        last = _year(closing) or (int(f"{year // 100}{closing.text}") if _YY.fullmatch(closing.text) else None)
        if last is not None and year < last <= _LAST_YEAR:
            return Day(at, at + 2, year=year, until=last)
    if after is not None and after.low == "s" and not after.spaced:
        decade = year // 10 * 10
        return Day(at, at + 1, year=decade, until=decade + 9)
    if after is not None and (after.text in "%°" or (not after.spaced and after.is_word)):
        return None
    if before is None or before.low in _BEFORE_YEAR or not before.is_word or before.text[0].isupper():
        # "in 2000 people": a counted thing follows at once, and it is no name.
        counted = after is not None and after.is_word and after.text.islower() and after.low.endswith("s")
        if counted and after is not None and after.stem and before is not None and before.low != "the":
            return None
        return Day(at, at, year=year)
    return None


def _decimal_part(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the digits go on from digits before them: "12-2000", "1:1971"."""
    if at < 2 or tokens[at].spaced or tokens[at - 1].text not in "-/.:":
        return False
    return tokens[at - 2].is_number and _year(tokens[at - 2]) is None


def _year_after(tokens: Sequence[Token], place: int) -> tuple[int | None, int]:
    """Return the year that follows a month or a day, with or without a comma or "of", and its token."""
    if place < len(tokens) and tokens[place].low in {",", "of"}:
        place += 1
    if place >= len(tokens):
        return None, place
    return _year(tokens[place]), place


def _day_number(tokens: Sequence[Token], place: int) -> tuple[int | None, int]:
    """Return a day of the month ("14", "14th") and its last token."""
    if place >= len(tokens) or not tokens[place].text.isdecimal() or len(tokens[place].text) > 2:
        return None, place
    number = int(tokens[place].text)
    if not 1 <= number <= _LONGEST_MONTH:
        return None, place
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if after is not None and not after.spaced and after.low in {"st", "nd", "rd", "th"}:
        return number, place + 1
    if after is not None and after.text in ":%" and not after.spaced:
        return None, place
    return number, place


def _year(token: Token) -> int | None:
    if len(token.text) == _YEAR_DIGITS and token.text.isdecimal() and _FIRST_YEAR <= int(token.text) <= _LAST_YEAR:
        return int(token.text)
    return None
