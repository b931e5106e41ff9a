"""Mistakes about where a relative clause ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.language.lexicon import SAY
from sources.language.parsing.relations import (
    FINITE,
    NAMING,
    RELATIVE,
    finite_token,
    first_of,
    last_of,
    subject_of,
)
from sources.language.parsing.repairs.registry import Pass, hang, repair

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

_VERBAL = frozenset(["VERB", "AUX"])


def _tells_of_which(token: Token) -> bool:
    subject = subject_of(token)
    return token.lemma_ in SAY and subject is not None and subject.tag_ not in RELATIVE and subject.i < token.i


@repair(Pass.CLAUSES, deps={"relcl"}, of=_tells_of_which)
def report_within_a_relative_clause(verb: Token) -> None:
    """Mend "The pier, which Ruiz warned in May was unsafe, fell": "was" was read as the verb of the pier."""
    doc, noun = verb.doc, verb.head
    which = doc[first_of(verb)]
    own = which.tag_ in RELATIVE and which.head is verb and doc[which.i - 1].text == ","
    start = last_of(verb) + 1
    if not own or noun.pos_ not in NAMING or start >= len(doc) or any(c.dep_ == "ccomp" for c in verb.children):
        return
    opening = doc[start]
    told = opening.head if opening.dep_ in {"aux", "auxpass"} else opening
    if told.pos_ not in _VERBAL or opening.tag_ not in FINITE or finite_token(told) is not opening:
        return
    later = _verb_behind_the_comma(told)
    if later is None or subject_of(told) not in {None, noun} or (told is not noun.head and told.head is not later):
        return
    passive = any(c.dep_ == "auxpass" for c in later.children)
    if later.head is told:
        later.head, later.dep_ = (told.head, told.dep_) if told.head is not told else (later, "ROOT")
        if later.tag_ == "VB":
            later.tag_ = "VBP"
    told.head, told.dep_ = verb, "ccomp"
    hang(noun, later, "nsubjpass" if passive else "nsubj")
    for child in [c for c in told.children if c.i >= later.i and c is not later]:
        hang(child, later, child.dep_)
    hang(which, told, "nsubjpass" if any(c.dep_ == "auxpass" for c in told.children) else "nsubj")


def _goes_on_a_report(token: Token) -> bool:
    subject = subject_of(token)
    return token.head.lemma_ in SAY and token.head.i < token.i and subject is not None and subject.pos_ in NAMING


@repair(Pass.CLAUSES, deps={"conj"}, of=_goes_on_a_report)
def that_taken_into_a_relative_clause(verb: Token) -> None:
    """Mend "argued that the money, which was never hidden, went to a school": "that" was hung on "hidden"."""
    report, noun = verb.head, subject_of(verb)
    that = verb.doc[report.i + 1]
    if noun is None or that.lower_ != "that" or that.dep_ != "mark" or not that.i < noun.i < that.head.i < verb.i:
        return
    within = noun in that.head.ancestors and any(c.dep_ == "relcl" for c in noun.children)
    if within and all(t.head is noun for t in verb.doc[that.i + 1 : noun.i]):
        hang(that, verb, "mark")
        verb.dep_ = "ccomp"


def _said_of_which(token: Token) -> bool:
    return (
        token.dep_ == "acl" and token.lemma_ in SAY and token.tag_ in {"VBD", "VBN"} and token.head.i == token.i - 1
    )


@repair(Pass.CLAUSES, deps={"acl"}, of=_said_of_which)
def report_read_as_a_participle(verb: Token) -> None:
    """Mend "The fund, which auditors reported had lost money, closed": "reported" was read as of the auditors."""
    source = verb.head
    told = source.head
    which = verb.doc[first_of(told)]
    if told.dep_ != "relcl" or source.dep_ != "nsubj" or which.tag_ not in {"WDT", "WP"} or which.head is not told:
        return
    following = verb.doc[last_of(verb) + 1]
    if finite_token(told) is not following or which.i > source.i:
        return
    verb.head, verb.dep_, verb.tag_ = told.head, "relcl", "VBD"
    source.head = verb
    told.head, told.dep_ = verb, "ccomp"
    which.dep_ = "nsubjpass" if any(c.dep_ == "auxpass" for c in told.children) else "nsubj"


def _verb_behind_the_comma(told: Token) -> Token | None:
    """Return the verb that goes on the sentence behind the clause of ``told``; None where none surely does."""
    doc = told.doc
    comma = next((t.i for t in doc[told.i + 1 :] if t.text == ","), None)
    if comma is None or comma + 1 >= len(doc):
        return None
    opening = doc[comma + 1]
    later = opening.head if opening.dep_ in {"aux", "auxpass"} else opening
    if later.pos_ not in _VERBAL or later.tag_ == "VBG" or subject_of(later) not in {None, subject_of(told)}:
        return None
    bare = later.tag_ == "VB" and finite_token(later) is None and later.head is told
    tensed = finite_token(later) is opening
    return later if bare or tensed else None


def _has_two_subjects(token: Token) -> bool:
    return sum(c.dep_ == "nsubj" for c in token.children) > 1


@repair(Pass.CLAUSES, deps={"relcl"}, of=_has_two_subjects)
def some_of_which_is_the_object(verb: Token) -> None:
    """Mend "40 books, most of which the pupils never read": the pupils read; most of the books is what they read."""
    some = verb.doc[first_of(verb)]
    of = verb.doc[some.i + 1]
    if some.dep_ != "nsubj" or some.head is not verb or of.lower_ != "of" or verb.doc[of.i + 1].tag_ not in RELATIVE:
        return
    some.dep_ = "dobj"
    if some.pos_ == "PRON":
        some.pos_ = "ADJ"
    hang(of, some, "prep")
