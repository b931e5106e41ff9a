"""Indirect speech that goes on.

"Holm said the dock would close. The crews would move to Norring in May." is Holm's. Only "would" shows
it, behind a report that is itself in the past: a paper that tells what is so writes "will". A plan or a bill "would"
do things in the paper's own words as well, so it must be what the report was about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.splitting.clauses.attribution import cue_words
from claims.splitting.clauses.drafts import AttributionDraft, Draft
from claims.splitting.clauses.quotation_speakers import Speaker
from claims.splitting.segments.units import Role
from sources.language import lexicon
from sources.language.parsing.relations import subject_of

if TYPE_CHECKING:
    from claims.splitting.clauses.reading import Reading
    from sources.language.parsing.tree import Token

_PLANS = lexicon.words("things_that_would")
_TURNS = lexicon.words("words_that_turn_from_a_report")
_SILENT = lexicon.SAY | lexicon.words("verbs_of_answering_the_press")
_SHIFTED = frozenset(["would", "could", "might", "had", "'d", "’d"])


def continued_reports(readings: list[Reading]) -> dict[int, Speaker]:
    """Return, by index of each unit that goes on with the report of the sentence before, who reports it."""
    found: dict[int, Speaker] = {}
    told: tuple[Speaker, Draft] | None = None  # by the sentence before
    here: tuple[Speaker, Draft] | None = None  # by this one
    for index, reading in enumerate(readings):
        unit = reading.unit
        before = readings[index - 1].unit if index else None
        if before is None or before.sentence != unit.sentence:
            told = here if before is not None and before.paragraph == unit.paragraph else None
            here = None
        alone = (before is None or before.sentence != unit.sentence) and (
            index + 1 == len(readings) or readings[index + 1].unit.sentence != unit.sentence
        )
        if alone and told is not None and _goes_on(reading, told[1]):
            found[index] = told[0]
            here = (told[0], reading.drafts[-1]) if reading.drafts else told
        else:
            here = here or _report(index, reading)
    return found


def _report(index: int, reading: Reading) -> tuple[Speaker, Draft] | None:
    """Return who alone reports something in a unit, and the last clause that is reported in the past."""
    if reading.unit.speech is not None or reading.unit.role is not Role.PLAIN:
        return None
    drafts = [(draft, attribution) for draft in reading.drafts for attribution in draft.attributions]
    sources = {attribution.source for _, attribution in drafts if attribution.source}
    if len(sources) != 1 or reading.attributions:
        return None
    draft, attribution = drafts[-1]
    if not _said_in_the_past(reading, attribution) or not _is_shifted(draft.head):
        return None
    text = cue_words(reading.unit.doc, attribution.cue)
    return Speaker(index, attribution.source, attribution.cue, text), draft


def _said_in_the_past(reading: Reading, attribution: AttributionDraft) -> bool:
    verbs = [reading.unit.doc[i] for i in attribution.cue]
    return any(verb.tag_ == "VBD" and verb.lemma_ in lexicon.SAY for verb in verbs)


def _is_shifted(verb: Token) -> bool:
    """Whether a reported clause was put into the past by the verb that reports it."""
    helpers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    return bool(helpers & (_SHIFTED | {"was", "were", "did"})) or verb.tag_ == "VBD"


def _goes_on(reading: Reading, told: Draft) -> bool:
    """Whether a sentence by itself says in the words of a report what "would" be."""
    unit = reading.unit
    if unit.role is not Role.PLAIN or unit.opened or unit.speech is not None or reading.attributions:
        return False
    if any(draft.attributions for draft in reading.drafts) or unit.doc[0].lower_ in _TURNS:
        return False
    roots = [sentence.root for sentence in unit.doc.sents]
    clauses = [*roots, *(c for root in roots for c in root.children if c.dep_ == "conj")]
    would = [c for c in clauses if any(a.lower_ in {"would", "'d", "’d"} and a.dep_ == "aux" for a in c.children)]
    if not would or any(verb.lemma_ in _SILENT for verb in would) or any(t.lower_ in _TURNS for t in unit.doc):
        return False
    subject = subject_of(would[0]) or subject_of(roots[0])
    if subject is None or any(t.tag_ in {"WP", "WRB", "WDT"} for t in roots[0].children) or unit.doc[-1].text == "?":
        return False
    if subject.lemma_.lower() not in _PLANS and subject.lower_ not in {"it", "they", "this", "that"}:
        return True
    about = told.subject or subject_of(told.head)
    shifted = any(c.lower_ == "would" for c in told.head.children)
    return shifted and about is not None and (subject.tag_ == "PRP" or about.lemma_ == subject.lemma_)
