"""The origins behind evidence, as they were shown when somebody decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from sources.source import Origin


def behind(origins: Iterable[Origin], source_ids: Collection[str]) -> tuple[Origin, ...]:
    """Return the origins of these sources, each with those of them that go back to it and why."""
    held = (
        replace(
            origin,
            source_ids=tuple(source_id for source_id in origin.source_ids if source_id in source_ids),
            links=tuple(link for link in origin.links if link.source_id in source_ids),
        )
        for origin in origins
    )
    return tuple(origin for origin in held if origin.source_ids)


def joined(origins: Iterable[Origin], more: Iterable[Origin]) -> tuple[Origin, ...]:
    """Return all these origins, each once, with the sources and the reasons of both."""
    found = {origin.id: origin for origin in origins}
    for origin in more:
        same = found.get(origin.id, origin)
        found[origin.id] = replace(
            same,
            source_ids=tuple(dict.fromkeys((*same.source_ids, *origin.source_ids))),
            links=tuple(dict.fromkeys((*same.links, *origin.links))),
        )
    return tuple(found.values())
