"""Figures that both texts have and that changed places, and multiples that differ: 20 to 30 for 30 to 20, doubled."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations

from sources.language.lexicon import groups, words
from sources.language.numbers.numerals import CURRENCIES, read_number
from sources.language.numbers.quantities import Quantity
from sources.matching.discrepancies.sentences import Sentence

_REACH = 4  # tokens on each side of a figure that say which of two it is
_DIRECT = frozenset({"from", "to"})
_LOSING = words("losing_words") | {"losing", "defeat", "beaten"}
_MULTIPLES = groups("multiples")
_HALF = "half"
_BETWEEN = 6  # tokens between "from 20 tonnes" and "to 30"
_GOALS = 5  # digits of a result: "101-99"
_LEAST = 2  # features in which the exchanged figures must agree more than the ones as they stand

Pair = tuple[Quantity, Quantity]


def exchanged(
    claim: Sentence, ours: Sequence[Quantity], sentence: Sentence, theirs: Sequence[Quantity]
) -> tuple[Pair, Pair] | None:
    """Return two figures of the claim and the same two of a sentence where each has the other's part.

    What a figure is of is read from the words beside it: "from" and "to", the name before it, the year behind it.
    """
    for one, other in combinations(ours, 2):
        if not _alike(one, other):
            continue
        here = _only(one, theirs), _only(other, theirs)
        if here[0] is None or here[1] is None:
            continue
        same, swapped = (one, other), (here[0], here[1])
        if one.score or here[0].score or _counts_its_own(same, (here[0], here[1])):
            continue
        mine = [_features(claim, figure, ours) for figure in same]
        found = [_features(sentence, figure, theirs) for figure in swapped]
        straight = _agreement(mine, found)
        crossed = _agreement(mine, found[::-1])
        if crossed >= _LEAST and crossed - straight >= _LEAST:
            return same, swapped
    return None


def _counts_its_own(ours: Pair, theirs: Pair) -> bool:
    """Tell whether both figures count in the sentence what they count in the claim, and not the other's things."""
    things = [frozenset(figure.nouns[:1]) for figure in (*ours, *theirs)]
    return all(things) and things[:2] == things[2:] and things[0] != things[1]


def _alike(one: Quantity, other: Quantity) -> bool:
    """Tell whether two figures of the claim can change places: amounts of one dimension that differ."""
    if one.ordinal or other.ordinal or one.score != other.score or one.value == other.value:
        return False
    bare = any(figure.unit is None and not figure.nouns for figure in (one, other))  # "500 crowns and women 450"
    return bare or (one.unit.dimension if one.unit else "") == (other.unit.dimension if other.unit else "")


def _only(one: Quantity, theirs: Sequence[Quantity]) -> Quantity | None:
    found = [other for other in theirs if other.value == one.value and not other.ordinal]
    return found[0] if len(found) == 1 else None


def _features(sentence: Sentence, figure: Quantity, others: Collection[Quantity]) -> frozenset[str]:
    """Return what says which figure this is: the words on each side, not beyond another figure or a clause's end."""
    taken = {at for other in others if other is not figure for at in range(other.first, other.last + 1)}
    found: set[str] = set()
    for step in (-1, 1):
        at = figure.first - 1 if step < 0 else figure.last + 1
        for _ in range(_REACH):
            if not 0 <= at < len(sentence.tokens) or at in taken or sentence.tokens[at].text in ";:.":
                break
            token = sentence.tokens[at]
            if step > 0 and token.low in {"and", "but", "while", ","} | _DIRECT:
                break  # What follows belongs to the next figure.
            if token.low in _DIRECT and at == figure.first - 1:
                found |= {f"prep {token.low}", f"prep {token.low}!"}  # It decides by itself.
            elif token.stem or token.is_number:
                found.add(token.stem or token.low)
            at += step
    return frozenset(found)


def _agreement(ours: Sequence[frozenset[str]], theirs: Sequence[frozenset[str]]) -> int:
    """Return in how many distinguishing words two pairs of figures agree, taken in order."""
    both = [ours[0] & ours[1], theirs[0] & theirs[1]]
    return sum(len((mine - both[0]) & (found - both[1])) for mine, found in zip(ours, theirs, strict=True))


def of_another_year(
    claim: Sentence, ours: Sequence[Quantity], sentence: Sentence, theirs: Sequence[Quantity]
) -> tuple[Quantity, Quantity] | None:
    """Return a figure of the claim and the one that a sentence gives for the claim's year: "60 in 2022, 40 in 2023".

    The sentence must have as many figures of one kind as years, in turn, so that each has its own.
    """
    years = [at for at, token in enumerate(claim.tokens) if _is_year(token.text)]
    if len(years) != 1 or len(ours) != 1:
        return None
    year, figure = claim.tokens[years[0]].text, ours[0]
    there = [at for at, token in enumerate(sentence.tokens) if _is_year(token.text)]
    alike = [one for one in theirs if one.unit == figure.unit and one.ordinal == figure.ordinal]
    turns = [kind for _, kind in sorted([(at, "year") for at in there] + [(one.first, "figure") for one in theirs])]
    if len(there) < _LEAST or len(alike) != len(theirs) or turns not in (
        ["figure", "year"] * len(there), ["year", "figure"] * len(there)
    ):  # fmt: skip
        return None
    given = {sentence.tokens[at].text: one for at, one in zip(there, alike, strict=True)}
    other = given.get(year)
    known = any(one.value == figure.value for one in alike)
    return (figure, other) if other is not None and known and other.value != figure.value else None


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdecimal() and text[:2] in {"17", "18", "19", "20"}


def turned(claim: Sentence, sentence: Sentence) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return the tokens of a change or a result that both texts have, in one the other way about.

    "From 20 to 30" and "from 30 to 20"; "beat Tarn 3-1" and "beat Tarn 1-3", for the same side.
    """
    for read in (_changes, _results):
        for first, mine in read(claim):
            for second, found in read(sentence):
                if mine == found[::-1] != found and (read is _changes or _same_side(claim, first, sentence, second)):
                    return first, second
    return None


_Change = tuple[tuple[int, int], tuple[float, float]]


def _changes(sentence: Sentence) -> list[_Change]:
    """Return each "from ... to ..." with figures, from the first to the last of its tokens, and both values."""
    ends: dict[str, list[tuple[int, int, float]]] = {"from": [], "to": []}
    for at, token in enumerate(sentence.tokens):
        if token.low in ends:
            place = at + 1 + (at + 1 < len(sentence.tokens) and sentence.tokens[at + 1].text in CURRENCIES)
            read = read_number(sentence.tokens, place, ()) if place < len(sentence.tokens) else None
            if read is not None:
                ends[token.low].append((at, read[1], read[0]))
    return [
        ((min(start[0], end[0]), max(start[1], end[1])), (start[2], end[2]))
        for start in ends["from"]
        for end in ends["to"]
        if max(start[0], end[0]) - min(start[1], end[1]) <= _BETWEEN
    ]


def _results(sentence: Sentence) -> list[_Change]:
    """Return each "3-1" with the goals of both sides."""
    found: list[_Change] = []
    for at in range(len(sentence.tokens) - 2):
        one, dash, other = sentence.tokens[at : at + 3]
        close = (dash.text in "-–—" and not dash.spaced and not other.spaced) or (
            dash.low == "to" and sentence.tokens[max(0, at - 1)].low not in {"from", "between"}
        )
        if close and one.text.isdecimal() and other.text.isdecimal() and len(one.text + other.text) <= _GOALS:
            found.append(((at, at + 2), (float(one.text), float(other.text))))
    return found


def _same_side(claim: Sentence, ours: tuple[int, int], sentence: Sentence, theirs: tuple[int, int]) -> bool:
    """Tell whether two results are given for the same side: the names before them come in the same order."""
    if (claim.lows | sentence.lows) & _LOSING:
        return False  # Who lost may be given with their own goals first.
    names = [
        {token.low: token.start for token in one.tokens if token.text[0].isupper() and token.stem}
        for one in (claim, sentence)
    ]
    both = names[0].keys() & names[1].keys()
    before = [
        [low for low in sorted(both, key=lambda low: named[low]) if named[low] < one.tokens[at].start]
        for named, one, at in ((names[0], claim, ours[0]), (names[1], sentence, theirs[0]))
    ]
    return before[0] == before[1] and bool(before[0]) == bool(names[0])


def other_multiple(claim: Sentence, sentences: Sequence[Sentence]) -> tuple[int, Sentence, int] | None:
    """Return the tokens of "doubled" in the claim and "tripled" in a sentence about the same; None for none."""
    ours = _multiples(claim)
    if len(ours) != 1:
        return None
    ((at, times),) = ours
    theirs = [(sentence, place, other) for sentence in sentences for place, other in _multiples(sentence)]
    if not theirs or any(other == times for _, _, other in theirs):
        return None
    sentence, place, _ = theirs[0]
    return at, sentence, place


def _multiples(sentence: Sentence) -> list[tuple[int, str]]:
    return [
        (at, times)
        for at, token in enumerate(sentence.tokens)
        for times, forms in _MULTIPLES.items()
        if token.low in forms and times != _HALF  # "Halved" against "doubled" is a direction.
    ]
