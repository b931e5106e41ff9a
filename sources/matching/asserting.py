"""Whether what hangs on a word as a clause, or as the name of a deed, is said to be so."""

from __future__ import annotations

from sources.language.lexicon import HOLD, SAY, words
from sources.language.parsing.relations import FINITE
from sources.language.parsing.tree import Token, Tree
from sources.matching.predicates import LIGHT, PREDICATIVE, SAYING

_ASSERTING = SAY | HOLD | words("showing_verbs") | words("asserting_verbs")
_GOING_ON = words("verbs_of_doing")
_GUILTY = words("words_that_assert_a_deed")
_FACTS, _BODIES = words("nouns_of_facts"), words("bodies_that_vouch")
_SURE = words("words_that_assert_a_clause")
_NO_DOUBT = words("no_doubt_nouns")
_EXCEPT = words("exceptions")
_LINKS = words("markers_of_facts")
_BEFORE_GERUNDS = words("prepositions_of_deeds_done")
_UNMADE = words("nouns_of_proposals") | words("statement_nouns")
_HAVING, _FOLLOWING = words("verbs_that_have_a_deed"), words("verbs_behind_a_deed")
_AFTER_DEEDS, _TOLD_OF = words("prepositions_before_deeds"), words("nouns_told_of_deeds")
_GLAD, _LIVED = words("words_of_who_is_glad"), words("nouns_of_what_is_lived")
_PROVEN, _RULING = (
    frozenset({"prove", "proven", "establish"}),
    frozenset({"hold", "find", "consider", "deem", "rule"}),
)
_CHOICE = frozenset({"or", "nor"})
_PERSONAL = frozenset({"nsubj", "nsubjpass", "expl"})


def open_above(claim: Tree, predicate: Token, word: Token) -> Token | None:
    """Return the first word above whose clause is not known to be asserted, and which the claim has not; or None."""
    known = {token.lemma_.lower() for token in claim} - LIGHT
    if predicate.pos_ == "VERB" and predicate.tag_ != "VBG" and _names_deed(word):
        above = _deed_left_open(word, known)
        if above is not None:
            return above
    if word.tag_ in {"VBG", "VB"} and not any(_is_tensed(one) for one in (word, *word.ancestors)):
        return word.head
    for below in (word, *word.ancestors):
        head = below.head
        if head is below:
            return None
        if head.lemma_.lower() not in known and not _asserted(below, head):
            return head
    return None


def _is_tensed(word: Token) -> bool:
    return word.tag_ in FINITE or any(child.tag_ in FINITE for child in word.children)


def _names_deed(word: Token) -> bool:
    """Tell whether a word is a noun or a participle used as one, where the claim has a verb: "escaped collapse"."""
    return word.pos_ in {"NOUN", "PROPN"} and word.dep_ not in {"ROOT", "appos", "acl", "relcl", "ccomp", "advcl"}


def _deed_left_open(noun: Token, known: set[str]) -> Token | None:
    """Return the word on which it hangs whether a deed that a noun names was done; None where it was done."""
    at = noun
    while at.dep_ == "conj":
        at = at.head
    head = at.head
    if at.dep_ in {"compound", "amod", "nmod", "poss"}:
        return head
    if head.lemma_.lower() in known or at.dep_ in {"ROOT", "appos"}:
        return None
    if at.dep_ in {"dobj", "attr", "nsubjpass", "oprd"} and head.lemma_.lower() in _HAVING | {"be"}:
        return None
    if at.dep_ == "nsubj" and head.lemma_.lower() in _FOLLOWING:
        return None
    if at.dep_ == "pobj" and head.lower_ in _AFTER_DEEDS:
        return None
    if at.dep_ == "pobj" and head.lower_ == "of" and head.head.lemma_.lower() in _TOLD_OF | _FACTS:
        return None
    return head


def _asserted(clause: Token, head: Token) -> bool:
    """Tell whether what hangs on a word as a clause is said to be so."""
    if _is_result(clause, head):
        return True
    if head.lower_ in _EXCEPT:
        return False
    bare = any(child.tag_ == "TO" for child in clause.children)
    marker = next((child.lower_ for child in clause.children if child.dep_ == "mark"), "")
    if clause.dep_ == "conj":
        return _goes_on(clause, head)
    if clause.dep_ == "advcl":
        return not bare and (not marker or marker in _LINKS)
    if clause.dep_ == "pcomp":
        return _after_preposition(head)
    if head.pos_ in {"NOUN", "PROPN"} and clause.dep_ in {"acl", "ccomp", "relcl"}:
        return _of_noun(clause, head, content=bare or bool(marker) or clause.dep_ == "ccomp")
    return _of_verb(clause, head, bare=bare)


def _of_verb(clause: Token, head: Token, *, bare: bool) -> bool:
    lemma = head.lemma_.lower()
    if clause.dep_ == "xcomp" and clause.lemma_.lower() in _ASSERTING and lemma in _GLAD and bare:
        return True  # "is pleased to announce"
    if clause.dep_ == "ccomp" and clause.lemma_.lower() in _PROVEN and lemma in _RULING:
        return True  # "held it proven that"
    if clause.dep_ == "xcomp" and (clause.pos_ in SAYING or bare):
        return lemma in _GOING_ON
    beside = {child.lemma_.lower() for child in head.children if child.dep_ in PREDICATIVE}
    if clause.dep_ in {"csubj", "csubjpass"} and clause.tag_ != "VBG":
        return bool({lemma, *beside} & _SURE)
    if clause.dep_ == "ccomp" and head.dep_ == "acl" and head.head.lemma_.lower() not in _BODIES:
        return False  # "Posts saying that" are somebody's.
    if clause.dep_ == "ccomp":
        beside_it = any(one.text == ";" for one in head.doc[clause.i : head.i])
        return lemma in _ASSERTING | _SURE or bool(beside & _SURE) or beside_it
    # "Dodges paying", "missed qualifying": a gerund that was taken for a thing.
    if clause.dep_ == "dobj" and clause.lower_.endswith("ing") and not any(c.dep_ == "det" for c in clause.children):
        return clause.pos_ == "NOUN" and clause.tag_ != "VBG" and not _verbal(clause)
    return True


def _verbal(noun: Token) -> bool:
    """Tell whether a word in -ing stands for the deed itself: it has no article, and an object or a place."""
    return any(child.dep_ in {"dobj", "prep", "prt", "advmod"} and child.lower_ != "of" for child in noun.children)


def _goes_on(clause: Token, head: Token) -> bool:
    """Tell whether a second verb is said as the first one is: not "did everything but make", not "or left"."""
    between = [one for one in head.children if one.dep_ == "cc" and one.i < clause.i]
    if any(one.lower_ in _CHOICE for one in between[-1:]):
        return False
    own = any(child.dep_ in {*_PERSONAL, "aux"} for child in clause.children)
    return not (clause.tag_ == "VB" and head.tag_ in {"VBD", "VBZ", "VBN"} and not own and clause.pos_ == "VERB")


def _of_noun(clause: Token, noun: Token, *, content: bool) -> bool:
    """Tell whether a clause that hangs on a noun is said to be so: of "news that", not of "reports that"."""
    lemma = noun.lemma_.lower()
    sure = lemma in _FACTS or (lemma in _NO_DOUBT and any(child.lower_ == "no" for child in noun.children))
    return sure if content and clause.dep_ != "relcl" else lemma not in _UNMADE


def _after_preposition(preposition: Token) -> bool:
    """Tell whether what stands behind a preposition was done: "by closing", not "missed out on signing"."""
    governor = preposition.head
    lived = {governor.lemma_.lower(), *(child.lemma_.lower() for child in governor.children if child.dep_ == "dobj")}
    if preposition.lower_ == "of" and lived & _LIVED:
        return True  # "the experience of being"
    if {governor.lemma_.lower(), governor.lower_} & _GUILTY:
        return True
    if governor.pos_ in SAYING and preposition.i < governor.i:
        return preposition.lower_ in _LINKS
    if governor.lemma_.lower() in _GOING_ON and any(child.dep_ == "prt" for child in governor.children):
        return True  # "went on", "carried on with"
    return preposition.lower_ in _BEFORE_GERUNDS


def _is_result(clause: Token, head: Token) -> bool:
    """Tell whether a clause is what came of another: ", so the strike will end"."""
    return any(
        child.lower_ == "so" and head.i < child.i < clause.i and clause.doc[child.i - 1].text == ","
        for child in (*head.children, *clause.children)
    )
