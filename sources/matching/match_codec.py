"""What was found for a claim, as JSON and back: sources by their ids, so that their texts are stored once."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from sources.source import Matches, Passage, Source

Held = Mapping[str, tuple[Source, list[Passage]]]
"""Source id to the source and its passages in order."""


def to_json(matches: Matches) -> str:
    """Return matches as JSON; `from_json` gives equal ones while the sources are the same."""
    return json.dumps(_plain(matches), ensure_ascii=False, separators=(",", ":"))


def sources_of(text: str) -> set[str]:
    """Return the ids of the sources that `from_json` needs."""
    found = json.loads(text)
    passages = [one["passage"] for one in (*found["candidates"], *found["attributed"]) if one["passage"]]
    return {source_id for source_id, _ordinal in passages}


def from_json(text: str, held: Held) -> Matches:
    """Return the matches that `to_json` wrote.

    Raises:
        KeyError, IndexError: If a source or passage is not among those ``held``.
    """
    found: Matches = _read(Matches, json.loads(text), held)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Source):
        return value.id
    if isinstance(value, Passage):
        return [value.source_id, value.ordinal]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return float(value) if isinstance(value, float) else value


@cache
def _types(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


def _read(kind: Any, value: Any, held: Held) -> Any:
    if kind is Source:
        return held[value][0]
    if kind is Passage:
        return held[value[0]][1][value[1]]
    if get_origin(kind) in {Union, UnionType}:
        (own,) = (one for one in get_args(kind) if one is not type(None))
        return None if value is None else _read(own, value, held)
    if get_origin(kind) is tuple:
        kinds = get_args(kind)
        if kinds[-1] is Ellipsis:
            return tuple(_read(kinds[0], one, held) for one in value)
        return tuple(_read(one, given, held) for one, given in zip(kinds, value, strict=True))
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return kind(**{name: _read(type_, value[name], held) for name, type_ in _types(kind).items()})
    return kind(value) if isinstance(kind, type) and issubclass(kind, Enum) else value
