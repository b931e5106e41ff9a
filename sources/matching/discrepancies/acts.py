"""Verbs with the names that do them and that they are done to, as far as the words around them tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sources.language.lexicon import words
from sources.language.tokens import Token
from sources.matching.discrepancies.names import Name
from sources.matching.discrepancies.sentences import Sentence, stems_of

_VERBS = stems_of(words("verbs_of_roles"))
_WON = words("winning_words")
_LOST = words("losing_words")
_OVER = frozenset({"against", "over"})
_TAKING = frozenset({"took", "takes", "taken"})
_DEFEAT, _REPLACE, _ACQUIRE = (next(iter(stems_of([word]))) for word in ("defeat", "replace", "acquire"))
# Verbs of saying have no stem (`matching.words`); what one tells another is an act all the same.
_STEMLESS = {"told": "tell", "tells": "tell"}
_OF_A_DEED = frozenset({"of", "on", "against", "over"})
_BEING = words("being_and_getting")
_PRONOUNS = words("personal_pronouns")
_BEFORE_NOUNS = frozenset({"the", "a", "an", "his", "her", "its", "their"})
_WHOM = words("object_relatives")
_WHOM_AND_COMMA = 2  # tokens between a name and the doer behind "whom"
LONGEST = 14
"""Tokens between two names of one act."""
_STEP = 10  # tokens between a verb and the name it takes
_TITLED = 3  # tokens from "by" to a name with its title
_BEHIND_BE = 3  # tokens between "was" and its participle


@dataclass(frozen=True, slots=True)
class Act:
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


def acts(sentence: Sentence, names: Sequence[Name]) -> Iterator[Act]:
    """Yield the verbs of a sentence with who does it and to whom, "was beaten by" turned round."""
    tokens = sentence.tokens
    for at, token in enumerate(tokens):
        if not (token.stem or token.low in _STEMLESS) or not token.text.islower():
            continue
        deed = _deed(tokens, at, names)
        if deed is not None:
            yield deed
            continue
        if at and tokens[at - 1].low in _BEFORE_NOUNS:
            continue  # "the name"
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
            yield Act(stem, left, whom, at, pronoun=False)
        elif by:
            yield Act(stem, right, left, at, before)
        elif being and agent is not None:
            yield Act(stem, agent, left, at, before)
        elif not being:
            yield Act(stem, left, None if behind else right, at, before or behind)


def _deed(tokens: Sequence[Token], at: int, names: Sequence[Name]) -> Act | None:
    """Return an act that is said in several words: "won against", "took over from", "Norland's attack on"."""
    token = tokens[at]
    left = max((name for name in names if at - _STEP <= name.last < at), key=lambda name: name.last, default=None)
    right = min((name for name in names if at < name.first <= at + _STEP), key=lambda name: name.first, default=None)
    if left is None or right is None or any(one.text in ",;:" for one in tokens[left.last + 1 : right.first]):
        return None
    between = [one.low for one in tokens[at + 1 : right.first]]
    owned = left.last == at - 1 and tokens[left.last].low.endswith("'s")
    if token.low in _WON and between and not _OVER.isdisjoint(between):
        return Act(_DEFEAT, left, right, at, pronoun=False)
    if token.low in _LOST and ("to" in between or "against" in between):
        return Act(_DEFEAT, right, left, at, pronoun=False)
    if token.low in _TAKING and between[:2] == ["over", "from"]:
        return Act(_REPLACE, left, right, at, pronoun=False)
    if token.low in _TAKING and between[:1] == ["over"] and tokens[at - 1].low not in _BEING:
        return Act(_ACQUIRE, left, right, at, pronoun=False)
    if owned and len(between) <= _TITLED and between[:1] and between[0] in _OF_A_DEED:
        return Act(token.stem, left, right, at, pronoun=False)
    return None


def _agent(tokens: Sequence[Token], at: int, names: Sequence[Name]) -> Name | None:
    """Return the name right behind the "by" of a passive, a title between them or not: "by Judge Holm"."""
    by = next((place for place in range(at + 1, min(len(tokens), at + LONGEST)) if tokens[place].low == "by"), None)
    near = [] if by is None else [name for name in names if 0 < name.first - by <= _TITLED]
    return near[0] if near else None


def _whom(tokens: Sequence[Token], doer: Name, names: Sequence[Name]) -> Name | None:
    """Return the name that "whom" before the doer stands for: "Dario Conti, whom Emil Faro praised"."""
    if not doer.first or tokens[doer.first - 1].low != "whom":
        return None
    return next((name for name in names if 0 < doer.first - 1 - name.last <= _WHOM_AND_COMMA), None)
