"""The word of a clause that says what is so, who does it, and whether two words say the same."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sources.language.parsing.tree import Token, Tree
from sources.matching.discrepancies.sentences import stem_of
from sources.matching.terms.relatives import bearers, family

LIGHT = frozenset({"be", "have", "do", "get", "become", "remain", "make", "take", "give"})
"""Verbs that say little by themselves: what is so stands behind them."""
PREDICATIVE = ("acomp", "attr", "oprd")
"""Labels of words that stand behind "is"."""
SAYING = frozenset({"VERB", "AUX"})
"""Kinds of words that are verbs."""
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_PASSIVE = frozenset({"nsubjpass", "auxpass", "csubjpass"})


@dataclass(frozen=True, slots=True)
class Parts:
    """Who does what a word says, and to whom; None where the sentence leaves it open."""

    doer: Token | None
    done_to: Token | None


@lru_cache(maxsize=20_000)
def _forms(low: str, lemma: str) -> frozenset[str]:
    return frozenset({stem_of(low), stem_of(lemma), family(low), family(lemma)}) - {""}


def keys(word: Token) -> frozenset[str]:
    """Return what a word is compared by; empty for one that says nothing by itself."""
    return _forms(word.lower_, word.lemma_.lower())


def alike(ours: Token, theirs: Token) -> bool:
    """Tell whether a word of the sentence says what one of the claim says: itself, a synonym, one of its family."""
    wanted = keys(ours)
    return bool(wanted & keys(theirs)) or any(not bearers(key).isdisjoint(keys(theirs)) for key in wanted)


def predicate_of(tree: Tree) -> Token | None:
    """Return the word that says what is so: the main verb, or what stands behind "is"; None where that is unclear."""
    root = tree.sents[0].root if tree.sents else None
    if root is None or root.lemma_.lower() not in LIGHT:
        return root
    for dep in (*PREDICATIVE, "dobj"):
        found = next((child for child in root.children if child.dep_ == dep and keys(child)), None)
        if found is not None:
            return found
    placed = [below for child in root.children if child.dep_ == "prep" for below in child.children]
    return next((one for one in placed if one.dep_ == "pobj" and keys(one)), None)


def parts_of(word: Token) -> Parts:
    """Return who does what a word says, and to whom, as far as the sentence tells."""
    if word.pos_ not in SAYING and word.dep_ not in PREDICATIVE and word.dep_ != "ROOT":
        return Parts(word.head if word.dep_ == "amod" else None, None)
    verb = word.head if word.dep_ in PREDICATIVE else word
    subject = subject_shared(verb)
    if verb is not word:
        return Parts(subject, None)
    if is_passive(verb):
        return Parts(agent_of(verb), subject)
    return Parts(subject, None)


def is_passive(verb: Token) -> bool:
    """Tell whether the subject of a verb is whom it is done to."""
    return any(child.dep_ in _PASSIVE for child in verb.children) or (verb.dep_ == "acl" and verb.tag_ == "VBN")


def agent_of(verb: Token) -> Token | None:
    """Return who does it, of a passive with "by"."""
    by = (child for child in verb.children if child.dep_ in {"agent", "prep"} and child.lower_ == "by")
    return next((under for one in by for under in one.children if under.dep_ == "pobj"), None)


def subject_shared(verb: Token) -> Token | None:
    """Return the subject of a verb, or the one it shares with the verb it hangs on; None where that is unclear."""
    for at in (verb, *verb.ancestors):
        own = next((child for child in at.children if child.dep_ in _SUBJECTS), None)
        if own is not None:
            return at.head if own.tag_ in {"WDT", "WP"} and at.dep_ == "relcl" else own
        if at.dep_ in {"acl", "relcl"}:
            return at.head
        if at.dep_ not in {"conj", "xcomp"} or any(child.dep_ == "dobj" for child in at.head.children):
            return None
    return None


def phrase(head: Token) -> str:
    """Return a noun with the words right before it, for a person."""
    under = [at for at in head.subtree if at.i >= head.i - 4 and at.i <= head.i]
    return head.doc.words(under[0].i, head.i)
