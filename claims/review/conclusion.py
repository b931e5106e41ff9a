"""What a reviewer says of a whole article, in words of their own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

CONCLUSION_LIMIT = 5000
"""The most characters (code points) of a conclusion: a page of a report."""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A conclusion as it was saved.

    Attributes:
        saved_at: In UTC.
        version: The number of the article's version that it is about.
        sequence: Its number in this database; 0 until it is kept.
    """

    text: str
    reviewer: str
    saved_at: datetime
    version: int
    sequence: int = field(default=0, compare=False)

    def on_version(self, present: int) -> str:
        """Return what to add where the article has another version than the one that this is about; else nothing."""
        if self.version == present:
            return ""
        return f", concluded on version {self.version} of the article; this is version {present}"
