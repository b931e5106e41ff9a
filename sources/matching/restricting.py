"""Whether a sentence says of fewer, or of a lower place, or less firmly, what a claim says of all or the first."""

from __future__ import annotations

from sources.language.numbers.numerals import ORDINALS
from sources.language.parsing.tree import Token, Tree

_EVERY = frozenset({"all", "every", "each", "both"})
_PARTS = frozenset({"some", "several", "few", "many", "most", "half", "part", "none"})
_LOWER_PLACES = frozenset(ORDINALS) - {"first"}
_MAY, _DUTY = frozenset({"can", "may", "could", "might"}), frozenset({"must", "have", "has", "required", "obliged"})
_BEFORE_RANK = 2  # tokens before "longest" in which "second" stands, with a hyphen between


def of_others(claim: Tree, sentence: Tree) -> str:
    """Return why a sentence does not say a claim's "all", "only" or "longest", for a person; empty where it does."""
    return (
        _of_lower_place(claim, sentence)
        or _of_several(claim, sentence)
        or _of_some(claim, sentence)
        or _allowed(claim, sentence)
    )


def _of_lower_place(claim: Tree, sentence: Tree) -> str:
    """Return that something is the "second-longest" or "one of the longest" of which the claim says the longest."""
    ours = {one.lower_: one for one in claim if one.tag_ in {"JJS", "RBS"} and one.lower_ not in {"most", "least"}}
    if not ours or any(one.lower_ in _LOWER_PLACES or one.lower_ == "one" for one in claim):
        return ""
    for at, word in enumerate(sentence):
        if word.lower_ not in ours:
            continue
        before = [one for one in sentence[max(0, at - _BEFORE_RANK) : at] if one.lower_ in _LOWER_PLACES]
        if before:
            return f"it says “{sentence.words(before[-1].i, at)}”"
        if [one.lower_ for one in sentence[max(0, at - 3) : at]] == ["one", "of", "the"]:
            return f"it says “one of the {word.text}”"
    return ""


def _of_several(claim: Tree, sentence: Tree) -> str:
    """Return that several are "the only countries" where the claim has one "only country"."""
    ours = {one.head.lemma_.lower() for one in claim if one.lower_ == "only" and one.head.tag_ == "NN"}
    for one in sentence:
        if one.lower_ == "only" and one.head.tag_ == "NNS" and one.head.lemma_.lower() in ours:
            return f"it says it of several “{one.head.text}”"
    return ""


def _of_some(claim: Tree, sentence: Tree) -> str:
    """Return that some do of whom the claim says that all do: "two of the verses", "three schools"."""
    every = {one.head.lemma_.lower(): one.head for one in claim if one.lower_ in _EVERY and one.head is not one}
    if not every or any(one.lower_ in _EVERY | {"whole", "entire"} for one in sentence):
        return ""
    for noun in sentence:
        ours = every.get(noun.lemma_.lower())
        if ours is None or noun.pos_ != "NOUN":
            continue
        part = _part_of(noun)
        if part is not None:
            return f"it says it of “{sentence.words(part.i, noun.i)}”"
        counted = next((one for one in noun.children if one.dep_ == "nummod" or one.lower_ in _PARTS), None)
        if counted is not None and not any(one.dep_ == "nummod" for one in ours.children):
            return f"it says it of “{sentence.words(counted.i, noun.i)}”"
    return ""


def _allowed(claim: Tree, sentence: Tree) -> str:
    """Return that a sentence only allows, with "can", what must be done by the claim."""
    ours, theirs = ({one.lower_ for one in tree} for tree in (claim, sentence))
    if "must" not in ours or theirs & _DUTY:
        return ""
    modal = next((one for one in sentence if one.tag_ == "MD" and one.lower_ in _MAY), None)
    return f"it says “{modal.text}”" if modal is not None and modal.lower_ not in ours else ""


def _part_of(noun: Token) -> Token | None:
    """Return the number or "some" of "two of the verses"; None where the noun stands whole."""
    head = noun.head.head if noun.head.lower_ == "of" else noun
    return head if head is not noun and (head.like_num or head.lower_ in _PARTS) else None
