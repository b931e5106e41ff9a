"""Where quotation marks stand in a text: straight and curly, one inside the other, several in a row."""

from __future__ import annotations

import re

_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_MARKS = re.compile(r"[“”„«»\"‘’']")
_OPENING = "“„«"
_CLOSING = "”»"
_BEFORE_OPENING = re.compile(r"[\s(\[—–\-/“„«‘\"']")
# A word must not end behind a single mark, or it is an apostrophe: "the hauliers' side", "it's".
_AFTER_CLOSING = re.compile(r"[\s.,;:!?)\]—–\-”»\"]")


def quoted_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return the half-open offsets of what stands between quotation marks, without them; outer before inner.

    A quotation ends with its paragraph. One that is opened again at the beginning of the next paragraph, as long ones
    are, gives a stretch for each paragraph. A mark that is never closed gives none.
    """
    found: list[tuple[int, int]] = []
    first = 0
    for boundary in [*_PARAGRAPH.finditer(text), None]:
        last = boundary.start() if boundary else len(text)
        following = text[boundary.end() : boundary.end() + 1] if boundary else ""
        found += _in_paragraph(text, first, last, runs_on=following in {"“", '"', "„", "«"} and bool(following))
        first = boundary.end() if boundary else last
    return tuple(sorted(found, key=lambda span: (span[0], -span[1])))


def outermost(spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Return the stretches that stand in no other."""
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)


def _in_paragraph(text: str, first: int, last: int, *, runs_on: bool) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    for mark in _MARKS.finditer(text, first, last):
        kind, at = _kind(mark.group()), mark.start()
        before, after = text[at - 1 : at] if at > first else "", text[at + 1 : at + 2] if at + 1 < last else ""
        may_open = (not before or _BEFORE_OPENING.match(before) is not None) and bool(after) and not after.isspace()
        may_close = bool(before) and not before.isspace()
        if kind == "'":
            may_open = may_open and mark.group() != "’" and after.isalnum()
            may_close = may_close and mark.group() != "‘" and (not after or bool(_AFTER_CLOSING.match(after)))
        elif mark.group() != '"':
            # German marks close with what opens in English: „so“.
            german = bool(opened) and text[opened[-1][1] - 1] == "„" and mark.group() == "“"
            may_open, may_close = mark.group() in _OPENING and not german, mark.group() in _CLOSING or german
        place = next((step for step in reversed(range(len(opened))) if opened[step][0] == kind), None)
        if place is not None and (may_close or (mark.group() == '"' and not may_open)):
            found.append((opened[place][1], at))
            del opened[place:]
        elif may_open or (mark.group() == '"' and place is None and not may_close):
            if place is not None and mark.group() == '"':
                del opened[place:]  # what was open is never closed
            opened.append((kind, at + 1))
    if runs_on and opened and opened[0][0] == '"':
        found.append((opened[0][1], last))
    return [(start, end) for start, end in found if text[start:end].strip()]


def _kind(mark: str) -> str:
    return "'" if mark in "‘’'" else '"'
