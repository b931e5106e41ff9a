"""What stands on many pages and says nothing of where a report comes from: menus, notices, bylines, requests."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources.language.lexicon import lines

# Sentences and lines, roughly: a cut too many changes nothing here.
_STRETCH = re.compile(r"\S[^\n]*?(?:[.!?…][\"”’»)\]]*(?=\s+[\"“‘«(\[]?[A-Z0-9])|(?=\s*(?:\n|\Z)))")
_ENDED = re.compile(r"[.!?…:;,。！？][\"”’»)\]]*\Z")
# A line of a page without a full stop and no longer than a long headline: headings, menus, bylines, buttons.
_HEADING_WORDS = 14
# Below this share of its characters in sentences a text is made of such lines (minutes, a table), and they count.
_SENTENCES_SHARE = 0.2
# A notice is short; a long sentence with one of these words is a report about it.
_NOTICE_WORDS = 45
_NOTICES = lines("notices")
_OPENINGS = lines("notice_openings")


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Give the half-open offsets of the sentences of ``text`` that can have been copied from a report, in order."""
    lines: list[tuple[int, int]] = []
    sentences: list[tuple[int, int]] = []
    for found in _STRETCH.finditer(text):
        piece = found.group()
        words = piece.count(" ") + 1
        if words <= _NOTICE_WORDS and _is_notice(piece, words):
            continue
        lines.append(found.span())
        if words > _HEADING_WORDS or _ENDED.search(piece):
            sentences.append(found.span())
    told = sum(end - start for start, end in sentences)
    yield from sentences if told >= _SENTENCES_SHARE * sum(end - start for start, end in lines) else lines


def _is_notice(piece: str, words: int) -> bool:
    plain = piece.lower()
    if words <= _HEADING_WORDS and plain.startswith(_OPENINGS) and not _ENDED.search(piece):
        return True
    plain = f" {plain} "
    return any(notice in plain for notice in _NOTICES)
