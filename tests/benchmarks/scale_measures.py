"""The measures behind `tests.benchmarks.scale`, each in a process of its own, because memory is the process's.

python -m tests.benchmarks.scale_measures NAME ARGUMENTS   prints one JSON object
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import insert

from sources.embedding import EncoderWorker, Precision, load_encoder
from sources.index import Addition, ExactIndex, Rows
from sources.index.products import quickest
from sources.passages import passages as cut
from sources.source import Document
from sources.store import Library, database_url, open_database, writing
from sources.store.source_queries import changed, text_digest
from sources.store.tables import embeddings, passages, sources

DIMENSIONS = 384
CLAIMS = 40
LIMIT = 20
PER_SOURCE = 10  # passages of an invented source
EXAMPLE = Path(__file__).parents[2] / "claims" / "example" / "sources"
Floats = NDArray[np.float32]


def unit(count: int, seed: int) -> Floats:
    """Return invented vectors of length 1 that point anywhere."""
    found = np.random.default_rng(seed).standard_normal((count, DIMENSIONS), dtype=np.float32)
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    return found


def near(rows: Floats) -> Floats:
    """Return vectors of length 1 about as far from these as a claim is from its passage."""
    found = rows + unit(len(rows), 7)
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    return found


class Invented:
    """An encoder without a model: a vector of any text, made from its digest."""

    model_id = "invented/float32"
    dimensions = DIMENSIONS

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return a vector for each text."""
        return np.concatenate([unit(1, int(hashlib.sha256(text.encode()).hexdigest()[:12], 16)) for text in texts])

    def quickest(self) -> Precision:
        """Return the only one."""
        return Precision.FLOAT32

    def in_precision(self, precision: Precision) -> Invented:
        """Return itself."""
        return self


def encoding(data: str, count: str, runs: str) -> dict[str, object]:
    """Compare the encoder with sentence-transformers' own `encode` in float32, in turns, and with bfloat16."""
    texts, claims = _texts(data, int(count))
    encoder = load_encoder()
    chosen = encoder.in_precision(encoder.quickest())
    model = encoder._model  # type: ignore[attr-defined]

    def theirs() -> Floats:
        found: Floats = model.encode(texts, normalize_embeddings=True)
        return found

    (their, own), seconds = _in_turns([theirs, lambda: chosen.encode(texts)], int(runs))
    asked = encoder.encode(claims)
    rounded = encoder.in_precision(Precision.BFLOAT16).encode(texts)
    return {
        "precision": chosen.model_id.rpartition("/")[2],
        "texts": len(texts),
        "theirs": len(texts) / statistics.median(seconds[0]),
        "own": len(texts) / statistics.median(seconds[1]),
        "overlap": _overlap(asked, their, own),
        "overlap_bfloat16": _overlap(asked, their, rounded),
    }


def search(count: str, runs: str) -> dict[str, object]:
    """Compare 40 claims against invented vectors with numpy's product and argpartition, in turns."""
    matrix = np.concatenate([unit(min(50_000, int(count) - first), first) for first in range(0, int(count), 50_000)])
    claims = near(matrix[np.random.default_rng(5).integers(0, len(matrix), CLAIMS)])
    rows = Rows(DIMENSIONS)
    for first in range(0, len(matrix), 50_000):
        some = matrix[first : first + 50_000]
        places = np.arange(first, first + len(some))
        ids = [f"src-{place // PER_SOURCE:07}" for place in places]
        rows = rows.added(Addition(ids, places % PER_SOURCE, places, some))
    index = ExactIndex(rows)

    def by_numpy() -> NDArray[np.int64]:
        products = claims @ matrix.T
        return np.argpartition(products, -LIMIT, axis=1)[:, -LIMIT:]

    (theirs, own), seconds = _in_turns([by_numpy, lambda: index.nearest(claims, LIMIT)], int(runs))
    found = [{int(hit.source_id[4:]) * PER_SOURCE + hit.ordinal for hit in hits} for hits in own]
    recall = np.mean([len(set(row.tolist()) & here) / LIMIT for row, here in zip(theirs, found, strict=True)])
    return {
        "arithmetic": quickest().name,
        "numpy": statistics.median(seconds[0]),
        "own": statistics.median(seconds[1]),
        "ratio": statistics.median(own / numpy for numpy, own in zip(*seconds, strict=True)),
        "recall": float(recall),
    }


def growth(path: str, runs: str) -> dict[str, object]:
    """Open a library to its first answer, search it, add 1,000 passages until they are found, and read it anew.

    torch is imported before: whoever opens a library has loaded a model with it.
    """
    import torch  # noqa: F401

    begun = time.perf_counter()
    engine = open_database(database_url(path))
    library = Library(engine, EncoderWorker(Invented(), chunk=1000))
    claims = near(unit(CLAIMS, 0))
    library.index().nearest(claims[:1], LIMIT)
    opened = time.perf_counter() - begun
    _, (searched,) = _in_turns([lambda: library.index().nearest(claims, LIMIT)], int(runs))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    new = [
        Document(
            text="\n\n".join(_paragraph(f"{time.time_ns()} {number} {turn}") for turn in range(PER_SOURCE)),
            kind="txt",
        )
        for number in range(1000 // PER_SOURCE)
    ]
    begun = time.perf_counter()
    reports = library.add(new)
    stored = time.perf_counter() - begun
    begun = time.perf_counter()
    (hits,) = library.index().nearest(Invented().encode([library.passages(reports[-1].source_id)[0].text]), 1)
    found = time.perf_counter() - begun
    if hits[0].source_id != reports[-1].source_id:
        raise SystemExit("What was added was not found.")
    begun = time.perf_counter()
    Library(engine, EncoderWorker(Invented())).index()
    anew = time.perf_counter() - begun
    for report in reports:
        library.versions.delete(report.source_id)
    return {
        "open": opened,
        "search": statistics.median(searched),
        "memory": memory,
        "added": sum(report.passages for report in reports),
        "store": stored,
        "found": found,
        "anew": anew,
    }


def build(path: str, count: str) -> dict[str, object]:
    """Write a database of invented sources, passages and vectors."""
    engine = open_database(database_url(path))
    with writing(engine) as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA cache_size = -1000000")
        for first in range(0, int(count), 50_000):
            _write(connection, first, min(50_000, int(count) - first))
        changed(connection)
    return {"bytes": Path(path).stat().st_size}


def _write(connection: object, first: int, count: int) -> None:
    whole: list[dict[str, object]] = []
    cuts: list[dict[str, object]] = []
    kept: list[dict[str, object]] = []
    vectors = unit(count, first).astype("<f2")
    moment = datetime(2024, 5, 3, tzinfo=UTC)
    for start in range(0, count, PER_SOURCE):
        source_id = "src-" + hashlib.sha256(str(first + start).encode()).hexdigest()[:12]
        texts = [f"Boat {first + start + place} came in at noon." for place in range(PER_SOURCE)]
        whole.append(
            {"id": source_id, "text": " ".join(texts), "kind": "txt", "retrieved_at": moment}
            | dict.fromkeys(("name", "title", "publisher", "author", "url", "given_id"), "")
        )
        at = 0
        for place, text in enumerate(texts):
            digest = text_digest(text)
            cuts.append(
                {"source_id": source_id, "ordinal": place, "start": at, "end": at + len(text), "text_digest": digest}
            )
            kept.append(
                {"text_digest": digest, "model_id": Invented.model_id, "vector": vectors[start + place].tobytes()}
            )
            at += len(text) + 1
    for table, rows in ((sources, whole), (passages, cuts), (embeddings, kept)):
        connection.execute(insert(table), rows)  # type: ignore[attr-defined]


def _paragraph(seed: str) -> str:
    chosen = random.Random(seed)
    words = ["boat", "pier", "fog", "noon", "crew", "harbour", "ferry", "rope", "tide", "mast", "deck", "sail"]
    return " ".join(chosen.choice(words) for _ in range(60)).capitalize() + f" {seed}."


def _texts(data: str, count: int) -> tuple[list[str], list[str]]:
    """Return passages and claims: of a folder's corpus.jsonl and queries.jsonl, else invented from the example."""
    chosen = random.Random(1)
    if data:
        texts: list[str] = []
        for line in (Path(data) / "corpus.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            texts += [passage.text for passage in cut("src-x", f"{row.get('title', '')}\n\n{row['text']}")]
        lines = (Path(data) / "queries.jsonl").read_text(encoding="utf-8").splitlines()
        claims = [json.loads(line)["text"] for line in lines]
    else:
        files = [
            path.read_text(encoding="utf-8") for path in sorted(EXAMPLE.iterdir()) if path.suffix in {".txt", ".md"}
        ]
        claims = [found for text in files for found in re.findall(r"[A-Z][^.\n]{40,200}\.", text)]
        texts = [" ".join(chosen.sample(claims, 4)) for _ in range(count)]
    return chosen.sample(texts, min(count, len(texts))), chosen.sample(claims, min(CLAIMS, len(claims)))


def _overlap(claims: Floats, one: Floats, other: Floats) -> float:
    """Return how many of the ten nearest passages are the same, as a share."""
    tens = [np.argsort(-(claims @ vectors.T), axis=1)[:, :10] for vectors in (one, other)]
    return float(
        np.mean([len({*first} & {*second}) / 10 for first, second in zip(*(t.tolist() for t in tens), strict=True)])
    )


def _in_turns(works: Sequence[Callable[[], Any]], runs: int) -> tuple[list[Any], list[list[float]]]:
    """Run each once to warm up and then in turns; return what the last run gave, and the seconds of each."""
    found = [work() for work in works]
    seconds: list[list[float]] = [[] for _ in works]
    for _ in range(runs):
        for place, work in enumerate(works):
            begun = time.perf_counter()
            found[place] = work()
            seconds[place].append(time.perf_counter() - begun)
    return found, seconds


MEASURES: dict[str, Callable[..., dict[str, object]]] = {
    "encoding": encoding,
    "search": search,
    "growth": growth,
    "build": build,
}

if __name__ == "__main__":
    if any(name.startswith("OPENBLAS_") for name in os.environ):
        raise SystemExit("Unset OPENBLAS_*: numpy is to be compared as it is.")
    print(json.dumps(MEASURES[sys.argv[1]](*sys.argv[2:])))
