"""A document as read to an article: which stretch is headline, byline, date, caption, boilerplate or body."""

from __future__ import annotations

import re
from datetime import date

from claims.article import Article, Block, BlockKind, text_id
from claims.splitting.segments.speeches import cut_out
from claims.splitting.structure.boilerplate import plain
from claims.splitting.structure.dateline import dateline_end
from claims.splitting.structure.english import NOT_ENGLISH, looks_english
from claims.splitting.structure.labelling import Piece, label_all
from claims.splitting.structure.paragraphs import paragraphs
from sources.language.span import Span
from sources.language.times import article_date
from sources.language.times.article_date import WrittenDate
from sources.source import Document

_TITLE_WORDS = 12  # of an article without a headline


class NothingToSplit(ValueError):  # noqa: N818 - named for what a person is told, not for the mechanism
    """The text holds no word at all."""


def read_article(document: Document, *, published: date | None = None) -> Article:
    """Recognise the parts of a document and its date.

    Args:
        document: As the reading rooms give it; its text is kept unaltered.
        published: The article's date as a person gave it. It wins over the text, the text over the document.

    Returns:
        The article; its blocks cover everything but white space, in order and without overlap.

    Raises:
        NothingToSplit: If the text holds no letter and no digit.
    """
    text = document.text
    if not re.search(r"[^\W_]", text):
        raise NothingToSplit(
            "There is nothing to split: the text is empty. Paste the article's text or choose another file."
        )
    pieces = label_all([Piece(span, span.of(text)) for span in paragraphs(text)], document.title)
    blocks = cut_out(text, _blocks(pieces))
    dates = _dates(blocks, text)
    day, place = _first(dates)
    return Article(
        id=text_id(text),
        text=text,
        title=_title(document.title, blocks, text),
        published=published or day or document.published,
        published_span=place if published is None else None,
        blocks=blocks,
        kind=document.kind,
        name=document.name,
        notices=(
            *document.notices,
            *_notices(blocks, text, dates, known=bool(published or day or document.published)),
        ),
        notes=document.notes,
        original=document.original,
    )


def _blocks(pieces: list[Piece]) -> tuple[Block, ...]:
    """Return the blocks of labelled pieces; a dateline before body text becomes a block of its own."""
    blocks: list[Block] = []
    first = True
    for piece in pieces:
        start = piece.span.start
        if piece.label is not None:
            blocks.append(Block(piece.span, piece.label.kind, piece.label.reason))
            first = first or piece.label.reason == "headline"
            continue
        length = dateline_end(piece.text, first=first)
        if length:
            blocks.append(Block(Span(start, start + length), BlockKind.DATELINE, "dateline"))
            start += length + len(piece.text[length:]) - len(piece.text[length:].lstrip())
        blocks.append(Block(Span(start, piece.span.end), BlockKind.BODY))
        first = False
    return tuple(blocks)


def _dates(blocks: tuple[Block, ...], text: str) -> list[tuple[WrittenDate, Span]]:
    """Return the full dates in date lines, bylines and datelines with their places."""
    return [
        (written, Span(block.span.start + written.start, block.span.start + written.end))
        for block in blocks
        if block.kind in {BlockKind.DATELINE, BlockKind.BYLINE}
        for written in article_date.dates_in(block.span.of(text))
    ]


def _first(dates: list[tuple[WrittenDate, Span]]) -> tuple[date, Span] | tuple[None, None]:
    """Return the first date that is not the day of an update, else the first."""
    readable = [(written.day, place, written.updated) for written, place in dates if written.day is not None]
    readable.sort(key=lambda entry: entry[2])
    return readable[0][:2] if readable else (None, None)


def _title(given: str, blocks: tuple[Block, ...], text: str) -> str:
    """Return the document's title, the headline, or the first words of the body."""
    if given.strip():
        return given.strip()
    for block in blocks:
        if block.kind is BlockKind.HEADLINE and block.reason == "headline":
            return plain(block.span.of(text))
    source = next((block for block in blocks if block.kind is BlockKind.BODY), blocks[0])
    words = source.span.of(text)[:400].split()
    return " ".join(words[:_TITLE_WORDS]) + (" …" if len(words) > _TITLE_WORDS else "")


def _notices(
    blocks: tuple[Block, ...], text: str, dates: list[tuple[WrittenDate, Span]], *, known: bool
) -> tuple[str, ...]:
    notices: list[str] = []
    body = " ".join(block.span.of(text) for block in blocks if block.kind is BlockKind.BODY)
    if not looks_english(body or text):
        notices.append(NOT_ENGLISH)
    if dates and not known:
        words = dates[0][1].of(text)
        notices.append(
            f"The date “{words}” is not clear. Enter the article's date, so that relative dates can be worked out."
        )
    return tuple(notices)
