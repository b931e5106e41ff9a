"""What the words around a noun say about it: a person, a description, a phrase set off by commas."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.splitting.clauses.drafts import NONE
from claims.splitting.rules import Ids
from sources.language import inflection, lexicon
from sources.language.parsing.relations import NOUN_SUBJECTS, RELATIVE, first_of, is_clause, last_of, subject_of

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

_SOLE = lexicon.words("sole_offices")
_DYING = lexicon.words("verbs_of_dying")
_KILLING = lexicon.words("verbs_of_killing")
DASHES = frozenset([",", "—", "--", "–", "("])


def is_person(head: Token) -> bool:
    """Whether a name is a person's: by the parser, or by a given name before the surname."""
    if head.pos_ != "PROPN" or head.lower_ in lexicon.ROLES:
        return False
    given = [c.lower_ for c in head.children if c.dep_ == "compound"]
    return head.ent_type_ == "PERSON" or any(g in lexicon.GIVEN_NAMES for g in given)


def is_dead(head: Token) -> bool:
    """Whether the sentence says that the person ``head`` died: then nobody "is" anything."""
    if any(c.lower_ == "late" and c.i < head.i for c in head.children):
        return True
    below = [t for c in head.children if c.dep_ in {"relcl", "appos", "acl"} for t in c.subtree]
    if any(t.lemma_ in _DYING and t.pos_ == "VERB" for t in below):
        return True
    while head.dep_ == "conj" and head.head.pos_ == "PROPN":
        head = head.head  # "Ana Ruiz, 24, and Tom Roe, 20, were killed"
    if head.dep_ == "attr" and (those := subject_of(head.head)) is not None:
        return any(c.dep_ == "acl" and c.lemma_ in _KILLING for c in those.children)  # "The two killed were Ana Ruiz"
    if head.dep_ in NOUN_SUBJECTS:
        if any(c.lower_ == "dead" and c.dep_ in {"oprd", "acomp"} for c in head.head.children):
            return True  # "was found dead"
        verbs = [head.head, *[c for c in head.head.children if c.dep_ == "conj"]]
        if any(v.lemma_ in _DYING for v in verbs):
            return True
        if head.dep_ == "nsubjpass" and head.head.lemma_ in _KILLING:
            return True
    return head.dep_ == "dobj" and head.head.lemma_ in _KILLING


def closed(token: Token) -> bool:
    """Whether a comma, a dash or the end of the sentence follows the phrase of ``token``."""
    after = last_of(token) + 1
    return after >= len(token.doc) or token.doc[after].pos_ == "PUNCT" or token.doc[after - 1].pos_ == "PUNCT"


def comma_before(token: Token) -> bool:
    """Whether a comma or a dash sets the phrase of ``token`` off from the words before it."""
    edge = first_of(token)
    return edge > 0 and token.doc[edge - 1].text in {",", "—", "--", "–"}


def is_credential(token: Token) -> bool:
    """Whether ``token`` is letters behind a name, such as "KC"."""
    return bool(re.fullmatch(lexicon.CREDENTIAL_PATTERN, token.text)) and not any(True for _ in token.children)


def is_definite(head: Token) -> bool:
    """Whether "the" or an owner says that a clause after the noun tells which one is meant."""
    return any(c.lower_ == "the" or c.dep_ == "poss" for c in head.children if c.dep_ in {"det", "poss"})


def is_about_the_head(clause: Token) -> bool:
    """Whether "who" or "which" is the subject of a relative clause, or owns it."""
    subject = subject_of(clause)
    return (
        subject is not None
        and is_clause(clause)
        and (subject.tag_ in RELATIVE or any(c.tag_ == "WP$" for c in subject.children))
    )


def a_or_an(first: Token) -> str:
    """Return the article for a noun phrase that begins with ``first``."""
    return inflection.indefinite_article(first.text)


def indefinite_the(noun: Token, ids: Ids) -> Ids:
    """Return the "the" of "the ferry firm Velta", a firm of many; none where only one can be so called."""
    words = [noun.doc[i] for i in sorted(ids)]
    article = words[0] if words and words[0].lower_ == "the" else None
    sort = noun.lower_ in lexicon.ROLES - lexicon.OFFICES and noun.tag_ == "NN"
    plain = all(t.dep_ in {"det", "amod", "compound", "nmod", "punct"} or t == noun for t in words)
    single = any(t.tag_ in {"JJS", "RBS"} or t.lower_ in lexicon.SINGLING or t.ent_type_ == "ORDINAL" for t in words)
    return frozenset({article.i}) if article is not None and sort and plain and not single else NONE


def be_form(head: Token) -> str:
    """Return the form of "be" that agrees with ``head``."""
    return "are" if head.tag_ in {"NNS", "NNPS"} and not head.text.isupper() else "is"


def with_article(ids: Ids, head: Token) -> tuple[Ids | str, ...]:
    """Put "a" before a bare trade ("researcher"), not before an office ("director of the institute")."""
    if the := indefinite_the(head, ids):
        return (a_or_an(head.doc[min(ids - the)]), ids - the)
    kids = [c for c in head.children if c.i in ids]
    if any(c.dep_ in {"det", "poss", "nummod"} for c in kids) or head.tag_ in {"NNS", "NNPS"}:
        return (ids,)
    first = head.doc[min(ids)]
    capital = any(c.text[:1].isupper() for c in kids) or first.text[0].isupper()
    trade = head.lower_ in lexicon.ROLES - lexicon.OFFICES and head.text.islower()  # "JAXA astronaut"
    office = any(c.dep_ == "prep" for c in kids) or (capital and not trade)
    if office and head.lower_ not in {"spokesman", "spokeswoman", "spokesperson", "member"}:
        return (ids,)
    return (a_or_an(first), ids)


def one_of_many(ids: Ids, noun: Token) -> tuple[Ids | str, ...]:
    """Return a description right before a name: "the senator Ana Ruiz" is one of many, a mayor is not."""
    words = [noun.doc[i] for i in sorted(ids)]
    plain = all(t.dep_ in {"det", "amod", "compound", "nmod", "punct"} or t == noun for t in words)
    single = any(t.tag_ in {"JJS", "RBS"} or t.lower_ in lexicon.SINGLING or t.ent_type_ == "ORDINAL" for t in words)
    if words[0].lower_ != "the" or noun.tag_ != "NN" or noun.lower_ in _SOLE or not plain or single or len(words) < 2:
        return with_article(ids, noun)
    return (a_or_an(words[1]), ids - {words[0].i})
