"""Open terms on claims that a page bears out in part: WiCE's labels of the words that it does not bear out.

Run ``python -m tests.benchmarks.terms --data FOLDER``. FOLDER has the file ``dev.jsonl`` of WiCE's folder
``non_supported_tokens``: a claim, its tokens, for each whether the page leaves it open, and the sentences that
support the rest. The rules were tuned on the half "seen". Wrong words of the half "held back" were looked
at before the last words joined the list ``held_by``, so its figure is not quite of unseen claims.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sources.identity import digest
from sources.matching.terms import terms_of
from sources.matching.words import stem

_HALVES = ("seen", "held back")


@dataclass(frozen=True)
class Labelled:
    """A claim, where its words are, which of them are labelled open, and the sentences that support the rest."""

    claim: str
    words: tuple[tuple[int, int], ...]
    open: tuple[bool, ...]
    passages: tuple[str, ...]
    half: str


def read(path: Path) -> list[Labelled]:
    """Return the labelled claims of a file, without tokens that are no content words."""
    return [_labelled(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _labelled(row: dict[str, Any]) -> Labelled:
    claim, tokens, flags = str(row["claim"]), row["claim_tokens"], row["non_supported_spans"]
    evidence, sets = row["evidence"], row["supporting_sentences"]
    at, words, opened = 0, [], []
    for token, flag in zip(tokens, flags, strict=True):
        found = claim.find(token, at)
        if found < 0:
            continue
        at = found + len(token)
        if any(letter.isalnum() for letter in token) and stem(token):
            words.append((found, at))
            opened.append(bool(flag))
    places = sorted({place for one in sets for place in one})
    passages = tuple(str(evidence[place]) for place in places)
    half = _HALVES[int(digest(claim)[-1], 16) % 2]
    return Labelled(claim, tuple(words), tuple(opened), passages, half)


def by_terms(row: Labelled) -> tuple[bool, ...]:
    """Return for each word whether the product leaves it open."""
    opened = [
        (term.start, term.end) for term in terms_of(row.claim, [(" ".join(row.passages), None)]) if not term.held
    ]
    return tuple(any(start < end_ and start_ < end for start_, end_ in opened) for start, end in row.words)


def by_overlap(row: Labelled) -> tuple[bool, ...]:
    """Return for each word whether no word of the passages is the same."""
    there = {word.strip(".,;:!?()[]\"'“”’").lower() for passage in row.passages for word in passage.split()}
    return tuple(row.claim[start:end].lower() not in there for start, end in row.words)


def by_stem(row: Labelled) -> tuple[bool, ...]:
    """Return for each word whether no word of the passages has its stem."""
    there = {stem(word.strip(".,;:!?()[]\"'“”’") or "-") for passage in row.passages for word in passage.split()}
    return tuple(stem(row.claim[start:end]) not in there for start, end in row.words)


def figures(
    rows: Sequence[Labelled], opens: Callable[[Labelled], tuple[bool, ...]]
) -> tuple[float, float, float, float]:
    """Return precision, recall and F1 of open words, and the share of claims with a truly open word underlined."""
    right = wrong = missed = shown = 0
    for row in rows:
        found = opens(row)
        hits = sum(mine and theirs for mine, theirs in zip(found, row.open, strict=True))
        right, shown = right + hits, shown + bool(hits)
        wrong += sum(found) - hits
        missed += sum(row.open) - hits
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return precision, recall, f1, shown / max(1, len(rows))


def main() -> None:
    """Print the figures of the product and of plain overlap, for each half and for both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with WiCE's non_supported_tokens dev.jsonl")
    parser.add_argument("--show", action="store_true", help="print each claim of the seen half with its words")
    chosen = parser.parse_args()
    rows = [row for row in read(chosen.data / "dev.jsonl") if any(row.open)]
    for half in (*_HALVES, "both"):
        of_half = [row for row in rows if half in (row.half, "both")]
        print(f"{half}: {len(of_half)} claims")
        for name, opens in (("terms", by_terms), ("same words", by_overlap), ("same stems", by_stem)):
            precision, recall, f1, shown = figures(of_half, opens)
            print(
                f"  {name:<11} precision {precision:.2f}  recall {recall:.2f}  F1 {f1:.3f}  "
                f"open word shown {shown:.0%}"
            )
    for row in rows if chosen.show else []:
        if row.half == _HALVES[0]:
            _show(row)


def _show(row: Labelled) -> None:
    words = [row.claim[start:end] for start, end in row.words]
    print(row.claim)
    print("  ", " ".join(row.passages))
    for what, flags in (("labelled", row.open), ("found", by_terms(row))):
        print(f"   {what}:", ", ".join(word for word, flag in zip(words, flags, strict=True) if flag))


if __name__ == "__main__":
    main()
