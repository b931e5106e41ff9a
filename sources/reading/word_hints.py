"""Characters that only say where a word may be divided; no reader sees them, and no search shall stumble on them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

# The soft hyphen and the word joiner draw nothing wherever they are; the zero-width ones are spelling elsewhere.
_HINT = re.compile(r"[\u00ad\u2060]|(?<=[A-Za-z\u00c0-\u024f\d])[\u200b\ufeff](?=[A-Za-z\u00c0-\u024f\d])")


@dataclass(frozen=True, slots=True)
class Undivided:
    """A text without hints.

    Attributes:
        taken: Where each hint was, in characters of the text before.
    """

    text: str
    taken: tuple[int, ...] = ()

    def moved(self, place: int) -> int:
        """Return where a place of the text before is now."""
        return place - bisect_left(self.taken, place)

    @property
    def notices(self) -> tuple[str, ...]:
        """A sentence that counts the hints, if there were any."""
        if not self.taken:
            return ()
        hints = "1 soft hyphen was" if len(self.taken) == 1 else f"{len(self.taken)} soft hyphens were"
        return (f"{hints} taken out: signs that nobody sees, for where a word may be divided.",)


def undivided(text: str) -> Undivided:
    """Return ``text`` without soft hyphens, word joiners, and zero-width characters inside of Latin words."""
    taken = tuple(found.start() for found in _HINT.finditer(text))
    return Undivided(_HINT.sub("", text), taken) if taken else Undivided(text)
