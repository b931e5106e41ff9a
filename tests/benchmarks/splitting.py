"""Print how well articles are split: one table of what is asked and what is measured.

    python -m tests.benchmarks.splitting --data FOLDER --articles FOLDER [--show]

FOLDER of ``--data`` holds ``claims/NAME.jsonl`` (labelled claims) with ``claims/score_claims.py``, which is
run as a program of its own, and any of ``sentences/``, ``attribution_gum/``, ``claims_factcheck_bench/`` and
``time_expressions/``; what is missing is left out. ``--articles`` holds ``NAME.txt``.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claims.article import Article
from claims.claim import Claim
from claims.splitting import find_times, split
from sources.language.parsing.parser import load_parser
from sources.language.sentences import sentence_spans
from tests.benchmarks import references, times
from tests.benchmarks import splitting_measures as measures

_OWN_SENTENCES = Path(__file__).parents[1] / "cases" / "splitting" / "sentences.jsonl"

Line = tuple[str, str, str]


def main() -> int:
    """Run the benchmark; the exit code is 0 unless the folders are wrong."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, required=True, help="folder with claims/ and the other sets")
    options.add_argument("--articles", type=Path, required=True, help="folder with NAME.txt")
    options.add_argument("--show", action="store_true", help="list what was missed, lost, broken and left open")
    given = options.parse_args()
    paths = sorted(given.articles.glob("*.txt"))
    if not paths:
        sys.stderr.write(f"There is no .txt file in {given.articles}.\n")
        return 1
    load_parser()
    lines: list[Line] = [
        ("measured", "asked", "found"),
        *_labelled(paths, given.data / "claims", show=given.show),
        *_without_labels(paths, given.data, show=given.show),
        *_references(),
        *_sets(given.data),
        *_running(paths),
    ]
    widths = [max(len(line[k]) for line in lines) for k in range(3)]
    for line in lines:
        sys.stdout.write("  ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)).rstrip() + "\n")
    return 0


def _labelled(paths: list[Path], data: Path, *, show: bool) -> Iterator[Line]:
    """Yield how the claims of each labelled article compare with those of a careful person."""
    for path in paths:
        gold = data / f"{path.stem}.jsonl"
        if not gold.is_file():
            continue
        article = measures.article_of(path)
        score = _score(gold, path, article, split(article), data / "score_claims.py", show=show)
        yield f"claim F1, {path.stem}", "0.65", f"{score['f1']:.3f}"
        yield "  precision and recall", "", f"{score['precision']:.3f} and {score['recall']:.3f}"
        yield "  attribution of the claims found", "0.85", f"{score['attribution_of_matched']:.3f}"
        yield "  dates of the claims found", "0.85", str(score["date_hit"])


def _references() -> Iterator[Line]:
    """Yield how pronouns and short names fare on the labelled set of our own."""
    counts = Counter(outcome for outcome, *_ in references.outcomes())
    put, told = counts["right"] + counts["wrong"], counts["right"] + counts["missed"]
    yield "references replaced wrongly, own set", "", _share(counts["wrong"], put)
    yield "references replaced where the text decides", "", _share(counts["right"], told)
    left = counts["open"] + counts["silent"]
    yield "references left open and not marked", "", _share(counts["silent"], left)


def _without_labels(paths: list[Path], data: Path, *, show: bool) -> Iterator[Line]:
    pairs = [(article, split(article)) for article in map(measures.article_of, paths)]
    single = data / "claims_factcheck_bench" / "sentence_claims.jsonl"
    texts = measures.sentence_texts(single, 300) if single.is_file() else []
    claims = [claim for _, found in pairs for claim in found]
    alone = [claim for text in texts for claim in split(measures.of_text(text))]
    foreign = [word for article, found in pairs for word in measures.foreign(article, found)]
    yield "foreign words in claims of all articles", "0", str(len(foreign))
    told = [loss for article, found in pairs for loss in measures.losses(article, found)]
    counted = [loss for loss in told if not loss.excuse]
    lost = [loss for loss in counted if not loss.reached]
    for sort in ("number", "name", "date", "negation"):
        own = [loss for loss in counted if loss.sort == sort]
        reached = sum(loss.reached for loss in own)
        yield f"{sort}s that reach a claim", "", f"{reached} of {len(own)}"
    yield "all of these", "0.99", f"{1 - len(lost) / max(1, len(counted)):.3f}"
    sentences = {loss.sentence for loss in told}
    excused = {loss.sentence for loss in told if loss.excuse}
    yield "sentences excused (they state nothing)", "15 %", f"{len(excused)} of {len(sentences)}"
    for name, group in (("articles", claims), (f"{len(texts)} single sentences", alone)):
        bad = [(reason, claim.text) for claim in group if (reason := measures.broken(claim))]
        left = [(word, claim.text) for claim in group if (word := measures.unmarked(claim))]
        yield f"broken claims, {name}", "< 1 %", _share(len(bad), len(group))
        yield f"pronouns left unmarked, {name}", "< 3 %", _share(len(left), len(group))
        if show:
            sys.stderr.writelines(
                f"{label}  {a} | {b}\n" for label, pairs_ in (("BROKEN", bad), ("OPEN", left)) for a, b in pairs_
            )
    if show:
        sys.stderr.writelines(f"FOREIGN  {word}\n" for word in foreign)
        sys.stderr.writelines(f"LOST  {loss.sort} {loss.words} | {loss.sentence}\n" for loss in lost)
        sys.stderr.writelines(f"EXCUSED  {sentence}\n" for sentence in sorted(excused))


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / max(1, whole):.1f} %)"


def _sets(data: Path) -> Iterator[Line]:
    if (path := data / "sentences" / "english_cases.jsonl").is_file():
        right, all_ = measures.sentence_cases(path)
        yield "golden rules of sentences", "40 of 52", f"{right} of {all_}"
    own = [json.loads(line) for line in _OWN_SENTENCES.read_text(encoding="utf-8").splitlines()]
    right = sum([s.of(row["text"]) for s in sentence_spans(row["text"])] == row["sentences"] for row in own)
    yield "sentences of news, own cases", "95 %", _share(right, len(own))
    if (path := data / "attribution_gum" / "rst_attribution.jsonl").is_file():
        found, all_ = measures.attribution_clauses(path)
        yield "attribution clauses found", "report", _share(found, all_)
    if (path := data / "claims_factcheck_bench" / "sentence_claims.jsonl").is_file():
        f1, all_ = measures.sentence_claims(path)
        yield f"F1 of the claims of {all_} single sentences", "report", f"{f1:.3f}"
        higher, pairs = measures.worthy_first(path)
        yield "sentences worth checking with the higher worth", "report", f"{higher / pairs:.3f} of {pairs} pairs"
    if (path := data / "time_expressions" / "gum_interview.jsonl").is_file():
        counts = Counter(_days(row) for row in times.gum(path) if row.published is not None and row.accepted)
        yield "days of time expressions in dated interviews", "0.85", f"{counts[True]} of {counts.total()}"


def _days(row: times.Row) -> bool:
    found = find_times(row.text, published=row.published)
    near = [t for t in found if t.span and t.span.start < row.end and row.start < t.span.end]
    return any(times.right(row, t) for t in near)


def _running(paths: list[Path]) -> Iterator[Line]:
    yield "time over the parser's own, 50 kB", "1.3", f"{measures.slowness(paths):.2f}"
    steady = measures.steady(paths)
    yield "the same claims on ten runs and after a restart", "identical", "identical" if steady else "different"


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
