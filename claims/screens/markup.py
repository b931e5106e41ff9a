"""Untrusted text to HTML: everything is escaped, only ``mark`` and our own elements are added."""

from __future__ import annotations

import re
from collections.abc import Iterable

from claims.report.signs import esc

__all__ = ["esc", "label", "marked"]


def label(text: str) -> str:
    """Return untrusted text for a widget label, with every sign escaped that Streamlit's Markdown could read."""
    return re.sub(r"([\\`*_{}\[\]()#+.!:$~<>|&^=-])", r"\\\1", text)


def marked(text: str, spans: Iterable[tuple[int, int]], clashes: Iterable[tuple[int, int]] = ()) -> str:
    """Return ``text`` escaped, with each half-open span in a ``mark``.

    Spans are clipped to the text; one that overlaps an earlier one is left out.

    Args:
        text: Untrusted.
        spans: Words that stand in claim and passage alike.
        clashes: Words that differ; they go before ``spans`` where both cover the same words.
    """
    differing = sorted(clashes)
    alike = [(start, end) for start, end in spans if not any(start < e and s < end for s, e in differing)]
    parts: list[str] = []
    done = 0
    for start, end, css in sorted([(*one, "x") for one in differing] + [(*one, "hit") for one in alike]):
        if start < done or end <= start or end > len(text):
            continue
        parts.append(esc(text[done:start]))
        parts.append(f'<mark class="{css}">{esc(text[start:end])}</mark>')
        done = end
    parts.append(esc(text[done:]))
    return "".join(parts)
