"""Who and what an article names, in its order, and the words that mean them again: surnames, "the agency", "both"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.splitting.clauses.appositions import comma_before
from claims.splitting.coreference.coordination import Pairs
from claims.splitting.coreference.entities import (
    Entity,
    Mention,
    Reading,
    gender_of_name,
    lower_first,
    words_of,
)
from sources.language import lexicon
from sources.language.parsing.name_repairs import PEOPLE
from sources.language.parsing.repairs import subject_of

if TYPE_CHECKING:
    from claims.splitting.segments.units import Unit
    from sources.language.parsing.tree import Token

_SUBJECTS = frozenset(["nsubj", "nsubjpass"])


_OFFICES = lexicon.ROLES - lexicon.ORGANISATIONS
_MATTERS = lexicon.words("matter_nouns")
_NAMELESS = lexicon.words("nameless_people")
_MANY_HAVE_ONE = lexicon.words("bodies_of_many")


class Naming(Pairs):
    """Reads the names of one article in its order."""

    def _named(self, index: int, unit: Unit, token: Token) -> None:  # noqa: C901 - one question after another, the surest first
        doc = unit.doc
        if (
            token.text.islower()
            or (token.dep_ in {"compound", "nmod"} and token.head.pos_ == "PROPN")
            or token.ent_type_ in {"DATE", "TIME"}
        ):
            return
        acronym = self._acronyms.get(token.text)
        if acronym and token.dep_ != "appos" and not (token.i and doc[token.i - 1].text == "("):
            has_article = token.i and doc[token.i - 1].lower_ == "the"
            if not (token.i + 1 < len(doc) and doc[token.i + 1].text == "("):
                text = acronym if has_article or not acronym[0].isupper() else f"the {acronym}"
                if token.dep_ in {"compound", "poss"} and not has_article:
                    text = acronym
                self.readings[index, token.i] = Reading(token.i, token.i, text)
        start = token.left_edge
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
            polite = before is not None and before.lower_ in lexicon.HONORIFICS
            if polite and whole != words and len(words) > 1 and self._fits_title(before, person):
                self.readings[index, token.i - 1] = Reading(token.i - 1, token.i, person.name)
            elif (
                whole != words
                and not titled
                and (before is None or before.pos_ != "PROPN" or before.dep_ != "compound")
            ):
                self.readings[index, token.i] = Reading(token.i, token.i, person.name)
            self._family_words(token, person)
            self._note(index, token, person)
            self._group(index, token)
            self._listed(index, token)
            return
        first_names = [e for e in self._entities.values() if e.kind == "person" and e.name.split()[0] == token.text]
        known_name = gender_of_name(token.text) or any(e.gender for e in first_names)
        if len(first_names) == 1 and known_name and (before is None or before.pos_ != "PROPN"):
            after = doc[token.i + 1] if token.i + 1 < len(doc) else None
            if after is None or after.pos_ != "PROPN":
                self.readings[index, token.i] = Reading(token.i, token.i, first_names[0].name)
                self._note(index, token, first_names[0])
            return
        kind = self._kinds.get(token.text, "thing")
        title = self._phrases[index].title_tokens(token)
        own = [t for t in doc[start : token.i + 1] if t.dep_ in {"compound", "nmod", "amod"} or t == token]
        own = [t for t in own if t.dep_ != "amod" or t.text[:1].isupper()]
        owner = next((c for c in token.children if c.dep_ == "poss"), None)
        if owner is not None and owner.pos_ == "PROPN":
            own = [t for t in doc[start : token.i + 1] if t.dep_ != "det"]
        name = words_of(unit, [t.i for t in own if t.i not in title] + _goes_on(token), token)
        if acronym and kind != "person":
            name = acronym.removeprefix("the ").removeprefix("The ")
        known = self._thing(name, kind)
        known.plural = known.plural or token.tag_ == "NNPS"
        known.article = known.article or doc[start].lower_ == "the"
        if kind == "thing" and token.dep_ != "compound":
            known.classes.add(token.lower_)
        if kind == "person" and not known.gender:
            known.gender = next(filter(None, (gender_of_name(word) for word in name.split())), "")
        self._family_words(token, known)
        self._note(index, token, known)
        self._group(index, token)
        self._listed(index, token)

    @staticmethod
    def _fits_title(title: Token | None, person: Entity) -> bool:
        """Whether "Ms" before a surname does not speak against the one person of that surname."""
        told = "" if title is None else gender_of_name(title.text)
        return not (told and person.gender and told != person.gender)

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
        if any(c.dep_ == "conj" for c in token.children):
            return  # the list goes on: it is none of two
        if head == token or (token.dep_ == "appos" and token.head.dep_ != "conj"):
            return
        members = [
            m for m in self._by_unit.get(index, []) if head.i <= m.token <= token.i and m.entity.kind != "group"
        ]
        names = list(dict.fromkeys(m.entity.name for m in members))
        kinds = {m.entity.kind for m in members}
        if len(names) == 2 and len(kinds) == 1 and kinds <= {"person", "place"}:
            group = self._couple([self._entities[n] for n in names if n in self._entities])
            group.kind = "group"
            if kinds == {"place"}:
                group.classes |= {"place"}
            self._remember(Mention(group, self._sentences[index], index, token.i, head.dep_ in _SUBJECTS))

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
            if c not in {determiner, number}
            and c.pos_ != "PUNCT"
            and c.dep_ not in {"case", "cc", "conj"}
            and not (c.dep_ == "relcl" and comma_before(c))
        ]
        if determiner is not None and not others and self._two(index, token, determiner, number):
            return
        if determiner is not None and determiner.lower_ == "the" and not others and not token.tag_.startswith("NNS"):
            called = self._by_class(lowered)
            if len(called) == 1:
                self._replace(index, determiner.i, token.i, called[0], token)
                return
            if called:
                self._settle(index, determiner.i, token, None)
            elif lowered in _MATTERS and not any(c.dep_ in {"attr", "ccomp"} for c in token.head.children):
                self.open.add((index, determiner.i))  # but "the problem is that ..." tells it
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
        person = bool(gender) or lowered in _OFFICES or token.lemma_.lower() in PEOPLE or lowered in _NAMELESS
        kind = "group" if plural else "human" if person else "noun"
        name = words_of(unit, sorted(self._phrases[index].name(token)), token)
        if any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in token.children) and doc[token.i].dep_ != "appos":
            return
        if any(
            doc[i].tag_ in {"PRP$", "PRP", "DT"} and doc[i].lower_ in lexicon.PRONOUNS | lexicon.DEMONSTRATIVES
            for i in self._phrases[index].name(token)
        ):
            name = ""
        self._note(index, token, Entity(lower_first(name), kind, plural=plural, gender=gender))

    def _by_class(self, noun: str) -> list[Entity]:
        """Return whom "the agency" may mean: nobody known, the one, or several so that it stays open."""
        if noun in _MANY_HAVE_ONE:
            return []
        wanted = lexicon.CHILD if noun in lexicon.CHILD else {noun}
        found = [
            e
            for e in self._entities.values()
            if e.classes & wanted and e.name in self._mentioned and e.kind != "group"
        ]
        things = {e.name: e for e in found if e.kind == "thing" and e.name.lower() != noun}
        if len(things) > 1:
            return list(things.values())
        if len(found) != 1:
            return []
        child = found[0].kind == "person" and noun in lexicon.CHILD
        return found if things or child else []


def _goes_on(token: Token) -> list[int]:
    """Return the tokens of a name that go on behind its head: "Farm Standards North Norland"."""
    more = [c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN"]
    found = sorted({t.i for c in more for t in c.subtree})
    adjacent = found == list(range(token.i + 1, token.i + 1 + len(found)))
    return found if adjacent and all(token.doc[i].pos_ == "PROPN" for i in found) else []
