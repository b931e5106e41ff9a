"""The register of who and what an article names: one entry each, however often and however shortly named."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from claims.claim import SourceSort
from claims.splitting.coreference.entities import (
    Entity,
    Mention,
    Reading,
    acronyms_of,
    gender_of_name,
    kinds_of_names,
    person_words,
    words_of,
)
from sources.language import lexicon

if TYPE_CHECKING:
    from claims.splitting.clauses.drafts import Ids
    from claims.splitting.clauses.phrases import Phrases
    from claims.splitting.segments.units import Unit
    from sources.language.parsing.tree import Token

_OFFICES = lexicon.ROLES - lexicon.ORGANISATIONS
_ENDS_A_HEAD = lexicon.words("name_head_stoppers")
_BODIES = lexicon.ORGANISATIONS | lexicon.INSTITUTIONS | lexicon.COLLECTIVE_NOUNS | lexicon.DOCUMENTS
_SUBJECTS = frozenset(["nsubj", "nsubjpass"])


class Register:
    """Keeps the register of one article.

    Args:
        units: What was parsed, in the order of the article.
        phrases: The phrases of each unit.
        carriers: By unit, the tokens that name the speaker of a quotation.
    """

    def __init__(self, units: list[Unit], phrases: list[Phrases], carriers: dict[int, Ids]) -> None:
        self._units = units
        self._phrases = phrases
        self._carriers = carriers
        self._full: dict[str, list[Entity]] = {}
        self._entities: dict[str, Entity] = {}
        self._mentions: list[Mention] = []
        self._by_sentence: dict[int, list[Mention]] = {}
        self._by_unit: dict[int, list[Mention]] = {}
        self._mentioned: Counter[str] = Counter()
        self._sentences: list[int] = []
        self.readings: dict[tuple[int, int], Reading] = {}
        self.open: set[tuple[int, int]] = set()
        self._acronyms = acronyms_of(units)
        self._kinds = kinds_of_names(units)
        self._collect()

    def is_acronym(self, word: str) -> bool:
        """Whether the article spells ``word`` out; a source keeps the short name it is given."""
        return word in self._acronyms

    def named(self, source: str) -> str:
        """Return the person at the end or the beginning of a source's description, else the description."""
        for full in sorted(self._entities, key=len, reverse=True):
            if self._entities[full].kind != "person" or " " not in full or full == source:
                continue
            before = source.removesuffix(full).strip()
            if source.endswith(" " + full) and before.split()[-1].lower() not in lexicon.HONORIFICS | {"and"}:
                return full
            if re.match(re.escape(full) + r",? (?:of|for|from|at|with|who)\b", source):
                return full
        words = source.split()
        known = self._full.get(words[-1], []) if words else []
        titles = lexicon.HONORIFICS | lexicon.ROLES
        if len(words) > 1 and len(known) == 1 and all(word.lower() in titles for word in words[:-1]):
            return known[0].name
        return source

    def sort_of(self, source: str) -> SourceSort:
        """Return what the name of a source stands for: who can be looked up, a person, or no name at all."""
        words = re.sub(r"^(?:[Tt]he|[Aa]n?) ", "", source.split(",", maxsplit=1)[0]).split()
        cut = next((k for k, word in enumerate(words) if k and word in _ENDS_A_HEAD), len(words))
        head = words[:cut]
        capitals = [word for word in words if word[:1].isupper()]
        definite = source[:4].lower() == "the "
        if not head or not capitals:
            return SourceSort.OTHER
        if not _is_name(head[-1]):
            # "Coast news agency" is a name, "a Norlandic agency" and "Velta's lawyer" are none.
            whole = _is_name(head[0]) and "’" not in source and "'" not in source and source[:2].lower() != "a "
            known = self._kinds.get(head[0]) == "thing" and head[-1].lower() in lexicon.ORGANISATIONS
            return SourceSort.PUBLISHER if whole and known else SourceSort.OTHER
        if len(words) == 1 and definite and words[0].lower() in _BODIES:
            return SourceSort.OTHER  # "the Office": short for a name that stands elsewhere
        entity = self._entities.get(" ".join(words))
        titles = (lexicon.HONORIFICS | lexicon.ROLES) - lexicon.ORGANISATIONS
        if len(words) > 1 and words[0].lower() in titles and person_words(source):
            return SourceSort.PERSON
        kinds = {self._kinds.get(word, "") for word in capitals}
        if kinds <= {"place", "people"} and words[-1].lower() not in _BODIES:
            return SourceSort.OTHER
        named_so = entity is not None and entity.kind == "person" and not entity.article
        a_person = named_so or self._kinds.get(head[-1]) == "person"
        a_person = a_person and not definite and bool(person_words(" ".join(words)))
        return SourceSort.PERSON if a_person else SourceSort.PUBLISHER

    def _collect(self) -> None:
        sentence, last = -1, None
        for unit in self._units:
            if unit.sentence != last:
                sentence, last = sentence + 1, unit.sentence
            self._sentences.append(sentence)
            for ent in unit.doc.ents:
                words = person_words(ent.text)
                if ent.label_ == "PERSON" and len(words) >= 2:
                    self._person(words)
            for token in unit.doc:
                if token.dep_ in _SUBJECTS and token.pos_ == "PROPN":
                    words = person_words(unit.doc.words(token.left_edge, token.i))
                    office = any(c.lower_ in _OFFICES for c in token.children)
                    named = words[:1] and words[0].lower() in lexicon.FEMALE_NAMES | lexicon.MALE_NAMES
                    words = words[-2:] if office and len(words) > 2 else words
                    if len(words) == 2 and (named or office):
                        self._person(words)

    def _person(self, words: list[str]) -> Entity:
        name = " ".join(words)
        entity = self._entities.get(name)
        if entity is None:
            entity = Entity(name, "person", gender=gender_of_name(words[0]))
            self._entities[name] = entity
            self._full.setdefault(words[-1], []).append(entity)
        return entity

    def _thing(self, name: str, kind: str) -> Entity:
        return self._entities.setdefault(name, Entity(name, kind))

    def _note(self, index: int, token: Token, entity: Entity) -> None:
        meant = token.head if token.dep_ == "appos" else token
        subject = meant.dep_ in _SUBJECTS and meant.head.dep_ in {"ROOT", "ccomp", "conj"}
        self._remember(Mention(entity, self._sentences[index], index, token.i, subject))

    def _remember(self, mention: Mention) -> None:
        self._mentions.append(mention)
        self._by_sentence.setdefault(mention.sentence, []).append(mention)
        self._by_unit.setdefault(mention.unit, []).append(mention)
        self._mentioned[mention.entity.name] += 1

    def _entity_of(self, index: int, token: Token) -> Entity | None:
        return next((m.entity for m in reversed(self._by_unit.get(index, [])) if m.token == token.i), None)

    def _name(self, index: int, token: Token) -> str:
        phrase = self._phrases[index]
        return words_of(self._units[index], sorted(phrase.name(token)), token)

    def _family(self, token: Token) -> Entity | None:
        """Handle "The Sams": everybody of that surname, where the article names exactly two."""
        if not token.text.endswith("s"):
            return None
        people = self._full.get(token.text[:-1], [])
        if len(people) != 2:
            return None
        return self._couple(people)

    def _couple(self, people: list[Entity]) -> Entity:
        name = " and ".join(p.name for p in people)
        group = self._entities.setdefault(name, Entity(name, "group", plural=True))
        group.members = tuple(p.name for p in people)
        return group


def _is_name(word: str) -> bool:
    """Whether a word is written as a name: with a capital, or one inside ("iFerry")."""
    return word[:1].isupper() or bool(re.match(r"[a-z]+[A-Z]", word))
