"""Whether a text looks like English, told by its share of English function words."""

from __future__ import annotations

import re

NOT_ENGLISH = "This text does not look like English. Splitting and matching are made for English."

# Words that are common in English and rare or absent in other languages written in Latin letters.
_FUNCTION_WORDS = frozenset(
    (
        "about", "after", "are", "as", "at", "be", "been", "but", "by", "for", "from", "had", "has", "have",
        "he", "her",
        "his", "into", "is", "it", "its", "not", "of", "or", "our", "said", "she", "than", "that", "the",
        "their", "there",
        "these", "they", "this", "those", "to", "and", "we", "were", "what", "when", "which", "who", "will", "with",
        "would", "you",
    )
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_LEAST_WORDS = 12
_LEAST_LETTERS = 40
_LEAST_SHARE = 0.12
_LEAST_LATIN = 0.5
_SAMPLE = 20_000  # characters; a share over more does not change the answer


def looks_english(text: str) -> bool:
    """Say whether ``text`` looks like English; a text too short to tell counts as English.

    English news has a share of 0.25 to 0.5 of these function words, the other languages tried below 0.1.
    """
    words = _WORD.findall(text[:_SAMPLE])
    letters = sum(len(word) for word in words)
    if letters >= _LEAST_LETTERS and sum(len(word) for word in words if word.isascii()) < _LEAST_LATIN * letters:
        return False
    if len(words) < _LEAST_WORDS:
        return True
    return sum(word.lower() in _FUNCTION_WORDS for word in words) >= _LEAST_SHARE * len(words)
