"""The terms of a claim beside passages: held by one of them, or open."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache

from sources.matching.terms.dates import hold_date
from sources.matching.terms.figures import hold_figure
from sources.matching.terms.names import hold_name
from sources.matching.terms.parts import Days, Part, parts_of
from sources.matching.terms.passage import Held, Passage, read_passage
from sources.matching.terms.words import hold_negation, hold_quotation, hold_word
from sources.term import Term, TermKind

Evidence = tuple[str, date | None]
"""The words of a passage, and the day of its publication, by which its relative dates count."""

_RULES: dict[TermKind, Callable[[Part, Passage], Held]] = {
    TermKind.WORD: hold_word,
    TermKind.FIGURE: hold_figure,
    TermKind.NAME: hold_name,
    TermKind.DATE: hold_date,
    TermKind.QUOTATION: hold_quotation,
    TermKind.NEGATION: hold_negation,
}
_parts = lru_cache(maxsize=256)(parts_of)


def terms_of(claim: str, passages: Iterable[Evidence], days: tuple[Days, ...] = ()) -> tuple[Term, ...]:
    """Return the terms of a claim in their order, each held by one of the passages or open.

    Every content word is in exactly one term. A figure is one term; the words of a name, date or quotation are one
    term as far as they stand together and are held alike. A further passage never opens a word that was held.

    Args:
        claim: Its wording; offsets count in it.
        passages: With none, all terms are open.
        days: First and last day of each time at which the claim says that something happened; its relative words
            ("last month") depend on them.
    """
    read = list(passages)
    parts = _parts(claim, days)
    held = [frozenset[int]().union(*(_held(claim, days, *one)[at] for one in read)) for at in range(len(parts))]
    return tuple(term for part, places in zip(parts, held, strict=True) for term in _terms(claim, part, places))


def holding_words(claim: str, passage: Evidence, days: tuple[Days, ...] = ()) -> tuple[tuple[int, int], ...]:
    """Return the half-open offsets in a passage of the words that hold terms of the claim, in order."""
    spans = {
        (token.start, token.end)
        for held in _held(claim, days, *passage)
        for bearing in held.values()
        for token in bearing
    }
    return tuple(sorted(spans))


@lru_cache(maxsize=4096)
def _held(claim: str, days: tuple[Days, ...], text: str, published: date | None) -> tuple[Held, ...]:
    """Return, for each part of the claim, the tokens that one passage holds, each with the words that bear it out."""
    passage = read_passage(text, published)
    return tuple(_RULES[part.kind](part, passage) for part in _parts(claim, days))


def _terms(claim: str, part: Part, held: frozenset[int]) -> list[Term]:
    """Return a part as terms: stretches of neighbouring words that are held alike."""
    runs: list[list[int]] = []
    for step, place in enumerate(part.places):
        joins = step > 0 and (place in held) == (part.places[step - 1] in held) and _beside(part, step)
        if joins:
            runs[-1].append(place)
        else:
            runs.append([place])
    tokens = part.sentence.tokens
    return [_term(claim, part.kind, tokens[run[0]].start, tokens[run[-1]].end, held=run[0] in held) for run in runs]


def _beside(part: Part, step: int) -> bool:
    """Tell whether only words that are no content stand between two words of a part."""
    between = range(part.places[step - 1] + 1, part.places[step])
    return all(not part.sentence.tokens[place].stem for place in between)


def _term(claim: str, kind: TermKind, start: int, end: int, *, held: bool) -> Term:
    return Term(kind, claim[start:end], start, end, held)
