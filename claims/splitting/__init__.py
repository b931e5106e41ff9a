"""Article to claims: structure, sentences, clauses, attribution, references, time, checkability, outline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.splitting.description import Description, describe, describe_claim
from claims.splitting.outline import OutlineSpan, OutlineStatus, outline
from claims.splitting.splitter import Progress, RuleSplitter, Splitter
from claims.splitting.structure.article_reader import NothingToSplit, read_article
from sources.language.parsing.parser import ParserError, load_parser, parser_ready
from sources.language.times.finding import find_times
from sources.language.times.words import Direction

if TYPE_CHECKING:
    from claims.article import Article
    from claims.claim import Claim

__all__ = [
    "Description",
    "Direction",
    "NothingToSplit",
    "OutlineSpan",
    "OutlineStatus",
    "ParserError",
    "Progress",
    "RuleSplitter",
    "Splitter",
    "describe",
    "describe_claim",
    "find_times",
    "load_parser",
    "outline",
    "parser_ready",
    "read_article",
    "split",
]


def split(article: Article, progress: Progress | None = None) -> list[Claim]:
    """Return the claims of ``article`` in its order, numbered from 1; only body text is split.

    Args:
        article: What was read and structured before.
        progress: Called with the characters done and the characters in all, after each part.
    """
    return RuleSplitter(progress).split(article)
