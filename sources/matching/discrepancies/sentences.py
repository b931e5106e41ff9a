"""A text as the checks read it: sentences of tokens with offsets and stems. Never more than the first characters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sources.language.numbers.units import UNITS
from sources.matching.discrepancies.synonyms import CLASSES
from sources.matching.words import stem
from sources.passages import sentences

# A passage has at most 120 words, a claim is a sentence or two. What is longer is not compared beyond this.
MOST_CHARACTERS = 2_000
MOST_OF_CLAIM = 1_000
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[’'][^\W\d_]+)*|[^\w\s]")


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    """Return what is compared of a word: its stem, or the stem of the word that news uses for the same."""
    one = stem(word)
    return CLASSES.get(one, one)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a mark.

    Attributes:
        low: In lower case, with a straight apostrophe.
        stem: What is compared of it; empty for function words and marks.
        spaced: Whether a blank stands before it.
    """

    text: str
    low: str
    stem: str
    start: int
    end: int
    spaced: bool

    @property
    def is_word(self) -> bool:
        """Whether it begins with a letter."""
        return self.text[0].isalpha()

    @property
    def is_number(self) -> bool:
        """Whether it begins with a digit."""
        return self.text[0].isdigit()


@dataclass(frozen=True, slots=True)
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
    text = text[:MOST_CHARACTERS]
    found: list[Sentence] = []
    for start, end in sentences(text):
        tokens = tuple(
            Token(
                part.group(),
                part.group().lower().replace("’", "'"),
                _stem(part.group()) if part.group()[0].isalnum() else "",
                start + part.start(),
                start + part.end(),
                part.start() == 0 or text[start + part.start() - 1].isspace(),
            )
            for part in _TOKEN.finditer(text[start:end])
        )
        if tokens:
            stems = frozenset(token.stem for token in tokens if token.stem)
            found.append(Sentence(tokens, stems, start, end, text[start:end]))
    return tuple(found)


def words(lines: str) -> frozenset[str]:
    """Return a list written as running words."""
    return frozenset(lines.split())


def stems_of(listed: Iterable[str]) -> frozenset[str]:
    """Return what is compared of some words, without those that are compared nowhere."""
    return frozenset(_stem(word) for word in listed) - {""}


def whole(text: str) -> Sentence:
    """Return a claim as one sentence, although it may hold more; of a very long one its first 1,000 characters."""
    parts = read(text[:MOST_OF_CLAIM])
    tokens = tuple(token for part in parts for token in part.tokens)
    stems = frozenset(token.stem for token in tokens if token.stem)
    start, end = (parts[0].start, parts[-1].end) if parts else (0, 0)
    return Sentence(tokens, stems, start, end, text[start:end])
