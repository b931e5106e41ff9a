"""Paragraphs and sentences of texts as files and pages have them, whose lines may be wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources.language.sentences import sentences_in

_LINE = re.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_BULLET = re.compile(r"\s*(?:[-*•·–—▪◦]|#{1,6}|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
ENDED = re.compile(r"[.!?…:;。！？][\"'”’»)\]]*\s*$")
"""What the last line of a sentence ends with."""


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the half-open offsets of the sentences and headings of ``text``, however long they are."""
    return [span for start, end in paragraphs(text) for span in _spans(text, start, end)]


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield paragraphs without the blanks around them; lines that were only wrapped belong together."""
    block: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        stripped = line.group().strip()
        if not stripped:
            continue
        start = line.start() + line.group().index(stripped[0])
        if block and _blank_line(text[block[-1][1] : start]):
            yield from _lines_joined(text, block)
            block = []
        block.append((start, start + len(stripped)))
    yield from _lines_joined(text, block)


def _blank_line(gap: str) -> bool:
    return len([character for character in gap.replace("\r\n", "\n") if not _LINE.match(character)]) > 1


def _lines_joined(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs of neighbouring lines; one that ends a sentence, is short or stands in a list ends one."""
    if not lines:
        return
    longest = max(end - start for start, end in lines)
    first = 0
    for here, (start, end) in enumerate(lines):
        last = here + 1 == len(lines)
        # A wrapped line is nearly as long as the longest; a heading or the last line of a paragraph is not.
        if (
            last
            or ENDED.search(text, max(start, end - 8), end)
            or (end - start) * 5 < longest * 3
            or _BULLET.match(text, lines[here + 1][0])
        ):
            yield lines[first][0], end
            first = here + 1


def _spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in sentences_in(text, start, end)]
