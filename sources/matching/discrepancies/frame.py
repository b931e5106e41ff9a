"""What stands for what where claim and sentence are worded nearly alike: "eight teams" for "seven teams"."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from sources.matching.discrepancies.sentences import Sentence

_ALIKE = 0.65  # of the claim's tokens, that the sentence has in the same order
_LONGEST = 3  # tokens on either side of what was put for what
_ROUND = 2  # tokens in common right beside it, on one side or both together


@dataclass(frozen=True, slots=True)
class Replaced:
    """Tokens of the claim and those of the sentence in their place, first and last of each."""

    ours: tuple[int, int]
    theirs: tuple[int, int]


@lru_cache(maxsize=512)
def replaced(claim: Sentence, sentence: Sentence) -> tuple[Replaced, ...]:
    """Return what is put for what between two wordings that are nearly the same; empty where they are not."""
    lows, theirs = ([token.low for token in one.tokens] for one in (claim, sentence))
    codes = SequenceMatcher(None, lows, theirs, autojunk=False).get_opcodes()
    same = sum(i2 - i1 for tag, i1, i2, _, _ in codes if tag == "equal")
    if same < _ALIKE * len(lows):
        return ()
    found: list[Replaced] = []
    for at, (tag, i1, i2, j1, j2) in enumerate(codes):
        if tag != "replace" or i2 - i1 > _LONGEST or j2 - j1 > _LONGEST:
            continue
        beside = [codes[near] for near in (at - 1, at + 1) if 0 <= near < len(codes)]
        if sum(code[2] - code[1] for code in beside if code[0] == "equal") >= _ROUND:
            found.append(Replaced((i1, i2 - 1), (j1, j2 - 1)))
    return tuple(found)
