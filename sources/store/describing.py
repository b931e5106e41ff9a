"""Details of sources from a reference manager: each reference goes to the one source of its title."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sources.reading.references import Reference, key
from sources.store.source_queries import Listed

FIELDS = ("title", "publisher", "author", "published", "url")
"""What a reference can say of a source."""

Detail = str | date | None


@dataclass(frozen=True, slots=True)
class Filling:
    """What a source lacks and a reference has.

    Attributes:
        name: The title of the source, or the name of its file.
        new: The new value by field, of those that are empty.
    """

    source_id: str
    name: str
    new: Mapping[str, Detail]


@dataclass(frozen=True, slots=True)
class Plan:
    """What the references of a file would fill in.

    Attributes:
        fillings: A source each.
        complete: How many references were found and have nothing that their source lacks.
        unmatched: The titles that no source has, neither as its title nor as the name of its file.
        ambiguous: The titles that several sources have; nothing is filled in there.
    """

    fillings: tuple[Filling, ...] = ()
    complete: int = 0
    unmatched: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()


def plan(references: Iterable[Reference], sources: Sequence[Listed]) -> Plan:
    """Return what sources lack that the references of the same title have; what is there already stays.

    Args:
        references: As a reference manager has them; of several of one title the first goes before.
        sources: All of the library.
    """
    by_title: dict[str, list[Listed]] = {}
    for source in sources:
        stem = source.name.rpartition(".")[0] or source.name
        for title in {key(source.title), key(stem)} - {""}:
            by_title.setdefault(title, []).append(source)
    fillings: dict[str, Filling] = {}
    complete = 0
    unmatched: list[str] = []
    ambiguous: list[str] = []
    for reference in references:
        found = by_title.get(key(reference.title), [])
        if len(found) != 1:
            (ambiguous if found else unmatched).append(reference.title)
            continue
        source = found[0]
        known = fillings.get(source.id, Filling(source.id, source.title or source.name, {}))
        new = {
            name: getattr(reference, name)
            for name in FIELDS
            if getattr(reference, name) and not getattr(source, name) and name not in known.new
        }
        if new:
            fillings[source.id] = Filling(source.id, known.name, {**known.new, **new})
        else:
            complete += 1
    return Plan(tuple(fillings.values()), complete, tuple(unmatched), tuple(ambiguous))


def filled(source: Listed, filling: Filling) -> dict[str, Detail]:
    """Return the details of a source with those filled in that it lacks."""
    return {name: getattr(source, name) or filling.new.get(name, getattr(source, name)) for name in FIELDS}


def emptied(source: Listed, filling: Filling) -> dict[str, Detail]:
    """Return the details of a source without those that were filled in; what a person changed since stays."""
    details: dict[str, Detail] = {}
    for name in FIELDS:
        value = getattr(source, name)
        unchanged = name in filling.new and value == filling.new[name]
        details[name] = (None if name == "published" else "") if unchanged else value
    return details
