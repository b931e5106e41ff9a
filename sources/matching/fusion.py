"""Both searches put together: passages ranked by meaning and by words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sources.index import ExactIndex, KeywordIndex
from sources.source import Finder

# Sources that each search hands over for one claim; what neither has among its first 200 is not ranked.
POOL = 200
# A search counts as having found a source that is among its first twelve: as many as a claim has candidates.
_LEADING = 12
# Claims searched for at once: enough to gain by it, and at 100,000 sources 26 MB of similarities.
_BLOCK = 64


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage with what both searches make of it.

    Attributes:
        score: What the order is made from; the source's best for its best passage, and so on, see `Fusion`.
        similarity: Cosine in [-1, 1]; None where the passage has no vector, or no model is there to compare.
        keyword_score: BM25 as a share, at least 0 and below 1; see `KeywordIndex.scores`.
        found_by: The searches that have its source among their own first; where only both together brought it up,
            both; empty where it was asked for and neither has it there.
    """

    source_id: str
    ordinal: int
    score: float
    similarity: float | None
    keyword_score: float
    found_by: tuple[Finder, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A query with what each search found for it.

    Attributes:
        vector: Of length 1; None where no model is there.
        near: Sources by meaning, best first, at most `POOL`.
        worded: Sources by words, best first, at most `POOL`; only those that share a word.
        scores: The keyword score of every source of the index.
    """

    text: str
    vector: NDArray[Any] | None
    near: list[str]
    worded: list[str]
    scores: NDArray[np.float64]


class Fusion:
    """Both searches over one state of the library.

    The score of a passage is the sum of its similarity, the share of the claim's words that it has, the mean
    similarity of its source's passages, and twice the share of the words that its source has as a whole. None of them
    is stretched to the best and worst of a query, so that a score does not depend on what else was found.
    On SciFact's 809 training claims nDCG@10 is 0.745 so, and 0.739 without the mean and with the second share once.

    Which passage of a source has the source's best score, which the next, is told by another sum, in which the words
    count twice more, each by how few passages of that source have it: on 319 pages that WiCE cites a whole set of
    supporting sentences is among the first five passages for 85 % of the claims so, and for 80 % by the score alone;
    with the second sum for the sources too, nDCG@10 on SciFact falls to 0.739.

    Args:
        keywords: Of all sources.
        vectors: Of those passages that are embedded; None to search by words alone.
        admitted: Only these sources are proposed; None is all.
    """

    def __init__(
        self, keywords: KeywordIndex, vectors: ExactIndex | None, admitted: Collection[str] | None = None
    ) -> None:
        self._keywords = keywords
        self._vectors = vectors
        self._admitted = admitted
        self._all = np.arange(len(keywords)) if admitted is None else keywords.places(admitted)

    def asked(self, texts: Sequence[str], vectors: NDArray[Any] | None) -> Iterator[Asked]:
        """Yield each query with what the searches found, some at a time, which costs less than one by one.

        Args:
            texts: Of the queries.
            vectors: Shape (queries, dimensions), of length 1; None to search by words alone.
        """
        for first in range(0, len(texts), _BLOCK):
            some = texts[first : first + _BLOCK]
            near: list[list[str]] = [[] for _ in some]
            if vectors is not None and self._vectors is not None:
                block = vectors[first : first + _BLOCK]
                hits = self._vectors.nearest(block, POOL, per_source=1, within=self._admitted)
                near = [[hit.source_id for hit in found] for found in hits]
            for place, text in enumerate(some):
                scores = self._keywords.scores(text)
                worded = self._first(scores, self._all)
                yield Asked(text, None if vectors is None else vectors[first + place], near[place], worded, scores)

    def ranked(self, asked: Asked, limit: int, *, per_source: int, without: Collection[str] = ()) -> list[Ranked]:
        """Return the best passages for one query, best first; ties by source id, then place in the source.

        Args:
            asked: As `asked` gave it.
            limit: Most passages.
            per_source: Most passages of one source.
            without: Not these sources.
        """
        near = [one for one in asked.near if one not in without]
        worded = [one for one in asked.worded if one not in without]
        # Where those left out filled the pool, the places go to the next ones.
        if len(near) < min(len(asked.near), limit) and asked.vector is not None and self._vectors is not None:
            hits = self._vectors.nearest(
                asked.vector[None], POOL, per_source=1, within=self._admitted, without=without
            )
            near = [hit.source_id for hit in hits[0]]
        if len(worded) < min(len(asked.worded), limit):
            worded = self._first(asked.scores, np.setdiff1d(self._all, self._keywords.places(without)))
        return self._rank(asked, {*near, *worded}, limit, per_source, of_all=False)

    def of(self, asked: Asked, source_ids: Collection[str], limit: int, *, per_source: int) -> list[Ranked]:
        """Return the best passages of these sources, as `ranked` does, even where none is near or shares a word."""
        chosen = sorted(source_ids if self._admitted is None else set(source_ids).intersection(self._admitted))
        pool = {*chosen[:POOL]}
        if len(chosen) > POOL:
            pool |= set(self._first(asked.scores, self._keywords.places(chosen)))
            if asked.vector is not None and self._vectors is not None:
                hits = self._vectors.nearest(asked.vector[None], POOL, per_source=1, within=chosen)
                pool |= {hit.source_id for hit in hits[0]}
        return self._rank(asked, pool, limit, per_source, of_all=True)

    def _rank(self, asked: Asked, sources: set[str], limit: int, per_source: int, *, of_all: bool) -> list[Ranked]:
        pool = sorted(one for one in sources if one in self._keywords)
        by_source = self._keywords.passage_scores(asked.text, pool)
        sizes = np.array([len(some.overall) for some in by_source], dtype=np.int64)
        firsts = np.cumsum(sizes) - sizes
        words = np.concatenate([np.zeros(0), *[some.overall for some in by_source]])
        similar = np.full(len(words), np.nan)
        if asked.vector is not None and self._vectors is not None:
            places, ordinals, found = self._vectors.similarities(asked.vector, pool)
            there = ordinals < sizes[places]  # a source that was cut anew since the other index was made
            similar[(firsts[places] + ordinals)[there]] = found[there]
        owners = np.repeat(np.arange(len(pool)), sizes)
        known = np.nan_to_num(similar)
        alike = np.bincount(owners, known, len(pool)) / np.maximum(sizes, 1)
        score = known + words + (alike + 2 * asked.scores[self._keywords.places(pool)])[owners]
        inside = known + words + 2 * np.concatenate([np.zeros(0), *[some.inside for some in by_source]])
        # The passages of a source change places among themselves only, so that its own place stays.
        score[np.lexsort((-inside, owners))] = score[np.lexsort((-score, owners))]
        # What neither search knows anything of is no proposal, unless the source itself was asked for.
        rows = np.arange(len(words)) if of_all else np.flatnonzero(~np.isnan(similar) | (words > 0))
        taken = np.zeros(len(pool), dtype=np.int64)
        ranked: list[Ranked] = []
        for row in rows[np.argsort(-score[rows], kind="stable")]:
            owner = int(owners[row])
            if taken[owner] == per_source:
                continue
            taken[owner] += 1
            similarity = None if np.isnan(similar[row]) else float(similar[row])
            able = [Finder.MEANING] * (similarity is not None) + [Finder.KEYWORDS] * bool(words[row] > 0)
            leading = [one for one in able if pool[owner] in _leading(asked, one)[:_LEADING]]
            found_by = tuple(leading or ([] if of_all else able))
            ordinal, keyword_score = int(row - firsts[owner]), float(words[row])
            ranked.append(Ranked(pool[owner], ordinal, float(score[row]), similarity, keyword_score, found_by))
            if len(ranked) == limit:
                break
        return ranked

    def _first(self, scores: NDArray[np.float64], places: NDArray[np.int64]) -> list[str]:
        """Return the sources at these places with the best scores above 0, ties by id; at most `POOL`."""
        places = places[scores[places] > 0]
        if len(places) > POOL:
            places = places[scores[places] >= np.partition(scores[places], -POOL)[-POOL]]
        names = self._keywords.sources
        return [names[place] for place in sorted(places, key=lambda place: (-scores[place], names[place]))][:POOL]


def _leading(asked: Asked, finder: Finder) -> list[str]:
    return asked.near if finder is Finder.MEANING else asked.worded
