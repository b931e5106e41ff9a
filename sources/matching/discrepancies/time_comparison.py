"""The time expressions of a sentence as claim and passage are compared: what each says, and the days it can mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from sources.language.times.finding import read_times
from sources.language.times.forms import Form, Shape
from sources.language.times.periods import Period
from sources.matching.discrepancies.sentences import Sentence

_BLANKS = re.compile(r"\s")
_LEADING = re.compile(r"(?:the|on|in|of|at) ", re.IGNORECASE)
_PART_OF_DAY = re.compile(r"(?<=day) (?:early |late |mid-?)?(?:morning|afternoon|evening|night|lunchtime)$")
_BOUNDS = frozenset({Shape.SINCE, Shape.UNTIL, Shape.BY, Shape.BEFORE, Shape.AFTER})
# A year with a 29 February, in which two days without a year are compared, and its neighbours for winters.
_LEAP, _AROUND_LEAP = 2000, (1999, 2000, 2001)
_MOST_YEARS = 12  # of a period in which a day without a year is looked for; a longer one holds every day
_DATELINE = 6  # tokens before the day of a dateline, and behind it to its dash: "NEW NORRING, Oct 10 (Mail) -"
_DASHES = frozenset({"-", "–", "—", "--"})
_WEEK = 6  # days from a period's first to its last in which every weekday lies


@dataclass(frozen=True, slots=True)
class Fields:
    """What the words of an expression say of a day; None where they do not."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None

    def __iter__(self) -> Iterator[int | None]:
        return iter((self.year, self.month, self.day, self.weekday))

    @property
    def only_year(self) -> bool:
        """Whether a year is all they say."""
        return self.year is not None and self.month is None and self.weekday is None


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression of a sentence.

    Attributes:
        form: What the reader found.
        periods: The days it can mean; empty where that is not known.
        words: As written, in small letters.
        first, last: Its tokens, both included.
    """

    form: Form
    fields: Fields
    periods: tuple[Period, ...]
    words: str
    first: int
    last: int

    @property
    def told(self) -> bool:
        """Whether it tells of a day or period that another can contradict, and not only of one that may be meant."""
        return not self.form.vague and (self.dated or bool(self.periods))

    @property
    def dated(self) -> bool:
        """Whether its words name a year, a month, a day or a weekday."""
        return any(field is not None for field in self.fields)

    @property
    def settles(self) -> bool:
        """Whether another that may mean the same is agreed with, although no word of the calendar is in it."""
        if self.form.vague:
            return any(period.start and period.end for period in self.periods)
        sure = bool(self.periods) or self.form.leeway == 0
        return self.form.relative and self.form.weekday is None and sure

    @property
    def lasts(self) -> bool:
        """Whether it is a stretch that a day or a year may lie in by chance: a range, a bound, or many years."""
        if self.form.parts and self.form.shape is not Shape.PART:
            return True
        return any(period.start and period.end and period.end.year > period.start.year + 1 for period in self.periods)


@lru_cache(maxsize=1_024)
def times_in(sentence: Sentence, published: date | None = None) -> tuple[Time, ...]:
    """Return the time expressions of a sentence in order that can be compared, resolved as far as they can be."""
    found = (
        Time(form, fields_of(form), reach(form), _words(sentence, form), *_tokens(sentence, form))
        for form in read_times(_BLANKS.sub(" ", sentence.text), published=published)
    )
    return tuple(time for time in found if time.told or time.settles)


def times_told_in(sentence: Sentence, published: date | None = None) -> tuple[Time, ...]:
    """Return the times of a sentence, without the day of a dateline where what is told has its own.

    "HONG KONG, Oct 10 (Mail) - The shop closed on Wednesday": it closed on the day before the report.
    """
    found = times_in(sentence, published)
    has_its_own = any(time.fields.weekday is not None or time.fields.day is not None for time in found[1:])
    return found[1:] if has_its_own and _opens_a_report(sentence, found) else found


def _opens_a_report(sentence: Sentence, times: Sequence[Time]) -> bool:
    """Tell whether the first time of a sentence is that of a dateline: a place in capitals, the day, and a dash."""
    if not times or not sentence.tokens[0].text.isupper() or times[0].first > _DATELINE:
        return False
    behind = [token.text for token in sentence.tokens[times[0].last + 1 : times[0].last + 1 + _DATELINE]]
    if behind[:1] == ["("] and ")" in behind:
        behind = behind[behind.index(")") + 1 :]
    return bool(behind) and behind[0] in _DASHES


def _words(sentence: Sentence, form: Form) -> str:
    return sentence.text[form.start : form.end].lower()


def dated_tokens(sentence: Sentence) -> frozenset[int]:
    """Return the tokens that name years, months and days of the calendar, whose figures count nothing."""
    leaves = (leaf for time in times_in(sentence) for leaf in leaves_of(time.form))
    places = (_tokens(sentence, leaf) for leaf in leaves if any(field is not None for field in fields_of(leaf)))
    return frozenset(at for first, last in places for at in range(first, last + 1))


def leaves_of(form: Form) -> Iterator[Form]:
    """Yield the plain forms that a range, a part or a bound is made of; a plain form itself."""
    if not form.parts or all((part.start, part.end) == (form.start, form.end) for part in form.parts):
        yield form
        return
    for part in form.parts:
        yield from leaves_of(part)


def span_of(sentence: Sentence, form: Form) -> tuple[int, int]:
    """Return the first and last token of a form, without the article before it and the hour of the day behind it."""
    if form.shape is Shape.PLAIN:
        led = _LEADING.match(sentence.text, form.start, form.end)
        hour = _PART_OF_DAY.search(sentence.text, form.start, form.end)
        form = replace(form, start=led.end() if led else form.start, end=hour.start() if hour else form.end)
    return _tokens(sentence, form)


def _tokens(sentence: Sentence, form: Form) -> tuple[int, int]:
    begin, end = sentence.start + form.start, sentence.start + form.end
    places = [at for at, token in enumerate(sentence.tokens) if token.start < end and begin < token.end]
    return (places[0], places[-1]) if places else (0, 0)


def fields_of(form: Form) -> Fields:
    """Return what the words say: of a part or a bound what its time says, of a range what both its ends say."""
    if form.parts:
        first, last = fields_of(form.parts[0]), fields_of(form.parts[-1])
        if form.shape is not Shape.RANGE:
            return first
        return Fields(first.year or last.year, first.month or last.month)
    sample = form.in_year(_LEAP) if form.in_year else form.period
    if form.relative or sample.start is None or sample.end is None:
        return Fields(weekday=form.weekday)
    year = None if form.in_year else sample.start.year
    days = (sample.end - sample.start).days
    if days == 0:
        return Fields(year, sample.start.month, sample.start.day, form.weekday)
    return Fields(year, sample.start.month if days <= 31 else None)


def reach(form: Form) -> tuple[Period, ...]:
    """Return the days that a form can mean, as wide as its words allow; empty where no year is known.

    "Early", "late" and seasons reach through the whole they are a part of, bounds hold the time they are set by
    ("before 2006" may be said of January 2006), and counted times what lies half a unit beside them.
    """
    if form.shape is Shape.PART:
        return tuple(_joined((form.period, *reach(form.parts[0])))) if form.period.known else ()
    if form.shape in _BOUNDS:
        return tuple(_opened(form.shape, period) for period in reach(form.parts[0]))
    if form.shape is Shape.RANGE and form.period.known:
        ends = [reach(part) for part in form.parts]
        return (Period(ends[0][0].start, ends[1][0].end),) if all(ends) else (form.period,)
    return tuple(_widened(period, form.leeway) for period in (form.period, *form.others) if period.known)


def _joined(periods: tuple[Period, ...]) -> Iterator[Period]:
    starts, ends = [period.start for period in periods], [period.end for period in periods]
    known_starts, known_ends = [one for one in starts if one], [one for one in ends if one]
    yield Period(
        min(known_starts) if len(known_starts) == len(starts) else None,
        max(known_ends) if len(known_ends) == len(ends) else None,
    )


def _opened(shape: Shape, period: Period) -> Period:
    return Period(period.start, None) if shape in {Shape.SINCE, Shape.AFTER} else Period(None, period.end)


def _widened(period: Period, days: int) -> Period:
    if not days:
        return period
    start, end = period.start or date.min, period.end or date.max
    by = timedelta(days)
    return Period(
        start - by if period.start and start - date.min > by else None,
        end + by if period.end and date.max - end > by else None,
    )


def agree(one: Time, other: Time) -> bool:
    """Tell whether two expressions can mean the same time: the same days, or days of one inside of the other.

    Two that are bounded alike ("since 1990", "since 1995") must name the same bound, and two ranges the same ends
    unless one lies inside of the other with neither end in common. What is not known agrees with everything.
    """
    if one.form.shape is other.form.shape and one.form.parts and other.form.parts:
        return _alike(one.form, other.form)
    if _apart(one.form.weekday, other.form.weekday) and not one.form.parts and not other.form.parts:
        return False
    if one.periods and other.periods:
        return any(_meet(a, b) for a in one.periods for b in other.periods)
    return _may_agree(one.form, one.periods, other.form, other.periods)


def _alike(one: Form, other: Form) -> bool:
    """Tell whether two forms of one shape, each with its parts, agree."""
    if one.shape is Shape.RANGE:
        ends = [forms_agree(a, b) for a, b in zip(one.parts, other.parts, strict=True)]
        if any(ends):
            return all(ends)
        if one.in_year and other.in_year and not (one.period.known and other.period.known):
            return _nested(one.in_year(_LEAP), other.in_year(_LEAP))
        return _nested(one.period, other.period)
    return forms_agree(one.parts[0], other.parts[0])


def forms_agree(one: Form, other: Form) -> bool:
    """Tell whether two forms can mean the same time, wherever they stand."""
    return agree(
        Time(one, fields_of(one), reach(one), "", 0, 0), Time(other, fields_of(other), reach(other), "", 0, 0)
    )


def _apart(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one != other


def _nested(one: Period, other: Period) -> bool:
    bounds = [one.start, one.end, other.start, other.end]
    if any(bound is None for bound in bounds):
        return True
    a, b, c, d = (bound or date.min for bound in bounds)
    return a <= c <= d <= b or c <= a <= b <= d


def _meet(one: Period, other: Period) -> bool:
    low = max(one.start or date.min, other.start or date.min)
    return low <= min(one.end or date.max, other.end or date.max)


def _may_agree(one: Form, mine: tuple[Period, ...], other: Form, theirs: tuple[Period, ...]) -> bool:
    """Compare two forms of which one at least has no days: by their days in a year, or by their weekday."""
    if mine and not theirs:
        return _may_agree(other, theirs, one, mine)
    if one.shape in _BOUNDS or other.shape in _BOUNDS:
        return True
    if one.in_year and theirs:
        return any(_in_some_year(one, period) for period in theirs)
    if one.in_year and other.in_year:
        return any(_meet(one.in_year(_LEAP), other.in_year(year)) for year in _AROUND_LEAP)
    if one.weekday is not None and theirs:
        return any(_has_weekday(one.weekday, period) for period in theirs)
    return True


def _in_some_year(form: Form, period: Period) -> bool:
    """Tell whether a form without a year can lie in a period."""
    assert form.in_year is not None
    if period.start is None or period.end is None or period.end.year - period.start.year > _MOST_YEARS:
        return True
    years = range(max(1, period.start.year - 1), min(9999, period.end.year) + 1)
    return any(_meet(form.in_year(year), period) for year in years if form.in_year(year).known)


def _has_weekday(weekday: int, period: Period) -> bool:
    if period.start is None or period.end is None or (period.end - period.start).days >= _WEEK:
        return True
    return (weekday - period.start.weekday()) % 7 <= (period.end - period.start).days
