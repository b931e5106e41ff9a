"""What a large library costs: embedding, searching, opening, adding, and memory as it grows.

    python -m tests.benchmarks.scale [--part search|claims] [--data FOLDER] [--databases FOLDER] [--plot FILE.svg]

Part "search" is embedding and search by meaning; part "claims" is all else that a claim waits for: search by words,
what its named source says, its quotations, the origins of its passages. Vectors and texts are invented; with --data,
a folder with corpus.jsonl and queries.jsonl, real texts are embedded. Each measure runs in a process of its own.
Speeds are compared in turns within one process, and medians are printed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.benchmarks.scale_library import PASSAGES
from tests.benchmarks.scale_plot import plot

SIZES = (10_000, 100_000, 1_000_000)
GB = 10**9
CLAIM_ROWS = (
    ("keywords", "counted", "keyword index: opened the first time, texts to be read"),
    ("keywords", "open", "keyword index: opened later"),
    ("keywords", "search", "40 claims searched for by words"),
    ("keywords", "found", "1,000 passages added until found by words"),
    ("checks", "quoting", "quotation of a claim in all sources"),
    ("checks", "naming", "what a claim's named source says"),
    ("checks", "add", "a source stored, origins noted, embedding without a model"),
    ("checks", "grouping", "origins of 100 sources just added"),
    ("checks", "counting", "number of origins of the library"),
    ("checks", "listing", "a page of the list of sources"),
    ("matching", "first", "first claim after the start"),
    ("matching", "claim", "each claim after it"),
    ("matching", "slowest", "the slowest of 40"),
    ("matching", "after", "first claim after an addition"),
)
MEMORY_ROWS = (
    ("keywords", "memory", "keyword index"),
    ("checks", "listed", "a page of the list of sources"),
    ("checks", "grouped", "origins"),
    ("matching", "memory", "all that a claim is matched with"),
)


def measured(name: str, *arguments: object, module: str = "scale_measures") -> dict[str, Any]:
    """Run one measure in a process of its own."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("OPENBLAS_")}
    done = subprocess.run(
        [sys.executable, "-m", f"tests.benchmarks.{module}", name, *map(str, arguments)],
        check=True,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    print(name, *arguments, found, file=sys.stderr, flush=True)  # so that a later failure does not lose it
    return found


def main() -> None:
    """Measure what was asked for and print it in tables."""
    parser = argparse.ArgumentParser(description="What a large library costs.")
    parser.add_argument(
        "--data", default="", help="folder with corpus.jsonl and queries.jsonl; otherwise invented texts"
    )
    parser.add_argument("--texts", type=int, default=256, help="passages to embed (default: 256)")
    parser.add_argument("--runs", type=int, default=5, help="repetitions, of which the median counts (default: 5)")
    parser.add_argument(
        "--sizes",
        type=int,
        nargs="+",
        default=SIZES,
        help="passages of the libraries, ascending (default: 10^4 to 10^6)",
    )
    parser.add_argument(
        "--databases", type=Path, help="folder to keep the invented databases in, and to take them from"
    )
    parser.add_argument("--plot", type=Path, help="where to write the picture")
    parser.add_argument("--part", choices=("search", "claims"), help="only this part")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.databases or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        if given.part != "claims":
            search_part(given, folder)
        if given.part != "search":
            claims_part(given, folder)


def search_part(given: argparse.Namespace, folder: Path) -> None:
    """Measure embedding and search by meaning, and print two tables."""
    encoding = measured("encoding", given.data, given.texts, given.runs)
    search = measured("search", given.sizes[-1], given.runs)
    growth = {}
    for size in given.sizes:
        path = folder / f"scale-{size}.sqlite3"
        if not path.exists():
            measured("build", path, size)
        growth[size] = measured("growth", path, given.runs)
    report(encoding, search, growth)
    if given.plot:
        given.plot.write_text(plot(growth), encoding="utf-8")


def claims_part(given: argparse.Namespace, folder: Path) -> None:
    """Measure what a claim waits for beside the search by meaning, and print two tables."""
    found: dict[int, dict[str, dict[str, Any]]] = {}
    for size in given.sizes:
        count = size // PASSAGES
        path = folder / f"claims-{count}.sqlite3"
        if not path.exists():
            measured("stock", path, count, module="scale_claims")
        found[count] = {
            name: measured(name, path, count, given.runs, module="scale_claims")
            for name in ("keywords", "checks", "matching")
        }
    smallest = min(found)
    head = f"{'':<58}" + "".join(f"{f'{count:,} sources':>18}" for count in found)
    for title, relative in (("seconds", False), (f"times what {smallest:,} sources take", True)):
        print(f"\n{title}\n{head}")
        for measure, name, what in CLAIM_ROWS:
            values = [
                row[measure][name] / (found[smallest][measure][name] if relative else 1) for row in found.values()
            ]
            print(f"{what:<58}" + "".join(f"{value:>18.1f}" if relative else f"{value:>18.4f}" for value in values))
    print(f"\nmemory, MB\n{head}")
    for measure, name, what in MEMORY_ROWS:
        print(f"{what:<58}" + "".join(f"{row[measure][name] / 10**6:>18.0f}" for row in found.values()))


def report(encoding: dict[str, Any], search: dict[str, Any], growth: dict[int, dict[str, Any]]) -> None:
    """Print what was asked beside what was measured, and the table of growth."""
    fast = encoding["precision"] == "bfloat16"
    quick = search["arithmetic"] == "bfloat16"
    largest = max(growth)
    last = growth[largest]
    rows = [
        (
            f"embedding in {encoding['precision']}, times sentence-transformers in float32",
            "2.5" if fast else "1.0",
            f"{encoding['own'] / encoding['theirs']:.2f} ({encoding['own']:.1f} and {encoding['theirs']:.1f} per s)",
        ),
        ("top 10 shared with it", "0.98", f"{encoding['overlap']:.3f}"),
        ("top 10 shared with it by bfloat16", "0.98", f"{encoding['overlap_bfloat16']:.3f}"),
        (
            f"40 claims in {search['arithmetic']} products, share of numpy's time",
            "0.4" if quick else "0.8",
            f"{search['ratio']:.2f} ({search['own'] * 1000:.0f} and {search['numpy'] * 1000:.0f} ms)",
        ),
        ("recall at 20", "0.999", f"{search['recall']:.4f}"),
        (
            f"memory of the process that opened {largest:,} and searched, GB",
            "1.2" if quick else "2",
            f"{last['memory'] / GB:.2f}",
        ),
        (f"from opening {largest:,} to the first answer, s", "report", f"{last['open']:.1f}"),
    ]
    for size, row in growth.items():
        if size == 100_000:
            rows.append(
                (
                    f"adding {row['added']:,} to 100,000 until found; reading all anew, s",
                    "report",
                    f"{row['store']:.2f} to store and {row['found']:.2f} to find; {row['anew']:.2f}",
                )
            )
    width = max(len(row[0]) for row in rows)
    print(f"{'':<{width}}  {'asked':>7}  measured")
    for what, asked, found in rows:
        print(f"{what:<{width}}  {asked:>7}  {found}")
    print()
    print(f"{'passages':>10}{'open, s':>10}{'40 claims, ms':>16}{'add 1,000, s':>15}{'memory, GB':>13}")
    for size, row in growth.items():
        print(
            f"{size:>10,}{row['open']:>10.1f}{row['search'] * 1000:>16.0f}"
            f"{row['store'] + row['found']:>15.2f}{row['memory'] / GB:>13.2f}"
        )


if __name__ == "__main__":
    main()
