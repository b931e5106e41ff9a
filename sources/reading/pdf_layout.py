"""Where words are on a PDF page, to the lines that a reader sees, in the order in which a reader reads them.

A page may place each word or each letter by itself, number its lines in the margin, or draw two columns row by row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from sources.reading.pdf_lines import Line
from sources.untrusted import whole

# Shares of the height of the type. Set by pages from a browser, a word processor and from programs that place words.
_SAME_LINE = 0.3  # two pieces are on one line where their baselines differ by less; raised signs differ by more
_BLANK = 0.15  # the distance of two words: Helvetica's blank has 0.28, a narrow one in a justified line 0.2
WIDE_GAP = 1.5  # more than the blanks of a justified line: a column, a cell, or a number in the margin
_INSIDE = 0.5  # a piece may begin that far inside of the piece before, where letters are set close

_LARGEST_NUMBER = 9999
_NUMBER = re.compile(r"\s*[0-9]{1,4}\s*")
_LEAST_NUMBERS = 5  # numbers in a margin; fewer may be a list, or notes at the foot
_MOST_NUMBER_STEP = 5  # lines are numbered singly, in twos or in fives
_COLUMN_ROWS = 4  # rows with text in each column; fewer may be a table of names
_COLUMN_START = 12.0  # points that lines of one column begin apart at most: an indented first line
_WORDS_IN_COLUMN = 3.0  # mean words of a line in a column; cells of a table have fewer
_RUNNING_ON = 0.2  # share of lines that begin with a small letter; prose has 0.8, a list of names or items none
_JUMPS = 6  # lines in turn left and right whose order nothing explains


def laid_out(page: Sequence[Line]) -> tuple[list[Line], set[str]]:
    """Return the lines of a page as a reader reads them, and what was found: "numbers", "columns" or "jumps".

    Args:
        page: The pieces in the order in which the page draws them.
    """
    lines: list[Line] = []
    found: set[str] = set()
    words = _joined(page, _BLANK)
    if numbers := _margin_numbers(words):
        found.add("numbers")
    rows = _rows(_joined([word for at, word in enumerate(words) if at not in numbers], WIDE_GAP))
    while rows:
        if taken := _rows_in_columns(rows):
            found.add("columns")
            lines += _down_the_columns(rows[:taken])
        else:
            lines.append(_whole(rows[0]))
        rows = rows[taken or 1 :]
    if _jumps(lines) >= _JUMPS:
        found.add("jumps")
    return lines, found


def _joined(pieces: Sequence[Line], most: float) -> list[Line]:
    """Return the pieces with those as one that are at most that far apart on a line, with a blank where it is one."""
    joined: list[Line] = []
    for piece in pieces:
        gap = _gap(joined[-1], piece) if joined else None
        if gap is None or gap > most:
            joined.append(piece)
        else:
            joined[-1] = _together(joined[-1], piece, " " if gap > _BLANK else "")
    return joined


def _gap(before: Line, piece: Line) -> float | None:
    """Return the distance of two pieces on one line in heights of their type; None if they are not on one line."""
    if before.y is None or piece.y is None or before.end is None or piece.x is None or not before.size:
        return None
    if abs(before.y - piece.y) > _SAME_LINE * before.size:
        return None
    gap = (piece.x - before.end) / before.size
    return gap if gap > -_INSIDE else None


def _together(before: Line, piece: Line, between: str) -> Line:
    if before.text.endswith(" ") or piece.text.startswith(" "):
        between = ""
    return replace(before, text=f"{before.text}{between}{piece.text}", end=piece.end)


def _rows(pieces: Sequence[Line]) -> list[list[Line]]:
    """Return the pieces by row: those on one line that the page draws from left to right, one behind the other."""
    rows: list[list[Line]] = []
    for piece in pieces:
        if rows and _gap(rows[-1][-1], piece) is not None:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _whole(row: Sequence[Line]) -> Line:
    line = row[0]
    for piece in row[1:]:
        line = _together(line, piece, " ")
    return line


def _margin_numbers(pieces: Sequence[Line]) -> set[int]:
    """Return which pieces number the lines: figures that grow downwards, one below the other, beside the text."""
    bare = [(at, piece) for at, piece in enumerate(pieces) if _NUMBER.fullmatch(piece.text)]
    if len(bare) < _LEAST_NUMBERS:
        return set()
    text = [piece for piece in pieces if not _NUMBER.fullmatch(piece.text) and piece.x is not None]
    if not _runs_on(text):
        return set()  # the rows of a table are numbered too
    left = min((piece.x for piece in text if piece.x is not None), default=0.0)
    right = max((piece.end for piece in text if piece.end is not None), default=0.0)
    for beside in (
        [(at, piece) for at, piece in bare if piece.end is not None and piece.end <= left],
        [(at, piece) for at, piece in bare if piece.x is not None and piece.x >= right],
    ):
        downwards = sorted(beside, key=lambda pair: -(pair[1].y or 0.0))
        numbers = [whole(piece.text.strip(), least=0, most=_LARGEST_NUMBER) for _, piece in downwards]
        steps = Counter(below - above for above, below in pairwise(numbers))
        if len(numbers) >= _LEAST_NUMBERS and len(steps) == 1 and 0 < next(iter(steps)) <= _MOST_NUMBER_STEP:
            return {at for at, _ in beside}
    return set()


def _rows_in_columns(rows: Sequence[list[Line]]) -> int:
    """Return how many of the first rows are text in columns that is drawn row by row; 0 if they are none."""
    starts = [piece.x or 0.0 for piece in rows[0]]
    if len(starts) == 1:
        return 0
    taken = list(takewhile(lambda row: _fits(row, starts), rows))
    full = [row for row in taken if len(row) == len(starts)]
    pieces = [piece for row in full for piece in row]
    words = sum(len(piece.text.split()) for piece in pieces)
    enough = len(full) >= _COLUMN_ROWS and words / len(pieces) >= _WORDS_IN_COLUMN and _runs_on(pieces)
    return len(taken) if enough else 0


def _runs_on(pieces: Sequence[Line]) -> bool:
    """Say whether lines are text that runs on: many begin within a sentence, which cells of a table do not."""
    return sum(piece.text[:1].islower() for piece in pieces) >= _RUNNING_ON * len(pieces)


def _fits(row: Sequence[Line], starts: Sequence[float]) -> bool:
    """Say whether each piece of a row begins where a column begins, and ends before the next column."""
    for piece in row:
        column = _column(piece, starts)
        if column is None or (column + 1 < len(starts) and (piece.end or 0.0) > starts[column + 1]):
            return False
    return True


def _column(piece: Line, starts: Sequence[float]) -> int | None:
    return next((at for at, x in enumerate(starts) if abs((piece.x or 0.0) - x) <= _COLUMN_START), None)


def _down_the_columns(rows: Sequence[list[Line]]) -> list[Line]:
    starts = [piece.x or 0.0 for piece in rows[0]]
    columns: list[list[Line]] = [[] for _ in starts]
    for row in rows:
        for piece in row:
            columns[_column(piece, starts) or 0].append(piece)
    return [line for column in columns for line in column]


def _jumps(lines: Sequence[Line]) -> int:
    """Count how often the order goes up the page again and then down, which a column does once."""
    placed = [(line.x, line.y) for line in lines if line.x is not None and line.y is not None]
    return sum(1 for (_, above), (_, below) in pairwise(placed) if below > above + 1.0)
