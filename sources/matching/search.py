"""The sources nearest to a text, each by its best passage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sources.filter import Filter
from sources.matching.admitting import admitted
from sources.matching.fusion import Fusion, Ranked
from sources.matching.searching import Searching

if TYPE_CHECKING:
    from sources.store.library import Library


@dataclass(frozen=True, slots=True)
class Searched:
    """What was found.

    Attributes:
        ranked: For each text its sources, best first; to be gone through once.
        model_id: Of the similarities; empty where the model cannot be used.
        notice: A sentence for a person where not everything is found by meaning; else empty.
    """

    ranked: Iterator[list[Ranked]]
    model_id: str
    notice: str


def search(texts: Sequence[str], library: Library, limit: int, *, chosen: Filter | None = None) -> Searched:
    """Return the sources nearest to each text by meaning and words, each by its best passage.

    Args:
        texts: What to search for.
        library: Where to search.
        limit: Most sources for each text.
        chosen: Which sources are searched; None is all.

    Raises:
        DatabaseUnavailable: If the library cannot be read just now.
    """
    searching = Searching.of(library, texts)
    only = admitted(library, chosen)
    fusion = Fusion(searching.keywords, searching.vectors, only)
    asked = fusion.asked(texts, searching.query_vectors)
    return Searched((fusion.ranked(one, limit, per_source=1) for one in asked), searching.model_id, searching.notice)
