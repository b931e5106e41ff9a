"""Measure everything that is asked of the library and of matching, in one run.

    python -m tests.benchmarks.sources --data FOLDER [--without NAME ...]

FOLDER is handed to each benchmark, which says with --help what it looks for there. Each runs in a process of its own,
so that none finds memory or caches of another; they follow each other, so that none slows another.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

# What is measured, and whether it takes labelled data.
PARTS = {"retrieval": True, "attributed": True, "discrepancies": True, "marks": True, "origins": True, "scale": False}


def main() -> int:
    """Run the parts in turn; 1 where one of them failed."""
    parser = argparse.ArgumentParser(description="Measure the library and the matching, part by part.")
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER", help="labelled data")
    parser.add_argument("--without", nargs="*", default=[], choices=PARTS, metavar="NAME", help="parts to leave out")
    given = parser.parse_args()
    failed = []
    for name, labelled in PARTS.items():
        if name in given.without:
            continue
        print(f"\n== {name}", flush=True)
        data = ["--data", str(given.data)] if labelled else []
        if subprocess.run([sys.executable, "-m", f"tests.benchmarks.{name}", *data], check=False).returncode:
            failed.append(name)
    if failed:
        print(f"\nNot measured: {', '.join(failed)} ended with an error.", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
