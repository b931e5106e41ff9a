"""The kinds of difference that are looked for, each by a check that is registered under its kind.

Thresholds of the checks were chosen by hand on our own cases and the half "seen" of
`tests.benchmarks.discrepancies`, unless their comment says otherwise. Where one says
"measured", 2,658 public pairs of claim and evidence (Check-COVID, ConjNLI and its swaps, Fool Me Twice; 1,537 of them
contradict) were compared with it as it is and with a lower and a higher one, in November 2026. Then 581 contradicted
pairs had a mark, and 89 of the 1,121 supported ones; the counts beside a threshold compare with these.

To add a kind, write a module in `sources.matching.discrepancies.kinds` with a function ``check(claim, passage)`` and
`registered` before it, and its cases in ``tests/cases/discrepancies``; nothing else has to know of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sources.matching.discrepancies.marks import Mark
from sources.matching.discrepancies.sentence_alignment import Aligned, Coverage
from sources.matching.discrepancies.sentences import Sentence
from sources.source import DiscrepancyKind


@dataclass(frozen=True, slots=True)
class Claim:
    """The claim as checks read it.

    Attributes:
        sentence: Its words, as one sentence.
        dates: First and last day of what it says happened; None is open.
    """

    sentence: Sentence
    dates: Sequence[tuple[date | None, date | None]]


@dataclass(frozen=True, slots=True)
class Passage:
    """The passage as checks read it, beside the claim.

    Attributes:
        sentences: Those that say anything, in order.
        aligned: Those of them that speak of the claim's matter, best first; at least one.
        covered: How much of the claim stands anywhere in the passage.
        published: The day from which its relative words count; None where it is not known.
    """

    sentences: Sequence[Sentence]
    aligned: Sequence[Aligned]
    covered: Coverage
    published: date | None


Check = Callable[[Claim, Passage], list[Mark]]

CHECKS: dict[DiscrepancyKind, Check] = {}
"""Every check under its kind."""


def registered(kind: DiscrepancyKind) -> Callable[[Check], Check]:
    """Return a decorator that registers a check; its marks must be of this kind.

    Raises:
        ValueError: If the kind has a check already.
    """

    def register(check: Check) -> Check:
        if kind in CHECKS:
            raise ValueError(f"The kind {kind.value!r} has a check already.")
        CHECKS[kind] = check
        return check

    return register
