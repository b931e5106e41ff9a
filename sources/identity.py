"""Ids made from content, so that the same text has the same id however it was typed or encoded."""

from __future__ import annotations

import hashlib
import unicodedata

# Typographic forms that newsrooms and word processors exchange freely; the reader sees the same text.
_FOLDED = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'",
        "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"',
        "‐": "-", "‑": "-",
        "\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2009": " ",
    }
)  # fmt: skip


def normalised(text: str) -> str:
    """Return ``text`` in the form that ids are made from.

    Unicode composition (NFC), curly quotes, hyphens, kinds of blanks and line ends are made alike; everything
    else, letter case included, stays. Lengths may differ from the original: never use offsets into this
    form to cut the original.
    """
    if not text.isascii():  # what is folded is beyond ASCII
        text = unicodedata.normalize("NFC", text).translate(_FOLDED)
    return " ".join(text.split())


def digest(*parts: str) -> str:
    """Return 12 hexadecimal characters (48 bits) that stand for ``parts`` in their order.

    With 48 bits, one million ids collide with a probability of 0.2 % (birthday bound n^2 / 2^49).
    """
    joined = "\x1f".join(normalised(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:12]
