"""What a large library costs: embedding, searching, opening, adding, and memory as it grows.

    python -m tests.benchmarks.scale [--data FOLDER] [--databases FOLDER] [--plot FILE.svg]

Vectors and texts are invented; with --data, a folder with corpus.jsonl and queries.jsonl, real texts are embedded.
Each measure runs in a process of its own. Speeds are compared in turns within one process, and medians are printed.
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

from tests.benchmarks.scale_plot import plot

SIZES = (10_000, 100_000, 1_000_000)
GB = 10**9


def measured(name: str, *arguments: object) -> dict[str, Any]:
    """Run one measure in a process of its own."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("OPENBLAS_")}
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.scale_measures", name, *map(str, arguments)],
        check=True,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    print(name, *arguments, found, file=sys.stderr, flush=True)  # so that a later failure does not lose it
    return found


def main() -> None:
    """Measure everything and print two tables."""
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
    given = parser.parse_args()

    encoding = measured("encoding", given.data, given.texts, given.runs)
    search = measured("search", given.sizes[-1], given.runs)
    growth = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.databases or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for size in given.sizes:
            path = folder / f"scale-{size}.sqlite3"
            if not path.exists():
                measured("build", path, size)
            growth[size] = measured("growth", path, given.runs)
    report(encoding, search, growth)
    if given.plot:
        given.plot.write_text(plot(growth), encoding="utf-8")


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
