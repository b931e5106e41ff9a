"""Time expressions counted from the article's date A: today, Thursday, last week, two years ago, recently."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from sources.language.lexicon import any_of
from sources.language.times import periods
from sources.language.times.forms import Form, Found, Rules, step_of
from sources.language.times.periods import UNKNOWN, Period
from sources.language.times.words import (
    ANY_WEEKDAY,
    COUNT,
    LONG_WEEKDAY,
    PART_OF_DAY,
    SOME,
    UNIT,
    Direction,
    count_of,
    perfect_before,
    unit_of,
    weekday_of,
)

RULES = Rules()
_NEAR_UNIT = r"(?P<unit>weekend|week|fortnight|month|quarter|year|decade|century)"
_ABOUT = (
    r"(?:(?P<about>at least|more than|over|less than|under|nearly|almost|about|around|roughly|up to|some|just|only"
    r"|exactly) )?"
)
# "has been jailed for six years", "has banned her from driving for a year": what was fixed lies ahead.
_FIXED_BEFORE = re.compile(
    r"\b(?:jailed|imprisoned|sentenced|banned|suspended|barred|disqualified|remanded|elected|re-?elected|appointed|hired"
    r"|postponed|delayed|extended|renewed|leased)\b[^.,;:]{0,40}$",
    re.IGNORECASE,
)
_COUNTED_BEFORE = re.compile(
    r"\b(?:the|a|its|his|her|their) (?:first|second|third|\w+th|\d+(?:st|nd|rd)|\w+est|most|best|worst|only)\b"
    r"[^,.;:]{0,60}$",
    re.IGNORECASE,
)
_HOW_MANY = rf"(?:{COUNT}|(?P<some>{SOME}))"


# ----------------------------------------------------------------------------------------------------- days


@RULES.rule(r"(?:earlier |later |right |until )?(?:today|now|tonight)(?! that)", cues=["today", "now", "tonight"])
@RULES.rule(
    r"this (?:morning|afternoon|evening|lunchtime)|currently|presently|nowadays",
    cues=["this ", "currently", "presently", "nowadays"],
)
@RULES.rule(
    r"at (?:present|the moment)|at this (?:moment|point|time)", cues=["at present", "at the moment", "at this "]
)
def _today(found: Found, a: date) -> Form | None:
    opens = not found.before.strip() or found.before.rstrip()[-1:] in '.!?:“"‘'
    if found.words == "now" and re.match(r"-|," if opens else r"-", found.after):
        return None  # "Now, it is time to ask" only goes on
    if found.words == "now" and re.match(r" and (?:then|again)\b", found.after):
        return None  # "every now and again"
    if found.words.startswith("until"):
        return found.form(Period(None, a), closed=True)
    return replace(found.form(periods.day(a)), vague=not re.search(r"\b(?:today|tonight|this)\b", found.words))


@RULES.rule(
    rf"{COUNT} {UNIT} (?:ago|back),? (?:(?P<when>today|yesterday|tomorrow)"
    rf"|(?:on |this |last )?(?P<weekday>{LONG_WEEKDAY})|this (?P<span>week|weekend|month))",
    cues=["ago", "back"],
)
@RULES.rule(rf"(?:(?P<when>today|yesterday)|(?P<weekday>{LONG_WEEKDAY})) {COUNT} {UNIT} ago", cues=["ago"])
def _day_of_a_time_ago(found: Found, a: date) -> Form:
    """Read "a year ago today" and "two weeks ago on Monday": one day, counted from A."""
    base = periods.shifted(a, unit_of(found["unit"]), -count_of(found["count"]))
    if found["when"]:
        step = {"today": 0, "yesterday": -1, "tomorrow": 1}[found["when"].lower()]
        return found.form(periods.day(base + timedelta(days=step)))
    if found["span"]:
        return found.form(
            periods.weekend(base)
            if found["span"].lower() == "weekend"
            else periods.around(base, found["span"].lower())
        )
    number = weekday_of(found["weekday"])
    monday = base - timedelta(days=base.weekday())
    return replace(found.form(periods.day(monday + timedelta(days=number))), weekday=number)


@RULES.rule(
    rf"the (?:(?P<weekday>{LONG_WEEKDAY})|{_NEAR_UNIT}) (?P<which>before last|after next)",
    cues=["before last", "after next"],
)
def _before_last(found: Found, a: date) -> Form:
    """Read "the Friday before last" and "the week after next"."""
    step = -2 if found["which"].lower() == "before last" else 2
    if not found["weekday"]:
        return found.form(_near(found["unit"], a, step))
    number = weekday_of(found["weekday"])
    days = -((a.weekday() - number) % 7 or 7) - 7 if step < 0 else ((number - a.weekday()) % 7 or 7) + 7
    return replace(found.form(periods.day(a + timedelta(days=days))), weekday=number)


@RULES.rule(
    rf"(?:(?P<when>yesterday|today|tomorrow)|(?P<weekday>{LONG_WEEKDAY})) (?P<unit>week|fortnight)"
    r"(?=$|[.,;:)]| (?:and|but|at|in|for|the|to)\b)",
    cues=["day week", "row week", "day fortnight", "row fortnight"],
)
@RULES.rule(
    rf"a (?P<unit>week|fortnight) (?:on|from) (?:(?P<when>today|tomorrow)|(?P<weekday>{LONG_WEEKDAY}))",
    cues=["a week ", "a fortnight "],
)
def _weekday_week(found: Found, a: date) -> Form:
    """Read "Friday week" and "a week on Friday": the Friday after the coming one; "yesterday week" lies back."""
    days = 7 if found["unit"].lower() == "week" else 14
    if found["when"]:
        step = {"today": 0, "yesterday": -1, "tomorrow": 1}[found["when"].lower()]
        return found.form(periods.day(a + timedelta(days=step + (-days if step < 0 else days))))
    number = weekday_of(found["weekday"])
    ahead = (number - a.weekday()) % 7 or 7
    return replace(found.form(periods.day(a + timedelta(days=ahead + days))), weekday=number)


@RULES.rule(
    r"(?P<which>the day before yesterday|the day after tomorrow|(?:earlier )?yesterday|tomorrow|last night)"
    rf"{PART_OF_DAY}",
    cues=["yesterday", "tomorrow", "last night"],
)
def _beside_today(found: Found, a: date) -> Form:
    steps = {"the day before yesterday": -2, "the day after tomorrow": 2, "tomorrow": 1}
    return found.form(periods.day(a + timedelta(days=steps.get(found["which"].lower(), -1))))


@RULES.rule(r"overnight", cues=["overnight"])
def _overnight(found: Found, a: date) -> Form | None:
    """Read "Overnight, shells hit the port": the night before A; "stayed overnight" only tells how long."""
    opens = not found.before.strip() or found.before.rstrip()[-1:] in '.!?:“"‘'
    goes_on = re.match(r",? (?:on|from|into|between|to|until)\b|-", found.after) is not None
    if not opens or goes_on or found.direction is Direction.FUTURE:
        return None
    return found.form(Period(a - timedelta(days=1), a), closed=True)


@RULES.rule(
    r"(?:(?P<which>this past|this coming|last|this|next|coming|previous|the previous|the following|every|each) )?"
    rf"(?P<weekday>{LONG_WEEKDAY})(?:,? (?:of )?(?P<week>last|this|next) week)?{PART_OF_DAY}(?!s\b)",
    cues=["day"],
)
def _weekday(found: Found, a: date) -> Form | None:
    return _on_weekday(found, a)


@RULES.rule(rf"(?<=on )(?P<weekday>{ANY_WEEKDAY})", cues=["on "], flags=0)
def _short_weekday(found: Found, a: date) -> Form | None:
    return _on_weekday(found, a)


@RULES.rule(rf"(?P<week>last|this|next) week(?: on|,)? (?P<weekday>{LONG_WEEKDAY})", cues=["week"])
def _weekday_of_week(found: Found, a: date) -> Form | None:
    return _on_weekday(found, a)


def _on_weekday(found: Found, a: date) -> Form | None:
    which, number = found["which"].lower(), weekday_of(found["weekday"])
    if which in {"every", "each"}:
        return None
    if which in {"previous", "the previous", "the following"}:
        return replace(found.form(UNKNOWN), weekday=number)
    if found["week"]:
        monday = periods.week(a, step_of(found["week"])).start
        assert monday is not None
        return replace(found.form(periods.day(monday + timedelta(days=number))), weekday=number)
    back, ahead = (a.weekday() - number) % 7, (number - a.weekday()) % 7
    others: tuple[Period, ...] = ()
    if which in {"last", "this past"}:
        days = -(back or 7)
    elif which in {"next", "coming", "this coming"}:
        days = ahead or 7
    elif which == "this":
        days = number - a.weekday()
    else:
        days = (ahead or 7) if found.direction is Direction.FUTURE else -back
        if found.direction is Direction.UNKNOWN:
            others = (periods.day(a + timedelta(days=ahead or 7)),)
    return replace(found.form(periods.day(a + timedelta(days=days))), weekday=number, others=others)


# --------------------------------------------------------------------------------- weeks, months, years, ...


@RULES.rule(
    rf"(?P<how>earlier|later|so far|early|late|mid)(?: in| on)? (?:this|the) {_NEAR_UNIT}",
    cues=["earl", "late", "so far", "mid"],
)
@RULES.rule(rf"this {_NEAR_UNIT} so far", cues=["so far"])
def _earlier_this(found: Found, a: date) -> Form:
    whole, how = _near(found["unit"], a, 0), found["how"].lower()
    if how == "later":
        return found.form(Period(a, whole.end), closed=True)
    if how in {"early", "late", "mid"}:
        return found.form(periods.part(whole, how))
    return found.form(Period(whole.start, a), closed=True)


@RULES.rule(
    rf"(?P<which>the same|that|the (?:previous|following|next)) {_NEAR_UNIT}",
    cues=["same ", "that ", "previous ", "following ", "the next "],
)
def _unit_of_what_was_told(found: Found, _a: date) -> Form:
    return found.form(UNKNOWN)  # counted from what was told before, not from A


@RULES.rule(
    rf"(?P<which>this past|this coming|this|last|next|(?:the )?current|the coming) {_NEAR_UNIT}",
    cues=["this ", "last ", "next ", "current ", "coming "],
)
def _near_unit(found: Found, a: date) -> Form | None:
    which, unit = found["which"].lower(), found["unit"].lower()
    if which == "last" and re.match(r" (?:of|in) ", found.after) and unit != "year":
        return None  # "the last week of March"
    step = step_of(which)
    if unit == "weekend" and which == "this" and found.direction is Direction.PAST:
        start = periods.weekend(a).start
        step = -1 if start is not None and start > a else 0  # "was robbed this weekend", on a Monday
    return found.form(_near(unit, a, step))


def _near(unit: str, a: date, step: int) -> Period:
    """Return the week, month or year around A, or ``step`` of them on."""
    match unit.lower():
        case "week":
            return periods.week(a, step)
        case "fortnight":
            return Period(a - timedelta(days=14), a) if step < 0 else Period(a, a + timedelta(days=14))
        case "weekend":
            return periods.weekend(a, step)
        case "month":
            return periods.months(a.year, a.month + step)
        case "quarter":
            return periods.months(a.year, (a.month - 1) // 3 * 3 + 1 + 3 * step, 3)
        case "year":
            return periods.years(a.year + step)
        case "decade":
            return periods.years(a.year // 10 * 10 + 10 * step, 10)
        case _:
            return periods.years(a.year // 100 * 100 + 100 * step, 100)


@RULES.rule(r"(?:(?<=at )|(?<=over )|(?<=on )|(?<=during ))the weekend", cues=["the weekend"])
def _the_weekend(found: Found, a: date) -> Form:
    if found.direction is Direction.FUTURE:
        return found.form(periods.weekend(a))
    this = periods.weekend(a)
    return found.form(this if this.start and this.start <= a else periods.weekend(a, -1))


@RULES.rule(rf"(?<= of )(?:the )?{_NEAR_UNIT}", cues=[" of "])
def _the_unit(found: Found, a: date) -> Form | None:
    part_of = r"\b(?:end|start|beginning|middle|half|rest|remainder|course|part|close|turn)\s+of\s*$"
    if not re.search(part_of, found.before, re.IGNORECASE):
        return None  # "player of the year"
    return found.form(_near(found["unit"], a, 0))


@RULES.rule(r"(?:the )?(?:year|month)(?:['’]s end|-end|-end['’]s)", cues=["end"])
def _year_end(found: Found, a: date) -> Form:
    unit = "year" if "year" in found.words else "month"
    return found.form(periods.day(_near(unit, a, 0).end or a))


# --------------------------------------------------------------------------------------------- counted units


@RULES.rule(rf"{_ABOUT}{_HOW_MANY} {UNIT} (?:ago|back(?! (?:to|into|in|at|from|on)\b))", cues=["ago", "back"])
@RULES.rule(
    r"(?:long|some time) ago|(?<!illion )(?<!sand )(?<!dred )(?P<unit>decade|year|month|week|day|centurie)s ago",
    cues=["ago"],
)
def _ago(found: Found, a: date) -> Form:
    unit, about = unit_of(found["unit"]), found["about"].lower()
    if not found["count"]:
        # "[Ten] years ago": what counts them stands in brackets.
        return found.form(UNKNOWN if found.before.endswith("] ") else Period(None, a), closed=True)
    when = periods.shifted(a, unit, -count_of(found["count"]))
    if about in {"at least", "more than", "over"}:
        return found.form(Period(None, when), closed=True)
    if about in {"less than", "under", "up to"}:
        return found.form(Period(when, a), closed=True)
    return replace(found.form(periods.around(when, unit)), leeway=_leeway(unit))


def _leeway(unit: str) -> int:
    """Return by how many days a counted time may be off: half of its unit, a day at least, as people round."""
    return {"week": 3, "fortnight": 7, "weekend": 3, "month": 15, "quarter": 45, "year": 183}.get(
        unit, 1_826 if unit in {"decade", "century"} else 1
    )


@RULES.rule(
    r"(?:(?:(?:for|over|in|during|within|throughout|across) )?the (?:past|last|previous|preceding)"
    r"|(?:over|in|during|within|throughout|across) this past(?! weekend)) "
    rf"(?:{_HOW_MANY} )?{UNIT}(?! of\b)",
    cues=["past ", "last ", "previous ", "preceding "],
)
def _the_past(found: Found, a: date) -> Form | None:
    if found["some"]:
        return found.form(Period(None, a), closed=True)
    if not found["count"] and re.search(r"\b(?:previous|preceding)\b", found.words):
        return found.form(UNKNOWN)
    unit = unit_of(found["unit"])
    if unit == "minute" and found.direction is Direction.PAST:
        return found.form(UNKNOWN)  # "scored twice in the last five minutes": of a match
    return found.form(Period(periods.shifted(a, unit, -count_of(found["count"] or "one")), a), closed=True)


_BEFORE_A_VERB = re.compile(
    rf"\b(?:to|not|{any_of('modals')}|do|does|did|usually|often|only|also)\s+$|n[’']t\s+$", re.IGNORECASE
)


@RULES.rule(rf"(?:last|past) {_HOW_MANY} {UNIT}(?! of\b)", cues=["last ", "past "])
def _last_count(found: Found, a: date) -> Form | None:
    if found.words.startswith("last") and _BEFORE_A_VERB.search(found.before):
        return None  # "is expected to last six weeks"
    return _the_past(found, a)


@RULES.rule(
    rf"(?:(?:for|over|in|during|within) )?(?:the )?(?:next|coming|following) {_HOW_MANY} {UNIT}",
    cues=["next ", "coming ", "following "],
)
@RULES.rule(rf"(?:over |in |during )the coming {UNIT}", cues=["the coming "])
def _the_next(found: Found, a: date) -> Form:
    if "following" in found.words:
        return found.form(UNKNOWN)
    if not found["count"]:
        return found.form(Period(a, None), closed=True)
    unit = unit_of(found["unit"])
    return found.form(Period(a, periods.shifted(a, unit, count_of(found["count"]))), closed=True)


@RULES.rule(rf"in {_ABOUT}{_HOW_MANY} {UNIT}(?:['’]s?)?(?: time)?", cues=["in "])
@RULES.rule(rf"{_ABOUT}{_HOW_MANY} {UNIT} from (?:now|today)", cues=["from now", "from today"])
def _ahead(found: Found, a: date) -> Form | None:
    sure = found.words.endswith(("from now", "from today", "time"))
    if "recent" in found.words:
        return found.form(Period(None, a), closed=True)
    if not sure and (found.direction is not Direction.FUTURE or _COUNTED_BEFORE.search(found.before)):
        return None  # "built in two years", "the third fire in two years": how long it took
    if not found["count"]:
        return found.form(Period(a, None), closed=True)
    unit = unit_of(found["unit"])
    ahead = periods.around(periods.shifted(a, unit, count_of(found["count"])), unit)
    return replace(found.form(ahead), leeway=_leeway(unit))


@RULES.rule(rf"within {_ABOUT}{COUNT} {UNIT}", cues=["within "], absolute=True)
def _within(found: Found, _a: date) -> Form:
    return found.form(UNKNOWN)  # it counts from what was told before as often as from A


@RULES.rule(rf"for {_ABOUT}(?:{_HOW_MANY} )?{UNIT}(?: now)?(?! (?:to come|ahead|after))", cues=["for "])
def _for(found: Found, a: date) -> Form | None:
    if not (found["count"] or found["some"]) and not re.search(r"s(?: now)?$", found.words):
        return None
    if not perfect_before(found.before) or _FIXED_BEFORE.search(found.before):
        return found.form(UNKNOWN)
    if found["some"] or not found["count"] or found["about"].lower() in {"at least", "more than", "over"}:
        return found.form(Period(None, a), closed=True)
    unit = unit_of(found["unit"])
    return found.form(Period(periods.shifted(a, unit, -count_of(found["count"])), a), closed=True)


@RULES.rule(
    rf"{_ABOUT}{_HOW_MANY} {UNIT} (?:later|earlier|afterwards?|beforehand)",
    cues=["later", "earlier", "afterward", "beforehand"],
    absolute=True,
)
@RULES.rule(
    r"(?:the )?(?:next|following|previous|same) (?:day|morning|afternoon|evening|night|hour)",
    cues=["next ", "following ", "previous ", "same "],
    absolute=True,
)
@RULES.rule(
    r"that (?:day|night|morning|evening|summer|winter|spring|autumn)|at the time|(?:since|by|until) then",
    cues=["that ", "at the time", " then"],
    absolute=True,
)
def _from_what_was_told(found: Found, _a: date) -> Form | None:
    return found.form(UNKNOWN)


# ------------------------------------------------------------------------------------------------- open ends


@RULES.rule(
    r"(?:more |most |until |just )?recently|lately|of late|thus far|to date|hitherto|historically",
    cues=["recently", "lately", "of late", "thus far", "to date", "hitherto", "historically"],
)
@RULES.rule(r"so far(?! (?:as|away|from|behind|ahead|apart|that)\b)", cues=["so far"])
@RULES.rule(
    r"(?:until|up to|up until) this (?:point|day)|up (?:to|until) now|to this day|these days|the other day",
    cues=["this ", "now", "these days", "the other day"],
)
@RULES.rule(
    r"(?:in|over|during|for|within) recent (?:years|months|weeks|days|decades|centuries|times|memory|history)",
    cues=["recent "],
)
@RULES.rule(
    r"in the (?:recent |distant )?past(?=$|[.,;:)]| (?:and|but|that|by|as|when|because|while|with|for)\b)",
    cues=["past"],
)
def _up_to_now(found: Found, a: date) -> Form:
    return found.form(Period(None, a), closed=True)


@RULES.rule(
    r"soon(?! (?:after|as|before|became|followed))|in due course|from now on",
    cues=["soon", "in due course", "from now on"],
)
@RULES.rule(
    r"in (?:the )?(?:near |not too distant |foreseeable )?future|in (?:the )?coming \w+s", cues=["future", "coming "]
)
@RULES.rule(r"in the (?:days|weeks|months|years) (?:ahead|to come)", cues=["in the "])
def _from_now(found: Found, a: date) -> Form | None:
    past = found.direction is Direction.PAST
    if found.words == "soon" and (past or re.search(r"\b(?:as|too|how)\s*$", found.before)):
        return None
    return found.form(Period(a, None), closed=True)
