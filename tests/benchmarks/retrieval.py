"""Measure retrieval through the commands themselves, and beside it what each search finds alone.

    python -m tests.benchmarks.retrieval --data FOLDER [--keep FOLDER] [--only scifact|wice]

FOLDER is searched with its subfolders for a BEIR folder (corpus.jsonl, queries.jsonl, qrels.tsv) and for
claim_dev.jsonl (a claim, the sentences of the page it cites, the sets of them that support it). Embedding them takes
minutes; with --keep the databases stay there, and the next run embeds nothing.

Halves are the queries at even and at odd places of their file: a figure that holds on both was not made by a few.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sources.embedding import EncoderWorker
from sources.matching.fusion import Fusion
from sources.source import Document, Passage
from sources.store import Library, database_url, open_database

DEPTH = 100  # of a ranking, for recall
TOP = 10  # of a ranking, for nDCG
PASSAGES = 5  # of a page, in which a whole supporting set is looked for
# Of a sentence's characters, which must lie in the passages: a full stop may have gone to the next one.
WHOLE = 0.9
Ranking = list[str]


@dataclass(frozen=True, slots=True)
class Judged:
    """Queries with what is relevant to each."""

    queries: dict[str, str]
    relevant: dict[str, set[str]]


def main() -> None:
    """Print what is asked and what is measured."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with the labelled sets")
    parser.add_argument("--keep", type=Path, help="folder to keep the databases in")
    parser.add_argument("--only", choices=("scifact", "wice"), help="one of the two measurements")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = given.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        print(f"{'measured':58} {'asked':>6} {'all':>6} {'even':>6} {'odd':>6}")
        if given.only != "wice":
            for corpus in sorted(given.data.rglob("corpus.jsonl")):
                scifact(corpus.parent, folder / "corpus.sqlite3")
        if given.only != "scifact":
            for claims in sorted(given.data.rglob("claim_dev.jsonl")):
                wice(claims, folder / "pages.sqlite3")


def line(name: str, values: Sequence[float], asked: str = "") -> None:
    """Print a figure for all queries and for both halves."""
    found = np.array(values)
    print(f"{name:58} {asked:>6} {found.mean():6.3f} {found[::2].mean():6.3f} {found[1::2].mean():6.3f}", flush=True)


# Documents


def scifact(folder: Path, database: Path) -> None:
    """Measure the commands, then each search alone and the plain mix of them on the same library."""
    judged = _judged(folder)
    print(f"\n{folder.name}: {len(judged.queries)} queries")
    _run("add", folder / "corpus.jsonl", "--database", database)
    searched = _run(
        "search", "--queries", folder / "queries.jsonl", "--limit", DEPTH, "--format", "trec", "--database", database
    )
    ours: dict[str, Ranking] = {}
    for row in searched.splitlines():
        query, _, document, *_ = row.split()
        ours.setdefault(query, []).append(document)
    found = [ours.get(query, []) for query in judged.queries]
    line("nDCG@10, python -m sources search", _ndcg(found, judged), "0.73")
    line("recall@100, python -m sources search", _recall(found, judged), "0.955")
    library = Library(open_database(database_url(str(database))), EncoderWorker())
    alone = _alone(library, list(judged.queries.values()))
    for name, rankings in alone.items():
        line(f"nDCG@10, {name}", _ndcg(rankings, judged))
        line(f"recall@100, {name}", _recall(rankings, judged))


def _alone(library: Library, texts: list[str]) -> dict[str, list[Ranking]]:
    """Return the rankings by best passage, by the mean of the passages, by words, and by a plain mix of all three."""
    index, keywords = library.index(), library.keywords()
    vectors = library.query_vectors(texts)
    sources = keywords.sources
    names = {one: source.given_id or one for one, source in library.load(sources).items()}
    rows = index.rows.of(sources)
    owners = keywords.places(index.rows.names)[index.rows.sources(rows)]
    order = np.argsort(owners, kind="stable")
    matrix, owners = index.rows.vectors(rows)[order].astype(np.float32), owners[order]
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    means = np.add.reduceat(matrix, starts, axis=0)
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    rankings: dict[str, list[Ranking]] = {
        name: []
        for name in ("embedding alone, best passage", "embedding alone, whole text", "BM25 alone", "plain mix")
    }
    for text, vector in zip(texts, vectors, strict=True):
        best, whole = np.maximum.reduceat(matrix @ vector, starts), means @ vector
        words = keywords.scores(text)[owners[starts]]
        mix = _stretched(best) + _stretched(whole) + _stretched(words)
        for scores, ranked in zip((best, whole, words, mix), rankings.values(), strict=True):
            first = np.argsort(-scores, kind="stable")[:DEPTH]
            ranked.append([names[sources[owners[starts[place]]]] for place in first])
    return rankings


def _stretched(scores: NDArray[Any]) -> NDArray[np.float64]:
    """Return scores between 0 for the lowest and 1 for the highest."""
    wide = scores.astype(np.float64)
    stretched: NDArray[np.float64] = (wide - wide.min()) / max(float(np.ptp(wide)), 1e-9)
    return stretched


def _judged(folder: Path) -> Judged:
    rows = [json.loads(row) for row in (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines() if row]
    relevant: dict[str, set[str]] = {}
    for row in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        query, document, grade = row.split("\t")
        if int(grade) > 0:
            relevant.setdefault(query, set()).add(document)
    return Judged({row["_id"]: row["text"] for row in rows if row["_id"] in relevant}, relevant)


def _ndcg(found: Iterable[Ranking], judged: Judged) -> list[float]:
    values = []
    for query, ranking in zip(judged.queries, found, strict=True):
        relevant = judged.relevant[query]
        gain = sum(1 / math.log2(place + 2) for place, one in enumerate(ranking[:TOP]) if one in relevant)
        values.append(gain / sum(1 / math.log2(place + 2) for place in range(min(TOP, len(relevant)))))
    return values


def _recall(found: Iterable[Ranking], judged: Judged) -> list[float]:
    return [
        len(judged.relevant[query].intersection(ranking[:DEPTH])) / len(judged.relevant[query])
        for query, ranking in zip(judged.queries, found, strict=True)
    ]


def _run(*arguments: object) -> str:
    """Run python -m sources and return what it prints."""
    command = [sys.executable, "-m", "sources", *map(str, arguments)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8").stdout


# Passages of one page


def wice(path: Path, database: Path) -> None:
    """Measure how often a whole supporting set lies in the first passages of the cited page."""
    rows = [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines() if row]
    rows = [row for row in rows if any(row["gold_sets"])]
    library = Library(open_database(database_url(str(database))), EncoderWorker())
    reports = library.add(
        Document(text="\n".join(row["sentences"]), kind="txt", title=f"Page {row['_id']}") for row in rows
    )
    pages = {row["_id"]: report.source_id for row, report in zip(rows, reports, strict=True)}
    fusion = Fusion(library.keywords(), library.index())
    texts = [row["claim"] for row in rows]
    ours, alone = [], []
    for row, asked in zip(rows, fusion.asked(texts, library.query_vectors(texts)), strict=True):
        page = pages[row["_id"]]
        held = library.passages(page)
        ranked = fusion.of(asked, [page], PASSAGES, per_source=PASSAGES)
        ours.append(float(_supported(row, [held[one.ordinal] for one in ranked])))
        assert asked.vector is not None
        hits = library.index().nearest(asked.vector[None], PASSAGES, within=[page])[0]
        alone.append(float(_supported(row, [held[hit.ordinal] for hit in hits])))
    print(f"\n{path.parent.name}: {len(rows)} claims with supporting sentences")
    line(f"a whole supporting set in the first {PASSAGES} passages of the page", ours, "> next")
    line("the same, embedding alone", alone, "0.78")


def _supported(row: dict[str, list[str] | list[list[int]]], shown: Sequence[Passage]) -> bool:
    spans, at = [], 0
    for sentence in row["sentences"]:
        spans.append((at, at + len(sentence)))
        at += len(sentence) + 1

    def there(place: int) -> bool:
        start, end = spans[place]
        inside = sum(max(0, min(end, one.end) - max(start, one.start)) for one in shown)
        return inside >= WHOLE * (end - start)

    return any(chosen and all(there(place) for place in chosen) for chosen in row["gold_sets"])  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
