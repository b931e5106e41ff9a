"""Mistakes about what "and" joins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.language.parsing.relations import subject_of
from sources.language.parsing.repairs.registry import Pass, hang, repair

if TYPE_CHECKING:
    from spacy.tokens import Token

_FINITE = frozenset(["VBD", "VBZ", "VBN"])


def _is_joined(token: Token) -> bool:
    return token.dep_ == "conj" and token.head.pos_ in {"VERB", "AUX"}


@repair(Pass.CLAUSES, of=_is_joined)
def noun_joined_to_verb(noun: Token) -> None:
    """Mend "They hold dances and fairs to honour her": "fairs" was joined to "hold" instead of "dances"."""
    verb = noun.head
    joint = noun.doc[noun.i - 1] if noun.i else noun
    before = noun.doc[joint.i - 1] if joint.i else joint
    object_ = before.dep_ == "dobj" and before.head == verb and before.tag_ == noun.tag_
    if not object_ or noun.tag_ not in {"NNS", "NN"} or noun.pos_ != "NOUN" or joint.dep_ != "cc":
        return
    if joint.head != verb or any(c.dep_ in {"aux", "auxpass", "nsubj", "dobj"} for c in noun.children):
        return
    for child in [c for c in noun.children if c.dep_ in {"advcl", "prep", "npadvmod"}]:
        hang(child, verb, child.dep_)
    hang(joint, before, "cc")
    hang(noun, before, "conj")


@repair(Pass.CLAUSES, of=_is_joined)
def infinitive_joined_to_told_verb(verb: Token) -> None:
    """Mend "announced a plan to repair it, and decide whether ...": "decide" goes on "to repair", not "announced"."""
    head = verb.head
    helped = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    if verb.tag_ != "VB" or helped or subject_of(verb) is not None or head.tag_ not in _FINITE:
        return
    if any(c.tag_ == "MD" or c.lemma_ == "do" for c in head.children if c.dep_ == "aux"):
        return
    found = [
        t
        for t in head.subtree
        if t.tag_ == "VB" and head.i < t.i < verb.i and any(c.tag_ == "TO" for c in t.children)
    ]
    joints = [c for c in head.children if c.dep_ == "cc" and c.i < verb.i]
    if len(found) != 1 or not joints or found[0] == verb:
        return
    hang(joints[-1], found[0], "cc")
    hang(verb, found[0], "conj")
