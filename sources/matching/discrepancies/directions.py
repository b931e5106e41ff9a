"""Words of the claim that point one way where the passage points the other: rose and fell, opened and closed."""

from __future__ import annotations

from collections.abc import Sequence

from sources.matching.discrepancies.alignment import Aligned
from sources.matching.discrepancies.axes import POLES
from sources.matching.discrepancies.marks import Mark
from sources.matching.discrepancies.negation import denied
from sources.matching.discrepancies.reading import Sentence
from sources.source import DiscrepancyKind

# "went up", "was down": the particle alone ("set up", "broke down") is no direction.
_WENT = frozenset({"go", "goes", "went", "gone", "going", "is", "are", "was", "were", "been", "be", "moved"})
_PARTICLES = {"up": POLES["rose"], "down": POLES["fell"]}
_NO_DIRECTIONS = {
    ("close", "to"), ("lost", "his"), ("lost", "her"), ("lost", "their"), ("end", "of"), ("start", "of"),
    ("fall", "of"), ("at", "best"), ("best", "known"), ("fired", "at"), ("cut", "off"), ("cut", "out"),
}  # fmt: skip
_MANY = 3  # words in common that tell of the same thing, however long the claim
_NEAR = 7  # tokens on each side that say what goes up or down


def direction_marks(claim: Sentence, passage: Sequence[Sentence], aligned: Sequence[Aligned]) -> list[Mark]:
    """Return a mark for each word of the claim whose opposite is said of the same thing, and it itself nowhere."""
    marks: list[Mark] = []
    everywhere = {pole for sentence in passage for pole in _poles(sentence).values()}
    for place, (axis, side) in _poles(claim).items():
        if (axis, side) in everywhere or denied(claim, place):
            continue
        around = _around(claim, place)
        others = {token.stem for token in claim.tokens if token.stem and token.low not in POLES}
        names = others & claim.stems - claim.plain - {one for one in claim.stems if one[0].isdigit()}
        for row in aligned:
            met = others & row.sentence.stems
            if len(met) * 2 <= len(others) and len(row.shared) < _MANY:
                continue
            # "The bridge opened in 1971" is not about its closure in 2026: beside names something must be shared.
            if not met - names and others - names:
                continue
            facing = [
                (-len(around & _around(row.sentence, other)), other)
                for other, pole in _poles(row.sentence).items()
                if pole == (axis, 1 - side) and not denied(row.sentence, other)
            ]
            if facing and min(facing)[0] < 0:
                other = min(facing)[1]
                marks.append(Mark.of(DiscrepancyKind.DIRECTION, claim, (place, place), row.sentence, (other, other)))
                break
    return marks


def _poles(sentence: Sentence) -> dict[int, tuple[int, int]]:
    found: dict[int, tuple[int, int]] = {}
    tokens = sentence.tokens
    for place, token in enumerate(tokens):
        before = tokens[place - 1].low if place else ""
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        if token.low in _PARTICLES:
            numbered = after is not None and (after.is_number or after.low == "by")
            if before in _WENT or numbered:
                found[place] = _PARTICLES[token.low]
            continue
        pole = POLES.get(token.low)
        # A capital inside a sentence is a name: "West Virginia", "Best Buy", "the Open".
        if pole is None or (token.text[0].isupper() and place > 0):
            continue
        if (after is not None and (token.low, after.low) in _NO_DIRECTIONS) or (before, token.low) in _NO_DIRECTIONS:
            continue
        found[place] = pole
    return found


def _around(sentence: Sentence, place: int) -> set[str]:
    near = sentence.tokens[max(0, place - _NEAR) : place + _NEAR + 1]
    return {token.stem for token in near if token.stem and not token.is_number and token.low not in POLES}
