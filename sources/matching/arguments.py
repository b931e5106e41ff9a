"""Whether those of whom a claim speaks have the same part in a sentence: who does it, to whom, from where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sources.language.given_names import GIVEN, may_be_called
from sources.language.lexicon import lines, words
from sources.language.parsing.tree import Token, Tree
from sources.matching.predicates import agent_of, alike, is_passive, keys, subject_shared

_WHICH_OF_TWO, _ANOTHER = words("words_that_tell_namesakes"), words("words_for_another_holder")
_TITLES = words("titles") | words("titles_near_names") | words("roles")
_BODIES = words("words_that_tell_bodies")
_CALLED_BODIES = words("bodies_called_after_another")
_AMOUNTS = words("nouns_of_amounts")
_TURNING = tuple(tuple(pole.split() for pole in line.split("|")) for line in lines("prepositions_that_turn"))
_FLAT = frozenset({"compound", "appos", "amod", "nmod", "flat", "conj", "nummod"})
_OF_ANOTHER = frozenset({"poss", "prep", "relcl", "acl"})
_TOLD = 2  # words of each of two statements that the other lacks
_BESIDE = frozenset({"conj", "appos", "nsubj", "dep", "ROOT"})
_NAMING = frozenset({"NOUN", "PROPN"})
_DONE_TO = "done to"
_ANYBODY = words("pronouns_for_anybody")
_JOINING = frozenset({"and", "while", "but", "whereas", ";"})
_OPEN_KINDS = frozenset({"PRON", "DET", "NUM"})


def misplaced(claim: Tree, sentence: Tree) -> Token | None:
    """Return who has the part of another in a sentence; None where nobody has, as far as the parse tells.

    A verb of the claim that stands in the sentence must do it to, from and towards the same ones, if these stand in
    the sentence at all: "ordered the landlord to pay the tenant" is not "ordered the tenant to pay the landlord".
    """
    for verb in claim:
        if verb.pos_ != "VERB":
            turned = _turned_about(verb, sentence)
            if turned is not None:
                return turned
            continue
        ours = _roles(verb)
        facing = [_facing(ours, _roles(other)) for other in sentence if other.pos_ == "VERB" and alike(verb, other)]
        if facing and all(one is not None for one in facing):
            return facing[0]
    return None


def _turned_about(word: Token, sentence: Tree) -> Token | None:
    """Return who does in a sentence what is done to it in the claim, where the claim's verb was read as a noun."""
    claim = word.doc
    verb = next((one for one in sentence if one.pos_ == "VERB" and one.lower_ == word.lower_), None)
    if verb is None or word.pos_ != "NOUN" or word.dep_ != "ROOT" or is_passive(verb):
        return None
    found = _roles(verb)
    for doer in found.get("doer", []):
        for other in found.get(_DONE_TO, []):
            behind = any(alike(at, doer) for at in claim[word.i + 1 :])
            before = any(alike(at, other) for at in claim[: word.i])
            if behind and before and not any(alike(at, doer) for at in claim[: word.i]):
                return doer
    return None


def paired_otherwise(claim: Tree, sentence: Tree) -> bool:
    """Tell whether two statements joined by "and" have what belongs to the other: "road A", "road B".

    Each half must have words that the other lacks, and each half of the sentence some of both.
    """
    ours, theirs = ([_told_apart(half) for half in _halves(tree)] for tree in (claim, sentence))
    if len(ours) != len(theirs) or not ours:
        return False
    own = ours[0] - ours[1], ours[1] - ours[0]
    if min(map(len, own)) < _TOLD or not own[0] | own[1] <= theirs[0] | theirs[1]:
        return False
    there = theirs[0] - theirs[1], theirs[1] - theirs[0]
    return all(half & own[0] and half & own[1] for half in there)


def _halves(tree: Tree) -> tuple[Sequence[Token], ...]:
    """Return what stands before and behind the one "and" of a text; nothing where it has none or more."""
    places = [token.i for token in tree if token.lower_ in _JOINING]
    return (tree[: places[0]], tree[places[0] + 1 :]) if len(places) == 1 else ()


def _told_apart(half: Sequence[Token]) -> frozenset[str]:
    """Return what half a statement speaks of: its nouns, names, figures, and letters that number things."""
    return frozenset(
        token.text if len(token.text) == 1 else min(keys(token), default=token.lower_)
        for token in half
        if token.pos_ in {"NOUN", "PROPN", "NUM"} or (len(token.text) == 1 and token.text.isupper())
    )


def _roles(verb: Token) -> dict[str, list[Token]]:
    """Return who stands where about a verb: "doer", "done to", and those behind each preposition."""
    found: dict[str, list[Token]] = {}

    def add(role: str, noun: Token | None) -> None:
        if noun is not None and keys(noun):
            found.setdefault(role, []).append(noun)

    passive = is_passive(verb)
    given = next((child for child in verb.children if child.dep_ == "dobj"), None)
    subject = subject_shared(verb)
    add(_DONE_TO, given)
    if passive:
        add("to" if given is not None else _DONE_TO, subject)
        add("doer", agent_of(verb))
    else:
        add("doer", subject)
    for child in verb.children:
        if child.dep_ == "dative" and child.pos_ != "ADP":
            add("to", child)
    for preposition in _prepositions(verb):
        for child in preposition.children:
            if child.dep_ == "pobj" and not (passive and preposition.lower_ == "by"):
                add(preposition.lower_, child)
    return found


def _prepositions(verb: Token) -> Iterator[Token]:
    """Yield the prepositions of a verb, of its object, and behind another one: "from Varn to Oster"."""
    waiting = [child for child in verb.children if child.dep_ in {"prep", "dative", "dobj", "prt", "advmod"}]
    while waiting:
        at = waiting.pop()
        if at.pos_ == "ADP":
            yield at
        waiting += [
            child
            for child in at.children
            if child.dep_ in {"prep", "dative"} or (at.pos_ == "ADP" and child.dep_ == "pobj")
        ]


def _facing(ours: dict[str, list[Token]], theirs: dict[str, list[Token]]) -> Token | None:
    """Return who has in the sentence the part that another has in the claim, though that one stands there too."""
    for role, mine in ours.items():
        there = theirs.get(role, [])
        if not there:
            continue
        if any(_may_be(one, other) for one in mine for other in there):
            if (
                role == _DONE_TO
                and _counted_otherwise(mine[0], there[0])
                and not _share_a_verb({"doer": theirs.get("doer", [])}, mine[0].doc)
            ):
                return there[0]
            continue
        if _share_a_verb({role: there}, mine[0].doc):
            continue  # "Roe received 310 votes and Holm 290" speaks of both.
        if any(alike(one, at) and not _within(at, there) for one in mine for at in there[0].doc):
            return there[0]
    for one, other in _TURNING:
        for here, turned in ((one, other), (other, one)):
            mine = [noun for role in here for noun in ours.get(role, [])]
            there = [noun for role in turned for noun in theirs.get(role, [])]
            kept = [noun for role in here for noun in theirs.get(role, [])]
            for noun in mine:
                if noun.pos_ == "NUM" or any(child.dep_ == "nummod" for child in noun.children):
                    continue  # Figures have their own rule: "to 60 tonnes from 40".
                turned_to = next((at for at in there if alike(noun, at)), None)
                if turned_to is not None and not any(alike(noun, at) for at in kept):
                    return turned_to.head
    return None


def turns(ours: str, theirs: str) -> bool:
    """Tell whether one preposition says the reverse of another: "with" and "without"."""
    return any((ours in one and theirs in other) or (ours in other and theirs in one) for one, other in _TURNING)


def _may_be(ours: Token, theirs: Token) -> bool:
    """Tell whether what stands in a place of the sentence can be what the claim has there."""
    if theirs.pos_ in _OPEN_KINDS or ours.pos_ in _OPEN_KINDS:
        return theirs.lower_ not in _ANYBODY or ours.pos_ in _OPEN_KINDS
    if alike(ours, theirs) or any(alike(ours, part) for part in _flat(theirs)):
        return not _other_given(ours, theirs)
    if any(alike(part, theirs) for part in _flat(ours)):
        return True
    below = [at for child in theirs.children if child.dep_ == "prep" for at in child.subtree if alike(ours, at)]
    return bool(below) and (theirs.lemma_.lower() in _AMOUNTS or below[0].head.lower_ in {"including", "like", "as"})


def _counted_otherwise(ours: Token, theirs: Token) -> bool:
    """Tell whether it has another figure in the sentence, which has the claim's figure elsewhere."""
    mine, there = ({child.lower_ for child in one.children if child.dep_ == "nummod"} for one in (ours, theirs))
    same = bool(keys(ours) & keys(theirs) and mine and there) and mine.isdisjoint(there)
    return same and mine <= {token.lower_ for token in theirs.doc}


def _within(at: Token, heads: list[Token]) -> bool:
    return any(at is head or head in at.ancestors for head in heads)


def same_one(ours: Token, theirs: Token) -> bool:
    """Tell whether two words can stand for the same one: not "the mayor" and "the mayor's wife"."""
    if theirs.pos_ in _OPEN_KINDS or ours.pos_ in _OPEN_KINDS:
        return True
    named = ours.pos_ == theirs.pos_ == "PROPN"
    if _which(theirs, named=named) - _which(ours, named=named):
        return False
    if ours.lower_ == theirs.lower_ or alike(ours, theirs):
        return not _other_given(ours, theirs) and not _called_otherwise(ours, theirs)
    if (part := next((part for part in _flat(theirs) if alike(ours, part)), None)) is not None:
        if theirs.pos_ == "PROPN" and _called_after(ours, theirs):
            return False
        return not _other_given(ours, part)
    owner = next(
        (at for child in theirs.children if child.dep_ == "poss" for at in child.subtree if alike(ours, at)), None
    )
    if owner is not None:
        return False  # "John Ames's brother" is not Brother John Ames.
    if any(alike(part, theirs) for part in _flat(ours)):
        return True
    owned = [at for child in theirs.children if child.dep_ in _OF_ANOTHER for at in child.subtree]
    if any(alike(ours, at) for at in owned):
        return theirs.lemma_.lower() in _AMOUNTS
    elsewhere = any(alike(ours, at) for at in theirs.doc)
    names = ours.pos_ == "PROPN", theirs.pos_ == "PROPN"
    if elsewhere and any(at.pos_ in _NAMING and alike(theirs, at) and _stands_beside(at) for at in ours.doc):
        return True  # "Roe received 310 votes and Holm 290" speaks of both.
    # A name may stand for an office, and "the company" for its name, if only one of them is there.
    return not elsewhere and names[0] != names[1]


def _other_given(ours: Token, theirs: Token) -> bool:
    """Tell whether two people of one last name have other first names: "Rolf Aberg" is not Ruth Aberg."""
    names = [
        {child.lower_ for child in one.children if child.dep_ == "compound" and child.pos_ == "PROPN"}
        for one in (ours, theirs)
    ]
    names = [name - _TITLES for name in names]
    if not all(names) or not names[0].isdisjoint(names[1]) or (names[0] | names[1]).isdisjoint(GIVEN):
        return False
    return not any(may_be_called(one, other) for one in names[0] for other in names[1])


def _called_after(ours: Token, theirs: Token) -> bool:
    """Tell whether a longer name is that of a body called after the claim's: "Selby Port Hotel", of the port."""
    low = theirs.lower_
    return low in _CALLED_BODIES and all(at.lower_ != low for at in ours.doc)


def _called_otherwise(ours: Token, theirs: Token) -> bool:
    """Tell whether a name is that of the senator in the claim and of the swimmer in the sentence."""
    called = [[child for child in one.children if child.dep_ == "appos"] for one in (ours, theirs)]
    if ours.pos_ != "PROPN" or not all(called):
        return False
    return not any(alike(mine, at) for mine in called[0] for at in theirs.doc)


def _stands_beside(noun: Token) -> bool:
    """Tell whether a noun of the claim has a statement of its own beside the subject's."""
    return noun.dep_ in _BESIDE or any(child.dep_ == "nummod" for child in noun.children)


def _shares_a_verb(noun: Token) -> bool:
    """Tell whether a noun has a figure or a statement of its own behind another's verb."""
    return noun.dep_ in _BESIDE - {"nsubj"} or any(child.dep_ == "nummod" for child in noun.children)


def _share_a_verb(roles: dict[str, list[Token]], claim: Tree) -> bool:
    """Tell whether the claim has a figure of its own for one of these behind another's verb."""
    heads = [noun for nouns in roles.values() for noun in nouns[:1]]
    return any(at.pos_ in _NAMING and alike(one, at) and _shares_a_verb(at) for one in heads for at in claim)


def _which(noun: Token, *, named: bool) -> frozenset[str]:
    """Return the words that make somebody else of an office or a name: "former", "junior".

    A word that tells one body from another counts only if both are ``named``: "the bank" may be the Northern Bank.
    """
    found = {child.lower_ for child in (noun, *noun.children)}
    bodies = {child.lower_ for child in noun.children if child.text[:1].isupper() and child.lower_ in _BODIES}
    return frozenset(found & (_ANOTHER | _WHICH_OF_TWO)) | (bodies if named else frozenset())


def _flat(head: Token) -> Iterator[Token]:
    """Yield the words that say who a noun is: of "Mayor Anna Holm" all, of "the mayor's wife" none."""
    for child in head.children:
        if child.dep_ in _FLAT:
            yield child
            yield from _flat(child)
