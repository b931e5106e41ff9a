"""Printed lines to paragraphs: what belongs together, what is hyphenated, what only repeats from page to page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_high

from sources.language.lexicon import lines, words

_ENDS = re.compile(r"[.!?:;][\"'”’)\]]*$")
_ITEM = re.compile(r"[•‣◦▪●–]\s")
_NUMBER_ALONE = re.compile(r"(?i)(?:page\s*)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:of|/)\s*\d{1,4})?$")

# Thresholds were set by looking at pages printed from a browser and from a word processor.
_GAP = 1.3  # times the usual distance of two lines: an empty line has 2, space after a paragraph at least 1.4
_LEAST_STEP = 0.8  # times the height of the type; lines nearer than that are one line with a raised sign
_COMMON = 0.25  # times how often the commonest distance comes
_EMPTY_LINE = 2.0  # times the height of the type; text is set at 1.1 to 1.6
_INDENT = 6.0  # points; the first line of a paragraph is indented by 10 or more
_SIZE = 0.1  # part by which the type differs: a heading
_SHORT = 0.75  # part of a full line: the last line of a paragraph, where it also ends a sentence
_MUCH_SHORTER = 0.5  # part of the next line, which begins with a capital: a byline or heading, whatever it ends with
_LONGEST_WORD = 50  # letters; looking further back for where a divided word begins finds nothing
_EDGE_LINES = 2  # running titles and page numbers stand on the first or last two lines of a page
_PAGES_REPEATED = 2  # pages on which a line stands in one place to be a running one, and at least every third page
_PAGES_REPEATED_CLOSE = 3  # the same for a line close to the text, where two pages may begin with one sentence

_KEEPS_HYPHEN = words("hyphenated_beginnings")
_CLOSED = re.compile("|".join(lines("closed_words")))
_HYPHENATED = re.compile("|".join(lines("hyphenated_words")))
_PARTICLES = words("particles_in_compounds")
_PARTICLES_OF_NAMES = words("particles_in_names")


@dataclass(frozen=True, slots=True)
class Line:
    """A line as printed.

    Attributes:
        x, y: Where it begins, in points from the lower left corner of the page; None where the file does not tell.
        size: Height of its type in points.
        end: Where it ends, in points from the left.
    """

    text: str
    x: float | None = None
    y: float | None = None
    size: float | None = None
    end: float | None = None


def without_running_lines(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the pages without running titles and page numbers.

    A line that is apart at the top or bottom of a page goes if it is a page number alone, or if it comes again,
    figures apart, in the same place on at least two pages and on every third one. A first or last line close to the
    text goes if it does so on at least three pages and ends no sentence.
    """
    leading = _leading(pages)
    edges = [_edges(page, leading) for page in pages]
    ends = [_ends(page) for page in pages]
    repeated = _repeated(pages, edges, _PAGES_REPEATED) | _repeated(pages, ends, _PAGES_REPEATED_CLOSE)
    kept = []
    for page, edge, end in zip(pages, edges, ends, strict=True):
        gone = {at for at in edge | end if _key(page[at]) in repeated}
        gone |= {at for at in edge if _NUMBER_ALONE.match(page[at].text)}
        kept.append([line for at, line in enumerate(page) if at not in gone])
    return kept


def _repeated(pages: Sequence[Sequence[Line]], places: Sequence[set[int]], least: int) -> set[tuple[str, int]]:
    """Return the keys of the lines at these places that come on so many pages, and on every third one."""
    seen = Counter(key for page, at in zip(pages, places, strict=True) for key in {_key(page[one]) for one in at})
    return {key for key, count in seen.items() if count >= max(least, len(pages) / 3)}


def _ends(page: Sequence[Line]) -> set[int]:
    """Return the places of the highest and the lowest line, unless they end a sentence or are all that is there."""
    downwards = sorted((-line.y, at) for at, line in enumerate(page) if line.y is not None)
    if len(downwards) <= _EDGE_LINES:
        return set()
    return {at for at in (downwards[0][1], downwards[-1][1]) if not _ENDS.search(page[at].text)}


def _edges(page: Sequence[Line], leading: float) -> set[int]:
    """Return the places of up to two lines at the top and at the bottom that stand apart from the rest."""
    downwards = sorted((-line.y, at) for at, line in enumerate(page) if line.y is not None)
    edges: set[int] = set()
    for order in (downwards, downwards[::-1]):
        for count in range(1, min(_EDGE_LINES + 1, len(order))):
            if leading and abs(order[count][0] - order[count - 1][0]) > _GAP * leading:
                edges.update(at for _, at in order[:count])
    return edges


def _key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text.casefold()), round(line.y or 0.0)


def paragraphs(pages: Sequence[Sequence[Line]]) -> tuple[list[str], list[tuple[int, int]]]:
    """Return the paragraphs that the lines make up, and where each page begins in them.

    Returns:
        The paragraphs in order; and for each page the index of a paragraph and a place in its characters. A page
        without lines begins where the next one does, the last ones past the last paragraph.
    """
    leading, full, words = _leading(pages), _full_line(pages), _words(pages)
    found: list[list[str]] = []
    begins: list[tuple[int, int] | None] = []
    before: Line | None = None
    for page in pages:
        begins.append(None)
        for number, line in enumerate(page):
            if before is None or _begins(before, line, leading, full, new_page=number == 0):
                found.append([line.text])
            else:
                found[-1][-1:] = _joined(found[-1][-1], line.text, words)
            if not number:
                begins[-1] = len(found) - 1, sum(map(len, found[-1][:-1]))
            before = line
    following = len(found), 0
    starts = [following := begin or following for begin in reversed(begins)]
    return ["".join(parts) for parts in found], starts[::-1]


def _leading(pages: Sequence[Sequence[Line]]) -> float:
    """Return the distance from one line of a paragraph to the next in points; 0 where the file tells no places.

    It is the smallest distance that is common and no superscript's. Where it is so large that an empty line lies
    between, the lines either are paragraphs of their own, each ending like one, or a manuscript typed that way.
    """
    lines = [line for page in pages for line in page]
    size = median_high([line.size for line in lines if line.size] or [0.0])
    steps = Counter(
        round((above.y - below.y) * 2) / 2
        for page in pages
        for above, below in pairwise(page)
        if above.y is not None and below.y is not None and above.y - below.y > max(_LEAST_STEP * size, 1.0)
    )
    if not steps:
        return 0.0
    common = max(steps.values()) * _COMMON
    leading = min(step for step, times in steps.items() if times >= common)
    alone = sum(1 for line in lines if _ENDS.search(line.text)) > len(lines) / 2
    return size if alone and size and leading > _EMPTY_LINE * size else leading


def _full_line(pages: Sequence[Sequence[Line]]) -> float:
    """Return the length of a full line in characters: the median of the longer half."""
    lengths = sorted(len(line.text) for page in pages for line in page)
    return median_high(lengths[len(lengths) // 2 :]) if lengths else 0.0


def _begins(above: Line, line: Line, leading: float, full: float, *, new_page: bool) -> bool:
    """Say whether ``line`` begins a paragraph."""
    ends = bool(_ENDS.search(above.text))
    goes_on = line.text[:1].islower() or above.text.endswith("-")
    if _ITEM.match(line.text) or (above.size and line.size and abs(above.size - line.size) > _SIZE * above.size):
        return True
    if new_page or above.y is None or line.y is None or line.y > above.y:  # another page, or another column
        return ends or not goes_on
    if leading and above.y - line.y > _GAP * leading:
        return True
    if ends and above.x is not None and line.x is not None and line.x - above.x > _INDENT:
        return True
    if len(above.text) < _MUCH_SHORTER * len(line.text) and line.text[0].isupper():
        return True
    return ends and len(above.text) < _SHORT * full


def _words(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """Return the words that stand whole on some line, to tell a divided word from a compound."""
    return frozenset(
        word.casefold()
        for page in pages
        for line in page
        for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text)
    )


def _joined(above: str, below: str, words: frozenset[str]) -> tuple[str, str]:
    """Return the two lines with what belongs between them: a blank, the hyphen, or nothing."""
    if above.endswith("\u00ad"):
        return above[:-1], below
    divided = re.search(r"([^\W\d_]+)-$", above[-_LONGEST_WORD:])
    rest = re.match(r"([^\W\d_]+)(-[^\W\d_])?", below)
    if divided is None or rest is None or not below[0].islower():
        return above + ("" if above.endswith(("-", "—")) else " "), below
    if rest[2] and (rest[1] in _PARTICLES or (divided[1][0].isupper() and rest[1] in _PARTICLES_OF_NAMES)):
        return above, below
    first, second = divided[1].casefold(), rest[1].casefold()
    compound = f"{first}-{second}"
    if compound in words or (first + second not in words and _keeps_hyphen(first, second)):
        return above, below
    return above[:-1], below


def _keeps_hyphen(first: str, second: str) -> bool:
    if first in _KEEPS_HYPHEN:
        return _CLOSED.match(first + second) is None
    return _HYPHENATED.match(f"{first}-{second}") is not None
