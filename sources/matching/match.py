"""Candidates for claims: the best passages of the library by meaning and words, those of the named sources first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sources.filter import Filter
from sources.matching.admitting import admitted
from sources.matching.cautions import cautions
from sources.matching.checks import checked
from sources.matching.discrepancies import discrepancies
from sources.matching.found import Found
from sources.matching.fusion import Asked, Fusion, Ranked
from sources.matching.name_book import name_book
from sources.matching.searching import Searching
from sources.matching.words import shared
from sources.source import Candidate, Matches, Passage, Query, Source

if TYPE_CHECKING:
    from sources.store.library import Library

# What a reviewer reads for one claim before going on; and from one source so much that it cannot fill the page.
LIMIT = 12
PER_SOURCE = 2


@dataclass(frozen=True, slots=True)
class _Proposal:
    """The passages for one query, in their final order, and who each source was named as."""

    query: Query
    ranked: list[Ranked]
    named: dict[str, str]
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
    show. Then come all others by the score of both searches, see `Fusion`. Ties stand by source id and place. The
    same claims and sources give the same candidates, whatever other claims are asked beside them.

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
    if not len(book):
        absent = {query.id: Matches((), tuple(dict.fromkeys(query.attributed_to))) for query in queries}
        return checked(Found(queries, named, absent), library)
    searching = Searching.of(library, [query.text for query in queries], progress=progress)
    passing = admitted(library, chosen)
    fusion = Fusion(searching.keywords, searching.vectors, passing)
    asked = fusion.asked([query.text for query in queries], searching.query_vectors)
    proposals = [
        _proposal(query, one, fusion, named, per_source, limit) for query, one in zip(queries, asked, strict=True)
    ]
    held = library.load_passages({one.source_id for proposal in proposals for one in proposal.ranked})
    found = {
        proposal.query.id: Matches(
            tuple(_candidates(proposal, held, searching.model_id)), proposal.not_in_library, notice=searching.notice
        )
        for proposal in proposals
    }
    return checked(Found(queries, named, found, passing), library)


def _proposal(
    query: Query, asked: Asked, fusion: Fusion, ids: dict[str, frozenset[str]], per_source: int, limit: int
) -> _Proposal:
    names = dict.fromkeys(query.attributed_to)
    named: dict[str, str] = {}
    for name in names:
        for source_id in ids[name]:
            named.setdefault(source_id, name)
    others = fusion.ranked(asked, limit, per_source=per_source, without=named)
    if not named:
        return _Proposal(query, others, named, tuple(names))
    # The best passage of each named source, and then whatever of theirs is best.
    first = [
        one
        for name in names
        for one in fusion.of(asked, [one for one in named if named[one] == name], 1, per_source=per_source)
    ]
    places = max(limit - len(others), limit // 2, len(first))
    own = list(dict.fromkeys([*first, *fusion.of(asked, named, limit, per_source=per_source)]))[:places]
    own.sort(key=lambda one: (-one.score, one.source_id, one.ordinal))
    absent = tuple(name for name in names if not ids[name])
    return _Proposal(query, [*own, *others][:limit], named, absent)


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
            )
        )
    return found
