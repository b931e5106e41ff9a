"""Mistakes about which word is the verb of a sentence: without it the sentence tells nothing."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from sources.language import inflection
from sources.language.lexicon import COLLECTIVE_NOUNS, words
from sources.language.parsing.relations import NAMING, NOUN_SUBJECTS, finite_token, first_of, subject_of
from sources.language.parsing.repairs.registry import Pass, hang, repair

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

_HAPPENING = words("verbs_of_happening")
_NEVER_PASSIVE = words("verbs_without_a_passive")
_TWO_OBJECTS = words("verbs_with_two_objects")
_BETWEEN = frozenset(["also", "later", "then", "soon", "once", "only", "never", "always", "already"])
_SUBORDINATE = frozenset(["relcl", "acl", "advcl", "ccomp", "pcomp", "csubj"])
_OPENING = frozenset(["prep", "advmod", "npadvmod", "cc", "mark", "intj"])
_OF_A_NOUN = frozenset(["det", "poss", "amod", "compound", "nummod", "nmod", "quantmod"])
_LONG_YEAR = 4  # figures of "2012"
_PLURAL = frozenset(["NNS", "NNPS"])
_PERSONS = frozenset(["i", "we", "you", "they"])


def _ends_with_a_stop(token: Token) -> bool:
    return any(t.text in {".", "!"} for t in token.doc[-2:])


def _has_no_tense(token: Token) -> bool:
    return token.tag_ == "VB" and token.lemma_ != "be"


@repair(Pass.CLAUSES, deps={"ROOT"}, of=_has_no_tense)
def present_behind_its_subject(verb: Token) -> None:
    """Mend "Clerks in the harbour trade pay the toll.": "pay" was read as an infinitive."""
    subject = subject_of(verb)
    helped = any(c.dep_ in {"aux", "auxpass"} for c in verb.children)
    if subject is None or subject.i > verb.i or helped or subject.dep_ not in NOUN_SUBJECTS:
        return
    several = subject.tag_ in _PLURAL or subject.lower_ in _PERSONS or any(c.dep_ == "conj" for c in subject.children)
    if not several and subject.lower_ not in COLLECTIVE_NOUNS:
        return
    verb.tag_ = "VBP"
    for joined in [c for c in verb.children if c.dep_ == "conj" and c.tag_ == "VB"]:
        if not any(c.dep_ in {"aux", "auxpass"} for c in joined.children):
            joined.tag_ = "VBP"


def _goes_on_in_the_past(token: Token) -> bool:
    return token.tag_ == "VBN" and token.head.tag_ == "VBD" and token.head.pos_ == "VERB" and token.i > token.head.i


@repair(Pass.CLAUSES, deps={"conj"}, of=_goes_on_in_the_past)
def past_behind_a_past(verb: Token) -> None:
    """Mend "She had a son in May, and recorded two songs at 14": "recorded" was read as a participle."""
    first, doc = verb.head, verb.doc
    helped = any(c.dep_ in {"aux", "auxpass", "agent"} for c in (*verb.children, *first.children))
    edge = first_of(verb)
    joined = edge > 0 and doc[edge - 1].dep_ == "cc" and doc[edge - 1].head is first
    if helped or not joined or first.dep_ == "relcl" or subject_of(first) is None or subject_of(verb) is not None:
        return
    acts = any(c.dep_ == "dobj" and c.i > verb.i for c in verb.children) and verb.lemma_ not in _TWO_OBJECTS
    if (acts or verb.lemma_ in _HAPPENING | _NEVER_PASSIVE) and inflection.past(verb.lemma_) == verb.lower_:
        verb.tag_ = "VBD"


def _is_told_of_a_noun(token: Token) -> bool:
    noun = token.head
    told = token.tag_ in {"VBN", "VBD"} and noun.dep_ == "ROOT" and noun.pos_ in NAMING and token.i > noun.i
    return told and inflection.past(token.lemma_) == token.lower_ and _ends_with_a_stop(token)


@repair(Pass.REPORTS, deps={"acl"}, of=_is_told_of_a_noun)
def verb_of_a_noun_without_one(verb: Token) -> None:
    """Mend "Most of the boats involved some risk.": "involved" was read as a word for the boats."""
    noun = verb.head
    if any(c.dep_ in {"agent", "auxpass", "aux"} for c in verb.children) or not _tells(verb):
        return
    beside = [c for c in noun.children if c is not verb and c.dep_ not in _SUBORDINATE]
    if any(t.pos_ in {"VERB", "AUX"} and finite_token(t) is not None for t in beside):
        return
    verb.tag_ = "VBD"
    verb.head, verb.dep_ = verb, "ROOT"
    noun.head, noun.dep_ = verb, "nsubj"
    start = min((c.i for c in noun.children if c.dep_ in _OF_A_NOUN), default=noun.i)
    for child in list(noun.children):
        opens = child.i < min(start, noun.i) and child.dep_ in _OPENING
        if opens or child.i > verb.i:
            hang(child, verb, child.dep_ if child.dep_ != "appos" else "dep")


def _tells(verb: Token) -> bool:
    """Whether a past tense or participle behind a noun can only be a past tense: it acts, or others go on with it."""
    if verb.tag_ == "VBD" or verb.lemma_ in _HAPPENING | _NEVER_PASSIVE:
        return True
    if verb.doc[verb.i - 1].lower_ in _BETWEEN:
        return True
    by = [c for c in verb.children if c.lower_ == "by" and any(g.dep_ == "pcomp" for g in c.children)]
    goes_on = any(c.dep_ == "conj" and c.tag_ == "VBD" for c in verb.children)
    acts = any(c.dep_ == "dobj" and c.i > verb.i for c in verb.children) and verb.lemma_ not in _TWO_OBJECTS
    return bool(by) or goes_on or acts


def _lacks_a_subject(token: Token) -> bool:
    told = token.pos_ in {"VERB", "AUX"} and finite_token(token) is not None
    return told and token.tag_ != "VB" and subject_of(token) is None


@repair(Pass.CLAUSES, deps={"ROOT"}, of=_lacks_a_subject)
def day_that_sees_something(verb: Token) -> None:
    """Mend "Today marks the end of the strike.": "Today" was read as the time when something marks it."""
    opening = verb.doc[verb.sent_start]
    acts = verb.tag_ in {"VBZ", "VBD"} and any(c.dep_ == "dobj" for c in verb.children)
    if acts and opening.head is verb and opening.dep_ == "npadvmod" and opening.i + 1 == verb.i:
        opening.dep_ = "nsubj"


@repair(Pass.REPORTS, deps={"ROOT"}, of=_lacks_a_subject)
def subject_within_an_opening(verb: Token) -> None:
    """Mend "According to Holm the port was shut.": source and subject were read as one name."""
    doc, opening, finite = verb.doc, verb.doc[verb.sent_start], finite_token(verb)
    if opening.dep_ != "prep" or opening.head is not verb or finite is None:
        return
    first = opening.i + 1 + (doc[opening.i + 1].dep_ == "prep")  # behind "According to"
    edge = next((t.i for t in doc[first : finite.i] if t.pos_ == "PUNCT"), finite.i)
    place = _begins_anew(doc[first:edge])
    subject = _head_of(doc[place:edge]) if place is not None else None
    if place is None or subject is None:
        return
    before, top = doc[place - 1], subject
    while place <= top.head.i < edge:
        top = top.head
    holder, dep = top.head, top.dep_
    subject.head, subject.dep_ = verb, "nsubj"
    if before.head.i >= place:
        before.head, before.dep_ = holder, dep
    for word in doc[first : place - 1]:
        if word.head.i >= place:
            word.head = before
    for word in doc[place:edge]:
        if word.i < subject.i and word.head.i < place:
            word.head, word.dep_ = subject, word.dep_ if word.dep_ in _OF_A_NOUN else "compound"
    for child in [c for c in before.children if c.i > subject.i]:
        hang(child, subject, child.dep_)  # "in question", ", with the help of the port,"


def _begins_anew(phrase: list[Token]) -> int | None:
    """Return where a second phrase begins without a comma: "the" behind a noun, or a noun behind a year."""
    if any(t.pos_ in {"PUNCT", "CCONJ", "VERB"} for t in phrase):
        return None
    places = []
    for before, word in pairwise(phrase):
        figures = before.text.isdigit() and len(before.text) == _LONG_YEAR
        year = figures and word.pos_ in {"NOUN", "PROPN", "ADJ"}
        article = before.pos_ in NAMING and word.tag_ == "DT" and word.lower_ in {"the", "a", "an"}
        if year or article:
            places.append(word.i)
    return places[0] if len(places) == 1 else None


def _head_of(phrase: list[Token]) -> Token | None:
    """Return the noun of a phrase: the last one before its first preposition."""
    edge = next((k for k, t in enumerate(phrase) if t.pos_ == "ADP"), len(phrase))
    noun = phrase[edge - 1] if edge else None
    return noun if noun is not None and noun.pos_ in NAMING else None


def _may_be_a_verb(token: Token) -> bool:
    return token.tag_ == "NNS" and token.text.islower() and token.i > token.sent_start and _ends_with_a_stop(token)


@repair(Pass.CLAUSES, deps={"ROOT"}, of=_may_be_a_verb)
def verb_as_several_things(verb: Token) -> None:
    """Mend "This cut undermines the trust of the town.": "undermines" was read as a noun."""
    before = verb.doc[verb.i - 1]
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "compound"} and c.i == verb.i - 1), None)
    if subject is None or before.tag_ not in {"NN", "NNP"} or verb.doc.knows_noun(verb.lemma_):
        acted = subject is not None and subject.dep_ == "nsubj" and any(c.dep_ == "dobj" for c in verb.children)
        if not acted or before.tag_ not in {"NN", "NNP"}:
            return
    assert subject is not None
    verb.pos_, verb.tag_ = "VERB", "VBZ"
    subject.dep_ = "nsubj"
    for child in list(verb.children):
        if child is not subject and child.i < verb.i and child.dep_ in _OF_A_NOUN:
            hang(child, subject, child.dep_)
        elif child.i > verb.i and child.dep_ in {"appos", "npadvmod"} and child.pos_ in NAMING:
            child.dep_ = "dobj"
