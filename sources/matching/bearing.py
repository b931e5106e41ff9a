"""How much of what a claim says the passages of one source hold: a share of its words, and what is missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sources.language.numbers.numerals import read_number
from sources.matching.discrepancies.sentences import read
from sources.source import Passage

# A claim's parts stand in three passages at most: the lead, the detail, and who it is about. On WiCE's page and claim
# pairs the share in the best three tells supported from unsupported better than the share in the best one (macro F1
# 0.59 against 0.55) or in the whole page.
TOGETHER = 3
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Bearing:
    """How much of a claim some passages hold.

    Attributes:
        share: Of the claim's words and numbers, those that the best three passages hold together, from 0 to 1.
        ranked: The passages with the share that each holds alone, best first.
        missing: The claim's words and numbers that none of the passages has, as the claim writes them.
    """

    share: float
    ranked: tuple[tuple[float, Passage], ...]
    missing: tuple[str, ...]

    @property
    def lacks_number(self) -> bool:
        """Whether a number of the claim stands nowhere, in figures or in words."""
        return any(held_in(word) and next(iter(held_in(word))).startswith("=") for word in self.missing)


def bearing(claim: str, passages: Sequence[Passage]) -> Bearing:
    """Return how much of ``claim`` these passages of one source hold; ties stand by place in the source."""
    wanted = {key: claim[start:end] for key, (start, end) in _places(claim).items()}
    if not wanted or not passages:
        return Bearing(0.0, (), tuple(wanted.values()))
    held = [held_in(passage.text) & wanted.keys() for passage in passages]
    ranked = sorted(zip(held, passages, strict=True), key=lambda row: (-len(row[0]), row[1].ordinal))
    together: frozenset[str] = frozenset()
    for _ in range(TOGETHER):
        together |= max(ranked, key=lambda row: len(together | row[0]))[0]
    anywhere = frozenset().union(*held)
    return Bearing(
        len(together) / len(wanted),
        tuple((len(some) / len(wanted), passage) for some, passage in ranked),
        tuple(word for key, word in wanted.items() if key not in anywhere),
    )


def met(claim: str, text: str) -> dict[str, tuple[int, int]]:
    """Return what ``text`` holds of the claim, each with its first place there; keys of numbers begin with "="."""
    wanted = held_in(claim)
    return {key: place for key, place in _places(text).items() if key in wanted}


@lru_cache(maxsize=16_384)
def held_in(text: str) -> frozenset[str]:
    """Return what is compared of a text: the stems of its words, and its numbers by their value."""
    return frozenset(_places(text))


def _places(text: str) -> dict[str, tuple[int, int]]:
    """Return what is compared of a text and where it stands first: "thirty-eight" is 38 as "38" is."""
    found: dict[str, tuple[int, int]] = {}
    for sentence in read(text):
        at = 0
        while at < len(sentence.tokens):
            token = sentence.tokens[at]
            number = read_number(sentence.tokens, at, ())
            if number is not None and token.low != "one":  # "one of them" counts nothing
                value, last = number
                found.setdefault(f"={value:.12g}", (token.start, sentence.tokens[last].end))
                at = max(last, at) + 1
                continue
            if token.stem:
                found.setdefault(token.stem, (token.start, token.end))
            at += 1
    return found
