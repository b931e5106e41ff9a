"""Words that a model says it copied, found in the article by us."""

from __future__ import annotations

import re

from sources.language.span import Span

# Signs that models exchange freely for one another when they copy.
_ALIKE = ("'’‘ʼ`", "-‐‑–—")
_MARKS = "\"“”„«»'’‘`"
_GAP = re.compile(r"\s*(?:\.\.\.|…)\s*")
_ENDS = " \"“”„«»'’‘.,;:!?…"
_BETWEEN = rf"[{_MARKS}]*\s+[{_MARKS}]*"  # blanks and line ends; quotation marks may have been left out


def locate(words: str, text: str, within: Span) -> Span | None:
    """Return where ``words`` stand in a stretch of the text, the first place; None where they do not.

    Blanks, quotation marks, apostrophes and hyphens count as alike; capitals count only where both forms stand there.
    Words around an ellipsis are looked for in their order, and what lies between belongs to the span.
    """
    parts = [part for part in (piece.strip(_ENDS) for piece in _GAP.split(words)) if part]
    for flags in (re.NOFLAG, re.IGNORECASE):
        start, at = -1, within.start
        for part in parts:
            found = re.compile(_pattern(part), flags).search(text, at, within.end)
            if found is None:
                break
            start, at = (found.start() if start < 0 else start), found.end()
        else:
            if start >= 0:
                return Span(start, at)
    return None


def _pattern(part: str) -> str:
    words = _BETWEEN.join("".join(map(_sign, bare)) for word in part.split() if (bare := word.strip(_MARKS)))
    return rf"(?<!\w){words}(?!\w)"


def _sign(sign: str) -> str:
    return next((f"[{re.escape(alike)}]" for alike in _ALIKE if sign in alike), re.escape(sign))
