"""How much of two texts is word for word the same, and whether what they share belongs to what they tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sources.origins.word_sequence import SHINGLE, WordSequence

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Words that may stand before the first or after the last common one where two texts are said to begin or end alike.
_NEAR_THE_END = 8
# With fewer names, numbers and long words on either side it is chance whether they have one in common.
_FEWEST_TELLING = 25


@dataclass(frozen=True, slots=True)
class Overlap:
    """What one text has of another.

    Attributes:
        words: Its words that stand in the other, in runs of at least five.
        share: These of all its own words, from 0 to 1.
        runs: Half-open character offsets of what is shared, in order.
        returning: Names, numbers and long words of the shared part that the rest has too.
        connection: These of all such words of the smaller of the two, from 0 to 1: low for an imprint under a report,
            or for one report among others on a page. None where there are too few to tell.
    """

    words: int
    share: float
    runs: tuple[tuple[int, int], ...]
    returning: int
    connection: float | None


Sides = tuple[Overlap, Overlap]


def overlap(one: WordSequence, other: WordSequence) -> Sides:
    """Compare two texts outside quotation marks, and return what each has of the other."""
    here, there = _covered(one, other), _covered(other, one)
    return _overlap(one, here, one.told), _overlap(other, there, other.told)


def overlap_with_quotations(one: WordSequence, other: WordSequence) -> Sides:
    """Compare two texts, what stands between quotation marks included."""
    here, there = _covered(one, other), _covered(other, one)
    return _overlap(one, here, np.ones_like(one.told)), _overlap(other, there, np.ones_like(other.told))


def overlap_within(one: WordSequence, other: WordSequence) -> Sides:
    """Compare two texts outside quotation marks, without the run with which both begin and that with which both end.

    About boxes, disclaimers and greetings stand there.
    """
    here, there = _covered(one, other), _covered(other, one)
    _clear_ends(here, there)
    return _overlap(one, here, one.told), _overlap(other, there, other.told)


def _covered(one: WordSequence, other: WordSequence) -> NDArray[np.bool_]:
    """Return for each word of ``one`` whether it is in five words in a row that ``other`` has too."""
    covered = np.zeros(len(one), dtype=np.bool_)
    same = np.isin(one.shingles, other.shingles)
    for place in range(SHINGLE):
        covered[place : place + len(same)] |= same
    return covered


def _clear_ends(here: NDArray[np.bool_], there: NDArray[np.bool_]) -> None:
    for ours, theirs in ((here, there), (here[::-1], there[::-1])):
        if ours[:_NEAR_THE_END].any() and theirs[:_NEAR_THE_END].any():
            for side in (ours, theirs):
                first = int(np.argmax(side))
                gaps = np.flatnonzero(~side[first:])
                side[: first + int(gaps[0]) if len(gaps) else None] = False


def _overlap(one: WordSequence, covered: NDArray[np.bool_], counted: NDArray[np.bool_]) -> Overlap:
    words, of = int((covered & counted).sum()), int(counted.sum())
    edges = np.flatnonzero(np.diff(np.concatenate(([False], covered & counted, [False])).astype(np.int8)))
    runs = tuple((int(one.starts[first]), int(one.ends[last - 1])) for first, last in edges.reshape(-1, 2))
    shared, rest = np.unique(one.hashes[covered & one.telling]), np.unique(one.hashes[~covered & one.telling])
    returning, fewer = len(np.intersect1d(shared, rest, assume_unique=True)), min(len(shared), len(rest))
    connection = returning / fewer if fewer >= _FEWEST_TELLING else None
    return Overlap(words, words / of if of else 0.0, runs, returning, connection)
