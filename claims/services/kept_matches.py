"""The candidates of stored claims over a restart: kept in the database until what they depend on changes."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from claims.review.gates import Unavailable
from claims.store import kept_candidates
from claims.store.kept_candidates import KeptCandidates
from sources.source import Matches, Query

if TYPE_CHECKING:
    from claims.store.database import Database
    from sources.store.library import Library as Sources

_log = logging.getLogger(__name__)

Nearest = Mapping[tuple[str, int], tuple[int, int]]
"""By source id and ordinal of a passage: where in it the sentence is that comes nearest to the claim."""


class KeptMatches:
    """What was found for claims with all sources searched; what cannot be read or written is searched for again.

    It depends on the claim (all of the `Query`), the version of the library, which counts other names of publishers
    and labels too, the embedding model, and the rules. Any other of them makes another key.
    """

    def __init__(self, database: Database, sources: Callable[[], Sources], model: Callable[[], str]) -> None:
        self._database = database
        self._sources = sources
        self._model = model

    def load(self, queries: Sequence[Query], version: int) -> dict[str, tuple[Matches, Nearest]]:
        """Return what is kept for these queries and good still, by claim id; no model is needed."""
        from sources.matching import from_json, sources_of

        if not queries:
            return {}
        with self._database.reading() as connection:
            rows = kept_candidates.read(connection, [query.id for query in queries])
        good = {query.id: rows[query.id] for query in queries if query.id in rows}
        model = self._model()
        keys = {query.id: _key(query, version, model) for query in queries}
        good = {claim_id: row for claim_id, row in good.items() if row.key == keys[claim_id]}
        needed: dict[str, set[str]] = {}
        for claim_id, row in good.items():
            with _unusable(claim_id):
                needed[claim_id] = sources_of(row.matches)
        held = self._sources().load_passages({one for ids in needed.values() for one in ids})
        found: dict[str, tuple[Matches, Nearest]] = {}
        for claim_id in needed:
            with _unusable(claim_id):
                found[claim_id] = (from_json(good[claim_id].matches, held), _nearest(good[claim_id].nearest))
        return found

    def save(
        self,
        queries: Sequence[Query],
        version: int,
        found: Mapping[str, Matches],
        nearest: Mapping[str, Nearest] | None = None,
    ) -> bool:
        """Keep what was found at this version of the library, and return whether the database took it.

        What comes with a notice is not kept.
        """
        from sources.matching import to_json

        model = self._model()
        rows = {
            query.id: KeptCandidates(
                _key(query, version, model),
                to_json(found[query.id]),
                _written((nearest or {}).get(query.id)),
            )
            for query in queries
            if query.id in found and not found[query.id].notice
        }
        try:
            with self._database.writing() as connection:
                kept_candidates.write(connection, rows)
        except Unavailable as problem:  # it is found again
            _log.info("Candidates of %d claims were not kept. %s", len(rows), problem)
            return False
        return True

    def open(self, article_id: str, queries: Sequence[Query], version: int) -> list[Query]:
        """Return the queries of which candidates or their nearest sentences are not kept, or no longer good."""
        with self._database.reading() as connection:
            kept = kept_candidates.keys(connection, article_id)
        model = self._model()
        return [query for query in queries if kept.get(query.id) != (_key(query, version, model), True)]


def _key(query: Query, version: int, model: str) -> str:
    from sources.matching import rules_digest

    return _digest(query, version, model, rules_digest())


# As many as `Matching` keeps in memory: after each claim done ahead, the keys of the whole article are compared.
@lru_cache(maxsize=20_000)
def _digest(query: Query, version: int, model: str, rules: str) -> str:
    parts = (repr(query), str(version), model, rules)
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@contextmanager
def _unusable(claim_id: str) -> Iterator[None]:
    """Pass over what is kept for a claim where it cannot be used: a source went, or the file was written into."""
    try:
        yield
    except (LookupError, TypeError, ValueError):
        _log.info("The candidates kept for %s cannot be used; they are searched for again.", claim_id)


def _written(nearest: Nearest | None) -> str:
    if nearest is None:
        return ""
    return json.dumps([[*place, *span] for place, span in nearest.items()], separators=(",", ":"))


def _nearest(text: str) -> Nearest:
    return {(source_id, ordinal): (start, end) for source_id, ordinal, start, end in json.loads(text or "[]")}
