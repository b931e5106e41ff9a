"""The terms of a claim beside passages of its candidates or pins: held by them, or open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claims.claim import Claim
from claims.review.judgement import Pin
from sources.source import Candidate
from sources.term import Term


def beside_pins(claim: Claim, pins: Iterable[Pin]) -> tuple[Term, ...]:
    """Return the terms of a claim beside the passages that are pinned for it, as they read when they were pinned."""
    from sources.matching.terms import terms_of

    return terms_of(claim.text, [(pin.excerpt, pin.published) for pin in pins], claim.event_days)


def beside_candidate(claim: Claim, candidate: Candidate) -> tuple[Term, ...]:
    """Return the terms of a claim beside one passage."""
    from sources.matching.terms import terms_of

    return terms_of(claim.text, [(candidate.passage.text, candidate.source.published)], claim.event_days)


def holding_words(claim: Claim, candidate: Candidate) -> tuple[tuple[int, int], ...]:
    """Return the half-open offsets in a passage of the words that bear out terms of the claim."""
    from sources.matching import terms

    return terms.holding_words(claim.text, (candidate.passage.text, candidate.source.published), claim.event_days)


def passage_with_most(claim: Claim, pins: Sequence[Pin], candidates: Sequence[Candidate]) -> int | None:
    """Return which candidate bears out the most of what the pins leave open; None where none bears out any of it.

    Before anything is pinned, that is all of the claim. Of equal ones the first.
    """
    opened = {(term.start, term.end) for term in beside_pins(claim, pins) if not term.held}
    gains = []
    for candidate in candidates:
        held = [term for term in beside_candidate(claim, candidate) if term.held]
        gains.append(sum(any(term.start < end and start < term.end for term in held) for start, end in opened))
    return gains.index(max(gains)) if any(gains) else None
