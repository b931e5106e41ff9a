"""The words that a place is asked with: a claim's names, figures and content words, and never the article."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from sources.matching.terms import terms_of
from sources.term import TermKind

MOST_ASKED = 24
"""Questions to one place for one claim. Chosen: a full-text index answers each in milliseconds."""
_LONGEST = 12  # words of one question; what is further behind in a claim is rarely what it is about
_NAMES_FIRST = {TermKind.NAME: 0, TermKind.FIGURE: 1, TermKind.DATE: 1}


def words_to_ask(claim: str) -> str:
    """Return the words of a claim that a place is asked with, in the order of the claim.

    Negations are left out: a page that denies what is claimed is evidence too.
    """
    terms = [term for term in terms_of(claim, ()) if term.kind is not TermKind.NEGATION]
    kept = sorted(terms, key=lambda term: (_NAMES_FIRST.get(term.kind, 2), term.start))[:_LONGEST]
    return " ".join(term.text.strip("“”\"'‘’") for term in sorted(kept, key=lambda term: term.start))


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
    """Return questions for a place that wants every word of a question on a page: all words first, then fewer.

    After all words come those with one word less, then the pairs, words with a capital or a digit before others.

    Args:
        words: As `words_to_ask` gives them, or as a person wrote them.
    """
    given = list(dict.fromkeys(words.split()))
    telling = sorted(given, key=lambda word: not (word[:1].isupper() or any(map(str.isdigit, word))))
    questions = [given]
    questions += [[word for word in given if word != left] for left in reversed(telling)] if len(given) > 2 else []
    questions += [list(pair) for pair in combinations(telling[:6], 2)]
    questions += [[word] for word in telling[:2]]
    asked = list(dict.fromkeys(" ".join(question) for question in questions if question))
    return asked[:MOST_ASKED]
