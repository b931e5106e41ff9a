"""Lists behind a line that is no sentence without them: "The priorities include:", "The budget would:".

Such a line says nothing by itself, and its entries often have no verb. Each entry is read behind the line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sources.language import lexicon
from sources.language.lexicon import any_of
from sources.language.parsing.relations import is_clause, subject_of
from sources.language.span import Span

if TYPE_CHECKING:
    from sources.language.parsing.tree import Tree

# What a line ends in that goes on in its entries: "will also:", "are the following:".
_OPEN_END = re.compile(
    rf"\b(?:(?P<naming>includes?|included|are|is|were|was)(?: the following)?|{any_of('modals')})"
    r"(?: also| not)?\s*:\s*$",
    re.IGNORECASE,
)
_ENTRY_MARK = re.compile(r"\s*(?:[*•·⁃–—-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s")
_DETERMINERS = frozenset(["a", "an", "the", "this", "these", "its", "their", "his", "her", "our", "more", "new"])
_LEAST = 3  # words of such a line: "It is:" names nothing
_MOST = 40


class LeadIns:
    """Which line the entries of a list go on from, while the sentences of an article are read in order."""

    def __init__(self) -> None:
        self._line: Span | None = None
        self._marked: bool | None = None

    def of(self, text: str, sentence: Span, *, opens_paragraph: bool) -> Span | None:
        """Return the line that ``sentence`` goes on from, without its colon; None where there is none."""
        if not opens_paragraph:
            return None
        marked = _ENTRY_MARK.match(text, text.rfind("\n", 0, sentence.start) + 1, sentence.end) is not None
        if self._line is not None and self._marked in {None, marked}:
            self._marked = marked
            return self._line
        self._line = None
        return None

    def note(self, text: str, sentence: Span) -> bool:
        """Remember ``sentence`` if entries must follow it; return whether it is such a line."""
        words = sentence.of(text)
        if not is_lead_in(words):
            return False
        self._line = Span(sentence.start, sentence.start + words.rindex(":"))
        self._marked = None
        return True


def is_lead_in(sentence: str) -> bool:
    """Whether a line is no sentence without what follows its colon."""
    return _OPEN_END.search(sentence) is not None and _LEAST <= len(sentence.split()) <= _MOST


def goes_on(line: str, entry: Tree) -> bool:
    """Whether an entry is said in one sentence with its line: it has no subject of its own."""
    found = _OPEN_END.search(f"{line}:")
    if found is None:
        return False
    roots = [sentence.root for sentence in entry.sents]
    if len(roots) != 1 or (is_clause(roots[0]) and subject_of(roots[0]) is not None):
        return False
    # Behind "would" an entry begins with its verb; behind "include" it is a noun or an act.
    return (roots[0].tag_ == "VB") != (found["naming"] is not None)


def opens_small(word: str, following: str) -> bool:
    """Whether the first word of an entry is small within a sentence: not that of a name."""
    lowered = word.lower()
    if lowered in _DETERMINERS or (lowered.endswith("ing") and word[1:].islower()):
        return True
    return word[1:].islower() and lowered not in lexicon.GIVEN_NAMES and not following[:1].isupper()
