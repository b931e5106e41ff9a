"""JSON from outside: read under the rule for text and numbers, or mended where it breaks the rule."""

from __future__ import annotations

import json
import math
from typing import Any

from sources.untrusted.numbers import LARGEST
from sources.untrusted.text import Unusable, replaced, sound

LARGEST_WHOLE = LARGEST
"""Whole numbers beyond this, of either sign, are cut to it by `mended`."""

_MOST_DIGITS = len(str(LARGEST))


def load_json(text: str) -> Any:
    """Return the value of a JSON text.

    Raises:
        Unusable: If it is no JSON, or something in it breaks the rule; the message names the first such place.
    """
    value, faults = mended_json(text)
    if faults:
        raise Unusable(faults[0])
    return value


def mended_json(text: str) -> tuple[Any, tuple[str, ...]]:
    """Return the value of a JSON text as `mended` does.

    Raises:
        Unusable: If it is no JSON, or nested too deep.
    """
    try:
        return mended(json.loads(text, parse_int=_whole))
    except json.JSONDecodeError as error:
        raise Unusable(f"is no JSON, as character {error.pos + 1:,} shows") from None
    except (ValueError, RecursionError):
        raise Unusable("is no JSON that can be read") from None


def mended(value: Any) -> tuple[Any, tuple[str, ...]]:
    """Return a value of JSON that keeps the rule, and a clause for each place that did not.

    Characters that cannot be kept become U+FFFD, NaN and infinity become null, whole numbers are cut to
    `LARGEST_WHOLE`. A place is written as in ``[0].excerpt``.
    """
    faults: list[str] = []
    return _mended(value, "", faults), tuple(faults)


def _mended(value: Any, place: str, faults: list[str]) -> Any:
    if isinstance(value, str):
        return _text(value, place, faults)
    if isinstance(value, list):
        return [_mended(entry, f"{place}[{number}]", faults) for number, entry in enumerate(value)]
    if isinstance(value, dict):
        return {
            _text(key, f"{place} a name", faults): _mended(entry, f"{place}.{replaced(key)}".lstrip("."), faults)
            for key, entry in value.items()
        }
    if isinstance(value, float) and not math.isfinite(value):
        faults.append(f"{place} is not a finite number".strip())
        return None
    if isinstance(value, int) and abs(value) > LARGEST:
        faults.append(f"{place} has more than {_MOST_DIGITS - 1} digits".strip())
        return LARGEST if value > 0 else -LARGEST
    return value


def _text(text: str, place: str, faults: list[str]) -> str:
    try:
        return sound(text)
    except Unusable as fault:
        faults.append(f"{place} {fault}".strip())
        return replaced(text)


def _whole(digits: str) -> int:
    """Return a whole number; one of more digits than Python converts is beyond the bound, whatever it is."""
    if len(digits) > _MOST_DIGITS + 1:
        return -LARGEST - 1 if digits.startswith("-") else LARGEST + 1
    return int(digits)
