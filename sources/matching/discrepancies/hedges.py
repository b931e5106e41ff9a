"""What may be in one of the two and is in the other."""

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
    cannot some sometimes often
    can believed thought suggests suggested suspected suspects appears seems if whether uncertain estimated estimate
    indicates indicated suggest should about around roughly approximately consistent theory claimed alleged
    allow allows allowed permit permits permitted
    """
)
_ADVERBS = frozenset({"be", "have", "also", "not", "soon", "still", "then", "well", "even", "to", "been"})
_REACH = 3


def hedge_marks(claim: Sentence, aligned: Sequence[Aligned]) -> list[Mark]:
    """Return a mark where one of the two says "may" (or "will") of what the other says is so (or may be)."""
    for row in (row for row in aligned if row.firm):
        theirs = row.sentence
        for at, stem in _hedged(theirs, _MAY):
            place = _says(claim, stem)
            certain = any(_certain(other.sentence, stem) for other in aligned)
            if place is not None and not certain and not _weakened(claim):
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


def _certain(sentence: Sentence, stem: str) -> bool:
    """Tell whether a sentence says it, and nothing in it weakens that."""
    return stem in sentence.stems and not _weakened(sentence)


def _says(sentence: Sentence, stem: str) -> int | None:
    return next((place for place, token in enumerate(sentence.tokens) if token.stem == stem), None)
