"""Dot products of a few queries with all rows, in threads, of which only the largest of every few rows is kept."""

from __future__ import annotations

import functools
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sources.cores import threads_of_their_own
from sources.index.rows import Bools, Part

if TYPE_CHECKING:
    import torch

# Rows of which the largest product is kept: what is looked at again is at most this many times what is asked for.
CHUNK = 32
# Rows of one product: as float32 they and their products stay in a core's own cache. Measured from 1,024 to 65,536.
_TILE = 1024
# How far a product of two vectors of length 1 may be off. In float32, sums of 384 terms differ by less than 2e-6.
# In bfloat16 either vector and the result are rounded to 8 binary digits: (1 + 2**-9)**3 - 1 is 0.0059.
FLOAT32_MARGIN = 1e-5
_BFLOAT16_MARGIN = 0.0061


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """In what the products are computed; the passages found are the same in either.

    Attributes:
        name: As torch names the type.
        margin: How far a product may be off.
    """

    name: str
    margin: float


FLOAT32 = Arithmetic("float32", FLOAT32_MARGIN)
BFLOAT16 = Arithmetic("bfloat16", _BFLOAT16_MARGIN)


@functools.cache
def pool() -> ThreadPoolExecutor:
    """Return the threads that search."""
    return threads_of_their_own("search")


@functools.cache
def quickest() -> Arithmetic:
    """Return the arithmetic that this machine is quicker in: measured, a few milliseconds, once per process."""
    import torch

    kept = torch.full((_TILE * 4, 384), 0.05, dtype=torch.float16)
    rows = {BFLOAT16: kept.to(torch.bfloat16), FLOAT32: kept}  # as a search has them
    queries = np.full((32, 384), 0.05, dtype=np.float32)

    def seconds(arithmetic: Arithmetic) -> float:
        best = float("inf")
        for _ in range(4):  # the first run of either warms it up
            begun = time.perf_counter()
            _largest(rows[arithmetic], None, queries, arithmetic)
            best = min(best, time.perf_counter() - begun)
        return best

    return pool().submit(lambda: BFLOAT16 if seconds(BFLOAT16) < seconds(FLOAT32) else FLOAT32).result()


def chunk_maxima(
    parts: Sequence[Part], closed: Sequence[Bools | None], queries: NDArray[np.float32], arithmetic: Arithmetic
) -> list[NDArray[np.float32]]:
    """Return, for each part, the largest product of every `CHUNK` rows with each query.

    Args:
        parts: The rows.
        closed: For each part, which rows are passed over; None is none.
        queries: Shape (queries, dimensions), rows of length 1.
        arithmetic: In what to compute.

    Returns:
        Shape (chunks of the part, queries) each; -inf where a chunk is closed as a whole.
    """

    def largest(part: Part, shut: Bools | None) -> NDArray[np.float32]:
        return _largest(_rows(part, arithmetic), shut, queries, arithmetic)

    jobs = [pool().submit(largest, part, shut) for part, shut in zip(parts, closed, strict=True)]
    return [job.result() for job in jobs]


def _rows(part: Part, arithmetic: Arithmetic) -> torch.Tensor:
    """Return the rows of a part for the products.

    In bfloat16 they are kept, because rounding a million rows takes longer than their products. In float32 they would
    take twice the memory of what is kept already, and are made tile by tile.
    """
    import torch

    return part.rounded if arithmetic is BFLOAT16 else torch.from_numpy(part.vectors)


def _largest(
    vectors: torch.Tensor, closed: Bools | None, queries: NDArray[np.float32], arithmetic: Arithmetic
) -> NDArray[np.float32]:
    import torch

    kind: torch.dtype = getattr(torch, arithmetic.name)
    found = np.full((-(-len(vectors) // CHUNK), len(queries)), -np.inf, dtype=np.float32)
    across = torch.from_numpy(queries).t().contiguous().to(kind)
    buffer = torch.empty((_TILE, vectors.shape[1]), dtype=kind)
    products: Any = torch.empty((_TILE, len(queries)), dtype=kind)
    with torch.inference_mode():
        for first in range(0, len(vectors), _TILE):
            rows = vectors[first : first + _TILE]
            count = len(rows)
            whole = -(-count // CHUNK) * CHUNK
            if rows.dtype != kind:
                rows = buffer[:count].copy_(rows)
            torch.mm(rows, across, out=products[:count])
            products[count:whole] = -torch.inf
            if closed is not None:
                products[:count][torch.from_numpy(closed[first : first + _TILE])] = -torch.inf
            tops = products[:whole].view(-1, CHUNK, len(queries)).amax(dim=1)
            found[first // CHUNK : first // CHUNK + len(tops)] = tops.to(torch.float32).numpy()
    return found
