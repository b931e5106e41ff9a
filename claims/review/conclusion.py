"""What a reviewer says of a whole article, in words of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

CONCLUSION_LIMIT = 5000
"""The most characters (code points) of a conclusion: a page of a report."""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A conclusion as it was saved.

    Attributes:
        saved_at: In UTC.
    """

    text: str
    reviewer: str
    saved_at: datetime
