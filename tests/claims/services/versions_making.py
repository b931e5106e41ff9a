"""An article in several versions: a sentence for each line, and one claim for each sentence."""

from __future__ import annotations

from typing import cast

from claims.article import Article, Block, BlockKind
from claims.claim import Claim, Places, claim_id
from claims.language_model import LanguageModelSplitter, SplitReport
from claims.services.article_versions import NextVersion
from claims.workbench import Workbench
from sources.identity import digest
from sources.language.span import Span

FIRST = ("Ana Ruiz won 62 votes.", "She thanked the board.", "The port has 9 cranes.", "A pier burned.")
SECOND = ("Ana Ruiz won 63 votes.", "She thanked the board.", "A ferry sank.", "The port has 9 cranes.")
"""The first claim changed, the second and third were carried, one is new, and the last is gone."""


class LineSplitter:
    """Makes one claim of each line; in the place of the rules, which need their model."""

    def __init__(self, report: SplitReport | None = None) -> None:
        self.report = report

    def split(self, article: Article) -> list[Claim]:
        places = Places(article.text)
        return [
            Claim(
                id=claim_id(article.id, places, block.span, block.span.of(article.text)),
                article_id=article.id,
                order=order,
                text=block.span.of(article.text),
                first_text=block.span.of(article.text),
                span=block.span,
                sentence=block.span,
            )
            for order, block in enumerate(article.blocks, 1)
        ]


BY_LINE = cast("LanguageModelSplitter", LineSplitter())


def by_model(report: SplitReport) -> LanguageModelSplitter:
    """Return what splits by line and says that a language model did this."""
    return cast("LanguageModelSplitter", LineSplitter(report))


def an_article(lines: tuple[str, ...]) -> Article:
    text = "\n".join(lines)
    blocks, start = [], 0
    for line in lines:
        blocks.append(Block(Span(start, start + len(line)), BlockKind.BODY))
        start += len(line) + 1
    return Article(f"art-{digest(text)}", text, "Votes", None, None, tuple(blocks), name="votes.txt")


def add(workbench: Workbench, lines: tuple[str, ...] = FIRST) -> str:
    return workbench.articles.add(an_article(lines), splitter=BY_LINE).article_id


def prepared(workbench: Workbench, article_id: str, lines: tuple[str, ...] = SECOND) -> NextVersion:
    return workbench.articles.versions.prepare(article_id, an_article(lines), splitter=BY_LINE)


def bring_in(workbench: Workbench, article_id: str, lines: tuple[str, ...] = SECOND, request_id: str = "v") -> int:
    version = prepared(workbench, article_id, lines)
    return workbench.articles.versions.save(version, reviewer="Bea", request_id=request_id)
