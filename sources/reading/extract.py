"""What a format's reader takes out of a file, and how it crosses from the sandbox to the app."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from sources.note import Note, NoteKind
from sources.reading.errors import Refused


@dataclass(frozen=True, slots=True)
class About:
    """What a file says about itself; what it does not say is empty or None."""

    title: str = ""
    publisher: str = ""
    author: str = ""
    published: date | None = None
    url: str = ""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of a file or of an entry in it, with an empty line between paragraphs, and what it says about itself.

    Attributes:
        page_starts: Of a PDF, where in ``text`` each page begins; one without words begins where the next does.
        given_id: The id that an entry or a row carries.
        scanned: Of a PDF, the numbers of the pages with pictures and without text, counted from 1.
        recognised: Of a PDF, the number of each page whose text was recognised, with its confidence in per cent.
        times: Of a transcript, the second at which each part of ``page_starts`` begins; empty for other files.
        parts: The entries of a feed or the rows of a table, which have no text of their own; empty for other files.
        notes: Of the writer, in the order of the text; their offsets count in ``text``.
    """

    text: str
    about: About = field(default_factory=About)
    page_starts: tuple[int, ...] = ()
    given_id: str = ""
    parts: tuple[Extract, ...] = ()
    notes: tuple[Note, ...] = ()
    times: tuple[int, ...] = ()
    scanned: tuple[int, ...] = ()
    recognised: tuple[tuple[int, int], ...] = ()


def to_wire(result: Extract | Refused) -> bytes:
    """Return ``result`` as one JSON object in ASCII."""
    if isinstance(result, Refused):
        return json.dumps({"refused": str(result)}).encode("ascii")
    return json.dumps(asdict(result), default=date.isoformat).encode("ascii")


def from_wire(wire: bytes) -> Extract:
    """Return what `to_wire` was given.

    Raises:
        Refused: If that was a refusal.
        ValueError: If ``wire`` is not whole, because the process ended before it had written all.
    """
    answer = json.loads(wire)
    if "refused" in answer:
        raise Refused(answer["refused"])
    return _extract(answer)


def _extract(answer: dict[str, Any]) -> Extract:
    about = answer["about"]
    published = date.fromisoformat(about["published"]) if about["published"] else None
    return Extract(
        answer["text"],
        About(**{**about, "published": published, "notices": tuple(about["notices"])}),
        tuple(answer["page_starts"]),
        answer["given_id"],
        tuple(_extract(part) for part in answer["parts"]),
        tuple(Note(**{**note, "kind": NoteKind(note["kind"])}) for note in answer["notes"]),
        tuple(answer["times"]),
        tuple(answer["scanned"]),
    )
