"""What the words of a parse are to each other: subjects, tensed verbs, edges, and who may be meant by "who"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.language.lexicon import FEMALE, MALE, ORGANISATIONS, PEOPLE, ROLES, words

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

NOUN_SUBJECTS = frozenset(["nsubj", "nsubjpass"])
"""Labels of subjects that are somebody or something."""
SUBJECTS = NOUN_SUBJECTS | {"csubj", "csubjpass"}
"""Labels of subjects, clauses among them ("That it rained surprised nobody")."""
NOMINAL = frozenset(["NOUN", "PROPN", "PRON", "NUM"])
"""Kinds of words that can be a subject."""
NAMING = frozenset(["NOUN", "PROPN"])
"""Those of them that name something."""
RELATIVE = frozenset(["WDT", "WP", "WP$", "WRB"])
"""Tags of "which", "who", "whose" and "where"."""
FINITE = frozenset(["VBD", "VBP", "VBZ", "MD"])
"""Tags of words that carry a tense."""
_KNOWN_PEOPLE = ROLES - ORGANISATIONS | PEOPLE | FEMALE | MALE
_VOICELESS = words("voiceless_nouns")


def subject_of(verb: Token) -> Token | None:
    """Return the subject of ``verb``, the last one where the parser found several."""
    expletive = subject = None
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            subject = child
        elif child.dep_ == "expl":
            expletive = child
    return subject if subject is not None else expletive


def finite_token(verb: Token) -> Token | None:
    """Return the word that carries the tense: the first auxiliary, or the verb itself."""
    auxiliaries: list[Token] = [c for c in verb.children if c.dep_ in {"aux", "auxpass"} and c.i < verb.i]
    for auxiliary in auxiliaries:
        if auxiliary.tag_ in FINITE:
            return auxiliary
    if verb.tag_ in FINITE:
        return verb
    # "While both ports operated under ...": a past tense read as a participle.
    told = verb.tag_ == "VBN" and not auxiliaries and any(c.dep_ == "nsubj" and c.i < verb.i for c in verb.children)
    return verb if told else None


def first_of(token: Token) -> int:
    """Return the first token under ``token``."""
    return min(t.i for t in token.subtree) if token.doc.moved else token.left_edge


def last_of(token: Token) -> int:
    """Return the last token under ``token``."""
    return max(t.i for t in token.subtree) if token.doc.moved else token.right_edge


def is_clause(token: Token) -> bool:
    """Whether ``token`` is a verb with a tense of its own."""
    return token.pos_ in {"VERB", "AUX"} and finite_token(token) is not None


def may_be_person(noun: Token) -> bool:
    """Whether "who" could mean ``noun``."""
    lowered, lemma = noun.lower_, noun.lemma_.lower()
    return noun.ent_type_ == "PERSON" or noun.pos_ in {"PROPN", "PRON"} or bool({lowered, lemma} & _KNOWN_PEOPLE)


def is_voiceless(noun: Token) -> bool:
    """Whether a subject surely says nothing and cannot be asked: "there", a price, a pump."""
    return noun.dep_ == "expl" or (noun.pos_ == "NOUN" and noun.lemma_.lower() in _VOICELESS)


def is_order(verb: Token) -> bool:
    """Whether a sentence is an order: its verb has no tense, no helper and nobody who acts."""
    return verb.dep_ == "ROOT" and verb.tag_ == "VB" and subject_of(verb) is None
