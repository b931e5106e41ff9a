"""The origins behind the candidates of a claim: how many independent reports the proposed sources are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sources.source import Candidate, Origin


def origins_of(candidates: Sequence[Candidate], origins: Mapping[str, Origin]) -> tuple[Origin, ...]:
    """Return the origins of the candidates' sources, in the order of candidates.

    Args:
        candidates: Of one claim.
        origins: The origin of every source of the library, by the source's id.

    Returns:
        Each source of a candidate in exactly one origin. An origin lists only those of its sources that are among
        the candidates, itself first where it is one of them, and keeps its name and id where it is not.
    """
    ids = dict.fromkeys(candidate.source.id for candidate in candidates)
    whole = {one: origins.get(one) or _alone(one, candidates) for one in ids}
    found: dict[str, Origin] = {}
    for origin in whole.values():
        if origin.id not in found:
            found[origin.id] = replace(
                origin,
                source_ids=tuple(one for one in origin.source_ids if one in ids),
                links=tuple(link for link in origin.links if link.source_id in ids),
            )
    return tuple(found.values())


def _alone(one: str, candidates: Sequence[Candidate]) -> Origin:
    """Return the origin of a source that came into the library after its origins were read."""
    source = next(candidate.source for candidate in candidates if candidate.source.id == one)
    return Origin(one, source.publisher or source.title or one, (one,))
