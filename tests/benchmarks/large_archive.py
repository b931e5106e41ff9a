"""Measure how long a claim waits for a large offline archive.

    python -m tests.benchmarks.large_archive --data FOLDER [--articles N] [--claims N] [--keep FILE.zim]

The archive is one ZIM file, made by libzim's own creator. Its articles are sentences of the texts that
`tests.benchmarks.finding` reads from FOLDER, drawn at random and put together anew, so that words are as rare and as
common as in real texts. Making 100,000 articles takes minutes; with --keep the file stays for the next run.

Each claim is searched for as the Review page does. Then the passages of its results are read, embedded and ranked,
and asked for again, with their vectors in memory. Seconds on the clock depend on what else the machine does, so the
seconds of computing are printed beside them.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from sources.embedding import EncoderWorker
from sources.finding import ZimFile, ask, words_to_ask
from sources.source import Query
from tests.benchmarks.finding import SEED, texts
from tests.sources.finding.make_zim import make_zim

SENTENCES = (6, 18)  # of an article
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def main() -> None:
    """Print what is measured."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER", help="folder with the labelled sets")
    parser.add_argument("--articles", type=int, default=100_000, metavar="N", help="of the archive (100,000)")
    parser.add_argument("--claims", type=int, default=100, metavar="N", help="that are searched for (100)")
    parser.add_argument("--embedded", type=int, default=10, metavar="N", help="of these, read and embedded (10)")
    parser.add_argument("--keep", type=Path, metavar="FILE.zim", help="where the archive is made, or lies already")
    given = parser.parse_args()
    pages, asked = texts(given.data)
    claims = [one.claim for one in asked]
    random.Random(SEED).shuffle(claims)
    with tempfile.TemporaryDirectory() as folder:
        path = given.keep or Path(folder) / "large.zim"
        if not path.exists():
            began = time.perf_counter()
            make_zim(path, mixed(list(pages.values()), given.articles), title="Mixed texts")
            print(f"made in {time.perf_counter() - began:.0f} s")
        archive = ZimFile(path)
        print(f"{archive.articles:,} articles in {path.stat().st_size / 2**20:.0f} MB")
        measure(archive, claims[: given.claims], claims[: given.embedded])


def mixed(whole: Sequence[str], count: int) -> dict[str, str]:
    """Return articles by title, each of sentences from anywhere."""
    chosen = random.Random(SEED)
    sentences = [one for text in whole for one in _SENTENCE.split(text) if one]
    return {
        f"Article {number}": " ".join(chosen.choices(sentences, k=chosen.randint(*SENTENCES)))
        for number in range(count)
    }


def measure(archive: ZimFile, claims: Sequence[str], embedded: Sequence[str]) -> None:
    """Print the seconds of a search, and of all that makes findings of it."""
    worker = EncoderWorker()
    worker.warm()
    asked = [(claim, words_to_ask(claim)) for claim in claims]
    archive.search(asked[0][1], 20)  # opens the index
    line("search of a claim (asked 0.5)", [timed(partial(archive.search, words, 20)) for _, words in asked])
    for name in ("with 20 pages read, their passages embedded and ranked", "the same asked again"):
        some = asked[: len(embedded)]
        line(name, [timed(partial(ask, Query("", claim), words, archive, worker)) for claim, words in some])


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return seconds on the clock, and seconds of computing in this process."""
    began, computed = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - computed


def line(name: str, seconds: Sequence[tuple[float, float]]) -> None:
    """Print the median and the slowest of twenty, on the clock and in computing."""
    for what, values in zip(("on the clock", "computing"), map(sorted, zip(*seconds, strict=True)), strict=True):
        slow = values[int(len(values) * 0.95)]
        print(
            f"{name:56} {what:13} median {statistics.median(values):.3f} s, 19 of 20 within {slow:.3f} s", flush=True
        )


if __name__ == "__main__":
    main()
