"""Untrusted text to HTML: everything is escaped, only ``mark`` and our own elements are added."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from claims.report.signs import esc

__all__ = ["esc", "label", "marked", "shortened", "tick", "with_words_found"]


def label(text: str) -> str:
    """Return untrusted text for a widget label, with every sign escaped that Streamlit's Markdown could read."""
    return re.sub(r"([\\`*_{}\[\]()#+.!:$~<>|&^=-])", r"\\\1", text)


_NAME_LENGTH = 30  # characters that the name of a menu has beside others in its line


def shortened(text: str, most: int = _NAME_LENGTH) -> str:
    """Return a text of at most so many characters, with the sign that something is left out."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


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


def with_words_found(text: str, words: Sequence[str]) -> str:
    """Return a text as HTML with the words of the search marked."""
    if not words:
        return esc(text)
    pieces = re.split(
        f"({'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})", text, flags=re.IGNORECASE
    )
    # Every second piece is a word that was found.
    return "".join(
        f'<b class="wb-word">{esc(piece)}</b>' if at % 2 else esc(piece) for at, piece in enumerate(pieces)
    )


def tick(target: str, name: str, *, on: bool) -> str:
    """Return a box to choose a row of a table by; a press on it tells the server ``target`` (`page.js`).

    Args:
        target: What is chosen, as the server reads it.
        name: What the box does, for a pointer on it and for who hears the page.
        on: Whether it is chosen.
    """
    return (
        f'<span class="wb-box" role="checkbox" tabindex="0" aria-checked="{"true" if on else "false"}" '
        f'aria-label="{esc(name)}" title="{esc(name)}" data-to="{esc(target)}">{"✓" if on else ""}</span>'
    )
