"""Mistakes about what is said of a noun behind a comma."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sources.language.lexicon import (
    CREDENTIAL_PATTERN,
    DOCUMENTS,
    GIVEN_NAMES,
    HONORIFICS,
    INSTITUTIONS,
    ORGANISATIONS,
    ROLES,
    words,
)
from sources.language.parsing.relations import (
    NOMINAL,
    finite_token,
    first_of,
    is_voiceless,
    last_of,
    subject_of,
)
from sources.language.parsing.repairs.registry import Pass, hang, repair

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

_TAKING_OF = words("verbs_with_of")
_TO_THE_INDEX_PROFESSOR = 3  # tokens from "to" to a title with a source between
_BODIES = ORGANISATIONS | INSTITUTIONS
_OBJECTS = frozenset({"dobj", "npadvmod", "attr", "dep", "oprd"})


@repair(Pass.APPOSITIONS, deps=_OBJECTS)
def apposition_as_object(token: Token) -> None:
    """Mend "... to Interpol, the police body that ...": the apposition was read as an object of the verb."""
    if token.pos_ not in NOMINAL:
        return
    edge = token.doc[first_of(token)]
    doc = token.doc
    if edge.i < 2 or doc[edge.i - 1].text != "," or token.head.pos_ not in {"VERB", "AUX"}:
        return
    if token.ent_type_ in {"DATE", "TIME"} or token.i < token.head.i:
        return
    office = token.pos_ == "PROPN" and any(c.dep_ == "compound" and c.lower_ in ROLES for c in token.children)
    begins = edge.tag_ in {"DT", "PRP$"} or office or any(c.dep_ == "poss" for c in token.children)
    before = doc[edge.i - 2]
    if begins and before.pos_ in {"PROPN", "NOUN"} and not any(c.dep_ == "cc" for c in token.children):
        noun = before
        while noun.dep_ == "compound":
            noun = noun.head
        if noun.i < token.i:
            hang(token, noun, "appos")


def _is_office_of_a_person(token: Token) -> bool:
    person = token.head
    named = person.pos_ == "PROPN" and person.ent_type_ == "PERSON"
    return named and token.i > person.i and token.lower_ in ROLES and token.doc[first_of(token) - 1].text == ","


@repair(Pass.APPOSITIONS, deps={"conj"}, of=_is_office_of_a_person)
def office_as_another_person(token: Token) -> None:
    """Mend "said Ana Ruiz, President and Chief Executive of Velta": her offices were read as other people."""
    person = token.head
    joined = any(c.dep_ == "cc" for c in person.children) or any(c.dep_ == "poss" for c in token.children)
    if not joined and first_of(token) == last_of_name(person) + 2:
        token.dep_ = "appos"


def _is_joined_office(token: Token) -> bool:
    first = token.head
    bare = token.tag_ == "NN" and not any(c.dep_ in {"det", "poss"} for c in token.children)
    return bare and first.tag_ == "NN" and first.dep_ == "nsubj" and not {first.lower_, token.lower_} & _BODIES


def _ends_an_office(word: Token) -> bool:
    """Whether a name behind a word is surely no part of the office: not "a friend of the swimmer Ida Brandt"."""
    titled = word.lower_.rstrip(".") in ROLES | HONORIFICS | words("titles")
    return not titled and (word.pos_ == "PROPN" or word.lower_ in _BODIES or is_voiceless(word))


@repair(Pass.APPOSITIONS, deps={"conj"}, of=_is_joined_office)
def offices_before_a_name(second: Token) -> None:
    """Mend "Former aide and partner at Holm & Co Roberto Lund said": two offices, read as two people, are his."""
    first, doc = second.head, second.doc
    finite = finite_token(first.head)
    last = last_of(first) if first.i > first.head.i else finite.i - 1 if finite is not None else 0
    begin = next((k for k in range(last, second.i, -1) if doc[k].lower_ in GIVEN_NAMES), 0)
    named = all(token.pos_ == "PROPN" for token in doc[begin : last + 1])
    person, before = doc[last], doc[begin - 1]
    if not second.i < begin < last or not named or not (before is second or _ends_an_office(before)):
        return
    if person.head is not first and before is not second:
        was, dep = person.head, person.dep_
        for child in [c for c in person.children if c.i < begin and c is not before]:
            hang(child, before, child.dep_)
        hang(before, was, dep)
    hang(person, first.head, "nsubj")
    for name in doc[begin:last]:
        hang(name, person, "compound")
    hang(first, person, "appos")


def last_of_name(person: Token) -> int:
    """Return the last word of a person's name, letters behind it included."""
    at = person.i
    while at + 1 < len(person.doc) and person.doc[at + 1].ent_type_ == "PERSON" and person.doc[at + 1].head is person:
        at += 1
    return at


def _ends_an_apposition(token: Token) -> bool:
    noun = token.head
    beside = any(c.dep_ == "appos" and noun.i < c.i < token.i for c in noun.children)
    return token.lower_ == "of" and beside and token.doc[token.i - 1].text == ","


@repair(Pass.APPOSITIONS, deps={"prep"}, of=_ends_an_apposition)
def charge_behind_an_apposition(of: Token) -> None:
    """Mend "convicted Ida Lund, 27, of theft": what she was convicted of was read as part of her name."""
    verb = of.head.head
    if of.head.dep_ in {"dobj", "nsubjpass"} and verb.lemma_ in _TAKING_OF:
        hang(of, verb, "prep")


def _opens_according_to(token: Token) -> bool:
    return token.lower_ == "according" and token.i == token.sent_start


@repair(Pass.APPOSITIONS, of=_opens_according_to)
def name_of_the_source(according: Token) -> None:
    """Mend "According to a flood engineer, Ida Holm, the dam failed": Holm was read as part of the clause."""
    doc = according.doc
    to = doc[according.i + 1] if according.i + 1 < len(doc) else according
    noun = next((c for c in to.children if c.dep_ == "pobj" and c.tag_ == "NN"), None)
    if noun is None or noun.lower_ in DOCUMENTS:
        return
    comma = next((t.i for t in doc[noun.i :] if t.text == "," or t.pos_ in {"VERB", "AUX", "PROPN"}), 0)
    last = comma
    while last + 1 < len(doc) and doc[last + 1].pos_ == "PROPN":
        last += 1
    # A person has two names.
    if doc[comma].text != "," or last < comma + 2 or last + 1 >= len(doc) or doc[last + 1].text != ",":
        return
    name = doc[last]
    told = _told_behind(name) if name.dep_ == "ROOT" else according.head
    subjects = [c for c in told.children if c.dep_ in {"nsubj", "nsubjpass", "expl"} and last + 1 < c.i < told.i]
    if not subjects or any(t.text == "," for t in doc[subjects[-1].i : told.i]):
        return  # "According to the police, Tom Lee, the driver, was drunk"
    for child in [*name.children] if name.dep_ == "ROOT" else []:
        if child is not told and child.dep_ != "compound":
            hang(child, told, child.dep_)
    for token in doc[comma + 1 : last]:
        hang(token, name, "compound")
    name.head, name.dep_ = noun, "appos"


@repair(Pass.APPOSITIONS, of=_opens_according_to)
def subject_within_the_source(according: Token) -> None:
    """Mend "According to the Arts Index Professor Holm is widely read": source and subject were read as one name."""
    doc, verb = according.doc, according.head
    to = doc[according.i + 1] if according.i + 1 < len(doc) else according
    person, told = next((c for c in to.children if c.dep_ == "pobj"), None), subject_of(verb)
    if person is None and told is not None and first_of(told) == to.i + 1:
        person, told = told, None
    if person is None or told is not None or person.pos_ != "PROPN" or person.i + 1 != verb.i:
        return
    titles = [t for t in doc[to.i + 2 : person.i] if t.lower_ in ROLES | HONORIFICS and t.head is person]
    if len(titles) != 1 or titles[0].i < to.i + _TO_THE_INDEX_PROFESSOR:
        return
    source = doc[titles[0].i - 1]
    if source.pos_ != "PROPN":
        return
    source.head, source.dep_ = to, "pobj"
    for word in [c for c in person.children if c.i < source.i]:
        hang(word, source, word.dep_)
    person.head, person.dep_ = verb, "nsubj"


def _told_behind(name: Token) -> Token:
    """Return the verb of the clause that was hung on a name as what the name is; it becomes the root."""
    hung = [c for c in name.children if c.i > name.i and c.dep_ in {"appos", "relcl", "acl"}]
    noun = next((c for c in hung if c.dep_ == "appos"), None)
    verb = next((c for c in (noun.children if noun is not None else hung) if c.tag_ in {"VBD", "VBN", "VBZ"}), None)
    if verb is None or (noun is not None and any(c.dep_ in {"agent", "auxpass"} for c in verb.children)):
        return name
    verb.head, verb.dep_ = verb, "ROOT"
    if noun is not None:
        verb.tag_ = "VBD" if verb.tag_ == "VBN" else verb.tag_
        hang(noun, verb, "nsubj")
    return verb


@repair(Pass.APPOSITIONS, deps={"appos"})
def apposition_far_away(token: Token) -> None:
    """Mend "She left for Interpol, a police body": the apposition was hung on "She"."""
    if token.i < token.head.i:
        return
    edge, doc = token.doc[first_of(token)], token.doc
    if edge.i < 2 or doc[edge.i - 1].text != ",":
        return
    between = doc[token.head.i + 1 : edge.i]
    if not any(
        t.pos_ in {"VERB", "AUX"} and t.dep_ not in {"acl", "relcl", "amod"} and t not in token.head.subtree
        for t in between
    ):
        return
    before = doc[edge.i - 2]
    if before.text == ")":  # "the Park Fund (PF), the body that ..."
        before = next((doc[i - 1] for i in range(before.i, 0, -1) if doc[i].text == "("), before)
    while before.dep_ == "compound":
        before = before.head
    if before.pos_ in {"NOUN", "PROPN"} and before.i < token.i:
        hang(token, before, "appos")


@repair(Pass.APPOSITIONS, deps={"appos"})
def list_as_apposition(token: Token) -> None:
    """Mend "blames the crew, the owner and the weather": the second of a list was read as what the first is."""
    if token.pos_ != "NOUN" or token.head.pos_ != "NOUN" or token.i < token.head.i:
        return
    joined = any(c.dep_ == "cc" and c.lower_ == "and" for c in token.children)
    edges = [{c.lower_ for c in noun.children if c.dep_ in {"det", "poss"}} for noun in (token, token.head)]
    described = edges[0] & {"a", "an"} and not edges[1] & {"a", "an"}
    ends = last_of(token) + 1
    set_off = ends < len(token.doc) and token.doc[ends].text == ","
    if joined and not described and not set_off:
        token.dep_ = "conj"


def _is_figure(token: Token) -> bool:
    return token.like_num and token.i > token.head.i


@repair(Pass.APPOSITIONS, deps={"appos"}, of=_is_figure)
def figure_of_a_relative_clause(figure: Token) -> None:
    """Mend "The firm, which has 300 staff in Lorn and 40 in Holm, ...": 40 was read as what the firm is."""
    noun, edge = figure.head, first_of(figure)
    joint = figure.doc[edge - 1] if edge else figure
    inside = joint.dep_ == "cc" and any(t.dep_ == "relcl" and t.head is noun for t in joint.ancestors)
    if inside and joint.head.pos_ in NOMINAL:
        hang(figure, joint.head, "conj")


@repair(Pass.APPOSITIONS, deps={"dobj"})
def list_as_second_object(token: Token) -> None:
    """Mend "used it to buy a house in Lorn, two boats and gold": the rest of the list was hung on "used"."""
    verb, doc = token.head, token.doc
    if token.pos_ != "NOUN" or token.i < verb.i or not any(c.dep_ == "conj" for c in token.children):
        return
    edge = first_of(token)
    if edge < 3 or doc[edge - 1].text != "," or verb.pos_ != "VERB":
        return
    taken = any(c.dep_ == "auxpass" or (c.dep_ == "dobj" and c.i < edge) for c in verb.children)
    above: list[Token] = [doc[edge - 2], *doc[edge - 2].ancestors]
    below = above[: above.index(verb)] if taken and verb in above else []
    nouns = [t for t in below if t.pos_ in NOMINAL and t.dep_ in {"dobj", "pobj"}]
    first = next((t for t in nouns if t.dep_ == "dobj"), nouns[-1] if nouns else None)
    if first is not None and first.pos_ == "NOUN" and not any(c.dep_ == "conj" for c in first.children):
        hang(token, first, "conj")


@repair(Pass.APPOSITIONS, deps={"appos"})
def apposition_of_other_number(token: Token) -> None:
    """Mend "heads of Interpol, a police body,": the body is Interpol, not its heads."""
    if token.tag_ not in {"NN", "NNP"} or token.head.tag_ != "NNS":
        return
    edge, doc = token.doc[first_of(token)], token.doc
    if edge.i < 2 or doc[edge.i - 1].text != ",":
        return
    before = doc[edge.i - 2]
    if before.pos_ == "PROPN" and token.head in before.ancestors:
        hang(token, before, "appos")


@repair(Pass.APPOSITIONS, deps={"appos"})
def credential_of_name(token: Token) -> None:
    """Mend "the prosecutor, Ana Ruiz, KC,": the letters belong to the name."""
    if not re.fullmatch(CREDENTIAL_PATTERN, token.text):
        return
    names = [c for c in token.head.children if c.dep_ == "appos" and c.i < token.i and c.pos_ == "PROPN"]
    if names and token.head.pos_ == "NOUN":
        hang(token, names[-1], "appos")


@repair(Pass.APPOSITIONS, deps={"conj"})
def second_office(token: Token) -> None:
    """Mend "Ana Ruiz, head of the port, and chair of the fund, says": one person with two offices."""
    if token.pos_ != "NOUN" or token.lower_ not in ROLES or token.head.pos_ != "PROPN":
        return
    first = [c for c in token.head.children if c.dep_ == "appos" and c.pos_ == "NOUN" and c.i < token.i]
    if first and not any(c.dep_ in {"det", "poss"} for c in token.children):
        for joint in [c for c in token.head.children if c.dep_ == "cc" and c.i < token.i]:
            hang(joint, first[-1], "cc")
        hang(token, first[-1], "conj")
