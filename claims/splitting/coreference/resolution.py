"""What pronouns, surnames, "the agency" and acronyms stand for, where the article leaves one reading.

A wrong replacement is worse than none: each rule asks for exactly one candidate, and whatever stays open is
named in the claim's ``unresolved``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.splitting.coreference.antecedents import (
    SPANS,
    expletive,
    given_to,
)
from claims.splitting.coreference.entities import Entity, Reading, lower_first
from claims.splitting.coreference.pronouns import Pronouns
from claims.splitting.segments.units import Role
from sources.language import lexicon

if TYPE_CHECKING:
    from claims.splitting.clauses.drafts import Ids
    from claims.splitting.clauses.phrases import Phrases
    from claims.splitting.segments.units import Unit
    from sources.language.parsing.tree import Token

_REFLEXIVE = lexicon.words("own_reflexives")
_SUBJECTS = frozenset(["nsubj", "nsubjpass"])


class References(Pronouns):
    """Readings for the tokens of all units, made in one pass over the article.

    Args:
        units: What was parsed, in the order of the article.
        phrases: The phrases of each unit.
        speakers: By unit, who said it; empty in a first pass that finds the speakers.
        carriers: By unit, the tokens that name the speaker of a quotation.
    """

    def __init__(
        self, units: list[Unit], phrases: list[Phrases], speakers: dict[int, str], carriers: dict[int, Ids]
    ) -> None:
        super().__init__(units, phrases, carriers)
        self._speakers = speakers
        for index, unit in enumerate(units):
            self._read(index, unit)

    def _read(self, index: int, unit: Unit) -> None:
        doc = unit.doc
        for token in doc:
            if token.dep_ == "appos" or token.dep_ == "attr":
                self._class(index, token)
        for token in doc:
            lowered = token.lower_
            if token.tag_ in {"PRP", "PRP$"}:
                self._pronoun(index, unit, token)
            elif self._there(index, token) or self._one_of_two(index, token):
                continue
            elif token.pos_ == "PROPN":
                self._named(index, unit, token)
            elif (
                lowered in lexicon.DEMONSTRATIVES
                and token.dep_ in {"nsubj", "dobj", "pobj", "nsubjpass", "det"}
                and token.tag_ == "DT"
            ):
                self._demonstrative(index, token)
            elif token.pos_ == "NOUN":
                self._noun(index, unit, token)
            said = token.dep_ in _SUBJECTS and token.head.lemma_ in lexicon.SAY
            if token.tag_ != "PRP" and (said or token.i == max(self._carriers.get(index, frozenset({-1})))):
                self._speaker(index, token)

    def _speaker(self, index: int, token: Token) -> None:
        if token.i not in self._carriers.get(index, ()) and not any(c.dep_ == "ccomp" for c in token.head.children):
            return
        if token.lower_ in lexicon.DOCUMENTS:
            name = lower_first(self._name(index, token))
            self._last_document = Entity(name, "noun", plural=token.tag_ == "NNS"), self._sentences[index]
            return
        name = self._name(index, token)
        plural = token.tag_ in {"NNS", "NNPS"}
        self._speaker_sentence = self._sentences[index]
        entity = self._entity_of(index, token) or Entity(name, "person" if not plural else "group", plural=plural)
        self._last_speaker = entity

    def _demonstrative(self, index: int, token: Token) -> None:
        if token.dep_ == "det":
            if token.head.ent_type_ in {"DATE", "TIME"} or token.lower_ == "that" or token.head.lower_ in SPANS:
                return
            if any(c.dep_ in {"relcl", "acl", "prep"} for c in token.head.children):
                return
        elif any(c.dep_ in {"relcl", "prep", "acl"} for c in token.children):
            return
        self.open.add((index, token.i))

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
        if lowered not in lexicon.PRONOUNS or (lowered == "it" and expletive(token)):
            return
        possessive = token.tag_ == "PRP$" and not given_to(token)
        if lowered in _REFLEXIVE:
            return
        found = self._antecedent(index, token)
        if found is None:
            self.open.add((index, token.i))
            self.readings[index, token.i] = Reading(token.i, token.i, "", possessive, self._local(token))
            return
        entity, anchor = found
        self.readings[index, token.i] = Reading(token.i, token.i, entity.called, possessive, anchor)
        if not entity.name:
            self.open.add((index, token.i))
        if entity.name in self._entities:
            if lowered in {"he", "him", "his"}:
                entity.gender = entity.gender or "m"
            if lowered in {"she", "her"}:
                entity.gender = entity.gender or "f"
            self._note(index, token, entity)
