"""Raised signs of HTML markup as plain text, and which of them are marks of notes."""

from __future__ import annotations

import re
from typing import Any

from sources.reading.raised import raised

NOTE_MARK = "data-note-mark"
"""Set on a raised sign that was a link to a footnote: the id of the footnote."""
NOTE_BACK = "data-note-back"
"""Set on a link that led back to its mark."""


def put_raised_in_line(tree: Any) -> None:
    """Write raised signs as plain text, so that a note mark does not become the last digit of a figure.

    A link back from a note to its mark loses its address: it is no mark of a note.
    """
    _open_back_links(tree)
    for sign in [*tree.iter("sup"), *_numbers_that_link(tree)]:
        if sign.getparent() is None:
            continue  # it stood in another raised sign, which has its words
        words = "".join(sign.itertext())
        before = sign.getprevious()
        lead = (before.tail if before is not None else sign.getparent().text) or ""
        if not lead and before is not None:
            lead = before.text_content()
        tail = sign.tail
        targets = [*(one.get("href", "") for one in sign.iter("a")), sign.getparent().get("href") or ""]
        target = next((one[1:] for one in targets if one.startswith("#") and len(one) > 1), "")
        sign.clear()
        sign.text, sign.tail = raised(lead, words), tail
        if target and words.strip().isalpha():  # "2019.i" would be a word of the text
            sign.text = f"[{words.strip()}]"
        if target:  # dropped once its place in the text is known
            sign.tag = "span"
            sign.set(NOTE_MARK, target)
        else:
            sign.drop_tag()
    for sign in list(tree.iter("sub")):
        sign.drop_tag()


def _numbers_that_link(tree: Any) -> list[Any]:
    """Return the note marks that style sheets raise: figures that link to a place in the page."""
    return [
        link
        for link in tree.iter("a")
        if (link.get("href") or "").startswith("#") and re.fullmatch(r"\s*\d{1,3}\s*", link.text_content())
    ]


def drop_note_marks(tree: Any) -> None:
    """Make the marks of notes plain words of their line, once their places are known."""
    for mark in list(tree.iterfind(f".//span[@{NOTE_MARK}]")):
        mark.drop_tag()


def _open_back_links(tree: Any) -> None:
    """Take the address off each link to a place before it, as footnotes have one to their mark."""
    seen: set[str] = set()
    for element in tree.iter():
        address = element.get("href") or "" if element.tag == "a" else ""
        if address.startswith("#") and address[1:] in seen:
            del element.attrib["href"]
            element.set(NOTE_BACK, address[1:])
        seen.update(filter(None, (element.get("id"), element.get("name"))))
