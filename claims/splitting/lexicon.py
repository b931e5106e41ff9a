"""The word lists that the rules share. Lemmas in lower case unless said otherwise."""

from __future__ import annotations


def words(listed: str) -> frozenset[str]:
    """Return the blank-separated words of ``listed``."""
    return frozenset(listed.split())
