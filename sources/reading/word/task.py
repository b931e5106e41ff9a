"""Comments to write into a Word file, and how they cross to the sandbox with it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

FILE_MARK = b"PK"
"""What a Word file begins with, and a refusal in JSON does not."""

_LENGTH_BYTES = 8


@dataclass(frozen=True, slots=True)
class WordComment:
    """A comment to write.

    Attributes:
        start, end: Half-open offsets of its words in the text of the document.
        paragraphs: What it says.
        author: Who says it, with ``initials``.
        written_at: When, as ISO 8601 in UTC to the second; empty where nobody knows.
    """

    start: int
    end: int
    paragraphs: tuple[str, ...]
    author: str
    initials: str = ""
    written_at: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A file, what was read from it, and the comments to write into it."""

    data: bytes
    text: str
    comments: tuple[WordComment, ...]


def task_to_wire(data: bytes, text: str, comments: Sequence[WordComment]) -> bytes:
    """Return a task as bytes: the length of the JSON, the JSON, the file."""
    head = json.dumps({"text": text, "comments": [asdict(comment) for comment in comments]}).encode("ascii")
    return len(head).to_bytes(_LENGTH_BYTES) + head + data


def task_from_wire(wire: bytes) -> Task:
    """Return what `task_to_wire` was given."""
    end = _LENGTH_BYTES + int.from_bytes(wire[:_LENGTH_BYTES])
    head = json.loads(wire[_LENGTH_BYTES:end])
    comments = (WordComment(**{**one, "paragraphs": tuple(one["paragraphs"])}) for one in head["comments"])
    return Task(wire[end:], head["text"], tuple(comments))
