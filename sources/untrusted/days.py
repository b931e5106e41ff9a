"""Days and moments as files and spreadsheets write them; a day that could be two days is no day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sources.untrusted.text import Unusable

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1)
    for name in names.split()
}  # fmt: skip

_LONGEST = 60  # characters; "Wednesday, September 25, 2019 at 12:30:00 p.m. (GMT+02:00)" has 58
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_CLOCK = r"(?:(?:\s*[tT]\s*|,?\s+(?:at\s+)?)\d{1,2}:\d{2}.*)?"  # a time of day after the day is not needed
_ISO = re.compile(r"(\d{4})([-/.]?)(\d{2})\2(\d{2})" + _CLOCK)
_DAY_FIRST = re.compile(
    _WEEKDAY + r"(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]+)\.?,?[\s-]+(\d{4})" + _CLOCK, re.IGNORECASE
)
_MONTH_FIRST = re.compile(_WEEKDAY + r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})" + _CLOCK, re.IGNORECASE)
_FIGURES = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})" + _CLOCK)
_SHEET = re.compile(r"(\d{1,2})-([a-z]{3,9})-(\d{2})" + _CLOCK, re.IGNORECASE)  # 01-May-24, as Excel writes it
_CENTURY_ENDS = 50  # the year 49 is 2049 and the year 50 is 1950, as in Excel since 2023

# The moment of a cell: a day, then a time of day with or without seconds, their parts, and am or pm.
_MOMENT = re.compile(
    r"(?P<day>.+?)(?:(?:\s*T\s*|,?\s+)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<part>\d{1,6}))?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?)?",
    re.IGNORECASE,
)
_ISO_CLOCK = re.compile(
    r"\d{4}-?\d{2}-?\d{2}(?:[T ]\d{2}:?(?P<minute>\d{2})?(?::?(?P<second>\d{2})(?:[.,](?P<part>\d+))?)?)?"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment as a file writes it.

    Attributes:
        at: Its beginning, in UTC.
        within: How long what was written lasts: a day, a minute, a second or a part of one.
    """

    at: datetime
    within: timedelta

    def has(self, when: datetime) -> bool:
        """Whether a moment, written as exactly as this one, would read the same."""
        return timedelta(0) <= when - self.at < self.within


def day(text: str, *, day_first: bool | None = None) -> date | None:
    """Return the day that ``text`` names, or None where it names none or could name two.

    Read are ISO 8601 (a time of day after it is left out, and the day stays the one written), "11 October 2019",
    "Oct. 11, 2019", a weekday before either, "01-May-24", and figures such as 25/12/2019 where only one order is
    possible.

    Args:
        text: What a file says.
        day_first: The order in figures, where the rest of the file shows it (`day_first`); years may have two
            figures then.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    if found := _ISO.fullmatch(text):
        return _made(found[1], found[3], found[4])
    if found := _DAY_FIRST.fullmatch(text):
        return _made(found[3], _MONTHS.get(found[2].lower()), found[1])
    if found := _MONTH_FIRST.fullmatch(text):
        return _made(found[3], _MONTHS.get(found[1].lower()), found[2])
    if found := _SHEET.fullmatch(text):
        return _made(_year(found[3]), _MONTHS.get(found[2].lower()), found[1])
    if day_first is not None and (found := _FIGURES.fullmatch(text)):
        return _figures(text, day_first=day_first)
    if (found := _FIGURES.fullmatch(text)) and len(found[4]) == 4:
        readings = {_figures(text, day_first=True), _figures(text, day_first=False)} - {None}
        return readings.pop() if len(readings) == 1 else None
    return None


def day_first(texts: Iterable[str]) -> bool | None:
    """Return whether the days of a column stand before their months; None where no row of it shows that.

    31/05/2024 shows it, and so do 05/31/2024 and, where the year has two figures, 31/05/24. Rows that contradict
    each other show nothing.
    """
    orders = set()
    for text in texts:
        if len(text) <= _LONGEST and _FIGURES.fullmatch(text.strip()):
            first, second = _figures(text, day_first=True), _figures(text, day_first=False)
            if (first is None) != (second is None):
                orders.add(second is None)
    return orders.pop() if len(orders) == 1 else None


def iso_day(text: str) -> date:
    """Return the day of an ISO 8601 date such as 2024-05-03.

    Raises:
        Unusable: If it is none.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Unusable("is not a day such as 2024-05-03") from None


def moment(text: str, *, day_first: bool | None = None) -> Moment:
    """Return the moment that ``text`` names, in UTC where it names no zone.

    Read are ISO 8601 and what `day` reads with a time of day after it, as spreadsheets write it.

    Raises:
        Unusable: If it names none, could name two, or is before the year 1 or after 9999 in UTC.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        raise Unusable("is not a time such as 2024-05-03T12:00:07Z")
    try:
        at = datetime.fromisoformat(text)
        found = _ISO_CLOCK.match(text)
    except ValueError:
        at, found = _written(text, day_first=day_first)
    try:
        return Moment(at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC), _within(found))
    except OverflowError:
        raise Unusable("is not a time of the years 1 to 9999 in UTC") from None


def _written(text: str, *, day_first: bool | None) -> tuple[datetime, re.Match[str]]:
    """Return a moment as a spreadsheet writes it, with the match that says how exactly."""
    found = _MOMENT.fullmatch(text)
    unreadable = Unusable("is not a time such as 2024-05-03T12:00:07Z")
    if found is None:
        raise unreadable
    on = day(found["day"], day_first=day_first)
    if on is None:
        both = {_figures(found["day"], day_first=order) for order in (True, False)} - {None}
        if len(both) > 1:
            raise Unusable("could be two days, and no other row shows which figure is the month")
        raise unreadable
    hour, half = int(found["hour"] or 0), (found["half"] or "").lower()[:1]
    if half and not 1 <= hour <= 12:
        raise unreadable
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        part = int((found["part"] or "").ljust(6, "0"))
        return datetime(
            on.year, on.month, on.day, hour, int(found["minute"] or 0), int(found["second"] or 0), part, UTC
        ), found
    except ValueError:
        raise unreadable from None


def _within(found: re.Match[str] | None) -> timedelta:
    if found is None or not (found["minute"] or found["second"]):
        return timedelta(days=1)
    if not found["second"]:
        return timedelta(minutes=1)
    return timedelta(microseconds=10 ** max(0, 6 - len(found["part"]))) if found["part"] else timedelta(seconds=1)


def _figures(text: str, *, day_first: bool) -> date | None:
    found = _FIGURES.fullmatch(text.strip())
    if found is None:
        return None
    year = found[4] if len(found[4]) == 4 else _year(found[4])
    return _made(year, found[3], found[1]) if day_first else _made(year, found[1], found[3])


def _year(figures: str) -> str:
    """Return a year of two figures in full."""
    return str(int(figures) + (2000 if int(figures) < _CENTURY_ENDS else 1900))


def _made(year: str, month: str | int | None, day_of_month: str) -> date | None:
    if month is None:
        return None
    try:
        return date(int(year), int(month), int(day_of_month))
    except ValueError:
        return None
