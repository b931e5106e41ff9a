"""Print how well articles are split: claims, attribution, dates, speed.

    python -m tests.benchmarks.splitting --data FOLDER --articles FOLDER

FOLDER of ``--data`` holds labelled claims as ``NAME.jsonl`` (one claim a line) and ``score_claims.py``, which is run
as a program of its own; ``--articles`` holds ``NAME.txt``. Articles without labels are reported by their counts only.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from claims.article import Article
from claims.claim import Claim
from claims.splitting import split
from claims.splitting.parser import load_parser
from claims.splitting.structure import read_article
from sources.source import Document

_COLUMNS = (
    "article",
    "claims",
    "gold",
    "precision",
    "recall",
    "f1",
    "attribution",
    "attributed",
    "dates",
    "open",
    "s",
)


def main() -> int:
    """Run the benchmark; the exit code is 0 unless the folders are wrong."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, required=True, help="folder with NAME.jsonl and score_claims.py")
    options.add_argument("--articles", type=Path, required=True, help="folder with NAME.txt")
    options.add_argument("--show", action="store_true", help="list what was missed and what was too much")
    given = options.parse_args()
    paths = sorted(given.articles.glob("*.txt"))
    if not paths:
        sys.stderr.write(f"There is no .txt file in {given.articles}.\n")
        return 1
    load_parser()
    rows = [_row(path, given.data, show=given.show) for path in paths]
    widths = [max(len(str(row[c])) for row in [dict(zip(_COLUMNS, _COLUMNS, strict=True)), *rows]) for c in _COLUMNS]
    for row in [dict(zip(_COLUMNS, _COLUMNS, strict=True)), *rows]:
        sys.stdout.write(
            "  ".join(str(row[c]).ljust(w) for c, w in zip(_COLUMNS, widths, strict=True)).rstrip() + "\n"
        )
    return 0


def _row(path: Path, data: Path, *, show: bool) -> dict[str, Any]:
    article = read_article(Document(text=path.read_text(encoding="utf-8"), kind="txt", name=path.name))
    began = time.perf_counter()
    claims = split(article)
    seconds = time.perf_counter() - began
    left_open = sum(bool(claim.unresolved) for claim in claims)
    row: dict[str, Any] = dict.fromkeys(_COLUMNS, "")
    row |= {"article": path.stem, "claims": len(claims), "open": left_open, "s": f"{seconds:.2f}"}
    gold = data / f"{path.stem}.jsonl"
    if gold.is_file():
        score = _score(gold, path, article, claims, data / "score_claims.py", show=show)
        row |= {
            "gold": score["gold"],
            "precision": score["precision"],
            "recall": score["recall"],
            "f1": score["f1"],
            "attribution": score["attribution_of_matched"],
            "attributed": score["attributed_hit"],
            "dates": score["date_hit"],
        }
    return row


def _score(
    gold: Path, path: Path, article: Article, claims: list[Claim], scorer: Path, *, show: bool
) -> dict[str, Any]:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as predicted:
        for claim in claims:
            predicted.write(json.dumps(_line(claim), ensure_ascii=False) + "\n")
        predicted.flush()
        command = [sys.executable, str(scorer), str(gold), predicted.name, "--article", str(path)]
        result = subprocess.run([*command, *(["--show"] if show else [])], capture_output=True, text=True, check=True)
    if show:
        sys.stderr.write(f"{article.title}\n{result.stderr}\n")
    scored: dict[str, Any] = json.loads(result.stdout)
    return scored


def _line(claim: Claim) -> dict[str, Any]:
    dates = [
        {
            "text": d.text,
            "start": d.start.isoformat() if d.start else None,
            "end": d.end.isoformat() if d.end else None,
        }
        for d in claim.dates
    ]
    return {
        "text": claim.text,
        "attributed_to": list(claim.attributed_to),
        "dates": dates,
        "start": claim.span.start,
        "end": claim.span.end,
    }


if __name__ == "__main__":
    raise SystemExit(main())
