"""What governs a statement in its sentence. The cases are data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sources.language.parsing.governing import Footing, read_governing

CASES = Path(__file__).resolve().parents[3] / "cases" / "parsing" / "governing.jsonl"


def read() -> list[dict[str, Any]]:
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", read(), ids=lambda case: str(case["sentence"]))
def test_what_governs_the_statement_is_read_from_the_sentence(case: dict[str, Any]) -> None:
    sentence = case["sentence"]
    places = [(start := sentence.index(word), start + len(word)) for word in case["statement"]]
    found = {one.footing.value for one in read_governing(sentence).over(places)}
    assert found == set(case["footing"])


def test_every_footing_has_a_case() -> None:
    assert {footing for case in read() for footing in case["footing"]} == {one.value for one in Footing}


def test_a_governing_word_is_given_with_its_place() -> None:
    sentence = "The inquiry found no evidence that the mayor took bribes."
    places = [(start := sentence.index(word), start + len(word)) for word in ("mayor", "took", "bribes")]
    (denial,) = read_governing(sentence).over(places)
    assert sentence[denial.start : denial.end] == "no evidence"
