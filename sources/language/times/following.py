"""Time expressions counted from a time that the text gave just before: "the next day", "two weeks later"."""

from __future__ import annotations

import re
from datetime import timedelta

from sources.language.times import periods
from sources.language.times.periods import UNKNOWN, Period
from sources.language.times.words import COUNT, UNIT, count_of, unit_of

_PART = r"(?:day|morning|afternoon|evening|night)"
_BESIDE = re.compile(rf"(?:on )?(?:(?:the )?(?P<which>next|following|previous|same)|that) {_PART}", re.IGNORECASE)
_WITHIN = re.compile(r"(?:in )?(?:the same|that) (?P<unit>week|month|year)", re.IGNORECASE)
_COUNTED = re.compile(rf"{COUNT} {UNIT} (?P<which>later|earlier|afterwards?|beforehand)", re.IGNORECASE)
_STEPS = {"next": 1, "following": 1, "previous": -1, "same": 0}
# Days of the longest time from which a unit may be counted: "two days later" from a day, "a year later" from a year.
_LONGEST = {"day": 1, "night": 1, "week": 7, "fortnight": 7, "month": 31, "year": 366, "decade": 366}


def following(words: str, told: Period) -> Period:
    """Return the days that ``words`` name, counted from ``told``; unknown where that is too long to count from.

    Args:
        words: A time expression that is counted from what was told before.
        told: The time that was told before.
    """
    if told.start is None or told.end is None:
        return UNKNOWN
    length = (told.end - told.start).days + 1
    if (beside := _BESIDE.fullmatch(words)) is not None:
        step = _STEPS[(beside["which"] or "same").lower()]
        return periods.day(told.start + timedelta(days=step)) if length == 1 else UNKNOWN
    if (within := _WITHIN.fullmatch(words)) is not None:
        unit = within["unit"].lower()
        return periods.around(told.start, unit) if length <= _LONGEST[unit] else UNKNOWN
    counted = _COUNTED.fullmatch(words)
    unit = unit_of(counted["unit"].lower()) if counted is not None else ""
    if counted is None or length > _LONGEST.get(unit, 0):
        return UNKNOWN
    count = count_of(counted["count"])
    back = counted["which"].lower() in {"earlier", "beforehand"}
    try:
        return periods.around(periods.shifted(told.start, unit, -count if back else count), unit)
    except OverflowError:
        return UNKNOWN
