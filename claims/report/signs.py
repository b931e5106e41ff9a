"""Signs and words of verdicts, the same on pages, in reports and in files; and untrusted text in HTML."""

from __future__ import annotations

import html
from dataclasses import dataclass

from claims.review.verdict import NOT_REVIEWED
from sources.untrusted import visible


@dataclass(frozen=True, slots=True)
class State:
    """How a claim's state is shown: sign and word first, colour class last."""

    sign: str
    word: str
    css: str


STATES = {
    "verified": State("✓", "verified", "ok"),
    "disputed": State("✗", "disputed", "no"),
    "unclear": State("?", "unclear", "un"),
}
OPEN = State("○", NOT_REVIEWED, "op")


def esc(text: object) -> str:
    """Return ``text`` so that a browser shows it literally, invisible direction marks made visible."""
    return html.escape(visible(str(text)), quote=True)
