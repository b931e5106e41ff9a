"""Days as files write them; a day that could be two days is no day."""

from __future__ import annotations

import re
from datetime import date

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
_FIGURES = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})" + _CLOCK)


def day(text: str) -> date | None:
    """Return the day that ``text`` names, or None where it names none or could name two.

    Read are ISO 8601 (a time of day after it is left out, and the day stays the one written), "11 October 2019",
    "Oct. 11, 2019", a weekday before either, and figures such as 25/12/2019 where only one order is possible.
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
    if found := _FIGURES.fullmatch(text):
        readings = {_made(found[4], found[3], found[1]), _made(found[4], found[1], found[3])} - {None}
        return readings.pop() if len(readings) == 1 else None
    return None


def _made(year: str, month: str | int | None, day_of_month: str) -> date | None:
    if month is None:
        return None
    try:
        return date(int(year), int(month), int(day_of_month))
    except ValueError:
        return None
