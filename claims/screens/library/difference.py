"""The difference of two readings, drawn: what went struck through, what came underlined, both with their word."""

from __future__ import annotations

from collections.abc import Sequence

from claims.screens.markup import esc
from claims.screens.wording import plural
from sources.differences import Change

CHANGES_SHOWN = 30  # two screens; what changed in more places was written anew, and is better read as a whole
LONGEST = 600  # characters of one change shown, some eight lines


def as_html(changes: Sequence[Change], earlier: str) -> str:
    """Return the changes as a list, escaped.

    Args:
        changes: In the order of the texts.
        earlier: The text that was read before, for what to say where nothing of it is left.
    """
    rows = "".join(
        f"<li><p>{_context(change.before, start=True)}{_part('del', 'was', change.old)}{_part('ins', 'is now', change.new)}"
        f"{_context(change.after, start=False)}</p></li>"
        for change in changes[:CHANGES_SHOWN]
    )
    rest = len(changes) - CHANGES_SHOWN
    more = f'<li class="wb-q">and {plural(rest, "place")} more</li>' if rest > 0 else ""
    head = f"{plural(len(changes), 'place')} of {plural(len(earlier.split()), 'word')} read before"
    return f'<div class="wb-diff"><p class="wb-sm wb-q">{head}</p><ul class="wb-log wb-plain">{rows}{more}</ul></div>'


def _part(tag: str, word: str, text: str) -> str:
    if not text:
        return ""
    cut = text if len(text) <= LONGEST else f"{text[:LONGEST]} … ({len(text.split()):,} words in all)"
    return f'<span class="wb-{tag}"><span class="wb-vh">{word}: </span>{esc(cut)}</span> '


def _context(text: str, *, start: bool) -> str:
    if not text:
        return ""
    return f'<span class="wb-q">… {esc(text)}</span> ' if start else f'<span class="wb-q">{esc(text)} …</span>'
