"""A source's text to passages: a few consecutive sentences each, with exact offsets, and nothing left out.

Paragraphs are those of files and pages, whose lines may be wrapped; inside them sentences end as everywhere else
(`sources.language.sentences`). A library cuts a source once and keeps its passages, so a later cutter changes none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from sources.language.paragraphs import ENDED, paragraphs
from sources.language.sentences import sentences_in
from sources.source import Passage

# Chosen, not measured: a passage is read at a glance, and with 120 words it stays well below the model's limit.
MOST_SENTENCES = 4
MOST_WORDS = 120
# all-MiniLM-L6-v2 reads 256 tokens, two of which are its own. `_weight` estimates them without a tokenizer: on 8,267
# stretches of biomedical abstracts 99 % have at most 1.14 tokens for a weight of 1 (news: 1.03). The rare text beyond
# is not cut by the encoder but read in two halves.
MOST_WEIGHT = 216
# A passage ends with a paragraph once it is two thirds full, and before a heading once it is a third full: news has
# short paragraphs, and the evidence for one claim often stands in neighbouring ones. Ended at a third and at every
# heading, a whole set of supporting sentences is among the best five passages of a page for 73 rather than 80 % of
# WiCE's claims.
_ENOUGH_WORDS = 2 * MOST_WORDS // 3
_ENOUGH_BEFORE_HEADING = MOST_WORDS // 3
_CAN_SPARE_ONE = 3  # sentences
# A line without a full stop that is no longer than a long headline.
_HEADING_WORDS = 14

_CLAUSE_ENDS = (",", ";", ":", "—", "–", "，", "、", "；", "：")
# Pieces of about the size that BERT's word pieces have.
_PIECE = re.compile(r"[A-Za-z]{1,6}|\d{1,3}|[^\sA-Za-z\d]")
_TOKEN = re.compile(r"\S+")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence, a heading, or a piece of an overlong sentence."""

    start: int
    end: int
    words: int
    weight: int
    opens: bool  # first of its paragraph
    heading: bool


def passages(source_id: str, text: str) -> list[Passage]:
    """Cut ``text`` into passages of at most four sentences and 120 words.

    Every character that is not blank lies in exactly one passage. A sentence is cut only where it is longer than a
    passage may be, then at a clause or between words, inside a word only where the word alone is too long for the
    model. A heading stays with what follows it. The time grows linearly with the text.

    Returns:
        In the order of the text; empty where ``text`` is blank.
    """
    groups = _evened(_grouped(_units(text)))
    return [
        Passage(source_id, ordinal, group[0].start, group[-1].end, text[group[0].start : group[-1].end])
        for ordinal, group in enumerate(groups)
    ]


def _grouped(units: Iterator[_Unit]) -> list[list[_Unit]]:
    groups: list[list[_Unit]] = []
    words = weight = 0
    for unit in units:
        group = groups[-1] if groups else []
        full = len(group) == MOST_SENTENCES or words + unit.words > MOST_WORDS or weight + unit.weight > MOST_WEIGHT
        if not group or full or _parts(group, words, unit):
            leading = [group.pop()] if _leads(group, unit) else []
            groups.append([*leading, unit])
            words, weight = _length(groups[-1]), _weighed(groups[-1])
        else:
            group.append(unit)
            words, weight = words + unit.words, weight + unit.weight
    return groups


def _parts(group: list[_Unit], words: int, unit: _Unit) -> bool:
    """Tell whether ``unit`` begins something new, so that the passage before it ends although it has room."""
    if group[-1].heading:
        return False
    return unit.opens and words >= (_ENOUGH_BEFORE_HEADING if unit.heading else _ENOUGH_WORDS)


def _leads(group: list[_Unit], unit: _Unit) -> bool:
    """Tell whether a passage that has no room for ``unit`` ends with the heading of it."""
    return len(group) > 1 and group[-1].heading and _fits([group[-1], unit])


def _evened(groups: list[list[_Unit]]) -> list[list[_Unit]]:
    """Give a sentence that was left over alone the one before it: three and two rather than four and one."""
    for first, second in pairwise(groups):
        if len(second) == 1 and not second[0].opens and len(first) >= _CAN_SPARE_ONE and _fits([first[-1], *second]):
            second.insert(0, first.pop())
    return groups


def _fits(group: list[_Unit]) -> bool:
    return len(group) <= MOST_SENTENCES and _length(group) <= MOST_WORDS and _weighed(group) <= MOST_WEIGHT


def _length(group: list[_Unit]) -> int:
    return sum(unit.words for unit in group)


def _weighed(group: list[_Unit]) -> int:
    return sum(unit.weight for unit in group)


def _units(text: str) -> Iterator[_Unit]:
    for start, end in paragraphs(text):
        opens = True
        for first, last in ((span.start, span.end) for span in sentences_in(text, start, end)):
            words = len(text[first:last].split())
            weight = _weight(text[first:last])
            if words <= MOST_WORDS and weight <= MOST_WEIGHT:
                alone = opens and last == end
                heading = alone and words <= _HEADING_WORDS and not _said(text, first, last)
                yield _Unit(first, last, words, weight, opens, heading)
                opens = False
                continue
            for piece_start, piece_end in _pieces(text, first, last):
                piece = text[piece_start:piece_end]
                yield _Unit(piece_start, piece_end, len(piece.split()), _weight(piece), opens, heading=False)
                opens = False


def _said(text: str, start: int, end: int) -> bool:
    """Tell whether a line ends as a sentence does; a colon leads on to the next line, as a heading does."""
    ended = ENDED.search(text, max(start, end - 8), end)
    return ended is not None and not ended.group().startswith(":")


def _weight(text: str) -> int:
    """Estimate the tokens of ``text``; letters outside ASCII count one each, Hangul three (its parts)."""
    weight = len(_PIECE.findall(text))
    return weight if text.isascii() else weight + 2 * len(_HANGUL.findall(text))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut an overlong sentence at the last clause border of a piece's second half, else between words."""
    tokens = [
        part
        for word in _TOKEN.finditer(text, start, end)
        for part in _cut_word(text, word.start(), word.end(), _weight(word.group()))
    ]
    first = 0
    while first < len(tokens):
        weight, after, border = 0, first, 0
        while after < len(tokens) and after - first < MOST_WORDS and weight + tokens[after][2] <= MOST_WEIGHT:
            weight += tokens[after][2]
            after += 1
            if text[tokens[after - 1][1] - 1] in _CLAUSE_ENDS:
                border = after
        if after < len(tokens) and (border - first) * 2 >= after - first:
            after = border
        yield tokens[first][0], tokens[after - 1][1]
        first = after


def _cut_word(text: str, start: int, end: int, weight: int) -> Iterator[tuple[int, int, int]]:
    """Yield a word with its weight, in parts where it is too long for the model, as CJK text without blanks is.

    A part never begins with a combining mark.
    """
    if weight <= MOST_WEIGHT:
        yield start, end, weight
        return
    while start < end:
        cut = min(end, start + MOST_WEIGHT // 3)  # a letter weighs at most three
        while cut < end and (unicodedata.combining(text[cut]) or text[cut] in "\u200d\ufe0f"):
            cut += 1
        yield start, cut, min(_weight(text[start:cut]), MOST_WEIGHT)
        start = cut
