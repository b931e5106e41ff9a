"""Values that the tests of reviewing start from."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from claims.claim import Attribution, Claim
from claims.review.judgement import Act, Judgement, Pin
from claims.review.verdict import Question
from sources.language.span import Span
from sources.source import Origin, OriginKind, OriginLink

NOON = datetime(2024, 5, 3, 12, 0, 0, tzinfo=UTC)
ARTICLE = "art-000000000001"

PIN = Pin(
    "src-1",
    10,
    30,
    "Pilot Weekly",
    "Ships wait",
    "https://h.example/1",
    date(2024, 5, 2),
    "62 ships waited.",
    0.83,
    "page 3",
)

ORIGIN = Origin(
    "src-0",
    "Harbour Wire",
    ("src-1", "src-2"),
    (
        OriginLink("src-1", "src-0", OriginKind.NEAR_COPY, "94 % of its own words stand in Harbour Wire."),
        OriginLink("src-2", "src-1", OriginKind.COPY, "Word for word the same as Pilot Weekly, Thu 2 May 2024."),
    ),
)


def a_claim(number: int = 1, **changes: Any) -> Claim:
    start = number * 100
    claim = Claim(
        id=f"clm-{number:012d}",
        article_id=ARTICLE,
        order=number,
        text=f"{number} ships were delayed.",
        first_text=f"{number} ships were delayed.",
        span=Span(start, start + 20),
        sentence=Span(start, start + 40),
        attributions=(Attribution("Pilot Weekly", "according to", Span(start + 21, start + 40)),),
    )
    return replace(claim, **changes)


def a_pin(claim: Claim) -> Pin:
    """Return a pin of a passage that says the claim word for word: it leaves nothing open."""
    return replace(PIN, excerpt=claim.text)


def an_act(claim: Claim, value: str = "verified", **changes: Any) -> Act:
    """Return an act whose evidence leaves nothing open, so that no question has to be answered."""
    act = Act(
        article_id=claim.article_id,
        claim_id=claim.id,
        claim_version=claim.version,
        question=Question.IS_IT_SO,
        named_source="",
        reviewer="Ada",
        value=value,
        reason="no source" if value == "unclear" else "",
        note="",
        pins=() if value == "unclear" else (a_pin(claim),),
        request_id=f"{claim.id}-{value}",
    )
    return replace(act, **changes)


def a_judgement(claim: Claim, sequence: int, value: str = "verified", **changes: Any) -> Judgement:
    given = {name: changes.pop(name) for name in ("undoes",) if name in changes}
    when = changes.pop("decided_at", NOON + timedelta(seconds=sequence))
    act = an_act(claim, value or "verified", **{"request_id": f"r{sequence}", **changes})
    return Judgement.of(replace(act, value=value), sequence=sequence, decided_at=when, **given)
