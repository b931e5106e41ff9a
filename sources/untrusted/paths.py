"""Where files and folders are on somebody's machine: kept out of what others get to read."""

from __future__ import annotations

import re

_LOCAL = re.compile(r"file:|[a-z]:[\\/]|\\\\|~[\\/]|/[^/\s]+/[^/\s]", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\\/]+")


def is_local(text: str) -> bool:
    """Tell whether a text is the place of a file or folder on a machine: a whole path, or an address in ``file:``."""
    return _LOCAL.match(text.strip()) is not None


def bare_name(name: str) -> str:
    """Return the name of a file without the folders before it, as any system writes them."""
    return next((part for part in reversed(_SEPARATORS.split(name)) if part), "")


def without_path(text: str) -> str:
    """Return a text that may be a whole path as the name of its file, and any other text as it is."""
    return bare_name(text) if is_local(text) else text
