"""Whether a sentence says of fewer, or of a lower place, or less firmly, what a claim says of all or the first."""

from __future__ import annotations

from sources.language.lexicon import lines, words
from sources.language.numbers.numerals import ORDINALS
from sources.language.parsing.tree import Token, Tree
from sources.matching.predicates import SAYING, alike, keys, phrase

_EVERY = frozenset({"all", "every", "each", "both"})
_PARTS = frozenset({"some", "several", "few", "many", "most", "half", "part", "none"})
_LOWER_PLACES = frozenset(ORDINALS) - {"first"}
_MAY, _DUTY = frozenset({"can", "may", "could", "might"}), frozenset({"must", "have", "has", "required", "obliged"})
_SOME = words("words_of_a_part")
_PART_NOUNS = _PARTS | words("nouns_of_a_part")
_HARDLY = words("nearly_none_words") - {"virtually"}
_EXCEPTIONS = words("exceptions") - {"but", "save"}
_EXCEPTING = tuple(tuple(phrase.split()) for phrase in lines("phrases_that_except"))
_ELSEWHERE, _AT_TIMES = words("nouns_of_trials"), words("nouns_of_set_times")
_SEASONS, _SELDOM = words("nouns_of_seasons"), words("words_of_some_times")
_AGAINST = words("prepositions_that_turn_round")
_PRESENT = frozenset({"VBZ", "VBP"})
_WEAK = frozenset({"would", "could", "may", "might", "should"})
_NOT_TO_ALL = words("words_that_forbid")
_DEFINITE = frozenset({"the", "its", "his", "her", "their", "our", "this", "these"})
_IN, _ONLY_FOR = (
    frozenset({"in", "on", "at", "during", "with"}),
    frozenset({"as", "for", "to", "with", "through", "if"}),
)
_NOBODY = words("words_for_nobody")
_NEGATIONS = words("negations") | words("clitic_negations")
_ROLES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "attr"})
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
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
    for noun in sentence if every else ():
        which = _which_of_all(claim, noun) if noun.lemma_.lower() in every else None
        if which is not None:
            return f"it says it of “{sentence.words(noun.i, which.i)}”"
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


def _which_of_all(claim: Tree, noun: Token) -> Token | None:
    """Return the end of a clause that leaves only some of a noun, and that the claim has not; None for none."""
    before = noun.doc[noun.i + 1].text if noun.i + 1 < len(noun.doc) else ""
    clause = next((child for child in noun.children if child.dep_ in {"relcl", "acl"} and child.i > noun.i), None)
    if clause is None or before in {",", "(", "–", "—", "-"}:
        return None
    said = [one for one in clause.subtree if one.pos_ in _CONTENT and keys(one)]
    if not said or any(alike(ours, one) for one in said for ours in claim):
        return None
    return clause.subtree[-1]


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


def narrowed(claim: Tree, predicate: Token, word: Token) -> str:
    """Return why a sentence says it of less than the claim does, for a person; empty where it does not.

    Args:
        claim: The claim.
        predicate: The word of the claim that says what is so.
        word: The word of the sentence that says the same.
    """
    ours = {token.lower_ for token in claim}
    return (
        _of_nobody(ours, word)
        or _with_exception(ours, word.doc)
        or _on_trial(ours, word)
        or _now_and_then(ours, predicate, word)
        or _turned_round(claim, word)
        or _less_sure(predicate, word)
        or _of_a_part(claim, word)
        or _only_so(ours, word)
        or _for_some(claim, predicate, word)
    )


def _of_nobody(ours: set[str], word: Token) -> str:
    """Return that it is said of nobody, or of nothing: "signed for nobody"; not where the claim denies."""
    if ours & _NOBODY or ours & _NEGATIONS:
        return ""
    places = [word, *(child for child in word.children if child.dep_ in {"prep", "agent"})]
    none = next((one for at in places for one in at.children if one.lower_ in _NOBODY and one.dep_ in _ROLES), None)
    return f"it says it of “{none.text}”" if none is not None else ""


def _now_and_then(ours: set[str], predicate: Token, word: Token) -> str:
    """Return that it is so at times, of what the claim says at all times: "works most days", "open in summer"."""
    if not _is_present(predicate):
        return ""
    for token in word.doc:
        if token.lower_ in ours or _verb_above(token) is not _verb_above(word):
            continue
        season = token.dep_ == "pobj" and token.head.lower_ in _IN and token.lower_ in _SEASONS
        times = token.dep_ == "npadvmod" and any(child.lower_ in _SOME for child in token.children)
        if season or times or (token.dep_ == "advmod" and token.lower_ in _SELDOM):
            return f"it says “{phrase(token)}”"
    return ""


def _is_present(predicate: Token) -> bool:
    """Tell whether a claim speaks of what is so now and always."""
    verb = _verb_above(predicate)
    return bool({verb.tag_, *(child.tag_ for child in verb.children if child.dep_ in {"aux", "auxpass"})} & _PRESENT)


def _turned_round(claim: Tree, word: Token) -> str:
    """Return that the sentence has words of the claim behind "against" or "in spite of", and the claim has not."""
    ours = {token.lower_ for token in claim}
    for token in word.doc:
        turning = token.lower_ in _AGAINST and token.lower_ not in ours and token.dep_ in {"prep", "pobj"}
        below = [at for child in token.children for at in child.subtree] if turning else []
        if any(at.pos_ in {"NOUN", "VERB"} and keys(one) & keys(at) for at in below for one in claim):
            return f"“{token.text}” turns it round"
    return ""


def _less_sure(predicate: Token, word: Token) -> str:
    """Return that it "would" or "may" be so, of which the claim says that it "will": not of "said it would"."""
    verbs = [one if one.pos_ in SAYING else one.head for one in (predicate, word)]
    ours, theirs = ([child.lower_ for child in one.children if child.dep_ == "aux"] for one in verbs)
    reported = any(one.dep_ == "ccomp" for one in (verbs[1], *verbs[1].ancestors))
    weak = next((low for low in theirs if low in _WEAK), None)
    return f"it says “{weak}”" if weak and "will" in ours and not reported else ""


def _with_exception(ours: set[str], sentence: Tree) -> str:
    """Return that something is left out: "all but four", "everywhere except in the capital"."""
    lows = [token.lower_ for token in sentence]
    for at, low in enumerate(lows):
        size = next((len(one) for one in _EXCEPTING if tuple(lows[at : at + len(one)]) == one), 0)
        if (low in _EXCEPTIONS and low not in ours) or (size and not ours.issuperset(lows[at : at + size])):
            return f"“{sentence.words(at, at + max(size, 1) - 1)}” leaves something out"
    return ""


def _on_trial(ours: set[str], word: Token) -> str:
    """Return that it is so in mice, or on Sundays, of which the claim says nothing."""
    for token in word.doc:
        if token.dep_ != "pobj" or token.head.lower_ not in _IN or token.lower_ in ours:
            continue
        if token.lower_ in _ELSEWHERE or (token.lower_ in _AT_TIMES and _verb_above(token) is _verb_above(word)):
            return f"it says it of “{word.doc.words(token.head.i, token.i)}”"
    return ""


def _verb_above(token: Token) -> Token:
    """Return the verb of a token's clause, or the word on top of it."""
    while token.pos_ not in SAYING and token.head is not token:
        token = token.head
    return token


def _of_a_part(claim: Tree, word: Token) -> str:
    """Return that it is said of a part of what the claim says it of all: "a fraction of the claims"."""
    known = {token.lower_ for token in claim}
    for noun in claim:
        if noun.pos_ not in {"NOUN", "PROPN"} or not keys(noun):
            continue
        there = [one for one in word.doc if one.pos_ in {"NOUN", "PROPN"} and alike(noun, one)]
        parts = [_part_said(noun, one, known) for one in there]
        first = next((one for one in parts if one is not None), None)
        if first is not None and None not in parts:
            return f"it says it of “{word.doc.words(min(first.i, there[0].i), max(first.i, there[0].i))}”"
    return ""


def _part_said(ours: Token, noun: Token, known: set[str]) -> Token | None:
    """Return the word that makes a part of a noun; None where it is said of as much as in the claim."""
    definite = (
        any(child.lower_ in _DEFINITE or child.dep_ == "poss" for child in ours.children) or ours.pos_ == "PROPN"
    )
    hardly = next((one for one in noun.subtree if one.lower_ in _HARDLY and one.lower_ not in known), None)
    if hardly is not None:
        return hardly
    always = _is_present(ours) and ours.tag_ == "NNS"  # "is banned in restaurants", not "restaurants were closed"
    if not (definite or always) or ours.head.lower_ == "of" or any(c.dep_ == "nummod" for c in ours.children):
        return None
    before = (child for child in noun.children if child.i < noun.i)
    some = next((child for child in before if child.lower_ in _SOME and child.lower_ not in known), None)
    if some is not None:
        return some
    part = noun.head.head if noun.head.lower_ == "of" else None
    if part is not None and part.lower_ not in known and (part.like_num or part.lemma_.lower() in _PART_NOUNS):
        return part
    clause = next((child for child in noun.children if child.dep_ == "relcl"), None)
    those = any(child.lower_ == "those" for child in noun.children)
    if always and not list(ours.children) and noun.dep_ in {"nsubj", "nsubjpass"}:
        which = _which_of_all(ours.doc, noun)
        if which is not None:
            return which
    if (
        clause is not None
        and noun.tag_ == "NNS"
        and those
        and not any(child.dep_ == "relcl" for child in ours.children)
    ):
        return next(child for child in noun.children if child.lower_ == "those")
    return None


def _only_so(ours: set[str], word: Token) -> str:
    """Return that it is so only in some way: "only as guests"."""
    sentence = word.doc
    for token in sentence[:-1]:
        behind = sentence[token.i + 1]
        if (
            token.lower_ == "only"
            and "only" not in ours
            and behind.pos_ in {"ADP", "SCONJ"}
            and behind.lower_ in _ONLY_FOR
        ):
            return f"it says “{sentence.words(token.i, behind.i)}”"
    return ""


def _for_some(claim: Tree, predicate: Token, word: Token) -> str:
    """Return that what is forbidden or closed is so for fewer than in the claim: "closed to heavy traffic"."""
    if predicate.lemma_.lower() not in _NOT_TO_ALL:
        return ""
    known = {token.lower_ for token in claim}
    for noun in claim:
        if noun.pos_ != "NOUN" or noun.dep_ in {"nsubj", "ROOT"}:
            continue
        for other in word.subtree:
            if other.pos_ == "NOUN" and alike(noun, other):
                more = [
                    c
                    for c in other.children
                    if c.dep_ in {"amod", "compound", "nummod", "acl", "relcl"} and c.lower_ not in known
                ]
                if more and not any(c.lower_ in _EVERY for c in other.children):
                    return f"it says it of “{word.doc.words(min(more[0].i, other.i), max(more[0].i, other.i))}”"
    return ""
