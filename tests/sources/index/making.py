"""An index from keys and vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sources.index import Addition, Arithmetic, ExactIndex, Rows


def addition(keys: Sequence[tuple[str, int]], vectors: NDArray[Any]) -> Addition:
    ordinals = np.array([ordinal for _, ordinal in keys], dtype=np.int32)
    return Addition([source_id for source_id, _ in keys], ordinals, ordinals.astype(np.uint64), vectors)


def index_of(
    keys: Sequence[tuple[str, int]], vectors: NDArray[Any], arithmetic: Arithmetic | None = None, size: int = 64
) -> ExactIndex:
    return ExactIndex(Rows(vectors.shape[1], size).added(addition(keys, vectors)), arithmetic)
