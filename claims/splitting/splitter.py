"""Article to claims, by rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from claims.article import Article
from claims.claim import Attribution, Claim, Places, claim_id
from claims.splitting.attributing import (
    AttributionContext,
    attributions_of,
    open_speakers,
    said_by,
    speaker_name,
    speech_attributions,
)
from claims.splitting.check_worthiness import Prominence
from claims.splitting.classification import (
    NO_SUBJECT,
    classified,
    days_of,
    fragment_of,
    judging_word,
    modal_verb,
    outlook_of,
)
from claims.splitting.clauses.continued_reports import continued_reports
from claims.splitting.clauses.drafts import Draft
from claims.splitting.clauses.quotation_speakers import Speaker, announced_by, speakers_of
from claims.splitting.clauses.reading import Reading, hold_labels, kept_whole, read_unit
from claims.splitting.coreference.entity_table import read_surnames_as_names
from claims.splitting.coreference.resolution import close_self_named, resolve, resolve_first_person
from claims.splitting.explanation import Worked, explained
from claims.splitting.realisation import (
    RealisationContext,
    Worded,
    keeps_the_report,
    left_open,
    realisation_context,
    realised,
    with_all_marks,
)
from claims.splitting.rules import Ids
from claims.splitting.segments.speeches import body_of, speeches_of
from claims.splitting.segments.units import (
    Role,
    Unit,
    around_an_aside,
    at_semicolons,
    before_a_report,
    behind_its_line,
    units_of,
)
from claims.splitting.self_check import Sheet, self_check
from claims.splitting.unit_times import times_of
from sources.language import lexicon
from sources.language.parsing.parser import trees
from sources.language.parsing.relations import RELATIVE, SUBJECTS, is_clause, is_order, subject_of
from sources.language.span import Span
from sources.language.times.reference import TimeOf, TimeReference

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

Progress = Callable[[int, int], None]

_SHORTEST = 4  # characters of a claim: "It." says nothing
# "Dorn is Dorn.": what a replaced "the town" leaves of "Dorn, the town, ..."
_SAYS_NOTHING = re.compile(r"(?:the )?(.{2,}) (?:is|are|was|were) (?:the )?\1\.", re.IGNORECASE)
_ECHOES = frozenset(["as", "so", "neither", "nor"])
_LEADING = 2  # sentences of the lead
# Units parsed between two calls of the progress function.
_BATCH = 128
# Bodies of articles are divided so that the memory for parses stays bounded; table do not reach across.
_UNITS_AT_ONCE = 2_000


class Splitter(Protocol):
    """Whatever turns an article into claims."""

    def split(self, article: Article) -> list[Claim]:
        """Return the claims of ``article`` in its order."""
        ...


class RuleSplitter:
    """Splits by rules, offline; the same article always gives the same claims.

    Args:
        progress: Called with the characters done and the characters in all.
    """

    def __init__(self, progress: Progress | None = None) -> None:
        self._progress = progress

    def split(self, article: Article) -> list[Claim]:
        """Return the claims of ``article`` in its order.

        Raises:
            ParserError: If the parsing model is missing or damaged.
        """
        speeches = speeches_of(article.text, article.blocks)
        units = units_of(article.text, body_of(article.blocks, speeches), speeches)
        places = Places(article.text)
        claims: list[Claim] = []
        while group := list(islice(units, _UNITS_AT_ONCE)):
            parsed = self._parse(article, group)
            claims.extend(_claims(article, parsed, places, len(claims)))
        if self._progress is not None:
            self._progress(len(article.text), len(article.text))
        return claims

    def _parse(self, article: Article, units: list[Unit]) -> list[Unit]:
        parsed: list[Unit] = []
        for start in range(0, len(units), _BATCH):
            batch = units[start : start + _BATCH]
            _plant(batch)
            for unit in batch:
                parts = at_semicolons(article.text, unit)
                if entry := behind_its_line(article.text, unit):
                    _plant(entry)
                    parsed += entry
                    continue
                if parts:
                    _plant(parts)
                elif reported := before_a_report(article.text, unit):
                    _plant(reported)
                    parsed += reported
                    continue
                elif aside := around_an_aside(article.text, unit):
                    _plant(aside)
                    parsed += aside if all(map(_stands_alone, aside)) else [unit]
                    continue
                parsed += parts if parts and all(map(_own_clause, parts)) else [unit]
            if self._progress is not None:
                self._progress(batch[-1].sentence.end, len(article.text))
        return parsed


def _plant(units: list[Unit]) -> None:
    """Give each unit its tree."""
    for unit, tree in zip(units, trees(unit.parsed for unit in units), strict=True):
        unit.doc = tree


def _own_clause(unit: Unit) -> bool:
    """Whether a stretch between semicolons is a clause with a subject and a verb of its own."""
    if (
        unit.doc[0].lower_ in _ECHOES
        and len(unit.doc) > 1
        and (unit.doc[1].tag_ == "MD" or unit.doc[1].lemma_ in {"be", "do", "have"})
    ):
        return False  # "; as did the mayor"
    if [t.lower_ for t in unit.doc[: 2 if unit.doc[0].pos_ == "CCONJ" else 1]][-1] == "that" and unit.doc[
        0
    ].tag_ != "DT":
        return False  # "said that fares rose; and that wages did not"
    if unit.doc[0].tag_ in {"WDT", "WP", "WP$"} and unit.doc[-1].text != "?":
        return False  # "It ran in May; which drew 2,000 people"
    roots = [sentence.root for sentence in unit.doc.sents]
    if len(roots) == 1 and is_clause(roots[0]):
        return subject_of(roots[0]) is not None and not _leaves_out_its_verb(roots[0])
    told = [t for t in unit.doc if t.tag_ in {"VBD", "VBN", "VBZ", "VBP", "MD"}]
    return any(not any(a.dep_ == "relcl" for a in [t, *t.ancestors]) for t in told)


def _stands_alone(unit: Unit) -> bool:
    """Whether a stretch is one clause with a subject and a tensed verb of its own, and no clause hangs on another."""
    roots = [sentence.root for sentence in unit.doc.sents]
    if len(roots) != 1 or not is_clause(roots[0]) or not _own_clause(unit):
        return False
    opened = any(c.tag_ == "WRB" or c.dep_ == "mark" for c in roots[0].children if c.i < roots[0].i)
    reports = len(unit.ranges) > 1 and any(t.lemma_ in lexicon.SAY for t in unit.doc)
    return not opened and not reports  # whose an aside within a report is, is open


def _leaves_out_its_verb(verb: Token) -> bool:
    """Whether a clause says what is so by the clause before it: "; the second did not"."""
    helps = verb.lemma_ in {"do", "be", "have"} or verb.tag_ == "MD"
    return helps and all(c.dep_ in SUBJECTS | {"neg", "advmod", "punct", "aux"} for c in verb.children)


@dataclass(frozen=True, slots=True)
class _UnitContext:
    """What the claims of one unit share.

    Attributes:
        leads: Set for the first sentences of the article.
        sample: Set for quoted words that the reader is told to use: "Write: “We are sorry.”".
    """

    article: Article
    places: Places
    reading: Reading
    words: RealisationContext
    attributions: AttributionContext
    times: tuple[tuple[TimeReference, Ids], ...]
    leads: bool
    sample: bool


def _claims(article: Article, units: list[Unit], places: Places, before: int) -> Iterator[Claim]:
    read_surnames_as_names(units)
    readings = [read_unit(unit) for unit in units]
    hold_labels(readings)
    speakers = {**continued_reports(readings), **speakers_of(readings)}
    tellers = announced_by(readings)
    # Who "he" is in "..., he said" must be known before "I" can be read in the words he said.
    carriers = {speaker.unit: speaker.ids for speaker in (*speakers.values(), *tellers.values())}
    sayers = {index: (speaker.unit, speaker.ids) for index, speaker in {**speakers, **tellers}.items()}
    table = resolve(units, [reading.context for reading in readings], carriers, sayers)
    words = [realisation_context(index, unit, article.text, table) for index, unit in enumerate(units)]
    names = {index: speaker_name(words[speaker.unit], speaker) for index, speaker in speakers.items()}
    alone = {index: name for index, name in names.items() if not speakers[index].others}
    resolve_first_person(table, {**_tellers_names(units, tellers, words), **alone})
    close_self_named(table)
    times = times_of(article, units)
    contexts: list[_UnitContext] = []
    for index, reading in enumerate(readings):
        teller = tellers.get(index)
        spoken: list[Attribution | None] = list(speech_attributions(table, reading.unit.speech))
        if teller is not None:
            spoken.append(said_by(words[teller.unit], teller, speaker_name(words[teller.unit], teller)))
        speaker = speakers.get(index)
        if speaker is not None:
            if (outer := speaker.quoted_by) is not None:
                spoken.append(said_by(words[outer.unit], outer, speaker_name(words[outer.unit], outer)))
            name = speaker_name(words[speaker.unit], speaker) if speaker.quoted_by is not None else names[index]
            spoken.append(said_by(words[speaker.unit], speaker, name))
            for ids in speaker.others:
                other = replace(speaker, ids=ids)
                spoken.append(said_by(words[speaker.unit], other, speaker_name(words[speaker.unit], other)))
        found = tuple(attribution for attribution in spoken if attribution is not None)
        unnamed = (names[index],) if speaker is not None and left_open(names[index]) else ()
        attributions = AttributionContext(reading, words[index], found, unnamed)
        dated = _with_tokens(times[index], reading.unit)
        leads = not before and table.sentences[index] < _LEADING
        sample = not found and _is_sample(units, index, article.text)
        contexts.append(
            _UnitContext(article, places, reading, words[index], attributions, dated, leads=leads, sample=sample)
        )
    return _numbered(contexts, before)


def _is_sample(units: list[Unit], index: int, text: str) -> bool:
    """Whether quoted words without a speaker follow an order: "Write: “We are sorry.”"."""
    place = index
    while place and (units[place].role is Role.SAID or _closes_what_was_opened(units[place].sentence.of(text))):
        place -= 1
    roots = [sentence.root for sentence in units[place].doc.sents]
    return place < index and any(is_order(r) or (r.tag_ == "VBP" and subject_of(r) is None) for r in roots)


def _closes_what_was_opened(sentence: str) -> bool:
    return sentence.count("”") > sentence.count("“")


def _numbered(contexts: list[_UnitContext], before: int) -> Iterator[Claim]:
    """Yield the claims of units in their order, checked against their sentences, each once."""
    sheets = [_sheet(context) for context in contexts]
    self_check(sheets)
    seen: set[str] = set()
    order, siblings, sentence = before, 0, None
    for context, sheet in zip(contexts, sheets, strict=True):
        if context.reading.unit.sentence != sentence:
            sentence, siblings = context.reading.unit.sentence, 0
        for draft, worded in sheet.claims:
            claim = _claim(context, draft, worded, order + 1, siblings=siblings)
            if claim is None:
                continue
            siblings += not draft.background
            # An apposition is one claim in the whole article; a clause is one claim in its sentence.
            place = "" if draft.background else f"{claim.sentence.start} "
            key = place + re.sub(r"\W+", " ", claim.text.lower())
            if key not in seen:
                seen.add(key)
                order += 1
                yield claim


def _tellers_names(units: list[Unit], tellers: dict[int, Speaker], words: list[RealisationContext]) -> dict[int, str]:
    """Return, by unit, the only speaker of the speech that it is part of."""
    names = {index: speaker_name(words[speaker.unit], speaker) for index, speaker in tellers.items()}
    for index, unit in enumerate(units):
        if unit.speech is not None and len(unit.speech.speakers) == 1:
            names[index] = unit.speech.speakers[0].name
    return names


def _sheet(context: _UnitContext) -> Sheet:
    """Return the drafts of a unit in words, before they are checked."""
    unit, words = context.reading.unit, context.words

    def word(draft: Draft, *, whole: bool = False) -> Worded:
        used = with_all_marks(words) if whole or keeps_the_report(words, draft) else words
        if draft.made_by(kept_whole.name) and not context.reading.context.stripped and len(unit.ranges) == 1:
            used = replace(used, every_mark=True)
        return realised(used, draft, question=_asks(context.article.text, unit, draft))

    times = tuple(ids for _, ids in context.times)
    return Sheet(context.reading, word, times, [(draft, word(draft)) for draft in _in_order(context.reading.drafts)])


def _in_order(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts in the order of their first word; clipped twins of fuller drafts are left out."""
    numbered = sorted(enumerate(drafts), key=lambda pair: (min(pair[1].ids), pair[0]))
    return [draft for _, draft in numbered if not any(_is_clipped(draft, other) for other in drafts)]


def _is_clipped(draft: Draft, other: Draft) -> bool:
    """Whether ``other`` says all that ``draft`` says of the same verb, and more."""
    if other is draft or other.head != draft.head or not len(draft.parts) == len(other.parts) == 1:
        return False
    return draft.ids < other.ids and not set(draft.edits) - set(other.edits)


def _claim(context: _UnitContext, draft: Draft, worded: Worded, order: int, *, siblings: int) -> Claim | None:
    article, unit, ids = context.article, context.reading.unit, draft.ids
    if len(worded.text) < _SHORTEST or not any(c.isalpha() for c in worded.text) or _SAYS_NOTHING.match(worded.text):
        return None
    span = _with_stop(article.text, unit.span_of(sorted(ids)), unit.sentence)
    attributions = attributions_of(context.attributions, draft)
    quoted = any(mark in worded.text for mark in '"“”«»‘')
    dates, modal = _dates(context, draft), modal_verb(unit, draft)
    days = days_of(dates)
    judged = classified(
        worded.text,
        quoted=quoted,
        stripped=draft.hedges,
        judging=judging_word(unit, draft),
        modal=modal,
        event=draft.head.pos_ == "VERB",
        names=sum(unit.doc[i].pos_ == "PROPN" for i in ids),
        outlook=outlook_of(unit, draft, modal, dated=bool(days), reported=bool(attributions or draft.hedges)),
        days=days,
        fragment=fragment_of(unit, draft),
        place=Prominence(
            before=unit.sentence.start / len(article.text),
            leads=context.leads and not draft.background,
            background=draft.background,
            siblings=siblings,
        ),
    )
    if context.sample and not attributions:
        return None
    if not judged.is_claim() or (judged.reason == NO_SUBJECT and not attributions and min(ids) != draft.head.i):
        return None
    return Claim(
        id=claim_id(article.id, context.places, span, worded.text),
        article_id=article.id,
        order=order,
        text=worded.text,
        first_text=worded.text,
        span=span,
        sentence=unit.sentence,
        attributions=attributions,
        is_quotation=unit.role is Role.SAID or quoted,
        hedges=judged.hedges,
        dates=dates,
        numbers=judged.numbers,
        kind=judged.kind,
        checkable=judged.checkable,
        reason=judged.reason,
        unresolved=_each_once([*worded.unresolved, *open_speakers(context.attributions, draft)]),
        check_worthiness=judged.worthiness,
        rules=explained(Worked(unit, draft, worded, attributions)),
    )


def _each_once(words: list[str]) -> tuple[str, ...]:
    """Return words in their order without those that differ from an earlier one in capitals alone."""
    seen: dict[str, str] = {}
    for word in words:
        seen.setdefault(word.lower(), word)
    return tuple(seen.values())


def _asks(text: str, unit: Unit, draft: Draft) -> bool:
    """Whether the claim is the question that its sentence asks."""
    ends = unit.ranges[-1].of(text).rstrip(" \"”»')")[-1:] == "?"
    if not ends or draft.background or draft.attributions or _quotes_a_question(text, unit):
        return False
    last = max(t.i for t in unit.doc if t.pos_ not in {"PUNCT", "SPACE"})
    opening = unit.doc[min(draft.ids)]
    return last in draft.ids or opening.tag_ in RELATIVE or opening.pos_ == "AUX" or opening.lower_ == "do"


def _quotes_a_question(text: str, unit: Unit) -> bool:
    """Whether the question mark at the end is that of words quoted in a statement: "It led to the cry “Who pays?”."""
    last = unit.opened[-1] if unit.opened else None
    if last is None or text[last.inner.end - 1] != "?" or unit.sentence.end - last.span.end > 1:
        return False
    opening = unit.doc[0]
    asks = opening.tag_ in RELATIVE or opening.pos_ == "AUX" or opening.lower_ == "do"
    return not asks and unit.start_of(opening) < last.span.start


def _with_stop(text: str, span: Span, sentence: Span) -> Span:
    """Return the span of a claim with the stop that ends its sentence."""
    end = span.end
    if end < sentence.end and text[end] in ".!?" and end + 1 >= sentence.end - 1:
        end += 1
    return Span(span.start, end)


def _with_tokens(times: list[TimeReference], unit: Unit) -> tuple[tuple[TimeReference, Ids], ...]:
    """Return the times of a unit, each with its tokens."""
    found = []
    for time in times:
        assert time.span is not None
        span = time.span
        inside = [t for t in unit.doc if unit.start_of(t) < span.end and unit.end_of(t) > span.start]
        found.append((time, frozenset(t.i for t in inside if t.pos_ != "PUNCT")))
    return tuple(found)


def _dates(context: _UnitContext, draft: Draft) -> tuple[TimeReference, ...]:
    """Return the times within the claim's own words, and those at which it was said."""
    reading, own = context.reading, draft.ids
    said = reading.context.stripped.union(*[a.cue | a.source for a in (*draft.attributions, *reading.attributions)])
    found = []
    for time, ids in context.times:
        if len(ids & own) * 2 > len(ids):
            happened = time.of is TimeOf.SAYING and (draft.attributions or context.attributions.spoken)
            found.append(replace(time, of=TimeOf.EVENT) if happened else time)
        elif ids & said and not draft.background:
            found.append(replace(time, of=TimeOf.SAYING))
    return tuple(found)
