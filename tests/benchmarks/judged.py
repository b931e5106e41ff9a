"""Measure how well a claim that was judged in another article is found again, in other words.

    python -m tests.benchmarks.judged [--show]

data/judged.jsonl has claims of our own. Each is there in three other wordings, and as a claim that differs in a
figure, a day or a name. The claims and those that differ have verdicts, together in one article; each wording is
asked for from another article, as the Review page asks.

MAP@5 counts the judged claim alone as right: one over its place among the first five, 0 where it is not there.
"Offered as the same" counts what is shown without any difference.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from claims.article import Article, Block, BlockKind
from claims.claim import Claim
from claims.services.judged_before import JudgedClaim, judged_before
from claims.workbench import Workbench
from sources.language.span import Span
from sources.language.times.finding import find_times
from tests.claims.review.making import an_act

DATA = Path(__file__).parent / "data" / "judged.jsonl"
JUDGED, ASKING = "art-00000000000a", "art-00000000000b"
FIRST = 5
DAY = date(2026, 11, 2)


@dataclass(frozen=True, slots=True)
class Row:
    """A judged claim, the same in other words, and a claim that is another one."""

    claim: str
    wordings: tuple[str, ...]
    different: str
    differs_in: str


def main() -> None:
    """Print what is asked and what is measured."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--show", action="store_true", help="print each wording whose claim is not the first")
    given = parser.parse_args()
    rows = read()
    with tempfile.TemporaryDirectory() as folder:
        workbench = Workbench.open(str(Path(folder) / "judged.sqlite3"))
        found = [(row, claim.text, answer(workbench, claim)) for row, claim in asked(workbench, rows)]
        workbench.close()
    precisions = [precision(row, claims) for row, _, claims in found]
    others = [one for row, _, claims in found for one in claims if one.claim.text == row.different]
    own = [one for row, _, claims in found for one in claims if one.claim.text == row.claim]
    print(f"{len(rows)} claims and {len(rows)} that differ judged, {len(found)} wordings asked")
    print(f"MAP@5 (asked 0.90)                                  {statistics.mean(precisions):.3f}")
    print(f"first                                               {precisions.count(1.0) / len(found):.3f}")
    same = sum(not one.differs for one in others)
    print(f"another figure, day or name offered as the same     {same} of {len(others)} shown")
    print(f"the same claim in other words shown as the same     {sum(not one.differs for one in own)} of {len(own)}")
    if given.show:
        show(found)


def precision(row: Row, claims: Sequence[JudgedClaim]) -> float:
    """Return one over the place of the right claim among the first five."""
    texts = [one.claim.text for one in claims[:FIRST]]
    return 1 / (texts.index(row.claim) + 1) if row.claim in texts else 0.0


def show(found: Sequence[tuple[Row, str, Sequence[JudgedClaim]]]) -> None:
    """Print what went wrong: another claim first, the same one with a difference, another one without."""
    for row, wording, claims in found:
        wrong = [one for one in claims if (one.claim.text == row.claim) == bool(one.differs)]
        if precision(row, claims) < 1 or any(one.claim.text in {row.claim, row.different} for one in wrong):
            print(f"\n{wording}")
            for one in claims[:3]:
                print(f"  {one.similarity:.3f} {one.claim.text} | {'; '.join(one.differs)}")


def read() -> list[Row]:
    """Return the rows of the data."""
    rows = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
    return [Row(row["claim"], tuple(row["wordings"]), row["different"], row["differs_in"]) for row in rows]


def asked(workbench: Workbench, rows: Sequence[Row]) -> list[tuple[Row, Claim]]:
    """Store an article with the claims and those that differ, all judged, and one with the wordings; return these."""
    judged = store(workbench, JUDGED, [text for row in rows for text in (row.claim, row.different)])
    workbench.reviewing.judge_all([an_act(claim, "disputed", reason="contradicted") for claim in judged])
    pairs = [(row, wording) for row in rows for wording in row.wordings]
    claims = store(workbench, ASKING, [wording for _, wording in pairs])
    return [(row, claim) for (row, _), claim in zip(pairs, claims, strict=True)]


def store(workbench: Workbench, article_id: str, texts: Sequence[str]) -> list[Claim]:
    """Store an article of which each line is a claim."""
    text = "\n".join(texts)
    article = Article(article_id, text, article_id, DAY, None, (Block(Span(0, len(text)), BlockKind.BODY),), name="")
    claims, start = [], 0
    for order, line in enumerate(texts, 1):
        span = Span(start, start + len(line))
        claim_id = f"clm-{article_id[-1]}{order:011d}"
        dates = tuple(find_times(line, published=DAY))
        claims.append(Claim(claim_id, article_id, order, line, line, span, span, dates=dates))
        start = span.end + 1
    workbench.articles._store(article, claims)
    return workbench.articles.claims(article_id)


def answer(workbench: Workbench, claim: Claim) -> tuple[JudgedClaim, ...]:
    """Return the judged claims that are shown for this one."""
    search = workbench.evidence_search
    return judged_before(claim, ASKING, search._database, search._sources).claims


if __name__ == "__main__":
    main()
