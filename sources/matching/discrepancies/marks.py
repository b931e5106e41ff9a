"""A difference as the checks report it, and as the person reads it."""

from __future__ import annotations

from dataclasses import dataclass

from sources.matching.discrepancies.sentences import Sentence
from sources.source import Discrepancy, DiscrepancyKind

# Longer words stand shortened in the sentence; the mark in the passage shows them in full.
_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Mark:
    """A difference between words of the claim and words of the passage.

    Attributes:
        claim_words: As written, on one line; empty where the claim has none.
        start, end: Offsets in the passage.
        claim_says: Stands in the sentence where the claim has no words for it.
        here_says: Stands in the sentence where the passage has no words for it.
    """

    kind: DiscrepancyKind
    claim_words: str
    start: int
    end: int
    claim_says: str = ""
    here_says: str = ""

    @classmethod
    def of(
        cls,
        kind: DiscrepancyKind,
        claim: Sentence,
        ours: tuple[int, int] | None,
        sentence: Sentence,
        theirs: tuple[int, int],
        *,
        claim_says: str = "",
        here_says: str = "",
    ) -> Mark:
        """Return the mark for tokens of the claim (None for none) and tokens of a sentence, first and last."""
        words = spoken(claim, *ours) if ours else ""
        start, end = sentence.tokens[theirs[0]].start, sentence.tokens[theirs[1]].end
        return cls(kind, words, start, end, claim_says, here_says)

    def discrepancy(self, passage: str) -> Discrepancy:
        """Return it with its words and its sentence."""
        words = " ".join(passage[self.start : self.end].split())
        here = self.here_says or _shown(words)
        ours = self.claim_says or _shown(self.claim_words)
        return Discrepancy(
            self.kind,
            self.claim_words,
            passage[self.start : self.end],
            self.start,
            self.end,
            f"here {here}, claim {ours}",
        )


def spoken(sentence: Sentence, first: int, last: int) -> str:
    """Return the words of some tokens, blanks where the text has any."""
    words = ""
    for token in sentence.tokens[first : last + 1]:
        words += (" " if token.spaced and words else "") + token.text
    return words


def _shown(words: str) -> str:
    return words if len(words) <= _LONGEST_SHOWN else words[: _LONGEST_SHOWN - 1].rstrip() + "…"
