"""The words that a claim has between quotation marks, from the article's own text and from the claim's wording."""

from __future__ import annotations

import re
from functools import lru_cache

from claims.claim import Claim

# One word between marks is a word held at arm's length ("the “experts”"): any source may have it, so that finding it
# shows nothing.
LEAST_WORDS = 2
# A claim's words in the article may reach over a quotation that another claim was made of.
_OWN = 0.6
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def quoted_words(claim: Claim, article_text: str | None) -> tuple[str, ...]:
    """Return the quoted words of a claim without their marks, in the order of the article, each once.

    Args:
        claim: As it stands now.
        article_text: The text its span counts in; None where only the wording is at hand.
    """
    found: dict[tuple[str, ...], str] = {}
    for words in [*_in_article(claim, article_text or ""), *(claim.text[s:e] for s, e in _outer(claim.text))]:
        key = tuple(word.lower().replace("’", "'") for word in _WORD.findall(words))
        if len(key) >= LEAST_WORDS and not any(_within(key, other) for other in found):
            found[key] = words.strip(" \t\n,;:")
    return tuple(found.values())


def _in_article(claim: Claim, text: str) -> list[str]:
    """Return the part of each quotation that the claim was made of, where the claim still says it."""
    said = {word.lower().replace("’", "'") for word in _WORD.findall(claim.text)}
    found = []
    for start, end in _outer(text):
        words = text[max(start, claim.span.start) : min(end, claim.span.end)]
        lows = [word.lower().replace("’", "'") for word in _WORD.findall(words)]
        if lows and sum(low in said for low in lows) >= _OWN * len(lows):
            found.append(words)
    return found


def _within(some: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return any(other[at : at + len(some)] == some for at in range(len(other) - len(some) + 1))


@lru_cache(maxsize=64)
def _outer(text: str) -> tuple[tuple[int, int], ...]:
    from sources.language.quotations import outermost, quoted_spans

    return outermost(quoted_spans(text))
