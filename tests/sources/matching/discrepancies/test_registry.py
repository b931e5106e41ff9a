"""A kind of difference is added from outside of the package: a check, registered, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sources.matching.discrepancies import discrepancies
from sources.matching.discrepancies.marks import Mark
from sources.matching.discrepancies.registry import CHECKS, Claim, Passage, registered
from sources.matching.discrepancies.sentences import Sentence
from sources.source import DiscrepancyKind

WOOD = DiscrepancyKind("wood")
WOODS = {"oak", "birch", "pine"}


def places(words: Sentence) -> dict[str, int]:
    return {token.low: at for at, token in enumerate(words.tokens) if token.low in WOODS}


def wood_check(claim: Claim, passage: Passage) -> list[Mark]:
    ours, theirs = places(claim.sentence), places(passage.aligned[0].sentence)
    sentence = passage.aligned[0].sentence
    return [
        Mark.of(WOOD, claim.sentence, (at, at), sentence, (other, other))
        for wood, at in ours.items()
        for found, other in theirs.items()
        if found != wood
    ]


@pytest.fixture
def with_woods() -> Iterator[None]:
    registered(WOOD)(wood_check)
    yield
    del CHECKS[WOOD]


@pytest.mark.usefixtures("with_woods")
def test_a_check_from_outside_marks_beside_the_others() -> None:
    found = discrepancies("The ferry has 12 oak boats.", "The ferry has 14 pine boats.")
    assert [(mark.kind.value, mark.claim_words, mark.passage_words) for mark in found] == [
        ("number", "12", "14"),
        ("wood", "oak", "pine"),
    ]


def test_without_it_nothing_is_marked_of_its_kind() -> None:
    assert discrepancies("The ferry has oak boats.", "The ferry has pine boats.") == ()


@pytest.mark.usefixtures("with_woods")
def test_a_kind_has_one_check() -> None:
    with pytest.raises(ValueError, match="wood"):
        registered(WOOD)(wood_check)


def test_every_kind_that_the_product_knows_has_its_check() -> None:
    known = {"number", "date", "name", "role", "negation", "direction", "hedge", "quantifier"}
    assert {kind.value for kind in CHECKS} == known
