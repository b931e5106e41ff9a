"""The pencil check as escaped HTML: which words of the claim the evidence holds, and which it leaves open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from claims.claim import Claim
from claims.review.judgement import Pin
from claims.screens.markup import esc
from claims.services import terms
from sources.source import Candidate
from sources.term import Term, TermKind, open_words

EVIDENCE = "0"
"""What the terms are beside: the pinned passages; else the number of a column, from "1"."""
Beside = Mapping[str, Sequence[Term]]
"""The terms of the claim beside the pins, or beside the passage of each column."""

_MOST_LISTED = 12


def beside(claim: Claim, pins: Sequence[Pin], shown: Sequence[Candidate]) -> Beside:
    """Return the terms of the claim beside its pins; before anything is pinned, beside each column's passage."""
    if pins:
        return {EVIDENCE: terms.beside_pins(claim, pins)}
    return {str(place): terms.beside_candidate(claim, one) for place, one in enumerate(shown, 1)}


def marked(text: str, found: Beside) -> str:
    """Return the claim escaped, with its open words underlined, those of a column under the number of that column."""
    opened = {which: [(term.start, term.end) for term in terms if not term.held] for which, terms in found.items()}
    loud = [(term.start, term.end) for terms in found.values() for term in terms if _is_loud(term)]
    cuts = sorted({0, len(text), *(place for spans in opened.values() for span in spans for place in span)})
    parts = []
    for start, end in pairwise(cuts):
        words = esc(text[start:end])
        names = [which for which, spans in opened.items() if any(first <= start < last for first, last in spans)]
        begins = [which for which in names if any(first == start for first, _ in opened[which])]
        quiet = [] if any(first <= start < last for first, last in loud) else ["word"]
        css = " ".join(["open", *quiet, *(f"o{which}" for which in names), *(f"b{which}" for which in begins)])
        parts.append(f'<mark class="{css}">{words}</mark>' if names else words)
    return "".join(parts)


def listed(found: Beside) -> str:
    """Return in words what is open beside the pins, or beside the passage of each column."""
    lines = []
    for which, of_claim in found.items():
        where = "the evidence" if which == EVIDENCE else f"passage {which}"
        if open_words(of_claim):
            said = _not_borne_out(f"by {where}", of_claim)
        else:
            said = f"All words are in {where}. Read whether it says so."
        lines.append(f'<p class="wb-open o{which}">{said}</p>')
    return f'<div class="wb-pencil" role="status">{"".join(lines)}</div>'


def _is_loud(term: Term) -> bool:
    """Tell whether an open term is shown in colour: figures, names, days, denials and quotations are."""
    return not term.held and term.kind is not TermKind.WORD


def _not_borne_out(where: str, of_claim: Sequence[Term]) -> str:
    """Return in words what is open, as escaped HTML: the terms in colour in bold, other words quiet."""
    loud = {term.text for term in of_claim if _is_loud(term)}
    opened = open_words(of_claim)
    words = ", ".join(f"<b>{esc(word)}</b>" if word in loud else esc(word) for word in opened[:_MOST_LISTED])
    more = f" and {len(opened) - _MOST_LISTED} more" if len(opened) > _MOST_LISTED else ""
    head = f"□ Not borne out {where}:"
    return f"<b>{head}</b> {words}{more}" if loud else f'<span class="wb-q">{head} {words}{more}</span>'


def not_here(claim: Claim, candidate: Candidate) -> str:
    """Return in words which terms of the claim a passage does not hold, for its card."""
    of_claim = terms.beside_candidate(claim, candidate)
    return f'<p class="wb-cf none">{_not_borne_out("here", of_claim)}</p>' if open_words(of_claim) else ""
