"""A text as the checks read it: sentences of tokens with offsets and stems. Never more than the first characters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sources.language.numbers.units import UNITS
from sources.language.paragraphs import sentences
from sources.language.tokens import Token, tokens_of
from sources.matching.discrepancies.synonyms import CLASSES
from sources.matching.words import stem

# A passage has at most 120 words, a claim is a sentence or two. What is longer is not compared beyond this.
MOST_CHARACTERS = 2_000
MOST_OF_CLAIM = 1_000


@lru_cache(maxsize=50_000)
def stem_of(word: str) -> str:
    """Return what is compared of a word: its stem, or the stem of the word that news uses for the same."""
    if word.lower() == "according":
        return "according"  # its stem is that of "accord", which is a treaty
    own = stem(word)
    return CLASSES.get(own, own)


@dataclass(frozen=True, slots=True, eq=False)  # what is found in one is cached under itself: hashing tokens is slow
class Sentence:
    """A sentence as tokens; offsets count in the whole text.

    Attributes:
        text: Its words as written, from ``start`` to ``end``.
    """

    tokens: tuple[Token, ...]
    stems: frozenset[str]
    start: int
    end: int
    text: str

    @property
    def plain(self) -> frozenset[str]:
        """The stems that are no names, numbers or units: what is said, not of whom and how much."""
        named = {token.stem for token in self.tokens[1:] if token.text[0].isupper()}
        return (
            frozenset(token.stem for token in self.tokens if token.stem and token.is_word and token.low not in UNITS)
            - named
        )

    @property
    def lows(self) -> frozenset[str]:
        """The words in lower case."""
        return frozenset(token.low for token in self.tokens)


@lru_cache(maxsize=256)
def read(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of ``text`` that have a word, or of its first 2,000 characters where it is longer."""
    return read_all(text[:MOST_CHARACTERS])


def read_all(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of ``text`` that have a word, whatever its length."""
    found: list[Sentence] = []
    for start, end in sentences(text):
        tokens = tokens_of(text[start:end], stem_of, offset=start)
        if tokens:
            stems = frozenset(token.stem for token in tokens if token.stem)
            found.append(Sentence(tokens, stems, start, end, text[start:end]))
    return tuple(found)


def stems_of(listed: Iterable[str]) -> frozenset[str]:
    """Return what is compared of some words, without those that are compared nowhere."""
    return frozenset(stem_of(word) for word in listed) - {""}


@lru_cache(maxsize=256)
def whole(text: str) -> Sentence:
    """Return a claim as one sentence, although it may hold more; of a very long one its first 1,000 characters."""
    parts = read(text[:MOST_OF_CLAIM])
    tokens = tuple(token for part in parts for token in part.tokens)
    stems = frozenset(token.stem for token in tokens if token.stem)
    start, end = (parts[0].start, parts[-1].end) if parts else (0, 0)
    return Sentence(tokens, stems, start, end, text[start:end])
