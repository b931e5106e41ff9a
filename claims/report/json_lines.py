"""Claims and their candidates as the command line prints them: one JSON object a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from claims.article import Article
from claims.claim import Claim
from claims.notes import NumberedNote
from claims.review.codec import notes_json, origins_json, time_json
from sources.source import Candidate, Matches
from sources.term import open_terms


def claim_line(article: Article, claim: Claim, notes: Sequence[NumberedNote] = ()) -> dict[str, Any]:
    """Return a claim as `split` and `check` print it, with the notes of the writer that belong to it."""
    return {
        "id": claim.id,
        "text": claim.text,
        "quote": claim.span.of(article.text),
        "start": claim.span.start,
        "end": claim.span.end,
        "sentence": claim.sentence.of(article.text),
        "attributed_to": list(claim.attributed_to),
        "attribution_cue": ", ".join(dict.fromkeys(one.cue for one in claim.attributions)),
        "is_quotation": claim.is_quotation,
        "hedges": list(claim.hedges),
        "dates": [time_json(one) for one in claim.dates],
        "numbers": list(claim.numbers),
        "kind": claim.kind.value,
        "checkable": claim.checkable,
        "reason": claim.reason,
        "unresolved": list(claim.unresolved),
        "check_worthiness": claim.check_worthiness,
        "notes": notes_json(article, notes),
    }


def candidates_line(claim: Claim, matches: Matches) -> dict[str, Any]:
    """Return what the library proposes for a claim, as `check` prints it beside the claim."""
    return {
        "candidates": [_candidate(claim, one) for one in matches.candidates],
        "not_in_library": list(matches.not_in_library),
        "to_add": [one.address for one in matches.to_add],
        "origins": origins_json(matches.origins),
        "attributed": [
            {
                "named": one.named,
                "saying": one.shown.value,
                "sentence": one.sentence,
                "source_id": one.source_id,
                "second_hand": one.second_hand,
                # Offsets count in the source, as those of candidates do.
                "start": one.passage.start + one.start if one.passage else 0,
                "end": one.passage.start + one.end if one.passage else 0,
                "words": one.passage.text[one.start : one.end] if one.passage else "",
                "passage": one.passage.text if one.passage else "",
                "discrepancies": [mark.sentence for mark in one.discrepancies],
            }
            for one in matches.attributed
        ],
        "quotations": [
            {
                "words": one.words,
                "finding": one.finding.value,
                "sentence": one.sentence,
                "source_id": one.source_id,
                "start": one.start,
                "end": one.end,
                "found": one.found,
                "changes": [list(change) for change in one.changes],
                "speakers": list(one.speakers),
            }
            for one in matches.quotations
        ],
    }


def _candidate(claim: Claim, one: Candidate) -> dict[str, Any]:
    from sources.matching.terms import terms_of  # the splitting commands need no word of matching

    terms = terms_of(claim.text, [(one.passage.text, one.source.published)], claim.event_days)
    return {
        "rank": one.rank,
        "similarity": one.similarity,
        "attributed_as": one.attributed_as,
        "linked": one.linked,
        "source_id": one.source.id,
        "publisher": one.source.publisher,
        "title": one.source.title,
        "url": one.source.url,
        "published": one.source.published.isoformat() if one.source.published else None,
        "start": one.passage.start,
        "end": one.passage.end,
        "text": one.passage.text,
        "model_id": one.model_id,
        "found_by": [finder.value for finder in one.found_by],
        "keyword_score": one.keyword_score,
        "score": one.score,
        "cautions": [caution.value for caution in one.cautions],
        "marks": [
            # As `sources compare` prints them: offsets count in the candidate's text.
            {
                "kind": mark.kind.value,
                "claim": mark.claim_words,
                "passage": mark.passage_words,
                "offsets": [mark.start, mark.end],
            }
            for mark in one.discrepancies
        ],
        "open_terms": [term.text for term in open_terms(terms)],
    }
