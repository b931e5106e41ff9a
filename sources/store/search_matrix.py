"""The search matrix of a database, brought up to date by what changed and no more."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from sources.index import Addition, ExactIndex, Rows
from sources.store import source_queries, vector_queries

# Rows read at a time: 3 MB of vectors, and little beside them in memory.
_AT_ONCE = 4096
# A vector of length 1 keeps it within 0.0005 in float16; whatever is farther off was not written by the workbench.
_LENGTH_TOLERANCE = 0.01


class SearchMatrix:
    """Keeps the newest index; one thread at a time may ask for it. An index that was handed out does not change.

    Args:
        model_id: Whose vectors to search.
        dimensions: Their length.
    """

    def __init__(self, model_id: str, dimensions: int) -> None:
        self.model_id = model_id
        self._dimensions = dimensions
        self._version = -1
        self._index = ExactIndex(Rows(dimensions))

    def current(self, connection: Connection, damaged: set[str]) -> ExactIndex:
        """Return the index of the library as this connection sees it.

        Args:
            connection: To read from.
            damaged: The digests of texts whose vector is not whole are put here; they are not found.
        """
        now = source_queries.version(connection)
        if now == self._version:
            return self._index
        if self._version < 0:
            rows = self._read(connection, damaged)
        else:
            rows = self._renewed(connection, source_queries.changed_since(connection, self._version), damaged)
        if rows is not self._index.rows:
            self._index = ExactIndex(rows)
        self._version = now
        return self._index

    def _read(self, connection: Connection, damaged: set[str]) -> Rows:
        """Return all rows: two passes over the tables, which takes a third of the time of joining them there."""
        names: dict[str, int] = {}
        numbers: list[NDArray[np.int32]] = [np.zeros(0, dtype=np.int32)]
        ordinals = [np.zeros(0, dtype=np.int32)]
        digests = [np.zeros((0, 2), dtype=np.uint64)]
        for batch in vector_queries.all_passages(connection, _AT_ONCE):
            source_ids, places, texts = zip(*batch, strict=True)
            numbers.append(
                np.array([names.setdefault(source_id, len(names)) for source_id in source_ids], dtype=np.int32)
            )
            ordinals.append(np.array(places, dtype=np.int32))
            digests.append(_words(texts))
        number, ordinal, digest = np.concatenate(numbers), np.concatenate(ordinals), np.concatenate(digests)
        order = np.argsort(digest[:, 0], kind="stable")
        heads = digest[order, 0]
        ids = list(names)
        rows = Rows(self._dimensions)
        for found in vector_queries.all_vectors(connection, self.model_id, _AT_ONCE):
            texts, blobs = zip(*found, strict=True)
            words = _words(texts)
            first, last = np.searchsorted(heads, words[:, 0]), np.searchsorted(heads, words[:, 0], side="right")
            # A text that stands in several passages has a row for each; one that has none any more has no row.
            texts_at = np.repeat(np.arange(len(texts)), last - first)
            within = np.arange(len(texts_at)) - np.repeat(np.cumsum(last - first) - (last - first), last - first)
            at = order[np.repeat(first, last - first) + within]
            same = digest[at, 1] == words[texts_at, 1]
            at, texts_at = at[same], texts_at[same].tolist()
            rows = rows.added(
                self._whole(
                    [ids[place] for place in number[at].tolist()],
                    ordinal[at].tolist(),
                    [texts[place] for place in texts_at],
                    [blobs[place] for place in texts_at],
                    damaged,
                )
            )
        return rows

    def _renewed(self, connection: Connection, source_ids: set[str], damaged: set[str]) -> Rows:
        """Return the rows with these sources as they are now; a passage that is the same stays where it is."""
        rows = self._index.rows
        if not source_ids:
            return rows
        there = rows.of(source_ids)
        names = [rows.names[number] for number in rows.sources(there).tolist()]
        known = list(zip(names, rows.ordinals(there).tolist(), rows.words(there).tolist(), strict=True))
        wanted = {
            (source_id, ordinal, _word(digest)): digest
            for source_id, ordinal, digest in vector_queries.searchable(connection, self.model_id, source_ids)
        }
        gone = np.array([key not in wanted for key in known], dtype=np.bool_)
        if gone.any():
            rows = rows.removed(there[gone])
        stays = set(known)
        new = [
            (source_id, ordinal, digest)
            for (source_id, ordinal, word), digest in wanted.items()
            if (source_id, ordinal, word) not in stays
        ]
        for first in range(0, len(new), _AT_ONCE):
            ids, ordinals, digests = zip(*new[first : first + _AT_ONCE], strict=True)
            blobs = vector_queries.embedded(connection, self.model_id, digests)
            rows = rows.added(self._whole(ids, ordinals, digests, [blobs[digest] for digest in digests], damaged))
        return rows

    def _whole(
        self,
        source_ids: Sequence[str],
        ordinals: Sequence[int],
        digests: Sequence[str],
        blobs: Sequence[bytes],
        damaged: set[str],
    ) -> Addition:
        """Return those passages whose vector is whole."""
        size = self._dimensions * 2
        if set(map(len, blobs)) - {size}:
            blobs = [blob if len(blob) == size else bytes(size) for blob in blobs]
        found: NDArray[np.float16] = np.frombuffer(b"".join(blobs), dtype="<f2").reshape(len(blobs), self._dimensions)
        wide = found.astype(np.float32)
        # Neither zeros nor what is not finite has this length.
        whole = np.abs(np.einsum("ij,ij->i", wide, wide) - 1) < 2 * _LENGTH_TOLERANCE
        everything = Addition(source_ids, np.array(ordinals, dtype=np.int32), _words(digests)[:, 0], found)
        if whole.all():
            return everything
        damaged.update(digest for digest, good in zip(digests, whole, strict=True) if not good)
        return Addition(
            [source_id for source_id, good in zip(source_ids, whole, strict=True) if good],
            everything.ordinals[whole],
            everything.words[whole],
            found[whole],
        )


def _word(digest: str) -> int:
    """Return the first 64 bits of a digest."""
    return int(digest[:16], 16)


def _words(digests: Sequence[str]) -> NDArray[np.uint64]:
    """Return the first and the second 64 bits of each of these digests, shape (digests, 2)."""
    joined = bytes.fromhex("".join(digests))
    return np.frombuffer(joined, dtype=">u8").reshape(len(digests), 4)[:, :2].astype(np.uint64)
