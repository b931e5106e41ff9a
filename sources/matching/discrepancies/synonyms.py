"""Words that news uses for one another, so that claim and passage meet in other words."""

from __future__ import annotations

from sources.language.lexicon import lines
from sources.matching.words import stem


def _classes() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines("synonyms"):
        stems = [stem(word) for word in line.split()]
        for one in stems:
            if one:
                found.setdefault(one, stems[0])
    return found


CLASSES = _classes()
"""Stem to the stem that stands for its meaning."""
