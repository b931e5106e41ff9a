"""The checked draft: the article as a Word document, with a comment for each claim on its words."""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from claims.article import Article, BlockKind
from claims.claim import Claim
from claims.report.signs import ANSWERS, STATES
from claims.review.judgement import Judgement, Pin
from claims.review.verdict import NOT_REVIEWED, Question
from sources.language.span import Span
from sources.reading import WordComment
from sources.untrusted import for_xml

_NOBODY = "Claim workbench"  # whose comments on claims are that nobody reviewed
_INITIALS = 3


@dataclass(frozen=True, slots=True)
class PlainDocument:
    """A Word document made of an article that came in otherwise.

    Attributes:
        text: What is read from it.
        spans: The article's paragraphs in it, with where each begins in ``text``.
    """

    data: bytes
    text: str
    spans: tuple[tuple[Span, int], ...]

    def place(self, span: Span) -> Span:
        """Return where words of the article are in the text of the document."""
        return Span(self._offset(span.start), self._offset(span.end - 1) + 1)

    def _offset(self, at: int) -> int:
        number = bisect_right(self.spans, at, key=lambda entry: entry[0].start) - 1
        span, start = self.spans[max(0, number)]
        return start + min(max(at, span.start), span.end - 1) - span.start


def comments(
    article: Article,
    claims: Iterable[Claim],
    standing: Iterable[Judgement],
    *,
    since: Mapping[str, str] | None = None,
    unreviewed: bool = False,
) -> list[WordComment]:
    """Return one comment for each claim that somebody decided, on the article's words behind it.

    Args:
        article: Whose claims they are.
        claims: Those taken out have no comment.
        standing: What stands on any of the two questions, by anybody.
        since: Source id to what happened to that source after it was pinned, in a word.
        unreviewed: Claims that nobody reviewed have a comment that says so.
    """
    decided: dict[str, list[Judgement]] = {}
    for judgement in standing:
        decided.setdefault(judgement.claim_id, []).append(judgement)
    found = []
    for claim in claims:
        judgements = decided.get(claim.id, [])
        if not claim.removed and (judgements or unreviewed):
            found.append(_comment(article, claim, judgements, since or {}))
    return found


def plain_document(article: Article) -> PlainDocument:
    """Return an article as a Word document with its headline and its paragraphs."""
    import docx

    document = docx.Document()
    document.core_properties.title = _in_word(article.title)
    parts: list[str] = []
    spans: list[tuple[Span, int]] = []
    start = 0
    for span, kind in _paragraphs(article):
        words = _in_word(span.of(article.text))
        document.add_paragraph(words, style="Title" if kind is BlockKind.HEADLINE and not parts else None)
        parts.append(words)
        spans.append((span, start))
        start += len(words) + len("\n\n")
    out = io.BytesIO()
    document.save(out)
    return PlainDocument(out.getvalue(), "\n\n".join(parts), tuple(spans))


def _paragraphs(article: Article) -> list[tuple[Span, BlockKind]]:
    """Return the article's blocks, those of one line together, without the blanks at their ends."""
    found: list[tuple[Span, BlockKind]] = []
    for block in article.blocks:
        words = block.span.of(article.text)
        start = block.span.start + len(words) - len(words.lstrip())
        span = Span(start, max(start, block.span.start + len(words.rstrip())))
        if span.start == span.end:
            continue
        if found and "\n" not in (between := article.text[found[-1][0].end : span.start]) and "\r" not in between:
            found[-1] = (Span(found[-1][0].start, span.end), found[-1][1])
        else:
            found.append((span, block.kind))
    return found


def _in_word(words: str) -> str:
    """Return words as a paragraph has them; a carriage return ends no line of its own."""
    return for_xml(words).replace("\r", " ")


def _comment(
    article: Article, claim: Claim, judgements: Sequence[Judgement], since: Mapping[str, str]
) -> WordComment:
    by_reviewer: dict[str, list[Judgement]] = {}
    for judgement in sorted(judgements, key=lambda one: one.sequence):
        by_reviewer.setdefault(judgement.reviewer, []).append(judgement)
    lines: list[str] = []
    for name, own in by_reviewer.items():
        lines += _decided(name, own, since)
    if not judgements:
        lines.append(f"○ {NOT_REVIEWED.capitalize()}")
    if claim.text.strip(" .").casefold() != claim.span.of(article.text).strip(" .").casefold():
        lines.insert(1, f"Claim {claim.order}: {claim.text}")
    if claim.unresolved:
        lines.append(f"The article leaves open: {_quoted(claim.unresolved)}")
    last = max((one.decided_at for one in judgements), default=None)
    author = ", ".join(by_reviewer) or _NOBODY
    initials = "".join(word[0] for word in author.replace(",", " ").split())[:_INITIALS].upper()
    written_at = last.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if last else ""
    paragraphs = tuple(part for line in lines for part in line.splitlines())
    return WordComment(claim.span.start, claim.span.end, paragraphs, author, initials, written_at)


def _decided(reviewer: str, judgements: Sequence[Judgement], since: Mapping[str, str]) -> list[str]:
    """Return what one reviewer decided on a claim."""
    so = next((one for one in judgements if one.question is Question.IS_IT_SO), None)
    lines = []
    if so is not None:
        reason = f": {so.reason}" if so.reason else ""
        lines.append(f"{STATES[so.value].sign} {so.value.capitalize()}{reason}")
    lines += [
        f"Did {one.named_source} say it? {ANSWERS[one.value].sign} {one.value.capitalize()}"
        for one in judgements
        if one.question is Question.DID_THEY_SAY_IT
    ]
    last = so or judgements[-1]
    if last.note:
        lines.append(f"Note: {last.note}")
    if last.shown.open_terms:
        lines.append(f"Open beside the evidence: {_quoted(last.shown.open_terms)}")
    lines += [f"Evidence: {_cited(pin, since.get(pin.source_id, ''))}" for pin in last.pins]
    return [*lines, f"{reviewer}, {_moment(last.decided_at)}"]


def _cited(pin: Pin, since: str) -> str:
    published = f"{pin.published.day} {pin.published:%B %Y}" if pin.published else "no date"
    title = f"“{pin.title}”" if pin.title else ""
    found = f"found in {pin.found_in}" if pin.found_in else ""
    where = ", ".join(filter(None, (pin.publisher or "no publisher", title, published, pin.place, found)))
    now = f" [the source is {since} since]" if since and since != "unchanged" else ""
    address = f" {pin.url}" if pin.url else ""
    address += f" archived copy: {pin.archived}" if pin.archived else ""
    return f"{where}: “{' '.join(pin.excerpt.split())}”{now}{address}"


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def _moment(when: datetime) -> str:
    utc = when.astimezone(UTC)
    return f"{utc.day} {utc:%B %Y, %H:%M} UTC"
