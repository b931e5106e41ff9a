"""The time expressions of a sentence, each with the first and last day it stands for.

Dates resolve as the claim guidelines say (row 7 and the paragraph on dates); where those are silent, to the widest
stretch that the words allow. The rules of `absolute`, `years` and `relative` find single expressions; here they are
joined with the words before and between them: "the end of", "between ... and", "since", "until", "by".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from sources.language.lexicon import any_of
from sources.language.patterns import compiled, one_of
from sources.language.span import Span
from sources.language.times import absolute, periods, relative, years
from sources.language.times.forms import Form, Setting, Shape, find_forms
from sources.language.times.periods import UNKNOWN, Period, shifted
from sources.language.times.reference import TimeOf, TimeReference
from sources.language.times.words import COUNT, UNIT, Direction, count_of, looks_ahead, tense_near, unit_of

_RULES = (*absolute.RULES, *years.RULES, *relative.RULES)
_LOOK_BACK = 48  # characters before an expression in which "the beginning of" or "between" stands
_PARTS = one_of(
    "early", "late", "mid", "middle", "start", "beginning", "outset", "end", "close", "turn", "first half",
    "second half",
    "latter half", "first (?:few )?(?:days|weeks|months)", "rest", "remainder", "course",
    "week(?= of| beginning| starting| ending)",
)  # fmt: skip
_PART = re.compile(
    rf"(?<![\w-])(?:the )?(?:very )?(?P<part>{_PARTS})"
    r"(?:[ -]|[ -](?:part )?(?:of|in|on|beginning|starting|ending)(?: on)?[ -])(?:the )?$",
    re.IGNORECASE,
)
# Also verbs ("may end this week"): as parts of a period they need "of", a hyphen, or words before that want a noun.
_NOUN_PARTS = re.compile(r"start|beginning|outset|end|close|turn|rest|remainder|course|middle", re.IGNORECASE)
_WANTS_NOUN = re.compile(r"\b(?:at|by|until|till|since|from|before|after|near|towards?|around)\s$", re.IGNORECASE)
_PART_NAMES = {
    "middle": "mid", "beginning": "start", "outset": "start", "turn": "start", "close": "end",
    "latter half": "second half",
}  # fmt: skip
_NTH_WEEK = re.compile(
    r"(?<![\w-])(?:the )?(?P<nth>first|second|third|fourth|last|final) (?P<unit>week|day|weekend) (?:of|in) "
    r"(?:the )?$",
    re.IGNORECASE,
)
_FIRST_COUNT = re.compile(
    rf"(?<![\w-])(?:in |over |for )?(?:the )?(?P<nth>first|last|final) {COUNT} {UNIT} of (?:the )?$", re.IGNORECASE
)
_MONTHS_TO = re.compile(
    rf"(?<![\w-])(?:in |over |for )?the (?:{COUNT} {UNIT}|(?P<one>year|half-year|quarter|month|fortnight|week)) "
    r"(?:to|through|ending|ended|until|up to)(?: in| on| the)? $",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?<!\w)(?P<word>between|from)(?: (?:the|at least|about|around))? $", re.IGNORECASE)
_HALF_A_YEAR = 183  # days
_JOINS = re.compile(r"\s?(?:[-–—]|to|through|until|till|and|up to)\s?(?:the )?", re.IGNORECASE)
_ONWARDS = re.compile(r" on(?=[,.;]|$)|,? onwards?\b", re.IGNORECASE)
_SINCE = r"ever since|since|as of|starting(?: on| in| from)?|beginning(?: on| in)?|effective(?: from)?"
_UNTIL = r"until|till|up to|up until|through to|through|as late as"
_BOUND = re.compile(
    rf"(?<![\w-])(?:(?P<since>{_SINCE})|(?P<until>{_UNTIL})|(?P<by>(?:no|not) later than|by)"
    r"|(?P<before>before|prior to|ahead of|earlier than)"
    r"|(?P<after>after|following|later than))(?: (?:about|around|early on|at least|late on|the))? $",
    re.IGNORECASE,
)
_AWAY = re.compile(rf"(?<!\w){COUNT} {UNIT} $", re.IGNORECASE)
_BOUND_SHAPES = (Shape.SINCE, Shape.UNTIL, Shape.BY, Shape.BEFORE, Shape.AFTER)  # the names of its groups
_DAY_OF_A_NAME = re.compile(r"(?P<slash>\d{1,2}/\d{1,2})$|[A-Z][a-z]+ \d{1,2}(?:st|nd|rd|th)?$")
_BODIES = any_of("bodies_named_by_a_day")
_BODY = re.compile(rf" (?:[A-Z][\w’'-]+ ){{0,2}}(?i:{_BODIES})\b")
_BODY_WITH_CAPITAL = re.compile(rf" (?:[A-Z][\w’'-]+ ){{0,2}}(?=[A-Z])(?i:{_BODIES})\b")
_SAY = (
    r"(?:said|says|told|tells|reported|announced|added|stated|declared|confirmed|warned|tweeted|wrote|testified|"
    r"acknowledged|insisted|denied|claimed|explained|noted|argued|revealed|disclosed)"
)
_ON = r"(?:(?:late|early|earlier|again|only|later|on|last) )*"
_SAYS_BEFORE = compiled(
    rf"\b{_SAY},? (?:in an? (?:[\w-]+ ){{1,3}})?{_ON}$",
    rf"\b(?:told|tells) (?:[\w’'.-]+ ){{1,5}}(?:in an? (?:[\w-]+ ){{1,3}})?{_ON}$",
    rf"\baccording to (?:(?:[\w’'-]+|(?:[A-Z]\.)+) ){{1,7}}(?:from |released |published |issued )?{_ON}$",
    r"\bin an? (?:\w+ )?(?:statement|interview|report|tweet|speech|email|letter|press release|news conference"
    rf"|press conference|briefing)(?: (?:released|published|issued|posted))? {_ON}$",
)
_SAYS_AFTER = compiled(rf" {_SAY}\b")
_STARTS_CLAUSE = compiled(r"(?:[’']s)? (?:is|was|are|were|will|would|has|had|may|might|could|can|must|should)\b")

_LIES_AHEAD = re.compile(r"\b(?:next|coming|tomorrow|from now|ahead|to come)\b", re.IGNORECASE)

Tense = Direction | Callable[[int], Direction]


def find_times(
    text: str, *, published: date | None, offset: int = 0, direction: Tense = Direction.UNKNOWN
) -> list[TimeReference]:
    """Return the time expressions of ``text`` in order.

    Args:
        text: A sentence, or any other stretch of the article.
        published: The article's date A; without it only absolute expressions resolve.
        offset: Where ``text`` begins in the article; added to the spans.
        direction: The tense of the clause, or a function from a place in ``text`` to the tense there. Where it is
            UNKNOWN the words around the expression decide (`tense_near`).

    Returns:
        One reference per expression. Both ends None: the words tell a time that the article does not fix.
    """
    return [
        TimeReference(
            text=text[form.start : form.end],
            start=form.period.start,
            end=form.period.end,
            of=_of(text, form),
            span=Span(offset + form.start, offset + form.end),
        )
        for form in read_times(text, published=published, direction=direction)
        if not _names_a_body(text, form)
    ]


def _names_a_body(text: str, form: Form) -> bool:
    """Whether a day is part of a name: "the 9/11 Commission", "the January 6 Committee", "the 7/7 inquiry"."""
    day = _DAY_OF_A_NAME.search(text[form.start : form.end])
    if day is None or not (
        day["slash"] or text[max(0, form.start - 4) : form.end].lower().lstrip().startswith("the ")
    ):
        return False
    return (_BODY if day["slash"] else _BODY_WITH_CAPITAL).match(text, form.end) is not None


def read_times(text: str, *, published: date | None, direction: Tense = Direction.UNKNOWN) -> list[Form]:
    """Return the time expressions of ``text`` in order, each with what it is made of.

    Takes what `find_times` takes, which says less of each: without A a form still knows its weekday, its days in a
    given year, and the forms that a range or a bound is made of.
    """

    def tense_at(at: int) -> Direction:
        if _says_before(text, at) or text[max(0, at - 12) : at].lower().endswith(
            ("since ", "since the ", "since last ")
        ):
            return Direction.PAST  # whatever the clause tells, this lies behind it
        known = direction(at) if callable(direction) else direction
        if known is not Direction.UNKNOWN:
            return known
        near = tense_near(text, at)
        # A parser that saw no past tense knows better than the nearest participle: "has been put off until Friday".
        past = near is Direction.PAST and not callable(direction)
        return Direction.FUTURE if not past and looks_ahead(text[max(0, at - _LOOK_BACK) : at]) else near

    forms = find_forms(_RULES, Setting(text, published, tense_at))
    forms = _each(_part_of, text, forms, published)
    forms = [_onwards(text, form) for form in _ranges(text, forms, published)]
    return _each(_bounded, text, forms, published)


def _each(
    step: Callable[[str, Form, date | None], Form], text: str, forms: list[Form], published: date | None
) -> list[Form]:
    """Take a step with each form and the words before it, as far back as the form before.

    A form whose days would lie before the year 1 or after 9999 is not resolvable.
    """
    result: list[Form] = []
    floor = 0
    for form in forms:
        before = text[max(floor, form.start - _LOOK_BACK) : form.start]
        try:
            result.append(step(before, form, published))
        except OverflowError:
            result.append(replace(form, period=UNKNOWN, in_year=None, others=()))
        floor = form.end
    return result


def _part_of(before: str, form: Form, published: date | None) -> Form:
    """Widen a form by "early", "the end of", "the last week of" before it, and keep it as what this is a part of."""
    widened = _widened(before, form, published)
    if widened is form or widened.parts:
        return widened
    return replace(widened, shape=Shape.PART, parts=(form,), weekday=None, others=())


def _widened(before: str, form: Form, published: date | None) -> Form:
    nth, match = _NTH_WEEK.search(before), _part_before(before)
    if form.closed:
        return form
    if counted := _MONTHS_TO.search(before):
        return _months_to(form, form.start - len(counted.group()), counted)
    if counted := _FIRST_COUNT.search(before):
        return _first_count(form, form.start - len(counted.group()), counted)
    if not (nth or match):
        return form
    if nth:
        start = form.start - len(nth.group())
        return replace(
            form, start=start, period=_nth(form.period, nth["nth"].lower(), nth["unit"].lower()), in_year=None
        )
    assert match is not None
    start, name = form.start - len(match.group()), match["part"].lower()
    if name == "week":
        day = form.period.start
        whole = periods.week(day) if day and day == form.period.end else UNKNOWN
        return replace(form, start=start, period=whole, in_year=None) if day == form.period.end else form
    if name.startswith("first ") and name != "first half":
        name = "early"
    if name in {"rest", "remainder"}:
        period = Period(published, form.period.end) if published else UNKNOWN
        return replace(form, start=start, period=period, in_year=None, closed=True)
    if name == "course":
        return replace(form, start=start)
    name = _PART_NAMES.get(name, name)
    inner = form.in_year
    in_year = None if inner is None else (lambda year: periods.part(inner(year), name))
    return replace(form, start=start, period=periods.part(form.period, name), in_year=in_year)


def _part_before(before: str) -> re.Match[str] | None:
    """Find "the end of", but not the verb of "may end this week"."""
    match = _PART.search(before)
    if match is None or not _NOUN_PARTS.fullmatch(match["part"]):
        return match
    joint = match.group()[match.end("part") - match.start() :]
    named = match.group().lower().startswith("the ") and joint.strip()
    sure = "of" in joint.split() or joint.startswith("-") or named or _WANTS_NOUN.search(before[: match.start()])
    return match if sure else None


def _months_to(form: Form, start: int, counted: re.Match[str]) -> Form:
    """Return "the 12 months to April": as many units, the last of them the form's."""
    last, unit = form.period.end, unit_of(counted["unit"] or counted["one"])
    if last is None:
        return replace(form, start=start, period=UNKNOWN, in_year=None, closed=True)
    count = count_of(counted["count"] or "one")
    if unit.lower() == "half-year":
        unit, count = "month", 6.0
    first = shifted(last + timedelta(days=1), unit, -count)
    return Form(start, form.end, Period(first, last), closed=True)


def _first_count(form: Form, start: int, counted: re.Match[str]) -> Form:
    """Return "the first six months of 2019" or "the last three days of March"."""
    whole, unit, count = form.period, unit_of(counted["unit"]), count_of(counted["count"])
    if whole.start is None or whole.end is None:
        period = UNKNOWN
    elif counted["nth"].lower() == "first":
        period = Period(whole.start, shifted(whole.start, unit, count) - timedelta(days=1))
    else:
        period = Period(shifted(whole.end + timedelta(days=1), unit, -count), whole.end)
    return Form(start, form.end, period, closed=True)


def _nth(whole: Period, nth: str, unit: str) -> Period:
    """Return the nth week, weekend or day of a period; the weeks are counted in sevens from its first or last day."""
    if whole.start is None or whole.end is None:
        return UNKNOWN
    if unit == "weekend":
        days = [whole.start + timedelta(days=step) for step in range((whole.end - whole.start).days + 1)]
        saturdays = [day for day in days if day.weekday() == 5]
        index = -1 if nth in {"last", "final"} else ("first", "second", "third", "fourth").index(nth)
        return Period(saturdays[index], saturdays[index] + timedelta(days=1)) if len(saturdays) > index else UNKNOWN
    length = 7 if unit == "week" else 1
    if nth in {"last", "final"}:
        return Period(max(whole.start, whole.end - timedelta(days=length - 1)), whole.end)
    start = whole.start + timedelta(days=length * ("first", "second", "third", "fourth").index(nth))
    return Period(start, start + timedelta(days=length - 1))


def _ranges(text: str, forms: list[Form], published: date | None) -> list[Form]:
    """Join "between X and Y", "from X to Y" and "X to Y"; a form without a year takes that of the other."""
    result: list[Form] = []
    for form in forms:
        last = result[-1] if result else None
        joined = _range(text, last, form, published) if last else None
        if joined:
            result[-1] = joined
        else:
            result.append(form)
    return result


def _range(text: str, first: Form, second: Form, published: date | None) -> Form | None:
    gap = text[first.end : second.start]
    if first.closed or second.closed or not _JOINS.fullmatch(gap):
        return None
    opening = _BETWEEN.search(text[max(0, first.start - _LOOK_BACK) : first.start])
    word = opening["word"].lower() if opening else ""
    if (gap.strip() == "and") != (word == "between"):
        return None
    a, b = first.period, second.period
    if first.in_year and not second.in_year and b.end:
        a = first.in_year(b.end.year)
        if a.start and b.start and a.start > b.start:
            a = first.in_year(b.end.year - 1)
    elif _goes_on_now(first, second, published) and first.in_year and b.end:
        a = first.in_year(b.end.year)
    elif first.in_year and second.in_year and a.start:
        b = second.in_year(a.start.year)
        if b.end and b.end < a.start:
            b = second.in_year(a.start.year + 1)
    if a.start and b.end and b.end < a.start:
        return None
    period = Period(a.start, b.end) if a.known and b.known else UNKNOWN
    start = first.start - len(opening.group()) if opening else first.start
    ends = (replace(first, period=a), replace(second, period=b))
    in_year = _both_in_year(first.in_year, second.in_year)
    relative = first.relative or second.relative
    return Form(start, second.end, period, in_year, closed=True, shape=Shape.RANGE, parts=ends, relative=relative)


def _goes_on_now(first: Form, second: Form, published: date | None) -> bool:
    """Whether "is to run from 23 January to 9 March" tells of a stretch that A lies in: its end is near, ahead of A.

    Its beginning was read by itself, as that of a year later.
    """
    begins, ends = first.period.start, second.period.end
    if published is None or begins is None or ends is None or second.in_year is None:
        return False
    return published <= ends < begins and begins - ends > timedelta(days=_HALF_A_YEAR)


def _both_in_year(
    first: Callable[[int], Period] | None, second: Callable[[int], Period] | None
) -> Callable[[int], Period] | None:
    """Return the days of "between March and June" in a given year, from November to February into the next."""
    if first is None or second is None:
        return None

    def in_year(year: int) -> Period:
        start, end = first(year).start, second(year).end
        if start and end and end < start:
            end = second(year + 1).end
        return Period(start, end) if start and end else UNKNOWN

    return in_year


def _onwards(text: str, form: Form) -> Form:
    """Open a form between "from" and "on" or "onwards"."""
    behind = None if form.closed else _ONWARDS.match(text, form.end)
    if behind is None or not text[max(0, form.start - 5) : form.start].lower().endswith("from "):
        return form
    onwards = Period(form.period.start, None)
    return Form(form.start - len("from "), behind.end(), onwards, closed=True, shape=Shape.SINCE, parts=(form,))


def _bounded(before: str, form: Form, published: date | None) -> Form:
    """Open or close a form by "since", "until", "by", "before" or "after" in front of it."""
    match = None if form.closed else _BOUND.search(before)
    if match is None:
        return form
    start, days = form.start - len(match.group()), form.period
    shape = next(shape for shape in _BOUND_SHAPES if match[shape.value])
    away = _AWAY.search(before[: match.start()]) if shape in {Shape.AFTER, Shape.BEFORE} else None
    if away is not None:  # "a year after the March 13, 2024, attack": about when is told, and not from when
        return Form(start - len(away.group()), form.end, UNKNOWN, closed=True, shape=shape, parts=(form,))
    if shape is Shape.SINCE:
        up_to_now = match["since"].lower().endswith("since") and days.start and published and days.start <= published
        period = Period(days.start, published if up_to_now else None)
    elif shape in {Shape.UNTIL, Shape.BY}:
        period = Period(None, days.end)
    elif shape is Shape.BEFORE and _is_an_end(form):
        period = Period(None, days.end)  # "before the end of the year": its last day may be the day
    elif shape is Shape.BEFORE:
        period = Period(None, days.start - timedelta(days=1)) if days.start else UNKNOWN
    else:
        period = Period(days.end + timedelta(days=1), None) if days.end else UNKNOWN
    period = period if days.known else UNKNOWN
    return Form(start, form.end, period, closed=True, shape=shape, parts=(form,), relative=form.relative)


def _is_an_end(form: Form) -> bool:
    return form.shape is Shape.PART and bool(form.parts) and form.period == periods.part(form.parts[0].period, "end")


def _of(text: str, form: Form) -> TimeOf:
    """Tell whether the expression dates a saying ("said on Monday") or what happened."""
    after = text[form.end : form.end + 40]
    if form.period.known and _LIES_AHEAD.search(text[form.start : form.end]):
        return TimeOf.EVENT  # nobody has said it "over the next few quarters"
    if _SAYS_AFTER.match(after) or (_says_before(text, form.start) and not _STARTS_CLAUSE.match(after)):
        return TimeOf.SAYING
    return TimeOf.EVENT


def _says_before(text: str, at: int) -> bool:
    return _SAYS_BEFORE.search(text[max(0, at - 120) : at]) is not None
