"""Verbs that the parser joined to another, and that surely make no clause of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.language import inflection, lexicon
from sources.language.parsing.relations import NAMING, RELATIVE, finite_token, first_of, subject_of

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

_ORDERING = lexicon.words("ordering_verbs")
_ASKING = frozenset(["why", "how"])
_CONDITIONS = frozenset(["if", "when", "where"])
_OF_SEVERAL = frozenset(["i", "we", "they", "you"])
_PARTICIPLES = frozenset(["VBN", "VBD"])


def is_part_of_the_clause(verb: Token, joined: Token) -> bool:
    """Whether a verb joined to ``verb`` stays in its clause, which then says all of it."""
    if any(c.dep_ == "nsubj" and c.i > joined.i and finite_token(joined) is joined for c in joined.children):
        return joined.lemma_ != "be"  # "spoke in Turkish, and yelled “Salve”"
    subject = subject_of(joined)
    if subject is None:
        return _goes_on_a_condition(joined) or _may_describe(verb, joined)
    if joined.doc[-1].text != "?" and _is_a_question_inside(verb, joined, subject):
        return True
    return _borrows_its_tense(joined, subject) or _is_misread(joined, subject)


def _goes_on_a_condition(joined: Token) -> bool:
    """Handle "A fee is due, if and where found fit": what is found was joined to "is due"."""
    joint = first_of(joined) - 1
    return joint > 0 and joined.doc[joint].lower_ == "and" and joined.doc[joint - 1].lower_ in _CONDITIONS


def _may_describe(verb: Token, joined: Token) -> bool:
    """Whether a verb may be an adjective: "They ask that maps show roads, and improved parking"."""
    finite, following = finite_token(verb), joined.doc[min(joined.i + 1, len(joined.doc) - 1)]
    past = (
        joined.tag_ == "VBD" and joined.lower_ == inflection.participle(joined.lemma_) and subject_of(joined) is None
    )
    now = finite is not None and finite.tag_ in {"VBP", "VBZ"} and finite.lemma_ not in {"have", "be"}
    bare = following.tag_ in {"NN", "NNS"} and following.dep_ in {"dobj", "compound"}
    return past and now and bare and joined.doc[joined.i - 1].dep_ == "cc"


def _is_a_question_inside(verb: Token, joined: Token, subject: Token) -> bool:
    """Handle "many views and what is new", "fires, some of which spread", "how it began and what you can do"."""
    asking = [t for t in (subject, *[t for c in subject.children for t in c.children]) if t.tag_ in {"WDT", "WP"}]
    told = any(c.dep_ in {"acl", "relcl"} for c in subject.children)  # "and what followed shook the town"
    if not told and any(t.lower_ != "that" for t in asking):
        return True
    if any(c.dep_ == "advmod" and c.lower_ in _ASKING and c.i < joined.i for c in joined.children):
        return True  # "but now why should it be there": a question without its mark
    opened = [clause.doc[first_of(clause)].tag_ for clause in (verb, joined)]
    held = subject.pos_ == "VERB" and subject.lemma_ in lexicon.HOLD | lexicon.THINK and opened[1] in RELATIVE
    return held or (verb.dep_ == "ccomp" and all(tag in RELATIVE | {"WRB"} for tag in opened))


def _borrows_its_tense(joined: Token, subject: Token) -> bool:
    """Handle "halls were shut and staff told to leave", "with Holm, Brenn and the wider area to help those hurt"."""
    own = [c for c in joined.children if c.i > joined.i]
    bare = joined.tag_ in _PARTICIPLES and not any(c.dep_ in {"aux", "auxpass"} for c in joined.children)
    if not bare or joined.lower_ != inflection.participle(joined.lemma_):
        return False
    ordered = joined.lemma_ in _ORDERING and any(c.dep_ == "xcomp" and c.tag_ == "VB" for c in own)
    if ordered and not any(c.dep_ in {"dobj", "dative"} for c in own):
        return True
    behind_a_joint = joined.doc[first_of(joined) - 1].dep_ == "cc"
    return joined.tag_ == "VBN" and subject.dep_ == "nsubj" and not behind_a_joint


def _is_misread(joined: Token, subject: Token) -> bool:
    """Whether the subject of a verb shows that the parser read the words as another sentence.

    "said fees were right but insisted progress had been made", "a baker and IT wizard Tom Roe", "put maps here, and
    plans on the wall I was facing".
    """
    finite, opening = finite_token(joined), joined.doc[first_of(joined)]
    if subject.text == "IT" or subject.tag_ in {"PRP$", "WRB"}:
        return True
    if finite is not None and finite.tag_ == "VBZ" and subject.lower_ in _OF_SEVERAL:
        return True
    if opening.dep_ == "amod" and opening.tag_ in _PARTICIPLES and opening.lemma_ in lexicon.SAY:
        return True
    fronted = any(c.dep_ == "dobj" and c.pos_ in NAMING and c.i < subject.i for c in joined.children)
    return fronted and joined.doc[first_of(subject) - 1].text != ","
