"""Describes a passage of a source: whom it names as its source, its figures and its days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from claims.article import Article, Block, BlockKind
from claims.claim import Claim
from claims.splitting.realisation import left_open
from claims.splitting.splitter import RuleSplitter
from sources.language.span import Span
from sources.language.times.reference import TimeReference


@dataclass(frozen=True, slots=True)
class Description:
    """Sources, figures and days of a passage, each once, in the passage's order.

    Attributes:
        attributed_to: Whom the passage names for what it says.
        figures: The figures, as written, without those of dates.
        dates: The time expressions, with their days where the source's date is known.
    """

    attributed_to: tuple[str, ...]
    figures: tuple[str, ...]
    dates: tuple[TimeReference, ...]


def describe(text: str, published: date | None) -> Description:
    """Read a passage as the splitter reads an article, and return what it names beside its statements.

    Args:
        text: A passage of a few sentences.
        published: The day on which its relative dates depend; None leaves them open.

    Raises:
        ParserError: If the parsing model is missing or damaged.
    """
    body = Block(Span(0, len(text)), BlockKind.BODY)
    passage = Article("", text, "", published, None, (body,))
    claims = RuleSplitter().split(passage)
    return _together(claims, [name for claim in claims for name in claim.attributed_to if not left_open(name)])


def describe_claim(claim: Claim) -> Description:
    """Return the same of a claim, to be read against that of a passage."""
    return _together([claim], claim.attributed_to)


def _together(claims: Sequence[Claim], named: Sequence[str]) -> Description:
    dates = {(time.span, time.text): time for claim in claims for time in claim.dates}
    days = {word.strip("s,.") for time in dates.values() for word in time.text.split()}
    return Description(
        attributed_to=tuple(dict.fromkeys(named)),
        figures=tuple(dict.fromkeys(one for claim in claims for one in claim.numbers if one not in days)),
        dates=tuple(dates.values()),
    )
