"""How often a pronoun, a surname or "the agency" is replaced by the right name, by a wrong one, or left open.

    python -m tests.benchmarks.references [--show]

The labelled set is our own (`tests/cases/splitting/references.jsonl`): for each word what it stands for, or null
where the text leaves two readings. A wrong replacement is worse than none, so both are counted.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from claims.article import Article, Block, BlockKind
from claims.claim import Claim
from claims.splitting import split
from sources.language.span import Span

LABELLED = Path(__file__).parents[1] / "cases" / "splitting" / "references.jsonl"

Outcome = tuple[str, str, str, str]


def outcomes(path: Path = LABELLED) -> Iterator[Outcome]:
    """Yield for each labelled word the outcome, the word, what it became, and its text.

    right: replaced as labelled, or left beside its own antecedent. wrong: replaced otherwise. missed: left open
    though the text tells. open: left open, as labelled, and marked. silent: left open and not marked.
    """
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["text"]
        claims = split(Article("art-references", text, "", None, None, (Block(Span(0, len(text)), BlockKind.BODY),)))
        for word, meant in row["references"]:
            places = [m.span() for m in re.finditer(rf"\b{re.escape(word)}\b", text)]
            place = Span(*places[-1])
            outcome, became = _outcome(claims, place, word, meant)
            yield outcome, word, became, text


def _outcome(claims: list[Claim], place: Span, word: str, meant: str | None) -> tuple[str, str]:
    own = [c for c in claims if c.sentence.start <= place.start < c.sentence.end]
    put = [
        rule.became
        for claim in own
        for rule in claim.rules
        if rule.name == "reference" and rule.span and rule.span.start < place.end and place.start < rule.span.end
    ]
    if put:
        return ("right" if meant is not None and _same(put[0], meant) else "wrong"), put[0]
    marked = any(_same(word, open_word) for claim in own for open_word in claim.unresolved)
    if meant is None:
        return ("open" if marked else "silent"), ""
    beside = any(_bare(meant) in _bare(claim.text) for claim in own)
    source = any(_same(name, meant) for claim in own for name in claim.attributed_to)
    return ("right" if (beside or source) and not marked else "missed"), ""


def _bare(words: str) -> str:
    return re.sub(r"\b(?:the|a|an) ", "", words.lower()).removesuffix("'s")


def _same(one: str, other: str) -> bool:
    return _bare(one) == _bare(other)


def main() -> int:
    """Print the counts."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--show", action="store_true", help="list what was wrong, missed or silent")
    show = options.parse_args().show
    found = list(outcomes())
    counts = Counter(outcome for outcome, *_ in found)
    for name in ("right", "missed", "open", "silent", "wrong"):
        sys.stdout.write(f"{name:8} {counts[name]:4}\n")
    if show:
        sys.stdout.writelines(
            f"{o}  {w} -> {b} | {t}\n" for o, w, b, t in found if o in {"wrong", "missed", "silent"}
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
