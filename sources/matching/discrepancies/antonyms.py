"""Words that point opposite ways: rose and fell, opened and closed, the largest and the smallest."""

from __future__ import annotations

from sources.language.lexicon import lines

_AXES = lines("opposites")


def _read() -> dict[str, frozenset[tuple[int, int]]]:
    found: dict[str, set[tuple[int, int]]] = {}
    for axis, paragraph in enumerate((*_AXES, *lines("tight_opposites"))):
        for side, words in enumerate(paragraph.split("|")):
            for word in words.split():
                found.setdefault(word, set()).add((axis, side))
    return {word: frozenset(poles) for word, poles in found.items()}


POLES = _read()
"""Word to the ends of axes that it names: axis and side, 0 or 1."""

LOOSE = frozenset(word for word, poles in POLES.items() if any(axis < len(_AXES) for axis, _ in poles))
"""The words among them that are opposites wherever they are said of the same matter."""


def is_tight(axis: int) -> bool:
    """Tell whether the words of an axis are opposites only where they stand before or behind the same word."""
    return axis >= len(_AXES)
