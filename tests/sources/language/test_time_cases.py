from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from claims.splitting import Direction, find_times

CASES = Path(__file__).parents[2] / "cases" / "time"


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def check(case: dict[str, Any]) -> None:
    published = date.fromisoformat(case["published"]) if case["published"] else None
    direction = Direction(case.get("direction", "unknown"))
    found = find_times(case["text"], published=published, direction=direction)
    told = [
        [time.text, time.start and time.start.isoformat(), time.end and time.end.isoformat(), time.of.value]
        for time in found
    ]
    assert told == case["times"]
    for time in found:
        assert time.span is not None
        assert time.span.of(case["text"]) == time.text


@pytest.mark.parametrize("case", rows("written"), ids=lambda case: case["text"])
def test_written_expressions_resolve_as_the_guidelines_say(case: dict[str, Any]) -> None:
    check(case)


@pytest.mark.parametrize("case", rows("in_the_wild"), ids=lambda case: case["text"])
def test_constructions_of_real_articles_resolve(case: dict[str, Any]) -> None:
    check(case)


@pytest.mark.parametrize("case", rows("negative"), ids=lambda case: case["text"])
def test_what_only_looks_like_a_time_is_left_alone(case: dict[str, Any]) -> None:
    check(case)


@pytest.mark.parametrize("case", rows("known_failures"), ids=lambda case: case["text"])
@pytest.mark.xfail(strict=True, raises=AssertionError, reason="known failure; promote it when it is mended")
def test_known_failures_still_fail(case: dict[str, Any]) -> None:
    check(case)
