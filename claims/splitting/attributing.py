"""Who a claim is attributed to, in words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claims.claim import Attribution
from claims.splitting.clauses.adverbials import participle
from claims.splitting.clauses.attribution import as_name, cue_words, without_times
from claims.splitting.clauses.drafts import NONE, AttributionDraft, Draft
from claims.splitting.clauses.relative_clauses import relative_clause
from claims.splitting.clauses.titles import read_title
from claims.splitting.coreference.source_names import person_meant, sort_of
from claims.splitting.realisation import RealisationContext, as_speaker, left_open, open_words_of, phrase_text
from claims.splitting.segments.units import Role
from sources.language.parsing.relations import finite_token, first_of

if TYPE_CHECKING:
    from claims.splitting.clauses.quotation_speakers import Speaker
    from claims.splitting.clauses.reading import Reading
    from claims.splitting.coreference.entity_table import EntityTable
    from claims.splitting.segments.speeches import Speech


_CONCEDING = frozenset(["although", "though"])
# What a verb is put into where its report is of the past: "will" into "would", "is" into "was".
_SHIFTED = frozenset(["would", "could", "might", "was", "were", "had"])
_OTHERS = frozenset(["they", "some", "others", "many", "both", "several", "most"])


@dataclass(slots=True)
class AttributionContext:
    """What is needed to word the attributions of a unit.

    Attributes:
        reading: The unit and what was found in it.
        words: Puts its tokens into words.
        spoken: Who said the whole unit, where it is a quotation or part of a speech; the outer speaker first.
        unnamed: Words such as "he" for who said it, where the article leaves open who that is.
        worded: The attributions worded so far, because many claims share one; None names nobody.
    """

    reading: Reading
    words: RealisationContext
    spoken: tuple[Attribution, ...]
    unnamed: tuple[str, ...] = ()
    worded: dict[AttributionDraft, Attribution | None] = field(default_factory=dict)


def speaker_name(words: RealisationContext, speaker: Speaker) -> str:
    """Return the name of a speaker; ``words`` puts the unit that names them into words."""
    name = phrase_text(words, speaker.ids)
    if all(words.unit.doc[i].tag_ == "PRP$" for i in speaker.ids):
        name = re.sub(r"['’]s?$", "", name)  # "his remarks"
    return person_meant(words.table, as_name(name))


def said_by(words: RealisationContext, speaker: Speaker, name: str) -> Attribution | None:
    """Return the attribution of a quotation, to "she" where the article leaves open who that is; None to nobody."""
    if not name:
        return None
    source = as_speaker(name) if left_open(name) else as_name(name)
    span = words.unit.span_of(sorted(speaker.ids | speaker.cue))
    return Attribution(source, speaker.cue_text, span, sort_of(words.table, source))


def speech_attributions(table: EntityTable, speech: Speech | None) -> tuple[Attribution, ...]:
    """Return the attributions of what is said in a speech, as far as a label or a title names who gives it."""
    if speech is None:
        return ()
    return tuple(
        Attribution(speaker.name, speaker.cue, speaker.span, sort_of(table, speaker.name))
        for speaker in speech.speakers
    )


def attributions_of(context: AttributionContext, draft: Draft) -> tuple[Attribution, ...]:
    """Return who a claim is attributed to, each source once, in the order of the article."""
    reading = context.reading
    if _is_the_reporters(reading, draft):
        return ()
    drafts = [] if draft.made_by(read_title.name) else list(draft.attributions)
    beside = [a for a in reading.attributions if not _opens_another_clause(a, draft, reading)]
    drafts.extend(a for a in beside if not draft.background or _covers(a, draft, reading))
    found: list[Attribution] = []
    for spoken in context.spoken:
        if spoken.source not in {attribution.source for attribution in found}:
            found.append(spoken)
    for attribution in sorted(drafts, key=lambda a: min(a.source, default=0)):
        if attribution not in context.worded:
            context.worded[attribution] = _worded(context.words, attribution)
        worded = context.worded[attribution]
        # "Holm said he had said that ..."; but in "They say my van did it" others say it.
        unnamed = worded is not None and bool(found) and left_open(worded.source) and worded.source not in _OTHERS
        if worded is not None and not unnamed and worded.source.lower() not in {a.source.lower() for a in found}:
            found.append(worded)
    return tuple(found)


def _is_the_reporters(reading: Reading, draft: Draft) -> bool:
    """Whether a clause beside what somebody said may be the reporter's, as its tense shows.

    "They would look into a blast, Holm added, although blast fishing is common." Only what Holm said was put into the
    past.
    """
    unit, head = reading.unit, draft.head
    if unit.role not in {Role.PLAIN, Role.REPORTED} or unit.speech is not None or head.i in reading.context.quoted:
        return False
    opening = first_of(head)
    concedes = head.dep_ == "advcl" and head.doc[opening].lower_ in _CONCEDING
    beside = head.dep_ == "relcl" and opening > 0 and head.doc[opening - 1].text == ","
    own = finite_token(head)
    told = unit.role is Role.REPORTED or any(unit.doc[i].tag_ == "VBD" for a in draft.attributions for i in a.cue)
    if not told or not (concedes or beside) or own is None or own.tag_ not in {"VBZ", "VBP"}:
        return False
    above = (finite_token(t) for t in head.ancestors if t.pos_ in {"VERB", "AUX"})
    finite = next((t for t in above if t is not None), None)
    return finite is not None and finite.lower_ in _SHIFTED


def open_speakers(context: AttributionContext, draft: Draft) -> list[str]:
    """Return the words for a speaker that the article leaves open: a pronoun, or a surname that two people have."""
    beside = [] if draft.background else context.reading.attributions  # "according to him"
    sources = [a.source for a in (*draft.attributions, *beside) if a.source]
    named = [phrase_text(context.words, source) for source in sources]
    found = [name for name in named if left_open(name)]
    known = {name.lower() for name in found}
    inside = [words for source in sources for words in open_words_of(context.words, source)]
    return [*context.unnamed, *found, *[words for words in inside if words.lower() not in known]]


def _worded(words: RealisationContext, attribution: AttributionDraft) -> Attribution | None:
    if not attribution.source:
        return None
    unit = words.unit
    source = person_meant(words.table, as_name(phrase_text(words, without_times(unit.doc, attribution.source))))
    if not source:
        return None
    source = as_speaker(source) if left_open(source) else source
    span = unit.span_of(sorted(attribution.source | attribution.cue))
    return Attribution(source, cue_words(unit.doc, attribution.cue), span, sort_of(words.table, source))


def _opens_another_clause(attribution: AttributionDraft, draft: Draft, reading: Reading) -> bool:
    """Whether a source is named for another clause: "..., and according to Ida Holm, it failed"."""
    words = attribution.source | attribution.cue
    if words and min(words) > 0 and min(draft.ids) > max(words):
        following = next((t for t in reading.unit.doc[max(words) + 1 :] if t.pos_ != "PUNCT"), None)
        return following is not None and following.dep_ == "cc"  # "It was late, as Ana Ruiz said, and we saw it."
    if not words or max(draft.ids) > min(words):
        return False
    before = [t for t in reading.unit.doc[: min(words)] if t.pos_ != "PUNCT"]
    later = any(min(other.ids) > max(words) and not other.background for other in reading.drafts)
    return later and bool(before) and before[-1].dep_ == "cc"


def _covers(attribution: AttributionDraft, draft: Draft, reading: Reading) -> bool:
    """Whether "according to X" at an end of a sentence holds for a clause inside it, such as a relative clause.

    It holds for what the sentence tells, and at its beginning, too. It does not hold for who is quoted in it ("the
    mayor, who ..."), or for what somebody is (an apposition, a title): the article says that itself.
    """
    told = draft.made_by(relative_clause.name) or draft.made_by(participle.name)
    words = attribution.source | attribution.cue
    if not told or not words:
        return False
    opens = 0 in words and min(draft.ids) > max(words)
    closes = max(draft.ids) < min(words) and all(t.pos_ == "PUNCT" for t in reading.unit.doc[max(words) + 1 :])
    if not (opens or closes):
        return False
    quoted = NONE.union(*[a.source for other in reading.drafts for a in other.attributions])
    return draft.subject is None or draft.subject.i not in quoted
