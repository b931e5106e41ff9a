"""Pronouns and short names: replaced where the text leaves one reading, and hardly ever wrongly."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.benchmarks.references import outcomes

pytestmark = pytest.mark.model

# Lowering a floor, or raising the bound on wrong ones, is an explicit act. Measured when set: 0.88, 0 of 46, 2 of 25.
FEWEST_RIGHT = 0.80  # of those that the text decides
MOST_WRONG = 0.02  # of all that were replaced; a wrong name is worse than an open word
MOST_SILENT = 0.10  # of those that the text leaves open: not replaced, and not marked either


def test_references_are_right_where_the_text_decides_and_open_where_it_does_not() -> None:
    counts = Counter(outcome for outcome, *_ in outcomes())
    assert counts["right"] / (counts["right"] + counts["missed"]) >= FEWEST_RIGHT
    assert counts["wrong"] / (counts["right"] + counts["wrong"]) <= MOST_WRONG
    assert counts["silent"] / (counts["open"] + counts["silent"]) <= MOST_SILENT
