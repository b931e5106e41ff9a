"""Time expressions of the calendar without months: years, decades and centuries, and years that are no calendar's."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from sources.language.times import periods
from sources.language.times.forms import Form, Found, Rules, Shape
from sources.language.times.periods import UNKNOWN
from sources.language.times.words import (
    A_NAMED_YEAR,
    COUNTED_AFTER,
    DIGITS,
    LEADS_TO_A_YEAR,
    NAMED_AFTER_A_YEAR,
    NOT_A_YEAR_AFTER,
    NOT_A_YEAR_BEFORE,
    YEAR,
)

RULES = Rules()


def _number(words: str) -> int:
    return int(re.sub(r"\D", "", words))


@RULES.rule(rf"(?P<first>{YEAR})[-–/](?P<last>{YEAR}|\d\d)", cues=DIGITS, absolute=True)
def _years_with_a_dash(found: Found, _a: date) -> Form | None:
    first, last = int(found["first"]), int(found["last"])
    last += first // 100 * 100 if last < 100 else 0
    if first >= last or re.match(r"[-–/.]\d", found.after) or NOT_A_YEAR_BEFORE.search(found.before):
        return None
    whole = found.form(periods.years(first, last - first + 1), closed=True)
    return replace(whole, shape=Shape.RANGE, parts=tuple(found.form(periods.years(year)) for year in (first, last)))


@RULES.rule(rf"(?:the year )?(?P<year>{YEAR})", cues=DIGITS, absolute=True)
def _year(found: Found, a: date) -> Form | None:
    year, before = int(found["year"]), found.before
    if NOT_A_YEAR_AFTER.match(found.after) or NOT_A_YEAR_BEFORE.search(before):
        return None
    placed = (
        re.search(r"\b(?:in|since|during|until|till|by|from|between|year)\s*$", before, re.IGNORECASE) is not None
    )
    placed = placed or found.words.startswith("the") or (before.lower().endswith("the ") and year % 100 != 0)
    if COUNTED_AFTER.match(found.after) and not placed:
        return None
    if _OF_A_LAW.match(found.after) or _LAW_OF.search(before):
        return found.form(UNKNOWN, closed=True)  # "under the 2016 Tenancies Act": nothing happened then
    if year > a.year and _OF_A_THING.search(before) and re.match(r" [a-z]", found.after):
        return found.form(UNKNOWN, closed=True)  # "sold a 2040 bond": nothing happens then
    if year > a.year and not placed and NAMED_AFTER_A_YEAR.search(before):
        return None
    named = year >= 1500 and A_NAMED_YEAR.search(before) and re.match(r" [A-Za-z]", found.after)
    if not (placed or 1900 <= year < 2100 or LEADS_TO_A_YEAR.search(before) or named):
        return None
    names = (
        found.words.isdigit()
        and before.endswith("the ")
        and re.match(r" (?!(?:and|or|to|until)\b)[A-Za-z]", found.after)
    )
    return found.form(periods.years(year), closed=bool(names))  # "after the 2012 games": not after all of 2012


_OF_A_LAW = re.compile(
    r" (?:[A-Z][\w’'-]*,? (?:and |of |\([A-Z]\w+\) )?){1,5}(?:Act|Law|Code|Treaty|Convention|Order|Regulations)\b"
)
_LAW_OF = re.compile(
    r"\b(?:[A-Z][\w’'-]* |[Tt]he )(?:Act|Law|Code|Treaty|Convention|Order|Regulations),? of (?:the year )?$"
)
_OF_A_THING = re.compile(r"\b(?:an?|its|their|his|her|new)\s$", re.IGNORECASE)

# "in 71 and 83": two years of two figures vouch for each other; one alone may count anything.
_SHORT_YEARS = re.compile(
    r"(?<!\d )(?<!\bone )(?<!\btwo )(?<!\bthree )\bin [’']?(\d\d)(?: and [’']?(\d\d))?(?=[,.;:)]|$| and\b)"
)


@RULES.rule(r"(?P<figures>\d\d)", cues=DIGITS)
def _short_year(found: Found, a: date) -> Form | None:
    listed = [pair for match in _SHORT_YEARS.finditer(found.setting.text) for pair in match.regs[1:] if pair[0] >= 0]
    if len(listed) < 2 or found.match.span("figures") not in listed:
        return None
    year = a.year // 100 * 100 + int(found["figures"])
    return replace(found.form(periods.years(year if year <= a.year else year - 100)), leeway=1)


@RULES.rule(
    r"(?:the )?(?:fiscal(?: year)?|FY|financial year) ?(?:1\d{3}|20\d\d|\d\d)(?:[-–/]\d\d(?:\d\d)?)?",
    cues=["fiscal", "fy", "financial"],
    absolute=True,
)
@RULES.rule(
    r"(?:(?:the|this|next|last|current) )*(?:fiscal|financial|tax|school|academic) (?:year|quarter)",
    cues=["fiscal", "financial", "tax ", "school", "academic"],
    absolute=True,
)
@RULES.rule(
    rf"(?:the )?(?:first|second|third|fourth) quarter of (?:fiscal|the fiscal|financial)(?: year)?(?: {YEAR})?",
    cues=["fiscal", "financial"],
    absolute=True,
)
def _not_a_calendar_year(found: Found, _a: date) -> Form:
    return found.form(UNKNOWN)  # where it begins differs by country and firm, and the article rarely says


@RULES.rule(r"(?:the )?(?P<decade>1\d\d0|20\d0|[’'][2-9]0|(?<=the )[2-9]0)[’']?s", cues=DIGITS, absolute=True)
def _decade(found: Found, _a: date) -> Form:
    figures = _number(found["decade"])
    if figures < 100:
        figures += 1900 if figures >= 30 else 2000  # nobody writes "the 20s" of 1920 without a word more
    return found.form(periods.years(figures, 100 if figures % 100 == 0 and figures < 2000 else 10))


@RULES.rule(
    r"(?:the )?(?P<tens>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)",
    cues=["ties"],
    absolute=True,
)
def _decade_in_words(found: Found, _a: date) -> Form | None:
    if not found.words.startswith("the "):
        return None  # "in his thirties" is an age
    names = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
    return found.form(periods.years(1920 + 10 * names.index(found["tens"].lower()), 10))


# Historians' "long" and "short" centuries, and one under a name in marks, begin and end in years of their own.
_NAMED_ERA = re.compile(
    r"\b(?:long|short)[ -]$|\b(?:the|an?|this|so-called) (?:[\"“”'‘’][\w-]+[\"“”'‘’])[ -]$", re.IGNORECASE
)


@RULES.rule(
    r"(?:the )?(?:(?P<first>\d{1,2})(?:st|nd|rd|th)(?:[- ](?:to|or|and)[- ]|[-–])(?:the )?)?"
    r"(?P<number>\d{1,2})(?:st|nd|rd|th)[- ]centur(?:y|ies)",
    cues=["centur"],
    absolute=True,
)
def _century(found: Found, _a: date) -> Form | None:
    last = int(found["number"])
    first = int(found["first"] or last)
    if 2 <= first <= last <= 22 and _NAMED_ERA.search(found.before):
        return found.form(UNKNOWN, closed=True)
    # As most people and ISO 8601 count: the 19th century is the years that begin with 18.
    return (
        found.form(periods.years((first - 1) * 100, (last - first + 1) * 100)) if 2 <= first <= last <= 22 else None
    )
