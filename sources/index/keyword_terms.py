"""A text to the terms that keyword search counts: stems of words, and numbers, without the words every text has."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import Stemmer

from sources.language.lexicon import words

_COMMON = words("common_words")
# Letters and digits apart: "IL-6" is "il" and "6", "covid19" is "covid" and "19". There, terms that keep them
# together are 0.002 worse, compounds kept whole at their hyphens 0.025 worse.
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[’'][^\W\d_]+)*")
_SEPARATOR = re.compile(r",(?=\d{3}(?!\d))")
# Different words of a large library; each costs about 200 bytes.
_WORDS_KEPT = 200_000
_local = threading.local()


def terms(text: str) -> list[str]:
    """Return the terms of ``text`` in their order, each as often as it stands there."""
    return [found for found in map(term, _WORD.findall(text)) if found]


def spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each term of ``text`` with the half-open offsets of its word."""
    for word in _WORD.finditer(text):
        found = term(word.group())
        if found:
            yield found, word.start(), word.end()


@lru_cache(maxsize=_WORDS_KEPT)
def term(word: str) -> str:
    """Return what is compared of a word or number; an empty string for words that every text has.

    Case, accents and possessives do not count, "closed", "closing" and "closes" are one, and "1,200" is "1200".
    """
    if word[0].isdigit():
        return _SEPARATOR.sub("", word)
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
        if not unicodedata.combining(letter)
    )
    plain = plain.removesuffix("'s").rstrip("'")
    if plain in _COMMON or plain.partition("'")[0] in _COMMON or plain.endswith("n't"):
        return ""
    return str(_stemmer().stemWord(plain))


def _stemmer() -> Stemmer.Stemmer:
    """Return this thread's stemmer: Snowball's English one, which must not be shared between threads."""
    if not hasattr(_local, "stemmer"):
        _local.stemmer = Stemmer.Stemmer("english")
    stemmer: Stemmer.Stemmer = _local.stemmer
    return stemmer
