"""Whether a phrase set off behind a noun surely says what that noun is: otherwise it stays where it is.

"Ana Ruiz, the mayor of Tarvel, resigned" says that Ana Ruiz is the mayor. "He thanked Velta, the regulator and the
people of Tarvel" does not say that Velta is the regulator, and "prices fell in May, a trend that worried the bank"
does not say that May is a trend.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.splitting.clauses.nouns import DASHES, comma_before, is_definite, is_person
from claims.splitting.clauses.titles import title_tokens
from sources.language import lexicon
from sources.language.parsing.relations import (
    NOMINAL,
    NOUN_SUBJECTS,
    first_of,
    last_of,
    may_be_person,
    subject_of,
)

if TYPE_CHECKING:
    from claims.splitting.rules import Ids
    from sources.language.parsing.tree import Token

_SUMMING = lexicon.words("summing_nouns")
_AGENTS = tuple(lexicon.lines("endings_of_agents"))
_MORE_OF_A_NAME = frozenset(["&", "or", "and", "/", "-"])
_SEVERAL = frozenset(["NNS", "NNPS"])
_STEM = 6  # letters
_VERBS = frozenset(["VBD", "VBN", "VBZ", "VBP", "VB"])
_PLACES = frozenset(["GPE", "LOC"])


def surely_the_same(head: Token, child: Token) -> bool:
    """Whether the description ``child`` behind ``head`` surely tells what ``head`` is."""
    if not _beside(head, child) or _of_a_list(head, child) or child.ent_type_ in {"DATE", "TIME"}:
        return False
    if (head.tag_ in _SEVERAL) != (child.tag_ in _SEVERAL) and head.tag_ != "NNPS" and head.ent_type_ != "ORG":
        return False
    tied = head.dep_ == "pobj" and head.head.dep_ == "prep" and head.head.head.pos_ in NOMINAL
    if tied and head.tag_ == "NNPS" and child.tag_ not in _SEVERAL:
        return False  # "the Treaty on Drugs, the frame of ..."
    if _opens_without_subject(head) or child.lower_ in _SUMMING or _of_a_day(child):
        return False
    if (many := one_of(child)) is not None:
        return _is_one_of(head, many)
    if child.lower_ == "one":
        return False  # "the service of Velta – the one he likes": the service is
    determiner = next((c.lower_ for c in child.children if c.dep_ == "det"), "")
    if head.pos_ != "PROPN" and not head.text[:2].isupper():  # "COVID-19" is read as a noun
        somebody = child.lower_ in lexicon.ROLES | lexicon.PEOPLE and child.lower_ not in lexicon.ORGANISATIONS
        if somebody and not may_be_person(head):
            return False
        if _words_of(head) & _words_of(child):
            return False  # "an agreement, a recent agreement": said again, not explained
        return before_the_verb(head, child) or (determiner in {"a", "an"} and not _within_another(head))
    if child.lower_ == "part" and head.ent_type_ in _PLACES and not any(_is_of_a_place(c) for c in child.children):
        return False  # "gave a speech in Lorn, part of a long tour": the speech is
    full_name = any(c.dep_ == "compound" for c in head.children)
    if is_person(head) and full_name:
        return determiner in {"a", "an"} or _names_a_person(child)
    if head.ent_type_ in _PLACES and child.lower_ in lexicon.PLACES:
        return True
    outer = head.head.head if _within_another(head) else None
    several = outer is not None and outer.tag_ in _SEVERAL and child.tag_ not in _SEVERAL  # "heads of Havn, a body"
    return outer is None or several or child.lower_ in lexicon.COLLECTIVE_NOUNS


def one_of(child: Token) -> Token | None:
    """Return the plural of "one of the largest ports", or the adjective of "one of the oldest"."""
    of = next((c for c in child.children if c.dep_ == "prep" and c.lower_ == "of" and c.i == child.i + 1), None)
    many = next((c for c in of.children if c.dep_ == "pobj"), None) if child.lower_ == "one" and of else None
    definite = many is not None and any(c.lower_ == "the" or c.dep_ == "poss" for c in many.children)
    return many if definite else None


def _is_one_of(head: Token, many: Token) -> bool:
    """Whether ``head`` is of the kind that "one of the largest ports" names: no person is one of the ports."""
    if head.dep_ not in NOUN_SUBJECTS | {"dobj", "attr"} and head.pos_ != "PROPN":
        return False
    if head.tag_ not in {"NN", "NNP"} or _within_another(head) or any(c.dep_ == "conj" for c in head.children):
        return False
    if head.pos_ != "PROPN" and not is_definite(head):
        return False  # no reader knows which "a pier" is
    if many.tag_ in {"JJS", "RBS"}:
        return True  # of its own kind
    somebody = _names_a_person(many) and many.pos_ != "PROPN"
    if is_person(head) or somebody:
        return is_person(head) and somebody
    return head.ent_type_ not in _PLACES or many.lemma_ in lexicon.PLACES


def _is_of_a_place(prep: Token) -> bool:
    """Whether a phrase ties something to a place: "of Brenn", "of the county"."""
    return any(c.ent_type_ in _PLACES or c.lower_ in lexicon.PLACES for c in prep.children)


def surely_named(head: Token, name: Token) -> bool:
    """Whether the description ``head`` surely belongs to the ``name`` behind it: "the mayor of Tarvel, Ana Ruiz"."""
    if head.tag_ != "NN" and not is_office_of(head, name):
        return False
    if not _beside(head, name, of_head=True) or _of_a_list(head, name):
        return False
    if any(c.lower_ in {"this", "that", "each", "no", "some"} for c in head.children if c.dep_ == "det"):
        return False
    if is_person(name) and not _names_a_person(head):
        return False
    before = first_of(name) - 1
    bare = head.doc[before].text not in DASHES
    if bare:  # "the economist Ana Ruiz", but not "the railway Rule Book"
        bodies = lexicon.ORGANISATIONS | lexicon.COLLECTIVE_NOUNS | lexicon.INSTITUTIONS
        return _names_a_person(head) or head.lower_ in bodies
    return is_person(name) or _names_a_person(head) or not _within_another(head)


def is_office_of(head: Token, name: Token) -> bool:
    """Whether an office in capitals and its body stand before a name: "Havn's Prime Minister, Ana Ruiz"."""
    owned = any(c.dep_ == "poss" or c.lower_ == "the" for c in head.children)
    return owned and head.tag_ == "NNP" and head.lower_ in lexicon.ROLES and name.ent_type_ == "PERSON"


def complete(child: Token, ids: Ids) -> bool:
    """Whether ``ids`` are all words of the phrase of ``child``, but for clauses that make a claim of their own.

    "Ukraine, a country that signed," does not become "Ukraine is a country".
    """
    clauses = [c for c in child.children if c.dep_ in {"relcl", "acl"}]
    described = any(c.dep_ in {"amod", "compound", "prep", "poss"} for c in child.children) or is_person(child.head)
    later = {t.i for c in clauses if comma_before(c) or (described and c.dep_ == "relcl") for t in c.subtree}
    words = range(first_of(child), last_of(child) + 1)
    for name in [t for t in child.subtree if t.pos_ == "PROPN"]:
        later |= title_tokens(name)  # a claim of its own
    return all(i in ids or i in later or child.doc[i].pos_ == "PUNCT" for i in words)


def _beside(head: Token, child: Token, *, of_head: bool = False) -> bool:
    """Whether the phrase stands behind ``head``, set off by one comma or dash, and ends at a mark."""
    doc, first, last = head.doc, first_of(child), last_of(child)
    before = doc[first_of(head) - 1] if first_of(head) > head.sent_start else None
    if head.pos_ == "PROPN" and before is not None and before.text[:1].isupper() and before.dep_ != "appos":
        return False  # "Made In Space, a firm": the name begins earlier
    if head.pos_ == "PROPN" and any(c.dep_ == "compound" and c.tag_ in _VERBS for c in head.children):
        return False  # "and operated Classic Machine, a shop": a verb was read as part of the name
    own = {t.i for c in head.children if c.dep_ == "prep" for t in c.subtree} if of_head else set()
    gap = [doc[i] for i in range(head.i + 1, first)]
    plain = [t for t in gap if t.i not in own]
    name = [t for t in plain if t.ent_iob_ == "I" and t.ent_type_ == head.ent_type_]
    marks = [t for t in plain if t.pos_ == "PUNCT"]
    aside = [t for t in plain if t not in name and t not in marks]
    if any(not (t.like_num or t.dep_ in {"appos", "case"}) for t in aside):
        return False
    if not of_head and not (marks and doc[first - 1].text in DASHES):
        return False
    if any(t.text not in DASHES | {")", "(", "”", '"', "“"} for t in marks):
        return False
    after = doc[last + 1] if last + 1 < len(doc) else None
    if after is not None and (after.text in _MORE_OF_A_NAME - {"and"} or after.text[:1] in "'’"):
        return False
    ends = after is None or after.pos_ == "PUNCT" or doc[last].pos_ == "PUNCT"
    if marks and doc[first - 1].text in DASHES:
        return ends
    return ends or (first == head.i + 1 and after is not None and after.pos_ != "PROPN")


def before_the_verb(head: Token, child: Token) -> bool:
    """Whether commas set the phrase off between a subject and its verb, where no list can be."""
    doc, after = head.doc, last_of(child) + 2
    if head.dep_ not in {"nsubj", "nsubjpass"} or after >= len(doc) or doc[after - 1].text not in DASHES:
        return False
    follows = doc[after]
    return follows == head.head or (follows.head == head.head and follows.dep_ in {"aux", "auxpass", "neg", "advmod"})


def _of_a_list(head: Token, child: Token) -> bool:
    """Whether the two may be entries of one list."""
    doc, last = head.doc, last_of(child)
    own = [c for c in child.children if c.dep_ == "conj"]
    if own:
        offices = [child, *own]
        return not all(o.lower_ in lexicon.ROLES for o in offices)
    if last + 1 < len(doc) and doc[last + 1].dep_ == "cc":
        return True
    if last + 1 < len(doc) and doc[last + 1].text == ";":
        entries = [next((t for t in doc[j.i + 1 :] if t.dep_ != "cc"), None) for j in doc if j.text == ";"]
        return any(
            t is None or t.pos_ != "PROPN" for t in entries
        )  # "Ana Ruiz, a nurse; the baker, Tom Lee; and ..."
    joined = [c for c in head.children if c.dep_ == "conj" and c.i > last]
    goes_on = last + 2 < len(doc) and doc[last + 1].text == "," and doc[last + 2].lower_ == "and"
    oxford = goes_on or any(doc[first_of(j) - 1].dep_ == "cc" for j in joined)
    indefinite = any(c.lower_ in {"a", "an"} for c in child.children if c.dep_ == "det")
    firm = child.lower_ in lexicon.ROLES or _names_a_person(child) or (is_person(head) and indefinite)
    ends_it = head.dep_ == "conj" and doc[first_of(head) - 1].dep_ == "cc"
    if (oxford or (head.dep_ == "conj" and not ends_it)) and not firm:
        return True
    earlier = [c for c in head.children if c.dep_ == "appos" and c.i < child.i and c.pos_ == child.pos_]
    return bool(earlier)


def _within_another(head: Token) -> bool:
    """Whether "of" ties ``head`` to a noun before it, which may be meant: "the edition of the Mail, a daily"."""
    holder = head.head
    return head.dep_ == "pobj" and holder.lower_ == "of" and holder.head.pos_ in NOMINAL and holder.head.i < head.i


def _opens_without_subject(head: Token) -> bool:
    """Whether ``head`` is in an opening such as "With Holm, ..." whose clause has lost its subject to the comma."""
    top = head
    while top.head != top and top.head.pos_ not in {"VERB", "AUX"}:
        top = top.head
    verb = top.head
    opens = top.dep_ == "prep" and top.i < verb.i
    return opens and (subject_of(verb) is None or any(t.dep_ == "conj" for t in head.children))


def _names_a_person(noun: Token) -> bool:
    if noun.pos_ == "PROPN" or may_be_person(noun):
        return True
    return noun.lower_.endswith(_AGENTS)


def _words_of(noun: Token) -> set[str]:
    """Return the noun and its adjectives by their first letters, so that "stronger" is "strong"."""
    described = [c for c in noun.children if c.dep_ in {"amod", "compound"}]
    return {t.lemma_.lower()[:_STEM] for t in [noun, *described]}


def _of_a_day(child: Token) -> bool:
    """Whether a day owns the phrase: "today's push"."""
    return any(c.dep_ == "poss" and c.ent_type_ in {"DATE", "TIME"} for c in child.children)
