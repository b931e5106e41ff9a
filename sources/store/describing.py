"""Details of sources from a reference manager: each reference goes to the one source of its title."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sources.reading.references import Reference, key
from sources.store.source_queries import Listed

_FIELDS = ("title", "publisher", "author", "published", "url")


@dataclass(frozen=True, slots=True)
class Described:
    """What became of the references of a file.

    Attributes:
        filled: How many sources have details now that they lacked.
        complete: How many were found and lacked nothing that the reference has.
        unmatched: The titles that no source has, neither as its title nor as the name of its file.
        ambiguous: The titles that several sources have; nothing was changed on them.
    """

    filled: int
    complete: int
    unmatched: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()


def describe(references: Iterable[Reference], sources: Sequence[Listed], change: Callable[..., bool]) -> Described:
    """Fill in what sources lack from the references of the same title; what is there already stays.

    Args:
        references: As a reference manager has them.
        sources: All of the library.
        change: Changes the details of a source, as `Library.update_details` does.
    """
    by_title: dict[str, list[Listed]] = {}
    for source in sources:
        stem = source.name.rpartition(".")[0] or source.name
        for title in {key(source.title), key(stem)} - {""}:
            by_title.setdefault(title, []).append(source)
    filled = complete = 0
    unmatched: list[str] = []
    ambiguous: list[str] = []
    for reference in references:
        found = by_title.get(key(reference.title), [])
        if len(found) != 1:
            (ambiguous if found else unmatched).append(reference.title)
            continue
        details: dict[str, Any] = {name: getattr(found[0], name) or getattr(reference, name) for name in _FIELDS}
        if any(details[name] != getattr(found[0], name) for name in _FIELDS) and change(found[0].id, **details):
            filled += 1
        else:
            complete += 1
    return Described(filled, complete, tuple(unmatched), tuple(ambiguous))
