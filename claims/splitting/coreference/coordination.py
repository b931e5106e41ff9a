"""Two of a kind: "both countries", "the two leaders", "neither bank", "the former" and "the latter"."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from claims.splitting.coreference.entities import Entity, Mention, Reading, words_of
from claims.splitting.coreference.entity_table import Register
from sources.language import lexicon

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

_SIDES = lexicon.words("both_of_nothing_named")
_NOMINAL = frozenset(["NOUN", "PROPN"])


class Pairs(Register):
    """Reads words that mean two things named before; where the article names no one pair they stay open."""

    def _two(self, index: int, noun: Token, determiner: Token, number: Token | None) -> bool:
        """Read "both countries" or "the two leaders"; say whether ``noun`` was such a phrase."""
        lowered = noun.lower_
        pair = (determiner.lower_ == "both" and noun.tag_ == "NNS") or number is not None
        if determiner.lower_ in {"neither", "either"} and noun.tag_ == "NN" and lowered not in _SIDES:
            self._settle(index, determiner.i, noun, None)
            return True
        if not pair or noun.ent_type_ in {"DATE", "TIME"} or lowered in _SIDES:
            return False
        known = lowered in lexicon.COUNTRIES | lexicon.PEOPLE_IN_POWER | lexicon.PARENTS
        if not known and determiner.lower_ not in {"both", "these", "those"}:
            return False
        self._settle(index, determiner.i, noun, self._pair(lowered) if known else None)
        return True

    def _listed(self, index: int, token: Token) -> None:
        """Remember "Ana Ruiz and her son" as a group that "they" may mean in the next sentence."""
        members = [c for c in token.children if c.dep_ == "conj"]
        if token.dep_ not in {"nsubj", "nsubjpass"} or len(members) != 1 or members[0].pos_ != "NOUN":
            return
        if any(c.dep_ == "conj" for c in members[0].children) or token.tag_ != "NNP":
            return
        ids = self._phrases[index].noun(token, split=False)[0].ids
        name = words_of(self._units[index], sorted(ids), token)
        group = Entity(name, "group", plural=True)
        self._remember(Mention(group, self._sentences[index], index, members[0].i, subject=True))

    def _one_of_two(self, index: int, token: Token) -> bool:
        """Read "the latter": the second of two that were joined in this sentence or the one before."""
        doc = token.doc
        the = doc[token.i - 1] if token.i else None
        if token.lower_ not in {"former", "latter"} or the is None or the.lower_ != "the" or token.dep_ == "amod":
            return False
        for unit in [index, index - 1]:
            if unit < 0 or self._sentences[index] - self._sentences[unit] > 1:
                break
            tree = self._units[unit].doc
            before = [t for t in tree if unit != index or t.i < token.i]
            pairs = [
                (t.head, t) for t in before
                if t.dep_ == "conj" and t.pos_ in _NOMINAL and t.head.pos_ in _NOMINAL
                and t.head.dep_ != "conj" and not any(c.dep_ == "conj" for c in t.children)
            ]  # fmt: skip
            if len(pairs) == 1:
                chosen = pairs[0][0] if token.lower_ == "former" else pairs[0][1]
                entity = self._entity_of(unit, chosen) or Entity(self._name(unit, chosen), "noun")
                self._replace(index, the.i, token.i, entity, token)
                return True
            if pairs:
                break
        self.open.add((index, the.i))
        self.readings[index, the.i] = Reading(the.i, token.i, "")
        return True

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
        if kind == "person" and not groups and noun in lexicon.PEOPLE_IN_POWER:
            people = list(dict.fromkeys(m.entity.name for m in self._mentions if m.entity.kind == "person"))
            if len(people) == 2 and all(" " in name for name in people):
                return self._couple([self._entities[name] for name in people])
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
        self.readings[index, first] = Reading(first, last, entity.called)
        self._note(index, token, entity)

    def _settle(self, index: int, first: int, token: Token, entity: Entity | None) -> None:
        if entity is None:
            self.open.add((index, first))
            self.readings.pop((index, first), None)
            self.readings[index, first] = Reading(first, token.i, "")
        else:
            self.readings[index, first] = Reading(first, token.i, entity.name)
            self._note(index, token, entity)
