"""How a passage holds a date: by the same day, month or year, or by a day inside of the claim's period."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sources.language.lexicon import words
from sources.language.times.article_date import FULL_WEEKDAYS, MONTHS
from sources.language.times.periods import Period
from sources.language.tokens import Token
from sources.matching.discrepancies.sentences import Sentence
from sources.matching.discrepancies.time_comparison import Fields, Time, agree, dated_tokens
from sources.matching.terms.parts import Part, is_content
from sources.matching.terms.passage import Held, Passage
from sources.matching.terms.relatives import bearers, family

_YEAR_DIGITS = 4
_ONE_DAY = 0
_PRONOUNS = words("personal_pronouns") | words("demonstratives")


def hold_date(part: Part, passage: Passage) -> Held:
    """Return what bears out the words of a date.

    All of them are held by a time inside of the claim's, by the same time, and by a stretch of years that the claim's
    time lies in. A time that says less, and the same, holds what it says: "May 2001" holds the month and the year of
    "16 May 2001". A time that says otherwise holds nothing, and so does the time of something else.
    """
    ours = part.found
    assert isinstance(ours, Time)
    if not ours.periods and (not ours.dated or (ours.form.weekday is not None and part.days)):
        return _hold_relative(part, ours, passage)
    found: dict[int, tuple[Token, ...]] = {}
    matter = _matter(part.sentence)
    for sentence, theirs in passage.times:
        if not _speaks_of(sentence, matter, most=theirs.lasts):
            continue
        tokens = sentence.tokens[theirs.first : theirs.last + 1]
        for place in _held_places(part, ours, theirs):
            found[place] = (*found.get(place, ()), *tokens)
    if (
        not found
        and len(part.places) == 1
        and _is_year(year := part.tokens[0])
        and (spots := _bare_years(year, passage, matter))
    ):
        return {part.places[0]: spots}
    return found


def _hold_relative(part: Part, ours: Time, passage: Passage) -> Held:
    """Return what bears out "last month": a time inside of the days that it stands for, else the same words."""
    meant = [Period(start, end) for start, end in part.days]

    def bears(theirs: Time) -> bool:
        periods = theirs.periods
        if not periods and theirs.form.in_year is not None:  # "12 May" is of the year that the claim means
            periods = tuple(theirs.form.in_year(period.start.year) for period in meant if period.start)
        if not periods:
            return theirs.words == ours.words
        return any(_inside(one, other) for one in periods for other in meant)

    bearing = tuple(
        token
        for sentence, theirs in passage.times
        if bears(theirs)
        for token in sentence.tokens[theirs.first : theirs.last + 1]
    )
    return dict.fromkeys(part.places, bearing) if bearing else {}


def _held_places(part: Part, ours: Time, theirs: Time) -> tuple[int, ...]:
    if not agree(ours, theirs):
        return ()
    if _covers(ours, theirs) or theirs.lasts:
        return part.places
    fields = _fields_said(theirs)
    return tuple(place for place in part.places if _said(part.sentence.tokens[place], fields))


def _covers(ours: Time, theirs: Time) -> bool:
    """Tell whether what the passage says lies inside of what the claim says, so far as either is known."""
    if any(
        mine is not None and other is None for mine, other in zip(_calendar(ours), _calendar(theirs), strict=True)
    ):
        return bool(ours.periods and theirs.periods) and any(
            _inside(one, other) for one in theirs.periods for other in ours.periods
        )
    return True


def _calendar(time: Time) -> tuple[int | None, int | None, int | None]:
    return time.fields.year, time.fields.month, time.fields.day


def _inside(one: Period, other: Period) -> bool:
    if one.start is None or one.end is None:
        return False
    return (other.start or date.min) <= one.start and one.end <= (other.end or date.max)


def _fields_said(time: Time) -> Fields:
    """Return year, month and day of a time, those of a relative one as far as its days tell."""
    if not time.form.relative or len(time.periods) != 1:
        return time.fields
    period = time.periods[0]
    if period.start is None or period.end is None or period.start.year != period.end.year:
        return time.fields
    days = (period.end - period.start).days
    same = period.start.month == period.end.month
    return replace(
        time.fields,
        year=period.start.year,
        month=period.start.month if same else None,
        day=period.start.day if days == _ONE_DAY else None,
    )


def _said(token: Token, fields: Fields) -> bool:
    """Tell whether a word of the claim's date is among what the passage says of it."""
    if _is_year(token):
        return fields.year is not None
    if token.is_number:
        return fields.day is not None
    if token.low in FULL_WEEKDAYS:
        return fields.weekday is not None or fields.day is not None
    if token.low in MONTHS:
        return fields.month is not None
    return True


def _is_year(token: Token) -> bool:
    return token.is_number and len(token.text) >= _YEAR_DIGITS


def _bare_years(token: Token, passage: Passage, matter: frozenset[str]) -> tuple[Token, ...]:
    """Return where a passage has the year as a plain number: "World Cup 2018"."""
    dated = {sentence.tokens[at].start for sentence, time in passage.times for at in range(time.first, time.last + 1)}
    spots = passage.by_low.get(token.low, ())
    return tuple(
        spot.token
        for spot in spots
        if spot.token.start not in dated and _speaks_of(spot.sentence, matter, most=False)
    )


def _matter(claim: Sentence) -> frozenset[str]:
    """Return the families of what a claim says besides its dates."""
    dates = dated_tokens(claim)
    return frozenset(
        family(token.low)
        for at, token in enumerate(claim.tokens)
        if at not in dates and token.is_word and token.stem and is_content(token)
    )


def _speaks_of(sentence: Sentence, matter: frozenset[str], *, most: bool) -> bool:
    """Tell whether a sentence dates the claim's matter: it has a word of it, or a pronoun that may stand for it.

    The day on which a page was printed dates nothing that the page tells. With ``most``, for a stretch of time in
    which much may happen, it must have more than half of the words.
    """
    if not matter or not _PRONOUNS.isdisjoint(sentence.lows):
        return True
    there = {family(token.low) for token in sentence.tokens if token.is_word and token.stem}
    shared = sum(1 for word in matter if word in there or not bearers(word).isdisjoint(sentence.stems))
    return shared > len(matter) / 2 if most else shared > 0
