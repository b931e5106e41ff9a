"""Lists inside a phrase: their members, what follows the last one, and the ways to combine them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from claims.splitting.clauses.drafts import NONE, Alternative
from claims.splitting.clauses.nouns import comma_before
from claims.splitting.rules import Ids
from sources.language import lexicon
from sources.language.parsing.relations import RELATIVE, finite_token, subject_of

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

# Most claims that one clause may divide into; beyond it its lists stay whole.
MOST_ALTERNATIVES = 8
# Most where two lists multiply: "of wheat and rice in Peru, Chile and Bolivia" stays one claim.
MOST_COMBINATIONS = 4


def members_of(head: Token) -> list[Token]:
    """Return the members of a list, the first one among them, in the order of the sentence."""
    out = [head]
    for child in head.children:
        if child.dep_ == "conj":
            out.extend(members_of(child))
    return out


def tails_of(noun: Token) -> list[Token]:
    """Return what follows a noun and says which is meant: "of ...", "that ...", "needed to ..."."""
    return [
        c
        for c in noun.children
        if c.dep_ in {"prep", "relcl", "acl", "amod"} and c.i > noun.i and not comma_before(c)
    ]


def of_several(clause: Token) -> bool:
    """Whether the verb of a relative clause says that it is about more than one: "that run", "which were"."""
    finite, subject = finite_token(clause), subject_of(clause)
    about = subject is not None and subject.tag_ in RELATIVE
    return about and finite is not None and (finite.tag_ == "VBP" or finite.lower_ == "were")


def passed_on(tail: Token, groups: list[list[Alternative]], *, closed: bool = False) -> list[list[Alternative]]:
    """Give the members of a list a tail that one of them has, in each way that it is said.

    Args:
        tail: The tail.
        groups: The ways to say each member.
        closed: Whether members with a tail of their own are complete without it.
    """
    reach = frozenset(t.i for t in tail.subtree)
    ways = list(dict.fromkeys(a.ids & reach for group in groups for a in group if a.ids & reach))
    return [
        [
            whole
            for a in group
            for whole in (
                [Alternative(a.ids | way, a.head) for way in ways]
                if ways and not a.ids & reach and not (closed and tails_of(a.head))
                else [a]
            )
        ]
        for group in groups
    ]


def list_read_as_adverbial(head: Token, child: Token) -> bool:
    """Handle "accused of hiding it, moving it and selling it": the second member was read as an adverbial."""
    same = child.dep_ == "advcl" and child.tag_ == head.tag_ == "VBG" and child.i > head.i
    return same and comma_before(child) and any(c.dep_ == "conj" for c in child.children)


def limited(slots: list[list[Ids]]) -> Iterable[tuple[Ids, ...]]:
    """Return every combination of the slots; where there are too many, the last lists stay whole, or all."""
    slots = [slot for slot in slots if slot] or [[NONE]]
    if multiply([len(slot) for slot in slots]):
        slots = [[NONE.union(*slot)] for slot in slots]
    total = 1
    for k, slot in enumerate(slots):
        total *= len(slot)
        if total > MOST_ALTERNATIVES:
            slots = [*slots[:k], *[[NONE.union(*rest)] for rest in slots[k:]]]
            break
    return product(*slots)


def multiply(counts: list[int]) -> bool:
    """Whether several lists of these lengths would make too many claims together."""
    listed = [count for count in counts if count > 1]
    return len(listed) > 1 and prod(listed) > MOST_COMBINATIONS


def follows_from(verb: Token, child: Token) -> bool:
    """Whether a participle set off behind a clause tells what it leads to: ", putting the town at risk"."""
    participle = child.dep_ == "advcl" and child.tag_ == "VBG" and child.lemma_ in lexicon.RESULT
    own = any(c.dep_ in {"mark", "nsubj"} for c in child.children) or any(c.dep_ == "neg" for c in verb.children)
    return participle and child.i > verb.i and comma_before(child) and subject_of(verb) is not None and not own
