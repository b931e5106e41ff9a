"""Says what became of every character of an article: a claim, who said it, or why no claim was made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from claims.article import Article, Block, BlockKind
from claims.claim import Claim
from claims.splitting.classification import reason_of_its_opening
from sources.language.span import Span

_JOINING_WORDS = 4  # "and in the end" joins; more words between claims are words that reached no claim


class OutlineStatus(StrEnum):
    """What a stretch of the article is to the reviewer."""

    CLAIMED = "claimed"
    SAID_BY = "said_by"
    NOT_CHECKABLE = "not_checkable"
    HEADLINE = "headline"
    BYLINE = "byline"
    DATELINE = "dateline"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"
    SPACE = "space"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class OutlineSpan:
    """A stretch of the article, half-open in characters.

    Attributes:
        reason: Margin words: the cue for said_by, why it is not checkable, "subscription line", "no claim found";
            empty for claimed and space.
        claims: Ids of all claims made from these words, in their order; for said_by of those it is said of.
    """

    start: int
    end: int
    status: OutlineStatus
    reason: str = ""
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mark:
    """A claim's words (cue None) or an attribution's words (cue given)."""

    span: Span
    claim: Claim
    cue: str | None = None


def outline(article: Article, claims: Sequence[Claim]) -> list[OutlineSpan]:
    """Return what every character of ``article`` became: in order, without gaps or overlaps, joining to the text.

    Words of an attribution count as said_by also inside a claim; a claim made from the attributing words themselves
    ("said Petra Hallowin, chief engineer": she is chief engineer) counts before them. Words of several claims name
    them all and count as claimed when one of them is checkable. A claim made inside a headline or caption shows
    there; one that only reaches over such a block leaves it what it is. Removed claims do not count.

    Raises:
        ValueError: If a claim's words lie outside the text.
    """
    marks = _marks(claims)
    for mark in marks:
        mark.span.of(article.text)
    edges = {0, len(article.text)}
    for span in (*(block.span for block in article.blocks), *(mark.span for mark in marks)):
        edges |= {span.start, span.end}
    edges |= {edge for claim in claims if not claim.removed for edge in (claim.sentence.start, claim.sentence.end)}
    cuts = sorted(edge for edge in edges if edge <= len(article.text))
    spans: list[OutlineSpan] = []
    active: list[_Mark] = []
    waiting = sorted(marks, key=lambda mark: mark.span, reverse=True)
    blocks = list(reversed(article.blocks))
    for start, end in pairwise(cuts):
        active = [mark for mark in active if mark.span.end > start]
        while waiting and waiting[-1].span.start <= start:
            active.append(waiting.pop())
        while blocks and blocks[-1].span.end <= start:
            blocks.pop()
        block = blocks[-1] if blocks and blocks[-1].span.start <= start else None
        spans += _between(article.text, Span(start, end), block, active)
    return _merged(spans)


def _marks(claims: Sequence[Claim]) -> list[_Mark]:
    kept = sorted((claim for claim in claims if not claim.removed), key=lambda claim: claim.order)
    said = [
        _Mark(attribution.span, claim, attribution.cue)
        for claim in kept
        for attribution in claim.attributions
        if attribution.span is not None
    ]
    marks = [_Mark(claim.span, claim) for claim in kept] + said
    return [mark for mark in marks if mark.span.start < mark.span.end]


def _between(text: str, span: Span, block: Block | None, active: Sequence[_Mark]) -> Iterable[OutlineSpan]:
    """Yield the spans of one stretch that no edge of a block, claim or sentence divides."""
    if block is None:
        return (OutlineSpan(span.start, span.end, OutlineStatus.SPACE),)
    if block.kind is not BlockKind.BODY:
        active = [mark for mark in active if block.span.start <= mark.span.start and mark.span.end <= block.span.end]
    said = sorted((mark for mark in active if mark.cue is not None), key=lambda mark: mark.claim.order)
    inner = [mark for mark in active if mark.cue is None and any(_inside(mark.span, one.span) for one in said)]
    if said and not inner:
        ids = tuple(dict.fromkeys(mark.claim.id for mark in said))
        return (OutlineSpan(span.start, span.end, OutlineStatus.SAID_BY, said[0].cue or "", ids),)
    if active:
        found = sorted((mark.claim for mark in active), key=lambda claim: claim.order)
        ids = tuple(dict.fromkeys(claim.id for claim in found))
        if any(mark.claim.checkable for mark in inner or active):
            return (OutlineSpan(span.start, span.end, OutlineStatus.CLAIMED, "", ids),)
        return (OutlineSpan(span.start, span.end, OutlineStatus.NOT_CHECKABLE, found[0].reason, ids),)
    if block.kind is not BlockKind.BODY:
        return (OutlineSpan(span.start, span.end, OutlineStatus(block.kind.value), block.reason),)
    return _unclaimed(text, span)


def _inside(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end


def _unclaimed(text: str, span: Span) -> Iterable[OutlineSpan]:
    """Yield body words that no claim was made from, the white space around them apart."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    end = span.start + len(words.rstrip())
    if start >= end:
        yield OutlineSpan(span.start, span.end, OutlineStatus.SPACE)
        return
    if span.start < start:
        yield OutlineSpan(span.start, start, OutlineStatus.SPACE)
    yield OutlineSpan(start, end, OutlineStatus.OTHER, _why(text, start, end))
    if end < span.end:
        yield OutlineSpan(end, span.end, OutlineStatus.SPACE)


def _why(text: str, start: int, end: int) -> str:
    words = text[start:end]
    if not re.search(r"\w", words):
        return "punctuation"
    whole = re.search(r"[.!?][\"”’)\]]*$", words) is not None and words[0].isupper()
    if whole and (reason := reason_of_its_opening(words)):
        return reason
    return "joining words" if len(words.split()) <= _JOINING_WORDS and not whole else "no claim found"


def _merged(spans: Iterable[OutlineSpan]) -> list[OutlineSpan]:
    """Return the spans with neighbours that say the same joined into one."""
    result: list[OutlineSpan] = []
    for span in spans:
        last = result[-1] if result else None
        if last and (last.status, last.reason, last.claims) == (span.status, span.reason, span.claims):
            result[-1] = OutlineSpan(last.start, span.end, last.status, last.reason, last.claims)
        else:
            result.append(span)
    return result
