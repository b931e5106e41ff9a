"""What is kept of the notes of a file, whatever its format: how many, how long, which addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from sources.note import Note
from sources.reading.limits import ADDRESS_CHARACTERS, NOTE_CHARACTERS, NOTES
from sources.untrusted import one_line, replaced

_ADDRESS = re.compile(r"https?://[^\s<>\"“”«»]+", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_CUT = " …"


def kept(notes: Iterable[Note]) -> tuple[tuple[Note, ...], tuple[str, ...]]:
    """Return the notes in the order of the text, and a notice where there are more than are read."""
    ordered = sorted(notes, key=lambda note: (note.start, note.end))
    notices: tuple[str, ...] = ()
    if len(ordered) > NOTES:
        notices = (f"Only the first {NOTES:,} of {len(ordered):,} notes and links were read.",)
    return tuple(_bounded(note) for note in ordered[:NOTES]), notices


def web_address(text: str) -> str:
    """Return an address that leads to a page of the web; "" for others, such as mail and places in the page."""
    address = one_line(text)
    return address if _WEB.match(address) and len(address) <= ADDRESS_CHARACTERS else ""


def first_address(text: str) -> str:
    """Return the first address that is written in a text, without the stop behind it; "" where there is none."""
    found = _ADDRESS.search(text)
    if found is None:
        return ""
    address = found.group().rstrip(".,;:!?'’*_")
    while address.endswith(")") and address.count(")") > address.count("("):
        address = address[:-1].rstrip(".,;:!?")
    return web_address(address)


def _bounded(note: Note) -> Note:
    text = replaced(note.text).strip()
    if len(text) > NOTE_CHARACTERS:
        text = text[: NOTE_CHARACTERS - len(_CUT)] + _CUT
    return replace(note, text=text, label=one_line(note.label, most=20), author=one_line(note.author, most=200))
