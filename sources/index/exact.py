"""Exact search over all passages in memory: no passage that is nearer is ever missed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Rows of one matrix product; at a million passages blocks take half the time of one product and bound the memory.
_BLOCK = 65_536
# Products of float32 differ in the last bits with the number of queries beside them. Whatever comes this near to
# the limit is computed again in float64, row by row, which is the same every time.
_MARGIN = 1e-5


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage near a query; similarity is a cosine in [-1, 1]."""

    source_id: str
    ordinal: int
    similarity: float


class ExactIndex:
    """An unchanging search matrix; safe to share between threads.

    Args:
        keys: Source id and ordinal of each passage, in ascending order.
        vectors: Shape (passages, dimensions), rows of length 1.

    Raises:
        ValueError: If keys and vectors do not fit together, or keys are not ascending.
    """

    def __init__(self, keys: Sequence[tuple[str, int]], vectors: NDArray[Any]) -> None:
        if vectors.ndim != 2 or len(keys) != len(vectors):
            raise ValueError(f"{len(keys)} keys do not fit vectors of shape {vectors.shape}.")
        if any(one >= other for one, other in pairwise(keys)):
            raise ValueError("The keys of an index must ascend, each once.")
        self._ordinals = np.array([ordinal for _, ordinal in keys], dtype=np.int64)
        self._vectors = np.ascontiguousarray(vectors, dtype=np.float32)
        self._sources: list[str] = []
        starts: list[int] = []
        for row, (source_id, _) in enumerate(keys):
            if not self._sources or self._sources[-1] != source_id:
                self._sources.append(source_id)
                starts.append(row)
        self._starts = np.array([*starts, len(keys)], dtype=np.int64)
        self._places = {source_id: place for place, source_id in enumerate(self._sources)}

    def __len__(self) -> int:
        return len(self._vectors)

    @property
    def vectors(self) -> NDArray[np.float32]:
        """The search matrix, in the order of the keys; not to be changed."""
        return self._vectors

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self._vectors.shape[1])

    def nearest(
        self,
        query_vectors: NDArray[Any],
        limit: int,
        *,
        per_source: int | None = None,
        within: Collection[str] | None = None,
        without: Collection[str] = (),
    ) -> list[list[Hit]]:
        """Return the passages nearest to each query, best first; ties by source id, then place in the source.

        Args:
            query_vectors: Shape (queries, dimensions), rows of length 1.
            limit: Most passages per query; fewer if there are fewer.
            per_source: Most passages of one source; None is no bound.
            within: Only these sources; None is all.
            without: Not these sources.

        Raises:
            ValueError: If the dimensions differ or limit is below 1.
        """
        if query_vectors.ndim != 2 or query_vectors.shape[1] != self._vectors.shape[1]:
            raise ValueError(f"Queries of shape {query_vectors.shape} do not fit {self.dimensions} dimensions.")
        if limit < 1 or (per_source is not None and per_source < 1):
            raise ValueError("At least one passage must be asked for.")
        queries = np.ascontiguousarray(query_vectors, dtype=np.float32)
        if not len(queries) or not self._sources:
            return [[] for _ in queries]
        best = self._best_of_sources(queries)
        open_places = self._open(within, without)
        most = min(limit, per_source or limit)
        return [self._hits(query, row, open_places, limit, most) for query, row in zip(queries, best, strict=True)]

    def of_source(self, query_vector: NDArray[Any], source_id: str) -> list[Hit]:
        """Return every passage of a source with its similarity to one query, in their order; none for an unknown one.

        The similarities are those that `nearest` gives, to the last bit.

        Args:
            query_vector: Shape (dimensions,), of length 1.
            source_id: Of the source.
        """
        place = self._places.get(source_id)
        if place is None:
            return []
        rows = np.arange(self._starts[place], self._starts[place + 1])
        return self._scored(np.asarray(query_vector, dtype=np.float32), source_id, rows)

    def _best_of_sources(self, queries: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the similarity of each source's best passage, shape (queries, sources)."""
        best = np.full((len(queries), len(self._sources)), -np.inf, dtype=np.float32)
        for first in range(0, len(self._vectors), _BLOCK):
            last = min(first + _BLOCK, len(self._vectors))
            scores = queries @ self._vectors[first:last].T
            # The sources of this block; the first may have begun, and the last may end, in another.
            here = int(np.searchsorted(self._starts, first, side="right")) - 1
            there = int(np.searchsorted(self._starts, last, side="left"))
            cuts = np.maximum(self._starts[here:there], first) - first
            found = np.maximum.reduceat(scores, cuts, axis=1)
            np.maximum(best[:, here:there], found, out=best[:, here:there])
        return best

    def _open(self, within: Collection[str] | None, without: Collection[str]) -> NDArray[np.int64]:
        """Return the places of the sources that may be proposed, ascending."""
        chosen = (
            range(len(self._sources)) if within is None else {self._places[s] for s in within if s in self._places}
        )
        barred = {self._places[s] for s in without if s in self._places}
        return np.array(sorted(place for place in chosen if place not in barred), dtype=np.int64)

    def _hits(
        self, query: NDArray[np.float32], best: NDArray[np.float32], places: NDArray[np.int64], limit: int, most: int
    ) -> list[Hit]:
        """Return the hits of one query: the best sources, then the best passages of each, scored again exactly."""
        found: list[Hit] = []
        for place in places[_largest(best[places], limit)]:
            rows = np.arange(self._starts[place], self._starts[place + 1])
            rows = rows[_largest(self._vectors[rows] @ query, most)]
            found += sorted(self._scored(query, self._sources[place], rows), key=_order)[:most]
        return sorted(found, key=_order)[:limit]

    def _scored(self, query: NDArray[np.float32], source_id: str, rows: NDArray[np.int64]) -> list[Hit]:
        """Return the hits of some rows of a source, each computed by itself, so that nothing beside it counts."""
        exact = (self._vectors[rows].astype(np.float64) * query.astype(np.float64)).sum(axis=1)
        return [
            Hit(source_id, int(self._ordinals[row]), max(-1.0, min(1.0, float(similarity))))
            for row, similarity in zip(rows, exact, strict=True)
        ]


def _order(hit: Hit) -> tuple[float, str, int]:
    return -hit.similarity, hit.source_id, hit.ordinal


def _largest(scores: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """Return the places of the ``count`` largest scores and of all that nearly reach them, ascending."""
    if len(scores) <= count:
        return np.arange(len(scores))
    least = np.partition(scores, len(scores) - count)[len(scores) - count]
    return np.flatnonzero(scores >= least - _MARGIN)
