"""Measure marks on pairs that other people wrote, on our own planted edits, and on what a cited page says: one table.

    python -m tests.benchmarks.marks --data FOLDER [--only pairs|planted|pages] [--set NAME] [--half read|judged]

FOLDER holds marks/*.jsonl (a claim, its evidence, and whether that supports or contradicts it, or neither) and what
`tests.benchmarks.discrepancies` and `tests.benchmarks.attributed` take; it is searched with its subfolders. Of each
set one half of the claims may be read while rules are made, the other only judges; a claim belongs to one of them by
its words alone.

Printed for each set: the share of contradicted pairs with a mark, of supported pairs, of neutral pairs, the
precision of a mark (contradicted among contradicted and supported), and the same by kind.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sources.matching.discrepancies import discrepancies
from tests.benchmarks import attributed
from tests.benchmarks import discrepancies as planted

LABELS = ("contradicts", "supports", "neutral")
HALVES = ("read", "judged")


@dataclass(frozen=True)
class Marked:
    """A labelled pair with the kinds of its marks."""

    label: str
    half: str
    kinds: frozenset[str]


def half_of(claim: str) -> str:
    """Return which half a claim belongs to."""
    return HALVES[sha256(claim.encode()).digest()[0] % 2]


def sets(folder: Path) -> Iterator[tuple[str, list[Marked]]]:
    """Yield each set of pairs by its name, marked."""
    for path in sorted(folder.rglob("marks/*.jsonl")):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        yield (
            path.stem,
            [
                Marked(
                    row["label"],
                    half_of(row["claim"]),
                    frozenset(mark.kind.value for mark in discrepancies(row["claim"], row["evidence"])),
                )
                for row in rows
            ],
        )


def shares(pairs: Sequence[Marked], kind: str = "") -> tuple[dict[str, int], dict[str, float], float]:
    """Return, for each label, how many pairs have a mark (of a kind), their share, and the precision of a mark."""
    every = Counter(pair.label for pair in pairs)
    hit = Counter(pair.label for pair in pairs if (kind in pair.kinds if kind else pair.kinds))
    told = hit["contradicts"] + hit["supports"]
    return (
        {label: hit[label] for label in LABELS},
        {label: hit[label] / every[label] if every[label] else 0.0 for label in LABELS},
        hit["contradicts"] / told if told else 0.0,
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Marks on other people's pairs, on planted edits, and on pages.")
    parser.add_argument("--data", type=Path, required=True, help="folder with marks/*.jsonl and the other sets")
    parser.add_argument("--only", choices=("pairs", "planted", "pages"), help="one part of the table")
    parser.add_argument("--set", help="one set of pairs")
    parser.add_argument("--half", choices=HALVES, help="one half of each set of pairs")
    given = parser.parse_args()
    if given.only in {None, "pairs"}:
        print(f"{'set, kind':34} {'found':>13} {'false':>13} {'neutral':>13} {'precision':>9}")
        for name, pairs in sets(given.data):
            if given.set in {None, name}:
                _print_set(name, [pair for pair in pairs if given.half in {None, pair.half}])
    if given.only in {None, "planted"}:
        _print_planted(given.data)
    if given.only in {None, "pages"}:
        attributed.print_labels(list(attributed.rows(given.data)))


def _print_set(name: str, pairs: Sequence[Marked]) -> None:
    for kind in ("", *sorted({kind for pair in pairs for kind in pair.kinds})):
        hits, share, precision = shares(pairs, kind)
        cells = " ".join(f"{hits[label]:6} {share[label]:6.3f}" for label in LABELS)
        print(f"{'  ' + kind if kind else name:34} {cells} {precision:9.2f}", flush=True)


def _print_planted(folder: Path) -> None:
    every = planted.pairs(folder)
    stated = [pair for pair in every if planted.stated(pair)]
    print(f"{'planted edits':34} {'found':>13}")
    for kind, edit in planted.EDITS.items():
        halves = [[pair for pair in stated if planted.held_out(pair.claim) == held] for held in (False, True)]
        rows = [row for some in halves for row in planted.plant(edit, some)]
        found = sum(planted.found(kind, discrepancies(claim, pair.passage)) for pair, claim in rows)
        print(f"  {kind:32} {found:6} {found / len(rows):6.3f}   of {len(rows)}", flush=True)
    print(f"{'passages that state the claim':34} {'':13} {'false':>13}")
    for origin in dict.fromkeys(pair.origin for pair in every):
        some = [pair for pair in every if pair.origin == origin]
        marked = sum(bool(discrepancies(pair.claim, pair.passage)) for pair in some)
        print(f"  {origin:32} {'':13} {marked:6} {marked / len(some):6.3f}   of {len(some)}", flush=True)


if __name__ == "__main__":
    main()
