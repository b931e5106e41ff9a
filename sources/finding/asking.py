"""The words that a place is asked with: a claim's names, figures and content words, and never the article."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from sources.matching.terms import terms_of
from sources.term import Term, TermKind

MOST_ASKED = 6
"""Questions to a site for one claim: its operator asks for few, and each takes up to a second."""
_LONGEST = 12  # words of one question; what is further behind in a claim is rarely what it is about
_NAMES_FIRST = {TermKind.NAME: 0, TermKind.FIGURE: 1, TermKind.DATE: 1}


def words_to_ask(claim: str) -> str:
    """Return the words of a claim that a place is asked with, in the order of the claim.

    Negations are left out: a page that denies what is claimed is evidence too. A name such as "MDA5" is one word,
    although the terms of a claim are its letters and its figure: apart, neither says what is meant.
    """
    terms = [term for term in terms_of(claim, ()) if term.kind is not TermKind.NEGATION]
    kept = sorted(terms, key=lambda term: (_NAMES_FIRST.get(term.kind, 2), term.start))
    spans = list(dict.fromkeys(_whole(claim, term) for term in kept))[:_LONGEST]
    words = (claim[start:end].strip("“”\"'‘’") for start, end in sorted(spans))
    return " ".join(dict.fromkeys(" ".join(words).split()))


def _whole(claim: str, term: Term) -> tuple[int, int]:
    """Return the offsets of a term, widened to the letters and digits that touch it."""
    start, end = term.start, term.end
    while start and claim[start - 1].isalnum():
        start -= 1
    while end < len(claim) and claim[end].isalnum():
        end += 1
    return start, end


def from_rarest(words: Sequence[str]) -> list[list[str]]:
    """Return questions for an index that says how rare a word is: all words, then one less, threes and twos.

    Args:
        words: The rarest first; what is rare says most of what a claim is about.
    """
    questions = [list(words)]
    questions += [[word for word in words if word != left] for left in reversed(words)] if len(words) > 2 else []
    questions += [list(some) for some in combinations(words[:5], 3)] + [
        list(pair) for pair in combinations(words[:6], 2)
    ]
    unique = {frozenset(question): question for question in reversed(questions) if len(question) > 1}
    return list(unique.values())[::-1]


def narrowing(words: str) -> list[str]:
    """Return questions for a site that wants every word of a question on a page: all words first, then fewer.

    A page that shows a figure of the claim to be wrong lacks that figure, so figures are left out next. Then the
    names are asked with the figures, with one word more, and alone.

    Args:
        words: As `words_to_ask` gives them, or as a person wrote them.
    """
    given = list(dict.fromkeys(words.split()))
    figures = [word for word in given if any(map(str.isdigit, word)) and not word[0].isalpha()]
    names = [word for word in given if word not in figures and word[:1].isupper()]
    others = [word for word in given if word not in figures and word not in names]
    questions = [given, [word for word in given if word not in figures]]
    if names:
        questions += [names + figures, names + others[:1], names, names[:2]]
    else:
        questions += [others[:3], others[:2] + figures, others[:2], others[1:3]]
    asked = dict.fromkeys(" ".join(question) for question in questions if question)
    return list(asked)[:MOST_ASKED]
