"""Lists of subjects: which cannot be divided, and how the verb agrees with one member alone."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from claims.splitting.clauses.drafts import Alternative
from claims.splitting.clauses.lists import members_of
from claims.splitting.rules import Ids
from sources.language import inflection, lexicon
from sources.language.parsing.relations import finite_token, subject_of

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

_DESCRIBING = lexicon.words("describing_participles")
_AGREEING = lexicon.words("agreeing_verbs")
_ACCORDS = lexicon.words("accords")
_TOGETHER = lexicon.words("words_of_several_together")


def stands_together(verb: Token) -> bool:
    """Whether the clause says something that its subjects or objects do to each other."""
    words = {t.lower_ for t in verb.subtree}
    if words & _TOGETHER:
        return True
    if any(c.lower_ in {"both", "all"} and c.dep_ in {"advmod", "dep", "appos", "det"} for c in verb.children):
        return True  # "A and B will both ..."
    if any(t.lower_ == "each" and t.dep_ == "nsubj" for t in verb.subtree):
        return True  # "..., with each paying half"
    if {"each", "one"} & words and {"other", "another"} & words and _reciprocal(verb):
        return True
    if (
        _are_one_thing(verb)
        or _makes_an_accord(verb)
        or (verb.lemma_ == "fall" and any(c.lower_ == "out" for c in verb.children))
    ):
        return True
    if verb.lower_ in _DESCRIBING and any(c.dep_ == "dobj" and c.tag_ == "NNS" for c in verb.children):
        return True  # "A and B are sobering reminders", read as a verb with its object
    acts = {verb.lemma_, *[c.lemma_ for c in verb.children if c.dep_ == "xcomp"]}  # "will continue to meet"
    return bool(acts & (lexicon.COLLECTIVE - {"sign", "share", "agree", "fight", "separate"}))


def _are_one_thing(verb: Token) -> bool:
    """Handle "The Lions and the Bears were the model": several are called one thing, which no one of them need be."""
    subject = subject_of(verb)
    listed = subject is not None and any(c.dep_ == "conj" for c in subject.children)
    called = [c for c in verb.children if c.dep_ == "attr" and c.tag_ == "NN" and c.i > verb.i]
    return listed and any(d.lower_ in {"a", "an", "the"} for noun in called for d in noun.children if d.dep_ == "det")


def _makes_an_accord(verb: Token) -> bool:
    """Whether several sign or are to sign "an agreement": it is one, and between them."""
    acts = [verb, *[c for c in verb.children if c.dep_ == "xcomp"]]
    objects = [c for act in acts if act.lemma_ in _AGREEING | {"have"} for c in act.children if c.dep_ == "dobj"]
    return any(c.lemma_ in _ACCORDS and any(d.lower_ in {"a", "an"} for d in c.children) for c in objects)


def _reciprocal(verb: Token) -> bool:
    tokens = [t.lower_ for t in verb.doc]
    pairs = set(pairwise(tokens))
    return ("each", "other") in pairs or ("one", "another") in pairs


def one_thing(subject: Token) -> bool:
    """Whether a list takes a singular verb ("Fish and chips is a dish"), and so is one thing."""
    finite = finite_token(subject.head)
    joints = [c for m in members_of(subject) for c in m.children if c.dep_ == "cc"]
    listed = any(c.dep_ == "conj" for c in subject.children) and any(c.lower_ == "and" for c in joints)
    return listed and finite is not None and (finite.tag_ == "VBZ" or finite.lower_ == "was")


def only_these(subject: Token) -> bool:
    """Whether "only" or the like holds for the whole list of subjects."""
    return any(t.lower_ in {"only", "just", "between", "except"} for t in subject.subtree if t.i <= subject.i + 1)


def plural_subject(verb: Token) -> bool:
    """Whether the subject of ``verb`` is more than one."""
    subject = subject_of(verb)
    return subject is not None and (
        subject.tag_ in {"NNS", "NNPS"}
        or subject.lower_ == "those"
        or (subject.tag_ == "CD" and subject.lower_ not in {"one", "1"})  # "The two killed were Holm and Roe"
        or any(c.dep_ == "conj" for c in subject.children)
    )


def agreement(verb: Token, alternative: Alternative, inherited: Ids) -> dict[int, str]:
    """Make the verb agree with one member of what was a list of subjects."""
    finite = finite_token(verb)
    if inherited and verb.tag_ == "VBN":
        finite = None
    many = is_plural(alternative) or alternative.head.lower_ in {"i", "you", "we"}
    if many and not inherited:
        return {}
    if inherited and (finite is None or finite == verb):
        finite = next(
            (verb.doc[i] for i in sorted(inherited) if verb.doc[i].tag_ in {"VBD", "VBP", "VBZ", "MD"}), None
        )
    if many:
        return {finite.i: inflection.agree(finite.text, finite.lemma_, plural=True)} if finite is not None else {}
    if finite is None or finite.tag_ not in {"VBP", "VBD"} or (finite.tag_ == "VBD" and finite.lemma_ != "be"):
        return {}
    return {finite.i: inflection.agree(finite.text, finite.lemma_, plural=False)}


def is_plural(alternative: Alternative) -> bool:
    """Whether a subject takes a plural verb."""
    head = alternative.head
    team = any(c.dep_ == "det" for c in head.children)  # "the Foxes"
    if head.tag_ in {"NNS", "NNPS"} and head.ent_type_ == "PERSON" and head.text[:1].isupper() and not team:
        return False  # "Tom Rowers"
    if head.lower_ == "all" and any(c.dep_ == "relcl" for c in head.children):
        return True
    if head.tag_ == "JJ" and any(c.lower_ == "the" for c in head.children if c.dep_ == "det"):
        return True  # "the dead"
    if head.pos_ == "NUM" and head.lower_ not in {"one", "1"}:
        return True  # "six injured"
    if head.tag_ in {"NNS", "NNPS"} or head.lower_ in {
        "they",
        "we",
        "you",
        "these",
        "those",
        "many",
        "few",
        "both",
        "some",
    }:
        return True
    if any(c.dep_ == "nummod" and c.lower_ not in {"one", "1"} for c in head.children) and head.tag_ == "NN":
        return True  # "21 aircraft"
    if head.text == "%" or head.lower_ in {"percent", "cent"}:
        return True  # "63% of women are"
    return any(c.dep_ == "conj" and c.i in alternative.ids for c in head.children)
