"""The table of who and what an article names: one entry each, however often and however shortly it is named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claims.splitting.clauses.phrases import name_of
from claims.splitting.coreference.entities import (
    Entity,
    Mention,
    Replacement,
    acronyms_of,
    gender_of_name,
    kinds_of_names,
    person_words,
    words_of,
)
from sources.language import lexicon
from sources.language.parsing.relations import NOUN_SUBJECTS, subject_of
from sources.language.places import is_place

if TYPE_CHECKING:
    from claims.splitting.clauses.context import ClauseContext
    from claims.splitting.coreference.kinds import NamedThing
    from claims.splitting.rules import Ids
    from claims.splitting.segments.units import Unit
    from sources.language.parsing.tree import Token

_LONGEST_NAME = 3  # words of a person's name that the parser did not find: "George W. Bush"
_OF_PLACES = lexicon.words("offices_of_places") | lexicon.words("place_nouns")
# "'Captain Maria'": marks that the parser sees; "the Holms' Ida" has none before it.
_SINGLY_MARKED = re.compile(r"(?<![\w'])'([A-Z][\w-]*(?: [A-Z][\w-]*){0,2})[,.]?'(?!\w)")
_BEFORE_NAMES = lexicon.words("parties_before_names") | lexicon.words("titles")
OFFICES = lexicon.ROLES - lexicon.ORGANISATIONS
_POINTING_OUT = frozenset(["point", "put", "show"])
# Sentences that a new turn counts for, more than a pronoun reaches: the question between may say what "it" is.
_FIRST_AND_LAST = 2  # words of a name
_TURN = 10


@dataclass(slots=True)
class EntityTable:
    """What is known of the names of one article while it is read from its beginning to its end.

    A place is the index of a unit with the index of a token in it.

    Attributes:
        units: What was parsed, in the order of the article.
        contexts: What the rules for clauses know of each unit.
        carriers: By unit, the tokens that name the speaker of a quotation.
        said_by: By unit that somebody says, the unit that names who, and the tokens that do.
        acronyms: Acronyms that the article spells out, each with the words that it stands for.
        name_kinds: By the last word of a name, whether it names a person, a place, a people or a thing.
        sentences: For each unit the number of its sentence; a new turn of a conversation begins far behind the last.
        entities: By name.
        by_surname: The people whom the article names in full.
        places: Names of one word that are places by their office: "the mayor of Holm".
        mentions: Where entities are named, in the order of the article.
        things: Names whose own words tell what they name, in the order of the article.
        countries: How often each country and its people are named, once it was asked for.
        counts: How often each name was mentioned.
        replacements: By place, the words that say what the tokens there stand for.
        open_words: Places of words whose meaning the article leaves open.
        last_speaker: Who spoke last, and in which sentence.
        last_document: The report or statement that spoke last, and its sentence.
    """

    units: list[Unit]
    contexts: list[ClauseContext]
    carriers: dict[int, Ids]
    acronyms: dict[str, str]
    name_kinds: dict[str, str]
    sentences: list[int]
    entities: dict[str, Entity] = field(default_factory=dict)
    by_surname: dict[str, list[Entity]] = field(default_factory=dict)
    said_by: Mapping[int, tuple[int, Ids]] = field(default_factory=dict)
    places: frozenset[str] = frozenset()
    mentions: list[Mention] = field(default_factory=list)
    mentions_by_sentence: dict[int, list[Mention]] = field(default_factory=dict)
    mentions_by_unit: dict[int, list[Mention]] = field(default_factory=dict)
    things: list[NamedThing] = field(default_factory=list)
    countries: Counter[str] | None = None
    counts: Counter[str] = field(default_factory=Counter)
    replacements: dict[tuple[int, int], Replacement] = field(default_factory=dict)
    open_words: set[tuple[int, int]] = field(default_factory=set)
    last_speaker: Entity | None = None
    last_speaker_sentence: int = -99
    last_document: tuple[Entity, int] | None = None


def entity_table(units: list[Unit], contexts: list[ClauseContext], carriers: dict[int, Ids]) -> EntityTable:
    """Return a table with the people whom the article names in full; nothing is read in order yet."""
    sentences: list[int] = []
    for before, unit in zip([None, *units], units, strict=False):
        new = before is None or before.sentence != unit.sentence
        turn = before is not None and before.speech is not unit.speech and None not in (before.speech, unit.speech)
        sentences.append((sentences[-1] if sentences else -1) + new + _TURN * turn)
    table = EntityTable(units, contexts, carriers, acronyms_of(units), kinds_of_names(units), sentences)
    _collect_people(table)
    table.places = frozenset(t.text for unit in units for t in unit.doc if is_place_of_office(t))
    return table


def is_place_of_office(name: Token) -> bool:
    """Whether a name is the place of an office or a kind of place: "the mayor of Holm", "the town of Holm"."""
    alone = name.pos_ == "PROPN" and name.dep_ == "pobj" and name.head.lower_ == "of" and not name.children
    return alone and name.head.head.lower_ in _OF_PLACES


def read_surnames_as_names(units: list[Unit]) -> None:
    """Tag the surnames of people whom the article names in full as names, wherever the parser saw a noun.

    A short name at the beginning of a sentence ("Lund also said") is often taken for a noun.
    """
    surnames = {words[-1] for unit in units for words in _full_names(unit)}
    for unit in units:
        for token in unit.doc:
            if token.text in surnames and token.pos_ in {"NOUN", "ADJ", "ADV"}:
                if token.pos_ == "ADV" and token.i < token.head.i and subject_of(token.head) is None:
                    token.dep_ = "nsubj"  # "Kelly has left": read as "quickly" would be
                token.pos_, token.tag_, token.lemma_ = "PROPN", "NNP", token.text


def _collect_people(table: EntityTable) -> None:
    alone = {
        t.text for unit in table.units for t in unit.doc
        if t.pos_ == "PROPN" and (t.i + 1 == len(unit.doc) or unit.doc[t.i + 1].pos_ != "PROPN")
    }  # fmt: skip
    for unit in table.units:
        for words in (*_full_names(unit), *_couples(unit)):
            if not _beside_a_place(table, words, alone):
                _add_person(table, words)
    for people in table.by_surname.values():
        for person in [p for p in people if _has_a_shorter_name(p, people)]:
            people.remove(person)
            del table.entities[person.name]


def _has_a_shorter_name(person: Entity, people: list[Entity]) -> bool:
    """Whether "Ida Jane Roe" is the only one with more names whom the article calls "Ida Roe" too."""
    first, *_, last = person.name.split()
    longer = [p for p in people if p.name.startswith(f"{first} ") and len(p.name.split()) > _FIRST_AND_LAST]
    return longer == [person] and any(p.name == f"{first} {last}" for p in people)


def _beside_a_place(table: EntityTable, words: list[str], alone: set[str]) -> bool:
    """Whether a person and a place only share a line, as in "the Lund Belmora speech".

    Args:
        table: The table, with the kinds of names.
        words: What was taken for the name of one person.
        alone: Names that the article writes with no name behind them.
    """
    first, last = words[0], words[-1]
    given = first.lower() in lexicon.GIVEN_NAMES
    return len(words) == 2 and not given and table.name_kinds.get(last) == "place" and {first, last} <= alone


def _full_names(unit: Unit) -> Iterator[list[str]]:
    """Yield the names of people that a unit writes in full, as their words; none that marks call a nickname."""
    marked = _names_in_marks(unit)
    for words in _names_written(unit):
        if not any(words[-len(name) :] == name for name in marked):
            yield words


def _names_in_marks(unit: Unit) -> list[list[str]]:
    """Return the words of names that stand alone in quotation marks: 'dubbed "Lucky Grace"', "called 'Big Ida'"."""
    found = []
    for quotation in unit.opened:
        inside = [t for t in unit.doc if quotation.inner.start <= unit.start_of(t) < quotation.inner.end]
        words = [t.text for t in inside if t.pos_ != "PUNCT"]
        if words and len(words) <= _LONGEST_NAME and all(word[:1].isupper() for word in words):
            found.append(words)
    return [*found, *(name.split() for name in _SINGLY_MARKED.findall(unit.parsed))]


def _names_written(unit: Unit) -> Iterator[list[str]]:
    longer: list[list[str]] = []
    for ent in unit.doc.ents:
        words = person_words(ent.text) if ent.label_ == "PERSON" else []
        if len(words) >= 2 and f"-{ent.text}" not in unit.parsed:  # "Hoffmann-La Roche"
            yield words
            longer += [words] if words[0].lower() not in _BEFORE_NAMES and not is_place(words[0].lower()) else []
    for token in unit.doc:
        if token.pos_ != "PROPN" or token.dep_ in {"compound", "nmod"}:
            continue
        office = token.dep_ in NOUN_SUBJECTS and any(c.lower_ in OFFICES for c in token.children)
        first = unit.doc[token.left_edge].i if token.dep_ in NOUN_SUBJECTS else _first_of_name(token)
        words = person_words(unit.doc.words(first, token.i))
        words = person_words(" ".join(words[_begins(words) :])) if office and len(words) > 2 else words
        if any(words == whole[-len(words) :] and words != whole for whole in longer):
            continue  # "Fernando Holm" of "Luiz Fernando Holm, the minister", who is one person
        given = words[:1] and (words[0].lower() in lexicon.GIVEN_NAMES or _has_an_age(token))
        named = given and (token.dep_ in NOUN_SUBJECTS or unit.doc[first].head is token)
        if 2 <= len(words) <= _LONGEST_NAME and (len(words) == 2 or _begins(words) == 0) and (named or office):
            yield words


def _has_an_age(name: Token) -> bool:
    """Whether an age stands behind a name: "Gemma Tully, 38, ..."."""
    return any(c.dep_ == "appos" and c.like_num and len(c.text) == len("38") for c in name.children)


def _couples(unit: Unit) -> Iterator[list[str]]:
    """Yield "Tom Holm" of "Tom and Ida Holm"."""
    doc = unit.doc
    for joint in doc:
        if joint.lower_ not in {"and", "&"} or not 0 < joint.i < len(doc) - 2:
            continue
        first, second, surname = doc[joint.i - 1], doc[joint.i + 1], doc[joint.i + 2]
        alone = joint.i < 2 or doc[joint.i - 2].pos_ != "PROPN"
        given = {first.lower_, second.lower_} <= lexicon.GIVEN_NAMES
        if alone and given and surname.pos_ == "PROPN" and surname.lower_ not in lexicon.GIVEN_NAMES:
            yield [first.text, surname.text]


def _first_of_name(token: Token) -> int:
    """Return where the name of a person begins: given names and initials before the surname, at least one word."""
    first = max(token.i - 1, 0)
    while first and _is_given(token.doc[first - 1].text) and token.doc[first - 1].head is token:
        first -= 1
    return first


def _begins(words: list[str]) -> int:
    """Return which of some words begins a name: the one before the surname, or given names before that."""
    first = max(len(words) - 2, 0)
    while first and (words[first - 1].lower() in lexicon.GIVEN_NAMES or _is_initial(words[first])):
        first -= 1
    return first


def _is_given(word: str) -> bool:
    return word.lower() in lexicon.GIVEN_NAMES or _is_initial(word)


def _is_initial(word: str) -> bool:
    return len(word) == len("W.") and word[0].isupper() and word[1] == "."


def _add_person(table: EntityTable, words: list[str]) -> Entity:
    name = " ".join(words)
    entity = table.entities.get(name)
    if entity is None:
        entity = Entity(name, "person", gender=gender_of_name(words[0]))
        table.entities[name] = entity
        table.by_surname.setdefault(words[-1], []).append(entity)
    return entity


def thing_named(table: EntityTable, name: str, kind: str) -> Entity:
    """Return the entity of that name; add one of ``kind`` where there is none."""
    return table.entities.setdefault(name, Entity(name, kind))


def note(table: EntityTable, index: int, token: Token, entity: Entity) -> None:
    """Record that ``token`` of the unit ``index`` mentions ``entity``."""
    meant = token.head if token.dep_ == "appos" else token
    verb = meant.head
    tells = verb.lemma_ in lexicon.SAY | lexicon.HOLD | _POINTING_OUT  # "As the panel has noted, it ..."
    before = verb.dep_ == "advcl" and verb.i < verb.head.i and not tells  # "When the crews arrived, they ..."
    subject = meant.dep_ in NOUN_SUBJECTS and (before or verb.dep_ in {"ROOT", "ccomp", "conj"})
    remember(table, Mention(entity, table.sentences[index], index, token.i, subject))


def remember(table: EntityTable, mention: Mention) -> None:
    """Add a mention."""
    table.mentions.append(mention)
    table.mentions_by_sentence.setdefault(mention.sentence, []).append(mention)
    table.mentions_by_unit.setdefault(mention.unit, []).append(mention)
    table.counts[mention.entity.name] += 1


def is_inserted(unit: Unit, token: int) -> bool:
    """Tell whether a word stands in brackets."""
    place = unit.start_of(unit.doc[token])
    brackets = [t.text for t in unit.doc[:token] if t.text in {"(", ")"}]
    return brackets[-1:] == ["("] or any(span.start < place < span.end for span in unit.inserted)


def entity_at(table: EntityTable, index: int, token: Token) -> Entity | None:
    """Return what ``token`` mentions, where it mentions anything."""
    return next((m.entity for m in reversed(table.mentions_by_unit.get(index, [])) if m.token == token.i), None)


def name_at(table: EntityTable, index: int, token: Token) -> str:
    """Return the shortest words of the article that name what ``token`` is the head of."""
    return words_of(table.units[index], sorted(name_of(table.contexts[index], token)), token)


def couple_of_surname(table: EntityTable, token: Token) -> Entity | None:
    """Handle "The Sams": everybody of that surname, where the article names exactly two."""
    if not token.text.endswith("s"):
        return None
    people = table.by_surname.get(token.text[:-1], [])
    if len(people) != 2:
        return None
    return couple(table, people)


def couple(table: EntityTable, people: list[Entity]) -> Entity:
    """Return the group of these two."""
    name = " and ".join(p.name for p in people)
    group = table.entities.setdefault(name, Entity(name, "group", plural=True))
    group.members = tuple(p.name for p in people)
    return group


def replace(table: EntityTable, index: int, first: int, last: int, entity: Entity, token: Token) -> None:
    """Put the name of ``entity`` in the place of the tokens ``first`` to ``last``, and record the mention."""
    table.open_words.discard((index, first))
    head = entity.name.rsplit(maxsplit=1)[-1]
    named = [t.i for t in token.doc[:first] if t.text == head]  # "The Holm Fair drew thousands to the event"
    again = named and not entity.members and token.dep_ != "appos" and token.lower_ not in {"former", "latter"}
    anchor = named[-1] if again else -1
    table.replacements[index, first] = Replacement(first, last, entity.called, anchor=anchor)
    note(table, index, token, entity)


def settle(table: EntityTable, index: int, first: int, token: Token, entity: Entity | None) -> None:
    """Put ``entity`` in the place of the phrase from ``first`` to ``token``; None leaves the phrase open."""
    if entity is None:
        table.open_words.add((index, first))
        table.replacements.pop((index, first), None)
        table.replacements[index, first] = Replacement(first, token.i, "")
    else:
        table.replacements[index, first] = Replacement(first, token.i, entity.name)
        note(table, index, token, entity)
