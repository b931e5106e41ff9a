"""Exact search over all passages in memory: no passage that is nearer is ever missed.

The products with all rows are computed roughly, and of every few rows only the largest is kept. How far such a
product may be off is known, so whatever could belong to the answer is computed again in float64, row by row. Neither
the arithmetic, nor the number of queries, nor the order in which passages came changes the answer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sources.index.products import CHUNK, FLOAT32_MARGIN, Arithmetic, chunk_maxima, pool, quickest
from sources.index.rows import Bools, Places, Rows

# So few rows are computed one by one; more of them are faster by the block.
_FEW = 4096


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage near a query; similarity is a cosine in [-1, 1]."""

    source_id: str
    ordinal: int
    similarity: float


class ExactIndex:
    """An unchanging search matrix; safe to share between threads.

    Args:
        rows: The passages and their vectors. The index of a later state of them leaves this one as it is.
        arithmetic: In what the rough products are computed; None is what this machine is quicker in.
    """

    def __init__(self, rows: Rows, arithmetic: Arithmetic | None = None) -> None:
        self.rows = rows
        self._arithmetic = arithmetic
        self._length = len(rows)

    def __len__(self) -> int:
        return self._length

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self.rows.dimensions

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

        Many queries in one call cost far less than as many calls.

        Args:
            query_vectors: Shape (queries, dimensions), rows of length 1.
            limit: Most passages per query; fewer if there are fewer.
            per_source: Most passages of one source; None is no bound.
            within: Only these sources; None is all.
            without: Not these sources.

        Raises:
            ValueError: If the dimensions differ or limit is below 1.
        """
        if query_vectors.ndim != 2 or query_vectors.shape[1] != self.dimensions:
            raise ValueError(f"Queries of shape {query_vectors.shape} do not fit {self.dimensions} dimensions.")
        if limit < 1 or (per_source is not None and per_source < 1):
            raise ValueError("At least one passage must be asked for.")
        queries = np.ascontiguousarray(query_vectors, dtype=np.float32)
        if not len(queries) or not self._length:
            return [[] for _ in queries]
        if within is not None and len(rows := self.rows.of(set(within) - set(without))) <= _FEW:
            return [self._ranked(query, rows, limit, per_source) for query in queries]
        closed = self._closed(within, without)
        arithmetic = self._arithmetic or quickest()
        tops = np.concatenate(chunk_maxima(self.rows.parts, closed, queries, arithmetic))
        jobs = [
            pool().submit(self._best, query, row, closed, arithmetic.margin, limit, per_source)
            for query, row in zip(queries, np.ascontiguousarray(tops.T), strict=True)
        ]
        return [job.result() for job in jobs]

    def similarities(
        self, query_vector: NDArray[Any], source_ids: Sequence[str]
    ) -> tuple[Places, Places, NDArray[np.float64]]:
        """Return the similarity of every passage of these sources to one query, the same as `nearest` gives.

        Args:
            query_vector: Shape (dimensions,), of length 1.
            source_ids: Each once; unknown ones have no passages.

        Returns:
            For each passage the place of its source in ``source_ids``, its place in the source, and its similarity.
        """
        rows = self.rows.of(source_ids)
        places = np.full(len(self.rows.names), -1, dtype=np.int64)
        for place, source_id in enumerate(source_ids):
            if source_id in self.rows.numbers:
                places[self.rows.numbers[source_id]] = place
        exact = self._exact(np.asarray(query_vector, dtype=np.float32), rows)
        return places[self.rows.sources(rows)], self.rows.ordinals(rows).astype(np.int64), exact

    def _closed(self, within: Collection[str] | None, without: Collection[str]) -> list[Bools | None]:
        """Return, for each part of the rows, those that must not be proposed; None is none."""
        if within is None and not without:
            return [part.removed for part in self.rows.parts]
        wanted = self.rows.open(within, without)
        shut = [~wanted[part.sources] for part in self.rows.parts]
        return [
            here if part.removed is None else here | part.removed
            for here, part in zip(shut, self.rows.parts, strict=True)
        ]

    def _best(
        self,
        query: NDArray[np.float32],
        tops: NDArray[np.float32],
        closed: Sequence[Bools | None],
        margin: float,
        limit: int,
        per_source: int | None,
    ) -> list[Hit]:
        """Return the hits of one query out of the chunks that could hold them.

        Each of the ``count`` best chunks has a row whose rough product is at least ``least``. So the ``count`` best
        rows have products of at least ``least - margin``, and rough ones of at least ``least - 2 * margin``. Where
        the bound per source leaves too few of them, more chunks are looked at.
        """
        count = limit
        while True:
            least = -np.inf if count >= len(tops) else float(np.partition(tops, -count)[-count])
            if least == -np.inf:
                chunks = np.flatnonzero(tops > -np.inf)
            else:
                chunks = np.flatnonzero(tops >= least - 2 * margin)
            hits = self._ranked(query, self._rows_of(chunks, closed), limit, per_source)
            if least == -np.inf or (len(hits) == limit and hits[-1].similarity >= least - margin):
                return hits
            count *= 4

    def _rows_of(self, chunks: Places, closed: Sequence[Bools | None]) -> Places:
        """Return the rows of chunks that are numbered through all parts, without those that are closed."""
        found = [np.zeros(0, dtype=np.int64)]
        first = 0
        for place, (part, shut) in enumerate(zip(self.rows.parts, closed, strict=True)):
            last = first - (-part.count // CHUNK)
            here = chunks[np.searchsorted(chunks, first) : np.searchsorted(chunks, last)] - first
            rows = (here[:, None] * CHUNK + np.arange(CHUNK)).ravel()
            rows = rows[rows < part.count]
            found.append(place * self.rows.size + (rows if shut is None else rows[~shut[rows]]))
            first = last
        return np.concatenate(found)

    def _ranked(self, query: NDArray[np.float32], rows: Places, limit: int, per_source: int | None) -> list[Hit]:
        """Return the best of these rows."""
        import torch

        if not len(rows):
            return []
        rough = (torch.from_numpy(self.rows.vectors(rows)).float() @ torch.from_numpy(query)).numpy()
        # Where no product is off by more than the margin, neither is the last place of the best.
        least = _last_of_best(rough, self.rows.sources(rows), limit, per_source)
        hits = self._scored(query, rows[rough >= least - 2 * FLOAT32_MARGIN])
        hits.sort(key=lambda hit: (-hit.similarity, hit.source_id, hit.ordinal))
        return hits[:limit] if per_source is None else list(_at_most(hits, per_source))[:limit]

    def _scored(self, query: NDArray[np.float32], rows: Places) -> list[Hit]:
        """Return the hits of some rows, each computed by itself, so that nothing beside it counts."""
        exact = self._exact(query, rows)
        sources, ordinals = self.rows.sources(rows).tolist(), self.rows.ordinals(rows).tolist()
        return [
            Hit(self.rows.names[source], ordinal, similarity)
            for source, ordinal, similarity in zip(sources, ordinals, exact.tolist(), strict=True)
        ]

    def _exact(self, query: NDArray[np.float32], rows: Places) -> NDArray[np.float64]:
        exact: NDArray[np.float64] = (self.rows.vectors(rows).astype(np.float64) * query.astype(np.float64)).sum(
            axis=1
        )
        return np.clip(exact, -1.0, 1.0)


def _last_of_best(
    scores: NDArray[np.float32], sources: NDArray[np.int32], limit: int, per_source: int | None
) -> float:
    """Return the score at place ``limit``, or -inf where there are fewer."""
    if len(scores) < limit:
        return -np.inf
    if per_source is None:
        return float(np.partition(scores, -limit)[-limit])
    best = np.argsort(-scores)
    taken: dict[int, int] = {}
    found = 0
    for place, source in zip(best.tolist(), sources[best].tolist(), strict=True):
        taken[source] = taken.get(source, 0) + 1
        found += taken[source] <= per_source
        if found == limit:
            return float(scores[place])
    return -np.inf


def _at_most(hits: Iterable[Hit], per_source: int) -> Iterable[Hit]:
    taken: dict[str, int] = {}
    for hit in hits:
        taken[hit.source_id] = taken.get(hit.source_id, 0) + 1
        if taken[hit.source_id] <= per_source:
            yield hit
