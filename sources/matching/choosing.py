"""Whether a sentence says a claim of another measure or thing, or leaves open which of two it is."""

from __future__ import annotations

from sources.language.lexicon import lines, words
from sources.language.parsing.tree import Token, Tree
from sources.matching.predicates import alike, keys

_RIVALS = tuple(frozenset(line.split()) for line in lines("rival_measures"))
_AMOUNTS = words("nouns_of_amounts")
_JOINED = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "VERB"})


def chosen_otherwise(claim: Tree, sentence: Tree) -> str:
    """Return why a sentence leaves open what a claim says, for a person; empty where it does not."""
    ours = {token.lower_ for token in claim}
    if "respectively" not in ours and any(token.lower_ == "respectively" for token in sentence):
        return "it gives them “respectively”"
    rival = _rival(ours, sentence)
    if rival:
        return f"it says “{rival}”"
    choice = _choice(claim, sentence) if "or" not in ours else None
    return f"it leaves open which, “{_around(choice)}”" if choice is not None else ""


def _rival(ours: set[str], sentence: Tree) -> str:
    """Return a measure that the sentence has in the place of the claim's: "median" for "mean"."""
    theirs = {token.lower_ for token in sentence}
    for measures in _RIVALS:
        if ours & measures and not theirs & ours & measures and theirs & measures:
            return min(theirs & measures)
    return ""


def _choice(claim: Tree, sentence: Tree) -> Token | None:
    """Return the "or" of a sentence that has one of two in the claim: "by a fault or by a cigarette"."""
    for token in sentence:
        if token.lower_ != "or" or token.dep_ != "cc" or sentence[token.i - 1].text == ",":
            continue
        for other in (child for child in token.head.children if child.dep_ == "conj" and child.i > token.i):
            sides = [_of_side(one) for one in (token.head, other)]
            said = [any(alike(word, one) for word in claim for one in side) for side in sides]
            if all(sides) and said[0] != said[1]:
                return token
    return None


def _of_side(head: Token) -> list[Token]:
    """Return the words of one of two that are joined, without what is joined to it."""
    found, waiting = [head], [head]
    while waiting:
        for child in waiting.pop().children:
            if child.dep_ not in {"conj", "cc", "nsubj", "nsubjpass"}:
                found.append(child)
                waiting.append(child)
    return [one for one in found if one.pos_ in _JOINED and keys(one)]


def _around(joint: Token) -> str:
    """Return the words around "or", for a person."""
    return joint.doc.words(max(joint.i - 1, 0), min(joint.i + 2, len(joint.doc) - 1))


def of_another_thing(predicate: Token, word: Token) -> Token | None:
    """Return what it is done to where that is only something of the claim's: "a replica of the crown".

    "The city of Tarn" is Tarn, and of an amount the claim may speak as of the whole.
    """
    ours = next((child for child in predicate.children if child.dep_ == "dobj"), None)
    theirs = next((child for child in word.children if child.dep_ in {"dobj", "nsubjpass"}), None)
    if ours is None or theirs is None or alike(ours, theirs) or theirs.lemma_.lower() in _AMOUNTS:
        return None
    for of in theirs.children:
        if of.lower_ == "of" and any(one.pos_ == "NOUN" and alike(ours, one) for one in of.children):
            return theirs
    return None
