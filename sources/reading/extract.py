"""What comes out of a PDF, DOCX or HTML file, and the way it crosses from the reading process to the app."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from sources.reading.front_matter import About
from sources.reading.limits import CHILD_CPU_SECONDS, CHILD_MEMORY_BYTES

DAMAGED = (
    "could not be read: it is damaged, or cut off. Open it in the program it was made with, save it once more or "
    "save it as plain text, and add it again."
)
OUT_OF_MEMORY = (
    f"needs more than {CHILD_MEMORY_BYTES // 1024**2} MB of memory to be read, so reading was stopped. "
    "Split it, or save it as plain text, and add it again."
)
TOO_SLOW = (
    f"takes more than {CHILD_CPU_SECONDS} seconds of work to read, so reading was stopped. "
    "Split it, or save it as plain text, and add it again."
)
STOPPED = (
    "was not read within {seconds:g} s, so reading was stopped. Try again when the machine is less busy, split "
    "the file, or save it as plain text and add it again."
)


class Refused(Exception):  # noqa: N818 - what happened, not a fault of the program
    """A file that was not read; the message goes on after the file's name ("has no text on its 3 pages. ...")."""


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of a file or of an entry in it, its paragraphs apart by an empty line, and what it says about itself.

    Attributes:
        page_starts: Of a PDF, where in ``text`` each page begins; one without words begins where the next does.
        given_id: The id that an entry of a feed carries.
        parts: The entries of a feed, which has no text of its own; empty for other files.
    """

    text: str
    about: About = field(default_factory=About)
    page_starts: tuple[int, ...] = ()
    given_id: str = ""
    parts: tuple[Extract, ...] = ()


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
    told = json.loads(wire)
    if "refused" in told:
        raise Refused(told["refused"])
    return _extract(told)


def _extract(told: dict[str, Any]) -> Extract:
    about = told["about"]
    published = date.fromisoformat(about["published"]) if about["published"] else None
    return Extract(
        told["text"],
        About(**{**about, "published": published, "notices": tuple(about["notices"])}),
        tuple(told["page_starts"]),
        told["given_id"],
        tuple(_extract(part) for part in told["parts"]),
    )
