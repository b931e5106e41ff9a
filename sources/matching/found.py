"""What the checks of claims are given: the claims of one call with their candidates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sources.source import Matches, Query


@dataclass(frozen=True, slots=True)
class Found:
    """The claims of one call with their candidates, before anything is checked.

    Attributes:
        queries: The claims as they were asked for.
        named: For each source that any claim names, the ids of the sources whose publisher or author it is; empty
            where the library has none.
        matches: The candidates of each claim by its id, in their final order.
        admitted: The sources that the person's filter lets pass; None is all.
    """

    queries: Sequence[Query]
    named: Mapping[str, frozenset[str]]
    matches: Mapping[str, Matches]
    admitted: frozenset[str] | None = None
