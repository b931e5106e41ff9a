"""How far the two go: what may be and what is, all of it and some of it."""

from __future__ import annotations

from collections.abc import Sequence

from sources.matching.discrepancies.alignment import Aligned
from sources.matching.discrepancies.marks import Mark
from sources.matching.discrepancies.reading import Sentence, words
from sources.source import DiscrepancyKind

# "reportedly" and "according to" say who says it, not how sure it is: they are no hedges here.
_MAY = words(
    "may might could possibly perhaps maybe potentially likely unlikely probably considering consider considers"
)
_ALSO_MAY = _MAY | words(
    """
    can believed thought suggests suggested suspected suspects appears seems if whether uncertain estimated estimate
    indicates indicated suggest should about around roughly approximately consistent theory claimed alleged
    """
)
_ADVERBS = frozenset({"be", "have", "also", "not", "soon", "still", "then", "well", "even", "to", "been"})
_REACH = 3

_ALL = words(
    """
    all every each entire whole always everyone everybody everything entirely both any anyone unanimously unanimous
    fully completely throughout everywhere total
    """
)
_SOME = words("some several few certain various sometimes part parts partly partially many handful number")
_MOST = words("most majority mostly mainly largely usually often generally primarily predominantly nearly almost")
_FEW = frozenset({"few", "handful", "none", "minority", "rarely", "seldom"})
_NONE = frozenset({"none", "no", "nobody", "never", "neither", "nothing"})
# What the claim says, what of the same thing contradicts it, and what anywhere in the passage settles that it fits.
_CLASHES = (
    (frozenset({"all", "every", "each", "always", "everyone", "everybody"}), _SOME | _MOST | _NONE, _ALL),
    (_MOST - {"nearly", "almost", "often", "largely"}, _ALL | _FEW, _MOST),
    (_SOME - {"number", "part", "parts", "certain"}, _ALL | _NONE, _SOME | _MOST),
    (frozenset({"none", "nobody"}), _ALL | _SOME | _MOST, _NONE),
)
_EXCLUDING = frozenset({"only", "solely", "exclusively"})
_ONLY = _EXCLUDING | words(
    """
    sole just alone merely nothing except single unique uniquely limited restricted purely simply but lone entirely
    other unless without until no
    """
)
_LOOKING = 4  # words behind a quantifier in which what it counts stands


def hedge_marks(claim: Sentence, aligned: Sequence[Aligned]) -> list[Mark]:
    """Return a mark where one of the two says "may" (or "will") of what the other says is so (or may be)."""
    for row in (row for row in aligned if row.firm):
        theirs = row.sentence
        for at, stem in _hedged(theirs, _MAY):
            place = _says(claim, stem)
            if place is not None and not _weakened(claim):
                return [Mark.of(DiscrepancyKind.HEDGE, claim, (place, place), theirs, at)]
    best = aligned[0].sentence
    for at, stem in _hedged(claim, _MAY):
        place = _says(best, stem)
        if place is not None and not any(_weakened(row.sentence) for row in aligned):
            return [Mark.of(DiscrepancyKind.HEDGE, claim, at, best, (place, place))]
    return []


def _weakened(sentence: Sentence) -> bool:
    """Tell whether anything in the sentence says that it is not sure."""
    return any(
        token.low in _ALSO_MAY and not (token.text == "May" and at) for at, token in enumerate(sentence.tokens)
    )


def _hedged(sentence: Sentence, words: frozenset[str]) -> list[tuple[tuple[int, int], str]]:
    """Return each hedge with the first word it weakens: tokens from and to, and the stem of the last."""
    found = []
    for at, token in enumerate(sentence.tokens):
        # "May" with a capital inside a sentence is the month.
        if token.low not in words or (token.text == "May" and at):
            continue
        for place in range(at + 1, min(len(sentence.tokens), at + 1 + _REACH)):
            other = sentence.tokens[place]
            if not other.is_word:
                break
            if other.stem and other.low not in _ADVERBS:
                found.append(((at, place), other.stem))
                break
    return found


def _says(sentence: Sentence, stem: str) -> int | None:
    return next((place for place, token in enumerate(sentence.tokens) if token.stem == stem), None)


def quantifier_marks(claim: Sentence, passage: Sequence[Sentence], aligned: Sequence[Aligned]) -> list[Mark]:
    """Return a mark where the claim says all, most, some or only of what the passage quantifies otherwise."""
    marks: list[Mark] = []
    said = frozenset(low for sentence in passage for low in sentence.lows)
    for place, token in enumerate(claim.tokens):
        counted = _counted(claim, place)
        facing = None
        for ours, opposite, agreeing in _CLASHES:
            if token.low in ours and not said & agreeing:
                facing = facing or _quantified(aligned, counted, opposite)
        if token.low in _EXCLUDING and not said & _ONLY:
            facing = facing or _met(aligned, counted)
        if facing is not None:
            marks.append(Mark.of(DiscrepancyKind.QUANTIFIER, claim, (place, place), *facing))
    if not claim.lows & _ONLY:
        marks += _only_there(claim, aligned)
    return marks


def _only_there(claim: Sentence, aligned: Sequence[Aligned]) -> list[Mark]:
    """Return a mark on "only" of the passage before words that the claim says without it."""
    for row in aligned:
        for at, token in enumerate(row.sentence.tokens):
            before = row.sentence.tokens[at - 1].low if at else ""
            if token.low not in _EXCLUDING or before in {"not", "the", "an", "if"}:
                continue
            counted = _counted(row.sentence, at)
            place = _says(claim, counted[0]) if counted else None
            if place is not None:
                last = next(
                    p for p in range(at, len(row.sentence.tokens)) if row.sentence.tokens[p].stem == counted[0]
                )
                return [Mark.of(DiscrepancyKind.QUANTIFIER, claim, (place, place), row.sentence, (at, last))]
    return []


def _beside(sentence: Sentence, place: int) -> set[str]:
    """Return the stems on both sides of a quantifier: "all the buses", "the buses are all electric"."""
    near = sentence.tokens[max(0, place - _LOOKING) : place + 1 + _LOOKING]
    return {token.stem for token in near if token.stem}


def _counted(sentence: Sentence, place: int) -> tuple[str, ...]:
    """Return the stems of the words that a quantifier is about."""
    near = sentence.tokens[place + 1 : place + 1 + _LOOKING]
    return tuple(token.stem for token in near if token.stem)


def _quantified(
    aligned: Sequence[Aligned], counted: tuple[str, ...], words: frozenset[str]
) -> tuple[Sentence, tuple[int, int]] | None:
    """Return the first of ``words`` in the passage that is about the same thing."""
    for row in aligned:
        for at, token in enumerate(row.sentence.tokens):
            if token.low in words and _beside(row.sentence, at) & set(counted):
                return row.sentence, (at, at)
    return None


def _met(aligned: Sequence[Aligned], counted: tuple[str, ...]) -> tuple[Sentence, tuple[int, int]] | None:
    """Return the first of the counted words in the passage."""
    for row in aligned:
        for at, token in enumerate(row.sentence.tokens):
            if token.stem and token.stem in counted[:2]:
                return row.sentence, (at, at)
    return None
