"""Stretches of the calendar: weeks, months, seasons, years, and steps between them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

MIDDLE = (
    15  # the day of a month that belongs to both halves, as the labelled interviews count (`tests.benchmarks.times`)
)
FIRST_YEAR, LAST_YEAR = 1000, 2200  # years an article can mean by four figures
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The first month of each season as meteorologists count on the northern half of the earth."""


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both included; None is open, and both None is not resolvable."""

    start: date | None
    end: date | None

    @property
    def known(self) -> bool:
        """Whether at least one end is known."""
        return self.start is not None or self.end is not None


UNKNOWN = Period(None, None)


def day(when: date) -> Period:
    """Return a single day."""
    return Period(when, when)


def dated(year: int, month: int, number: int) -> Period:
    """Return the day; not resolvable where the calendar has no such day."""
    try:
        return day(date(year, month, number))
    except ValueError:
        return UNKNOWN


def week(when: date, step: int = 0) -> Period:
    """Return Monday to Sunday around ``when``, ``step`` weeks on."""
    monday = when - timedelta(days=when.weekday()) + timedelta(weeks=step)
    return Period(monday, monday + timedelta(days=6))


def weekend(when: date, step: int = 0) -> Period:
    """Return Saturday and Sunday of the week around ``when``, ``step`` weeks on."""
    sunday = week(when, step).end
    assert sunday is not None
    return Period(sunday - timedelta(days=1), sunday)


def months(year: int, month: int, count: int = 1) -> Period:
    """Return ``count`` whole months from ``month`` on; a month outside 1 to 12 counts into the years beside."""
    first = year * 12 + month - 1
    last = first + count - 1
    start_year, end_year = first // 12, last // 12
    if start_year < 1 or end_year > LAST_YEAR * 4:
        return UNKNOWN
    end_month = last % 12 + 1
    return Period(date(start_year, first % 12 + 1, 1), date(end_year, end_month, monthrange(end_year, end_month)[1]))


def years(first: int, count: int = 1) -> Period:
    """Return ``count`` whole years; not resolvable outside the years 1 to 9999."""
    if not 1 <= first <= first + count - 1 <= 9999:
        return UNKNOWN
    return Period(date(first, 1, 1), date(first + count - 1, 12, 31))


def season(name: str, year: int) -> Period:
    """Return the three months of a season; winter begins in December of ``year``."""
    return months(year, SEASONS[name], 3)


def shifted(when: date, unit: str, count: float) -> date:
    """Return the day ``count`` units (day, week, month, year, decade, century, hour, minute) from ``when``.

    Raises:
        OverflowError: If the day lies outside the calendar.
    """
    days = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
    try:
        if unit in days:
            return when + timedelta(days=int(count * days[unit]))
        steps = int(count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit])
        position = when.year * 12 + when.month - 1 + steps
        year, month = position // 12, position % 12 + 1
        return date(year, month, min(when.day, monthrange(year, month)[1]))
    except ValueError as error:
        raise OverflowError(str(error)) from error


def around(when: date, unit: str) -> Period:
    """Return the week, month or year that ``when`` lies in; a day for shorter units, the year for longer ones."""
    if unit in {"week", "fortnight", "weekend"}:
        return week(when)
    if unit == "month":
        return months(when.year, when.month)
    if unit == "quarter":
        return months(when.year, (when.month - 1) // 3 * 3 + 1, 3)
    return years(when.year) if unit in {"year", "decade", "century"} else day(when)


def part(whole: Period, name: str) -> Period:
    """Return a part of a period: in months where it is longer than one, else in days.

    Args:
        whole: A period with both ends; others are returned as they are.
        name: early or late (the halves, also "first half" and "second half"), mid (the middle half), start or end
            (January or December of a year, the outer ten days of a month, the outer two of a week).
    """
    if whole.start is None or whole.end is None:
        return whole
    count = (whole.end.year - whole.start.year) * 12 + whole.end.month - whole.start.month + 1
    if count > 1 and whole.start.day == 1:
        first, length = _slice(count, name, edge=max(1, count // 12))
        return months(whole.start.year, whole.start.month + first, length)
    count = (whole.end - whole.start).days + 1
    if whole.start.day == 1 and count in range(28, 32) and name in {"early", "late"}:
        first = 0 if name == "early" else MIDDLE - 1
        return Period(whole.start.replace(day=first + 1), whole.end if first else whole.start.replace(day=MIDDLE))
    first, length = _slice(count, name, edge=max(1, count // 3))
    start = whole.start + timedelta(days=first)
    return Period(start, start + timedelta(days=length - 1))


def _slice(count: int, name: str, *, edge: int) -> tuple[int, int]:
    """Return where a part of ``count`` units begins and how many it has."""
    half, quarter = (count + 1) // 2, count // 4
    match name:
        case "early" | "first half":
            return 0, half
        case "late" | "second half":
            return count // 2, half
        case "mid":
            return quarter, count - 2 * quarter
        case "start":
            return 0, edge
        case _:
            return count - edge, edge
