"""A few numbers that stand for a text, so that an indexed look-up finds the texts that share some of its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sources.origins.word_sequence import WordSequence

# One shingle in six, chosen by its hash and not by its place: what is chosen in one text is chosen in every other. A
# part of 60 words edited at every eighth word shares 25 shingles with the whole, four of them chosen; none or one in
# 6 of 100 such parts by the binomial distribution, and in 1 of 100 from 80 words on.
ONE_IN = 6
# Of a book so many, those with the smallest hashes: still a nested choice.
MOST = 2000


def fingerprint(one: WordSequence) -> tuple[int, ...]:
    """Return the chosen shingles of a text as numbers from 0 to below 2 ** 63, ascending."""
    chosen = np.unique(one.shingles)
    chosen = chosen[chosen < np.uint64(2**64 // ONE_IN)][:MOST]
    return tuple(int(value) for value in chosen >> np.uint64(1))
