"""How single time expressions are found: rules with a pattern and a reader, the longest match winning."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sources.language.times.article_date import dates_in
from sources.language.times.periods import UNKNOWN, Period, day
from sources.language.times.words import ANY_MONTH, ANY_WEEKDAY, DAY, YEAR, Direction


class Shape(StrEnum):
    """What the words around a time make of it: the time itself, a part of it, or a stretch that it bounds."""

    PLAIN = "plain"
    PART = "part"  # "late April", "the first six months of 2019"
    RANGE = "range"  # "from 1998 to 2006"
    SINCE = "since"
    UNTIL = "until"
    BY = "by"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Form:
    """A time expression in a text, half-open in its characters.

    Attributes:
        in_year: The days it stands for in a given year, for a form without a year ("July"); else None.
        closed: Whether it already says from when to when, so that "since" or "by" cannot stand before it.
        shape: How it is made of its parts.
        parts: The forms inside: two of a range, one of a part or of a bound, none of a plain form.
        weekday: The weekday that the words name; Monday is 0.
        relative: Whether it is counted from the article's date A ("yesterday"), so that without A it has no days.
        vague: Whether it is no day or period in which something happened: "now", "recently", "for two years".
        others: The other days that it may mean where the words do not tell past from future.
        leeway: Days by which what happened may lie outside of a counted time ("two years ago").
    """

    start: int
    end: int
    period: Period
    in_year: Callable[[int], Period] | None = None
    closed: bool = False
    shape: Shape = Shape.PLAIN
    parts: tuple[Form, ...] = ()
    weekday: int | None = None
    relative: bool = False
    vague: bool = False
    others: tuple[Period, ...] = ()
    leeway: int = 0


@dataclass(frozen=True, slots=True)
class Setting:
    """What an expression is read against: the text, the article's date A (None: not known), and the tense there."""

    text: str
    article: date | None
    direction: Callable[[int], Direction]


@dataclass(frozen=True, slots=True)
class Found:
    """A rule's match with what it is read against; `found["name"]` is a group's words, or empty."""

    match: re.Match[str]
    setting: Setting

    def __getitem__(self, name: str) -> str:
        return self.match.groupdict().get(name) or ""

    @property
    def direction(self) -> Direction:
        """The tense of the clause around it."""
        return self.setting.direction(self.match.start())

    @property
    def words(self) -> str:
        """The whole match in small letters."""
        return self.match.group().lower()

    @property
    def before(self) -> str:
        """The 200 characters before it."""
        return self.setting.text[max(0, self.match.start() - 200) : self.match.start()]

    @property
    def after(self) -> str:
        """The 40 characters behind it."""
        return self.setting.text[self.match.end() : self.match.end() + 40]

    def form(self, period: Period, in_year: Callable[[int], Period] | None = None, *, closed: bool = False) -> Form:
        """Return the form that stands for ``period``."""
        return Form(self.match.start(), self.match.end(), period, in_year, closed)

    def undated(self, in_year: Callable[[int], Period], *, closed: bool = False) -> Form:
        """Return a form without a year, read in the year that the tense asks for."""
        article = self.setting.article
        if article is None:
            return self.form(UNKNOWN, in_year, closed=closed)
        near = f"{self.before[-_NEAR:]} {self.after}"
        if _OWN_DAY.search(near) or (self.direction is not Direction.PAST and _EVERY_YEAR.search(near)):
            return self.form(UNKNOWN, in_year, closed=closed)
        form = self.form(nearest(in_year, article, self.direction), in_year, closed=closed)
        if self.direction is not Direction.UNKNOWN:
            return form
        if _days_off(form.period, article) > _SURE_WITHOUT_TENSE:
            form = replace(form, period=UNKNOWN)
        beside = tuple(in_year(article.year + step) for step in (-1, 0, 1))
        return replace(form, others=tuple(period for period in beside if period.known and period != form.period))


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of time expression.

    Attributes:
        cues: Pieces of words in small letters; a text that has none of them has no match of the pattern.
        absolute: Whether it can stand for days without the article's date; the reader then must not use A.
    """

    pattern: re.Pattern[str]
    read: Callable[[Found, date], Form | None]
    cues: tuple[str, ...]
    absolute: bool


# A day without a year in a clause without a tense is the nearest one only where that is near; a wrong year is worse
# than none. Within a third of a year the other day that may be meant is at least twice as far.
_SURE_WITHOUT_TENSE = 121
_EVERY_YEAR = re.compile(
    r"\b(?:holidays?|every|each|annual|annually|yearly|always|usually|traditionally)\b",
    re.IGNORECASE,
)
_OWN_DAY = re.compile(r"\b(?:birthdays?|anniversar(?:y|ies))\b", re.IGNORECASE)
_NEAR = 40  # characters before and behind in which such a word stands
_BOUNDARY = r"(?<![\w’'])(?<!\d[,.])"
# A hyphen before a form makes it part of a word ("post-1990"), but "mid-1990" and "Jan-Feb" are not one.
_HYPHEN_IS_FREE = re.compile(
    rf"(?:\b(?:mid|late|early|{ANY_MONTH}|{ANY_WEEKDAY}|{YEAR}|\d\ds)|(?:{ANY_MONTH}) {DAY})-$", re.IGNORECASE
)


class Rules(list[Rule]):
    """Rules in the order they are tried; order does not matter to the result, except between equal matches."""

    def rule(
        self, pattern: str, *, cues: Iterable[str], flags: int = re.IGNORECASE, absolute: bool = False
    ) -> Callable[[Callable[[Found, date], Form | None]], Callable[[Found, date], Form | None]]:
        """Return a decorator that adds its reader under ``pattern``, which is matched as whole words.

        Only a text with one of ``cues`` is searched for the pattern: most texts have few of them, and looking for a
        piece of a word takes a hundredth of the time of a search.
        """

        def register(reader: Callable[[Found, date], Form | None]) -> Callable[[Found, date], Form | None]:
            compiled = re.compile(rf"{_BOUNDARY}(?:{pattern})(?!\w)", flags)
            self.append(Rule(compiled, reader, tuple(cues), absolute))
            return reader

        return register


def find_forms(rules: Iterable[Rule], setting: Setting) -> list[Form]:
    """Return the single time expressions of a text in order, without overlap: the first, and of those the longest."""
    lowered = setting.text.lower()
    found = [
        Form(written.start, written.end, day(written.day) if written.day else UNKNOWN)
        for written in dates_in(setting.text)
    ]
    for rule in rules:
        if not any(map(lowered.__contains__, rule.cues)):
            continue
        for match in rule.pattern.finditer(setting.text):
            if _inside_a_word(setting.text, match.start()):
                continue
            form = _read(rule, Found(match, setting))
            if form is not None:
                found.append(form)
    found.sort(key=lambda form: (form.start, -form.end))
    kept: list[Form] = []
    for form in found:
        if not kept or form.start >= kept[-1].end:
            kept.append(form)
    return kept


def _inside_a_word(text: str, at: int) -> bool:
    return text[at - 1 : at] == "-" and _HYPHEN_IS_FREE.search(text[max(0, at - 16) : at]) is None


def _read(rule: Rule, found: Found) -> Form | None:
    """Return what the rule makes of a match; without the article's date a relative one keeps only its words."""
    article = found.setting.article
    try:
        form = rule.read(found, article or date(2000, 1, 1))
    except OverflowError:
        return replace(found.form(UNKNOWN), relative=not rule.absolute)
    if form is None or rule.absolute:
        return form
    # What is counted from another time of the text ("that year") is not counted from A either.
    form = replace(form, relative=form.period.known, vague=form.vague or form.closed)
    if article:
        return form
    return replace(form, period=UNKNOWN, in_year=None, closed=False, shape=Shape.PLAIN, parts=(), others=())


def nearest(in_year: Callable[[int], Period], article: date | None, direction: Direction) -> Period:
    """Return the days of a yearly form that the tense asks for: last begun, next to end, or nearest to A."""
    if article is None:
        return UNKNOWN
    choices = [
        in_year(article.year + step) for step in range(-8, 9)
    ]  # 29 February can be eight years off (1896, 1904)
    known = [(choice.start, choice.end) for choice in choices if choice.start and choice.end]
    past = [choice for choice in known if choice[0] <= article]
    future = [choice for choice in known if choice[1] >= article]
    if direction is Direction.PAST:
        return Period(*past[-1]) if past else UNKNOWN
    if direction is Direction.FUTURE:
        return Period(*future[0]) if future else UNKNOWN
    away = {choice: max((choice[0] - article).days, (article - choice[1]).days, 0) for choice in known}
    return Period(*min(away, key=lambda choice: away[choice])) if away else UNKNOWN


def _days_off(period: Period, article: date) -> int:
    """Return how many days lie between a period and A; 0 where A lies in it."""
    start, end = period.start or article, period.end or article
    return max((start - article).days, (article - end).days, 0)


def step_of(which: str) -> int:
    """Return how many weeks, months or years on from A words such as "last", "the past" or "next" mean."""
    word = which.lower().split()[-1]
    return {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(word, 0)
