"""Untrusted text to HTML: everything is escaped, only ``mark`` and our own elements are added."""

from __future__ import annotations

import html
from collections.abc import Iterable

from sources.reading import visible


def esc(text: object) -> str:
    """Return ``text`` so that a browser shows it literally, invisible direction marks made visible."""
    return html.escape(visible(str(text)), quote=True)


def marked(text: str, spans: Iterable[tuple[int, int]], css_class: str = "hit") -> str:
    """Return ``text`` escaped, with each half-open span in a ``mark``.

    Spans are clipped to the text; one that overlaps an earlier one is left out.
    """
    parts: list[str] = []
    done = 0
    for start, end in sorted(spans):
        if start < done or end <= start or end > len(text):
            continue
        parts.append(esc(text[done:start]))
        parts.append(f'<mark class="{css_class}">{esc(text[start:end])}</mark>')
        done = end
    parts.append(esc(text[done:]))
    return "".join(parts)
