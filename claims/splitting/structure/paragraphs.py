"""The paragraphs of a text: parted by blank lines, or by line ends where the text is not hard-wrapped."""

from __future__ import annotations

import re
from itertools import pairwise

from sources.language.lexicon import any_of
from sources.language.span import Span
from sources.language.times.article_date import date_line

_WRAPPED_WIDTH = 110  # mail and plain-text editors wrap at 60 to 100 characters; longer lines were never wrapped
_NARROWEST = 40  # shorter "widths" are lists of short lines, not wrapped prose
_LINE = re.compile(r"[^\r\n\f\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\r\n\f\u2028\u2029]")
_OWN_LINE = re.compile(r"\s*(?:[-*+•–—·]\s|\d{1,3}[.)]\s|#{1,6}\s|>\s|[-=*_~#–— ]{3,}$|!\[)")
_LEANS_ON = re.compile(rf"\b{any_of('no_heading_ends_with')}$")
_REMNANT = re.compile(r"\d\S*(?: \S+){0,3}[.!?][\"”’)]*$")
_ENDED = re.compile(r"[.!?…][\"”’')\]]*\s*$")


def paragraphs(text: str) -> list[Span]:
    """Return the paragraphs of ``text`` in order, without the white space around them.

    Together they cover everything but white space. Lines of a hard-wrapped paragraph stay together: a line is
    taken for wrapped when the first word of the next one would not have fitted into the width of its group.
    """
    found: list[Span] = []
    for group in _groups(text):
        width = max(line.end - line.start for line in group)
        sure = width <= _WRAPPED_WIDTH and any(_unfinished(text, one, two) for one, two in pairwise(group))
        wrapped = len(group) > 1 and (sure or width >= _NARROWEST) and width <= _WRAPPED_WIDTH
        start, last = group[0].start, group[0]
        for line in group[1:]:
            if not _continues(text, last, line, width if wrapped else None, across_stops=sure):
                found.append(Span(start, last.end))
                start = line.start
            last = line
        found.append(Span(start, last.end))
    return found


def _groups(text: str) -> list[list[Span]]:
    """Return runs of lines between blank lines, each line without its outer white space."""
    groups: list[list[Span]] = []
    last_end = 0
    for match in _LINE.finditer(text):
        line = match.group()
        stripped = line.strip()
        if not stripped:
            continue
        start = match.start() + len(line) - len(line.lstrip())
        blank_between = len(_BREAK.findall(text, last_end, match.start())) != 1
        if blank_between or not groups:
            groups.append([])
        groups[-1].append(Span(start, start + len(stripped)))
        last_end = match.end()
    return groups


def _unfinished(text: str, line: Span, following: Span) -> bool:
    """Say whether the next line surely goes on with the sentence: no stop, and a small letter or a leaning word."""
    end = text[max(line.start, line.end - 12) : line.end]
    if _ENDED.search(end):
        return False
    remnant = " " in line.of(text) and _REMNANT.fullmatch(text, following.start, following.end) is not None
    return text[following.start].islower() or _LEANS_ON.search(end) is not None or remnant


def _continues(text: str, line: Span, following: Span, width: int | None, *, across_stops: bool) -> bool:
    """Say whether ``following`` belongs to the same paragraph as ``line``.

    Args:
        text: The whole text.
        line: A line.
        following: The line below it.
        width: The longest line of the group where it could be hard-wrapped, else None.
        across_stops: Whether some line of the group surely is wrapped, so that a full stop at the end of a line may
            stand inside a paragraph.
    """
    before, after = line.of(text), following.of(text)
    if _OWN_LINE.match(after) or _OWN_LINE.fullmatch(before) or before.startswith("#"):
        return False
    if _unfinished(text, line, following):
        return True
    if not _ENDED.search(after[-12:]) and before[-1:] != "," and date_line(after):
        return False  # a day by itself below a headline that fills its line
    if width is None or (not across_stops and _ENDED.search(before[-12:])):
        return False
    first_word = len(after[:width].split(None, 1)[0])
    return len(before) + 1 + first_word > width
