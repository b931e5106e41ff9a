"""An article: its unaltered text, and which stretches of it are what."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sources.identity import digest
from sources.language.span import Span
from sources.note import Note


class BlockKind(StrEnum):
    """What a stretch of the article is. Only ``BODY`` is split into claims; nothing is thrown away."""

    BODY = "body"
    HEADLINE = "headline"
    BYLINE = "byline"
    DATELINE = "dateline"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the article with its kind; blocks stand in order and never overlap.

    Attributes:
        reason: The words shown in the margin, such as "subscription line"; empty for body text.
    """

    span: Span
    kind: BlockKind
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it is split and reviewed.

    Attributes:
        id: ``art-`` and a digest of the text.
        text: The unaltered text after cleaning; every offset counts in it.
        title: The headline, or the first words of the body where there is none.
        published: The article's date, on which relative dates depend; None where it is not known.
        published_span: Where the date was read; None where a person gave it or nobody knows it.
        blocks: In order, without overlap, covering everything but white space.
        notices: Sentences a person should see, such as the warning for a text that is not English.
        notes: What the writer noted beside the text, in its order; note 3 is the third of them.
        original: The file as it came in, where comments can go back into it, until the article is stored; the store
            keeps it apart, and a stored article has none here.
    """

    id: str
    text: str
    title: str
    published: date | None
    published_span: Span | None
    blocks: tuple[Block, ...]
    kind: str = "txt"
    name: str = ""
    notices: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    original: bytes = field(default=b"", repr=False, compare=False)


def text_id(text: str) -> str:
    """Return the id of an article with this text: ``art-`` and a digest of it."""
    return "art-" + digest(text)
