"""Passages for a claim from outside the library, ranked as those of the library are: by meaning and by words."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

from sources.bounded_cache import BoundedCache
from sources.embedding import EncoderWorker
from sources.embedding.encoder import Vectors
from sources.finding.place import Place, PlaceFailed, Result
from sources.index import KeywordIndex, SourceWords
from sources.matching.cautions import cautions
from sources.matching.discrepancies import discrepancies
from sources.matching.words import shared
from sources.passages import passages
from sources.source import Candidate, Document, Passage, Query
from sources.store.source_queries import source_id, source_of, storable, text_digest

RESULTS = 20
"""Results of all places together that are fetched and read for one claim."""
FEWEST_RESULTS = 2
"""Results of one place that are fetched, however many places are asked."""
FETCHING_SECONDS = 15.0
"""Time after which no further result is fetched: what is there by then is ranked and shown."""
_PER_RESULT = 5  # passages of one result that are embedded, those with most of the claim's words
_VECTORS_KEPT = 4096  # of passages, 1.5 kB each: the results of some forty claims

_vectors: BoundedCache[tuple[str, str], Vectors] = BoundedCache(_VECTORS_KEPT)


@dataclass(frozen=True, slots=True)
class Finding:
    """A document that a place has, with the passage of it that comes nearest to the claim.

    Attributes:
        place: The name of the place.
        document: As it was fetched; the library has it only once somebody adds it.
        candidate: Its nearest passage, ranked and marked as one of the library is.
        said: What the place says of it, in its own words; never a verdict.
        is_page: Whether the document is what is at its address. A review is not: several may be on one page.
        outside: Whether the place is outside this machine.
    """

    place: str
    document: Document
    candidate: Candidate
    said: str = ""
    is_page: bool = True
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What asking one place gave.

    Attributes:
        findings: Best first.
        problem: Why there is nothing, or not all; empty where nothing went wrong.
    """

    place: str
    findings: tuple[Finding, ...]
    problem: str = ""


def results_of_each(places: int, most: int = RESULTS) -> int:
    """Return how many results of each place are read: ``most`` together, and at least `FEWEST_RESULTS` of each."""
    return max(FEWEST_RESULTS, most // max(1, places))


def find(
    query: Query,
    words: str,
    places: Sequence[Place],
    worker: EncoderWorker,
    *,
    limit: int = 5,
    progress: Callable[[str], None] | None = None,
) -> Iterator[Outcome]:
    """Ask places one after another and yield what each gave; a place that fails stops no other.

    Args:
        query: The claim that passages are compared with.
        words: What the places are asked with, and all that they learn.
        places: Which are asked, in this order.
        worker: Embeds the claim and the passages.
        limit: Most findings of one place.
        progress: Called with the name of each place before it is asked.

    Raises:
        ModelUnavailable: If the model cannot be loaded or fails.
    """
    for place in places:
        if progress is not None:
            progress(place.name)
        yield ask(query, words, place, worker, limit=limit, results=results_of_each(len(places)))


def ask(
    query: Query,
    words: str,
    place: Place,
    worker: EncoderWorker,
    *,
    limit: int = 5,
    results: int = RESULTS,
    fetching_seconds: float = FETCHING_SECONDS,
    stopped: Callable[[], bool] = lambda: False,
) -> Outcome:
    """Ask one place; arguments as in `find`.

    Args:
        query: The claim.
        words: What the place is asked with.
        place: Which is asked.
        worker: Embeds the claim and the passages.
        limit: Most findings.
        results: Most results that are fetched and read.
        fetching_seconds: After this time no further result is fetched.
        stopped: Asked between two results; once it is true, what was fetched so far is all.

    Raises:
        ModelUnavailable: If the model cannot be loaded or fails.
    """
    try:
        found = place.search(words, results)
    except PlaceFailed as problem:
        return Outcome(place.name, (), str(problem))
    ends = time.monotonic() + fetching_seconds
    fetched, problems = _fetched(place, found, lambda: stopped() or time.monotonic() > ends)
    findings = [] if stopped() else _ranked(query, place, fetched, worker)[:limit]
    return Outcome(place.name, tuple(findings), problems[0] if problems and not findings else "")


@dataclass(frozen=True, slots=True)
class _Fetched:
    document: Document
    said: str
    is_page: bool


def _fetched(
    place: Place, results: Sequence[Result], stopped: Callable[[], bool]
) -> tuple[list[_Fetched], list[str]]:
    documents: dict[str, _Fetched] = {}
    problems: list[str] = []
    step = 1 if place.outside else len(results)  # over the network each may take long
    for first in range(0, len(results), step or 1):
        if stopped():
            break
        some = results[first : first + step]
        for result, found in zip(some, place.fetch(some), strict=True):
            if isinstance(found, str):
                problems.append(found)
                continue
            document = replace(storable(found), place=place.name)
            # Two results may lead to one page.
            documents.setdefault(source_id(document), _Fetched(document, result.said, result.document is None))
    return list(documents.values()), problems


def _ranked(query: Query, place: Place, fetched: Sequence[_Fetched], worker: EncoderWorker) -> list[Finding]:
    """Return the best passage of each document, best first.

    The scores are those of the library (`sources.matching.fusion.Fusion`), the one that orders pages without the mean
    similarity of a source's passages, because only those with most of the claim's words are embedded.
    """
    results = {source_id(one.document): one for one in fetched}
    documents = {found_id: one.document for found_id, one in results.items()}
    cut = {found_id: (document, passages(found_id, document.text)) for found_id, document in documents.items()}
    cut = {found_id: (document, pieces) for found_id, (document, pieces) in cut.items() if pieces}
    if not cut:
        return []
    ids = list(cut)
    index = KeywordIndex.of(
        SourceWords(found_id, cut[found_id][0].title, [piece.text for piece in cut[found_id][1]]) for found_id in ids
    )
    whole = dict(zip(index.sources, index.scores(query.text), strict=True))
    near: list[_Near] = []
    for found_id, scores in zip(ids, index.passage_scores(query.text, ids), strict=True):
        worded = scores.overall + 2 * scores.inside
        near += [
            _Near(found_id, cut[found_id][1][at], float(scores.overall[at]), float(scores.inside[at]))
            for at in np.argsort(-worded, kind="stable")[:_PER_RESULT]
        ]
    vectors = _embedded([query.text, *(one.passage.text for one in near)], worker)
    leading: dict[str, _Leading] = {}
    best: dict[str, float] = {}
    for one, similarity in zip(near, map(float, vectors[1:] @ vectors[0]), strict=True):
        score = similarity + one.keyword_score + 2 * float(whole[one.found_id])
        inside = similarity + one.keyword_score + 2 * one.inside
        best[one.found_id] = max(score, best.get(one.found_id, score))
        if one.found_id not in leading or inside > leading[one.found_id].inside:
            leading[one.found_id] = _Leading(one.passage, similarity, one.keyword_score, inside)
    ordered = sorted(leading, key=lambda found_id: (-best[found_id], found_id))
    return [
        Finding(
            place.name,
            documents[found_id],
            _candidate(query, documents[found_id], leading[found_id], best[found_id], rank, worker.model_id),
            results[found_id].said,
            results[found_id].is_page,
            place.outside,
        )
        for rank, found_id in enumerate(ordered, 1)
    ]


@dataclass(frozen=True, slots=True)
class _Near:
    """A passage with its scores by words: among all results, and among the passages of its own."""

    found_id: str
    passage: Passage
    keyword_score: float
    inside: float


@dataclass(frozen=True, slots=True)
class _Leading:
    """The passage of a result that is shown, and the sum that chose it."""

    passage: Passage
    similarity: float
    keyword_score: float
    inside: float


def _candidate(query: Query, document: Document, near: _Leading, score: float, rank: int, model_id: str) -> Candidate:
    return Candidate(
        source=source_of(document, datetime.now(UTC)),
        passage=near.passage,
        similarity=near.similarity,
        rank=rank,
        attributed_as="",
        matched=shared(query.text, near.passage.text),
        model_id=model_id,
        discrepancies=tuple(
            discrepancies(
                query.text, near.passage.text, claim_dates=query.dates, passage_published=document.published
            )
        ),
        keyword_score=near.keyword_score,
        score=score,
        cautions=cautions(query, document.published),
    )


def _embedded(texts: Sequence[str], worker: EncoderWorker) -> Vectors:
    """Return a vector for each text, from memory where the same words were embedded before."""
    model_id = worker.model_id
    keys = [(model_id, text_digest(text)) for text in texts]
    kept = _vectors.get_all(keys)
    new = {key: text for key, text in zip(keys, texts, strict=True) if key not in kept}
    if new:
        made = dict(zip(new, worker.encode(list(new.values())), strict=True))
        _vectors.put_all(made)
        kept |= made
    return np.array([kept[key] for key in keys], dtype=np.float32)
