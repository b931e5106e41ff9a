"""Names of the claim in whose place the passage has another."""

from __future__ import annotations

from collections.abc import Sequence

from sources.matching.discrepancies.marks import Mark
from sources.matching.discrepancies.name_alignment import ENOUGH, Place, comparable, fit, fit_of_event, surnames_of
from sources.matching.discrepancies.names import Name, Spoken, absent, find_names
from sources.matching.discrepancies.partial_names import adds_to_known, met, other_in_part
from sources.matching.discrepancies.registry import Claim, Passage, registered
from sources.matching.discrepancies.sentence_alignment import Aligned
from sources.matching.discrepancies.sentences import Sentence
from sources.source import DiscrepancyKind


@registered(DiscrepancyKind.NAME)
def check(claim: Claim, passage: Passage) -> list[Mark]:
    """Return a mark for each name of the claim that the passage never has, where another stands in its place."""
    said, sentences = claim.sentence, passage.sentences
    names = find_names(said)
    spoken = Spoken.of(sentences)
    missing = absent(names, spoken)
    words = frozenset(token.low.removesuffix("'s") for token in said.tokens)
    candidates: list[Place] = []
    if missing:
        surnames = surnames_of(sentences)
        candidates = [
            Place.of(sentence, other, surnames)
            for sentence in sentences
            for other in find_names(sentence)
            if not met(other, words)
        ]
    event = fit_of_event(names, missing, passage.covered)
    ours = surnames_of([said])
    marks: list[Mark] = []
    used: set[tuple[int, int]] = set()
    for name in names:
        facing = other_in_part(said, name, spoken, passage.aligned)
        if facing is None and name in missing and not adds_to_known(said, name, names, missing, sentences):
            free = [one for one in candidates if (one.sentence.start, one.name.first) not in used]
            facing = _best(Place.of(said, name, ours), free, passage.aligned, event)
        if facing is not None:
            sentence, other = facing
            used.add((sentence.start, other.first))
            theirs = (other.first, other.last)
            marks.append(Mark.of(DiscrepancyKind.NAME, said, (name.first, name.last), sentence, theirs))
    return marks


def _best(
    ours: Place, free: Sequence[Place], aligned: Sequence[Aligned], event: float
) -> tuple[Sentence, Name] | None:
    """Return the name that stands best where the claim's does; None where none stands well enough."""
    firm = {row.sentence.start for row in aligned if row.firm}
    facing = [
        (-total, theirs.sentence.start, theirs.name.first, theirs)
        for theirs in free
        if comparable(ours, theirs)
        and (total := event + fit(ours, theirs, firm=theirs.sentence.start in firm, alone=len(free) == 1)) >= ENOUGH
    ]
    if not facing:
        return None
    best = min(facing, key=lambda row: row[:3])[3]
    return best.sentence, best.name
