"""Passages for a claim from outside the library, ranked as those of the library are: by meaning and by words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sources.bounded_cache import BoundedCache
from sources.embedding import EncoderWorker
from sources.embedding.encoder import Vectors
from sources.finding.place import Place, PlaceFailed, Result
from sources.index import KeywordIndex, SourceWords
from sources.matching.discrepancies import discrepancies
from sources.passages import passages
from sources.reading import NotRead
from sources.source import Discrepancy, Document, Passage
from sources.store.source_queries import source_id

RESULTS = 12
"""Results of one place that are fetched and read for one claim."""
_PER_RESULT = 5  # passages of one result that are embedded, those with most of the claim's words
_VECTORS_KEPT = 4096  # of passages, 1.5 kB each: the results of some sixty claims

_vectors: BoundedCache[tuple[str, str], Vectors] = BoundedCache(_VECTORS_KEPT)


@dataclass(frozen=True, slots=True)
class Finding:
    """A document that a place has, with the passage of it that comes nearest to the claim.

    Attributes:
        place: The name of the place.
        document: As it was fetched; the library has it only once somebody adds it.
        source_id: The id that it has, or would have, in the library.
        passage: The nearest one.
        similarity: Cosine of claim and passage, in [-1, 1].
        score: What findings are ordered by.
        marks: Where the passage differs from the claim.
    """

    place: str
    document: Document
    source_id: str
    passage: Passage
    similarity: float
    score: float
    marks: tuple[Discrepancy, ...]


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


def find(
    claim: str,
    words: str,
    places: Sequence[Place],
    worker: EncoderWorker,
    *,
    limit: int = 5,
    progress: Callable[[str], None] | None = None,
) -> Iterator[Outcome]:
    """Ask places one after another and yield what each gave; a place that fails stops no other.

    Args:
        claim: What passages are compared with.
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
        try:
            results = place.search(words, RESULTS)
        except PlaceFailed as problem:
            yield Outcome(place.name, (), str(problem))
            continue
        documents, problems = _fetched(place, results)
        findings = _ranked(claim, place.name, documents, worker)[:limit]
        yield Outcome(place.name, tuple(findings), problems[0] if problems and not findings else "")


def _fetched(place: Place, results: Sequence[Result]) -> tuple[list[Document], list[str]]:
    documents: dict[str, Document] = {}
    problems: list[str] = []
    for result in results:
        try:
            document = place.fetch(result)
        except (PlaceFailed, NotRead) as problem:
            problems.append(str(problem))
        else:
            # Two results may lead to one page.
            documents.setdefault(source_id(document), document)
    return list(documents.values()), problems


def _ranked(claim: str, place: str, documents: Sequence[Document], worker: EncoderWorker) -> list[Finding]:
    """Return the best passage of each document, best first.

    The score is that of the library (`sources.matching.fusion.Fusion`) without the mean similarity of a source's
    passages, because only those with most of the claim's words are embedded.
    """
    cut = {source_id(document): (document, passages(source_id(document), document.text)) for document in documents}
    cut = {found_id: (document, pieces) for found_id, (document, pieces) in cut.items() if pieces}
    if not cut:
        return []
    ids = list(cut)
    index = KeywordIndex.of(
        SourceWords(found_id, cut[found_id][0].title, [piece.text for piece in cut[found_id][1]]) for found_id in ids
    )
    whole = dict(zip(index.sources, index.scores(claim), strict=True))
    near: list[tuple[str, Passage, float]] = []
    for found_id, scores in zip(ids, index.passage_scores(claim, ids), strict=True):
        best = np.argsort(-scores.overall, kind="stable")[:_PER_RESULT]
        near += [(found_id, cut[found_id][1][at], float(scores.overall[at])) for at in best]
    vectors = _embedded([claim, *(piece.text for _, piece, _ in near)], worker)
    similarities = vectors[1:] @ vectors[0]
    findings: dict[str, Finding] = {}
    for (found_id, piece, words), similarity in zip(near, map(float, similarities), strict=True):
        score = similarity + words + 2 * float(whole[found_id])
        if found_id not in findings or score > findings[found_id].score:
            findings[found_id] = Finding(place, cut[found_id][0], found_id, piece, similarity, score, ())
    ordered = sorted(findings.values(), key=lambda finding: (-finding.score, finding.source_id))
    return [replace(finding, marks=tuple(discrepancies(claim, finding.passage.text))) for finding in ordered]


def _embedded(texts: Sequence[str], worker: EncoderWorker) -> Vectors:
    """Return a vector for each text, from memory where it was made before."""
    model_id = worker.model_id
    kept = _vectors.get_all((model_id, text) for text in texts)
    new = [text for text in dict.fromkeys(texts) if (model_id, text) not in kept]
    if new:
        made = dict(zip(((model_id, text) for text in new), worker.encode(new), strict=True))
        _vectors.put_all(made)
        kept |= made
    return np.array([kept[model_id, text] for text in texts], dtype=np.float32)
