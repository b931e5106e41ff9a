"""The day an article was published, where a line of the article states it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
            ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"),
            ("november", "nov"), ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon"), ("tuesday", "tues", "tue"), ("wednesday", "weds", "wed"),
            ("thursday", "thurs", "thur", "thu"), ("friday", "fri"), ("saturday", "sat"), ("sunday", "sun"),
        )
    )
    for name in names
}  # fmt: skip
FULL_WEEKDAYS = frozenset(name for name in WEEKDAYS if name.endswith("day"))
"""The weekdays without their short forms, which are words as well ("sat", "sun", "wed")."""

_LONGEST_LINE = 160  # characters; what states a date and a time is shorter
_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[5-9]|20|21)\d\d)"
_SOME_YEAR = re.compile(r"(?:1[5-9]|2[01])\d\d")  # every form has one
_FORMS = tuple(
    re.compile(rf"(?<![\w./])(?<![^-]-){form}(?![\w/](?<!T)|-\d)", re.IGNORECASE)
    for form in (
        rf"{_YEAR}[-/.](?P<month_number>\d{{1,2}})[-/.]{_DAY}",
        rf"{_MONTH}\s*{_DAY}\s*,?\s*{_YEAR}",
        rf"{_DAY}(?:\s+of)?[\s-]*{_MONTH}[\s,-]*{_YEAR}",
        rf"{_YEAR},?\s+{_MONTH}\s+{_DAY}",
        r"(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})[/.-](?P<year>(?:1[5-9]|20|21)\d\d)",
    )
)
_WEEKDAY = re.compile(rf"\b({'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})\b\.?", re.IGNORECASE)
_TIME = re.compile(
    r"(?:\bT|\b)\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:\.\d+)?\s*(?:[ap]\.?\s?m\.?(?!\w))?(?:Z\b|[+-]\d\d:?\d\d\b)?"
    r"|\b\d{1,2}\s*[ap]\.?\s?m\b\.?|\b(?:noon|midnight|hrs?)\b",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"\b(?:UTC|GMT|BST|IST|CES?T|EES?T|WES?T|[ECMP][SD]?T|AES?T|JST|KST|HKT|SGT|MSK)\b(?:[+-]\d{1,2})?"
)
_LABEL = re.compile(
    r"\b(?:(?:first|originally|last)\s+)?(?:published|posted|updated|modified|created|issued|released|filed|dated?|on|at|"
    r"online|of|the|time|local|publication|release|last|update|edited)\b",
    re.IGNORECASE,
)
_READING_TIME = re.compile(
    r"\b\d{1,3}\s*-?\s*min(?:ute)?s?(?:\s+read)?\b|\b\d+\s+(?:hours?|days?)\s+ago\b", re.IGNORECASE
)
_UPDATED = re.compile(r"\b(?:updated?|modified|edited)\W*(?:\w+\W+){0,3}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A full date as some line writes it.

    Attributes:
        day: None where day and month can be read either way round ("10/11/2019") or the day does not exist.
        start, end: Half-open offsets in the line.
        updated: Whether the line calls it the day of a later update.
    """

    day: date | None
    start: int
    end: int
    updated: bool = False


def dates_in(line: str) -> tuple[WrittenDate, ...]:
    """Return the full dates (day, month and year) written in ``line``, in order, weekdays included in their place."""
    found: list[WrittenDate] = []
    if _SOME_YEAR.search(line) is None:
        return ()
    for form in _FORMS:
        for match in form.finditer(line):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            start = _with_weekday(line, match.start())
            updated = _UPDATED.search(line[:start]) is not None
            found.append(WrittenDate(_day_of(match, line), start, match.end(), updated))
    return tuple(sorted(found, key=lambda written: written.start))


def date_line(line: str) -> tuple[WrittenDate, ...]:
    """Return the dates of a line that holds nothing but dates, times and words such as "Published"; else nothing."""
    dates = dates_in(line) if len(line) <= _LONGEST_LINE else ()
    return () if not dates or re.search(r"[^\W_]", without_dates(line, dates)) else dates


def without_dates(line: str, dates: tuple[WrittenDate, ...]) -> str:
    """Return what is left of a line without its dates, times, zones and words such as "Published"."""
    rest = line
    for written in reversed(dates):
        rest = rest[: written.start] + " " + rest[written.end :]
    for noise in (_TIME, _ZONE, _WEEKDAY, _READING_TIME, _LABEL):
        rest = noise.sub(" ", rest)
    return re.sub(r"\s+", " ", rest).strip(" \t|•·,;–—-*_/")


def labelled(line: str) -> bool:
    """Say whether the line names itself a date of publication ("Published: ...", "Last updated ...")."""
    return (
        re.match(r"\W*(?:first |originally |last )?(?:published|posted|updated|released|date)\b", line, re.IGNORECASE)
        is not None
    )


def _with_weekday(line: str, start: int) -> int:
    """Return where the date begins when the weekday before it ("Friday, July 21") is counted in."""
    before = re.search(rf"{_WEEKDAY.pattern},?\s*$", line[max(0, start - 16) : start], re.IGNORECASE)
    return start - (before.end() - before.start()) if before else start


def _day_of(match: re.Match[str], line: str) -> date | None:
    parts = match.groupdict()
    year = int(parts["year"])
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        if parts["mark"] == "." and second <= 12:
            return _valid(year, second, first)  # 11.10.2019 is written where the day comes first
        readings = {_valid(year, second, first), _valid(year, first, second)} - {None}
        weekday = _WEEKDAY.search(line)
        if len(readings) > 1 and weekday:
            number = WEEKDAYS[weekday.group(1).lower()]
            readings = {day for day in readings if day and day.weekday() == number}
        return readings.pop() if len(readings) == 1 else None
    month = int(parts["month_number"]) if parts.get("month_number") else MONTHS[parts["month"].lower()]
    return _valid(year, month, int(parts["day"]))


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
