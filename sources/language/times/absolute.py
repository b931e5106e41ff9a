"""Time expressions of the calendar within a year: days, months, quarters, seasons, feasts.

Those without a year take the one that the tense asks for (`sources.language.times.forms.nearest`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from sources.language.times import periods
from sources.language.times.forms import Form, Found, Rules, Shape, nearest, step_of
from sources.language.times.periods import SEASONS, UNKNOWN, Period
from sources.language.times.words import (
    AMBIGUOUS_MONTHS,
    ANY_MONTH,
    ANY_WEEKDAY,
    BEFORE_A_MONTH,
    DAY,
    DIGITS,
    LONG_MONTH,
    MONTH_CUES,
    NEAR,
    NOT_A_YEAR_AFTER,
    ORDINALS,
    SEASON,
    YEAR,
    Direction,
    month_of,
    weekday_of,
)

RULES = Rules()
_TO = r" ?(?:[-–—]|to|through|until|and) ?(?:the )?"
_WHICH_YEAR = rf"(?:,? (?:of |in the year )?(?:(?P<year>{YEAR})|(?P<which>this|last|next) year))"
_FEASTS = {
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26),
    "new year's day": (1, 1), "new year's eve": (12, 31), "valentine's day": (2, 14), "halloween": (10, 31),
}  # fmt: skip
_FEAST_CUES = ("christmas", "boxing", "new year", "valentine", "halloween")


def _is_month(name: str, *, certain: bool) -> bool:
    """Say whether a name is a month: in small letters only where nothing else is meant ("march 5th")."""
    return name[0].isupper() or (name.lower() not in {"may", "march", "mar", "sun", "sat", "dec", "jan"}) or certain


def _number(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def _of_year(found: Found, a: date, in_year: Callable[[int], Period], *, closed: bool = False) -> Form:
    """Return the form in the year it names, in the near year it points at, or in the one the tense asks for."""
    if found["year"]:
        return found.form(in_year(int(found["year"])), closed=closed)
    if found["which"]:
        near = UNKNOWN if found.setting.article is None else in_year(a.year + step_of(found["which"]))
        return found.form(near, closed=closed)
    return found.undated(in_year, closed=closed)


@RULES.rule(
    rf"(?:from |between )?(?:(?P<month>{ANY_MONTH}) ?(?P<first>{DAY}){_TO}(?P<last>{DAY})"
    rf"|(?:the )?(?P<first2>{DAY}){_TO}(?P<last2>{DAY})(?: of)? (?P<month2>{ANY_MONTH})){_WHICH_YEAR}?",
    cues=MONTH_CUES,
    absolute=True,
)
def _days_of_one_month(found: Found, a: date) -> Form | None:
    if " and " in found.words and not found.words.startswith("between"):
        return None  # two days; each is found by the rule below
    month = month_of(found["month"] or found["month2"])
    first, last = (_number(found[name] or found[f"{name}2"]) for name in ("first", "last"))
    if last <= first or not _is_month(found["month"] or found["month2"], certain=bool(found["year"])):
        return None

    def in_year(year: int) -> Period:
        return Period(periods.dated(year, month, first).start, periods.dated(year, month, last).end)

    whole = _of_year(found, a, in_year, closed=True)

    def end(number: int) -> Form:
        return _of_year(found, a, lambda year: periods.dated(year, month, number))

    return replace(whole, shape=Shape.RANGE, parts=(end(first), end(last)))


@RULES.rule(
    rf"(?:(?P<weekday>{ANY_WEEKDAY}),? )?(?:the |this )?(?:(?P<month>{ANY_MONTH}) ?(?P<day>{DAY})"
    rf"|(?P<day2>{DAY})(?:(?<=st|nd|rd|th) day)?(?: of)? (?P<month2>{ANY_MONTH}))(?![.,:]?\d){_WHICH_YEAR}?",
    cues=MONTH_CUES,
    absolute=True,
)
def _day_and_month(found: Found, a: date) -> Form | None:
    if re.search(r"(?:\d[.,:/-]?|[$€£])$", found.before):
        return None
    month, number = month_of(found["month"] or found["month2"]), _number(found["day"] or found["day2"])
    if not _is_month(
        found["month"] or found["month2"],
        certain=bool(found["year"]) or not (found["day"] or found["day2"]).isdigit(),
    ):
        return None

    def in_year(year: int) -> Period:
        return periods.dated(year, month, number)

    def on_its_weekday(year: int) -> Period:
        period = in_year(year)
        return period if period.start and period.start.weekday() == weekday_of(found["weekday"]) else UNKNOWN

    if not found["weekday"]:
        return _of_year(found, a, in_year)
    form = _of_year(found, a, on_its_weekday)
    if form.period.known and not (found["year"] or found["which"]):
        # Weekday and day fit but one year in six: the nearest of them, whatever the tense of the clause.
        form = replace(form, period=nearest(on_its_weekday, found.setting.article, Direction.UNKNOWN))
    return replace(form if form.period.known else _of_year(found, a, in_year), weekday=weekday_of(found["weekday"]))


@RULES.rule(rf"(?P<month>{ANY_MONTH})(?:, ?| of | )(?P<year>{YEAR})", cues=MONTH_CUES, absolute=True)
def _month_and_year(found: Found, a: date) -> Form | None:
    if NOT_A_YEAR_AFTER.match(found.after) or not _is_month(found["month"], certain=False):
        return None
    return _of_year(found, a, lambda year: periods.months(year, month_of(found["month"])))


@RULES.rule(rf"(?P<month>{LONG_MONTH})(?: of)? (?P<which>this|last|next) year", cues=NEAR, flags=0)
def _month_of_a_near_year(found: Found, a: date) -> Form:
    return _of_year(found, a, lambda year: periods.months(year, month_of(found["month"])))


@RULES.rule(
    rf"(?P<which>(?i:this past|this coming|this|last|next)) (?P<month>{LONG_MONTH})(?!,? \d)", cues=NEAR, flags=0
)
def _near_month(found: Found, a: date) -> Form:
    month, which = month_of(found["month"]), found["which"].lower()
    if which == "this":
        year = a.year
    elif which in {"last", "this past"}:
        year = a.year - (month >= a.month)
    else:
        year = a.year + (month <= a.month)
    return found.form(periods.months(year, month))


@RULES.rule(
    r"(?<=on )the (?P<day>\d{1,2})(?:st|nd|rd|th)(?=$|[.,;:]| of (?:the|this|last|next) month| at )", cues=["on the "]
)
def _day_of_the_month(found: Found, a: date) -> Form:
    back = range(12) if found.direction is not Direction.FUTURE else range(0, -12, -1)
    days = [
        periods.dated(first.year, first.month, int(found["day"]))
        for first in (periods.months(a.year, a.month - step).start for step in back)
        if first
    ]
    behind = found.direction is not Direction.FUTURE
    return found.form(
        next((day for day in days if day.start and (day.start <= a if behind else day.start >= a)), UNKNOWN)
    )


@RULES.rule(
    rf"(?P<month>{LONG_MONTH}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?(?!\w))",
    cues=MONTH_CUES,
    flags=0,
    absolute=True,
)
def _month_alone(found: Found, _a: date) -> Form | None:
    name = found["month"]
    led = BEFORE_A_MONTH.search(found.before) is not None
    doubtful = name in AMBIGUOUS_MONTHS or len(name.rstrip(".")) <= 4
    person = (
        name in AMBIGUOUS_MONTHS
        and re.match(r" [A-Z][a-z]|['’]s\b", found.after)
        and not re.search(r"\b(?:in|since|until|during|early|late)\s$", found.before, re.IGNORECASE)
    )
    if (doubtful and not led) or person:
        return None
    return found.undated(lambda year: periods.months(year, month_of(name)))


@RULES.rule(
    rf"(?:the )?(?:(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th)[- ](?P<unit>quarter|half)"
    r"|(?P<letter>[QH])(?P<digit>[1-4]))"
    rf"(?:,? ?(?:of )?(?:(?P<year>{YEAR})|(?P<which>this|last|next|the) year))?",
    cues=["quarter", "half", *DIGITS],
    absolute=True,
)
def _quarter_or_half(found: Found, a: date) -> Form | None:
    half = found["unit"].lower() == "half" or found["letter"].lower() == "h"
    number = ORDINALS[found["nth"].lower()] if found["nth"] else int(found["digit"])
    stated = bool(found["year"] or found["which"])
    if (half and (number > 2 or not stated)) or (
        not stated and not found["letter"] and not found.words.startswith("the ")
    ):
        return None  # "a second half of football", "third quarter" of a match
    length = 6 if half else 3
    return _of_year(found, a, lambda year: periods.months(year, (number - 1) * length + 1, length))


@RULES.rule(
    rf"(?:the )?(?P<season>{SEASON})(?: of|,)? (?:(?P<year>{YEAR})|(?P<which>this|last|next) year)"
    r"(?:[-–/]\d\d)?",
    cues=SEASONS,
    absolute=True,
)
def _season_of_a_year(found: Found, a: date) -> Form:
    return _season(_of_year(found, a, lambda year: periods.season(found["season"].lower(), year)))


def _season(form: Form) -> Form:
    """Return a season as a part of the year that it begins in: it lies elsewhere in it on the southern half."""
    start = form.period.start
    whole = replace(form, period=periods.years(start.year) if start else UNKNOWN, in_year=periods.years)
    return replace(form, shape=Shape.PART, parts=(replace(whole, in_year=periods.years if form.in_year else None),))


@RULES.rule(rf"(?P<which>this past|this coming|this|last|next) (?P<season>{SEASON})", cues=SEASONS)
def _near_season(found: Found, a: date) -> Form | None:
    if re.match(r" (?:Olympic|Paralympic|Games|semester|term)", found.after):
        return None
    name, which = found["season"].lower(), found["which"].lower()
    turns = [periods.season(name, a.year + step) for step in (-2, -1, 0, 1, 2)]
    here = [turn for turn in turns if turn.start and turn.end and turn.start <= a <= turn.end]
    if which == "this":
        return _season(found.form(here[0] if here else periods.season(name, a.year)))
    if which in {"last", "this past"}:
        return _season(found.form([turn for turn in turns if turn.end and turn.end < a][-1]))
    return _season(found.form(next(turn for turn in turns if turn.start and turn.start > a)))


@RULES.rule(rf"(?<=in )(?:the )?(?P<season>{SEASON})(?! of| \d| Olymp| Paralymp)", cues=SEASONS)
def _season_alone(found: Found, _a: date) -> Form | None:
    if not found.words.startswith("the "):
        return None  # "in winter" is said of every winter
    return _season(found.undated(lambda year: periods.season(found["season"].lower(), year)))


@RULES.rule(
    rf"(?P<feast>{'|'.join(sorted(_FEASTS, key=len, reverse=True))}){_WHICH_YEAR}?".replace("'", "['’]"),
    cues=_FEAST_CUES,
    absolute=True,
)
def _feast(found: Found, a: date) -> Form | None:
    led = re.search(r"\b(?:at|on|by|before|after|since|until|last|this|next|over)\s*$", found.before, re.IGNORECASE)
    if not led or re.match(r" [A-Z]| (?:tree|market|card|party|carol|present|dinner|song|shop|sales)", found.after):
        return None
    month, number = _FEASTS[found["feast"].lower().replace("’", "'")]
    return _of_year(found, a, lambda year: periods.dated(year, month, number))


@RULES.rule(r"9/11", cues=["9/11"], absolute=True)
def _september_11(found: Found, _a: date) -> Form:
    return found.form(periods.dated(2001, 9, 11))
