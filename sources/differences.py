"""The difference of two texts in words, for a person who read the first one."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate
from typing import TypeVar

# Paragraphs, and words of a changed paragraph, that are compared one by one: 3,000 cost 0.3 s, and twice as many four
# times that. What is longer is one change as a whole.
_COMPARED = 3000
# Words shown on each side of a change, a line of print.
CONTEXT_WORDS = 12
_Run = tuple[int, int, int, int]
_Part = TypeVar("_Part", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Change:
    """One stretch in which two texts differ, with the words around it.

    Attributes:
        before: Words that both have, in front of it; empty at the beginning.
        old, new: The differing words; one of the two may be empty.
        after: Words that both have, behind it; empty at the end.
    """

    before: str
    old: str
    new: str
    after: str


def differences(old: str, new: str) -> list[Change]:
    """Return where two texts differ, in the order of the texts; how words are spaced is no difference."""
    our_lines, their_lines = _lines(old), _lines(new)
    ours, theirs = [word for line in our_lines for word in line], [word for line in their_lines for word in line]
    our_starts, their_starts = _starts(our_lines), _starts(their_lines)
    found = []
    for first, last, other_first, other_last in _runs(our_lines, their_lines):
        at, other_at = our_starts[first], their_starts[other_first]
        changed = ours[at : our_starts[last]], theirs[other_at : their_starts[other_last]]
        for start, end, other_start, other_end in _runs(*changed):
            found.append(
                Change(
                    before=" ".join(ours[max(0, at + start - CONTEXT_WORDS) : at + start]),
                    old=" ".join(changed[0][start:end]),
                    new=" ".join(changed[1][other_start:other_end]),
                    after=" ".join(ours[at + end : at + end + CONTEXT_WORDS]),
                )
            )
    return found


def _lines(text: str) -> list[tuple[str, ...]]:
    return [tuple(words) for line in text.splitlines() if (words := line.split())]


def _starts(lines: list[tuple[str, ...]]) -> list[int]:
    """Return the number of words in front of each line, and of all."""
    return list(accumulate(map(len, lines), initial=0))


def _runs(old: list[_Part], new: list[_Part]) -> Iterator[_Run]:
    """Yield the differing stretches as half-open places in both lists."""
    head = 0  # what is alike at both ends costs nothing, and mostly a few words differ
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    ours, theirs = old[head : len(old) - tail], new[head : len(new) - tail]
    if max(len(ours), len(theirs)) > _COMPARED:
        yield head, head + len(ours), head, head + len(theirs)
        return
    for kind, first, last, other_first, other_last in SequenceMatcher(
        None, ours, theirs, autojunk=False
    ).get_opcodes():
        if kind != "equal":
            yield head + first, head + last, head + other_first, head + other_last
