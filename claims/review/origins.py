"""The origins behind evidence as they were shown when somebody decided, and how they stand in JSON."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from sources.source import Origin, OriginKind, OriginLink


def behind(origins: Iterable[Origin], source_ids: Collection[str]) -> tuple[Origin, ...]:
    """Return the origins of these sources, each with those of them that go back to it and why."""
    held = (
        replace(
            origin,
            source_ids=tuple(one for one in origin.source_ids if one in source_ids),
            links=tuple(link for link in origin.links if link.source_id in source_ids),
        )
        for origin in origins
    )
    return tuple(origin for origin in held if origin.source_ids)


def origin_rows(origins: Iterable[Origin]) -> list[dict[str, Any]]:
    """Return origins as they stand in JSON."""
    return [
        {
            "id": origin.id,
            "name": origin.name,
            "source_ids": list(origin.source_ids),
            "links": [
                {
                    "source_id": link.source_id,
                    "on_id": link.on_id,
                    "kind": link.kind.value,
                    "sentence": link.sentence,
                }
                for link in origin.links
            ],
        }
        for origin in origins
    ]


def origins_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Origin, ...]:
    """Return the origins of rows in JSON.

    Raises:
        KeyError, TypeError, ValueError: If they are none.
    """
    return tuple(
        Origin(
            str(row["id"]),
            str(row["name"]),
            tuple(str(one) for one in row["source_ids"]),
            tuple(
                OriginLink(str(one["source_id"]), str(one["on_id"]), OriginKind(one["kind"]), str(one["sentence"]))
                for one in row["links"]
            ),
        )
        for row in rows
    )
