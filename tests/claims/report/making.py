"""One article with three claims, as the tests of reporting see it."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pandas as pd

from claims.article import Article, Block, BlockKind
from claims.claim import Claim
from claims.report.verdict_csv import Reviewed
from claims.review.judgement import Judgement
from sources.language.span import Span
from tests.claims.review.making import ARTICLE, a_claim

TEXT = ".".join(f"{number:03}" + "x" * 96 for number in range(10))


def an_article(**changes: Any) -> Article:
    given: dict[str, Any] = {
        "id": ARTICLE,
        "text": TEXT,
        "title": "Ships wait",
        "published": date(2024, 5, 3),
        "published_span": None,
        "blocks": (Block(Span(0, len(TEXT)), BlockKind.BODY),),
    }
    return Article(**(given | changes))


def reviewed(*standing: Judgement, claims: list[Claim] | None = None, **changes: Any) -> Reviewed:
    article = changes.pop("article", an_article())
    return Reviewed(article, claims or [a_claim(1), a_claim(2), a_claim(3)], standing, **changes)


def frame(data: bytes) -> pd.DataFrame:
    """Read a plain file as the README says."""
    return pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False)
