"""How much of what a claim says the passages of one source hold: a share of its words, and what is missing."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sources.language.numbers.numerals import read_number
from sources.language.tokens import Token
from sources.matching.discrepancies.names import Spoken, absent, find_names
from sources.matching.discrepancies.sentences import read, whole
from sources.source import Passage

# A claim's parts stand in three passages at most: the lead, the detail, and who it is about. On WiCE's page and claim
# pairs the share in the best three tells supported from unsupported better than the share in the best one (macro F1
# 0.59 against 0.55) or in the whole page.
TOGETHER = 3
# What a name and a figure weigh beside another word: a page that has all words but the figure does not say it. Chosen
# on the same pairs, with the thresholds of `attributed`, among 1, 1.5, 2 and 1, 2, 3.
NAME_WEIGHT, FIGURE_WEIGHT = 1.5, 3.0
_SEASON = ("2018", "–")  # what stands before "19"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Bearing:
    """How much of a claim some passages hold.

    Attributes:
        share: Of the claim's words and numbers, by weight, those that the best three passages hold together, in the
            mean with those that the best sentence holds, from 0 to 1.
        ranked: The passages with the share that each holds alone, best first.
        lacks_name: Whether a name of the claim stands nowhere, in whatever form.
        missing: The claim's words and numbers that none of the passages has, as the claim writes them.
    """

    share: float
    ranked: tuple[tuple[float, Passage], ...]
    missing: tuple[str, ...]
    lacks_name: bool = False

    @property
    def lacks_number(self) -> bool:
        """Whether a number of the claim stands nowhere, in figures or in words."""
        return any(held_in(word) and next(iter(held_in(word))).startswith("=") for word in self.missing)


def bearing(claim: str, passages: Sequence[Passage]) -> Bearing:
    """Return how much of ``claim`` these passages of one source hold; ties stand by place in the source."""
    wanted = {key: claim[start:end] for key, (start, end) in _places(claim).items()}
    if not wanted or not passages:
        return Bearing(0.0, (), tuple(wanted.values()))
    weights = _weights(claim, wanted)
    total = sum(weights.values())
    held = [held_in(passage.text) & wanted.keys() for passage in passages]
    ranked = sorted(zip(held, passages, strict=True), key=lambda row: (-len(row[0]), row[1].ordinal))
    together: frozenset[str] = frozenset()
    for _ in range(TOGETHER):
        together |= max(ranked, key=lambda row: len(together | row[0]))[0]
    anywhere = frozenset().union(*held)
    best = max(
        (
            sum(weights[key] for key in held_in(passage.text[sentence.start : sentence.end]) & wanted.keys())
            for passage in passages
            for sentence in read(passage.text)
        ),
        default=0.0,
    )
    spoken = Spoken.of(sentence for passage in passages for sentence in read(passage.text))
    return Bearing(
        (sum(weights[key] for key in together) + best) / (2 * total),
        tuple((len(some) / len(wanted), passage) for some, passage in ranked),
        tuple(word for key, word in wanted.items() if key not in anywhere),
        bool(absent(find_names(whole(claim)), spoken)),
    )


def _weights(claim: str, wanted: Collection[str]) -> dict[str, float]:
    said = whole(claim)
    named = {
        token.stem for name in find_names(said) for token in said.tokens[name.first : name.last + 1] if token.stem
    }
    return {key: FIGURE_WEIGHT if key.startswith("=") else NAME_WEIGHT if key in named else 1.0 for key in wanted}


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
                value = _of_a_season(sentence.tokens, at, value)
                found.setdefault(f"={value:.12g}", (token.start, sentence.tokens[last].end))
                at = max(last, at) + 1
                continue
            if token.stem:
                found.setdefault(token.stem, (token.start, token.end))
            at += 1
    return found


def _of_a_season(tokens: Sequence[Token], at: int, value: float) -> float:
    """Return the year that "19" of "2018–19" is; any other number as it is."""
    if at < len(_SEASON) or [len(token.text) for token in tokens[at - 2 : at + 1]] != [4, 1, 2]:
        return value
    year, dash = tokens[at - 2 : at]
    follows = year.text.isdecimal() and dash.text in "-–/" and value == (int(year.text) + 1) % 100
    return int(year.text) + 1 if follows else value
