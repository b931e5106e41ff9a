"""Where a claim and a passage that speaks of the same thing differ, by plain rules. Marks, never verdicts."""

from sources.matching.discrepancies.compare import discrepancies

__all__ = ["discrepancies"]
