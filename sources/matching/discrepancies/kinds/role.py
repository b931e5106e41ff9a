"""Who does it to whom: two names that stand the other way round about the same word."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from sources.language.lexicon import words
from sources.matching.discrepancies.acts import LONGEST, acts
from sources.matching.discrepancies.marks import Mark
from sources.matching.discrepancies.names import Name, alike, names_beside
from sources.matching.discrepancies.registry import Claim, Passage, registered
from sources.matching.discrepancies.sentence_alignment import Aligned
from sources.matching.discrepancies.sentences import Sentence
from sources.source import DiscrepancyKind

_MUTUAL = words("mutual_words")
_FROM_TO = words("prepositions_of_roles")
_MOST_NAMES = 5  # of a claim, for their pairs


@registered(DiscrepancyKind.ROLE)
def check(claim: Claim, passage: Passage) -> list[Mark]:
    """Return a mark where a sentence gives the two names of an act each other's part."""
    said, sentences = claim.sentence, passage.sentences
    names = names_beside(said, sentences)
    for one, other in combinations(names[:_MOST_NAMES], 2):
        between = said.tokens[one.last + 1 : other.first]
        if len(between) > LONGEST or any(token.low in _MUTUAL or token.text in ",;:" for token in between):
            continue
        for row in passage.aligned:
            facing = _turned(said, (one, other), row.sentence) or _turned_from(said, (one, other), row, sentences)
            if facing is not None:
                return [Mark.of(DiscrepancyKind.ROLE, said, (one.first, other.last), row.sentence, facing)]
    return []


def _turned(claim: Sentence, pair: tuple[Name, Name], sentence: Sentence) -> tuple[int, int] | None:
    """Return the passage's tokens where the two names stand with their parts exchanged; None where they do not."""
    here = names_beside(sentence, [claim])
    one, other = (_same(name, here) for name in pair)
    if one is None or other is None or one == other:
        return None
    first, last = sorted((one, other), key=lambda name: name.first)
    between = sentence.tokens[first.last + 1 : last.first]
    if len(between) > LONGEST or any(token.low in _MUTUAL for token in between):
        return None
    span = (first.first, last.last)
    relations = [_relation(claim, name) for name in pair], [_relation(sentence, name) for name in (one, other)]
    if relations[0] == relations[1][::-1] and relations[0][0] != relations[0][1] and all(relations[0]):
        return span
    theirs = list(acts(sentence, here))
    if (
        relations[0][1]
        and relations[0][1] == relations[1][0]
        and _does(claim, names_beside(claim, [sentence]), *pair) & _does(sentence, here, other, one)
    ):
        return span
    for act in acts(claim, pair):
        if act.doer is None or act.done_to is None:
            continue
        doer, done_to = (one, other) if act.doer is pair[0] else (other, one)
        same = [found for found in theirs if found.stem == act.stem]
        if any(found.doer == doer or found.done_to == done_to for found in same):
            continue
        if any(found.doer == done_to and found.done_to == doer for found in same):
            return span
    return None


def _does(sentence: Sentence, names: Sequence[Name], doer: Name, towards: Name) -> set[str]:
    """Return the stems of the verbs that stand between a name which does them and the name they are turned to."""
    return {act.stem for act in acts(sentence, names) if act.doer == doer and doer.last < act.at < towards.first}


def _turned_from(
    claim: Sentence, pair: tuple[Name, Name], row: Aligned, passage: Sequence[Sentence]
) -> tuple[int, int] | None:
    """Return the tokens of a verb with one of the names in the other's part and a pronoun for the other.

    "He was beaten by Oskar Venn" turns "He beat Oskar Venn" round, whoever he is, if the passage has both names.
    """
    here = names_beside(row.sentence, [claim])
    everywhere = [name for sentence in passage for name in names_beside(sentence, [claim])]
    whole = [act for act in acts(claim, pair) if act.doer is not None and act.done_to is not None]
    if not whole or any(_same(name, everywhere, alone=False) is None for name in pair):
        return None
    for found in acts(row.sentence, here):
        for act in whole:
            if found.stem != act.stem or not found.pronoun or act.doer is None or act.done_to is None:
                continue
            if found.done_to is None and found.doer is not None and found.doer == _same(act.done_to, here):
                return min(found.at, found.doer.first), max(found.at, found.doer.last)
            if found.doer is None and found.done_to is not None and found.done_to == _same(act.doer, here):
                return min(found.at, found.done_to.first), max(found.at, found.done_to.last)
    return None


def _same(name: Name, others: Sequence[Name], *, alone: bool = True) -> Name | None:
    """Return the other text's name that shares a word with this one, where there is just one, or the first."""
    found = [other for other in others if any(alike(a, b) for a in name.telling for b in other.telling)]
    return found[0] if len(found) == 1 or (found and not alone) else None


def _relation(sentence: Sentence, name: Name) -> str:
    place = name.first - 1
    while place >= 0 and sentence.tokens[place].low in {"the", "a", "an"}:
        place -= 1
    low = sentence.tokens[place].low if place >= 0 else ""
    return low if low in _FROM_TO else ""
