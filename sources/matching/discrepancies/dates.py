"""Dates of the claim that the passage gives otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sources.matching.discrepancies.alignment import Aligned, Coverage
from sources.matching.discrepancies.days import Day, Interval, find_days
from sources.matching.discrepancies.marks import Mark
from sources.matching.discrepancies.reading import Sentence
from sources.source import DiscrepancyKind

_AROUND = 8  # tokens on each side of a date that say what it dates
_KEPT = frozenset({"retrieved", "archived", "accessed", "updated", "posted", "modified", "datetime"})
_FETCHED = frozenset({"retrieved", "archived", "accessed"})
_FETCHED_ON = len(("archived", "from", "the", "original", "on"))
_STRONG = 0.4  # of the claim's words


def date_marks(
    claim: Sentence,
    passage: Sequence[Sentence],
    aligned: Sequence[Aligned],
    claim_dates: Sequence[Interval],
    published: date | None,
    covered: Coverage,
) -> list[Mark]:
    """Return a mark for each date of the claim that no date of the passage agrees with and one contradicts."""
    ours = _dated(find_days(claim.tokens), claim_dates)
    if not ours:
        return []
    theirs = [(sentence, day) for sentence in passage for day in find_days(sentence.tokens, published)]
    figures = {token.text for sentence in passage for token in sentence.tokens if token.is_number}
    free = [
        (sentence, day)
        for sentence, day in theirs
        if not any(agree(one, day) and _comparable(one, day) for one in ours)
        and (not _of_the_report(sentence, day) or any(_slip(one, day) for one in ours))
    ]
    years = {day.year for _, day in theirs if day.year}
    marks: list[Mark] = []
    for one in ours:
        bare = one.year and one.fields[1:] == (None, None, None) and str(one.year) in figures
        agreeing = [day for _, day in theirs if agree(one, day) and _settles(one, day, years)]
        slips = [other for other in free if _slip(one, other[1])]
        if bare or (agreeing and not (slips and all(day.month is None for day in agreeing))):
            continue
        facing = [
            (-near, place, day.first, row.sentence, day)
            for place, row in enumerate(aligned)
            for other, day in free
            if other is row.sentence
            and row.firm
            and _comparable(one, day)
            and ((near := _nearness(claim, row.sentence, day)) or row.score >= _STRONG or _slip(one, day))
        ]
        if not facing and len(years) == 1 and aligned[0].firm and aligned[0].score >= _STRONG:
            # A passage that says most of the claim is dated by its one year, be it in a line of its own.
            facing = [(0, 0, day.first, other, day) for other, day in free if day.year and _comparable(one, day)]
        if not facing and covered.enough:
            # A passage that says what the claim says is dated by what it has, wherever that stands.
            rank = {id(row.sentence): place for place, row in enumerate(aligned)}
            facing = [
                (-_nearness(claim, other, day), rank.get(id(other), len(rank)), day.first, other, day)
                for other, day in free
                if _comparable(one, day)
            ]
        if facing:
            _, _, _, sentence, found = min(facing, key=lambda face: (face[1], face[0], face[2]))
            theirs_at = (found.first, found.last)
            marks.append(Mark.of(DiscrepancyKind.DATE, claim, (one.first, one.last), sentence, theirs_at))
    return marks


def agree(one: Day, other: Day) -> bool:
    """Tell whether two expressions can mean the same time; what is not known of either agrees with everything."""
    if any(a is not None and b is not None and a != b for a, b in zip(one.fields[1:], other.fields[1:], strict=True)):
        return False
    if one.spans and other.spans:
        return any(_meet(a, b) for a in one.spans for b in other.spans)
    if one.relative or other.relative:
        return True
    return one.year is None or other.year is None or one.year == other.year


def _slip(one: Day, other: Day) -> bool:
    """Tell whether only one of two or three parts is another: 6 November for 6 October."""
    pairs = [(a, b) for a, b in zip(one.fields[:3], other.fields[:3], strict=True) if a is not None and b is not None]
    return len(pairs) > 1 and one.day is not None and sum(a != b for a, b in pairs) == 1 and one.day == other.day


def _of_the_report(sentence: Sentence, day: Day) -> bool:
    """Tell whether the date is of the report and not of what it tells: "QUELLHAVEN, May 13 (Northgate Wire) - "."""
    first = sentence.tokens[0].text
    if first.isupper() and len(first) > 1 and 0 < day.first <= _AROUND // 2:
        return True
    before = sentence.tokens[max(0, day.first - _AROUND // 2) : day.first]
    if any(token.low in _FETCHED for token in sentence.tokens[max(0, day.first - _FETCHED_ON) : day.first]):
        return True
    return any(token.low in _KEPT for token in before) and not any(token.low in {"in", "on"} for token in before)


def _settles(one: Day, other: Day, years: set[int]) -> bool:
    """Tell whether agreeing is enough: not of what they do not share, nor where the passage has one other year.

    "November 2" agrees with 2 November 2006, but not in a passage whose only year is 2004.
    """
    if not (one.spans and other.spans) and not (one.relative or other.relative) and not _comparable(one, other):
        return False
    return one.year is None or other.year is not None or other.relative or len(years) != 1 or one.year in years


def _comparable(one: Day, other: Day) -> bool:
    """Tell whether both say something of the same sort, or both have days, so that one can contradict the other."""
    if (one.year and not (one.month or other.year)) or (other.year and not (other.month or one.year)):
        return False  # "in 2019" and "on Wednesday"
    both = any(a is not None and b is not None for a, b in zip(one.fields, other.fields, strict=True))
    return both or bool(one.spans and other.spans)


def _dated(days: list[Day], claim_dates: Sequence[Interval]) -> list[Day]:
    """Give the claim's relative words the days that were worked out for it."""
    known = [interval for interval in claim_dates if interval[0] or interval[1]]
    resolved = []
    for day in days:
        fitting = [interval for interval in known if _fits(day, interval)]
        needy = not day.spans and (day.relative or day.weekday is not None or day.month is not None)
        resolved.append(replace(day, spans=tuple(fitting)) if needy and fitting else day)
    return resolved


def _fits(day: Day, interval: Interval) -> bool:
    first = interval[0] or interval[1]
    if first is None:
        return False
    if day.weekday is not None:
        return first.weekday() == day.weekday
    return day.month is None or first.month == day.month


def _meet(one: Interval, other: Interval) -> bool:
    low = max(one[0] or date.min, other[0] or date.min)
    return low <= min(one[1] or date.max, other[1] or date.max)


def _nearness(claim: Sentence, sentence: Sentence, day: Day) -> int:
    """Return how many of the claim's words, names apart, stand around a date of the passage."""
    near = sentence.tokens[max(0, day.first - _AROUND) : day.last + _AROUND + 1]
    return len(claim.plain & {token.stem for token in near})
