"""What stands on many pages and says nothing of where a report comes from: menus, notices, bylines, requests."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources.language.lexicon import lines
from sources.language.sentences import sentences_in

_LINE = re.compile(r"[^\n]+")
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
    pieces: list[tuple[int, int]] = []
    sentences: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        for span in sentences_in(text, *line.span()):
            piece = span.of(text)
            words = piece.count(" ") + 1
            if words <= _NOTICE_WORDS and _is_notice(piece, words):
                continue
            pieces.append((span.start, span.end))
            if words > _HEADING_WORDS or _ENDED.search(piece):
                sentences.append((span.start, span.end))
    in_sentences = sum(end - start for start, end in sentences)
    in_all = sum(end - start for start, end in pieces)
    yield from sentences if in_sentences >= _SENTENCES_SHARE * in_all else pieces


def _is_notice(piece: str, words: int) -> bool:
    plain = piece.lower()
    if words <= _HEADING_WORDS and plain.startswith(_OPENINGS) and not _ENDED.search(piece):
        return True
    plain = f" {plain} "
    return any(notice in plain for notice in _NOTICES)
