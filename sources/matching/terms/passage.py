"""A passage as the terms of a claim are looked for in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from sources.language.lexicon import words
from sources.language.numbers.quantities import Quantity
from sources.language.tokens import Token
from sources.matching.discrepancies.names import Name, find_names
from sources.matching.discrepancies.sentences import Sentence, read_all
from sources.matching.discrepancies.time_comparison import Time, times_told_in
from sources.matching.terms.parts import figures, negations_in
from sources.matching.terms.relatives import family

_DENIALS = words("denials_of_a_statement")
_STOPS = frozenset({";", ":", ".", "(", ")", "—", "–", "“", "”", '"', "?"})
# "No evidence that he took it": what "that" opens is denied too.
_OPENERS = words("clause_openers") - {"that", "if", "whether"}
_REACH = 10  # tokens behind a denial that it reaches at most

Held = Mapping[int, tuple[Token, ...]]
"""Token of the claim's sentence to the tokens of the passage that bear it out."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A token of a passage.

    Attributes:
        denied: Whether something before it denies it: "found no evidence that he took bribes".
    """

    sentence: Sentence
    at: int
    denied: bool

    @property
    def token(self) -> Token:
        """The token itself."""
        return self.sentence.tokens[self.at]


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """What a passage has, by the ways in which it is looked for.

    Attributes:
        by_stem, by_family, by_low: Stem, word family and lower-case word to where it is.
        joined: Two neighbouring words written as one ("health care": "healthcare") to the first of them.
        times, figures, names: Each with its sentence.
        denials: The tokens that deny, each with its sentence.
    """

    sentences: tuple[Sentence, ...]
    by_stem: Mapping[str, tuple[Spot, ...]]
    by_family: Mapping[str, tuple[Spot, ...]]
    by_low: Mapping[str, tuple[Spot, ...]]
    joined: Mapping[str, tuple[Spot, ...]]
    times: tuple[tuple[Sentence, Time], ...]
    figures: tuple[tuple[Sentence, Quantity], ...]
    names: tuple[tuple[Sentence, Name], ...]
    denials: tuple[tuple[Sentence, int], ...]


@lru_cache(maxsize=512)  # the candidates of some forty claims
def read_passage(text: str, published: date | None = None) -> Passage:
    """Read a passage; ``published`` is the day from which its relative dates count."""
    sentences = read_all(text)
    spots = [spot for sentence in sentences for spot in _spots(sentence)]
    return Passage(
        sentences,
        _table((spot.token.stem, spot) for spot in spots),
        _table((family(spot.token.low), spot) for spot in spots if spot.token.stem),
        _table((spot.token.low.removesuffix("'s"), spot) for spot in spots),
        _table(_joined(spots)),
        tuple((sentence, time) for sentence in sentences for time in times_told_in(sentence, published)),
        tuple((sentence, one) for sentence in sentences for one in figures(sentence)),
        tuple((sentence, name) for sentence in sentences for name in find_names(sentence)),
        tuple((sentence, at) for sentence in sentences for at in denials_in(sentence)),
    )


def denials_in(sentence: Sentence) -> tuple[int, ...]:
    """Return the tokens that deny what follows them, in whatever words: "not", "refused", "cleared of"."""
    stated = tuple(at for at, token in enumerate(sentence.tokens) if token.low in _DENIALS)
    return tuple(sorted({*negations_in(sentence), *stated}))


def denied_places(sentence: Sentence) -> frozenset[int]:
    """Return the tokens that a denial reaches: those behind it in its clause."""
    found: set[int] = set()
    tokens = sentence.tokens
    for denial in denials_in(sentence):
        for at in range(denial + 1, min(len(tokens), denial + 1 + _REACH)):
            token = tokens[at]
            if token.text in _STOPS or token.low in _OPENERS or (token.text == "," and at > denial + 1):
                break
            found.add(at)
    return frozenset(found)


def _spots(sentence: Sentence) -> Iterator[Spot]:
    denied = denied_places(sentence)
    for at in range(len(sentence.tokens)):
        yield Spot(sentence, at, at in denied)


def _joined(spots: list[Spot]) -> Iterator[tuple[str, Spot]]:
    for first, second in pairwise(spots):
        if first.token.is_word and second.token.is_word:
            yield first.token.low + second.token.low, first
    for first, hyphen, last in zip(spots, spots[1:], spots[2:], strict=False):
        if hyphen.token.text == "-" and first.token.is_word and last.token.is_word:
            yield first.token.low + last.token.low, first


def _table(rows: Iterator[tuple[str, Spot]]) -> dict[str, tuple[Spot, ...]]:
    found: dict[str, list[Spot]] = {}
    for key, spot in rows:
        if key:
            found.setdefault(key, []).append(spot)
    return {key: tuple(listed) for key, listed in found.items()}
