"""Measure how many planted differences are marked, and how often a passage that states the claim gets a mark.

    python -m tests.benchmarks.discrepancies --data FOLDER [--show seen|held|none] [--kind KIND]

FOLDER holds claim_dev.jsonl (a claim, the sentences of a page, the sets of them that support it) and may hold
subtask3_claim_evidence_stance.jsonl (a claim, a stretch of evidence, its stance); it is searched with its subfolders.
Beside them stand our own paraphrases. Every claim is edited where the passage states what is edited, at most 100
edits of a kind in each half, the same ones on every run. The half "seen" was read while the rules were written, the
half "held" was not; a claim belongs to one of them by its words alone. An edit is found where a mark of its kind
stands on the passage; marks of other kinds are reported, not counted.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from sources.language.parsing.parser import parse
from sources.matching.discrepancies import discrepancies
from sources.source import Discrepancy
from tests.benchmarks import discrepancies_planting as planting
from tests.benchmarks import discrepancies_turning as turning
from tests.benchmarks.discrepancies_planting import Edit, Pair

CASES = Path(__file__).resolve().parents[1] / "cases" / "discrepancies"
MOST = 100
SEED = 4
ROUNDS = 8  # edits tried on each pair
MOST_OF_ONE = 2  # edits of a kind on one claim
ASKED, MOST_FALSE = 0.9, 0.1
# A stretch of evidence is cut from a page and often supports a claim without stating it: it is edited only where it
# has this part of the claim's longer words.
_COVERED = 0.75
_ACCEPTED = {
    "unit": {"number"},
    "name": {"name", "role"},
    "role": {"role", "name"},
    "quantifier": {"quantifier", "negation"},
}


EDITS: dict[str, Edit] = {
    "number": planting.number,
    "unit": planting.unit,
    "date": planting.day,
    "name": planting.name,
    "negation": planting.negation,
    "direction": planting.direction,
    "quantifier": planting.quantifier,
    "role": turning.role,
    "hedge": turning.hedge,
}


def found(kind: str, marks: Sequence[Discrepancy]) -> bool:
    """Tell whether a planted error of a kind is marked as what it is."""
    return any(mark.kind.value in _ACCEPTED.get(kind, {kind}) for mark in marks)


def own_pairs() -> list[Pair]:
    """Return our own paraphrases."""
    return _parsed(_own())


def pairs(folder: Path) -> list[Pair]:
    """Return our own paraphrases and the supported claims of the data, without what is copied."""
    return _parsed([*_own(), *_public(folder)])


def _parsed(found: Iterable[tuple[str, str, str]]) -> list[Pair]:
    rows = [row for row in found if not planting.copied(row[0], row[1])]
    docs = list(parse([text for claim, passage, _ in rows for text in (claim, passage)]))
    return [Pair(*row, *both) for row, both in zip(rows, zip(docs[::2], docs[1::2], strict=True), strict=True)]


def _own() -> Iterator[tuple[str, str, str]]:
    own = [_lines(CASES / name) for name in ("paraphrases.jsonl", "known_failures.jsonl")]
    for row in (row for rows in own for row in rows if not row["marks"]):
        yield row["claim"], row["passage"], "own"


def _public(folder: Path) -> Iterator[tuple[str, str, str]]:
    for path in sorted(folder.rglob("claim_dev.jsonl")):
        for row in _lines(path):
            if row["label"] == "supported":
                yield row["claim"], "\n".join(row["sentences"][at] for at in row["gold_sets"][0]), "wice"
    for path in sorted(folder.rglob("subtask3_claim_evidence_stance.jsonl")):
        for row in _lines(path):
            if row["stance"] == "completely-support":
                yield row["claim"], row["evidence"], "evidence"


def _lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def held_out(claim: str) -> bool:
    """Tell which half a claim belongs to, by its words alone."""
    return sha256(claim.encode()).digest()[0] % 2 == 1


def stated(pair: Pair) -> bool:
    """Tell whether the passage has enough of the claim's words to be sure that it states the claim."""
    words = {word[:5] for word in re.findall(r"[a-z]{4,}", pair.claim.lower())}
    return pair.origin != "evidence" or sum(word in pair.passage.lower() for word in words) >= _COVERED * len(words)


def plant(edit: Edit, some: Sequence[Pair]) -> list[tuple[Pair, str]]:
    """Return edited claims with their passages: one of each claim first, then second and third ones, at most 100."""
    chance = random.Random(SEED)
    planted: dict[str, Pair] = {}
    counts: Counter[str] = Counter()
    for _ in range(ROUNDS):
        for pair in chance.sample(some, len(some)):
            new = edit(pair, chance) if len(planted) < MOST and counts[pair.claim] < MOST_OF_ONE else None
            if new is not None and new not in planted:
                planted[new] = pair
                counts[pair.claim] += 1
    return [(pair, new) for new, pair in planted.items()]


def main() -> None:
    """Print what is found of each kind, and how many passages that state their claim have a mark."""
    parser = argparse.ArgumentParser(description="Discrepancies found, and false marks.")
    parser.add_argument("--data", type=Path, required=True, help="folder with claim_dev.jsonl")
    parser.add_argument("--show", choices=["seen", "held", "none"], default="none", help="print what fails there")
    parser.add_argument("--kind", help="plant this kind alone")
    arguments = parser.parse_args()
    every = pairs(arguments.data)
    halves = {name: [p for p in every if held_out(p.claim) == (name == "held")] for name in ("seen", "held")}
    print(f"{'planted':12} {'asked':>6} {'found':>6}   " + "   ".join(f"{half:>5} found of edits" for half in halves))
    for kind, edit in EDITS.items():
        if arguments.kind in {None, kind}:
            _score(kind, edit, halves, arguments.show)
    print(f"\n{'supported':12} {'asked':>6} {'marked':>6}   of pairs; seen, held; marks by kind; time a pair")
    for origin in dict.fromkeys(pair.origin for pair in every):
        _false(origin, halves, arguments.show)


def _score(kind: str, edit: Edit, halves: dict[str, list[Pair]], show: str) -> None:
    marked: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    origins: Counter[str] = Counter()
    for half, some in halves.items():
        for pair, claim in plant(edit, [pair for pair in some if stated(pair)]):
            marks = discrepancies(claim, pair.passage)
            hit = found(kind, marks)
            totals[half] += 1
            marked[half] += hit
            origins[pair.origin] += 1
            origins[pair.origin + " found"] += hit
            if not hit and show == half:
                print(f"- {kind}: {claim}\n    was: {pair.claim}\n    {_line(pair.passage)}\n    {_said(marks)}")
    total = sum(totals.values())
    rate = f"{sum(marked.values()) / total:6.2f}" if total else "     -"
    parts = "   ".join(
        f"{marked[half] / max(1, totals[half]):5.2f} {marked[half]:5} of {totals[half]:3}  " for half in halves
    )
    split = ", ".join(f"{one} {origins[one + ' found']}/{origins[one]}" for one in ("own", "wice", "evidence"))
    print(f"{kind:12} {ASKED:6.2f} {rate}   {parts}  {split}")


def _false(origin: str, halves: dict[str, list[Pair]], show: str) -> None:
    kinds: Counter[str] = Counter()
    marked: dict[str, list[bool]] = {}
    began = time.perf_counter()
    for half, some in halves.items():
        marked[half] = []
        for pair in (pair for pair in some if pair.origin == origin):
            marks = discrepancies(pair.claim, pair.passage)
            marked[half].append(bool(marks))
            kinds.update(mark.kind.value for mark in marks)
            if show == half and marks:
                print(f"- {pair.claim}\n      {_line(pair.passage)}\n      {_said(marks)}")
    every = [one for row in marked.values() for one in row]
    spent = (time.perf_counter() - began) / len(every) * 1000
    parts = ", ".join(f"{sum(row) / max(1, len(row)):.3f}" for row in marked.values())
    print(
        f"{origin:12} {'<' + str(MOST_FALSE):>6} {sum(every) / len(every):6.3f}   of {len(every)}; {parts}; "
        f"{dict(kinds.most_common())}; {spent:.1f} ms"
    )


def _said(marks: Sequence[Discrepancy]) -> list[tuple[str, str]]:
    return [(mark.kind.value, mark.sentence) for mark in marks]


def _line(text: str) -> str:
    return " ".join(text.split())[:600]


if __name__ == "__main__":
    main()
