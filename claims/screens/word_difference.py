"""Two wordings side by side, with the words that differ marked on both."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from claims.screens.markup import esc

_PART = re.compile(r"\s+|\w+|[^\w\s]")
_COMPARED = 2_000  # words and marks of one wording that are compared one by one; a longer one differs as a whole


def both(old: str, new: str) -> tuple[str, str]:
    """Return both wordings as escaped HTML: what is only in ``old`` struck through, what is only in ``new`` underlined."""
    ours, theirs = _PART.findall(old), _PART.findall(new)
    if max(len(ours), len(theirs)) > _COMPARED:
        return _marked("del", old), _marked("ins", new)
    before, after = [], []
    for kind, first, last, other_first, other_last in SequenceMatcher(
        None, ours, theirs, autojunk=False
    ).get_opcodes():
        was, now = "".join(ours[first:last]), "".join(theirs[other_first:other_last])
        before.append(esc(was) if kind == "equal" else _marked("del", was))
        after.append(esc(now) if kind == "equal" else _marked("ins", now))
    return "".join(before), "".join(after)


def _marked(tag: str, words: str) -> str:
    if not words:
        return ""
    said = "was" if tag == "del" else "is now"
    return f'<span class="wb-{tag}"><span class="wb-vh">{said}: </span>{esc(words)}</span>'
