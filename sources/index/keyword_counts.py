"""The terms of one source as bytes, so that its text need not be read and cut into words each time."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sources.index.keyword_terms import terms

# Counted up with every change of `terms`, so that nothing that was kept before is used after it.
FORM = 1
_HEAD = 2  # numbers in front: rows and terms


@dataclass(frozen=True, slots=True)
class SourceWords:
    """The words of one source, as they are brought to the index.

    Attributes:
        passages: The texts of its passages, in order.
    """

    source_id: str
    title: str
    passages: Sequence[str]


@dataclass(frozen=True, slots=True, eq=False)
class WordCounts:
    """The terms of one source in their order: those of its title, then of each passage.

    Attributes:
        terms: Each once, in the order in which they first come.
        rows: How many terms the title and each passage have.
        places: For each term of each row its place in ``terms``.
    """

    source_id: str
    terms: Sequence[str]
    rows: NDArray[np.uint32]
    places: NDArray[np.uint32]

    @classmethod
    def of(cls, wording: SourceWords) -> WordCounts:
        """Return the terms of a source's words."""
        places: dict[str, int] = {}
        rows: list[int] = []
        found: list[int] = []
        for text in (wording.title, *wording.passages):
            found_terms = terms(text)
            rows.append(len(found_terms))
            found += [places.setdefault(term, len(places)) for term in found_terms]
        return cls(wording.source_id, list(places), np.array(rows, np.uint32), np.array(found, np.uint32))

    @classmethod
    def from_bytes(cls, source_id: str, kept: bytes) -> WordCounts:
        """Return what `to_bytes` gave.

        Raises:
            ValueError: If the bytes are damaged.
        """
        try:
            plain = zlib.decompress(kept)
            head = np.frombuffer(plain, "<u4", _HEAD)
            numbers = np.frombuffer(plain, "<u4", int(head.sum()), offset=head.nbytes)
            words = plain[head.nbytes + numbers.nbytes :].decode()
        except zlib.error as error:
            raise ValueError(f"The terms kept of {source_id} cannot be unpacked.") from error
        return cls(source_id, words.split("\n") if words else [], numbers[: head[0]], numbers[head[0] :])

    def to_bytes(self) -> bytes:
        """Return the terms packed; the same on every machine."""
        head = np.array([len(self.rows), len(self.places)], "<u4")
        numbers = np.concatenate([head, self.rows, self.places]).astype("<u4")
        # The quickest packing: it halves the size, and more effort gains a tenth.
        return zlib.compress(numbers.tobytes() + "\n".join(self.terms).encode(), 1)
