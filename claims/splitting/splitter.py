"""Article to claims, by rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Protocol

from claims.article import Article, BlockKind
from claims.claim import Attribution, Claim, Places, claim_id
from claims.splitting.classification import nature
from claims.splitting.clauses.attribution import as_name, cue_words, without_times
from claims.splitting.clauses.drafts import NONE, AttributionDraft, Draft
from claims.splitting.clauses.quotation_speakers import Speaker, speakers_of
from claims.splitting.clauses.reading import Reading, read_unit
from claims.splitting.coreference.entity_table import EntityTable
from claims.splitting.coreference.resolution import resolve, resolve_first_person
from claims.splitting.coreference.source_names import person_meant, sort_of
from claims.splitting.explanation import Worked, explained
from claims.splitting.predicates import judging, modal
from claims.splitting.realisation import Wording, left_open
from claims.splitting.segments.units import Role, Unit, at_semicolons, units_of
from claims.splitting.unit_times import times_in
from sources.language.parsing.name_repairs import mend_names
from sources.language.parsing.parser import parse
from sources.language.parsing.repairs import is_clause, mend, subject_of
from sources.language.parsing.report_repairs import mend_reports
from sources.language.parsing.tree import Tree
from sources.language.span import Span
from sources.language.times.reference import TimeOf, TimeReference

Progress = Callable[[int, int], None]

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
        bodies = [block.span for block in article.blocks if block.kind is BlockKind.BODY]
        units = units_of(article.text, bodies)
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
                if parts:
                    _plant(parts)
                parsed += parts if parts and all(map(_own_clause, parts)) else [unit]
            if self._progress is not None:
                self._progress(batch[-1].sentence.end, len(article.text))
        return parsed


def _plant(units: list[Unit]) -> None:
    """Give each unit its tree."""
    for unit, doc in zip(units, parse(unit.parsed for unit in units), strict=True):
        mend(doc)
        mend_names(doc)
        mend_reports(doc)
        unit.tree = Tree(doc)


def _own_clause(unit: Unit) -> bool:
    """Whether a stretch between semicolons is a clause with a subject and a verb of its own."""
    roots = [sentence.root for sentence in unit.doc.sents]
    if len(roots) == 1 and is_clause(roots[0]):
        return subject_of(roots[0]) is not None
    told = [t for t in unit.doc if t.tag_ in {"VBD", "VBN", "VBZ", "VBP", "MD"}]
    return any(not any(a.dep_ == "relcl" for a in [t, *t.ancestors]) for t in told)


def _claims(article: Article, units: list[Unit], places: Places, before: int) -> Iterator[Claim]:
    readings = [read_unit(unit) for unit in units]
    speakers = speakers_of(readings)
    contexts = [reading.context for reading in readings]
    # Who "he" is in "..., he said" must be known before "I" can be read in the words he said.
    carriers = {speaker.unit: speaker.ids for speaker in speakers.values()}
    table = resolve(units, contexts, carriers)
    names = {
        index: person_meant(
            table, as_name(Wording(speaker.unit, units[speaker.unit], article.text, table).phrase(speaker.ids))
        )
        for index, speaker in speakers.items()
    }
    resolve_first_person(table, names)
    told: set[str] = set()
    order = before
    for index, reading in enumerate(readings):
        wording = Wording(index, reading.unit, article.text, table)
        said = _said_by(units, speakers.get(index), names.get(index, ""), table)
        times = times_in(article, reading.unit)
        for draft in _in_order(reading):
            claim = _claim(article, reading, draft, wording, said, times, table, places, order + 1)
            if claim is None:
                continue
            # An aside is told once in an article; what a sentence itself says, once in that sentence.
            place = "" if draft.background else f"{claim.sentence.start} "
            key = place + re.sub(r"\W+", " ", claim.text.lower())
            if key in told:
                continue
            told.add(key)
            order += 1
            yield claim


# -- from draft to claim -------------------------------------------------------------------------------------


def _in_order(reading: Reading) -> list[Draft]:
    """Return the drafts in the order of their first word; clipped twins of fuller ones left out."""
    drafts = sorted(enumerate(reading.drafts), key=lambda pair: (min(pair[1].ids), pair[0]))
    kept: list[Draft] = []
    for _, draft in drafts:
        ids = draft.ids
        twin = any(
            other is not draft and ids < other.ids and other.head == draft.head
            and len(draft.parts) == len(other.parts) == 1
            and not set(draft.edits) - set(other.edits)
            for other in reading.drafts
        )  # fmt: skip
        if not twin:
            kept.append(draft)
    return kept


def _claim(
    article: Article,
    reading: Reading,
    draft: Draft,
    wording: Wording,
    said: Attribution | None,
    times: list[TimeReference],
    table: EntityTable,
    places: Places,
    order: int,
) -> Claim | None:
    unit = reading.unit
    worded = wording.sentence(draft, question=_asks(article.text, unit, draft))
    if len(worded.text) < 4 or not any(c.isalpha() for c in worded.text):
        return None
    span = _tight(article.text, unit.span_of(sorted(draft.ids)), unit.sentence)
    attributions = _attributions(reading, draft, wording, said, table)
    quoted = any(mark in worded.text for mark in '"“”«»')
    names = sum(unit.doc[i].pos_ == "PROPN" for i in draft.ids)
    judged = nature(
        worded.text,
        attributed=bool(attributions),
        quoted=quoted,
        stripped=draft.hedges,
        judging=judging(unit, draft),
        modal=modal(unit, draft),
        event=draft.head.pos_ == "VERB",
        names=names,
    )
    return Claim(
        id=claim_id(article.id, places, span, worded.text),
        article_id=article.id,
        order=order,
        text=worded.text,
        first_text=worded.text,
        span=span,
        sentence=unit.sentence,
        attributions=attributions,
        is_quotation=unit.role is Role.SAID or quoted,
        hedges=judged.hedges,
        dates=_dates(unit, draft, reading, times),
        numbers=judged.numbers,
        kind=judged.kind,
        checkable=judged.checkable,
        reason=judged.reason,
        unresolved=tuple(dict.fromkeys([*worded.unresolved, *_open_speakers(draft, wording)])),
        check_worthiness=judged.worthiness,
        rules=explained(Worked(unit, draft, worded, attributions)),
    )


def _asks(text: str, unit: Unit, draft: Draft) -> bool:
    """Whether the claim is the question that its sentence asks."""
    ends = unit.ranges[-1].of(text).rstrip(" \"”»')")[-1:] == "?"
    return ends and not draft.background and not draft.attributions


def _tight(text: str, span: Span, sentence: Span) -> Span:
    end = span.end
    if end < sentence.end and text[end] in ".!?" and end + 1 >= sentence.end - 1:
        end += 1
    return Span(span.start, end)


def _attributions(
    reading: Reading, draft: Draft, wording: Wording, said: Attribution | None, table: EntityTable
) -> tuple[Attribution, ...]:
    unit = reading.unit
    found: list[Attribution] = [said] if said is not None else []
    drafts = list(draft.attributions)
    drafts.extend(a for a in reading.attributions if not draft.background or _covers(a, draft, reading))
    for attribution in sorted(drafts, key=lambda a: min(a.source, default=0)):
        if not attribution.source:
            continue
        source = person_meant(table, as_name(wording.phrase(without_times(unit.doc, attribution.source))))
        cue = cue_words(unit.doc, attribution.cue)
        if left_open(source):
            continue
        if source and source.lower() not in {a.source.lower() for a in found}:
            span = unit.span_of(sorted(attribution.source | attribution.cue))
            found.append(Attribution(source, cue, span, sort_of(table, source)))
    return tuple(found)


def _covers(attribution: AttributionDraft, draft: Draft, reading: Reading) -> bool:
    """Whether "according to X" at the end of a sentence holds for a clause inside it, such as a relative clause.

    It holds for what the sentence tells, not for who is quoted in it ("the mayor, who ...") nor for what stands
    behind it, nor for what somebody is (an apposition, a title): that the article says itself.
    """
    told = draft.made_by("relative clause") or draft.made_by("participle")
    words = attribution.source | attribution.cue
    behind = [t for t in reading.unit.doc[max(words) + 1 :] if t.pos_ != "PUNCT"] if words else []
    if not told or not words or max(draft.ids) > min(words) or behind:
        return False
    quoted = NONE.union(*[one.source for other in reading.drafts for one in other.attributions])
    return draft.subject is None or draft.subject.i not in quoted


def _open_speakers(draft: Draft, wording: Wording) -> list[str]:
    """Return the pronouns that stand for a speaker whom the article does not name."""
    named = [wording.phrase(a.source) for a in draft.attributions if a.source]
    return [name for name in named if left_open(name)]


def _said_by(units: list[Unit], speaker: Speaker | None, name: str, table: EntityTable) -> Attribution | None:
    if speaker is None or not name or left_open(name):
        return None
    span = units[speaker.unit].span_of(sorted(speaker.ids | speaker.cue))
    source = as_name(name)
    return Attribution(source, speaker.cue_text, span, sort_of(table, source))


def _dates(unit: Unit, draft: Draft, reading: Reading, times: list[TimeReference]) -> tuple[TimeReference, ...]:
    """Return the times within the claim's own words, and those at which it was said."""
    own = draft.ids
    cue = NONE.union(*[a.cue | a.source for a in (*draft.attributions, *reading.attributions)])
    found = []
    for time in times:
        assert time.span is not None
        inside = [t.i for t in unit.doc if unit.start_of(t) < time.span.end and unit.end_of(t) > time.span.start]
        kept = [i for i in inside if unit.doc[i].pos_ != "PUNCT"]
        if kept and sum(i in own for i in kept) * 2 > len(kept):
            found.append(replace(time, of=TimeOf.EVENT) if time.of is TimeOf.SAYING and draft.attributions else time)
        elif kept and not draft.background and any(i in cue or i in reading.context.stripped for i in kept):
            found.append(replace(time, of=TimeOf.SAYING))
    return tuple(found)
