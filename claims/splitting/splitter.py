"""Article to claims, by rules."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

from claims.article import Article, BlockKind, Span
from claims.claim import Attribution, Claim, Places, claim_id
from claims.splitting.sentences import sentence_spans

Progress = Callable[[int, int], None]


class Splitter(Protocol):
    """Whatever turns an article into claims."""

    def split(self, article: Article) -> list[Claim]:
        """Return the claims of ``article`` in its order."""
        ...


class RuleSplitter:
    """Splits by rules, offline; the same article always gives the same claims."""

    def __init__(self, progress: Progress | None = None) -> None:
        self._progress = progress

    def split(self, article: Article) -> list[Claim]:
        """Return the claims of ``article`` in its order."""
        places = Places(article.text)
        claims: list[Claim] = []
        for block in article.blocks:
            if block.kind is not BlockKind.BODY:
                continue
            for span in sentence_spans(article.text, block.span):
                claims.append(_whole(article, places, span, len(claims) + 1))
        return claims


def _whole(article: Article, places: Places, span: Span, order: int) -> Claim:
    text = re.sub(r"\s+", " ", span.of(article.text))
    attributions: tuple[Attribution, ...] = ()
    match = re.search(r",? according to ((?:the )?[A-Z][\w'’.]*(?: [A-Z][\w'’.]*)*)\.?$", text)
    if match:
        attributions = (Attribution(match.group(1).rstrip("."), "according to"),)
        text = text[: match.start()] + "."
    return Claim(
        id=claim_id(article.id, places, span, text),
        article_id=article.id,
        order=order,
        text=text,
        first_text=text,
        span=span,
        sentence=span,
        attributions=attributions,
        rules=("sentence",),
    )
