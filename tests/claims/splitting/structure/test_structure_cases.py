from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from claims.splitting import read_article
from sources.source import Document

CASES = Path(__file__).parents[3] / "cases" / "structure"


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def check(case: dict[str, Any]) -> None:
    text = case["text"]
    article = read_article(Document(text=text, kind="txt", title=case.get("title", "")))
    assert [[block.span.of(text), block.kind.value, block.reason] for block in article.blocks] == case["blocks"]
    assert (article.published and article.published.isoformat()) == case["published"]
    assert (article.published_span.of(text) if article.published_span else "") == case["date_words"]


@pytest.mark.parametrize("case", rows("written"), ids=lambda case: case["name"])
def test_parts_of_an_article_are_told_apart(case: dict[str, Any]) -> None:
    check(case)


@pytest.mark.parametrize("case", rows("in_the_wild"), ids=lambda case: case["name"])
def test_parts_as_real_articles_have_them_are_told_apart(case: dict[str, Any]) -> None:
    check(case)


@pytest.mark.parametrize("case", rows("negative"), ids=lambda case: case["name"])
def test_body_text_that_looks_like_furniture_stays_body(case: dict[str, Any]) -> None:
    check(case)


@pytest.mark.parametrize("case", rows("known_failures"), ids=lambda case: case["name"])
@pytest.mark.xfail(strict=True, raises=AssertionError, reason="known failure; promote it when it is mended")
def test_known_failures_still_fail(case: dict[str, Any]) -> None:
    check(case)
