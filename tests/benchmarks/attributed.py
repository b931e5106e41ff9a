"""Measure the checks of named sources and of quotations, and what they cost.

    python -m tests.benchmarks.attributed --data FOLDER [--show]

FOLDER holds claim_dev.jsonl (a claim, the sentences of the page it cites, the sets of them that support it, and
whether all, a part or nothing of it stands there); it is searched with its subfolders. The page stands for the named
source.

Printed: proposals against the labels, with F1 for each of the three; forty opposites planted by the rules of
`tests.benchmarks.turning` into supported claims, forty into sentences of the pages, and how many are called opposite
as they are; a confusion table of planted quotations; and the time of a claim with three named sources in a
library of 50, beyond its encoding. Nothing here needs the encoder.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sources.embedding import EncoderWorker
from sources.matching import match
from sources.matching.attributed import judged
from sources.passages import passages
from sources.source import Document, Passage, Query, Quoted, Saying, Source
from sources.store import Library, database_url, open_database
from tests.benchmarks import quoting
from tests.benchmarks.turning import TURNS
from tests.sources.fakes import WordEncoder

OPPOSITES = 40
SEED = 7
LABELS = ("supported", "partially_supported", "not_supported")
AS_LABEL = {
    Saying.SAYS: "supported",
    Saying.CHANGED: "partially_supported",
    Saying.SPEAKS: "partially_supported",
    Saying.SILENT: "not_supported",
    # A page that says the opposite holds the claim's words: people labelled the like as partly supported.
    Saying.OPPOSITE: "partially_supported",
}
Page = tuple[Source, Sequence[Passage]]


@dataclass(frozen=True)
class Row:
    """A claim, its page, its label, and the sentences that support it."""

    claim: str
    label: str
    page: Page
    support: tuple[str, ...]


def rows(folder: Path) -> Iterator[Row]:
    """Yield the labelled claims with their pages as sources."""
    for path in sorted(folder.rglob("claim_dev.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            given = json.loads(line)
            text = "\n".join(given["sentences"])
            source = Source(
                given["_id"], text, "txt", "", "", "Page", "", None, "", "", datetime(2026, 1, 1, tzinfo=UTC)
            )
            support = tuple(given["sentences"][at] for at in given["gold_sets"][0]) if given["gold_sets"] else ()
            yield Row(given["claim"], given["label"], (source, passages(source.id, text)), support)


def said(claim: str, page: Page) -> Saying:
    """Return what the page is proposed to say of the claim."""
    return judged(Query("claim", claim, ("Page",)), "Page", [page]).saying


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Checks of named sources and of quotations.")
    parser.add_argument("--data", type=Path, required=True, help="folder with claim_dev.jsonl")
    parser.add_argument("--only", choices=("labels", "opposites", "quotations", "times"), help="one of the tables")
    parser.add_argument(
        "--show", action="store_true", help="print every opposite that is missed and every wrong finding"
    )
    arguments = parser.parse_args()
    every = list(rows(arguments.data))
    for name, print_table in {
        "labels": lambda: print_labels(every),
        "opposites": lambda: _opposites(every, show=arguments.show),
        "quotations": lambda: _quotations(arguments.data, show=arguments.show),
        "times": _times,
    }.items():
        if arguments.only in {None, name}:
            print_table()


def print_labels(every: Sequence[Row]) -> None:
    """Print proposals against labels, with F1 for each."""
    table = Counter((row.label, AS_LABEL[said(row.claim, row.page)]) for row in every)
    print(f"named sources: {len(every)} claims; rows are labels, columns proposals")
    print(f"{'':22}" + "".join(f"{label:>22}" for label in LABELS) + f"{'F1':>8}")
    scores = []
    for label in LABELS:
        both = table[label, label]
        proposed, labelled = (sum(table[one, label] for one in LABELS), sum(table[label, one] for one in LABELS))
        scores.append(2 * both / (proposed + labelled) if both else 0.0)
        print(f"{label:22}" + "".join(f"{table[label, one]:22}" for one in LABELS) + f"{scores[-1]:8.2f}")
    right = sum(table[label, label] for label in LABELS)
    print(f"macro F1 {sum(scores) / len(scores):.3f}, accuracy {right / len(every):.3f}\n")


def _opposites(every: Sequence[Row], *, show: bool) -> None:
    supported = [row for row in every if row.label == "supported"]
    claims = {row.claim: row.page for row in supported}
    stated = {one: row.page for row in supported for one in row.support if 8 <= len(one.split()) <= 40}
    support = {row.claim: " ".join(row.support) for row in supported} | {one: one for one in stated}
    print(f"{'opposites':34} {'edits':>6} {'found':>6} {'rate':>6}   by kind (found of edits)")
    for name, some in (("supported claims, turned round", claims), ("sentences of the page, turned round", stated)):
        planted = plant(list(some), support)
        found = [said(new, some[old]) is Saying.OPPOSITE for old, new, _ in planted]
        kinds = Counter(kind for _, _, kind in planted)
        hits = Counter(kind for (_, _, kind), hit in zip(planted, found, strict=True) if hit)
        shown = ", ".join(f"{kind} {hits[kind]} of {count}" for kind, count in sorted(kinds.items()))
        print(f"{name:34} {len(planted):6} {sum(found):6} {sum(found) / len(planted):6.2f}   {shown}")
        for (_, new, kind), hit in zip(planted, found, strict=True):
            if show and not hit:
                print(f"- {kind}: {new}")
    every_claim = {row.claim: row.page for row in every}
    for name, some in (
        ("supported claims as they are", claims),
        ("all claims as they are", every_claim),
        ("sentences of the page as they are", stated),
    ):
        wrong = [claim for claim, page in some.items() if said(claim, page) is Saying.OPPOSITE]
        print(f"{name:34} {len(some):6} {len(wrong):6} {len(wrong) / len(some):6.2f}   called opposite")
        for claim in wrong if show else []:
            print(f"- {claim}")
    print()


def plant(some: Sequence[str], support: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return forty sentences with what they were turned into and by which edit, one of each, the edits in turn."""
    chance = random.Random(SEED)
    planted: dict[str, tuple[str, str, str]] = {}
    pools = {kind: chance.sample(some, len(some)) for kind in TURNS}
    while len(planted) < OPPOSITES and any(pools.values()):
        for kind, edit in TURNS.items():
            while pools[kind] and len(planted) < OPPOSITES:
                old = pools[kind].pop()
                new = None if old in planted else edit(old, support[old], chance)
                if new is not None:
                    planted[old] = (old, new, kind)
                    break
    return list(planted.values())


def _quotations(folder: Path, *, show: bool) -> None:
    planted, documents = quoting.plant(quoting.texts(folder))
    with tempfile.TemporaryDirectory() as place:
        library = Library(open_database(database_url(str(Path(place) / "q.sqlite3"))), EncoderWorker(WordEncoder()))
        library.add(documents)
        queries = [Query(f"{at}", one.words, (one.named,), quoted=(one.words,)) for at, one in enumerate(planted)]
        began = time.process_time()
        found = match(queries, library)
        spent = (time.process_time() - began) / len(queries) * 1000
    table = Counter((one.expected, found[f"{at}"].quotations[0].finding) for at, one in enumerate(planted))
    print(f"quotations in {len(documents)} sources; rows are planted, columns found; {spent:.0f} ms a claim")
    print(f"{'':22}" + "".join(f"{one.value:>22}" for one in Quoted))
    for row in Quoted:
        print(f"{row.value:22}" + "".join(f"{table[row, one]:22}" for one in Quoted))
    print(f"right {sum(table[one, one] for one in Quoted) / len(planted):.3f} of {len(planted)}\n")
    for at, one in enumerate(planted):
        check = found[f"{at}"].quotations[0]
        if show and check.finding is not one.expected:
            print(f"- {one.expected.value}, {one.how}: {one.words!r} by {one.named}\n      {check}")


def _times() -> None:
    """Time a claim with three named sources in a library of 50 long documents, against the same claim without."""
    chance = random.Random(SEED)
    words = ["".join(chance.choices("abcdefghijklmnop", k=7)) for _ in range(3000)]
    with tempfile.TemporaryDirectory() as place:
        library = Library(open_database(database_url(str(Path(place) / "t.sqlite3"))), EncoderWorker(WordEncoder()))
        library.add(
            Document(
                text="\n\n".join(
                    f"The bridge of {words[at]} carries {' '.join(chance.choices(words, k=60))} in {words[line]}."
                    for line in range(40)
                ),
                kind="txt",
                publisher=f"Paper Number {at % 20}",
            )
            for at in range(50)
        )
        plain: list[float] = []
        named: list[float] = []
        for turn in range(20):
            text = f"The bridge of {words[turn]} carries {' '.join(chance.choices(words, k=8))} each day."
            library.query_vectors([text])
            for names, times in (((), plain), (("Paper Number 1", "Paper Number 2", "Paper Number 3"), named)):
                began = time.process_time()
                match([Query("claim", text, names)], library)
                times.append(time.process_time() - began)
    print(
        f"a claim in 50 sources: {_middle(plain):.0f} ms without a named source, {_middle(named):.0f} ms with three"
    )


def _middle(times: Sequence[float]) -> float:
    return sorted(times)[len(times) // 2] * 1000


if __name__ == "__main__":
    main()
