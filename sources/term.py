"""The terms of a claim: the words that passages must bear out, each held by them or open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class TermKind(StrEnum):
    """What a term is, by which it is looked for."""

    WORD = "word"
    FIGURE = "figure"
    NAME = "name"
    DATE = "date"
    QUOTATION = "quotation"
    NEGATION = "negation"


ASKED_ABOUT = frozenset({TermKind.FIGURE, TermKind.NAME, TermKind.DATE, TermKind.NEGATION})
"""The kinds without which a claim is not verified in full: a reviewer is asked about them."""


@dataclass(frozen=True, slots=True)
class Term:
    """A content word of a claim, or words of it that are held or open together.

    Attributes:
        text: The words as the claim has them.
        start, end: Half-open offsets in the claim.
        held: Whether a passage bears it out.
    """

    kind: TermKind
    text: str
    start: int
    end: int
    held: bool


def open_terms(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Return the terms that no passage holds."""
    return tuple(term for term in terms if not term.held)


def open_words(terms: Iterable[Term]) -> tuple[str, ...]:
    """Return the words of the terms that no passage holds, each once, in the order of the claim."""
    return tuple(dict.fromkeys(term.text for term in terms if not term.held))


def held_terms(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Return the terms that a passage holds."""
    return tuple(term for term in terms if term.held)
