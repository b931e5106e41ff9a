"""A source's text as what can have been copied: its words in order, without the furniture that many pages share."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sources.language.lexicon import words
from sources.origins.boilerplate import stretches

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Five words in a row, a common length of shingles for copies of news: reports of different news seldom share many,
# while a text edited at every sixth word keeps most of its own (tests/benchmarks/origins.py).
SHINGLE = 5
# A stretch between quotation marks longer than this has lost its closing mark.
_LONGEST_QUOTATION = 1200
# What a story is recognised by: long words, numbers, and names, which begin with a capital, as sentences do.
_LONG = 7  # letters
_NAME = 4  # letters
_OPENERS = words("openers")
# Scripts without blanks between words are taken letter by letter.
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\d_]+")
_QUOTED = re.compile(
    rf"“[^“”]{{1,{_LONGEST_QUOTATION}}}[”\n]|\"[^\"\n]{{1,{_LONGEST_QUOTATION}}}\"|«[^«»]{{1,{_LONGEST_QUOTATION}}}»"
)
# Odd 64-bit numbers from the digits of pi, one for each word of a shingle, and the finalizer of splitmix64: close
# shingles get far hashes, the same on every machine.
_PLACES = np.array(
    [0x243F6A8885A308D3, 0x13198A2E03707345, 0xA4093822299F31D1, 0x082EFA98EC4E6C89, 0x452821E638D01377],
    dtype=np.uint64,
)


@dataclass(frozen=True, slots=True, eq=False)
class WordSequence:
    """The words of one text that are compared.

    Attributes:
        text: What the offsets count in.
        starts, ends: Offsets of each word.
        told: For each word whether the report says it itself; False between quotation marks.
        sentences: For each word the number of its sentence, ascending.
        hashes: A hash of each word.
        telling: For each word whether it is a name, a number or a long word: what a story is recognised by.
        shingles: Hash of each five words in a row; four fewer than words, empty for less than five.
        digest: The same for two texts exactly if their words are.
    """

    text: str
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    told: NDArray[np.bool_]
    sentences: NDArray[np.int64]
    hashes: NDArray[np.uint64]
    telling: NDArray[np.bool_]
    shingles: NDArray[np.uint64]
    digest: int

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.starts)


def word_sequence(text: str) -> WordSequence:
    """Return the words of ``text`` in lower case, without menus, notices and other furniture of pages."""
    starts: list[int] = []
    ends: list[int] = []
    sentences: list[int] = []
    hashes: list[int] = []
    telling: list[bool] = []
    for number, (first, last) in enumerate(stretches(text)):
        for found in _WORD.finditer(text, first, last):
            starts.append(found.start())
            ends.append(found.end())
            sentences.append(number)
            word = found.group()
            plain = word.casefold()
            hashes.append(zlib.crc32(plain.encode("utf-8", "surrogatepass")))
            telling.append(_is_telling(word, plain))
    words = np.array(hashes, dtype=np.uint64)
    begins = np.array(starts, dtype=np.int64)
    told = np.ones(len(begins), dtype=np.bool_)
    for quoted in _QUOTED.finditer(text):
        told[np.searchsorted(begins, quoted.start()) : np.searchsorted(begins, quoted.end())] = False
    return WordSequence(
        text,
        begins,
        np.array(ends, dtype=np.int64),
        told,
        np.array(sentences, dtype=np.int64),
        words,
        np.array(telling, dtype=np.bool_),
        _shingles(words),
        zlib.crc32(words.tobytes()) if len(words) else 0,
    )


def _is_telling(word: str, plain: str) -> bool:
    if word[0].islower():
        return len(word) >= _LONG
    return word[0].isdigit() or (len(word) >= _NAME and plain not in _OPENERS)


def _shingles(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    if len(words) < SHINGLE:
        return np.zeros(0, dtype=np.uint64)
    rows = np.lib.stride_tricks.sliding_window_view(words, SHINGLE)
    mixed: NDArray[np.uint64] = ((rows + np.uint64(1)) * _PLACES).sum(axis=1, dtype=np.uint64)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))
