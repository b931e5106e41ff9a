"""Sources that are joined two by two, as origins: who goes back to whom, and why, in a person's words."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sources.origins import outlet_names
from sources.origins.relation import Relation
from sources.source import Origin, OriginKind, OriginLink

_STRENGTH = {kind: place for place, kind in enumerate(OriginKind)}
# A part has so much more of the whole than the whole of the part; two edited copies have about as much of each other.
_MORE = 0.15


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a source beside its text.

    Attributes:
        title: The name of its file where it has none.
        credit: The outlet whose report it says to be; empty where it credits nobody wholly.
    """

    id: str
    title: str
    publisher: str
    published: date | None
    credit: str = ""

    @property
    def earliness(self) -> tuple[date, bool, str]:
        """What the first report has the least of; a source without a date comes after those with one.

        Of one day, or without dates, an agency's report comes before those of the papers that print it.
        """
        return (self.published or date.max, not outlet_names.is_agency(self.publisher), self.id)


@dataclass(slots=True)
class _Groups:
    """Disjoint sets of ids."""

    parents: dict[str, str] = field(default_factory=dict)

    def of(self, source_id: str) -> str:
        while (parent := self.parents.get(source_id, source_id)) != source_id:
            self.parents[source_id] = source_id = self.parents.get(parent, parent)
        return source_id

    def join(self, first: str, second: str) -> None:
        first, second = sorted((self.of(first), self.of(second)))
        self.parents[second] = first


def group(sources: Iterable[Known], relations: Iterable[Relation]) -> dict[str, Origin]:
    """Return the origin of every source by its id, one object for all that share it.

    What is joined to the same source is joined to each other, except by a later page that holds several reports
    which have nothing else in common: such a round-up stands for itself.

    The origin of a group is the credited agency's own report where the library has it, else the earliest by date, an
    agency first, and then id.
    """
    known = {source.id: source for source in sources}
    joined = [relation for relation in relations if relation.first in known and relation.second in known]
    groups = _joined(known, joined)
    members: dict[str, list[str]] = {}
    for source_id in known:
        members.setdefault(groups.of(source_id), []).append(source_id)
    edges: dict[str, dict[str, Relation]] = {}
    for relation in joined:
        if groups.of(relation.first) == groups.of(relation.second):
            edges.setdefault(relation.first, {})[relation.second] = relation
            edges.setdefault(relation.second, {})[relation.first] = relation
    found: dict[str, Origin] = {}
    for ids in members.values():
        origin = _origin([known[source_id] for source_id in ids], known, edges)
        found.update(dict.fromkeys(ids, origin))
    return found


def _joined(known: Mapping[str, Known], relations: Sequence[Relation]) -> _Groups:
    groups = _Groups()
    parts_of: dict[str, list[str]] = {}
    for relation in relations:
        within = _held_within(relation)
        if within is None:
            groups.join(relation.first, relation.second)
        else:
            parts_of.setdefault(within[1], []).append(within[0])
    for holder, parts in sorted(parts_of.items()):
        apart = {groups.of(part) for part in parts} - {groups.of(holder)}
        later = all(_later(known[holder], known[part]) for part in parts)
        if len(apart) > 1 and later:
            continue
        for part in parts:
            groups.join(part, holder)
    return groups


def _held_within(relation: Relation) -> tuple[str, str] | None:
    """Return the ids of the part and of the whole, where one source is a part of the other rather than its equal."""
    if relation.kind is not OriginKind.NEAR_COPY or abs(relation.first_share - relation.second_share) < _MORE:
        return None
    return (
        (relation.first, relation.second)
        if relation.first_share > relation.second_share
        else (relation.second, relation.first)
    )


def _later(source: Known, other: Known) -> bool:
    return source.published is not None and other.published is not None and source.published > other.published


def _origin(
    members: Sequence[Known], known: Mapping[str, Known], edges: Mapping[str, Mapping[str, Relation]]
) -> Origin:
    if len(members) == 1:
        (member,) = members
        return Origin(member.id, member.publisher or member.title or member.id, (member.id,))
    credited = Counter(outlet_names.full(member.credit) for member in members if member.credit)
    agency = min(credited, key=lambda name: (-credited[name], name), default="")
    named = {credit for member in members for relation in edges[member.id].values() if (credit := relation.credit)}
    own = [
        member for member in members if any(outlet_names.same(member.publisher, name) for name in {agency} | named)
    ]
    first = min(own or members, key=lambda member: member.earliness)
    name = agency if agency and not own else first.publisher or first.title or first.id
    others = sorted((member for member in members if member is not first), key=lambda member: member.earliness)
    links = tuple(_links(first.id, {member.id for member in members}, known, edges))
    return Origin(first.id, name, (first.id, *(member.id for member in others)), links)


def _links(
    first: str, members: Collection[str], known: Mapping[str, Known], edges: Mapping[str, Mapping[str, Relation]]
) -> Iterable[OriginLink]:
    """Give for each member the reason that leads it to the origin, on the shortest way."""
    reached = {first}
    queue = deque([first])
    while queue:
        on = queue.popleft()
        near = edges.get(on, {})
        for source_id in sorted(near, key=lambda other: (_STRENGTH[near[other].kind], known[other].earliness)):
            if source_id in members and source_id not in reached:
                reached.add(source_id)
                queue.append(source_id)
                yield OriginLink(
                    source_id, on, near[source_id].kind, sentence(near[source_id], known[source_id], known[on])
                )


def sentence(relation: Relation, one: Known, on: Known) -> str:
    """Return what joins ``one`` to ``on``, for a person."""
    label = _label(on, beside=one)
    line = f"the credit line “{relation.credit_words}”"
    mine = relation.credit and relation.credited_by == one.id
    both = relation.credit and not relation.credited_by
    credit = f" It carries {line}." if mine else f" Both credit {relation.credit}." if both else ""
    among = f", among them “{relation.example}”" if relation.example else ""
    if relation.kind is OriginKind.COPY:
        return f"Word for word the same as {label}.{credit}"
    if relation.kind is OriginKind.NEAR_COPY:
        ours, theirs = relation.first_share, relation.second_share
        if relation.second == one.id:
            ours, theirs = theirs, ours
        if ours >= theirs:
            return f"{_percent(ours)} of its own words stand in {label}.{credit}"
        return f"Holds {_percent(theirs)} of the words of {label}.{credit}"
    if relation.kind is OriginKind.CREDIT:
        if mine:
            return f"Carries {line} and shares {relation.phrases} phrases with {label}{among}."
        if both:
            return (
                f"Credits {relation.credit}, as {label} does, and shares {relation.phrases} phrases with it{among}."
            )
        return f"Shares {relation.phrases} phrases with {label}, which carries {line}{among}."
    return f"Shares {relation.phrases} phrases outside quotations with {label}{among}."


def _label(one: Known, *, beside: Known) -> str:
    name = one.publisher or f"“{one.title}”" if one.publisher or one.title else one.id
    if one.publisher and one.publisher == beside.publisher and one.title:
        name = f"“{one.title}” of the same publisher"
    return f"{name}, {one.published:%a} {one.published.day} {one.published:%b %Y}" if one.published else name


def _percent(share: float) -> str:
    return f"{100 if share == 1 else min(99, round(share * 100))} %"
