"""Small articles and claims for the tests of the pages."""

from __future__ import annotations

from datetime import UTC, date, datetime

from claims.article import Article, Block, BlockKind
from claims.claim import Attribution, Claim, ClaimKind
from claims.review.judgement import Judgement, Shown
from claims.review.verdict import Question
from claims.screens.review.view import View
from claims.splitting import outline
from sources.language.span import Span

NOON = datetime(2026, 5, 14, 12, 0, tzinfo=UTC)


def article(*paragraphs: str) -> Article:
    """Return an article whose first paragraph is a headline and whose others are body text."""
    text = "\n\n".join(paragraphs)
    blocks, start = [], 0
    for place, paragraph in enumerate(paragraphs):
        kind = BlockKind.HEADLINE if place == 0 else BlockKind.BODY
        blocks.append(Block(Span(start, start + len(paragraph)), kind, "headline" if place == 0 else ""))
        start += len(paragraph) + 2
    return Article("art-sample", text, paragraphs[0], date(2026, 5, 14), None, tuple(blocks))


def claim(owner: Article, quote: str, number: int, **fields: object) -> Claim:
    """Return the claim that says ``quote`` in the article's own words."""
    start = owner.text.index(quote)
    span = Span(start, start + len(quote))
    made = Claim(f"clm-{number:012d}", owner.id, number, quote, quote, span, span)
    from dataclasses import replace

    return replace(made, **fields)  # type: ignore[arg-type]


def judged(about: Claim, value: str, *, reviewer: str = "Ada", sequence: int = 1) -> Judgement:
    """Return a standing judgement on "is it so"."""
    return Judgement(
        about.article_id, about.id, about.version, Question.IS_IT_SO, "", reviewer, value, "", "seen", (),
        f"request-{sequence}", Shown(), sequence, NOON,
    )  # fmt: skip


def view(owner: Article, claims: list[Claim], focus: Claim | None = None, **fields: object) -> View:
    """Return what the page would show for these claims."""
    from dataclasses import replace

    made = View(
        owner, tuple(claims), tuple(outline(owner, claims)), {}, {}, (), "Ada", tuple(claims), focus, strayed=False
    )
    return replace(made, **fields)  # type: ignore[arg-type]


SAYS = (Attribution("Northgate Wire", "according to"),)
OPINION = ClaimKind.OPINION
