"""What the rest of the library needs of an encoder, and the one error of embedding."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class ModelUnavailable(Exception):  # noqa: N818 - what happened, in the words of the page
    """Nothing can be embedded just now; the message is a sentence for the person."""


class Precision(StrEnum):
    """In what an encoder computes; part of the model's id, because vectors of two precisions differ a little."""

    FLOAT32 = "float32"
    BFLOAT16 = "bfloat16"


class Encoder(Protocol):
    """Turns texts into vectors whose dot product is their similarity."""

    @property
    def model_id(self) -> str:
        """Names the weights and the precision; vectors of different ids are never compared."""

    @property
    def dimensions(self) -> int:
        """Length of a vector."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row of length 1 per text, the same for the same text whatever stands beside it.

        Nothing is cut: a text that is too long for the model is read in parts.
        """

    def quickest(self) -> Precision:
        """Return the precision in which this machine embeds passages fastest, measured in a second or two."""

    def in_precision(self, precision: Precision) -> Encoder:
        """Return an encoder of the same weights that computes in this precision; itself where it has no other."""


def checked(vectors: NDArray[Any], count: int, dimensions: int) -> Vectors:
    """Return ``vectors`` as float32 after making sure that they are what an encoder promises.

    Raises:
        ModelUnavailable: If the shape is wrong, or a vector is not finite or not of length 1.
    """
    if vectors.shape != (count, dimensions):
        raise ModelUnavailable(
            f"The embedding model gave {vectors.shape} numbers where {(count, dimensions)} were due. "
            "Install the model again."
        )
    # NaN fails every comparison, so it is caught here as well.
    lengths = np.einsum("ij,ij->i", vectors, vectors, dtype=np.float64)
    if not np.all(np.abs(lengths - 1) < 1e-3):
        raise ModelUnavailable("The embedding model gave vectors that are not of length 1. Install the model again.")
    return np.ascontiguousarray(vectors, dtype=np.float32)
