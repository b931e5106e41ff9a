"""Who and what an article names, in its order, and the words that mean them again: surnames, "the agency", "both"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.splitting.clauses.nouns import comma_before
from claims.splitting.clauses.phrases import name_of
from claims.splitting.clauses.titles import title_tokens
from claims.splitting.coreference.coordination import note_list, read_pair
from claims.splitting.coreference.entities import (
    Entity,
    Mention,
    Replacement,
    gender_of_name,
    lower_first,
    words_of,
)
from claims.splitting.coreference.entity_table import (
    OFFICES,
    EntityTable,
    couple,
    couple_of_surname,
    is_place_of_office,
    name_at,
    note,
    remember,
    replace,
    settle,
    thing_named,
)
from claims.splitting.coreference.gaps import read_gap
from claims.splitting.coreference.kinds import (
    BODIES_OF,
    another_body_was_named,
    body_or_country,
    last_of_name,
    note_kind,
    thing_of_kind,
)
from claims.splitting.segments.units import Role
from sources.language import lexicon
from sources.language.lexicon import PEOPLE
from sources.language.parsing.relations import NOUN_SUBJECTS, subject_of
from sources.language.places import is_place

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

_WITH_GENERAL = lexicon.words("offices_with_general")
_BESIDE_THE_CLAUSE = frozenset(["npadvmod", "intj", "dep"])
_MATTERS = lexicon.words("matter_nouns")
_NAMELESS = lexicon.words("nameless_people")
_ADDRESSED = lexicon.words("addressed_offices")
_POLITE = lexicon.HONORIFICS | {"madam", "madame"}
_UNIONS = frozenset(["united", "states", "kingdom", "republic", "emirates", "islands", "union", "federation"])
_BEHIND_A_CLOCK = lexicon.words("words_behind_a_clock")
_HALVES = frozenset(["am", "pm", "a.m.", "p.m.", "noon", "midnight", "hours"])
_POINTING = lexicon.PRONOUNS | lexicon.DEMONSTRATIVES
_OF_MANY = lexicon.words("names_of_many")
_SMALL = r"(?:of|in|at|for|by|to|on|from|with|and|that|when|than|as) "
_INSIDE = frozenset(["in", "near", "outside", "inside", "within", "across"])
_KIN = lexicon.words("kin_words")
_NAMING_NOBODY = frozenset(["attr", "appos", "compound", "npadvmod", "nmod"])
_REGIONS = frozenset(["state", "city", "town", "village", "country", "county", "province", "region", "district"])
_NEAR = 6  # words between a surname and "administrations" in a list of surnames
_MANY_HAVE_ONE = lexicon.words("bodies_of_many") | lexicon.words("nouns_that_names_borrow")


def read_name(table: EntityTable, index: int, token: Token) -> bool:
    """Read a proper name: put the full name in the place of a short one, and record whom it mentions.

    Returns:
        Whether ``token`` is a proper name.
    """
    if token.pos_ != "PROPN":
        return False
    inner = token.dep_ in {"compound", "nmod"} and token.head.pos_ == "PROPN"
    hashed = token.text.startswith("#") or (token.i > 0 and token.doc[token.i - 1].text == "#")
    if token.text.islower() or inner or hashed or token.ent_type_ in {"DATE", "TIME"} or _is_time_zone(token):
        return True
    _read_acronym(table, index, token)
    if (token.lower_ in lexicon.ROLES or _is_office(token)) and token.doc[token.left_edge].lower_ == "the":
        words = [t.i for t in token.doc[token.left_edge + 1 : token.i + 1]]
        own = [token.i] if token.lower_ in lexicon.ROLES else words
        if token.doc[own[0] - 1].lower_ == "the":
            note(table, index, token, Entity(f"the {words_of(table.units[index], own, token)}", "human"))
            return True
    if (table.units[index].speech is not None or table.units[index].role is Role.SAID) and _is_spoken_to(token):
        return True
    if (_is_address(token) and token.text not in table.by_surname) or _names_many(token):
        return True
    named = _read_family(table, index, token) or _read_surname(table, index, token)
    if not named and not _read_first_name(table, index, token):
        _read_other_name(table, index, token)
    return True


def _is_office(name: Token) -> bool:
    """Whether a name is that of an office: "the Auditor-General", "the Attorney General"."""
    own = {t.lower_ for t in name.children if t.dep_ == "compound"}
    return name.lower_ == "general" and bool(own & _WITH_GENERAL)


def _is_time_zone(token: Token) -> bool:
    """Handle "at 15:11 GMT": capitals behind a time of day are nobody's name."""
    clock = token.i and (token.doc[token.i - 1].text[-1].isdigit() or token.doc[token.i - 1].lower_ in _HALVES)
    return bool(clock) and token.text.isupper() and token.lower_ in _BEHIND_A_CLOCK


def _is_address(token: Token) -> bool:
    """Whether a name is only how somebody is spoken to: "Mr. President", "Madam Speaker"."""
    return token.lower_ in _ADDRESSED and token.i > 0 and token.doc[token.i - 1].lower_ in _POLITE


def _is_spoken_to(token: Token) -> bool:
    """Whether a name says to whom somebody speaks, and tells of nobody: "Hi, Sergio.", "Thanks, Ana, for that"."""
    doc, first = token.doc, token.doc[token.left_edge].i
    behind = doc[token.i + 1] if token.i + 1 < len(doc) else None
    before = doc[first - 1] if first else None
    apart = behind is None or behind.pos_ == "PUNCT"
    opened = before is None or before.text == "," or before.pos_ == "INTJ"
    return token.dep_ in _BESIDE_THE_CLAUSE and apart and opened and token.ent_type_ not in {"GPE", "LOC", "FAC"}


def _names_many(token: Token) -> bool:
    """Whether a surname only names a family or a government: "both the Holm and Roe administrations"."""
    doc, at = token.doc, token.i + 1
    while at < len(doc) and (doc[at].pos_ in {"PROPN", "CCONJ"} or doc[at].text == ",") and at < token.i + _NEAR:
        at += 1
    alone = token.i == 0 or doc[token.i - 1].pos_ != "PROPN"
    return alone and at < len(doc) and doc[at].lower_ in _OF_MANY and doc[at] in {token.head, *token.ancestors}


def _read_acronym(table: EntityTable, index: int, token: Token) -> None:
    """Put the words in the place of an acronym that the article spells out, except where it does so."""
    doc = token.doc
    acronym = table.acronyms.get(token.text)
    if not acronym or token.dep_ == "appos" or (token.i and doc[token.i - 1].text == "("):
        return
    if token.i + 1 < len(doc) and doc[token.i + 1].text == "(":
        return
    if _within_a_name(token):
        return
    has_article = token.i and doc[token.i - 1].lower_ == "the"
    called = acronym.lower().removeprefix("the ")
    place = is_place(called) and not set(called.split()) & _UNIONS  # "across New South Wales", "in the United States"
    bare = has_article or token.dep_ == "compound" or place
    table.replacements[index, token.i] = Replacement(
        token.i, token.i, acronym.removeprefix("the ") if bare else acronym
    )


def _within_a_name(acronym: Token) -> bool:
    """Whether an acronym is part of a longer name ("University of NSW"), or has an article of its own ("an NPB")."""
    doc = acronym.doc
    before = doc[acronym.i - 1] if acronym.i else None
    following = doc[acronym.i + 1] if acronym.i + 1 < len(doc) else None
    named = following is not None and following.pos_ == "PROPN" and following.text[:1].isupper()
    if before is None:
        return named
    ended = before.pos_ == "PROPN" and before.text[:1].isupper() and before.head in {acronym, acronym.head}
    place = before.lower_ == "of" and before.head.pos_ == "PROPN"
    return named or ended or place or before.lower_ == "an" or before.lower_ == acronym.lower_


def _read_family(table: EntityTable, index: int, token: Token) -> bool:
    """Read "the Sams": everybody of that surname."""
    if not token.lemma_.endswith("s") and token.tag_ != "NNPS":
        return False
    family = couple_of_surname(table, token)
    if family is None:
        return False
    first = token.i - 1 if token.i and token.doc[token.i - 1].lower_ == "the" else token.i
    table.replacements[index, first] = Replacement(first, token.i, family.name)
    note(table, index, token, family)
    return True


def _read_surname(table: EntityTable, index: int, token: Token) -> bool:
    """Read "Ruiz" or "Ms Ruiz" where the article names one person of that surname in full."""
    doc = token.doc
    before = doc[token.i - 1] if token.i else None
    if before is not None and before.text == "-" and not before.whitespace_ and token.i > 1:
        joined = table.by_surname.get(f"{doc[token.i - 2].text}-{token.text}", [])
        if len(joined) == 1:
            note(table, index, token, joined[0])
        if joined:
            return True  # "Ida Roe-Ruiz" is not Tom Ruiz
    if token.i + 1 < len(doc) and doc[token.i + 1].text == "&":
        return False  # "Holm & Co", "Holm & Roe": a firm may be called after somebody else
    if before is not None and _names_a_couple(token, before):
        note(table, index, token, Entity(doc.words(token.i - 3, token.i), "group", plural=True))
        return True
    people = _apart([p for p in table.by_surname.get(token.text, []) if _fits_title(before, p)])
    polite = before is not None and before.lower_ in lexicon.HONORIFICS
    alone = before is None or before.pos_ != "PROPN" or polite
    if people and alone and not polite and token.text in table.places and not _speaks(token):
        if not is_place_of_office(token):
            table.open_words.add((index, token.i))  # "the mayor of Holm": Holm may be the town
        return False
    named = [p for p in people if _was_named(table, p, people)]
    if alone and len(named) == 1:
        people = named  # the others of that surname are named only further on
    if people and alone and (len(people) > 1 or _is_shared(table, token.text)):
        table.open_words.add((index, token.i))  # two people of that name
        return False
    if len(people) != 1:
        return False
    person = people[0]
    words = person.name.split()
    whole = [t.text for t in doc[max(0, token.i - len(words) + 1) : token.i + 1]] == words
    if before is not None and before.lower_ == "the" and token.dep_ not in {"compound", "nmod"} and not whole:
        table.open_words.add((index, token.i))  # "The Holms", "the Holm that he knew"
        return False
    titled = before is not None and (before.lower_ in lexicon.HONORIFICS or before.lower_ in lexicon.ROLES)
    if titled and before is not None and before.lower_ in lexicon.FEMALE | lexicon.MALE:
        person.gender = "f" if before.lower_ in lexicon.FEMALE else "m"
    after_a_name = before is not None and before.pos_ == "PROPN" and before.dep_ == "compound"
    if polite and not whole and len(words) > 1 and _fits_title(before, person):
        table.replacements[index, token.i - 1] = Replacement(token.i - 1, token.i, person.name)
    elif not whole and not titled and not after_a_name and len(words) > 1 and not _may_be_no_person(token):
        table.replacements[index, token.i] = Replacement(token.i, token.i, person.name)
    _note_name(table, index, token, person)
    return True


def _was_named(table: EntityTable, person: Entity, people: list[Entity]) -> bool:
    """Whether a person was named before, by a longer name too: "Ida Maria Rose Holm" is Rose Holm.

    A longer name that holds all of another's is the other's: "Otto Bo Jan Holm" of Otto Holm and Jan Holm.
    """
    if person.name in table.counts:
        return True
    longer = [name.split() for name in table.counts if name.endswith(f" {person.name}")]
    others = [set(other.name.split()) for other in people if other is not person]
    return any(not other <= set(words) for words in longer for other in others)


def _speaks(name: Token) -> bool:
    return name.dep_ in NOUN_SUBJECTS and name.head.lemma_ in lexicon.SAY


def _names_a_couple(surname: Token, before: Token) -> bool:
    """Whether a surname is that of two people: "Mr and Mrs Holm"."""
    doc = surname.doc
    polite = before.lower_ in lexicon.HONORIFICS and before.i > 1 and doc[before.i - 1].lower_ == "and"
    return polite and doc[before.i - 2].lower_ in lexicon.HONORIFICS


def _may_be_no_person(token: Token) -> bool:
    """Whether a surname may not name the person: "the Holm collection", "Holm intervals", "a mill in Holm"."""
    if token.dep_ == "pobj" and token.head.lower_ in _INSIDE:
        return True
    beside = token.i < token.head.i and all(t.pos_ != "PUNCT" for t in token.doc[token.i : token.head.i])
    return token.dep_ in {"compound", "nmod"} and token.head.pos_ == "NOUN" and beside


def _is_shared(table: EntityTable, surname: str) -> bool:
    """Whether the surname of a person is the given name of another who was named before."""
    others = (e for e in table.entities.values() if e.kind == "person" and e.name in table.counts)
    return any(surname in e.name.split()[:-1] for e in others)


def _apart(people: list[Entity]) -> list[Entity]:
    """Return people without those who are another with a title: "Superintendent Tom Orr" is Tom Orr."""
    return [p for p in people if not any(q is not p and p.name.endswith(f" {q.name}") for q in people)]


def _read_first_name(table: EntityTable, index: int, token: Token) -> bool:
    """Read "Ana" where the article names one person of that given name in full."""
    before = token.doc[token.i - 1] if token.i else None
    people = [e for e in table.entities.values() if e.kind == "person" and e.name.split()[0] == token.text]
    known_name = gender_of_name(token.text) or any(e.gender for e in people)
    if len(people) != 1 or not known_name or (before is not None and before.pos_ == "PROPN"):
        return False
    if _is_introduced(token) or (before is not None and before.tag_ == "DT"):
        return False  # "the Bill" is nobody
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if after is None or after.pos_ != "PROPN":
        if people[0].name == token.text:
            note(table, index, token, people[0])
            return True
        table.replacements[index, token.i] = Replacement(token.i, token.i, people[0].name)
        note(table, index, token, people[0])
    return True


def _is_introduced(given: Token) -> bool:
    """Whether a given name stands beside a word of kin, so that it may be somebody new: "her husband, Tom"."""
    before = given.doc[given.i - 1] if given.i else None
    nouns = [given.head] if given.dep_ == "appos" else []
    nouns += [before] if before is not None and before.pos_ == "NOUN" else []
    return any(noun.lower_ in _KIN and any(c.dep_ == "poss" for c in noun.children) for noun in nouns)


def _read_other_name(table: EntityTable, index: int, token: Token) -> None:
    """Record a name that the table has no person for."""
    kind = table.name_kinds.get(token.text, "thing")
    name = _whole_name(table, index, token)
    acronym = table.acronyms.get(token.text)
    if acronym and kind != "person":
        name = acronym.removeprefix("the ").removeprefix("The ")
    known = thing_named(table, name, kind)
    known.plural = known.plural or token.tag_ == "NNPS"
    known.article = known.article or (
        token.doc[token.left_edge].lower_ == "the" and _called_with_an_article(table, name)
    )
    if kind == "thing" and token.dep_ != "compound":
        known.classes.add(token.lower_)
    if kind != "people":
        note_kind(table, index, token)
    if kind == "person" and not known.gender:
        known.gender = next(filter(None, (gender_of_name(word) for word in name.split())), "")
    _note_name(table, index, token, known)


def _called_with_an_article(table: EntityTable, name: str) -> bool:
    """Whether "the" stands before a name as often as not: "the Velta and Nord shares" make no "the Velta"."""
    written = re.compile(rf"(\b[Tt]he (?:(?!{_SMALL})[a-z0-9-]+ )?)?(?<![\w-]){re.escape(name)}\b")
    having = (unit.parsed for unit in table.units if name in unit.parsed)
    found = [bool(match.group(1)) for parsed in having for match in written.finditer(parsed)]
    return 2 * sum(found) >= len(found)


def _whole_name(table: EntityTable, index: int, token: Token) -> str:
    """Return a name with all its words, without the title before it."""
    title = title_tokens(token)
    words = token.doc[token.left_edge : token.i + 1]
    owner = next((c for c in token.children if c.dep_ == "poss"), None)
    if owner is not None and owner.pos_ == "PROPN":
        own = [t for t in words if t.dep_ != "det"]
    else:
        own = [t for t in words if t.dep_ in {"compound", "nmod", "amod"} or t == token]
        own = [t for t in own if t.dep_ != "amod" or t.text[:1].isupper()]
        own = _with_joined(own, token)
    last = last_of_name(token) if token.lower_ in BODIES_OF else token.i  # "Ministry of Defence"
    behind = _goes_on(token) or list(range(token.i + 1, last + 1))
    return words_of(table.units[index], [t.i for t in own if t.i not in title] + behind, token)


def _with_joined(own: list[Token], token: Token) -> list[Token]:
    """Return the words of a name with those joined to them: "Port and River Security Agency"."""
    first = own[0].i if own else token.i
    joined = [t for t in token.doc[first : token.i] if t.dep_ == "conj" and t.head in own]
    if not joined or not all(t.text[:1].isupper() and t.pos_ == "PROPN" for t in joined):
        return own
    between = token.doc[first : token.i + 1]
    return [t for t in between if t in own or t in joined or t.dep_ == "cc" or t.text == ","]


def _note_name(table: EntityTable, index: int, token: Token, entity: Entity) -> None:
    _learn_from_kin(table, token, entity)
    note(table, index, token, entity)
    _note_couple(table, index, token)
    note_list(table, index, token)


def _fits_title(title: Token | None, person: Entity) -> bool:
    """Whether "Ms" before a surname does not speak against the one person of that surname."""
    told = "" if title is None else gender_of_name(title.text)
    return not (told and person.gender and told != person.gender)


def _learn_from_kin(table: EntityTable, token: Token, person: Entity) -> None:
    """Learn gender and class from "his wife X", "their child, X", "X, a nurse"."""
    nouns = [token.head] if token.dep_ == "appos" else []
    nouns += [c for c in token.children if c.dep_ in {"appos", "compound"} and c.pos_ == "NOUN"]
    for noun in nouns:
        # "Robert Holm, his wife Ida and a guard": the wife is another.
        known = gender_of_name(person.name.split(maxsplit=1)[0])
        if noun.lower_ in lexicon.FEMALE:
            person.gender = known or "f"
        if noun.lower_ in lexicon.MALE:
            person.gender = known or "m"
        if noun.pos_ == "NOUN" and not in_passing(noun):
            person.classes.add(noun.lower_)
        owner = next((c for c in noun.children if c.dep_ == "poss"), None)
        if noun.lower_ in lexicon.CHILD and owner is not None and owner.lower_ == "their":
            subject = next((m.entity for m in reversed(table.mentions) if m.entity.kind == "group"), None)
            if subject is not None:
                subject.classes |= lexicon.PARENTS


def in_passing(noun: Token) -> bool:
    """Whether something is named in passing ("who also owned a side, Perugia"): "the side" is another one."""
    return any(t.dep_ == "relcl" for t in noun.ancestors)


def _note_couple(table: EntityTable, index: int, token: Token) -> None:
    """Two named subjects joined by "and" are a group that "they" or "both countries" may mean."""
    head = token
    while head.dep_ in {"conj", "appos"} and head.head.pos_ in {"PROPN", "NOUN"} and head.head.i < head.i:
        head = head.head
    if any(c.dep_ == "conj" for c in token.children):
        return  # the list goes on: it is none of two
    if head == token or (token.dep_ == "appos" and token.head.dep_ != "conj"):
        return
    members = [
        m for m in table.mentions_by_unit.get(index, []) if head.i <= m.token <= token.i and m.entity.kind != "group"
    ]
    names = list(dict.fromkeys(m.entity.name for m in members))
    kinds = {m.entity.kind for m in members}
    if len(names) == 2 and len(kinds) == 1 and kinds <= {"person", "place"}:
        group = couple(table, [table.entities[n] for n in names if n in table.entities])
        group.kind = "group"
        if kinds == {"place"}:
            group.classes |= {"place"}
        remember(table, Mention(group, table.sentences[index], index, token.i, head.dep_ in NOUN_SUBJECTS))


def note_description(table: EntityTable, index: int, token: Token) -> None:
    """Learn from "X, the ports agency" or "X is a ports agency" that "the agency" means X."""
    if token.pos_ != "NOUN" or token.tag_ == "NNS":
        return
    holder = token.head if token.dep_ == "appos" else subject_of(token.head)
    if holder is None or holder.pos_ != "PROPN" or in_passing(holder):
        return
    name = name_at(table, index, holder)
    entity = table.entities.get(name)
    people = table.by_surname.get(holder.text, [])
    if len(people) == 1:
        entity = people[0]
    if entity is None:
        entity = thing_named(table, name, "thing" if holder.ent_type_ != "PERSON" else "person")
    entity.classes.add(token.lower_)


def read_noun(table: EntityTable, index: int, token: Token) -> bool:
    """Read a common noun: "the agency", "both countries" and "the parents" may mean somebody named before.

    Returns:
        Whether ``token`` is a common noun.
    """
    if token.pos_ != "NOUN":
        return False
    determiner = next((c for c in token.children if c.dep_ in {"det", "predet"} and c.i < token.i), None)
    number = next((c for c in token.children if c.dep_ == "nummod" and c.lower_ in {"two", "both"}), None)
    others = [
        c
        for c in token.children
        if c not in {determiner, number}
        and c.pos_ != "PUNCT"
        and c.dep_ not in {"case", "cc", "conj"}
        and not (c.dep_ == "relcl" and comma_before(c))
    ]
    if determiner is not None and not others and read_pair(table, index, token, determiner, number):
        return True
    the = determiner if determiner is not None and determiner.lower_ == "the" and not others else None
    if the is not None and _read_the(table, index, token, the):
        return True
    named = _read_by_kind(table, index, token, determiner, others)
    if named:
        return True
    read_gap(table, index, token)
    if not _read_their_child(table, index, token, len(others)):
        _note_noun(table, index, token)
    return True


def _read_the(table: EntityTable, index: int, token: Token, the: Token) -> bool:
    """Read "the agency" and "the parents"; say whether they mean somebody whom the article names."""
    lowered = token.lower_
    if not token.tag_.startswith("NNS"):
        called = _described_as(table, lowered)
        if len(called) == 1 and (
            _another_was_named(table, lowered, called[0]) or another_body_was_named(table, index, lowered, called[0])
        ):
            settle(table, index, the.i, token, None)
        elif len(called) == 1:
            replace(table, index, the.i, token.i, called[0], token)
            return True
        if called:
            settle(table, index, the.i, token, None)
        elif lowered in _MATTERS and not any(c.dep_ in {"attr", "ccomp"} for c in token.head.children):
            table.open_words.add((index, the.i))  # but "the problem is that ..." tells it
    if lowered != "parents" or lowered not in lexicon.PARENTS:
        return False
    parents = [e for e in table.entities.values() if e.kind == "group" and "parents" in e.classes]
    if len(parents) == 1:
        replace(table, index, the.i, token.i, parents[0], token)
    return len(parents) == 1


def _read_by_kind(
    table: EntityTable, index: int, token: Token, determiner: Token | None, others: list[Token]
) -> bool:
    """Read "the event" or "the lantern festival" where the article names one thing whose name says that it is one."""
    if determiner is None or token.tag_ != "NN" or token.dep_ in _NAMING_NOBODY:
        return False
    this = determiner.lower_ == "this"
    others = [c for c in others if not (this and c.lower_ in {"particular", "very"})]
    definite = this or (determiner.lower_ == "the" and (index, determiner.i) not in table.open_words)
    if not definite or not all(c.dep_ in {"amod", "compound"} and c.i < token.i for c in others):
        return False
    entity = thing_of_kind(table, index, token, others)
    if entity is None and not this and not others:
        entity = body_or_country(table, index, token)
    if entity is None:
        return False
    replace(table, index, determiner.i, token.i, entity, token)
    return True


def _read_their_child(table: EntityTable, index: int, token: Token, others: int) -> bool:
    """Read "their child" where the article names one child; ``others`` counts the other words of its phrase."""
    owner = next((c for c in token.children if c.dep_ == "poss"), None)
    if token.lower_ not in lexicon.CHILD or owner is None or owner.tag_ != "PRP$" or others != 1:
        return False
    children = [e for e in table.entities.values() if e.kind == "person" and e.classes & lexicon.CHILD]
    if len(children) != 1 or token.dep_ == "appos" or any(c.dep_ == "appos" for c in token.children):
        return False
    replace(table, index, owner.i, token.i, children[0], token)
    return True


def _note_noun(table: EntityTable, index: int, token: Token) -> None:
    """Record that a noun phrase names somebody or something that a pronoun may mean."""
    lowered, doc = token.lower_, token.doc
    if token.dep_ in {"compound", "npadvmod", "nmod"} or token.ent_type_ in {"DATE", "TIME", "MONEY", "PERCENT"}:
        return
    if token.dep_ in {"attr", "appos"} or (token.dep_ == "pobj" and token.head.lower_ == "as"):
        return  # says what somebody is, names nobody
    if any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in token.children):
        return
    plural = token.tag_ == "NNS"
    gender = "f" if lowered in lexicon.FEMALE else "m" if lowered in lexicon.MALE else ""
    person = bool(gender) or lowered in OFFICES or token.lemma_.lower() in PEOPLE or lowered in _NAMELESS
    kind = "group" if plural else "human" if person else "noun"
    ids = name_of(table.contexts[index], token)
    name = words_of(table.units[index], sorted(ids), token)
    if any(doc[i].tag_ in {"PRP$", "PRP", "DT"} and doc[i].lower_ in _POINTING for i in ids):
        name = ""
    note(table, index, token, Entity(lower_first(name), kind, plural=plural, gender=gender))


def _described_as(table: EntityTable, noun: str) -> list[Entity]:
    """Return whom "the agency" may mean: nobody known, the one, or several so that it stays open."""
    if noun in _MANY_HAVE_ONE:
        return []
    wanted = lexicon.CHILD if noun in lexicon.CHILD else {noun}
    found = [
        e for e in table.entities.values() if e.classes & wanted and e.name in table.counts and e.kind != "group"
    ]
    if noun in _REGIONS:
        found = [e for e in found if e.kind == "place"]  # a film prize may be called "Best Film State"
    if len(found) == 1 and _short_of(found[0].name.lower(), noun):
        return []
    things = {e.name: e for e in found if e.kind == "thing" and e.name.lower() != noun}
    if len(things) > 1:
        return list(things.values())
    if len(found) != 1:
        return []
    child = found[0].kind == "person" and noun in lexicon.CHILD
    return found if things or child else []


def _another_was_named(table: EntityTable, noun: str, entity: Entity) -> bool:
    """Whether a phrase of the same noun came after a name: "Dorn Bank", "the central bank", and then "the bank"."""
    named = set(entity.name.lower().split())
    for mention in reversed(table.mentions):
        if mention.entity.name == entity.name:
            return False
        head = table.units[mention.unit].doc[mention.token]
        words = {c.lower_ for c in head.children if c.dep_ in {"amod", "compound"}}
        if mention.entity.kind in {"noun", "human"} and head.lower_ == noun and words - named:
            return True
    return False


def _short_of(name: str, noun: str) -> bool:
    """Whether a name says no more than a noun, or is of another kind: "Res" and "resolution", "Internet Explorer"."""
    words = name.split()
    return noun.startswith(name.rstrip(".")) or (len(words) > 1 and words[0] == noun)


def _goes_on(token: Token) -> list[int]:
    """Return the tokens of a name that go on behind its head: "Farm Standards North Norland"."""
    more = [c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN"]
    found = sorted({t.i for c in more for t in c.subtree})
    adjacent = found == list(range(token.i + 1, token.i + 1 + len(found)))
    return found if adjacent and all(token.doc[i].pos_ == "PROPN" for i in found) else []
