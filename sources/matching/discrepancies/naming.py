"""Names of the claim in whose place the passage has another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sources.matching.discrepancies.alignment import HALF, Aligned, Coverage
from sources.matching.discrepancies.marks import Mark
from sources.matching.discrepancies.names import GENERIC, Name, Spoken, absent, alike, find_names
from sources.matching.discrepancies.people import GIVEN
from sources.matching.discrepancies.places import is_country, is_place, same_place
from sources.matching.discrepancies.reading import Sentence, words
from sources.source import DiscrepancyKind

_MEETING = 3  # content words on each side that make a place in a sentence
_REACH = 14  # tokens
_TITLES = words(
    "mr mrs ms dr president minister mayor governor senator judge justice king queen prince general chancellor bishop"
)
# What speaks for a name standing where the claim has another, with its weight: a logistic regression on the
# benchmark's half "seen" (swapped names, against names that a supporting or an irrelevant passage merely lacks),
# rounded. Words around both and that there is no other candidate count most.
_WEIGHTS = {
    "words around both": 0.75,  # each, four at most
    "same word before": 0.3,
    "one behind a preposition of place": -0.35,
    "same sort": 0.7,
    "other sort": -0.4,
    "same length": 0.15,
    "begins a sentence": 0.4,  # each of the two
    "sentence is firm": 0.9,
    "sentence says": 0.3,  # times its score
    "no other candidate": 1.45,
    "no other name missing": 0.6,
    "other names are there": -0.5,  # times their share
    "passage says": 0.85,  # times its share of the claim
    "passage says more than half": 0.5,  # times what is beyond half
    "two words met": 0.55,
    "words met": -0.15,  # each, four at most: at the same share a shorter claim
    "words wanted": -0.13,  # each, six at most
}
_ENOUGH = 2.7
_MOST_AROUND, _MOST_MET, _MOST_WANTED = 4, 4, 6
_PLACES = words("in at from to near by with of")


def name_marks(
    claim: Sentence, passage: Sequence[Sentence], aligned: Sequence[Aligned], covered: Coverage
) -> list[Mark]:
    """Return a mark for each name of the claim that the passage never has, where another stands in its place."""
    names = find_names(claim)
    spoken = Spoken.of(passage)
    missing = absent(names, spoken)
    known = _Known.of(claim, names, missing, covered)
    marks: list[Mark] = []
    used: set[tuple[int, int]] = set()
    for name in names:
        facing = _half_other(name, spoken, aligned)
        if facing is None and name in missing and not _beside_known(claim, name, names, missing):
            facing = _other(claim, name, passage, aligned, known, used)
        if facing is not None:
            sentence, other = facing
            used.add((sentence.start, other.first))
            theirs = (other.first, other.last)
            marks.append(Mark.of(DiscrepancyKind.NAME, claim, (name.first, name.last), sentence, theirs))
    return marks


def _beside_known(claim: Sentence, name: Name, names: Sequence[Name], missing: Sequence[Name]) -> bool:
    """Tell whether the name adds to one that the passage has: "Prince William, Duke of Cambridge"."""
    before = [one for one in names if one.last < name.first and one not in missing]
    if not before or name.first - before[-1].last > len((",", "the", "Duke", "of", "X")):
        return False
    between = claim.tokens[before[-1].last + 1 : name.first]
    return (
        bool(between)
        and between[0].text in ",("
        and all(not token.stem or token.text[0].isupper() for token in between)
    )


def _half_other(name: Name, spoken: Spoken, aligned: Sequence[Aligned]) -> tuple[Sentence, Name] | None:
    """Return the name that begins like this one and goes on otherwise: Petra Lind for Petra Marsh."""
    if len(name.words) != len(("first", "last")) or any(alike(name.words[1], one) for one in spoken.words):
        return None
    if name.words[0] in GENERIC or name.words[1] in GENERIC:
        return None
    for row in (row for row in aligned if row.firm):
        for other in find_names(row.sentence):
            if len(other.words) == len(name.words) and other.words[0] == name.words[0]:
                return row.sentence, other
    return None


def _other(
    claim: Sentence,
    name: Name,
    passage: Sequence[Sentence],
    aligned: Sequence[Aligned],
    known: _Known,
    used: set[tuple[int, int]],
) -> tuple[Sentence, Name] | None:
    """Return the name in whose place a name stands that the passage never has."""
    rows = {row.sentence.start: row for row in aligned}
    free = [
        (sentence, other)
        for sentence in passage
        for other in find_names(sentence)
        if (sentence.start, other.first) not in used and not _met(other, known.said)
    ]
    event = known.event + _WEIGHTS["no other candidate"] * (len(free) == 1)
    facing = []
    for sentence, other in free:
        fit = event + _fit(claim, name, sentence, other)
        if (row := rows.get(sentence.start)) is not None:
            fit += _WEIGHTS["sentence is firm"] * row.firm + _WEIGHTS["sentence says"] * row.score
        if fit >= _ENOUGH and not _country_and_body(claim, name, sentence, other):
            facing.append((-fit, sentence.start, other.first, sentence, other))
    if not facing:
        return None
    _, _, _, sentence, found = min(facing, key=lambda row: row[:3])
    return sentence, found


@dataclass(frozen=True, slots=True)
class _Known:
    """What holds for every name of a claim beside a passage: the claim's words, and what speaks for one event."""

    said: frozenset[str]
    event: float

    @classmethod
    def of(cls, claim: Sentence, names: Sequence[Name], missing: Sequence[Name], covered: Coverage) -> _Known:
        """Weigh how much of the claim the passage says, and how many of its names it lacks."""
        met = covered.share * covered.plain
        event = (
            _WEIGHTS["no other name missing"] * (len(missing) == 1)
            + _WEIGHTS["other names are there"] * (1 - len(missing) / max(1, len(names)))
            + _WEIGHTS["passage says"] * covered.share
            + _WEIGHTS["passage says more than half"] * max(0.0, covered.share - HALF)
            + _WEIGHTS["two words met"] * (covered.met > 1)
            + _WEIGHTS["words met"] * min(met, _MOST_MET)
            + _WEIGHTS["words wanted"] * min(covered.plain, _MOST_WANTED)
        )
        return cls(frozenset(token.low.removesuffix("'s") for token in claim.tokens), event)


def _met(other: Name, said: frozenset[str]) -> bool:
    """Tell whether the claim has the name too, in whatever form."""
    if any(alike(word, one) for word in other.telling for one in said):
        return True
    return is_place(other.text) and any(is_place(one) and same_place(other.text, one) for one in said)


def _country_and_body(claim: Sentence, name: Name, sentence: Sentence, other: Name) -> bool:
    """Tell whether one acts as a country and the other is none: "Russia" is no other name for its agency's."""
    places = is_country(name.text), is_country(other.text)
    if (not places[0] and is_place(name.text)) or (not places[1] and is_place(other.text)):
        return False
    acting = [_before(*one) not in _PLACES - {"by"} for one in ((claim, name), (sentence, other))]
    return places[0] != places[1] and all(acting)


def _fit(claim: Sentence, name: Name, sentence: Sentence, other: Name) -> float:
    """Return how well a name of the passage stands in the place of one of the claim."""
    before, there = _before(claim, name), _before(sentence, other)
    sorts = _sort(claim, name), _sort(sentence, other)
    around = min(len(_near(claim, name) & _near(sentence, other)), _MOST_AROUND)
    fit = _WEIGHTS["words around both"] * around
    fit += _WEIGHTS["same word before"] * (before == there != "")
    fit += _WEIGHTS["one behind a preposition of place"] * ((before in _PLACES) != (there in _PLACES))
    fit += _WEIGHTS["same length"] * (len(name.words) == len(other.words))
    fit += _WEIGHTS["begins a sentence"] * (name.weak + other.weak)
    if all(sorts):
        fit += _WEIGHTS["same sort" if sorts[0] == sorts[1] else "other sort"]
    return fit


def _sort(sentence: Sentence, name: Name) -> str:
    """Return whether the name is of a place, a person or a body, where its words or its title say so."""
    if len(name.words) > 1 and name.words[0] in GIVEN and not set(name.words) & GENERIC:
        return "person"
    if is_place(name.text):
        return "place"
    if set(name.words) & GENERIC:
        return "body"
    before = _before(sentence, name)
    return "person" if before in _TITLES else "place" if before in {"in", "near"} else ""


def _before(sentence: Sentence, name: Name) -> str:
    place = name.first - 1
    while place >= 0 and sentence.tokens[place].low in {"the", "a", "an"}:
        place -= 1
    return sentence.tokens[place].low if place >= 0 else ""


def _near(sentence: Sentence, name: Name) -> set[str]:
    left = [token.stem for token in sentence.tokens[max(0, name.first - _REACH) : name.first] if token.stem]
    right = [token.stem for token in sentence.tokens[name.last + 1 : name.last + 1 + _REACH] if token.stem]
    return {*left[-_MEETING:], *right[:_MEETING]}
