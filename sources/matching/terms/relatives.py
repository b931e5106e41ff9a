"""Words that bear each other out although they are not the same: of one family, or one kind and its kinds."""

from __future__ import annotations

from functools import lru_cache

from sources.language.lexicon import lines
from sources.matching.discrepancies.sentences import stem_of
from sources.matching.words import stem

# Endings that make a word of another sort from the same thing, the longest first: "founder", "founding".
_ENDINGS = lines("endings_of_one_family")
_SHORTEST = 4  # letters that must be left: "state" and "station" have nothing in common but "stat"
_SHORTEST_OF_LONG = 5  # letters that must be left before an ending of three letters or more
_LONG = 3


def _bearing() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in lines("held_by"):
        claimed, colon, bearing = line.partition(":")
        for word in claimed.split():
            found.setdefault(stem_of(word), set()).update(
                stem_of(other) or other for other in (bearing if colon else claimed).split()
            )
    return {claimed: frozenset(others - {claimed}) for claimed, others in found.items() if claimed}


_HELD_BY = _bearing()


def bearers(claimed: str) -> frozenset[str]:
    """Return the stems of other words that bear out a word, given by its stem: a "song" bears out "music"."""
    return _HELD_BY.get(claimed, frozenset())


@lru_cache(maxsize=50_000)
def family(word: str) -> str:
    """Return what words of one family have in common: "founder", "founded", "foundation"; else the word's stem."""
    found = stem(word)  # without synonyms: "founded" is of "founder", and not of "find"
    for ending in _ENDINGS:
        least = _SHORTEST_OF_LONG if len(ending) >= _LONG else _SHORTEST
        if found.endswith(ending) and len(found) - len(ending) >= least:
            return found[: -len(ending)]
    return found
