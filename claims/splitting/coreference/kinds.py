"""What a name is by its own words: "the event" may mean the one festival that the article names."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from claims.splitting.coreference.entities import Entity, words_of
from claims.splitting.segments.units import Role
from sources.language import lexicon
from sources.language.parsing.relations import NOUN_SUBJECTS
from sources.language.places import is_country, same_place

if TYPE_CHECKING:
    from claims.splitting.coreference.entity_table import EntityTable
    from sources.language.parsing.tree import Token

_KINDS = {
    noun: words
    for nouns, words in lexicon.groups("kinds_by_last_word").items()
    for noun in nouns.replace("/", " ").split()
}
_OF_A_KIND = frozenset().union(*_KINDS.values())
_CALLED_SO = _OF_A_KIND | lexicon.words("bodies_and_places_called_by_kind")
_BODIES = lexicon.words("bodies_told_by_a_name")
_NUMBERED = frozenset(["flight", "route", "building", "unit", "station", "highway", "line"])
BODIES_OF = lexicon.ORGANISATIONS | lexicon.INSTITUTIONS | lexicon.COLLECTIVE_NOUNS | _CALLED_SO | _NUMBERED
_HAPPENED = lexicon.words("happenings")
_INSIDE = frozenset(["of", "the", "for", "and", "&"])
_SAYING_WHICH = frozenset(["amod", "compound", "det", "poss", "nmod"])
# Sentences back to the last mention of a name: about five paragraphs. Chosen by reading news.
_REACH = 12
_WHILE = 5


@dataclass(frozen=True, slots=True)
class NamedThing:
    """Where a thing is named whose name tells its kind.

    Attributes:
        words: The words of the name in lower case.
        head: The word that tells the kind: "festival".
        entity: The thing, by the name as it is written there.
        sentence: The sentence that names it.
        alone: Whether the name is no part of a longer phrase, as in "the festival guests".
        body: Whether it is the name of a body of people, and the subject of its sentence.
    """

    words: frozenset[str]
    head: str
    entity: Entity
    sentence: int
    alone: bool
    body: bool = False


def note_kind(table: EntityTable, index: int, name: Token) -> None:
    """Remember a name for what its own words say that it is."""
    doc = name.doc
    first = name.i
    while first and doc[first - 1].pos_ == "PROPN" and doc[first - 1].ent_type_ != "ORDINAL":
        first -= 1  # "the 22nd Holm Fair" is the Holm Fair
    last = last_of_name(name)
    head = name
    while head.i > first and (is_country(head.lower_) or head.text.isdigit()):
        head = doc[head.i - 1]  # "Fan Expo Canada"
    before = doc[first - 1] if first else None
    text = words_of(table.units[index], list(range(first, last + 1)), name)
    article = before is not None and before.lower_ == "the"
    cut = before is not None and before.lower_ in _INSIDE - {"the"} and first > 1 and doc[first - 2].pos_ == "PROPN"
    indefinite = before is not None and before.lower_ in {"a", "an"}
    alone = name.dep_ not in {"compound", "nmod", "amod", "attr"} and not cut and not indefinite
    words = frozenset(text.lower().split())
    entity = Entity(text, "thing", article=article)
    described = before is not None and before.pos_ == "NOUN" and before.lower_ in _BODIES
    body = alone and name.dep_ in {*NOUN_SUBJECTS, "appos"} and (name.ent_type_ == "ORG" or described)
    table.things.append(NamedThing(words, head.lower_, entity, table.sentences[index], alone, body))


def last_of_name(name: Token) -> int:
    """Return where a name ends with what "of" or a number adds to it: "University of Southern Holm", "Flight 80"."""
    doc, at = name.doc, name.i
    following = doc[at + 1] if at + 1 < len(doc) else None
    if following is not None and following.text.isdigit() and following.head is name and name.lower_ in _NUMBERED:
        return at + 1
    if following is None or following.lower_ != "of" or following.head is not name:
        return at
    last = max((t.i for t in following.subtree if t.pos_ == "PROPN"), default=at)
    between = doc[at + 1 : last + 1]
    return last if all(t.pos_ == "PROPN" or t.lower_ in _INSIDE for t in between) else at


def thing_of_kind(table: EntityTable, index: int, noun: Token, modifiers: list[Token]) -> Entity | None:
    """Return the one thing named before that "the event" or "the lantern festival" can mean.

    Args:
        table: What is known of the article.
        index: The unit of ``noun``.
        noun: A noun in the singular with "the".
        modifiers: The other words of its phrase; all must be in the name.
    """
    lowered, here = noun.lower_, table.sentences[index]
    listed = _KINDS.get(lowered, frozenset())
    same = lowered in _CALLED_SO
    named = [t for t in table.things if (same and t.head == lowered) or (t.head in listed and not modifiers)]
    wanted = {m.lower_ for m in modifiers}
    named = [t for t in named if wanted <= t.words]
    near = [t for t in named if here - t.sentence <= _REACH]
    longest = max((t for t in near if t.alone), key=lambda t: len(t.words), default=None)
    if longest is not None and not all(t.words <= longest.words for t in near):
        # The second festival of the article, just named, and the first not for a while.
        near = [t for t in near if here - t.sentence < _WHILE]
        longest = max(
            (t for t in near if t.alone and here - t.sentence <= 1), key=lambda t: len(t.words), default=None
        )
    if longest is None or len(longest.words) == 1 or not all(t.words <= longest.words for t in near):
        return None
    if _is_rivalled(table, noun, near[-1]):
        return None
    table.things.append(replace(near[-1], sentence=here))
    return longest.entity


def _is_rivalled(table: EntityTable, noun: Token, thing: NamedThing) -> bool:
    """Whether something without a name, told of since, may be meant: "a fair", "the attack" for "the event"."""
    kind = _KINDS.get(noun.lower_, frozenset()) | {noun.lower_, thing.head}
    happened = _HAPPENED if noun.lower_ in {"event", "gathering"} else frozenset()
    last = max(table.mentions[-1].sentence, thing.sentence) if table.mentions else thing.sentence
    for sentence in range(thing.sentence, last + 1):
        for mention in table.mentions_by_sentence.get(sentence, ()):
            told = table.units[mention.unit].doc[mention.token]
            if told.pos_ == "NOUN" and (told.lower_ in kind | happened) and told is not noun:
                words = {c.lower_ for c in told.children if c.dep_ in _SAYING_WHICH and c.ent_type_ != "DATE"}
                words -= {"the", "this", "particular", "same"}
                if told.lower_ in happened or not words <= thing.words:
                    return True
    return False


def body_or_country(table: EntityTable, index: int, noun: Token) -> Entity | None:
    """Return what "the company" or "the country" means, where no name says that it is one."""
    return _country_meant(table, index) if noun.lower_ == "country" else _body_just_named(table, index, noun)


def _body_just_named(table: EntityTable, index: int, noun: Token) -> Entity | None:
    """Return the one body that the sentence before has as its subject, for "the company"."""
    if noun.lower_ not in _BODIES:
        return None
    here = table.sentences[index]
    near = list(takewhile(lambda t: here - t.sentence <= 1, reversed(table.things)))
    words = {t.words for t in near if t.body}
    other = _OF_A_KIND - _KINDS.get(noun.lower_, frozenset())
    if len(words) != 1:
        return None
    chosen = next(t for t in near if t.body)
    kinds = table.name_kinds
    rivals = [
        t for t in near if t.alone and t.words != chosen.words and kinds.get(t.entity.name.split()[-1]) == "thing"
    ]
    if rivals or chosen.head in other or chosen.sentence == here or _is_rivalled(table, noun, chosen):
        return None
    return chosen.entity


def _country_meant(table: EntityTable, index: int) -> Entity | None:
    """Return the one country that the article names, its people counted; None where it names another anywhere."""
    if table.countries is None:
        table.countries = Counter(name for unit in table.units for name in map(_country_of, unit.doc) if name)
    names = set(table.countries)
    near = any(_country_of(t) for unit in table.units[max(0, index - _WHILE) : index + 1] for t in unit.doc)
    if not near or table.units[index].role is Role.SAID:
        return None
    called = [name for name in names if all(same_place(name.lower(), other.lower()) for other in names)]
    named = [name for name in called if name in table.entities and table.entities[name].kind == "place"]
    return table.entities[named[0]] if len(called) == len(names) and len(named) == 1 else None


def _country_of(token: Token) -> str:
    """Return the name of a country or its people, with "North" before it; empty for other words."""
    if token.pos_ not in {"PROPN", "ADJ", "NOUN"} or not token.text[:1].isupper() or not is_country(token.lower_):
        return ""
    before = token.doc[token.i - 1] if token.i else None
    joined = before is not None and before.pos_ == "PROPN" and before.head is token
    return f"{before.text} {token.text}" if before is not None and joined else token.text


def another_body_was_named(table: EntityTable, index: int, noun: str, entity: Entity) -> bool:
    """Whether another body is a subject since ``entity`` was named: "Nord, a firm, fell. Velta buys the firm"."""
    if noun not in _BODIES:
        return False
    here = table.sentences[index]
    for mention in reversed(table.mentions):
        if mention.entity.name == entity.name or here - mention.sentence > 1:
            return False
        rival = table.units[mention.unit].doc[mention.token]
        same = rival.text in entity.name.split()
        named = (
            mention.subject
            and rival.pos_ == "PROPN"
            and not same
            and not mention.entity.gender
            and not mention.entity.plural
        )
        if named and mention.entity.kind in {"thing", "person"} and rival.text not in table.by_surname:
            return True
    return False
