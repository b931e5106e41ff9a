"""Who said a quotation: from the words that carry it, or from the sentences around it."""

from __future__ import annotations

from dataclasses import dataclass

from claims.splitting.clauses.attribution import cue_words
from claims.splitting.clauses.drafts import NONE
from claims.splitting.clauses.phrases import name_of
from claims.splitting.clauses.reading import Reading
from claims.splitting.clauses.reported_speech import discredit
from claims.splitting.rules import Ids
from claims.splitting.segments.units import Role
from sources.language import lexicon

_ASKING = lexicon.words("asking_verbs")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Where a speaker is named.

    Attributes:
        unit: Index of the unit that names them.
        ids: Tokens of the name.
        cue: Tokens of the words that say so.
        cue_text: Those words.
    """

    unit: int
    ids: Ids
    cue: Ids
    cue_text: str


def speakers_of(readings: list[Reading]) -> dict[int, Speaker]:
    """Return, by index of the unit that was said, who said it."""
    by_quotation: dict[int, Speaker] = {}
    for index, reading in enumerate(readings):
        speaker = _carried(index, reading)
        if speaker is not None:
            for quotation in reading.unit.quotations:
                by_quotation.setdefault(quotation, speaker)
    speakers = {index: found for index in range(len(readings)) if (found := _behind(index, readings)) is not None}
    last: Speaker | None = None
    paragraph = -9
    for index, reading in enumerate(readings):
        unit = reading.unit
        own = next((by_quotation[q] for q in unit.quotations if q in by_quotation), None)
        if unit.role is Role.REPORTED:
            if own is not None:
                speakers[index] = own
            continue
        if unit.role is Role.SAID:
            near = last if unit.paragraph - paragraph <= 1 else None
            speaker = own or near
            if speaker is not None:
                speakers[index] = speaker
                last, paragraph = speaker, unit.paragraph
            continue
        if unit.role is Role.PLAIN and own is not None and _runs_on(reading):
            speakers[index] = own
        last, paragraph = _next(index, reading, own, last, paragraph)
    return speakers


def _behind(index: int, readings: list[Reading]) -> Speaker | None:
    """Return who says "exports fell" in "Exports fell; imports rose, the bureau said"."""
    own = readings[index].unit
    if index + 1 >= len(readings) or own.role is not Role.PLAIN:
        return None
    last = index + 1
    while last + 1 < len(readings) and readings[last + 1].unit.sentence == own.sentence:
        last += 1
    unit = readings[last].unit
    if unit.sentence != own.sentence or unit.role is not Role.PLAIN or unit.ranges == own.ranges:
        return None
    for draft in readings[last].drafts:
        for attribution in draft.attributions:
            if attribution.source and min(attribution.source | attribution.cue) > draft.head.i:
                return Speaker(last, attribution.source, attribution.cue, cue_words(unit.doc, attribution.cue))
    return None


def _next(
    index: int, reading: Reading, own: Speaker | None, last: Speaker | None, paragraph: int
) -> tuple[Speaker | None, int]:
    """Return who a quotation that follows without a carrier would belong to."""
    unit = reading.unit
    named = own if unit.role in {Role.CARRIER, Role.LABEL} else _named(index, reading)
    if named is not None:
        return named, unit.paragraph
    if unit.quotations:
        return last, paragraph
    return _issuer(index, reading), unit.paragraph


def _carried(index: int, reading: Reading) -> Speaker | None:
    if reading.unit.role not in {Role.CARRIER, Role.LABEL} or not reading.speakers:
        return None
    ids = reading.speakers[0]
    if reading.unit.role is Role.LABEL:
        return Speaker(index, ids, NONE, ":")
    verb = next((t for t in reading.unit.doc if t.lemma_ in lexicon.SAY | _ASKING and t.i not in ids), None)
    cue = discredit(verb) | {verb.i} if verb is not None else NONE.union(*[a.cue for a in reading.attributions])
    words = " ".join(reading.unit.doc[i].text for i in sorted(cue))
    return Speaker(index, ids, cue, words)


def _named(index: int, reading: Reading) -> Speaker | None:
    for draft in reading.drafts:
        for attribution in draft.attributions:
            if attribution.source:
                return Speaker(
                    index, attribution.source, attribution.cue, cue_words(reading.unit.doc, attribution.cue)
                )
    return None


def _issuer(index: int, reading: Reading) -> Speaker | None:
    """Handle "The senator issued a statement." before the quotation itself."""
    for token in reading.unit.doc:
        if token.lower_ in {"statement", "letter", "speech", "interview"} and token.dep_ == "dobj":
            for subject in token.head.children:
                if subject.dep_ == "nsubj":
                    return Speaker(index, name_of(reading.context, subject), frozenset({token.head.i, token.i}),
                                   f"{token.head.text} a {token.text}")  # fmt: skip
    return None


def _runs_on(reading: Reading) -> bool:
    """Whether a quotation of this sentence began or ends in another one, so that one speaker holds for both."""
    sentence = reading.unit.sentence
    return any(q.span.start < sentence.start or q.span.end > sentence.end for q in reading.unit.opened)
