"""Candidates for claims: the best passages of the library by meaning and words, those of the named sources first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sources.filter import Filter
from sources.matching.admitting import admitted
from sources.matching.cautions import cautions
from sources.matching.checks import checked
from sources.matching.citations import Cited, at_place, cited_sources
from sources.matching.discrepancies import discrepancies
from sources.matching.found import Found
from sources.matching.fusion import Asked, Fusion, Ranked
from sources.matching.name_book import name_book
from sources.matching.searching import Searching
from sources.matching.words import shared
from sources.source import Candidate, Citation, Matches, Passage, Query, Source

if TYPE_CHECKING:
    from sources.store.library import Library

# What a reviewer reads for one claim before going on; and from one source so much that it cannot fill the page.
LIMIT = 12
PER_SOURCE = 2
# Sources of one citation in which its place is looked for; a note that names a publisher gives no page of it.
PLACED = 20
# All passages of a source are ranked to find the best one at a place; no source of a note has more.
PASSAGES = 10_000


@dataclass(frozen=True, slots=True)
class _Proposal:
    """The passages for one query, in their final order, who each source was named as, and which note names it."""

    query: Query
    ranked: list[Ranked]
    named: dict[str, str]
    linked: dict[tuple[str, int], str]
    not_in_library: tuple[str, ...]


def match(
    queries: Sequence[Query],
    library: Library,
    *,
    progress: Callable[[int, int], None] | None = None,
    per_source: int = PER_SOURCE,
    limit: int = LIMIT,
    chosen: Filter | None = None,
) -> dict[str, Matches]:
    """Return the candidates of each claim by its id.

    Sources whose publisher or author the claim names come first, even where nothing of theirs is near: each named
    source has its best passage there, and together they take at most half of the places while there are others to
    show. Sources that a note of the writer names come first in the same way, the passage at the place that the note
    gives before all. Then come all others by the score of both searches, see `Fusion`. Ties stand by source id and
    place. The same claims and sources give the same candidates, whatever other claims are asked beside them.

    Where the model is missing or damaged, or passages are not embedded yet, what is left is found by words alone, and
    each `Matches.notice` says so.

    Args:
        queries: The claims; ids must differ.
        library: Where to search.
        progress: Called with the claims embedded so far and their number.
        per_source: Most passages of one source for one claim.
        limit: Most candidates of one claim.
        chosen: Which sources are searched, the named ones included; None is all.

    Raises:
        DatabaseUnavailable: If the library cannot be read just now.
    """
    if not queries:
        return {}
    book = name_book(library)
    named = {name: book.find(name) for query in queries for name in query.attributed_to}
    cited = cited_sources({one for query in queries for one in query.cited}, library, book)
    if not len(book) and not any(one.ids for one in cited.values()):
        return checked(Found(queries, named, _nothing(queries, cited)), library)
    searching = Searching.of(library, [query.text for query in queries], progress=progress)
    passing = admitted(library, chosen)
    fusion = Fusion(searching.keywords, searching.vectors, passing)
    asked = fusion.asked([query.text for query in queries], searching.query_vectors)
    places = _places(cited, library)
    proposals = [
        _proposal(query, one, fusion, _Naming(named, cited, places), per_source, limit)
        for query, one in zip(queries, asked, strict=True)
    ]
    held = library.load_passages({one.source_id for proposal in proposals for one in proposal.ranked})
    found = {
        proposal.query.id: Matches(
            tuple(_candidates(proposal, held, searching.model_id)),
            proposal.not_in_library,
            notice=searching.notice,
            to_add=_to_add(proposal.query, cited),
        )
        for proposal in proposals
    }
    return checked(Found(queries, named, found, passing), library)


@dataclass(frozen=True, slots=True)
class _Naming:
    """Whom names and notes mean.

    Attributes:
        ids: The sources of each name.
        cited: What each citation names.
        places: The passages at the place that a citation gives, by citation and source.
    """

    ids: Mapping[str, frozenset[str]]
    cited: Mapping[Citation, Cited]
    places: Mapping[tuple[Citation, str], set[int]]


def _proposal(query: Query, asked: Asked, fusion: Fusion, naming: _Naming, per_source: int, limit: int) -> _Proposal:
    names = dict.fromkeys(query.attributed_to)
    named: dict[str, str] = {}
    for name in names:
        for source_id in naming.ids[name]:
            named.setdefault(source_id, name)
    cited = {one: naming.cited[one].ids for one in query.cited if naming.cited[one].ids}
    leading = {*named, *(source_id for ids in cited.values() for source_id in ids)}
    others = fusion.ranked(asked, limit, per_source=per_source, without=leading)
    absent = tuple(name for name in names if not naming.ids[name])
    if not leading:
        return _Proposal(query, others, named, {}, absent)
    # The best passage of each named source, and then whatever of theirs is best.
    first = [
        one
        for name in names
        for one in fusion.of(asked, [one for one in named if named[one] == name], 1, per_source=per_source)
    ]
    linked: dict[tuple[str, int], str] = {}
    placed: set[Ranked] = set()
    for citation, ids in cited.items():
        for one in _of_citation(citation, ids, asked, fusion, naming):
            linked.setdefault((one.source_id, one.ordinal), _by_note(citation, one.source_id, naming))
            first.append(one)
            if one.ordinal in naming.places.get((citation, one.source_id), ()):
                placed.add(one)
    places = max(limit - len(others), limit // 2, len(first))
    own = list(dict.fromkeys([*first, *fusion.of(asked, leading, limit, per_source=per_source)]))[:places]
    own.sort(key=lambda one: (one not in placed, -one.score, one.source_id, one.ordinal))
    for one in own:  # other passages of a source that a note names come from it too
        by = next((citation for citation, ids in cited.items() if one.source_id in ids), None)
        if by is not None:
            linked.setdefault((one.source_id, one.ordinal), _note(by))
    return _Proposal(query, [*own, *others][:limit], named, linked, absent)


def _of_citation(
    citation: Citation, ids: frozenset[str], asked: Asked, fusion: Fusion, naming: _Naming
) -> list[Ranked]:
    """Return the best passage of what a citation names, at the place that it gives where there is one."""
    at_places = {one: naming.places[citation, one] for one in ids if naming.places.get((citation, one))}
    for source_id, ordinals in sorted(at_places.items()):
        every = fusion.of(asked, [source_id], max(ordinals) + PASSAGES, per_source=max(ordinals) + PASSAGES)
        if found := next((one for one in every if one.ordinal in ordinals), None):
            return [found]
    return fusion.of(asked, ids, 1, per_source=1)


def _by_note(citation: Citation, source_id: str, naming: _Naming) -> str:
    place = naming.cited[citation].place
    if place is None:
        return _note(citation)
    return f"{_note(citation)}, {place.shown}" + ("" if naming.places.get((citation, source_id)) else " (not found)")


def _note(citation: Citation) -> str:
    return f"the writer's note {citation.number}"


def _places(cited: Mapping[Citation, Cited], library: Library) -> dict[tuple[Citation, str], set[int]]:
    wanted = {one: found for one, found in cited.items() if found.place is not None and len(found.ids) <= PLACED}
    held = library.load_passages({source_id for found in wanted.values() for source_id in found.ids})
    return {
        (one, source_id): at_place(*held[source_id], found.place)
        for one, found in wanted.items()
        for source_id in found.ids
        if source_id in held and found.place is not None
    }


def _nothing(queries: Sequence[Query], cited: Mapping[Citation, Cited]) -> dict[str, Matches]:
    """Return what an empty library gives: every name and every address is missing."""
    return {
        query.id: Matches((), tuple(dict.fromkeys(query.attributed_to)), to_add=_to_add(query, cited))
        for query in queries
    }


def _to_add(query: Query, cited: Mapping[Citation, Cited]) -> tuple[Citation, ...]:
    absent = {one.address: one for one in reversed(query.cited) if cited[one].address_missing}
    return tuple(sorted(absent.values(), key=lambda one: one.number))


def _candidates(proposal: _Proposal, held: dict[str, tuple[Source, list[Passage]]], model_id: str) -> list[Candidate]:
    """Return the passages with what a reader needs; a source that was removed meanwhile is left out."""
    query = proposal.query
    found: list[Candidate] = []
    for one in proposal.ranked:
        if one.source_id not in held:
            continue
        source, passages = held[one.source_id]
        passage = passages[one.ordinal]
        found.append(
            Candidate(
                source=source,
                passage=passage,
                similarity=one.similarity or 0.0,
                rank=len(found) + 1,
                attributed_as=proposal.named.get(one.source_id, ""),
                matched=shared(query.text, passage.text),
                model_id="" if one.similarity is None else model_id,
                discrepancies=discrepancies(
                    query.text, passage.text, claim_dates=query.dates, passage_published=source.published
                ),
                found_by=one.found_by,
                keyword_score=one.keyword_score,
                score=one.score,
                cautions=cautions(query, source.published),
                linked=proposal.linked.get((one.source_id, one.ordinal), ""),
            )
        )
    return found
