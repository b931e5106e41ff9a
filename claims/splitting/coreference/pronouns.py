"""Whom or what a pronoun means: the subject of its own clause, or who was named in the sentences before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.splitting.clauses.appositions import is_person
from claims.splitting.coreference.antecedents import (
    aside,
    in_apposition,
    is_measure,
    part_of,
    says_of,
    sure,
    within_relative,
)
from claims.splitting.coreference.entities import Entity, Mention, Reading, lower_first, words_of
from claims.splitting.coreference.mentions import Naming
from sources.language import lexicon
from sources.language.parsing.name_repairs import PEOPLE, may_be_person
from sources.language.parsing.repairs import subject_of

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

_OFFICES = lexicon.ROLES - lexicon.ORGANISATIONS
_SUBJECTS = frozenset(["nsubj", "nsubjpass"])

# How many sentences back a pronoun may reach, and one that goes on speaking.
REACH = 3
SPEAKER_REACH = 4


class Pronouns(Naming):
    """Finds the one candidate a pronoun may mean; None where there are several, or none."""

    _last_speaker: Entity | None = None
    _speaker_sentence = -99
    _last_document: tuple[Entity, int] | None = None

    def _local(self, token: Token) -> int:  # noqa: C901 - one question after another, the surest first
        """Return the subject of the same clause, or of one around it, where it fits the pronoun; else -1."""
        owner = token.head if token.tag_ == "PRP$" else token
        if owner.dep_ == "conj" and owner.head.pos_ == "PROPN" and self._fits(owner.head, token, alone=True):
            return owner.head.i  # "Ana Ruiz and her sister"
        step = token
        for _ in range(6):
            verb = next((t for t in step.ancestors if t.pos_ in {"VERB", "AUX"}), None)
            if verb is None:
                return -1
            subject = subject_of(verb)
            if subject is not None and subject.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl":
                subject = verb.head
            if subject is None and step == token and token.dep_ in {"dobj", "dative"} and verb.tag_ in {"VBG", "VBN"}:
                return -1  # "..., leaving them": who leaves is the subject above, so it is not "them"
            own_object = token.dep_ in {"dobj", "dative", "pobj"} and step == token and verb.pos_ == "VERB"
            if own_object and subject is not None:
                if verb.dep_ == "conj":
                    return -1
                step = verb
                continue
            if subject is not None and subject != token and token not in subject.subtree and subject.i < token.i:
                if self._fits(subject, token):
                    return subject.i if sure(subject, verb, token, self._fits) else -1
                if verb.dep_ == "conj":
                    return -1
            if subject is not None and subject.i < token.i and verb.dep_ == "conj" and subject != token:
                return -1
            step = verb
        return -1

    def _fits(self, noun: Token, pronoun: Token, *, alone: bool = False) -> bool:
        lowered = pronoun.lower_
        if is_measure(noun):
            return False
        plural = noun.tag_ in {"NNS", "NNPS"} or (not alone and any(c.dep_ == "conj" for c in noun.children))
        if noun.pos_ not in {"NOUN", "PROPN"}:
            return noun.pos_ == "PRON" and noun.lower_ == {
                "his": "he",
                "her": "she",
                "their": "they",
                "its": "it",
            }.get(lowered, "")
        if lowered in {"they", "them", "their"}:
            return (
                plural or noun.lower_ in lexicon.COLLECTIVE_NOUNS or (noun.ent_type_ == "ORG" and not is_person(noun))
            )
        if plural:
            return False
        person = noun.ent_type_ == "PERSON" or noun.lower_ in _OFFICES or noun.lower_ in lexicon.FEMALE | lexicon.MALE
        known = self._full.get(noun.text, [])
        described = any(c.dep_ == "appos" and c.lower_ in lexicon.ORGANISATIONS for c in noun.children)
        person = (person or bool(known) or noun.lemma_.lower() in PEOPLE) and not described
        if lowered in {"it", "its"}:
            return not person
        wanted = "f" if lowered in {"she", "her"} else "m"
        gender = known[0].gender if len(known) == 1 else ""
        if noun.lower_ in lexicon.FEMALE:
            gender = "f"
        elif noun.lower_ in lexicon.MALE:
            gender = "m"
        return person and gender in {"", wanted}

    def _antecedent(self, index: int, token: Token) -> tuple[Entity, int] | None:
        lowered = token.lower_
        if part_of(token):
            return None
        possessive_or_object = token.dep_ not in _SUBJECTS
        anchor = self._local(token)
        if anchor >= 0 and (possessive_or_object or lowered in {"they", "it"}):
            owner = token.head
            if owner.dep_ == "conj" and owner.head.i == anchor:
                entity = self._entity_of(index, owner.head)
                return (entity, anchor) if entity is not None else None
            return self._subject_entity(index, anchor), anchor
        if lowered in {"he", "she", "him", "her", "his"}:
            return self._of_person(index, token, "f" if lowered in {"she", "her"} else "m", anchor)
        if lowered in {"they", "them", "their"}:
            return self._of_group(index, token, anchor)
        return self._of_thing(index, token)

    def _subject_entity(self, index: int, anchor: int) -> Entity:
        """Return what the subject at ``anchor`` is called: all of it where it is a list."""
        noun = self._units[index].doc[anchor]
        if any(c.dep_ == "conj" for c in noun.children):
            ids = self._phrases[index].noun(noun, split=False)[0].ids
            drop = {t.i for t in noun.subtree if t.lower_ in {"only", "both"}}
            people = [m.entity for m in self._by_unit.get(index, []) if m.entity.members and m.token > anchor]
            if people and noun.pos_ == "PROPN" and noun.ent_type_ == "PERSON":
                return people[0]
            return Entity(words_of(self._units[index], sorted(ids - drop), noun), "group", plural=True)
        if noun.pos_ == "PRON":  # "He said his ...": whoever "he" is, or nobody yet
            known = self.readings.get((index, anchor))
            return Entity(known.text if known is not None else "", "noun", plural=noun.lower_ == "they")
        entity = self._entity_of(index, noun)
        if entity is not None and entity.name:
            return entity
        return Entity(lower_first(self._name(index, noun)), "noun", plural=noun.tag_ == "NNS")

    def _reachable(self, index: int, token: Token) -> list[list[Mention]]:
        """Return earlier mentions by sentence, the pronoun's own first."""
        here = self._sentences[index]
        above = {t.i for t in token.ancestors}
        layers: list[list[Mention]] = []
        for back in range(REACH + 1):
            layer = [
                m for m in self._by_sentence.get(here - back, [])
                if (m.unit != index or (m.token < token.i and m.token not in above))
            ]  # fmt: skip
            layers.append(layer)
        return layers

    def _there(self, index: int, token: Token) -> bool:
        """Read "there" as the one place named in this sentence or the one before; else it stays open.

        Returns:
            Whether ``token`` is the word for a place.
        """
        if token.lower_ != "there" or token.tag_ != "RB" or token.dep_ not in {"advmod", "pcomp", "pobj"}:
            return False
        layers = self._reachable(index, token)[:2]
        names = next(
            (n for layer in layers if (n := {m.entity.name for m in layer if m.entity.kind == "place"})), set()
        )
        after = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
        if len(names) != 1 or after in {"was", "is", "were", "are"}:
            self.open.add((index, token.i))
            return True
        led = token.i > 0 and token.doc[token.i - 1].pos_ == "ADP"
        place = next(iter(names))
        self.readings[index, token.i] = Reading(token.i, token.i, place if led else f"in {place}")
        return True

    def _speaker_meant(self, index: int, token: Token) -> Entity | None:
        """Return who spoke last, where the pronoun goes on speaking ("He also said ...")."""
        speaking = token.dep_ in _SUBJECTS and token.head.lemma_ in lexicon.SAY | lexicon.CALL
        here = self._sentences[index]
        recent = here - self._speaker_sentence <= SPEAKER_REACH
        others = [m for s in range(self._speaker_sentence + 1, here) for m in self._by_sentence.get(s, [])]
        if any(m.subject and m.entity.kind == "person" and m.entity is not self._last_speaker for m in others):
            recent = False  # somebody else came in between
        if token.lower_ == "it" and speaking and self._last_document is not None:
            document, sentence = self._last_document
            if sentence > self._speaker_sentence and self._sentences[index] - sentence <= SPEAKER_REACH:
                return document
        return self._last_speaker if speaking and recent else None

    def _of_person(self, index: int, token: Token, gender: str, anchor: int) -> tuple[Entity, int] | None:
        last = self._speaker_meant(index, token)
        here = [m.entity for m in self._reachable(index, token)[0] if m.entity.kind in {"person", "human"}]
        if any(entity.gender in {"", gender} for entity in here):
            last = None
        if last is not None and last.kind == "person" and last.gender in {"", gender} and not last.plural:
            return last, -1
        for back, layer in enumerate(self._reachable(index, token)):
            people = [m for m in layer if m.entity.kind in {"person", "human"} and not m.entity.plural]
            fitting = [m for m in people if m.entity.gender in {"", gender}]
            names = {m.entity.name for m in fitting}
            if not fitting:
                continue
            if len(names) > 1:
                return None
            chosen = [m for m in fitting if m.entity.name in names][-1]
            if back and not chosen.subject and not chosen.entity.gender:
                return None
            if chosen.entity.kind == "human":
                return (chosen.entity, chosen.token) if chosen.unit == index else None
            return chosen.entity, chosen.token if chosen.unit == index else anchor
        return None

    def _of_group(self, index: int, token: Token, anchor: int) -> tuple[Entity, int] | None:  # noqa: C901 - one question after another, the surest first
        last = self._speaker_meant(index, token)
        if last is not None and last.plural:
            return last, -1
        for back, layer in enumerate(self._reachable(index, token)[:2]):
            groups = [m for m in layer if m.entity.plural]
            if back == 0 and anchor >= 0:
                groups = [m for m in groups if m.token == anchor and m.unit == index] or groups
            names = {m.entity.name for m in groups}
            if not groups:
                continue
            subjects = {m.entity.name for m in groups if m.subject}
            people = {m.entity.name for m in groups if m.entity.members}
            if back and not subjects and not people:
                return None
            if back and not people and token.dep_ not in _SUBJECTS:
                return None
            if len(names) > 1 and len(people) == 1 and subjects <= people:
                names = people
            if len(names) > 1 and len(subjects) == 1 and token.dep_ in _SUBJECTS and back == 1 and len(names) == 2:
                others = [m for m in groups if m.entity.name not in subjects]
                if any(may_be_person(self._units[m.unit].doc[m.token]) for m in others):
                    return None
                names = subjects
            if len(names) != 1:
                return None
            chosen = [m for m in groups if m.entity.name in names][-1]
            if len(chosen.entity.name.split()) > 8:
                return None
            return chosen.entity, chosen.token if chosen.unit == index else -1
        couples = {
            m.entity.name: m.entity for m in self._mentions if m.entity.members and "parents" in m.entity.classes
        }
        if len(couples) == 1 and token.dep_ in _SUBJECTS:
            return next(iter(couples.values())), -1
        return None

    def _may_be_it(self, index: int, token: Token, mention: Mention) -> bool:
        thing = mention.entity.kind in {"thing", "place", "noun"} and not mention.entity.plural
        noun = self._units[mention.unit].doc[mention.token]
        listed = noun.dep_ == "conj" or any(c.dep_ == "conj" for c in noun.children)
        return thing and not (listed and mention.unit == index) and (mention.unit != index or not aside(noun, token))

    def _of_thing(self, index: int, token: Token) -> tuple[Entity, int] | None:
        last = self._speaker_meant(index, token)
        if last is not None and last.kind in {"thing", "noun"}:
            return last, -1
        if in_apposition(token) or within_relative(token):
            return None
        layers = self._reachable(index, token)
        for back, layer in enumerate(layers[:2]):
            things = [m for m in layer if self._may_be_it(index, token, m)]
            if any(m.unit == index and says_of(self._units[index].doc[m.token], token) for m in things):
                return None
            names = {m.entity.name for m in things}
            if not things:
                continue
            subjects = [m for m in things if m.subject]
            if len(names) > 1 and len({m.entity.name for m in subjects}) == 1 and token.dep_ in _SUBJECTS:
                if not any(c.lower_ == "also" for c in token.head.children):
                    return None  # only "It also ..." surely goes on with the subject before
                names = {subjects[0].entity.name}
            if len(names) != 1:
                return None
            chosen = [m for m in things if m.entity.name in names][-1]
            parallel = token.dep_ == "dobj" == self._units[chosen.unit].doc[chosen.token].dep_
            if len(chosen.entity.name.split()) > 6 or (back and not chosen.subject and not parallel):
                return None
            return chosen.entity, chosen.token if chosen.unit == index else -1
        return None
