"""Tests whether a pronoun may point at a noun: "it" may point at nothing, a measure is never meant."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sources.language import lexicon
from sources.language.parsing.relations import NOUN_SUBJECTS, first_of, subject_of

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

SPANS = lexicon.words("span_nouns")

_PARTS = lexicon.words("part_words")
_GIVING = lexicon.words("giving_verbs")
_THINGS = lexicon.words("thing_pronouns")
_MEASURES = frozenset(["QUANTITY", "DATE", "TIME", "MONEY", "PERCENT", "ORDINAL"])
_UNITS = lexicon.words("counted_units")
_IMPERSONAL = lexicon.words("impersonal_verbs")
_SAID_OF_THINGS = lexicon.words("adjectives_of_things")
_TOLD_OF_IT = frozenset(["that", "if", "when", "whether", "for", "because", "how"])
_HELD = lexicon.words("verbs_held_by_nobody") | {"know"}


def is_sure(subject: Token, verb: Token, pronoun: Token, fits: Callable[[Token, Token], bool]) -> bool:
    """Whether a thing or a group is what "it" or "they" means: no other noun between could be meant as well.

    Within its own clause "its" is the subject's; the clause around it is sure only without a rival.
    """
    if pronoun.lower_ not in _THINGS:
        between = verb.doc[subject.i + 1 : pronoun.i]
        objects = [t for t in between if t.dep_ in {"dobj", "dative", "pobj"} and t.head.i >= verb.i]
        # "Holm told the minister, Tom Roe, in his office"
        named = [
            t for t in between if t.pos_ == "PROPN" and (t in objects or (t.dep_ == "appos" and t.head in objects))
        ]
        return not any(t.ent_type_ == "PERSON" and fits(t, pronoun) for t in named)
    own = next((t for t in pronoun.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    while own is not None and own != verb and subject_of(own) is None and own.dep_ in {"xcomp", "conj", "pcomp"}:
        own = own.head
    if subject.lower_ in lexicon.PRONOUNS:
        return True
    if own == verb:
        return not _has_rival_in_clause(subject, pronoun, fits)
    if says_of(subject, pronoun):
        return False
    inner = [t for t in subject.subtree if t.dep_ == "pobj" and t.tag_ in {"NNS", "NNPS"} and not is_measure(t)]
    people = subject.lemma_.lower() in lexicon.PEOPLE | lexicon.ROLES
    if pronoun.lower_ == "their" and not people and any(fits(t, pronoun) for t in inner):
        return False  # "The disputes of the two towns go on, though their trade has grown"
    says = verb.lemma_ in lexicon.SAY | lexicon.HOLD and own is not None and own.dep_ == "ccomp"
    after = verb.i if says else first_of(verb)
    inside = set(subject.subtree)
    rivals = [
        t for t in verb.doc[: pronoun.i]
        if t.pos_ in {"NOUN", "PROPN"} and t not in inside and t.dep_ != "compound"
        and (t.i > after or t.dep_ in NOUN_SUBJECTS)
    ]  # fmt: skip
    return not any(fits(rival, pronoun) for rival in rivals)


def _has_rival_in_clause(subject: Token, pronoun: Token, fits: Callable[[Token, Token], bool]) -> bool:
    """Whether "its" may mean another name of its clause: "Nordline bought Acme and cut its staff"."""
    owner = pronoun.head
    listed = {"its": "NN", "their": "NNS"}.get(pronoun.lower_)
    if owner.dep_ == "conj" and owner.head.tag_ == listed and not is_measure(owner.head):
        return True  # "the ferry and its dock"
    if any(t.lower_ == "with" and t.i and t.doc[t.i - 1].text == "," for t in pronoun.ancestors):
        return True  # "..., with its president ...": the clause around may be meant
    inside = set(subject.subtree)
    between = [t for t in pronoun.doc[subject.i + 1 : pronoun.i] if t.pos_ == "PROPN" and t not in inside]
    placed = [t for t in between if t.dep_ == "pobj" and t.head.lower_ in {"in", "from", "to", "at", "near", "into"}]
    return any(t.dep_ != "compound" and t not in placed and fits(t, pronoun) for t in between)


def says_of(noun: Token, pronoun: Token) -> bool:
    """Whether ``noun`` is the subject above an "it" that is none: "Lund bought it", "The board says we need it"."""
    object_ = pronoun.dep_ not in NOUN_SUBJECTS and pronoun.tag_ != "PRP$"
    reports = noun.head.lemma_ in lexicon.SAY | lexicon.HOLD and noun.head in pronoun.ancestors
    own = next((t for t in pronoun.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    return object_ and noun.dep_ in NOUN_SUBJECTS and (reports or noun.head == own)


def is_measure(noun: Token) -> bool:
    """Whether a noun tells a time or an amount, which no pronoun means."""
    return noun.ent_type_ in _MEASURES or noun.lower_ in SPANS | _UNITS


def in_apposition(pronoun: Token) -> bool:
    """Whether "its" owns an apposition ("the mission, its last"): the owner is seldom the noun before."""
    return pronoun.tag_ == "PRP$" and pronoun.head.dep_ == "appos"


def part_of(pronoun: Token) -> bool:
    """Whether the pronoun tells of what a number is a part ("half of them"): seldom the noun named last."""
    prep = pronoun.head
    return prep.lower_ == "of" and pronoun.dep_ == "pobj" and (
        prep.head.pos_ in {"NUM", "PRON", "DET", "ADJ"} or prep.head.lower_ in _PARTS
    )  # fmt: skip


def given_to(pronoun: Token) -> bool:
    """Whether "her" was read as an owner in "giving her drops", where it may tell who was given them."""
    thing = pronoun.head
    kin = thing.lower_ in lexicon.CHILD | lexicon.PARENTS | lexicon.FEMALE | lexicon.MALE
    return (
        pronoun.lower_ == "her" and pronoun.tag_ == "PRP$" and thing.dep_ == "dobj" and not kin
        and thing.head.lemma_ in _GIVING and thing.tag_ == "NNS" and thing.head.i == pronoun.i - 1
    )  # fmt: skip


def in_other_clause(noun: Token, pronoun: Token) -> bool:
    """Whether ``noun`` is part of a clause that the pronoun is no part of ("results, out in May, show it")."""
    clauses = [t for t in noun.ancestors if t.dep_ in {"acl", "relcl"}]
    return any(pronoun not in clause.subtree for clause in clauses)


def within_relative(pronoun: Token) -> bool:
    """Whether the noun of the relative clause around the pronoun may be meant as well."""
    return any(t.dep_ == "relcl" for t in pronoun.ancestors)


def expletive(token: Token) -> bool:
    """Whether "it" means nothing ("it is clear that", "it rains")."""
    if token.dep_ == "expl":
        return True
    verb = token.head
    after = token.doc[token.i + 1 : token.i + 4]
    made = token.i and token.doc[token.i - 1].lemma_ in {"make", "find", "think", "consider", "deem", "keep"}
    if made and after and after[0].pos_ == "ADJ" and any(t.lower_ in {"to", "that", "for"} for t in after):
        return True  # "make it hard to live"
    if len(after) == 3 and after[0].lemma_ == "be" and after[1].tag_ == "VBN" and after[2].lower_ == "that":
        return True
    if len(after) > 1 and after[0].lemma_ == "be" and after[1].lower_ in lexicon.IT_IS:
        return True
    clausal = any(_goes_with_it(c) for c in verb.children if c.i > verb.i)
    if token.dep_ in NOUN_SUBJECTS and verb.lemma_ in _IMPERSONAL:
        return verb.lemma_ in {"rain", "snow"} or clausal or _takes_time(verb)
    described = any(c.dep_ in {"acomp", "attr"} for c in verb.children)
    nested = any(
        g.dep_ == "ccomp" or (g.dep_ == "xcomp" and c.lower_ not in _SAID_OF_THINGS)
        for c in verb.children
        if c.dep_ in {"acomp", "attr"}
        for g in c.children
    )
    ready = any(c.dep_ == "acomp" and c.lower_ in _SAID_OF_THINGS for c in verb.children)
    clausal = clausal and not (ready and not any(c.dep_ == "ccomp" for c in verb.children))
    if any(c.dep_ == "acomp" and c.lower_ in lexicon.IT_IS for c in verb.children) and token.dep_ in NOUN_SUBJECTS:
        return True
    said = any(c.dep_ == "ccomp" for c in verb.children)  # "It is predicted to pass" is said of a thing
    passive = any(c.dep_ == "auxpass" for c in verb.children) and verb.lemma_ in lexicon.SAY | lexicon.HOLD | _HELD
    return token.dep_ in NOUN_SUBJECTS and ((described and (clausal or nested)) or (passive and said))


def _goes_with_it(clause: Token) -> bool:
    """Whether "it" may stand for a clause behind its verb: "it is a shame to go", not "it fell, killing two"."""
    if clause.dep_ in {"ccomp", "xcomp", "csubj"}:
        return True
    return clause.dep_ == "advcl" and any(
        c.tag_ == "TO" or c.lower_ in _TOLD_OF_IT for c in clause.children if c.i < clause.i
    )


def _takes_time(verb: Token) -> bool:
    """Whether "it takes" time or strength to do something, rather than something that is taken."""
    taken = [c for c in verb.children if c.dep_ in {"dobj", "npadvmod", "attr", "dative"}]
    return verb.lemma_ == "take" and any(
        c.ent_type_ in {"TIME", "DATE"} or any(_goes_with_it(g) or g.dep_ in {"acl", "relcl"} for g in c.children)
        for c in taken
    )
