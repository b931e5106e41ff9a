"""What the name of a source stands for: who can be looked up, a person, or nobody by name."""

from __future__ import annotations

import pytest

from claims.claim import SourceSort
from claims.splitting import split
from tests.claims.splitting.test_claims_cases import article_of


def sort_of(text: str) -> dict[str, SourceSort]:
    return {one.source: one.sort for claim in split(article_of(text)) for one in claim.attributions}


@pytest.mark.model
@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("the Harbour Office", "Harbour Office"),
        ("Copper Lines", "Copper Lines"),
        ("the Brenn Morning Post", "Brenn Morning Post"),
        ("Coast news agency", "Coast news agency"),
        ("the Treasury", "the Treasury"),
        ("KNT", "KNT"),
    ],
)
def test_a_named_organisation_publication_or_agency_can_be_looked_up(source: str, told: str) -> None:
    assert sort_of(f"The lock is unsafe, according to {source}.") == {told: SourceSort.PUBLISHER}


@pytest.mark.model
@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("Helen Marsh", "Helen Marsh"),
        ("Professor Holm", "Professor Holm"),
        ("Tom Lee, MP", "Tom Lee, MP"),
        ("the port's director, Tom Lee", "Tom Lee"),
    ],
)
def test_a_person_is_told_from_them(source: str, told: str) -> None:
    assert sort_of(f"The lock is unsafe, according to {source}.") == {told: SourceSort.PERSON}


@pytest.mark.model
@pytest.mark.parametrize("source", ["a new report", "officials", "the office", "the Office", "a Norlandic newspaper"])
def test_what_somebody_is_or_what_something_is_names_nobody(source: str) -> None:
    assert sort_of(f"The lock is unsafe, according to {source}.") == {source: SourceSort.OTHER}
