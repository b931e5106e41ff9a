"""Names of the claim in whose place the passage has another."""

from __future__ import annotations

from collections.abc import Sequence

from sources.language.given_names import may_be_called
from sources.matching.discrepancies.frame import replaced
from sources.matching.discrepancies.marks import Mark
from sources.matching.discrepancies.name_alignment import (
    Place,
    Setting,
    comparable,
    fit,
    fit_of_event,
    is_of_a_continent,
    names_another,
    surnames_of,
)
from sources.matching.discrepancies.name_standing import (
    acts_alike,
    kinds_alike,
    listed_alike,
    stands_alike,
    told_to_be_alike,
)
from sources.matching.discrepancies.names import Name, Spoken, absent, alike, find_names, initials
from sources.matching.discrepancies.partial_names import adds_to_known, called_by_kind, met, other_in_part
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
    missing = [name for name in absent(names, spoken) if not called_by_kind(name, sentences)]
    words = frozenset(token.low.removesuffix("'s") for token in said.tokens)
    surnames = surnames_of(sentences)
    candidates: list[Place] = []
    if missing:
        candidates = [
            Place.of(sentence, other, surnames)
            for sentence in sentences
            for other in find_names(sentence)
            if not met(other, words)
        ]
    told = [other for sentence in sentences for other in find_names(sentence)] if missing else []
    event = fit_of_event(names, missing, passage.covered)
    setting = Setting.of(sentences, passage.covered, len(candidates), len(missing))
    ours = surnames_of([said])
    marks: list[Mark] = []
    used: set[tuple[int, int]] = set()
    for name in names:
        facing = other_in_part(said, name, spoken, passage.aligned)
        if facing is not None and names_another(Place.of(said, name, ours), Place.of(*facing, surnames)):
            facing = None
        elif facing is None and name in missing and not adds_to_known(said, name, names, missing, sentences):
            free = [one for one in candidates if (one.sentence.start, one.name.first) not in used]
            place = Place.of(said, name, ours)
            facing = _in_its_part(place, free, told) or _best(place, free, passage.aligned, event, setting)
        if facing is not None:
            sentence, other = facing
            used.add((sentence.start, other.first))
            theirs = (other.first, other.last)
            marks.append(Mark.of(DiscrepancyKind.NAME, said, (name.first, name.last), sentence, theirs))
    return marks or _replaced(said, names, passage.aligned)


def _replaced(claim: Sentence, names: Sequence[Name], aligned: Sequence[Aligned]) -> list[Mark]:
    """Return a mark where a name stands in the claim's frame for another, although the claim's stands elsewhere."""
    for row in aligned:
        there = {at: other for other in find_names(row.sentence) for at in range(other.first, other.last + 1)}
        for change in replaced(claim, row.sentence):
            name = next((one for one in names if one.first <= change.ours[0] and change.ours[1] <= one.last), None)
            other = there.get(change.theirs[0])
            if name is None or other is None or there.get(change.theirs[1]) is not other:
                continue
            words = [claim.tokens[at].low for at in range(change.ours[0], change.ours[1] + 1)]
            elsewhere = row.sentence.lows & set(words) and claim.lows & set(other.telling)  # who does it to whom
            listed = row.sentence.lows & set(words) and _listed(claim, name)  # "..., as is Brask"
            within = is_of_a_continent(name) or is_of_a_continent(other)
            form = any(alike(a, b) for a in words for b in other.words) or _shortened(name, other)
            if not (elsewhere or listed or within or form):
                ours, theirs = (name.first, name.last), (other.first, other.last)
                return [Mark.of(DiscrepancyKind.NAME, claim, ours, row.sentence, theirs)]
    return []


def _listed(sentence: Sentence, name: Name) -> bool:
    """Tell whether "and" or "or" stands beside a name."""
    beside = sentence.tokens[max(0, name.first - 1) : name.first] + sentence.tokens[name.last + 1 : name.last + 2]
    return any(token.low in {"and", "or"} for token in beside)


def _shortened(name: Name, other: Name) -> bool:
    """Tell whether one name can be short for the other: its initials, or its beginning."""
    if may_be_called(name.words[0], other.words[0]):
        return True
    one, two = sorted((name, other), key=lambda each: len(each.text))
    return one.text.replace(" ", "") == initials(two) or two.text.startswith(one.text[:3])


def _in_its_part(ours: Place, free: Sequence[Place], told: Sequence[Name]) -> tuple[Sentence, Name] | None:
    """Return the name that has the claim's part in a list, in a deed or before a noun; None where none has."""
    for theirs in free:
        of_a_kind = comparable(ours, theirs) and kinds_alike(ours, theirs)
        if of_a_kind or listed_alike(ours, theirs) or acts_alike(ours, theirs, told):
            return theirs.sentence, theirs.name
    return None


def _best(
    ours: Place, free: Sequence[Place], aligned: Sequence[Aligned], event: float, setting: Setting
) -> tuple[Sentence, Name] | None:
    """Return the name that stands best where the claim's does; None where none stands well enough."""
    firm = {row.sentence.start for row in aligned if row.firm}
    facing = [
        (-total, theirs.sentence.start, theirs.name.first, theirs)
        for theirs in free
        if comparable(ours, theirs)
        and told_to_be_alike(ours, theirs)
        and (
            setting.takes(
                total := event + fit(ours, theirs, firm=theirs.sentence.start in firm, alone=len(free) == 1),
                ours,
                theirs,
            )
            or stands_alike(ours, theirs, setting.candidates, setting.missing)
        )
    ]
    if not facing:
        return None
    best = min(facing, key=lambda row: row[:3])[3]
    return best.sentence, best.name
