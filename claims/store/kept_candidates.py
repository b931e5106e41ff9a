"""What was found for claims, kept until what it depends on changes, so that a restart need not search again."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from claims.store import tables


@dataclass(frozen=True, slots=True)
class KeptCandidates:
    """One claim's candidates.

    Attributes:
        key: A digest of all that they depend on.
        matches: As JSON, from `sources.matching.to_json`.
        nearest: As JSON, the nearest sentences of its passages; empty where they were not looked for.
    """

    key: str
    matches: str
    nearest: str = ""


def read(connection: Connection, claim_ids: Collection[str]) -> dict[str, KeptCandidates]:
    """Return what is kept for claims, by claim id, whatever it depends on."""
    kept = tables.kept_candidates.c
    rows = connection.execute(
        select(kept.claim_id, kept.key, kept.matches, kept.nearest).where(kept.claim_id.in_(claim_ids))
    )
    return {claim_id: KeptCandidates(key, _text(matches), nearest) for claim_id, key, matches, nearest in rows}


def _text(matches: bytes) -> str:
    """Return the JSON; nothing where the bytes are damaged, which is no JSON either."""
    try:
        return zlib.decompress(matches).decode()
    except (zlib.error, UnicodeDecodeError):
        return ""


def keys(connection: Connection, article_id: str) -> dict[str, tuple[str, bool]]:
    """Return, per claim of an article, the key of what is kept, and whether its nearest sentences are."""
    kept, claims = tables.kept_candidates.c, tables.claims.c
    rows = connection.execute(
        select(kept.claim_id, kept.key, kept.nearest != "")
        .join_from(tables.kept_candidates, tables.claims, claims.id == kept.claim_id)
        .where(claims.article_id == article_id)
    )
    return {claim_id: (key, bool(nearest)) for claim_id, key, nearest in rows}


def write(connection: Connection, found: Mapping[str, KeptCandidates]) -> None:
    """Keep candidates in place of what was kept for the same claims; claims that are not stored have none."""
    kept = tables.kept_candidates
    stored = connection.scalars(select(tables.claims.c.id).where(tables.claims.c.id.in_(found)))
    wanted = {claim_id: found[claim_id] for claim_id in stored}
    if not wanted:
        return
    connection.execute(delete(kept).where(kept.c.claim_id.in_(wanted)))
    connection.execute(
        insert(kept),
        [
            {
                "claim_id": claim_id,
                "key": one.key,
                "matches": zlib.compress(one.matches.encode()),
                "nearest": one.nearest,
            }
            for claim_id, one in wanted.items()
        ],
    )
