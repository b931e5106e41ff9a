"""Mistakes about names, and about who or what is meant beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.language.lexicon import (
    DOCUMENTS,
    GIVEN_NAMES,
    HONORIFICS,
    INSTITUTIONS,
    ORGANISATIONS,
    ROLES,
    SAY,
    lines,
    words,
)
from sources.language.parsing.relations import (
    first_of,
    is_voiceless,
    last_of,
    may_be_person,
    subject_of,
)
from sources.language.parsing.repairs.registry import Pass, hang, repair

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

_KINDS = frozenset(["kind", "sort", "type"])
_ISSUED = words("issuing_verbs")
_ADDING = words("adding_verbs")
_JOINED = frozenset(lines("joined_names"))


def _is_capital_helper(token: Token) -> bool:
    return token.text in {"May", "Will"} and token.head.i > token.i


@repair(Pass.CAPITALS, deps={"aux"}, of=_is_capital_helper)
def name_like_a_modal(token: Token) -> None:
    """Mend "Tom Will sold it", "May had led it": a surname was read as a modal verb."""
    doc, verb = token.doc, token.head
    before = doc[token.i - 1] if token.i and not token.is_sent_start else None
    named = before is not None and (before.pos_ == "PROPN" or before.lower_ in HONORIFICS)
    helpers = [c for c in verb.children if c.dep_ in {"aux", "auxpass"} and c.i > token.i]
    following = helpers[0] if helpers else verb
    bare = following.tag_ in {"VB", "VBP"} or following.lower_ == following.lemma_
    titled = before is not None and before.lower_ in HONORIFICS
    if (bare and not titled) or not (named or before is None) or following.i != token.i + 1:
        return
    token.pos_, token.tag_ = "PROPN", "NNP"
    token.dep_ = "nsubjpass" if any(c.dep_ == "auxpass" for c in helpers) else "nsubj"
    if verb.tag_ == "VBN" and not helpers:
        verb.tag_ = "VBD"
    if before is not None and before.head == verb:
        before.pos_, before.tag_ = "PROPN", "NNP"
        for child in list(before.children):
            hang(child, token, child.dep_)
        hang(before, token, "compound")
    for child in [c for c in verb.children if c.lower_ in HONORIFICS and c.i < token.i]:
        hang(child, token, "compound")


def _begins_a_name(token: Token) -> bool:
    return token.text in {"May", "Will"} and token.is_sent_start and token.head.tag_ in {"VBD", "VBZ"}


@repair(Pass.CAPITALS, deps={"aux"}, of=_begins_a_name)
def given_name_like_a_modal(token: Token) -> None:
    """Mend "Will Young left": a given name was read as a modal verb, which no past tense follows."""
    surname = token.doc[token.i + 1]
    if surname.pos_ == "PROPN" and surname.head is token.head:
        token.pos_, token.tag_ = "PROPN", "NNP"
        hang(token, surname, "compound")


def _ends_a_persons_name(token: Token) -> bool:
    named = token.ent_type_ == "PERSON" and token.text.istitle() and token.i > token.sent_start
    return named and token.tag_ != "NNP" and token.doc[token.i - 1].lower_ in GIVEN_NAMES


@repair(Pass.CAPITALS, deps={"nsubj", "nsubjpass", "dobj", "pobj", "appos", "conj", "attr"}, of=_ends_a_persons_name)
def surname_as_another_word(token: Token) -> None:
    """Mend "Sarah Pike beat Joan Reid", "the envoy Ruth Sands": a surname was read as a cry, or as several things."""
    before = token.doc[token.i - 1]
    if before.pos_ == "PROPN" and before.head is token and before.dep_ == "compound":
        token.pos_, token.tag_, token.lemma_ = "PROPN", "NNP", token.text


def _ends_a_list_of_two(token: Token) -> bool:
    return token.pos_ == token.head.pos_ == "PROPN"


def _is_second_object(name: Token) -> bool:
    before = name.doc[first_of(name) - 1] if first_of(name) else name
    return name.pos_ == "PROPN" and before.dep_ == "pobj" and before.head is name.head


@repair(Pass.NAMES, deps={"pobj"}, of=_is_second_object)
def office_beside_its_name(name: Token) -> None:
    """Mend "according to curator Elaine Gust": the office and the name were read as two objects."""
    office = name.doc[first_of(name) - 1]
    if office.lower_ in ROLES:
        hang(office, name, "compound")


@repair(Pass.NAMES, deps={"conj"}, of=_ends_a_list_of_two)
def one_name_with_and(last: Token) -> None:
    """Mend "Trinidad and Tobago", "Johnson and Johnson", "the Bill and Melinda Holm Foundation": each is one name."""
    first, doc = last.head, last.doc
    joint = doc[first.i + 1]
    if joint.lower_ != "and" or joint.head != first:
        return
    between = doc[first.i + 2 : last.i]
    known = not between and f"{first.text} and {last.text}" in _JOINED
    same = not between and first.lower_ == last.lower_
    article = any(c.dep_ == "det" and c.lower_ == "the" for c in first.children)
    body = (
        article and last.lower_ in INSTITUTIONS and len(between) >= 2
        and all(t.head == last and t.dep_ == "compound" for t in between)
        and bool({first.lower_, between[0].lower_} & GIVEN_NAMES)
    )  # fmt: skip
    if not (known or same or body):
        return
    last.dep_ = first.dep_
    last.head = first.head if first.head != first else last
    for child in [c for c in list(first.children) if c != last]:
        hang(child, last, "compound" if child == joint else child.dep_)
    first.head, first.dep_ = last, "compound"


@repair(Pass.CAPITALS)
def capitals(token: Token) -> None:
    """Mend "the news agency NCKA": letters that the tagger took for an adverb are a name."""
    if token.i == 0 and token.lower_ in ORGANISATIONS and token.pos_ == "PROPN" and token.dep_ == "compound":
        token.pos_, token.tag_ = "NOUN", "NN"  # "Drugmaker Velta said": a capital only because it opens the sentence
    if token.i == 0 or len(token.text) < 3 or not (token.text.isupper() and token.text.isalpha()):
        return
    before = token.doc[token.i - 1]
    if token.pos_ in {"PROPN", "NOUN"} or before.lower_ not in ROLES or before.pos_ != "NOUN":
        return
    token.pos_, token.tag_ = "PROPN", "NNP"
    hang(token, before, "appos")


def _is_polite(token: Token) -> bool:
    following = token.doc[token.i + 1 : token.i + 4]
    words_ = [t.lower_.rstrip(".") for t in following]
    return token.lower_.rstrip(".") in HONORIFICS and words_[1:2] != [] and words_[0] in {"and", "&"} and (
        words_[1] in HONORIFICS and following[-1].pos_ == "PROPN" and len(following) > 2
    )  # fmt: skip


@repair(Pass.CAPITALS, of=_is_polite)
def couple_of_one_surname(first: Token) -> None:
    """Mend "Mr and Mrs Holm left": they were read as a man called Mr and Mrs Holm."""
    doc = first.doc
    at = first.i + 3
    while at + 1 < len(doc) and doc[at + 1].pos_ == "PROPN" and doc[at + 1].text[:1].isupper():
        at += 1
    surname = doc[at]
    if surname.head is first:
        surname.head, surname.dep_ = (first.head if first.head is not first else surname), first.dep_
    elif first.head is not surname:
        return
    for child in [c for c in first.children if c is not surname]:
        hang(child, surname, "compound" if child.i == first.i + 1 else child.dep_)
    first.head, first.dep_ = surname, "compound"
    for word in doc[first.i + 1 : surname.i]:
        word.head, word.dep_ = surname, "compound"
    surname.tag_ = "NNPS"


def _opens_alone(token: Token) -> bool:
    return token.is_sent_start and token.tag_ == "NN" and token.is_alpha and token.text.istitle()


@repair(Pass.CAPITALS, deps={"nsubj", "nsubjpass"}, of=_opens_alone)
def name_as_a_noun(token: Token) -> None:
    """Mend "Ruiz said he was sorry": a name at the beginning was read as a noun that no dictionary knows."""
    if not token.children and not token.doc.knows_noun(token.lemma_):
        token.pos_, token.tag_, token.lemma_ = "PROPN", "NNP", token.text


def _is_capital_verb(token: Token) -> bool:
    return token.tag_ in {"VBN", "VBD"} and token.text[:1].isupper() and token.i > token.sent_start


@repair(Pass.CAPITALS, deps={"advcl", "acl", "dep", "conj", "ccomp"}, of=_is_capital_verb)
def name_as_a_verb(token: Token) -> None:
    """Mend "within a point of leaders Lorn.": a name in capitals behind what it is was read as a verb."""
    before = token.doc[token.i - 1]
    if token.text.istitle() and before.pos_ == "NOUN" and not any(c.pos_ != "PUNCT" for c in token.children):
        token.pos_, token.tag_ = "PROPN", "NNP"
        hang(token, before, "appos")


def _may_be_two(token: Token) -> bool:
    return token.pos_ == token.head.pos_ == "PROPN" and token.i < token.head.i


@repair(Pass.NAMES, deps={"nmod"}, of=_may_be_two)
def two_people_as_one(first: Token) -> None:
    """Mend "Mayor Jonas Falk and Commissioner Ria Holt": two people were read as one name."""
    last = first.head
    joint = next((c for c in first.children if c.lower_ == "and" and first.i < c.i < last.i), None)
    if joint is None or joint.i != first.i + 1 or last.lower_ in INSTITUTIONS or last.ent_type_ == "ORG":
        return
    words = first.doc[joint.i + 1 : last.i]
    full = words and all(t.pos_ == "PROPN" for t in words) and first.i and first.doc[first.i - 1].pos_ == "PROPN"
    if not full or first.doc[first.i - 1].head is not first:
        return
    first.dep_ = last.dep_
    first.head = last.head if last.head is not last else first
    last.head, last.dep_ = first, "conj"
    for word in words:
        word.head, word.dep_ = last, "compound"
    for child in [c for c in last.children if c.i < first.i]:
        hang(child, first, child.dep_)


@repair(Pass.NAMES, deps={"appos"})
def rest_of_a_name(token: Token) -> None:
    """Mend "Ana Ruiz for Farm Standards North Norland": the last words belong to the name just before them."""
    if token.pos_ != "PROPN" or token.i < token.head.i:
        return
    edge = first_of(token)
    before = token.doc[edge - 1]
    if before.pos_ == "PROPN" and before != token.head and token.head in before.ancestors:
        hang(token, before, "appos")


@repair(Pass.NAMES, deps={"appos"})
def list_of_other_number(token: Token) -> None:
    """Mend "two nurses, a driver and a boy": what is one cannot be what several are."""
    if token.head.tag_ != "NNS" or token.tag_ != "NN" or token.i < token.head.i:
        return
    articles = {c.lower_ for c in token.children if c.dep_ == "det"}
    if articles & {"a", "an"} and any(c.dep_ == "conj" for c in token.children):
        token.dep_ = "conj"


@repair(Pass.NAMES)
def both_named(token: Token) -> None:
    """Mend "the two leaders, Ana Ruiz and Tom Lee, met": the names tell who the two are."""
    if token.tag_ != "NNS" or not any(c.dep_ == "nummod" and c.lower_ == "two" for c in token.children):
        return
    for child in [c for c in token.children if c.dep_ in {"conj", "appos"} and c.pos_ == "PROPN" and c.i > token.i]:
        more = [c for c in child.children if c.dep_ == "conj"]
        joints = any(c.dep_ == "cc" for c in token.children)
        if len(more) == 1 and not joints and token.doc[first_of(child) - 1].text == ",":
            child.dep_ = "appos"


@repair(Pass.NAMES, deps={"appos"})
def list_after_a_name(token: Token) -> None:
    """Mend "at Holm Centre, the whole town and the State of Lund": three places, not one with two names."""
    if token.head.pos_ != "PROPN" or token.head.ent_type_ == "PERSON":
        return
    later = [c for c in token.children if c.dep_ == "conj" and any(g.dep_ == "det" for g in c.children)]
    joined = any(c.dep_ == "cc" and c.lower_ == "and" for c in token.children)
    ends = last_of(token) + 1
    open_ended = ends >= len(token.doc) or token.doc[ends].text != ","
    set_off = token.doc[first_of(token) - 1].text == ","
    if later and joined and open_ended and set_off and any(t.pos_ == "PROPN" for t in later):
        token.dep_ = "conj"


@repair(Pass.NAMES, deps={"relcl"})
def who_is_somebody(token: Token) -> None:
    """Mend "a person familiar with the matter, who spoke": a matter does not speak."""
    if not any(t.lower_ in {"who", "whom"} for t in token.subtree if t.i < token.i):
        return
    noun = token.head
    nearer = token.doc[first_of(token) - 1]
    if noun.lemma_ in _KINDS and nearer.dep_ == "pobj" and nearer.head.head is noun:
        hang(token, nearer, "relcl")  # "the kind of man who never sleeps"
        return
    place = noun.pos_ == "PROPN" and noun.ent_type_ in {"ORG", "GPE", "LOC", "FAC"} and noun.dep_ == "pobj"
    if (may_be_person(noun) and not place) or noun.tag_ == "NNS":
        return
    above = [t for t in noun.ancestors if t.pos_ in {"NOUN", "PROPN"}]
    holder = next((t for t in above if not place or may_be_person(t)), None)
    if holder is not None and may_be_person(holder) and holder.i < noun.i:
        hang(token, holder, "relcl")


@repair(Pass.NAMES, deps={"acl"})
def published_by(token: Token) -> None:
    """Mend "a report by Open Ledger, published last month": the report was published."""
    if token.tag_ != "VBN" or token.lemma_ not in _ISSUED or token.head.dep_ != "pobj":
        return
    if token.doc[first_of(token) - 1].text != "," and token.head.head.lower_ != "of":
        return
    paper = next((t for t in token.head.ancestors if t.pos_ == "NOUN"), None)
    if paper is not None and paper.lower_ in DOCUMENTS:
        hang(token, paper, "acl")


@repair(Pass.NAMES, deps={"advcl"})
def adding_is_the_speakers(token: Token) -> None:
    """Mend "Vik said the city had asked for help, adding that ...": who adds is who said, not the city."""
    inner = token.head
    if token.tag_ != "VBG" or token.lemma_ not in _ADDING | SAY or inner.dep_ != "ccomp":
        return
    subject = subject_of(inner) or next((c for c in inner.children if c.dep_ == "expl"), None)
    planned = any(c.tag_ == "MD" and c.lemma_ in {"will", "would"} for c in inner.children)
    if token.lemma_ not in _ADDING and not planned and (subject is None or not is_voiceless(subject)):
        return  # "said the man called the school, claiming that ...": the man may have claimed it
    outer = inner.head
    set_off = token.i > inner.i and token.doc[first_of(token) - 1].text in {",", "–", "—"}
    if outer.lemma_ in SAY and inner.lemma_ not in SAY and set_off:
        hang(token, outer, "advcl")


@repair(Pass.NAMES, deps={"relcl"})
def date_is_not_meant(token: Token) -> None:
    """Mend "inflation in August, which hit 8 percent": inflation hit it, not August."""
    noun = token.head
    if noun.ent_type_ != "DATE" or noun.head.lower_ not in {"in", "on", "since"}:
        return
    pronoun = token.doc[first_of(token)]
    meant = token.doc[noun.head.i - 1] if noun.head.i else noun
    if pronoun.lower_ == "which" and meant.pos_ in {"NOUN", "PROPN"} and token.lemma_ != "be":
        hang(token, meant, "relcl")


def _follows_a_hyphen(token: Token) -> bool:
    return token.i > 1 and token.doc[token.i - 1].text == "-" and not token.doc[token.i - 1].whitespace_


@repair(Pass.CAPITALS, deps={"nsubj", "nsubjpass", "dobj", "pobj"}, of=_follows_a_hyphen)
def beginning_of_a_hyphenated_noun(noun: Token) -> None:
    """Mend "The e-mail said", "A sub-committee found": the "e" was read as a noun of its own."""
    beginning, hyphen = noun.doc[noun.i - 2], noun.doc[noun.i - 1]
    if beginning.whitespace_ or beginning.head is noun or beginning.head not in {noun.head, hyphen}:
        return
    if beginning.head is noun.head and beginning.dep_ != noun.dep_:
        return
    for child in [*beginning.children]:
        hang(child, noun, child.dep_)
    hang(beginning, noun, "compound")
    hang(hyphen, noun, "punct")


def _opens_before_its_noun(token: Token) -> bool:
    return token.i < token.head.i and token.head.pos_ in {"NOUN", "PROPN"} and token.head.dep_ in {"compound", "nmod"}


@repair(Pass.NAMES, deps={"prep"}, of=_opens_before_its_noun)
def opening_phrase_on_an_office(prep: Token) -> None:
    """Mend "In his reply, hospital director Tom Roe said": the opening was read as part of the office."""
    after = last_of(prep) + 1
    name = prep.head
    while name.dep_ in {"compound", "nmod"} and name.head.i > name.i:
        name = name.head
    verb = name.head
    if after < name.i and prep.doc[after].text == "," and name.dep_ in {"nsubj", "nsubjpass"} and verb.pos_ == "VERB":
        hang(prep, verb, "prep")
