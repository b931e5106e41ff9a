"""Who does it to whom: two names that stand the other way round about the same word."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sources.matching.discrepancies.alignment import Aligned
from sources.matching.discrepancies.marks import Mark
from sources.matching.discrepancies.names import Name, find_names
from sources.matching.discrepancies.reading import Sentence, words
from sources.source import DiscrepancyKind

# What both do alike, so that the order means nothing.
_MUTUAL = words(
    """
    and with together merge merged merger married marry marries met meet meets wed each between divorced versus vs
    partner partnered shared agree agreed negotiate negotiated border borders
    """
)
_FROM_TO = frozenset({"from", "to", "over", "against", "by", "for", "into", "than", "before", "after"})
_LONGEST = 14  # tokens between two names of one act


def role_marks(claim: Sentence, aligned: Sequence[Aligned]) -> list[Mark]:
    """Return a mark where a sentence gives the two names of an act each other's part."""
    names = find_names(claim)
    for one, other in pairwise(names):
        between = claim.tokens[one.last + 1 : other.first]
        if len(between) > _LONGEST or any(token.low in _MUTUAL or token.text in ",;:" for token in between):
            continue
        for row in aligned:
            facing = _turned(claim, (one, other), row.sentence)
            if facing is not None:
                return [Mark.of(DiscrepancyKind.ROLE, claim, (one.first, other.last), row.sentence, facing)]
    return []


def _turned(claim: Sentence, pair: tuple[Name, Name], sentence: Sentence) -> tuple[int, int] | None:
    """Return the passage's tokens where the two names stand with their parts exchanged; None where they do not."""
    theirs = [_same(name, find_names(sentence)) for name in pair]
    one, other = theirs
    if one is None or other is None or one == other:
        return None
    first, last = sorted((one, other), key=lambda name: name.first)
    between = sentence.tokens[first.last + 1 : last.first]
    if len(between) > _LONGEST or any(token.low in _MUTUAL for token in between):
        return None
    span = (first.first, last.last)
    relations = [_relation(claim, name) for name in pair], [_relation(sentence, name) for name in (one, other)]
    if relations[0] == relations[1][::-1] and relations[0][0] != relations[0][1] and all(relations[0]):
        return span
    acts = {token.stem for token in claim.tokens[pair[0].last + 1 : pair[1].first] if token.stem}
    for act in acts & {token.stem for token in between if token.stem}:
        ours = _doer(claim, pair[0], pair[1], act)
        here = _doer(sentence, first, last, act)
        if ours is None or here is None:
            continue
        if (ours is pair[0]) != (here is one):
            return span
    return None


def _same(name: Name, others: Sequence[Name]) -> Name | None:
    """Return the other text's name that shares a word with this one, where there is just one."""
    found = [other for other in others if set(name.words) & set(other.words)]
    return found[0] if len(found) == 1 else None


def _relation(sentence: Sentence, name: Name) -> str:
    place = name.first - 1
    while place >= 0 and sentence.tokens[place].low in {"the", "a", "an"}:
        place -= 1
    low = sentence.tokens[place].low if place >= 0 else ""
    return low if low in _FROM_TO else ""


def _doer(sentence: Sentence, first: Name, last: Name, act: str) -> Name | None:
    """Return which of two names does what stands between them: the first, or the one behind "by"."""
    between = sentence.tokens[first.last + 1 : last.first]
    at = next(place for place, token in enumerate(between) if token.stem == act)
    if not between[at].text.islower():
        return None
    after = [token.low for token in between[at + 1 :]]
    if "by" in after:
        return last if after.index("by") >= len(after) - 3 else None
    return first
