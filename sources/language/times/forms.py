"""How single time expressions are found: rules with a pattern and a reader, the longest match winning."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from sources.language.times.article_date import dates_in
from sources.language.times.periods import UNKNOWN, Period, day
from sources.language.times.words import ANY_MONTH, ANY_WEEKDAY, DAY, YEAR, Direction


@dataclass(frozen=True, slots=True)
class Form:
    """A time expression in a text, half-open in its characters.

    Attributes:
        in_year: The days it stands for in a given year, for a form without a year ("July"); else None.
        closed: Whether it already says from when to when, so that "since" or "by" cannot stand before it.
    """

    start: int
    end: int
    period: Period
    in_year: Callable[[int], Period] | None = None
    closed: bool = False


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
        return self.form(nearest(in_year, self.setting.article, self.direction), in_year, closed=closed)


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of time expression.

    Attributes:
        absolute: Whether it can stand for days without the article's date; the reader then must not use A.
    """

    pattern: re.Pattern[str]
    read: Callable[[Found, date], Form | None]
    absolute: bool


_BOUNDARY = r"(?<![\w’'])(?<!\d[,.])"
# A hyphen before a form makes it part of a word ("post-1990"), but "mid-1990" and "Jan-Feb" are not one.
_HYPHEN_IS_FREE = re.compile(
    rf"(?:\b(?:mid|late|early|{ANY_MONTH}|{ANY_WEEKDAY}|{YEAR}|\d\ds)|(?:{ANY_MONTH}) {DAY})-$", re.IGNORECASE
)


class Rules(list[Rule]):
    """Rules in the order they are tried; order does not matter to the result, except between equal matches."""

    def rule(
        self, pattern: str, *, flags: int = re.IGNORECASE, absolute: bool = False
    ) -> Callable[[Callable[[Found, date], Form | None]], Callable[[Found, date], Form | None]]:
        """Return a decorator that adds its reader under ``pattern``, which is matched as whole words."""

        def register(reader: Callable[[Found, date], Form | None]) -> Callable[[Found, date], Form | None]:
            self.append(Rule(re.compile(rf"{_BOUNDARY}(?:{pattern})(?!\w)", flags), reader, absolute))
            return reader

        return register


def find_forms(rules: Iterable[Rule], setting: Setting) -> list[Form]:
    """Return the single time expressions of a text in order, without overlap: the first, and of those the longest."""
    found = [
        Form(written.start, written.end, day(written.day) if written.day else UNKNOWN)
        for written in dates_in(setting.text)
    ]
    for rule in rules:
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
        return found.form(UNKNOWN)
    if form is None or article or rule.absolute:
        return form
    return found.form(UNKNOWN)


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


def step_of(which: str) -> int:
    """Return how many weeks, months or years on from A words such as "last", "the past" or "next" mean."""
    word = which.lower().split()[-1]
    return {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(word, 0)
