"""A text as words, numbers and marks, each with its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_TOKEN = re.compile(r"\d+(?:[.,·]\d+)*|[^\W\d_]+(?:[’'][^\W\d_]+)*|[^\w\s]")


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


def tokens_of(text: str, stem: Callable[[str], str] = str.lower, *, offset: int = 0) -> tuple[Token, ...]:
    """Return the tokens of ``text`` in order.

    Args:
        text: A sentence, or any other stretch of a text.
        stem: What is compared of a word or number; empty for those that are compared nowhere.
        offset: Where ``text`` begins; added to the places.
    """
    return tuple(
        Token(
            part.group(),
            part.group().lower().replace("’", "'"),
            stem(part.group()) if part.group()[0].isalnum() else "",
            offset + part.start(),
            offset + part.end(),
            part.start() == 0 or text[part.start() - 1].isspace(),
        )
        for part in _TOKEN.finditer(text)
    )
