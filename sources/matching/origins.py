"""The origins behind the candidates of a claim: how many independent reports the proposed sources are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sources.matching.citing import citations
from sources.source import Candidate, Origin, OriginLink


def origins_of(candidates: Sequence[Candidate], origins: Mapping[str, Origin]) -> tuple[Origin, ...]:
    """Return the origins of the candidates' sources, in the order of candidates.

    Sources that go back to one report are one origin for every claim. A source that only cites another is one with it
    for the claims that it cites it for, and its own for all others.

    Args:
        candidates: Of one claim.
        origins: The origin of every source of the library, by the source's id.

    Returns:
        Each source of a candidate in exactly one origin. An origin lists only those of its sources that are among
        the candidates, itself first where it is one of them, and keeps its name and id where it is not.
    """
    ids = dict.fromkeys(candidate.source.id for candidate in candidates)
    of = {one: origins.get(one) or _alone(one, candidates) for one in ids}
    leads = _leads(citations(candidates), of)
    members: dict[str, list[str]] = {}
    for one in ids:
        members.setdefault(_end(of[one].id, leads, of), []).append(one)
    by_id = {origin.id: origin for origin in of.values()}
    return tuple(_for_claim(by_id[one], some, of, leads) for one, some in members.items())


def _leads(cited: Sequence[OriginLink], of: Mapping[str, Origin]) -> dict[str, OriginLink]:
    """Return, by the id of an origin, the citation that leads it to another.

    An origin follows only what its own report cites: a paper that prints a wire report and cites somebody in a
    sentence of its own takes the wire with it nowhere. Two that cite each other stay apart.
    """
    leads = {
        link.source_id: link
        for link in cited
        if of[link.source_id].id == link.source_id and of[link.on_id].id != link.source_id
    }
    return {one: link for one, link in leads.items() if _reaches_an_end(one, leads, of)}


def _reaches_an_end(one: str, leads: Mapping[str, OriginLink], of: Mapping[str, Origin]) -> bool:
    seen: set[str] = set()
    while one in leads and one not in seen:
        seen.add(one)
        one = of[leads[one].on_id].id
    return one not in seen


def _end(one: str, leads: Mapping[str, OriginLink], of: Mapping[str, Origin]) -> str:
    while one in leads:
        one = of[leads[one].on_id].id
    return one


def _for_claim(
    origin: Origin, members: Sequence[str], of: Mapping[str, Origin], leads: Mapping[str, OriginLink]
) -> Origin:
    """Return an origin with those of its sources that are candidates, and with those that cite it."""
    own = [one for one in origin.source_ids if one in members]
    others = [one for one in members if one not in own]
    joined = dict.fromkeys(link for one in members for link in of[one].links if link.source_id in members)
    cited = [leads[one] for one in others if one in leads]
    return replace(origin, source_ids=(*own, *others), links=(*joined, *cited))


def _alone(one: str, candidates: Sequence[Candidate]) -> Origin:
    """Return the origin of a source that came into the library after its origins were read."""
    source = next(candidate.source for candidate in candidates if candidate.source.id == one)
    return Origin(one, source.publisher or source.title or one, (one,))
