"""What pronouns, surnames, "the agency" and acronyms stand for, where the article leaves one reading.

A wrong replacement is worse than none: each rule asks for exactly one candidate, and whatever stays open is
named in the claim's ``unresolved``.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claims.splitting import lexicon
from claims.splitting.phrases import is_person
from claims.splitting.repairs import subject_of
from claims.splitting.units import Role

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claims.splitting.drafts import Ids
    from claims.splitting.phrases import Phrases
    from claims.splitting.units import Unit

PRONOUNS = lexicon.words(
    "he she they it him her them his hers their theirs its himself herself itself themselves i me my mine myself "
    "we us "
    "our ours ourselves"
)
_POSSESSIVE = lexicon.words("his her their its my our")
_REFLEXIVE = lexicon.words("himself herself itself themselves myself ourselves")
_DEMONSTRATIVE = lexicon.words("this that these those")
_SUBJECTS = frozenset(["nsubj", "nsubjpass"])
_SPANS = lexicon.words("year week month morning time way kind point weekend summer winter season")

# How many sentences back a pronoun may reach, and one that goes on speaking.
REACH = 3
SPEAKER_REACH = 4


@dataclass(slots=True)
class Entity:
    """Somebody or something the article names.

    Attributes:
        name: The shortest name that stands alone.
        classes: Nouns that the article uses for it ("agency", "child").
        gender: "f", "m", or empty where the article does not tell.
    """

    name: str
    kind: str
    plural: bool = False
    gender: str = ""
    classes: set[str] = field(default_factory=set)
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """Where an entity is named: sentence, unit, token."""

    entity: Entity
    sentence: int
    unit: int
    token: int
    subject: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What one or more tokens stand for.

    Attributes:
        first, last: Tokens that are replaced.
        text: The words put in their place, without a possessive ending.
        possessive: Whether "'s" follows.
        anchor: Token in the same unit that they point back to; the words stay where the claim holds it.
    """

    first: int
    last: int
    text: str
    possessive: bool = False
    anchor: int = -1


class References:
    """Readings for the tokens of all units, made in one pass over the article."""

    def __init__(
        self, units: list[Unit], phrases: list[Phrases], speakers: dict[int, str], carriers: dict[int, Ids]
    ) -> None:
        self._carriers = carriers
        self._units = units
        self._phrases = phrases
        self._speakers = speakers
        self._full: dict[str, list[Entity]] = {}
        self._entities: dict[str, Entity] = {}
        self._mentions: list[Mention] = []
        self._sentences: list[int] = []
        self.readings: dict[tuple[int, int], Reading] = {}
        self.open: set[tuple[int, int]] = set()
        self._last_speaker: Entity | None = None
        self._speaker_sentence = -99
        self._last_document: tuple[Entity, int] | None = None
        self._acronyms = _acronyms(units)
        self._kinds = _kinds(units)
        self._collect()
        for index, unit in enumerate(units):
            self._read(index, unit)

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
        return source

    # -- who is named ----------------------------------------------------------------------------------------------

    def _collect(self) -> None:
        sentence, last = -1, None
        for unit in self._units:
            if unit.sentence != last:
                sentence, last = sentence + 1, unit.sentence
            self._sentences.append(sentence)
            for ent in unit.doc.ents:
                words = _person_words(ent.text)
                if ent.label_ == "PERSON" and len(words) >= 2:
                    self._person(words)
            for token in unit.doc:
                if token.dep_ in _SUBJECTS and token.pos_ == "PROPN":
                    words = _person_words(unit.doc[token.left_edge.i : token.i + 1].text)
                    if len(words) == 2 and words[0].lower() in lexicon.FEMALE_NAMES | lexicon.MALE_NAMES:
                        self._person(words)

    def _person(self, words: list[str]) -> Entity:
        name = " ".join(words)
        entity = self._entities.get(name)
        if entity is None:
            entity = Entity(name, "person", gender=_gender_of_name(words[0]))
            self._entities[name] = entity
            self._full.setdefault(words[-1], []).append(entity)
        return entity

    def _thing(self, name: str, kind: str) -> Entity:
        return self._entities.setdefault(name, Entity(name, kind))

    # -- one pass, in the order of the article ---------------------------------------------------------------------

    def _read(self, index: int, unit: Unit) -> None:
        doc = unit.doc
        for token in doc:
            if token.dep_ == "appos" or token.dep_ == "attr":
                self._class(index, token)
        for token in doc:
            lowered = token.lower_
            if token.tag_ in {"PRP", "PRP$"}:
                self._pronoun(index, unit, token)
            elif token.pos_ == "PROPN":
                self._named(index, unit, token)
            elif (
                lowered in _DEMONSTRATIVE
                and token.dep_ in {"nsubj", "dobj", "pobj", "nsubjpass", "det"}
                and token.tag_ == "DT"
            ):
                self._demonstrative(index, token)
            elif token.pos_ == "NOUN":
                self._noun(index, unit, token)
            said = token.dep_ in _SUBJECTS and token.head.lemma_ in lexicon.SAY
            if token.tag_ != "PRP" and (said or token.i == max(self._carriers.get(index, frozenset({-1})))):
                self._speaker(index, token)

    def _note(self, index: int, token: Token, entity: Entity) -> None:
        subject = token.dep_ in _SUBJECTS and token.head.dep_ in {"ROOT", "ccomp", "conj"}
        self._mentions.append(Mention(entity, self._sentences[index], index, token.i, subject))

    def _speaker(self, index: int, token: Token) -> None:
        if token.i not in self._carriers.get(index, ()) and not any(c.dep_ == "ccomp" for c in token.head.children):
            return
        if token.lower_ in lexicon.DOCUMENTS:
            name = _lower_first(self._name(index, token))
            self._last_document = Entity(name, "noun", plural=token.tag_ == "NNS"), self._sentences[index]
            return
        name = self._name(index, token)
        plural = token.tag_ in {"NNS", "NNPS"}
        self._speaker_sentence = self._sentences[index]
        entity = self._entity_of(index, token) or Entity(name, "person" if not plural else "group", plural=plural)
        self._last_speaker = entity

    def _entity_of(self, index: int, token: Token) -> Entity | None:
        return next((m.entity for m in reversed(self._mentions) if m.unit == index and m.token == token.i), None)

    def _name(self, index: int, token: Token) -> str:
        phrase = self._phrases[index]
        return _words(self._units[index], sorted(phrase.name(token)), token)

    def _named(self, index: int, unit: Unit, token: Token) -> None:  # noqa: C901 - one question after another, the surest first
        doc = unit.doc
        if (token.dep_ in {"compound", "nmod"} and token.head.pos_ == "PROPN") or token.ent_type_ in {"DATE", "TIME"}:
            return
        acronym = self._acronyms.get(token.text)
        if acronym and token.dep_ != "appos" and not (token.i and doc[token.i - 1].text == "("):
            has_article = token.i and doc[token.i - 1].lower_ == "the"
            if not (token.i + 1 < len(doc) and doc[token.i + 1].text == "("):
                text = acronym if has_article or not acronym[0].isupper() else f"the {acronym}"
                if token.dep_ in {"compound", "poss"} and not has_article:
                    text = acronym
                self.readings[index, token.i] = Reading(token.i, token.i, text)
        start = token.left_edge.i
        if token.lower_ in lexicon.ROLES and token.i and doc[token.i - 1].lower_ == "the":
            self._note(index, token, Entity(f"the {token.text}", "human"))
            return
        if token.lemma_.endswith("s") or token.tag_ == "NNPS":
            family = self._family(token)
            if family is not None:
                first = token.i - 1 if token.i and doc[token.i - 1].lower_ == "the" else token.i
                self.readings[index, first] = Reading(first, token.i, family.name)
                self._note(index, token, family)
                return
        entity = self._full.get(token.text, [])
        before = doc[token.i - 1] if token.i else None
        if len(entity) == 1 and token.pos_ == "PROPN":
            person = entity[0]
            words = person.name.split()
            whole = [t.text for t in doc[max(0, token.i - len(words) + 1) : token.i + 1]]
            titled = before is not None and (before.lower_ in lexicon.HONORIFICS or before.lower_ in lexicon.ROLES)
            if titled and before is not None and before.lower_ in lexicon.FEMALE | lexicon.MALE:
                person.gender = "f" if before.lower_ in lexicon.FEMALE else "m"
            if (
                whole != words
                and not titled
                and (before is None or before.pos_ != "PROPN" or before.dep_ != "compound")
            ):
                self.readings[index, token.i] = Reading(token.i, token.i, person.name)
            self._family_words(token, person)
            self._note(index, token, person)
            self._group(index, token)
            return
        first_names = [e for e in self._entities.values() if e.kind == "person" and e.name.split()[0] == token.text]
        if len(first_names) == 1 and (before is None or before.pos_ != "PROPN"):
            after = doc[token.i + 1] if token.i + 1 < len(doc) else None
            if after is None or after.pos_ != "PROPN":
                self.readings[index, token.i] = Reading(token.i, token.i, first_names[0].name)
                self._note(index, token, first_names[0])
            return
        kind = self._kinds.get(token.text, "thing")
        name = _words(
            unit,
            [t.i for t in doc[start : token.i + 1] if t.dep_ in {"compound", "nmod", "amod"} or t == token],
            token,
        )
        known = self._thing(name, kind)
        if kind == "thing" and token.dep_ != "compound":
            known.classes.add(token.lower_)
        if kind == "person" and not known.gender:
            known.gender = next(filter(None, (_gender_of_name(word) for word in name.split())), "")
        self._family_words(token, known)
        self._note(index, token, known)
        self._group(index, token)

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

    def _family_words(self, token: Token, person: Entity) -> None:
        """Learn gender and class from "his wife X", "their child, X", "X, a nurse"."""
        nouns = [token.head] if token.dep_ == "appos" else []
        nouns += [c for c in token.children if c.dep_ in {"appos", "compound"} and c.pos_ == "NOUN"]
        for noun in nouns:
            if noun.lower_ in lexicon.FEMALE:
                person.gender = "f"
            if noun.lower_ in lexicon.MALE:
                person.gender = "m"
            if noun.pos_ == "NOUN":
                person.classes.add(noun.lower_)
            owner = next((c for c in noun.children if c.dep_ == "poss"), None)
            if noun.lower_ in lexicon.CHILD and owner is not None and owner.lower_ == "their":
                subject = next((m.entity for m in reversed(self._mentions) if m.entity.kind == "group"), None)
                if subject is not None:
                    subject.classes |= lexicon.PARENTS

    def _group(self, index: int, token: Token) -> None:
        """Two named subjects joined by "and" are a group that "they" or "both countries" may mean."""
        head = token
        while head.dep_ in {"conj", "appos"} and head.head.pos_ in {"PROPN", "NOUN"} and head.head.i < head.i:
            head = head.head
        if head == token or (token.dep_ == "appos" and token.head.dep_ != "conj"):
            return
        members = [
            m for m in self._mentions if m.unit == index and head.i <= m.token <= token.i and m.entity.kind != "group"
        ]
        names = list(dict.fromkeys(m.entity.name for m in members))
        kinds = {m.entity.kind for m in members}
        if len(names) == 2 and len(kinds) == 1 and kinds <= {"person", "place"}:
            group = self._couple([self._entities[n] for n in names if n in self._entities])
            group.kind = "group"
            if kinds == {"place"}:
                group.classes |= {"place"}
            self._mentions.append(Mention(group, self._sentences[index], index, token.i, head.dep_ in _SUBJECTS))

    def _class(self, index: int, token: Token) -> None:
        """Handle "X, the ports agency" and "X is a ports agency" make "the agency" a name for X."""
        if token.pos_ != "NOUN" or token.tag_ == "NNS":
            return
        holder = token.head if token.dep_ == "appos" else subject_of(token.head)
        if holder is None or holder.pos_ != "PROPN":
            return
        name = self._name(index, holder)
        entity = self._entities.get(name)
        people = self._full.get(holder.text, [])
        if len(people) == 1:
            entity = people[0]
        if entity is None:
            entity = self._thing(name, "thing" if holder.ent_type_ != "PERSON" else "person")
        entity.classes.add(token.lower_)

    def _noun(self, index: int, unit: Unit, token: Token) -> None:  # noqa: C901 - one question after another, the surest first
        doc = unit.doc
        lowered = token.lower_
        determiner = next((c for c in token.children if c.dep_ in {"det", "predet"} and c.i < token.i), None)
        number = next((c for c in token.children if c.dep_ == "nummod" and c.lower_ in {"two", "both"}), None)
        others = [
            c
            for c in token.children
            if c not in {determiner, number} and c.pos_ != "PUNCT" and c.dep_ not in {"case", "cc", "conj"}
        ]
        pair = (determiner is not None and determiner.lower_ == "both") or (
            number is not None and determiner is not None
        )
        if pair and lowered in lexicon.COUNTRIES | lexicon.PEOPLE_IN_POWER | lexicon.PARENTS and not others:
            assert determiner is not None
            group = self._pair(lowered)
            self._settle(index, determiner.i, token, group)
            return
        if determiner is not None and determiner.lower_ == "the" and not others and not token.tag_.startswith("NNS"):
            entity = self._by_class(lowered)
            if entity is not None:
                self._replace(index, determiner.i, token.i, entity, token)
                return
        if lowered in lexicon.PARENTS:
            parents = [e for e in self._entities.values() if e.kind == "group" and "parents" in e.classes]
            owner = next((c for c in token.children if c.dep_ == "poss"), None)
            if (
                (
                    len(parents) == 1
                    and lowered == "parents"
                    and not others
                    and (determiner is None or determiner.lower_ == "the")
                )
                and determiner is not None
                and owner is None
            ):
                self._replace(index, determiner.i, token.i, parents[0], token)
                return
        owner = next((c for c in token.children if c.dep_ == "poss"), None)
        if lowered in lexicon.CHILD and owner is not None and owner.tag_ == "PRP$" and len(others) == 1:
            children = [e for e in self._entities.values() if e.kind == "person" and e.classes & lexicon.CHILD]
            if len(children) == 1 and token.dep_ != "appos" and not any(c.dep_ == "appos" for c in token.children):
                self._replace(index, owner.i, token.i, children[0], token)
                return
        plural = token.tag_ == "NNS"
        if token.dep_ in {"compound", "npadvmod", "nmod"} or token.ent_type_ in {"DATE", "TIME", "MONEY", "PERCENT"}:
            return
        if token.dep_ in {"attr", "appos"} or (token.dep_ == "pobj" and token.head.lower_ == "as"):
            return  # says what somebody is, names nobody
        gender = "f" if lowered in lexicon.FEMALE else "m" if lowered in lexicon.MALE else ""
        person = (
            bool(gender)
            or lowered in lexicon.ROLES - lexicon.ORGANISATIONS
            or lowered in lexicon.words("child baby passerby patient victim suspect person student worker")
        )
        kind = "group" if plural else "human" if person else "noun"
        name = _words(unit, sorted(self._phrases[index].name(token)), token)
        if any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in token.children) and doc[token.i].dep_ != "appos":
            return
        if any(
            doc[i].tag_ in {"PRP$", "PRP", "DT"} and doc[i].lower_ in PRONOUNS | _DEMONSTRATIVE
            for i in self._phrases[index].name(token)
        ):
            name = ""
        self._note(index, token, Entity(_lower_first(name), kind, plural=plural, gender=gender))

    def _by_class(self, noun: str) -> Entity | None:
        wanted = lexicon.CHILD if noun in lexicon.CHILD else {noun}
        named = {m.entity.name for m in self._mentions}
        found = [e for e in self._entities.values() if e.classes & wanted and e.name in named and e.kind != "group"]
        distinct = {e.name for e in found}
        if len(distinct) != 1:
            return None
        entity = found[0]
        if entity.kind == "thing" and entity.name.lower() != noun:
            if " " not in entity.name and noun == entity.name.lower():
                return None
            tail = entity.name.lower().endswith(noun)
            return Entity(f"the {entity.name}", "thing") if tail and not entity.name.startswith("the ") else entity
        return entity if entity.kind == "person" and noun in lexicon.CHILD else None

    def _pair(self, noun: str) -> Entity | None:
        kind = "place" if noun in lexicon.COUNTRIES else "person"
        groups = [
            m.entity
            for m in self._mentions
            if m.entity.kind == "group" and len(m.entity.members) == 2
            and all(self._entities[n].kind == kind for n in m.entity.members if n in self._entities)
        ]  # fmt: skip
        if kind == "place" and not groups:
            return self._two_places()
        distinct = {g.name: g for g in groups}
        sets = {frozenset(g.members) for g in distinct.values()}
        if kind == "place" and len(sets) > 1:
            # Capitals stand for countries; the pair named first and most often is the one meant.
            first = groups[0]
            return first if sum(g.name == first.name for g in groups) * 2 >= len(groups) else None
        return groups[0] if len(sets) == 1 else None

    def _two_places(self) -> Entity | None:
        """Return the two countries that an article keeps naming, where it names no third as often."""
        counts = Counter(m.entity.name for m in self._mentions if m.entity.kind == "place")
        ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        if len(ranked) < 2 or ranked[1][1] < 2 or (len(ranked) > 2 and ranked[2][1] * 2 > ranked[1][1]):
            return None
        order = {m.entity.name: k for k, m in reversed(list(enumerate(self._mentions)))}
        names = sorted([ranked[0][0], ranked[1][0]], key=lambda name: order[name])
        return self._couple([self._entities[name] for name in names])

    def _replace(self, index: int, first: int, last: int, entity: Entity, token: Token) -> None:
        self.open.discard((index, first))
        self.readings[index, first] = Reading(first, last, entity.name)
        self._note(index, token, entity)

    def _settle(self, index: int, first: int, token: Token, entity: Entity | None) -> None:
        if entity is None:
            self.open.add((index, first))
            self.readings.pop((index, first), None)
            self.readings[index, first] = Reading(first, token.i, "")
        else:
            self.readings[index, first] = Reading(first, token.i, entity.name)
            self._note(index, token, entity)

    def _demonstrative(self, index: int, token: Token) -> None:
        if token.dep_ == "det":
            if token.head.ent_type_ in {"DATE", "TIME"} or token.lower_ == "that" or token.head.lower_ in _SPANS:
                return
            if any(c.dep_ in {"relcl", "acl", "prep"} for c in token.head.children):
                return
        elif any(c.dep_ in {"relcl", "prep", "acl"} for c in token.children):
            return
        self.open.add((index, token.i))

    # -- pronouns --------------------------------------------------------------------------------------------------

    def _pronoun(self, index: int, unit: Unit, token: Token) -> None:  # noqa: C901 - one question after another, the surest first
        lowered = token.lower_
        if lowered in {"i", "me", "my", "myself", "mine"}:
            speaker = self._speakers.get(index, "")
            if unit.role is Role.SAID and speaker and len(speaker.split()) <= 5:
                self.readings[index, token.i] = Reading(token.i, token.i, speaker, lowered == "my")
            else:
                self.open.add((index, token.i))
            return
        if lowered in {"we", "us", "our", "ours", "ourselves"}:
            self.open.add((index, token.i))
            return
        if lowered not in PRONOUNS or (lowered == "it" and expletive(token)):
            return
        possessive = token.tag_ == "PRP$"
        if lowered in _REFLEXIVE:
            return
        found = self._antecedent(index, token)
        if found is None:
            self.open.add((index, token.i))
            self.readings[index, token.i] = Reading(token.i, token.i, "", possessive, self._local(token))
            return
        entity, anchor = found
        self.readings[index, token.i] = Reading(token.i, token.i, entity.name, possessive, anchor)
        if not entity.name:
            self.open.add((index, token.i))
        if entity.name in self._entities:
            if lowered in {"he", "him", "his"}:
                entity.gender = entity.gender or "m"
            if lowered in {"she", "her"}:
                entity.gender = entity.gender or "f"
            self._note(index, token, entity)

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
            own_object = token.dep_ in {"dobj", "dative", "pobj"} and step == token and verb.pos_ == "VERB"
            if own_object and subject is not None:
                if verb.dep_ == "conj":
                    return -1
                step = verb
                continue
            if subject is not None and subject != token and token not in subject.subtree and subject.i < token.i:
                if self._fits(subject, token):
                    return subject.i
                if verb.dep_ == "conj":
                    return -1
            if subject is not None and subject.i < token.i and verb.dep_ == "conj" and subject != token:
                return -1
            step = verb
        return -1

    def _fits(self, noun: Token, pronoun: Token, *, alone: bool = False) -> bool:
        lowered = pronoun.lower_
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
        person = (
            noun.ent_type_ == "PERSON"
            or noun.lower_ in lexicon.ROLES - lexicon.ORGANISATIONS
            or noun.lower_ in lexicon.FEMALE | lexicon.MALE
        )
        known = self._full.get(noun.text, [])
        described = any(c.dep_ == "appos" and c.lower_ in lexicon.ORGANISATIONS for c in noun.children)
        person = (person or bool(known)) and not described
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
            people = [m.entity for m in self._mentions if m.unit == index and m.entity.members and m.token > anchor]
            if people and noun.pos_ == "PROPN" and noun.ent_type_ == "PERSON":
                return people[0]
            return Entity(_words(self._units[index], sorted(ids - drop), noun), "group", plural=True)
        entity = self._entity_of(index, noun)
        if entity is not None and entity.name:
            return entity
        return Entity(_lower_first(self._name(index, noun)), "noun", plural=noun.tag_ == "NNS")

    def _reachable(self, index: int, token: Token) -> list[list[Mention]]:
        """Return earlier mentions by sentence, the pronoun's own first."""
        here = self._sentences[index]
        above = {t.i for t in token.ancestors}
        layers: list[list[Mention]] = []
        for back in range(REACH + 1):
            layer = [
                m for m in self._mentions
                if m.sentence == here - back and (m.unit != index or (m.token < token.i and m.token not in above))
            ]  # fmt: skip
            layers.append(layer)
        return layers

    def _speaker_meant(self, index: int, token: Token) -> Entity | None:
        """Return who spoke last, where the pronoun goes on speaking ("He also said ...")."""
        speaking = token.dep_ in _SUBJECTS and token.head.lemma_ in lexicon.SAY | lexicon.CALL
        recent = self._sentences[index] - self._speaker_sentence <= SPEAKER_REACH
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
        for layer in self._reachable(index, token):
            people = [m for m in layer if m.entity.kind in {"person", "human"} and not m.entity.plural]
            fitting = [m for m in people if m.entity.gender in {"", gender}]
            names = {m.entity.name for m in fitting}
            if not fitting:
                continue
            if len(names) > 1:
                return None
            chosen = [m for m in fitting if m.entity.name in names][-1]
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

    def _of_thing(self, index: int, token: Token) -> tuple[Entity, int] | None:
        last = self._speaker_meant(index, token)
        if last is not None and last.kind in {"thing", "noun"}:
            return last, -1
        layers = self._reachable(index, token)
        for back, layer in enumerate(layers[:2]):
            things = [m for m in layer if m.entity.kind in {"thing", "place", "noun"} and not m.entity.plural]
            names = {m.entity.name for m in things}
            if not things:
                continue
            subjects = [m for m in things if m.subject]
            if len(names) > 1 and len({m.entity.name for m in subjects}) == 1 and token.dep_ in _SUBJECTS:
                if subjects[0].entity.kind == "noun" and back == 1:
                    return None
                names = {subjects[0].entity.name}
            if len(names) != 1:
                return None
            chosen = [m for m in things if m.entity.name in names][-1]
            if len(chosen.entity.name.split()) > 6 or (back and not chosen.subject):
                return None
            return chosen.entity, chosen.token if chosen.unit == index else -1
        return None


def _kinds(units: list[Unit]) -> dict[str, str]:
    """What each name's last word most often is: one verdict for the article, because the parser wavers."""
    votes: dict[str, Counter[str]] = {}
    labels = {"PERSON": "person", "GPE": "place", "LOC": "place", "NORP": "people"}
    for unit in units:
        for token in unit.doc:
            if token.pos_ == "PROPN":
                votes.setdefault(token.text, Counter())[labels.get(token.ent_type_, "thing")] += 1
    kinds = {name: min(count.items(), key=lambda pair: (-pair[1], pair[0]))[0] for name, count in votes.items()}
    for name, kind in kinds.items():
        if kind == "thing" and _gender_of_name(name) and votes[name]["person"]:
            kinds[name] = "person"
    return kinds


def expletive(token: Token) -> bool:
    """Whether "it" stands for nothing ("it is clear that", "it rains")."""
    if token.dep_ == "expl":
        return True
    verb = token.head
    if (
        verb.lemma_ in {"rain", "snow", "seem", "appear", "take", "turn", "happen", "emerge", "transpire", "become"}
        and token.dep_ in _SUBJECTS
    ):
        return True
    clausal = any(c.dep_ in {"ccomp", "xcomp", "csubj", "advcl"} and c.i > verb.i for c in verb.children)
    described = any(c.dep_ in {"acomp", "attr"} for c in verb.children)
    nested = any(
        g.dep_ in {"xcomp", "ccomp"} for c in verb.children if c.dep_ in {"acomp", "attr"} for g in c.children
    )
    if any(c.dep_ == "acomp" and c.lower_ in lexicon.IT_IS for c in verb.children) and token.dep_ in _SUBJECTS:
        return True
    passive = any(c.dep_ == "auxpass" for c in verb.children) and verb.lemma_ in lexicon.SAY | lexicon.HOLD | {"know"}
    return token.dep_ in _SUBJECTS and ((described and (clausal or nested)) or (passive and clausal))


def _gender_of_name(first: str) -> str:
    lowered = first.lower()
    if lowered in lexicon.FEMALE_NAMES or lowered in lexicon.FEMALE:
        return "f"
    return "m" if lowered in lexicon.MALE_NAMES or lowered in lexicon.MALE else ""


def _person_words(text: str) -> list[str]:
    words = [w for w in re.sub(r"['’]s?$", "", text).split() if w not in {"The", "the"}]
    while words and (words[0].lower() in lexicon.HONORIFICS or words[0].lower() in lexicon.ROLES):
        words = words[1:]
    if words and words[-1].lower() in lexicon.INSTITUTIONS:
        return []
    return words if words and all(re.fullmatch(r"[A-Z][\w.'’-]*", w) for w in words) and len(words) <= 4 else []


def _lower_first(name: str) -> str:
    first = name.split(" ", maxsplit=1)[0]
    return name[:1].lower() + name[1:] if first.lower() in {"the", "a", "an", "some", "many", "most", "all"} else name


def _words(unit: Unit, ids: list[int], token: Token) -> str:
    out = ""
    for k, i in enumerate(ids):
        word = unit.doc[i]
        if word.tag_ == "POS" and i == ids[-1]:
            continue
        out += word.text
        following = ids[k + 1] if k + 1 < len(ids) else None
        if following is not None and (word.whitespace_ or following != i + 1):
            out += " "
    return out.strip() or token.text


def _acronyms(units: list[Unit]) -> dict[str, str]:
    """Acronyms that the article spells out, next to them in brackets or once in small letters."""
    whole = "\n".join(unit.parsed for unit in units)
    found: dict[str, str] = {}
    for acronym in set(re.findall(r"\b[A-Z]{2,6}\b", whole)):
        spelled = set(_spelled_out(acronym, whole))
        if len({s.lower() for s in spelled}) == 1:
            found[acronym] = min(spelled)
    return found


def _spelled_out(acronym: str, whole: str) -> list[str]:
    small = r"(?:(?:of|the|for|and|in) ){0,2}"
    pattern = r"\b" + (r"[\w-]*\s+" + small).join(acronym) + r"[\w-]*"
    bracketed = re.findall(rf"({pattern})(?:'s)? \({acronym}\)", whole)
    if bracketed:
        return [re.sub(r"\s+", " ", b) for b in bracketed[:1]]
    lowered = r"\b" + r"[a-z]+ ".join(acronym.lower()) + r"[a-z]+\b"
    return sorted({m.lower() for m in re.findall(lowered, whole)})
