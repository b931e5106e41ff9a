"""The rules as cases: what must be marked and on which words, and what is said in other words and must not be."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sources.matching.discrepancies import discrepancies

CASES = Path(__file__).resolve().parents[3] / "cases" / "discrepancies"


def rows(name: str) -> list[Any]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [pytest.param(row, id=f"{row['claim'][:40]} / {row['passage'][:40]}") for row in map(json.loads, lines)]


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def marks(row: dict[str, Any]) -> list[list[str]]:
    found = discrepancies(
        row["claim"],
        row["passage"],
        claim_dates=[(day(first), day(last)) for first, last in row.get("dates", [])],
        passage_published=day(row.get("published")),
    )
    return sorted([mark.kind.value, mark.claim_words, mark.passage_words] for mark in found)


@pytest.mark.parametrize(
    "row", [*rows("written.jsonl"), *rows("paraphrases.jsonl"), *rows("periods.jsonl"), *rows("numbers.jsonl")]
)
def test_exactly_the_words_that_differ_are_marked(row: dict[str, Any]) -> None:
    assert marks(row) == sorted(row["marks"])


@pytest.mark.xfail(
    strict=True, raises=AssertionError, reason="Known failures; one that passes belongs into written.jsonl."
)
@pytest.mark.parametrize("row", rows("known_failures.jsonl"))
def test_known_failures(row: dict[str, Any]) -> None:
    assert marks(row) == sorted(row["marks"])
