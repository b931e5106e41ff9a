"""Who does it to whom: two names that stand the other way round about the same word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from sources.language.lexicon import words
from sources.language.tokens import Token
from sources.matching.discrepancies.marks import Mark
from sources.matching.discrepancies.names import Name, alike, find_names
from sources.matching.discrepancies.registry import Claim, Passage, registered
from sources.matching.discrepancies.sentence_alignment import Aligned
from sources.matching.discrepancies.sentences import Sentence, stems_of
from sources.source import DiscrepancyKind

_MUTUAL = words("mutual_words")
_FROM_TO = words("prepositions_of_roles")
_VERBS = stems_of(words("verbs_of_roles"))
_WON = words("winning_words")
_LOST = words("losing_words")
_OVER = frozenset({"against", "over"})
_TAKING = frozenset({"took", "takes", "taken"})
_DEFEAT, _REPLACE, _ACQUIRE = (next(iter(stems_of([word]))) for word in ("defeat", "replace", "acquire"))
# Verbs of saying have no stem (`matching.words`); what one tells another is an act all the same.
_STEMLESS = {"told": "tell", "tells": "tell"}
_OF_A_DEED = frozenset({"of", "on", "against", "over"})
_MOST_NAMES = 5  # of a claim, for their pairs
_BEING = words("being_and_getting")
_PRONOUNS = words("personal_pronouns")
_WHOM = words("object_relatives")
_WHOM_AND_COMMA = 2  # tokens between a name and the doer behind "whom"
_LONGEST = 14  # tokens between two names of one act
_STEP = 10  # tokens between a verb and the name it takes
_TITLED = 3  # tokens from "by" to a name with its title
_BEHIND_BE = 3  # tokens between "was" and its participle


@dataclass(frozen=True, slots=True)
class _Act:
    """A verb with the names before and behind it, each None where the sentence has none or a pronoun.

    Attributes:
        at: The verb's token.
        pronoun: A pronoun stands where one of the names is None.
    """

    stem: str
    doer: Name | None
    done_to: Name | None
    at: int
    pronoun: bool


@registered(DiscrepancyKind.ROLE)
def check(claim: Claim, passage: Passage) -> list[Mark]:
    """Return a mark where a sentence gives the two names of an act each other's part."""
    said, sentences = claim.sentence, passage.sentences
    names = find_names(said)
    for one, other in combinations(names[:_MOST_NAMES], 2):
        between = said.tokens[one.last + 1 : other.first]
        if len(between) > _LONGEST or any(token.low in _MUTUAL or token.text in ",;:" for token in between):
            continue
        for row in passage.aligned:
            facing = _turned(said, (one, other), row.sentence) or _turned_from(said, (one, other), row, sentences)
            if facing is not None:
                return [Mark.of(DiscrepancyKind.ROLE, said, (one.first, other.last), row.sentence, facing)]
    return []


def _turned(claim: Sentence, pair: tuple[Name, Name], sentence: Sentence) -> tuple[int, int] | None:
    """Return the passage's tokens where the two names stand with their parts exchanged; None where they do not."""
    here = find_names(sentence)
    one, other = (_same(name, here) for name in pair)
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
    theirs = list(_acts(sentence, here))
    if (
        relations[0][1]
        and relations[0][1] == relations[1][0]
        and _does(claim, find_names(claim), *pair) & _does(sentence, here, other, one)
    ):
        return span
    for act in _acts(claim, pair):
        if act.doer is None or act.done_to is None:
            continue
        doer, done_to = (one, other) if act.doer is pair[0] else (other, one)
        same = [found for found in theirs if found.stem == act.stem]
        if any(found.doer == doer or found.done_to == done_to for found in same):
            continue
        if any(found.doer == done_to and found.done_to == doer for found in same):
            return span
    return None


def _acts(sentence: Sentence, names: Sequence[Name]) -> Iterator[_Act]:
    """Yield the verbs of a sentence with who does it and to whom, "was beaten by" turned round."""
    tokens = sentence.tokens
    for at, token in enumerate(tokens):
        if not (token.stem or token.low in _STEMLESS) or not token.text.islower():
            continue
        deed = _deed(tokens, at, names)
        if deed is not None:
            yield deed
            continue
        if not token.low.endswith("ed") and token.stem not in _VERBS and token.low not in _STEMLESS:
            continue
        over = any(one.low == "over" for one in tokens[at + 1 : at + 3])  # "took it over"
        stem = _ACQUIRE if over and token.low in _TAKING else token.stem or _STEMLESS[token.low]
        left = max((name for name in names if at - _STEP <= name.last < at), key=lambda name: name.last, default=None)
        right = min(
            (name for name in names if at < name.first <= at + _STEP), key=lambda name: name.first, default=None
        )
        if left is not None and any(one.low in _WHOM for one in tokens[left.last + 1 : at]):
            continue
        by = right is not None and any(one.low == "by" for one in tokens[at + 1 : right.first])
        agent = None if by else _agent(tokens, at, names)
        being = any(one.low in _BEING for one in tokens[max(0, at - _BEHIND_BE) : at])
        before = any(one.low in _PRONOUNS for one in tokens[max(0, at - _BEHIND_BE - 1) : at])
        behind = at + 1 < len(tokens) and tokens[at + 1].low in _PRONOUNS
        left = None if before and left is not None and left.last < at - 1 else left
        whom = None if left is None else _whom(tokens, left, names)
        if whom is not None and not being:
            yield _Act(stem, left, whom, at, pronoun=False)
        elif by:
            yield _Act(stem, right, left, at, before)
        elif being and agent is not None:
            yield _Act(stem, agent, left, at, before)
        elif not being:
            yield _Act(stem, left, None if behind else right, at, before or behind)


def _does(sentence: Sentence, names: Sequence[Name], doer: Name, towards: Name) -> set[str]:
    """Return the stems of the verbs that stand between a name which does them and the name they are turned to."""
    return {act.stem for act in _acts(sentence, names) if act.doer == doer and doer.last < act.at < towards.first}


def _deed(tokens: Sequence[Token], at: int, names: Sequence[Name]) -> _Act | None:
    """Return an act that is said in several words: "won against", "took over from", "Norland's attack on"."""
    token = tokens[at]
    left = max((name for name in names if at - _STEP <= name.last < at), key=lambda name: name.last, default=None)
    right = min((name for name in names if at < name.first <= at + _STEP), key=lambda name: name.first, default=None)
    if left is None or right is None or any(one.text in ",;:" for one in tokens[left.last + 1 : right.first]):
        return None
    between = [one.low for one in tokens[at + 1 : right.first]]
    owned = left.last == at - 1 and tokens[left.last].low.endswith("'s")
    if token.low in _WON and between and not _OVER.isdisjoint(between):
        return _Act(_DEFEAT, left, right, at, pronoun=False)
    if token.low in _LOST and ("to" in between or "against" in between):
        return _Act(_DEFEAT, right, left, at, pronoun=False)
    if token.low in _TAKING and between[:2] == ["over", "from"]:
        return _Act(_REPLACE, left, right, at, pronoun=False)
    if token.low in _TAKING and between[:1] == ["over"] and tokens[at - 1].low not in _BEING:
        return _Act(_ACQUIRE, left, right, at, pronoun=False)
    if owned and len(between) <= _TITLED and between[:1] and between[0] in _OF_A_DEED:
        return _Act(token.stem, left, right, at, pronoun=False)
    return None


def _agent(tokens: Sequence[Token], at: int, names: Sequence[Name]) -> Name | None:
    """Return the name right behind the "by" of a passive, a title between them or not: "by Judge Holm"."""
    by = next((place for place in range(at + 1, min(len(tokens), at + _LONGEST)) if tokens[place].low == "by"), None)
    near = [] if by is None else [name for name in names if 0 < name.first - by <= _TITLED]
    return near[0] if near else None


def _whom(tokens: Sequence[Token], doer: Name, names: Sequence[Name]) -> Name | None:
    """Return the name that "whom" before the doer stands for: "Dario Conti, whom Emil Faro praised"."""
    if not doer.first or tokens[doer.first - 1].low != "whom":
        return None
    return next((name for name in names if 0 < doer.first - 1 - name.last <= _WHOM_AND_COMMA), None)


def _turned_from(
    claim: Sentence, pair: tuple[Name, Name], row: Aligned, passage: Sequence[Sentence]
) -> tuple[int, int] | None:
    """Return the tokens of a verb with one of the names in the other's part and a pronoun for the other.

    "He was beaten by Oskar Venn" turns "He beat Oskar Venn" round, whoever he is, if the passage has both names.
    """
    here = find_names(row.sentence)
    everywhere = [name for sentence in passage for name in find_names(sentence)]
    acts = [act for act in _acts(claim, pair) if act.doer is not None and act.done_to is not None]
    if not acts or any(_same(name, everywhere, alone=False) is None for name in pair):
        return None
    for found in _acts(row.sentence, here):
        for act in acts:
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
