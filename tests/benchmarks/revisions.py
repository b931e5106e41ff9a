"""What the next version of an article carries and reopens: 50 planted revisions of 10 articles of our own.

    python -m tests.benchmarks.revisions            prints the figures
    python -m tests.benchmarks.revisions --wrong    and each claim that went wrong
    python -m tests.benchmarks.revisions --cost     and what revising costs beside splitting, of 500 claims

A claim is touched where its sentence is no longer in the article, or where what it means hangs on an edit elsewhere,
which each planted revision says by itself (`reopens`). Every claim counts as judged before.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from claims.article import Article
from claims.claim import Claim
from claims.review.revision import Status, compare
from claims.splitting import load_parser, read_article, split
from claims.workbench import Workbench
from sources.identity import normalised
from sources.reading import paste

CASES = Path(__file__).resolve().parents[1] / "cases" / "revisions"
CLAIMS, ROUNDS = 500, 3  # of the article whose revision is timed, and how often it is


@dataclass
class Tally:
    """What came of the claims of the earlier versions.

    Attributes:
        touched, untouched: How many claims there were.
        stale: Touched claims that were carried.
        carried: Untouched claims that were carried.
        wrong: A line for each claim that went wrong.
    """

    touched: int = 0
    untouched: int = 0
    stale: int = 0
    carried: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """The figures, a line each."""
        share = 100 * self.carried / self.untouched
        return [
            f"stale verdicts carried            {self.stale} of {self.touched}",
            f"claims touched, reopened          {100 * (1 - self.stale / self.touched):.1f} %",
            f"claims not touched, carried       {self.carried} of {self.untouched} ({share:.1f} %)",
        ]


def planted() -> list[dict[str, Any]]:
    """Return the planted revisions."""
    return [json.loads(line) for line in (CASES / "planted.jsonl").read_text("utf-8").splitlines()]


@cache
def _articles() -> dict[str, str]:
    lines = (CASES / "articles.jsonl").read_text("utf-8").splitlines()
    return {case["article"]: case["text"] for case in map(json.loads, lines)}


@cache
def _split(text: str) -> tuple[Article, tuple[Claim, ...]]:
    article = read_article(paste(text))
    return article, tuple(split(article))


def measured() -> Tally:
    """Return what the planted revisions come to."""
    tally = Tally()
    for case in planted():
        text = _articles()[str(case["article"])]
        changed = text
        for old, new in case["edits"]:
            changed = changed.replace(old, new)
        (before, claims), (after, fresh) = _split(text), _split(changed)
        revision = compare(before, claims, after, fresh, 2)
        kept = {change.after.id for change in revision.changes if change.status is Status.CARRIED}
        there = normalised(after.text)
        for claim in claims:
            said = [claim.text, *claim.attributed_to]
            hangs = any(re.search(pattern, words) for pattern in case["reopens"] for words in said)
            touched = hangs or normalised(claim.sentence.of(before.text)) not in there
            carried = claim.id in kept
            tally.touched += touched
            tally.untouched += not touched
            tally.stale += touched and carried
            tally.carried += carried and not touched
            if touched == carried:
                change = next(change for change in revision.changes if change.after.id == claim.id)
                why = "stale" if carried else f"not carried: {change.status}, {', '.join(change.differs)}"
                tally.wrong.append(f"{case['article']} {'+'.join(case['kinds'])}: {why}: {claim.text}")
    return tally


def cost() -> tuple[float, float]:
    """Return the seconds of splitting 500 claims alone, and of comparing and saving them as a next version.

    Each is the best of three; what is saved is taken back before the next round.
    """
    body = ""
    while len(_split(body)[1] if body else ()) < CLAIMS:
        number = len(body)
        body += "\n\n".join(text.replace("0", str(number % 7)) for text in _articles().values()) + "\n\n"
    edited = body.replace("920,", "921,", 1).replace("Ana Ruiz", "Ada Ruiz", 1).replace("Two ", "Three ", 1)
    after = read_article(paste(edited))
    alone, revised = [], []
    with TemporaryDirectory() as folder:
        workbench = Workbench.open(str(Path(folder) / "desk.sqlite3"))
        article_id = workbench.articles.add(read_article(paste(body))).article_id
        versions = workbench.articles.versions
        for round_ in range(ROUNDS):
            began = time.perf_counter()
            split(after)
            alone.append(time.perf_counter() - began)
            began = time.perf_counter()
            versions.save(versions.prepare(article_id, after), reviewer="", request_id=f"save {round_}")
            revised.append(time.perf_counter() - began)
            versions.take_back(article_id, reviewer="", request_id=f"back {round_}")
        workbench.close()
    return min(alone), min(revised)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true", help="print each claim that went wrong")
    parser.add_argument("--cost", action="store_true", help="time a revision of an article of 500 claims")
    given = parser.parse_args()
    load_parser()
    tally = measured()
    print("\n".join(tally.lines))
    if given.wrong:
        print("\n".join(tally.wrong))
    if given.cost:
        alone, revised = cost()
        print(f"splitting {CLAIMS} claims {alone:.2f} s, revising {revised:.2f} s: {revised / alone:.3f} times")


if __name__ == "__main__":
    main()
