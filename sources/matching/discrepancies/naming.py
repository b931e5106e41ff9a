"""Names of the claim in whose place the passage has another, and names that the two give each other's part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sources.matching.discrepancies.alignment import Aligned
from sources.matching.discrepancies.days import MONTHS, WEEKDAYS
from sources.matching.discrepancies.marks import Mark
from sources.matching.discrepancies.reading import Sentence, Token, words
from sources.source import DiscrepancyKind

_INSIDE = words("of de la le van von der den bin al del di da the & - .")
_NO_NAMES = words(
    """
    mr mrs ms dr prof sir dame lord lady president minister mayor governor senator judge justice king queen prince
    duke duchess earl count countess baron baroness lady saint st new north south east west northern southern
    princess general captain coach king's the a an this that these those he she it they we i you his her its their our
    in on at by for from to with as after before during since when while where although though however and but or if
    """) | frozenset(MONTHS) | frozenset(WEEKDAYS)  # fmt: skip
_PLACES = words("in at from to near by with of for against over between through into across under")
_WHERE = words("in at near")
_STRONG = 0.5  # of the claim's words
_MEETING = 2  # content words on each side that make a place in a sentence
_SAME_BEGINNING = 4  # letters: Japan and Japanese
_REACH = 12  # tokens


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words; ``words`` are those that name, in lower case."""

    first: int
    last: int
    words: tuple[str, ...]


def name_marks(claim: Sentence, passage: Sequence[Sentence], aligned: Sequence[Aligned]) -> list[Mark]:
    """Return a mark for each name of the claim that the passage never has, where another stands in its place."""
    spoken = {token.low.removesuffix("'s") for sentence in passage for token in sentence.tokens if token.is_word}
    initials = {_initials(name) for sentence in passage for name in find_names(sentence)}
    own = {word for name in find_names(claim) for word in name.words}
    said = {token.low.removesuffix("'s") for token in claim.tokens}
    marks: list[Mark] = []
    for name in find_names(claim):
        facing = _half_other(name, spoken, aligned) or _other(claim, name, spoken | initials, aligned, own | said)
        if facing is not None:
            sentence, other = facing
            theirs = (other.first, other.last)
            marks.append(Mark.of(DiscrepancyKind.NAME, claim, (name.first, name.last), sentence, theirs))
    return marks


def _half_other(name: Name, spoken: set[str], aligned: Sequence[Aligned]) -> tuple[Sentence, Name] | None:
    """Return the name that begins like this one and goes on otherwise: Petra Lind for Petra Marsh."""
    if len(name.words) != len(("first", "last")) or any(_alike(name.words[1], one) for one in spoken):
        return None
    for row in (row for row in aligned if row.firm):
        for other in find_names(row.sentence):
            if len(other.words) == len(name.words) and other.words[0] == name.words[0]:
                return row.sentence, other
    return None


def _other(
    claim: Sentence, name: Name, spoken: set[str], aligned: Sequence[Aligned], known: set[str]
) -> tuple[Sentence, Name] | None:
    """Return the name in whose place a name stands that the passage never has."""
    if _spoken(name, spoken):
        return None
    alone = sum(not _spoken(one, spoken) for one in find_names(claim)) == 1
    facing = [
        (-fit, place, other.first, row.sentence, other)
        for place, row in enumerate(aligned)
        if row.firm
        for other in find_names(row.sentence)
        if not any(_alike(word, one) for word in other.words for one in known)
        and (fit := _slot(claim, name, row, other, alone=alone)) > 0
    ]
    if not facing:
        left = [
            (row.sentence, other)
            for row in aligned
            if row.score >= _STRONG and row.firm
            for other in find_names(row.sentence)
            if not any(_alike(word, one) for word in other.words for one in known)
        ]
        return left[0] if alone and len(left) == 1 else None
    _, _, _, sentence, found = min(facing, key=lambda row: row[:3])
    return sentence, found


def find_names(sentence: Sentence) -> list[Name]:
    """Return the names of a sentence; its first word counts only where another capitalised word follows it."""
    names: list[Name] = []
    at = 0
    tokens = sentence.tokens
    while at < len(tokens):
        if not _capital(tokens[at]):
            at += 1
            continue
        last = at
        while last + 1 < len(tokens):
            if _capital(tokens[last + 1]):
                last += 1
            elif tokens[last + 1].low in _INSIDE and last + 2 < len(tokens) and _capital(tokens[last + 2]):
                last += 2
            else:
                break
        words = tuple(token.low.removesuffix("'s") for token in tokens[at : last + 1] if _capital(token))
        if words and (at > 0 or last > at):
            names.append(Name(at, last, words))
        at = last + 1
    return names


def _capital(token: Token) -> bool:
    return token.text[0].isupper() and token.low not in _NO_NAMES and len(token.text) > 1


def _initials(name: Name) -> str:
    return "".join(word[0] for word in name.words)


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    return min(len(one), len(other)) >= _SAME_BEGINNING and one[:_SAME_BEGINNING] == other[:_SAME_BEGINNING]


def _spoken(name: Name, spoken: set[str]) -> bool:
    """Tell whether the passage has any word of the name, its initials, or what it is the initials of."""
    return _initials(name) in spoken or any(_alike(word, other) for word in name.words for other in spoken)


def _slot(claim: Sentence, name: Name, row: Aligned, other: Name, *, alone: bool) -> int:
    """Return how much the surroundings of two names are alike; 0 where they do not stand in the same place.

    Where the name is the only one that the passage lacks (``alone``) and the sentence says most of the claim, the
    same place in the sentence is enough.
    """
    sentence = row.sentence
    before = _before(claim, name), _before(sentence, other)
    beside = len(set(_left(claim, name)) & set(_left(sentence, other)))
    beside += len(set(_right(claim, name)) & set(_right(sentence, other)))
    placed = before[0] in _PLACES, before[1] in _PLACES
    if all(placed):
        same = before[0] == before[1] or set(before) <= _WHERE
        return beside + same if same and (beside or (alone and row.score >= _STRONG)) else 0
    if any(placed) and "by" not in before:
        return 0
    crossed = len(
        (set(_left(claim, name)) | set(_right(claim, name)))
        & (set(_left(sentence, other)) | set(_right(sentence, other)))
    )
    return crossed + 1 if crossed and alone and row.score >= _STRONG else beside


def _before(sentence: Sentence, name: Name) -> str:
    place = name.first - 1
    while place >= 0 and sentence.tokens[place].low in {"the", "a", "an"}:
        place -= 1
    return sentence.tokens[place].low if place >= 0 else ""


def _left(sentence: Sentence, name: Name) -> list[str]:
    near = [token.stem for token in sentence.tokens[max(0, name.first - _REACH) : name.first] if token.stem]
    return near[-_MEETING:]


def _right(sentence: Sentence, name: Name) -> list[str]:
    near = [token.stem for token in sentence.tokens[name.last + 1 : name.last + 1 + _REACH] if token.stem]
    return near[:_MEETING]
