"""The vectors in memory: blocks that grow at their end and are never rewritten, so readers keep what they have."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import torch

Bools = NDArray[np.bool_]
Halves = NDArray[np.float16]
Places = NDArray[np.int64]

# 50 MB at 384 dimensions, of which only what is filled is taken from the machine; sixteen blocks hold a million rows.
BLOCK = 65_536
# From so many sources on it is quicker to look at every row of a block than to look each source up: on the machine
# that the tests were written on, a block takes as long as forty of them.
_MANY = 40


class _Block:
    """Room for some rows; those below ``filled`` never change."""

    def __init__(self, size: int, dimensions: int) -> None:
        self.vectors: Halves = np.empty((size, dimensions), dtype=np.float16)
        self.sources: NDArray[np.int32] = np.empty(size, dtype=np.int32)
        self.ordinals: NDArray[np.int32] = np.empty(size, dtype=np.int32)
        self.words: NDArray[np.uint64] = np.empty(size, dtype=np.uint64)
        self.filled = 0
        self._by_source: tuple[NDArray[np.int32], Places] = (self.sources[:0], np.zeros(0, dtype=np.int64))
        self._rounded: torch.Tensor | None = None
        self._rounded_rows = 0
        self._rounding = threading.Lock()

    def rounded(self, count: int) -> torch.Tensor:
        """Return the first ``count`` vectors in bfloat16; they are rounded once and kept, 2 bytes for each number."""
        import torch

        with self._rounding:
            if self._rounded is None:
                self._rounded = torch.empty(self.vectors.shape, dtype=torch.bfloat16)
            if self._rounded_rows < count:
                new = slice(self._rounded_rows, count)
                self._rounded[new].copy_(torch.from_numpy(self.vectors[new]))
                self._rounded_rows = count
            return self._rounded[:count]

    def of(self, number: int, count: int) -> Places:
        """Return which of the first ``count`` rows are of the source with this number, ascending."""
        ordered, places = self._by_source
        if len(ordered) < count:  # Sorted once for as long as nothing is added.
            sources = self.sources[: self.filled]
            places = np.argsort(sources, kind="stable")
            ordered = sources[places]
            self._by_source = ordered, places
        found = places[np.searchsorted(ordered, number) : np.searchsorted(ordered, number, side="right")]
        return found[found < count]


@dataclass(frozen=True, slots=True)
class Part:
    """What one state of the rows sees of a block.

    Attributes:
        count: Its first rows.
        removed: Which of them are no longer there; None is none.
    """

    block: _Block
    count: int
    removed: Bools | None = None

    @property
    def vectors(self) -> Halves:
        """The vectors of its rows, removed ones among them."""
        return self.block.vectors[: self.count]

    @property
    def rounded(self) -> torch.Tensor:
        """The vectors in bfloat16, for processors that are quicker in it."""
        return self.block.rounded(self.count)

    @property
    def sources(self) -> NDArray[np.int32]:
        """The source numbers of its rows, removed ones among them."""
        return self.block.sources[: self.count]

    @property
    def live(self) -> int:
        """How many rows are there."""
        return self.count - (0 if self.removed is None else int(self.removed.sum()))


@dataclass(frozen=True, slots=True)
class Addition:
    """Passages to be added.

    Attributes:
        source_ids, ordinals: Whose they are, and their places there.
        words: 64 bits of the digest of each passage's text, to tell a passage that was cut anew from the old one.
        vectors: Shape (passages, dimensions), rows of length 1.
    """

    source_ids: Sequence[str]
    ordinals: NDArray[Any]
    words: NDArray[Any]
    vectors: NDArray[Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """One state of all rows. Safe to read from any thread; only one thread at a time may derive the next state.

    A row's number is its block's place times ``size``, plus its place in the block. Numbers are good for one state.

    Attributes:
        size: Rows of a block.
        names: Source ids by their number; shared by all states and only ever appended to.
    """

    dimensions: int
    size: int = BLOCK
    parts: tuple[Part, ...] = ()
    names: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return sum(part.live for part in self.parts)

    def added(self, new: Addition) -> Rows:
        """Return the rows with these at the end; what is there already is not copied."""
        numbers = [self.numbers.setdefault(source_id, len(self.numbers)) for source_id in new.source_ids]
        if len(self.numbers) > len(self.names):
            self.names.extend(islice(self.numbers, len(self.names), None))
        sources = np.array(numbers, dtype=np.int32)
        return self._appended(sources, new.ordinals, new.words, new.vectors)

    def removed(self, rows: Places) -> Rows:
        """Return the rows without these. A block that is less than half in use gives way to its live rows."""
        parts: list[Part] = []
        moved: list[Part] = []
        for place, part in enumerate(self.parts):
            here = rows[rows // self.size == place] % self.size
            if not len(here):
                parts.append(part)
                continue
            gone = np.zeros(part.count, dtype=np.bool_) if part.removed is None else part.removed.copy()
            gone[here] = True
            left = replace(part, removed=gone)
            (parts if left.live * 2 >= part.count else moved).append(left)
        found = replace(self, parts=tuple(parts))
        for part in moved:
            found = found.moved(part)
        return found

    def moved(self, part: Part) -> Rows:
        """Return the rows with the live rows of this part at the end."""
        kept = np.arange(part.count) if part.removed is None else np.flatnonzero(~part.removed)
        block = part.block
        return self._appended(block.sources[kept], block.ordinals[kept], block.words[kept], block.vectors[kept])

    def of(self, source_ids: Collection[str]) -> Places:
        """Return the live rows of these sources, ascending."""
        numbers = [self.numbers[source_id] for source_id in set(source_ids) if source_id in self.numbers]
        wanted = self.open(source_ids, ()) if len(numbers) > _MANY else None
        found = [np.zeros(0, dtype=np.int64)]
        for place, part in enumerate(self.parts):
            if wanted is not None:
                here = np.flatnonzero(wanted[part.sources])
            else:
                here = np.concatenate([found[0], *(part.block.of(number, part.count) for number in numbers)])
            found.append(place * self.size + (here if part.removed is None else here[~part.removed[here]]))
        return np.sort(np.concatenate(found))

    def open(self, within: Collection[str] | None, without: Collection[str]) -> Bools:
        """Return, for each source number, whether it is one of ``within`` (None: any) and not one of ``without``."""
        count = len(self.names)  # another thread may be adding names that no row of this state has

        def those(source_ids: Collection[str]) -> list[int]:
            return [number for source_id in source_ids if (number := self.numbers.get(source_id, count)) < count]

        found = np.full(count, within is None)
        found[those(within or ())] = True
        found[those(without)] = False
        return found

    def sources(self, rows: Places) -> NDArray[np.int32]:
        """Return the source numbers of these rows."""
        return self._taken("sources", rows, np.zeros(len(rows), dtype=np.int32))

    def ordinals(self, rows: Places) -> NDArray[np.int32]:
        """Return the places of these rows in their sources."""
        return self._taken("ordinals", rows, np.zeros(len(rows), dtype=np.int32))

    def words(self, rows: Places) -> NDArray[np.uint64]:
        """Return 64 bits of the digest of the text of each of these rows."""
        return self._taken("words", rows, np.zeros(len(rows), dtype=np.uint64))

    def vectors(self, rows: Places) -> Halves:
        """Return the vectors of these rows."""
        return self._taken("vectors", rows, np.zeros((len(rows), self.dimensions), dtype=np.float16))

    def _taken(self, what: str, rows: Places, into: NDArray[Any]) -> NDArray[Any]:
        blocks = rows // self.size
        for place in np.unique(blocks):
            here = blocks == place
            into[here] = getattr(self.parts[place].block, what)[rows[here] % self.size]
        return into

    def _appended(
        self, sources: NDArray[Any], ordinals: NDArray[Any], words: NDArray[Any], vectors: NDArray[Any]
    ) -> Rows:
        parts = list(self.parts)
        first = 0
        while first < len(sources):
            last = parts[-1] if parts else None
            # Rows that another state has put behind this one's are not to be touched.
            if last is None or last.count == self.size or last.block.filled != last.count:
                last = Part(_Block(self.size, self.dimensions), 0)
                parts.append(last)
            block, begin = last.block, last.count
            end = min(self.size, begin + len(sources) - first)
            taken = slice(first, first + end - begin)
            block.sources[begin:end] = sources[taken]
            block.ordinals[begin:end] = ordinals[taken]
            block.words[begin:end] = words[taken]
            block.vectors[begin:end] = vectors[taken]
            block.filled = end
            removed = (
                None if last.removed is None else np.concatenate([last.removed, np.zeros(end - begin, np.bool_)])
            )
            parts[-1] = Part(block, end, removed)
            first += end - begin
        return replace(self, parts=tuple(parts))
