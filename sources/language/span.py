"""A stretch of a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of a text, in characters (code points)."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"A span must satisfy 0 <= start <= end, not {self.start}, {self.end}.")

    def of(self, text: str) -> str:
        """Return the words of this span.

        Raises:
            ValueError: If the span reaches past the end of ``text``.
        """
        if self.end > len(text):
            raise ValueError(f"The span ends at {self.end}, the text at {len(text)}.")
        return text[self.start : self.end]
