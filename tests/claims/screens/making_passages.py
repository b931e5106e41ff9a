"""Candidates as the matcher gives them, made by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sources.source import (
    Candidate,
    Discrepancy,
    DiscrepancyKind,
    Finder,
    Matches,
    Origin,
    OriginKind,
    OriginLink,
    Passage,
    Source,
)

TEXT = "38 of the hangers are cracked, two people said on Wednesday."
DIFFERS = (Discrepancy(DiscrepancyKind.NUMBER, "52", "38", 0, 2, "here 38, claim 52"),)


def candidate(
    source: str,
    ordinal: int = 0,
    rank: int = 1,
    *,
    attributed: str = "",
    differs: bool = False,
    found_by: tuple[Finder, ...] = (Finder.MEANING,),
    text: str = TEXT,
) -> Candidate:
    """Return a passage of the source ``src-NAME``, published by NAME."""
    held = Source(
        f"src-{source}", text, "txt", "", f"Report of {source}", source, "", date(2026, 5, 13), "", "",
        datetime(2026, 5, 14, tzinfo=UTC),
    )  # fmt: skip
    passage = Passage(held.id, ordinal, 0, len(text), text)
    return Candidate(
        held, passage, 0.9 - rank / 100, rank, attributed, ((10, 17),), "model", DIFFERS if differs else (),
        found_by=found_by,
    )  # fmt: skip


def matches(*candidates: Candidate, origins: tuple[tuple[str, ...], ...] = ()) -> Matches:
    """Return candidates with the origins given as names of sources; those not named stand for themselves."""
    return Matches(candidates, (), origins=tuple(origin(*names) for names in origins))


def origin(first: str, *copies: str) -> Origin:
    """Return the origin ``src-FIRST`` with sources that copied it."""
    return Origin(
        f"src-{first}",
        first,
        (f"src-{first}", *[f"src-{name}" for name in copies]),
        tuple(
            OriginLink(f"src-{name}", f"src-{first}", OriginKind.NEAR_COPY, f"Prints most of {first}.")
            for name in copies
        ),
    )
