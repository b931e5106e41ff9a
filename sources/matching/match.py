"""Candidates for claims: the nearest passages of the library, those of the named sources first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sources.index import ExactIndex, Hit
from sources.matching.checks import Found, checked
from sources.matching.discrepancies import discrepancies
from sources.matching.names import NameBook
from sources.matching.words import shared
from sources.source import Candidate, Matches, Passage, Query, Source

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    from sources.store.library import Library

# What a reviewer reads for one claim before going on; and from one source so much that it cannot fill the page.
LIMIT = 12
PER_SOURCE = 2


@dataclass(frozen=True, slots=True)
class _Proposal:
    """The hits of one query, in their final order, and who each source was named as."""

    query: Query
    hits: list[Hit]
    named: dict[str, str]
    not_in_library: tuple[str, ...]


def match(
    queries: Sequence[Query],
    library: Library,
    *,
    progress: Callable[[int, int], None] | None = None,
    per_source: int = PER_SOURCE,
    limit: int = LIMIT,
) -> dict[str, Matches]:
    """Return the candidates of each claim by its id.

    Sources whose publisher or author the claim names come first, even where their best passage is not near: each
    named source has its best passage there, and together they take at most half of the places while there are others
    to show. Then come all others by similarity. Ties stand by source id and place. The same claims and sources give
    the same candidates, whatever other claims are asked beside them.

    Args:
        queries: The claims; ids must differ.
        library: Where to search. Passages that are not embedded yet are not found.
        progress: Called with the claims embedded so far and their number.
        per_source: Most passages of one source for one claim.
        limit: Most candidates of one claim.

    Raises:
        ModelUnavailable: If claims cannot be embedded; an empty library needs no model.
        DatabaseUnavailable: If the library cannot be read just now.
    """
    if not queries:
        return {}
    book = NameBook(((one.id, one.publisher, one.author) for one in library.sources()), library.aliases())
    asked = {name: book.find(name) for query in queries for name in query.attributed_to}
    if not library.count():
        absent = {query.id: Matches((), tuple(dict.fromkeys(query.attributed_to))) for query in queries}
        return checked(Found(queries, asked, absent), library)
    index = library.index()
    vectors = library.query_vectors([query.text for query in queries], progress=progress)
    proposals = [
        _proposal(query, vectors[place : place + 1], index, asked, per_source, limit)
        for place, query in enumerate(queries)
    ]
    held = library.load_passages({hit.source_id for proposal in proposals for hit in proposal.hits})
    model_id = library.worker.model_id
    found = {
        proposal.query.id: Matches(tuple(_candidates(proposal, held, model_id)), proposal.not_in_library)
        for proposal in proposals
    }
    return checked(Found(queries, asked, found), library)


def _proposal(
    query: Query,
    vector: NDArray[float32],
    index: ExactIndex,
    asked: dict[str, frozenset[str]],
    per_source: int,
    limit: int,
) -> _Proposal:
    names = dict.fromkeys(query.attributed_to)
    named: dict[str, str] = {}
    for name in names:
        for source_id in asked[name]:
            named.setdefault(source_id, name)

    def nearest(count: int, *, within: Collection[str] | None = None, without: Collection[str] = ()) -> list[Hit]:
        return index.nearest(vector, count, per_source=per_source, within=within, without=without)[0]

    others = nearest(limit, without=named)
    if not named:
        return _Proposal(query, others, named, tuple(names))
    # The best passage of each named source, and then whatever of theirs is nearest.
    first = [hit for name in names for hit in nearest(1, within=[one for one in named if named[one] == name])]
    places = max(limit - len(others), limit // 2, len(first))
    own = list(dict.fromkeys([*first, *nearest(limit, within=named)]))[:places]
    own.sort(key=lambda hit: (-hit.similarity, hit.source_id, hit.ordinal))
    absent = tuple(name for name in names if not asked[name])
    return _Proposal(query, [*own, *others][:limit], named, absent)


def _candidates(proposal: _Proposal, held: dict[str, tuple[Source, list[Passage]]], model_id: str) -> list[Candidate]:
    """Return the hits with what a reader needs; a source that was removed meanwhile is left out."""
    found: list[Candidate] = []
    for hit in proposal.hits:
        if hit.source_id not in held:
            continue
        source, passages = held[hit.source_id]
        passage = passages[hit.ordinal]
        found.append(
            Candidate(
                source=source,
                passage=passage,
                similarity=hit.similarity,
                rank=len(found) + 1,
                attributed_as=proposal.named.get(hit.source_id, ""),
                matched=shared(proposal.query.text, passage.text),
                model_id=model_id,
                discrepancies=discrepancies(
                    proposal.query.text,
                    passage.text,
                    claim_dates=proposal.query.dates,
                    passage_published=source.published,
                ),
            )
        )
    return found
