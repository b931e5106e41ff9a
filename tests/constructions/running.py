"""Splits generated sentences, each as an article of its own, and judges the claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from claims.article import Article, Block, BlockKind
from claims.claim import Claim
from claims.splitting import split
from sources.language.span import Span
from tests.constructions.judge import Judgement, claim_of, judge
from tests.constructions.templates import Sentence

# A Friday; the days that templates expect count from it.
PUBLISHED = date(2024, 5, 3)

Split = Callable[[Article], list[Claim]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence with the judgement of its claims."""

    sentence: Sentence
    judgement: Judgement


def article_of(text: str) -> Article:
    """Return an article whose whole text is body."""
    return Article("art-construction", text, "", PUBLISHED, None, (Block(Span(0, len(text)), BlockKind.BODY),))


def whole(article: Article) -> list[Claim]:
    """Return the whole text as one claim: what a splitter that does nothing gives, as a control."""
    return [claim_of(article.text)]


def judged(sentences: Iterable[Sentence], splitter: Split = split) -> list[Judged]:
    """Split each sentence and judge its claims."""
    return [Judged(sentence, judge(sentence, splitter(article_of(sentence.text)))) for sentence in sentences]


def by_construction(results: Iterable[Judged]) -> dict[str, list[Judged]]:
    """Return the results of each construction, by its name."""
    sorted_out: defaultdict[str, list[Judged]] = defaultdict(list)
    for result in results:
        sorted_out[result.sentence.template.construction].append(result)
    return dict(sorted(sorted_out.items()))


def share_right(results: list[Judged]) -> float:
    """Return the share of right sentences, in per cent."""
    return 100 * sum(result.judgement.right for result in results) / len(results)
