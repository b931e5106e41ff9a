"""Numbers from outside: finite, within bounds, and never so long that reading them fails."""

from __future__ import annotations

import math
import re

from sources.untrusted.text import Unusable

LARGEST = 2**63 - 1  # the largest whole number of a column in either database

# A spreadsheet writes 1 as "1.0" where a cell of the column is empty, and as "1,0" where the comma is the sign.
_WHOLE = re.compile(r"[+-]?[0-9]{1,19}(?:[.,]0{1,19})?")
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,40}(?:[.,][0-9]{0,40})?|[.,][0-9]{1,40})(?:e[+-]?[0-9]{1,3})?", re.IGNORECASE)


def whole(value: object, *, least: int = 0, most: int = LARGEST) -> int:
    """Return a whole number: an int, or text such as "7", "7.0" or "7,0".

    Raises:
        Unusable: If it is none, or not from ``least`` to ``most``.
    """
    fault = f"is not a whole number from {least:,} to {most:,}"
    if isinstance(value, float) and value.is_integer():
        value = int(value) if abs(value) <= LARGEST else str(value)
    if type(value) is int:
        found = value
    elif isinstance(value, str) and _WHOLE.fullmatch(value.strip()):
        found = int(re.split("[.,]", value.strip())[0])
    else:
        raise Unusable(fault)
    if not least <= found <= most:
        raise Unusable(fault)
    return found


def number(value: object, *, least: float, most: float) -> float:
    """Return a number: an int, a float, or text such as "0.83", "0,83" or "8.3e-1".

    Raises:
        Unusable: If it is none, not finite, or not from ``least`` to ``most``.
    """
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        value = float(value.strip().replace(",", "."))
    if type(value) not in {int, float} or not least <= value <= most:  # type: ignore[operator]
        raise Unusable(f"is not a number from {least:g} to {most:g}")
    found = float(value)  # type: ignore[arg-type]
    assert math.isfinite(found)
    return found
