"""Which words of a passage a claim uses too, so that a reader sees at once what the two share."""

from __future__ import annotations

from sources.index.keyword_terms import spans, term


def shared(claim: str, passage: str) -> tuple[tuple[int, int], ...]:
    """Return the half-open offsets in ``passage`` of the words and numbers that ``claim`` has too.

    They are compared as keyword search does: by their stem ("closed", "closing", "closes"), without function words
    and verbs of saying, and "1,200" is "1200". Single letters are not marked.
    """
    asked = {found for found, _, _ in spans(claim)}
    return tuple((start, end) for found, start, end in spans(passage) if found in asked and _shown(found))


def stem(word: str) -> str:
    """Return what is compared of a word; an empty string for words that every text has, and for single letters."""
    found = term(word)
    return found if _shown(found) else ""


def _shown(found: str) -> bool:
    return len(found) > 1 or found.isdigit()
