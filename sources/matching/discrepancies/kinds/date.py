"""Dates of the claim that the passage gives otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sources.language.lexicon import words
from sources.language.times.forms import Form, Shape
from sources.language.times.periods import Period
from sources.matching.discrepancies.marks import Mark
from sources.matching.discrepancies.registry import Claim, Passage, registered
from sources.matching.discrepancies.sentence_alignment import Aligned, Coverage
from sources.matching.discrepancies.sentences import Sentence
from sources.matching.discrepancies.time_comparison import (
    Time,
    agree,
    fields_of,
    forms_agree,
    leaves_of,
    span_of,
    times_in,
    times_told_in,
)
from sources.source import DiscrepancyKind

Interval = tuple[date | None, date | None]

_AROUND = 8  # tokens on each side of a date that say what it dates; measured: 5 marks 580, 12 the same
_BESIDE = 3  # tokens on each side of it that surely belong to it, chosen by hand
# "A 1956 letter" dates the letter, not what it tells.
_DOCUMENTS = frozenset({"letter", "interview", "report", "study", "survey", "article", "review", "poll", "paper"})
_DIED, _BORN = words("verbs_of_dying") | {"died", "dies", "passed", "away", "death"}, frozenset({"born", "birth"})
_NAMED = 6  # tokens before a bracket in which the name stands whose life it gives
_REIGNING = words("reigning_titles")
_ISSUED = frozenset({"published", "dated", "issued", "released"})
_KEPT = frozenset({"retrieved", "archived", "accessed", "updated", "posted", "modified", "datetime"})
_FETCHED = frozenset({"retrieved", "archived", "accessed"})
_FETCHED_ON = 5  # tokens: "archived from the original on"
_MOST = 0.65  # of the claim: then "on Tuesday" may be another day than one long before; by hand
_WEEK = 7  # days
_STRONG = 0.4  # of the claim's words; measured: 0.3 marks 581 and 90, 0.5 579 and 89


@registered(DiscrepancyKind.DATE)
def check(claim: Claim, passage: Passage) -> list[Mark]:
    """Return a mark for each date of the claim that no date of the passage agrees with and one contradicts."""
    said, sentences = claim.sentence, passage.sentences
    told = (time for time in times_in(said) if time.told or time.form.relative)
    ours = _resolved([time for time in told if not _of_a_document(said, time)], claim.dates)
    if not ours:
        return []
    lives = _life(said, ours, sentences)
    if lives:
        return lives
    theirs = [(sentence, time) for sentence in sentences for time in times_told_in(sentence, passage.published)]
    figures = {token.text for sentence in sentences for token in sentence.tokens if token.is_number}
    # A time that lies inside a longer one of the said may still stand for another of its times.
    unlike = [
        (sentence, time)
        for sentence, time in theirs
        if time.told
        and not any(agree(one, time) and _comparable(one, time) and one.lasts == time.lasts for one in ours)
        and (not _of_the_report(sentence, time) or any(_slip(one, time) for one in ours))
    ]
    free = [row for row in unlike if not any(agree(one, row[1]) and _comparable(one, row[1]) for one in ours)]
    years = {year for _, time in theirs for leaf in leaves_of(time.form) if (year := fields_of(leaf).year)}
    marks: list[Mark] = []
    for one in ours:
        agreeing = [(sentence, time) for sentence, time in theirs if agree(one, time) and _settles(one, time, years)]
        if not agreeing and _alternative(said, one, ours, theirs):
            continue
        slips = [time for _, time in free if _slip(one, time)]
        in_figures = _years_only(one) and all(str(fields_of(leaf).year) in figures for leaf in leaves_of(one.form))
        agreed = bool(agreeing) and not (slips and all(time.fields.month is None for _, time in agreeing))
        closer = agreed and _dated_closer(said, one, agreeing, unlike)
        if in_figures or (agreed and not closer):
            continue
        facing = _facing(said, one, passage.aligned, unlike if closer else free, years, passage.covered)
        if facing is not None:
            marks.append(_mark(said, one, *facing))
    return marks


def _life(claim: Sentence, ours: Sequence[Time], passage: Sequence[Sentence]) -> list[Mark]:
    """Return a mark where a life in brackets begins or ends otherwise: "Ada Holm (2 May 1870 – 3 August 1947)"."""
    named = {token.low for token in claim.tokens if token.text[0].isupper() and token.stem}
    for one in ours:
        before = {token.low for token in claim.tokens[max(0, one.first - _BESIDE - 1) : one.first]}
        end = 1 if before & _DIED else 0 if before & _BORN else None
        if end is None or one.fields.year is None or one.form.parts or _given(one, passage):
            continue
        for sentence in passage:
            for time in times_in(sentence):
                if time.form.shape is not Shape.RANGE or not _in_brackets(sentence, time, named):
                    continue
                part = time.form.parts[end]
                if fields_of(part).year is not None and not forms_agree(one.form, part):
                    ours_at, theirs_at = (one.first, one.last), span_of(sentence, part)
                    return [Mark.of(DiscrepancyKind.DATE, claim, ours_at, sentence, theirs_at)]
    return []


def _given(one: Time, passage: Sequence[Sentence]) -> bool:
    """Tell whether the passage has the claim's day or year outside a range: the brackets give a reign then."""
    times = (time for sentence in passage for time in times_in(sentence))
    return any(time.fields.year == one.fields.year and not time.form.parts and agree(one, time) for time in times)


def _in_brackets(sentence: Sentence, time: Time, named: set[str]) -> bool:
    """Tell whether a range opens a bracket behind a name that the claim has too; behind a title it is a term."""
    opened = next((at for at in range(time.first - 1, -1, -1) if sentence.tokens[at].text in "()"), -1)
    if opened < 0 or sentence.tokens[opened].text != "(":
        return False
    before = {token.low for token in sentence.tokens[max(0, opened - _NAMED) : opened]}
    return not before.isdisjoint(named) and before.isdisjoint(_REIGNING)


def _alternative(claim: Sentence, one: Time, ours: Sequence[Time], theirs: Sequence[tuple[Sentence, Time]]) -> bool:
    """Tell whether the claim gives another time for the same with "or", and the passage has that."""
    beside = (
        other
        for other in ours
        for first, second in (sorted((one, other), key=lambda time: time.first),)
        if second.first - first.last == 2 and claim.tokens[first.last + 1].low == "or"
    )
    return any(agree(other, time) and _comparable(other, time) for other in beside for _, time in theirs)


def _dated_closer(
    claim: Sentence,
    one: Time,
    agreeing: Sequence[tuple[Sentence, Time]],
    free: Sequence[tuple[Sentence, Time]],
) -> bool:
    """Tell whether another time of the same make is nearer to what the claim dates than those that agree.

    A period that holds the claim's time may be of something else: "built in 1885 and used until 1902" holds 1886.
    Where the passage dates it in the claim's own words, that counts.
    """
    if one.lasts or not all(time.lasts for _, time in agreeing):
        return False
    alike = [
        _in_common(claim, one, sentence, time)
        for sentence, time in free
        if not time.lasts and _comparable(one, time) and not agree(one, time)
    ]
    return bool(alike) and max(alike) > max(_in_common(claim, one, *row) for row in agreeing)


def _in_common(claim: Sentence, one: Time, sentence: Sentence, time: Time) -> tuple[int, int]:
    """Return how many words stand beside both times, and how many around both."""
    close, wide = (
        len(_words_near(claim, one, reach) & _words_near(sentence, time, reach)) for reach in (_BESIDE, _AROUND)
    )
    return close, wide


def _words_near(sentence: Sentence, time: Time, reach: int) -> set[str]:
    near = sentence.tokens[max(0, time.first - reach) : time.last + reach + 1]
    return {token.stem for token in near if token.stem and not token.is_number}


def _facing(
    claim: Sentence,
    one: Time,
    aligned: Sequence[Aligned],
    free: Sequence[tuple[Sentence, Time]],
    years: set[int],
    covered: Coverage,
) -> tuple[Sentence, Time] | None:
    """Return the time of the passage that dates what the claim's time dates; None where nothing surely does."""
    facing = [
        (place, -near, time.first, row.sentence, time)
        for place, row in enumerate(aligned)
        for other, time in free
        if other is row.sentence
        and row.firm
        and _comparable(one, time)
        and ((near := _nearness(claim, row.sentence, time)) or row.score >= _STRONG or _slip(one, time))
    ]
    if not facing and len(years) == 1 and aligned[0].firm and aligned[0].score >= _STRONG:
        # A passage that says most of the claim is dated by its one year, be it in a line of its own.
        facing = [
            (0, 0, time.first, other, time) for other, time in free if time.fields.year and _comparable(one, time)
        ]
    if not facing and covered.enough:
        # A passage that says what the claim says is dated by what it has, wherever that stands.
        rank = {id(row.sentence): place for place, row in enumerate(aligned)}
        facing = [
            (rank.get(id(other), len(rank)), -_nearness(claim, other, time), time.first, other, time)
            for other, time in free
            if _comparable(one, time) and not claim.stems.isdisjoint(other.stems)
        ]
    facing = [row for row in facing if covered.share >= _MOST or not _of_its_own_days(one, row[-1])]
    if not facing:
        return None
    *_, sentence, found = min(facing, key=lambda face: face[:3])
    return sentence, found


def _mark(claim: Sentence, one: Time, sentence: Sentence, time: Time) -> Mark:
    """Return the mark on both expressions, or on those of their parts that differ where they are built alike."""
    ours, theirs = one.form, time.form
    while ours.shape is theirs.shape and ours.parts and theirs.parts:
        pairs = list(zip(ours.parts, theirs.parts, strict=True))
        pair = next((pair for pair in pairs if not forms_agree(*pair)), None)
        if pair is None or (ours.shape is Shape.RANGE and not any(forms_agree(*pair) for pair in pairs)):
            break
        ours, theirs = pair
    return Mark.of(DiscrepancyKind.DATE, claim, span_of(claim, ours), sentence, span_of(sentence, theirs))


def _years_only(one: Time) -> bool:
    return all(fields_of(leaf).only_year for leaf in leaves_of(one.form))


def _of_its_own_days(one: Time, other: Time) -> bool:
    """Tell whether the passage counts a time from its own day, and that lies well off the claim's time."""
    if not other.form.relative and not (other.form.weekday is not None and other.fields.day is None):
        return False
    ends = [(end.start or end.end, end.end or end.start) for end in (*one.periods, *other.periods)]
    if not one.periods or not other.periods or not all(first and last for first, last in ends):
        return False
    mine, here = ends[: len(one.periods)], ends[len(one.periods) :]
    return all(
        first and last and start and end and max((start - last).days, (first - end).days) > _WEEK
        for first, last in mine
        for start, end in here
    )


def _slip(one: Time, other: Time) -> bool:
    """Tell whether only one of two or three parts is another: 6 November for 6 October."""
    if one.form.parts or other.form.parts:
        return False
    mine, here = one.fields, other.fields
    pairs = zip((mine.year, mine.month, mine.day), (here.year, here.month, here.day), strict=True)
    both = [(a, b) for a, b in pairs if a is not None and b is not None]
    return len(both) > 1 and mine.day is not None and mine.day == here.day and sum(a != b for a, b in both) == 1


def _of_the_report(sentence: Sentence, day: Time) -> bool:
    """Tell whether the date is of the report and not of what it tells: "QUELLHAVEN, May 13 (Northgate Wire) - "."""
    first = sentence.tokens[0].text
    if first.isupper() and len(first) > 1 and 0 < day.first <= _AROUND // 2:
        return True
    if _of_a_document(sentence, day):
        return True
    source = {token.low for token in sentence.tokens[max(0, day.first - _AROUND // 2) : day.first]}
    if source & _DOCUMENTS and source & _ISSUED:
        return True  # "according to an article published on 22 September"
    before = sentence.tokens[max(0, day.first - _AROUND // 2) : day.first]
    if any(token.low in _FETCHED for token in sentence.tokens[max(0, day.first - _FETCHED_ON) : day.first]):
        return True
    return any(token.low in _KEPT for token in before) and not any(token.low in {"in", "on"} for token in before)


def _of_a_document(sentence: Sentence, day: Time) -> bool:
    """Tell whether the year is of a letter or a report ("a 2016 report"), which tells of other times."""
    behind = sentence.tokens[day.last + 1].low if day.last + 1 < len(sentence.tokens) else ""
    return behind in _DOCUMENTS and day.fields.only_year and not day.form.parts


def _settles(one: Time, other: Time, years: set[int]) -> bool:
    """Tell whether agreeing is enough: not of what they do not share, nor where the passage has one other year.

    "November 2" agrees with 2 November 2006, but not in a passage whose only year is 2004.
    """
    if not (one.periods and other.periods) and not (one.settles or other.settles) and not _comparable(one, other):
        return False
    if one.fields.only_year and other.settles and not other.periods and "year" not in other.words:
        return False  # "this weekend" may be in any year
    if other.lasts and not other.periods and not one.lasts:
        return False  # "by December" may be said of any year
    known = one.fields.year is None or other.fields.year is not None or other.settles
    return known or len(years) != 1 or one.fields.year in years


def _comparable(one: Time, other: Time) -> bool:
    """Tell whether both say something of the same sort, or both have days, so that one can contradict the other."""
    mine, here = one.fields, other.fields
    if (mine.year and not (mine.month or here.year)) or (here.year and not (here.month or mine.year)):
        return False  # "in 2019" and "on Wednesday"
    both = any(a is not None and b is not None for a, b in zip(mine, here, strict=True))
    return both or bool(one.periods and other.periods)


def _resolved(times: list[Time], claim_dates: Sequence[Interval]) -> list[Time]:
    """Give the claim's relative words the days that were worked out for it."""
    known = [Period(*interval) for interval in claim_dates if interval[0] or interval[1]]
    resolved = []
    for time in times:
        fitting = () if time.periods else tuple(period for period in known if _fits(time.form, period))
        resolved.append(replace(time, periods=fitting, form=_said(time.form, fitting)) if fitting else time)
    return resolved


def _said(form: Form, fitting: tuple[Period, ...]) -> Form:
    """Return the form with the first of these days; what a bound is set by stays open."""
    return form if form.parts else replace(form, period=fitting[0], others=fitting[1:])


def _fits(form: Form, period: Period) -> bool:
    first = period.start or period.end
    if first is None:
        return False
    leaf = next(leaves_of(form))
    if leaf.weekday is not None and not form.parts:
        return first.weekday() == leaf.weekday
    month = fields_of(leaf).month
    return month is None or month in {first.month, (period.end or first).month}


def _nearness(claim: Sentence, sentence: Sentence, day: Time) -> int:
    """Return how many of the claim's words, names apart, stand around a date of the passage."""
    near = sentence.tokens[max(0, day.first - _AROUND) : day.last + _AROUND + 1]
    return len(claim.plain & {token.stem for token in near})
