"""Raised signs of a formatted text as plain text: a note mark in brackets, a power as a raised sign."""

from __future__ import annotations

import re

from sources.language.note_marks import is_power

_MARK = re.compile(r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*|[*†‡§¶]{1,3}")
_POWERS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(before: str, sign: str) -> str:
    """Return how a raised sign is written in plain text.

    "420" with a raised 1 is "420[1]", so that no reader takes it for 4201; "km" with a raised 2 is "km²".

    Args:
        before: The text before it.
        sign: What is raised.
    """
    mark = sign.strip()
    if not before or before[-1].isspace() or not _MARK.fullmatch(mark):
        return sign  # "19th", "Ca2+", and the 14 of a raised 14 before a C
    if mark.isdecimal() and is_power(before[-12:], mark):
        return sign.replace(mark, mark.translate(_POWERS))
    return sign.replace(mark, f"[{mark}]") if mark[0].isdecimal() else ""
