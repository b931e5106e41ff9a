"""Queries on the vectors of passages; each runs on a connection that is open."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select

from sources.store import source_queries
from sources.store.tables import embeddings, passages


def embedded(connection: Connection, model_id: str, digests: Collection[str]) -> dict[str, bytes]:
    """Return the vectors of those of these texts that have one."""
    found: dict[str, bytes] = {}
    for batch in source_queries.batches(sorted(set(digests))):
        query = select(embeddings.c.text_digest, embeddings.c.vector).where(
            embeddings.c.model_id == model_id, embeddings.c.text_digest.in_(batch)
        )
        for row in connection.execute(query):
            found[row.text_digest] = row.vector
    return found


def keep(connection: Connection, model_id: str, vectors: dict[str, bytes]) -> None:
    """Store vectors by the digest of their text, unless they are there or no passage has the text any more."""
    there = embedded(connection, model_id, vectors)
    new = _sources_of(connection, vectors.keys() - there.keys())
    rows = [{"text_digest": key, "model_id": model_id, "vector": vectors[key]} for key in vectors if key in new]
    if rows:
        connection.execute(insert(embeddings), rows)
        source_queries.changed(connection, set().union(*new.values()))


def forget(connection: Connection, model_id: str, digests: Collection[str]) -> None:
    """Delete the vectors of these texts, so that they are embedded again."""
    for batch in source_queries.batches(sorted(digests)):
        connection.execute(
            delete(embeddings).where(embeddings.c.model_id == model_id, embeddings.c.text_digest.in_(batch))
        )
    source_queries.changed(connection, set().union(*_sources_of(connection, digests).values()))


def all_passages(connection: Connection, at_once: int) -> Iterator[Sequence[tuple[str, int, str]]]:
    """Yield source id, place and digest of all passages in any order, some at a time."""
    yield from _some(connection, select(passages.c.source_id, passages.c.ordinal, passages.c.text_digest), at_once)


def all_vectors(connection: Connection, model_id: str, at_once: int) -> Iterator[Sequence[tuple[str, bytes]]]:
    """Yield digest and vector of all texts that have a vector of this model in any order, some at a time."""
    query = select(embeddings.c.text_digest, embeddings.c.vector).where(embeddings.c.model_id == model_id)
    yield from _some(connection, query, at_once)


def _some(connection: Connection, query: Select[Any], at_once: int) -> Iterator[Sequence[Any]]:
    yield from connection.execute(query.execution_options(yield_per=at_once)).partitions()


def searchable(connection: Connection, model_id: str, source_ids: Collection[str]) -> list[tuple[str, int, str]]:
    """Return source id, place and digest of the passages of these sources that have a vector of this model."""
    found: list[tuple[str, int, str]] = []
    for batch in source_queries.batches(sorted(source_ids)):
        query = (
            select(passages.c.source_id, passages.c.ordinal, passages.c.text_digest)
            .join(
                embeddings, (embeddings.c.text_digest == passages.c.text_digest) & (embeddings.c.model_id == model_id)
            )
            .where(passages.c.source_id.in_(batch))
            .order_by(passages.c.source_id, passages.c.ordinal)
        )
        found += [(row.source_id, row.ordinal, row.text_digest) for row in connection.execute(query)]
    return found


def _sources_of(connection: Connection, digests: Collection[str]) -> dict[str, set[str]]:
    """Return the sources that have each of these texts as a passage; texts that no source has are left out."""
    found: dict[str, set[str]] = {}
    for batch in source_queries.batches(sorted(digests)):
        query = select(passages.c.text_digest, passages.c.source_id).where(passages.c.text_digest.in_(batch))
        for row in connection.execute(query):
            found.setdefault(row.text_digest, set()).add(row.source_id)
    return found
