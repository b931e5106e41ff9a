"""The time expressions of what was parsed in one piece, each read by the tense of its verb."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from claims.article import Article
from claims.splitting.segments.units import Role, Unit
from sources.language import lexicon
from sources.language.lexicon import SETTING
from sources.language.note_marks import without_note_marks
from sources.language.parsing.relations import finite_token, subject_of
from sources.language.times.finding import find_times
from sources.language.times.following import following
from sources.language.times.periods import Period
from sources.language.times.reference import TimeOf, TimeReference
from sources.language.times.words import Direction, looks_ahead

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

_ANNOUNCED = lexicon.words("fixed_by_plan") | {"set", "expected"}
_SCHEDULED = lexicon.words("scheduling_verbs")
_INTENDING = lexicon.words("intending_verbs")
_LOOK_BACK = 48  # characters before an expression that can hold "until 5 p.m. on"
_OUTLOOK = lexicon.words("outlook_words")
_APPEALING = lexicon.words("appealing_verbs")
_PAST_EVENTS = lexicon.words("nouns_of_what_happened")
_ASKING = lexicon.words("ordering_verbs") | {"ask", "give"}
_BY_OR_UNTIL = re.compile(r"\b(?:by|before|until|till|through) (?:the )?$")
# Days from that of speaking.
_FROM_SPEAKING = {"today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "yesterday": -1, "tomorrow": 1}
_AFTER_A_MATCH = re.compile(
    r"\b[Aa]fter (?:the|their|his|her|its) (?:\w+ )?(?:match|game|race|fight|final|win|victory|defeat|loss|draw)\b"
)
# Every kind of white space: hard-wrapped lines, tabs, blanks that do not break.
_BLANKS = re.compile(r"\s")


def times_of(article: Article, units: Sequence[Unit]) -> list[list[TimeReference]]:
    """Return the time expressions of each unit; "the next day" is counted from the only time told just before."""
    found: list[list[TimeReference]] = []
    before: list[tuple[Unit, TimeReference]] = []
    own: list[tuple[Unit, TimeReference]] = []
    for index, unit in enumerate(units):
        if index and units[index - 1].sentence != unit.sentence:
            before = own if units[index - 1].paragraph == unit.paragraph else []
            own = []
        times = times_in(article, unit)
        for place, time in enumerate(times):
            told = [*before, *own]
            if time.start is None and time.end is None and len(told) == 1 and _is_told_by_itself(*told[0]):
                days = following(_BLANKS.sub(" ", time.text), Period(told[0][1].start, told[0][1].end))
                times[place] = replace(time, start=days.start, end=days.end)
            own.append((unit, times[place]))
        found.append(times)
    for index, unit in enumerate(units):
        if unit.role is Role.SAID:
            found[index] = _as_said(found[index], index, units, found)
    return found


def _as_said(
    times: list[TimeReference], index: int, units: Sequence[Unit], found: list[list[TimeReference]]
) -> list[TimeReference]:
    """Return the times of a quotation: its "today" is the day on which it was said, where its sentence names that."""
    if not any(time.text.lower() in _FROM_SPEAKING for time in times):
        return times
    own = units[index]
    beside = [k for k in range(max(index - 2, 0), min(index + 3, len(units))) if units[k].sentence == own.sentence]
    carriers = [k for k in beside if units[k].role is Role.CARRIER]
    days = [time for k in carriers for time in found[k] if time.start is not None and time.start == time.end]
    if len(days) == 1 and days[0].start is not None:
        day = days[0].start
        return [_counted_from(day, time) for time in times]
    if any(_AFTER_A_MATCH.search(units[k].parsed) for k in carriers):
        return [replace(t, start=None, end=None) if t.text.lower() in _FROM_SPEAKING else t for t in times]
    return times


def _counted_from(day: date, time: TimeReference) -> TimeReference:
    steps = _FROM_SPEAKING.get(time.text.lower())
    moved = day + timedelta(days=steps) if steps is not None else None
    return replace(time, start=moved, end=moved) if moved is not None else time


def _is_told_by_itself(unit: Unit, time: TimeReference) -> bool:
    """Whether a time is that of what a sentence tells, and not of saying it or of a clause beside a noun."""
    if time.span is None or time.of is not TimeOf.EVENT:
        return False
    token = next((t for t in unit.doc if unit.start_of(t) >= time.span.start), None)
    return token is not None and not any(above.dep_ in {"relcl", "acl", "appos"} for above in token.ancestors)


def times_in(article: Article, unit: Unit) -> list[TimeReference]:
    """Return the time expressions of the unit, each read by the tense of its verb."""
    found: list[TimeReference] = []
    for stretch in unit.ranges:
        starts = {unit.start_of(token): token for token in unit.doc}

        def direction(at: int, offset: int = stretch.start, starts: dict[int, Token] = starts) -> Direction:
            token = next(
                (starts[i] for i in range(offset + at, min(offset + at + 40, len(article.text))) if i in starts), None
            )
            before = article.text[max(offset, offset + at - _LOOK_BACK) : offset + at]
            ahead = looks_ahead(_BLANKS.sub(" ", before))
            by = _BY_OR_UNTIL.search(before) is not None
            return _direction(token, ahead=ahead, by=by) if token is not None else Direction.UNKNOWN

        read = find_times(
            without_note_marks(_BLANKS.sub(" ", stretch.of(article.text))),
            published=article.published, offset=stretch.start, direction=direction,
        )  # fmt: skip
        found.extend(replace(time, text=time.span.of(article.text)) for time in read if time.span is not None)
    return found


def _direction(token: Token, *, ahead: bool, by: bool = False) -> Direction:
    """Return which way the clause above ``token`` looks.

    Args:
        token: The first word of a time.
        ahead: Whether "until" precedes it, or "by" after no perfect.
        by: Whether "until", "by" or "before" precedes it, after whatever tense.
    """
    if _still_to_come(token) or _is_planned_for(token) or _is_appealed_for(token):
        return Direction.FUTURE
    if _is_of_a_past_event(token):
        return Direction.PAST
    verb = next(
        (t for t in [token, *token.ancestors] if t.pos_ in {"VERB", "AUX"} and finite_token(t) is not None), None
    )
    if verb is None:
        return Direction.UNKNOWN
    helpers = [t for t in verb.children if t.dep_ in {"aux", "auxpass"}]
    words = {t.lower_ for t in helpers}
    if verb.lemma_ in _INTENDING and "had" not in words and _is_meant_to(token, verb):
        return Direction.FUTURE
    # "The vote is set for Monday", but "the council set a limit on Monday" and "Nordline had expected it on Monday".
    announced = verb.lower_ in _ANNOUNCED and any(t.lemma_ == "be" for t in helpers)
    if words & {"will", "'ll", "wo", "shall"} or verb.lower_ in {"plans", "plan", "due"} or announced:
        return Direction.FUTURE
    if verb.lemma_ == "be" and _is_to(token, verb):
        return Direction.FUTURE if verb.tag_ in {"VBZ", "VBP"} or not _came_otherwise(verb) else Direction.UNKNOWN
    if by and verb.tag_ in {"VBZ", "VBP"} and not helpers and _depends_on(token, verb):
        return Direction.FUTURE  # "runs through July 9"
    scheduled = verb.lemma_ in _SCHEDULED or any(c.lower_ == "effect" for c in verb.children)  # "takes effect"
    if verb.tag_ in {"VBZ", "VBP"} and scheduled and not helpers and _depends_on(token, verb):
        return Direction.FUTURE
    if ahead and _sets_a_day(token, verb):
        return Direction.FUTURE
    if by and (
        _is_asked_for(token, verb) or (verb.lemma_ == "give" and token.pos_ != "NUM") or _is_a_condition(verb)
    ):
        return Direction.FUTURE
    finite = finite_token(verb)
    if finite is not None and finite.tag_ == "VBD" and "would" not in words:
        return Direction.PAST
    return Direction.UNKNOWN


def _still_to_come(token: Token) -> bool:
    """Whether a time belongs to "to open in May" behind a bare "set", "due" or "expected", which has no tense."""
    above = list(token.ancestors)
    infinitive = any(t.tag_ == "VB" and any(c.tag_ == "TO" for c in t.children) for t in above)
    outlook = next((t for t in above if t.lower_ in _OUTLOOK), None)
    return infinitive and outlook is not None and finite_token(outlook) is None and outlook.dep_ != "acomp"


def _is_of_a_past_event(token: Token) -> bool:
    """Whether a noun right before a time tells what happened then: "within 60 days of his death on Thursday"."""
    before = token.doc[token.i - 2] if token.i > 1 and token.doc[token.i - 1].lower_ in {"on", "last"} else token.head
    return before.pos_ == "NOUN" and before.lemma_ in _PAST_EVENTS


def _is_appealed_for(token: Token) -> bool:
    """Whether a time belongs to what others were asked to do: "called on them to march on Saturday"."""
    inner = next((t for t in token.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    if inner is None or inner.tag_ != "VB" or not any(c.tag_ == "TO" for c in inner.children):
        return False
    above = next((t for t in inner.ancestors if t.pos_ == "VERB"), None)
    asked = above is not None and any(c.dep_ in {"dobj", "prep", "nsubjpass"} for c in above.children)
    subject = subject_of(inner)
    return above is not None and above.lemma_ in _APPEALING and (asked or subject is not None)


def _is_planned_for(token: Token) -> bool:
    """Whether a time belongs to a participle behind a noun: "a strike planned for Thursday"."""
    prep = next((t for t in token.ancestors if t.dep_ == "prep"), token)
    planned = prep.head
    return (
        prep.lower_ == "for"
        and planned.dep_ == "acl"
        and planned.lower_ in _ANNOUNCED
        and _depends_on(token, planned)
    )


def _depends_on(token: Token, verb: Token) -> bool:
    """Whether a time belongs to a verb itself: "the trial opens on June 19"."""
    between = [t for t in token.ancestors if verb in t.ancestors]
    return all(t.dep_ in {"prep", "pobj", "npadvmod", "nummod", "attr"} for t in [token, *between] if t.i != verb.i)


def _is_meant_to(token: Token, verb: Token) -> bool:
    """Whether a time belongs to what somebody intends: "the pilots promised to work on Sunday"."""
    inner = next((t for t in token.ancestors if t.head == verb), None)
    return inner is not None and inner.dep_ == "xcomp" and any(c.tag_ == "TO" for c in inner.children)


def _is_to(token: Token, verb: Token) -> bool:
    """Whether a time belongs to what somebody is or was to do: "is to travel on Wednesday", "was due to meet him"."""
    path = [t for t in token.ancestors if verb in t.ancestors]
    due = path[-1] if path and path[-1].lower_ in _OUTLOOK and path[-1].dep_ == "acomp" else verb
    inner = next((t for t in path if t.head == due), None)
    return (
        inner is not None
        and inner.dep_ == "xcomp"
        and any(c.tag_ == "TO" and c.i == due.i + 1 for c in inner.children)
    )


def _came_otherwise(verb: Token) -> bool:
    """Whether a sentence tells what became of a plan: "was to sail on Monday but sank"."""
    own = any(c.dep_ in {"conj", "advcl", "cc"} for c in verb.children)
    inside = verb.dep_ in {"relcl", "advcl", "conj"}
    return own or inside or any(c.dep_ == "aux" and c.lower_ in {"had", "have", "has"} for c in verb.children)


def _is_asked_for(token: Token, verb: Token) -> bool:
    """Whether a time is that by which somebody was asked to do something: "has asked the panel to report by May"."""
    asks = any(t.lemma_ in _ASKING for t in [verb, *verb.ancestors])
    return asks and any(t.tag_ == "VB" and any(c.tag_ == "TO" for c in t.children) for t in token.ancestors)


def _is_a_condition(verb: Token) -> bool:
    """Whether nobody knows yet what a clause says: "would close if it did not rain by May"."""
    above = verb.head if verb.head is not verb else verb
    modal = any(c.tag_ == "MD" for c in above.children)
    return modal and any(c.dep_ == "mark" and c.lower_ in {"if", "unless"} for c in verb.children)


def _sets_a_day(token: Token, verb: Token) -> bool:
    """Whether the past tense tells what was decided for later: "put off until Friday", "told to leave by Friday"."""
    between = [t for t in token.ancestors if verb in t.ancestors]
    wanted = any(t.tag_ == "VB" and any(c.tag_ == "TO" for c in t.children) for t in between)
    return wanted or any(t.lemma_ in SETTING for t in [verb, *between])
