"""Keyword search by BM25 over sources and their passages, kept up to date by adding and taking away sources."""

from __future__ import annotations

import threading
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array, vstack

from sources.index.keyword_counts import SourceWords, WordCounts
from sources.index.keyword_terms import terms

# What Lucene and most others use (Robertson and Zaragoza, 2009). On SciFact's training claims nDCG@10 lies within
# 0.006 for k1 from 0.9 to 2 and b from 0.4 to 0.9.
K1 = 1.2
B = 0.75


class _Numbers(dict[str, int]):
    """Gives a number to a term that has none; several times quicker than `setdefault` for millions of terms."""

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number


class Vocabulary:
    """Numbers for terms. Terms are only ever added, so that an index made earlier can go on using it."""

    def __init__(self) -> None:
        self._numbers = _Numbers()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._numbers)

    def number(self, term: str) -> int:
        """Return the number of a term; -1 where no source ever had it."""
        return self._numbers.get(term, -1)

    def numbered(self, found: Sequence[str]) -> list[int]:
        """Return the numbers of terms; those that are new get one."""
        with self._lock:
            return list(map(self._numbers.__getitem__, found))


@dataclass(frozen=True, slots=True, eq=False)
class PassageScores:
    """How much of a query's words the passages of one source have, each passage at its place; at least 0, below 1.

    Attributes:
        overall: A word is worth the more the fewer sources of the library have it.
        inside: A word is worth the more the fewer passages of this source have it: the name that a whole page is
            about tells nothing of where on the page to look.
    """

    overall: NDArray[np.float64]
    inside: NDArray[np.float64]


class KeywordIndex:
    """An unchanging index of how often each source and passage has each term; safe to share between threads.

    A source is scored by all its words, those of its title among them, and a passage by its own. What a term is worth
    follows from how many sources have it. Scores do not depend on when and in which order sources came.

    Args:
        sources: Their ids, each once.
        counts: Terms counted in rows: the title of a source, its passages, the title of the next source.
        titles: The row of each source's title, and the number of rows at the end.
        vocabulary: Gives the columns of ``counts``; may have more terms by now.
    """

    def __init__(
        self, sources: Sequence[str], counts: csr_array, titles: NDArray[np.int64], vocabulary: Vocabulary
    ) -> None:
        self.sources = list(sources)
        self._counts = counts
        self._titles = titles
        self._vocabulary = vocabulary
        self._places = {source_id: place for place, source_id in enumerate(self.sources)}
        self._postings = _by_term(counts, titles)
        rows, whole = counts.sum(axis=1), self._postings.sum(axis=1)
        self._source_lengths = _length_norm(whole, whole.sum() / max(len(whole), 1))
        passages = len(rows) - len(self.sources)
        mean = (rows.sum() - rows[titles[:-1]].sum()) / max(passages, 1)
        self._passage_lengths_of = partial(_length_norm, mean=mean)
        self._passage_lengths = self._passage_lengths_of(rows)

    @classmethod
    def of(
        cls, source_words: Iterable[SourceWords | WordCounts], vocabulary: Vocabulary | None = None
    ) -> KeywordIndex:
        """Return the index of these sources; each is read once and not kept."""
        vocabulary = Vocabulary() if vocabulary is None else vocabulary
        return cls(*_counted(source_words, vocabulary), vocabulary)

    def changed(self, added: Iterable[SourceWords | WordCounts], removed: Collection[str] = ()) -> KeywordIndex:
        """Return the index with other sources; what is in neither argument is not read again."""
        sources, counts, titles = _counted(added, self._vocabulary)
        stays = np.array([source_id not in removed for source_id in self.sources], dtype=bool)
        sizes = np.diff(self._titles)
        kept = self._counts[np.repeat(stays, sizes)]
        kept.resize((kept.shape[0], counts.shape[1]))
        return KeywordIndex(
            [source_id for source_id, stay in zip(self.sources, stays, strict=True) if stay] + sources,
            vstack([kept, counts], format="csr"),
            np.concatenate([[0], np.cumsum(np.concatenate([sizes[stays], np.diff(titles)]))]),
            self._vocabulary,
        )

    def __len__(self) -> int:
        return len(self.sources)

    @property
    def passages(self) -> int:
        """How many passages the sources have."""
        return int(self._counts.shape[0]) - len(self.sources)

    def __contains__(self, source_id: str) -> bool:
        return source_id in self._places

    def scores(self, text: str) -> NDArray[np.float64]:
        """Return the score of each source for the words of ``text``, in the order of `sources`.

        A score is BM25 divided by what a text reaches that has every word endlessly often: at least 0, below 1,
        comparable between queries. A word counts once, however often ``text`` has it.
        """
        found = np.zeros(len(self.sources))
        for number, weight in self._asked(text):
            rows, counts = self._posted(number)
            found[rows] += weight * counts / (counts + self._source_lengths[rows])
        return found

    def places(self, source_ids: Iterable[str]) -> NDArray[np.int64]:
        """Return the places of those of these sources that are in the index, in the order given."""
        return np.array(
            [self._places[source_id] for source_id in source_ids if source_id in self._places], dtype=np.int64
        )

    def passage_scores(self, text: str, source_ids: Sequence[str]) -> list[PassageScores]:
        """Return, for each of these sources, the scores of its passages in their order; none for an unknown one."""
        places = [self._places.get(source_id, -1) for source_id in source_ids]
        firsts = np.array([self._titles[place] + 1 if place >= 0 else 0 for place in places], dtype=np.int64)
        lasts = np.array([self._titles[place + 1] if place >= 0 else 0 for place in places], dtype=np.int64)
        sizes = lasts - firsts
        asked = np.concatenate([np.zeros(0, np.int64), *map(np.arange, firsts, lasts)])
        owners = np.repeat(np.arange(len(places)), sizes)
        counts = self._counts[asked]
        rows = np.repeat(np.arange(len(asked)), np.diff(counts.indptr))
        lengths = self._passage_lengths[asked]
        found, inside, most = np.zeros(len(asked)), np.zeros(len(asked)), np.zeros(len(places))
        # Term by term in the order of the text, as for sources: sums in another order would differ in the last bits.
        for number, weight in self._asked(text):
            here = np.flatnonzero(counts.indices == number)
            having = rows[here]
            share = counts.data[here] / (counts.data[here] + lengths[having])
            found[having] += weight * share
            worths = _worth(np.bincount(owners[having], minlength=len(places)), sizes)
            inside[having] += worths[owners[having]] * share
            most += worths
        inside /= np.where(most > 0, most, 1)[owners]
        if not places:
            return []
        ends = np.cumsum(sizes)[:-1]
        return [PassageScores(*both) for both in zip(np.split(found, ends), np.split(inside, ends), strict=True)]

    def text_scores(self, text: str, parts: Sequence[str]) -> PassageScores:
        """Return how much of the words of ``text`` each part of one text has, such as the sentences of a passage.

        Args:
            text: The query.
            parts: They need not be in the index, and are scored as the passages of one source.
        """
        counts = [Counter(map(self._vocabulary.number, terms(part))) for part in parts]
        lengths = self._passage_lengths_of(np.array([count.total() for count in counts], dtype=np.int64))
        found, inside, most = np.zeros(len(parts)), np.zeros(len(parts)), 0.0
        for number, weight in self._asked(text):
            here = np.array([count[number] if number >= 0 else 0 for count in counts], dtype=np.int64)
            share = here / (here + lengths)
            worth = float(_worth(np.array([np.count_nonzero(here)]), np.array([len(parts)]))[0])
            found += weight * share
            inside += worth * share
            most += worth
        return PassageScores(found, inside / (most or 1))

    def _asked(self, text: str) -> list[tuple[int, float]]:
        """Return number and weight of each term of a query; the weights add up to 1."""
        numbers = [self._vocabulary.number(term) for term in dict.fromkeys(terms(text))]
        having = np.array([len(self._posted(number)[0]) for number in numbers], dtype=np.int64)
        worths = [float(worth) for worth in _worth(having, np.full(len(having), len(self.sources)))]
        return [(number, worth / sum(worths)) for number, worth in zip(numbers, worths, strict=True)]

    def _posted(self, number: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Return the places of the sources that have a term, and how often they have it."""
        if not 0 <= number < self._postings.shape[1]:
            number_of_none = np.zeros(0, dtype=np.int32)
            return number_of_none, number_of_none
        begin, end = self._postings.indptr[number], self._postings.indptr[number + 1]
        return self._postings.indices[begin:end], self._postings.data[begin:end]


def _worth(having: NDArray[np.int64], of_all: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the inverse document frequency of a term that so many of all have; it is above 0 for every term."""
    worths: NDArray[np.float64] = np.log(1 + (of_all - having + 0.5) / (having + 0.5))
    return worths


def _counted(
    source_words: Iterable[SourceWords | WordCounts], vocabulary: Vocabulary
) -> tuple[list[str], csr_array, NDArray[np.int64]]:
    """Return the ids of some sources, their terms counted, and the rows of their titles with the number of rows."""
    sources: list[str] = []
    columns, lengths, titles = array("i"), array("I"), array("q", [0])
    for wording in source_words:
        counted = wording if isinstance(wording, WordCounts) else WordCounts.of(wording)
        sources.append(counted.source_id)
        numbers = np.array(vocabulary.numbered(counted.terms), dtype=np.int32)
        columns.frombytes(numbers[counted.places].tobytes())
        lengths.frombytes(counted.rows.astype(np.uint32).tobytes())
        titles.append(len(lengths))
    starts = np.concatenate([[0], np.cumsum(np.array(lengths, dtype=np.int64))])
    counts = csr_array(
        (np.ones(len(columns), dtype=np.int32), np.frombuffer(columns, dtype=np.int32), starts),
        shape=(len(starts) - 1, len(vocabulary)),
    )
    counts.sum_duplicates()
    return sources, counts, np.array(titles, dtype=np.int64)


def _by_term(counts: csr_array, titles: NDArray[np.int64]) -> csc_array:
    """Return the counts added up over the rows of each source, term by term."""
    by_source = csr_array((counts.data, counts.indices, counts.indptr[titles]), (len(titles) - 1, counts.shape[1]))
    postings = by_source.tocsc()  # copies, with the rows of a term ascending
    postings.sum_duplicates()
    return postings


def _length_norm(lengths: NDArray[np.int64], mean: float) -> NDArray[np.float32]:
    """Return what BM25 adds to a count in its denominator, for texts of these lengths in terms."""
    return (K1 * (1 - B + B * lengths / max(mean, 1))).astype(np.float32)
