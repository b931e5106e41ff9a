"""Phrases: which tokens belong together, how a list in them divides, which asides become claims of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import product
from typing import TYPE_CHECKING

from claims.splitting import lexicon, verbs
from claims.splitting.drafts import NONE, Alternative, Draft, Ids
from claims.splitting.repairs import finite_token, first_of, is_clause, last_of, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

# Most claims that one clause may divide into; beyond it its lists stay whole.
MOST_ALTERNATIVES = 8

_NOMINAL = frozenset(["NOUN", "PROPN", "PRON", "NUM"])
_RELATIVE = frozenset(["WDT", "WP", "WP$", "WRB"])
_DASHES = frozenset([",", "—", "--", "–", "("])


class Phrases:
    """Gathers the phrases of one sentence; asides it meets on the way are kept in `asides`.

    Args:
        peeled: Tokens that say who said it, and are no part of any claim.
        quoted: Tokens within quotation marks; a list is never divided there.
        bold: False for a second, careful reading that keeps lists and asides where they are.
    """

    def __init__(self, peeled: Ids, *, bold: bool = True, quoted: Ids = NONE) -> None:
        self.peeled = peeled
        self._quoted = quoted
        self._stands_for: dict[int, tuple[Ids, Token]] = {}
        self.bold = bold
        self.asides: list[Draft] = []
        self._told: set[int] = set()
        self.relatives: list[tuple[Token, Ids, Token]] = []

    # -- nouns -----------------------------------------------------------------------------------------------------

    def noun(self, head: Token, *, split: bool, source: bool = False) -> list[Alternative]:  # noqa: C901
        """Return the ways to say the noun phrase of ``head``: one, or one for each member of a list.

        Args:
            head: The noun it is built around.
            split: Whether a list may be divided.
            source: Whether the phrase names a speaker, who is called as briefly as possible.
        """
        own = head
        slots: list[list[Ids]] = []
        members: list[Token] = []
        joints: Ids = NONE
        replaced: Token | None = None
        for child in head.children:
            if child.i in self.peeled or child.pos_ == "PUNCT":
                continue
            dep = child.dep_
            if dep == "conj":
                members.append(child)
            elif dep in {"cc", "preconj"}:
                joints |= self.flat(child)
                if dep == "preconj" and not any(c.dep_ == "conj" for c in head.children):
                    slots.append([self.flat(child)])
            elif dep == "appos" and self.bold:
                how = self._apposition(head, child)
                if how == "name":
                    replaced = child
                elif how == "keep":
                    slots.append([self.flat(child)])
            elif dep in {"relcl", "acl"} and self.bold:
                slots.append([self._clause_of_noun(head, child, source=source)])
            elif dep == "prep":
                slots.append(self._prep_of_noun(head, child, split=split, source=source))
            elif dep == "amod" and split and self._coordinated(child):
                slots.append(self._adjectives(child))
            else:
                slots.append([self.flat(child)])
        if replaced is not None:
            main = self.noun(replaced, split=split, source=source)
        else:
            self._title(head)
            hidden = self._title_tokens(head) if self.bold else NONE
            main = [Alternative(frozenset({head.i}).union(*choice) - hidden, own) for choice in _limited(slots)]
        if not members:
            return main
        others = [self._member(member, head, split=split, source=source) for member in members]
        if any(other is None for other in others):
            split = False
            others = [other or [Alternative(self.flat(m), m)] for other, m in zip(others, members, strict=True)]
        groups = [main, *[other for other in others if other]]
        if split and self._divisible(head, joints):
            return [a for group in self._shared(head, groups) for a in group]
        return [Alternative(joints.union(*[group[0].ids for group in groups]), main[0].head)]

    def _member(self, member: Token, head: Token, *, split: bool, source: bool) -> list[Alternative] | None:
        if member.pos_ in _NOMINAL or (member.pos_ == "ADJ" and head.pos_ != "ADJ"):
            return self.noun(member, split=split, source=source)
        return None

    def _divisible(self, head: Token, joints: Ids) -> bool:
        doc = head.doc
        if any(doc[i].lower_ in {"or", "nor", "versus", "vs.", "vs", "&"} for i in joints) or joints & self._quoted:
            return False
        if any(c.lower_ in {"only", "between", "neither", "either"} for c in head.children):
            return False
        members = _members(head)
        bare = head.tag_ == "NN" and not any(True for _ in head.children if _.dep_ not in {"conj", "cc", "punct"})
        if bare and members[-1].tag_ == "NNS" and any(c.dep_ == "compound" for c in members[-1].children):
            return False  # "pilot and commander seats"
        if head.dep_ == "pobj" and any(
            c.dep_ == "prep" and c.lower_ == "to" for m in members[1:] for c in m.children
        ):
            return False  # "with gold going to Kenya and silver to Peru"
        if any(m.like_num and not any(True for _ in m.children) for m in members):
            return False
        if any(m.ent_type_ and all(t.ent_iob_ == "I" for t in doc[head.i + 1 : m.i + 1]) for m in members[1:]):
            return False  # "the Ministry of Food and Agriculture"
        return not any(m.tag_ == "PRP" and m.lower_ in {"i", "we", "you"} for m in members)

    def _shared(self, head: Token, groups: list[list[Alternative]]) -> list[list[Alternative]]:
        """Give the later members the article, and the earlier ones the "of ..." that the list shares."""
        determiners = [c for c in head.children if c.dep_ in {"det", "poss"} and c.i < head.i]
        out = [groups[0]]
        for group in groups[1:]:
            own = group[0].head
            bare = own.tag_ == "NN" and not any(c.dep_ in {"det", "poss", "nummod"} for c in own.children)
            if bare and len(determiners) == 1 and determiners[0].lower_ in {"the", "his", "her", "its", "their"}:
                group = [Alternative(a.ids | self.flat(determiners[0]), a.head) for a in group]  # noqa: PLW2901
            out.append(group)
        last = groups[-1][0].head
        tails = [c for c in last.children if c.dep_ == "prep" and c.lower_ == "of" and c.i > last.i]
        if len(tails) == 1 and head.tag_ == last.tag_ and head.pos_ == "NOUN":
            tail = self.flat(tails[0])
            for k, group in enumerate(out[:-1]):
                if not any(c.dep_ in {"prep", "relcl", "acl"} for c in group[0].head.children):
                    out[k] = [Alternative(a.ids | tail, a.head) for a in group]
        return out

    def _adjectives(self, child: Token) -> list[Ids]:
        out = []
        for member in _members(child):
            kept: Ids = frozenset({member.i})
            for c in member.children:
                if c.dep_ not in {"conj", "cc", "preconj"} and c.pos_ != "PUNCT":
                    kept |= self.flat(c)
            out.append(kept)
        return out

    def _coordinated(self, child: Token) -> bool:
        joint = [c for c in child.children if c.dep_ == "cc"]
        return (
            any(c.dep_ == "conj" for c in child.children)
            and all(c.lower_ in {"and", "yet", "but"} for c in joint)
            and bool(joint)
            and child.head.tag_ not in {"NNS", "NNPS"}
            and not child.ent_type_
        )

    def _prep_of_noun(self, head: Token, prep: Token, *, split: bool, source: bool = False) -> list[Ids]:
        comma = _comma_before(prep)
        if prep.lower_ == "including" and comma and self.bold:
            self._including(head, prep)
            return [NONE]
        person = is_person(head)
        person = person or any(c.dep_ == "appos" and c.ent_type_ == "PERSON" for c in head.children)
        named = source and head.pos_ == "PROPN" and head.lower_ not in lexicon.ROLES
        if named and prep.lower_ in {"to", "in", "at", "on", "during", "after", "before"}:
            self.flat(prep)
            return [NONE]
        closed = (
            comma and _closed(prep) and prep.lower_ in {"from", "of", "under"} and head.dep_ in {"nsubj", "nsubjpass"}
        )
        if closed and self.bold and not person:
            self._aside((self._core(head), self._be(head), self.flat(prep)), head, "phrase set off")
            return [NONE]
        named_by_post = source and person and prep.lower_ in {"for", "of", "with"} and head.pos_ == "PROPN"
        if (comma or named_by_post) and person and self.bold and prep.lower_ in {"from", "of", "for", "with", "at"}:
            ids = self.flat(prep)
            for member in self._set_off_group(head):
                self._aside((self.name(member), "is", ids), head, "phrase beside a name")
            return [NONE]
        named = head.pos_ == "PROPN" and prep.lower_ in {"of", "for", "and"}
        if named or (first_of(prep) and head.doc[first_of(prep) - 1].text == "("):
            split = False
        inner = split and (head.dep_ in {"dobj", "attr", "pobj", "nsubjpass"} or prep.lower_ == "including")
        return self.prep(prep, split=inner and prep.lower_ not in {"between", "among"}, of_noun=True, source=source)

    def _set_off_group(self, head: Token) -> list[Token]:
        """Return everybody for whom the phrase set off after the last name of a list holds."""
        first = head
        while first.dep_ in {"conj", "appos"} and first.head.pos_ in _NOMINAL and first.head.i < first.i:
            first = first.head
        if first == head or first.ent_type_ != "PERSON":
            return [head]
        return [first, head]  # the two ends of a list of two

    def _including(self, head: Token, prep: Token) -> None:
        objects = [c for c in prep.children if c.dep_ in {"pobj", "pcomp"}]
        if not objects:
            return
        whole = self._core(head)
        verb = "include" if head.tag_ in {"NNS", "NNPS"} else "includes"
        for member in self.noun(objects[0], split=True):
            self._aside((whole, verb, member.ids), head, "including")

    # -- asides ----------------------------------------------------------------------------------------------------

    def name(self, head: Token) -> Ids:
        """Return the shortest phrase that names ``head``: without title, relative clause, apposition."""
        names = [
            c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.ent_type_ in {"PERSON", "ORG"}
        ]
        if head.pos_ == "NOUN" and names:
            return self.name(names[0])
        return self._core(head)

    def _core(self, head: Token) -> Ids:
        kept: Ids = frozenset({head.i})
        for child in head.children:
            if child.i in self.peeled or child.pos_ == "PUNCT":
                continue
            if (
                child.dep_ in {"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "predet", "case"}
                or (child.dep_ == "prep" and not _comma_before(child))
                or (child.dep_ == "appos" and _credential(child))
            ):
                kept |= self.flat(child)
        return kept - self._title_tokens(head)

    def _apposition(self, head: Token, child: Token) -> str:  # noqa: C901 - one question after another, the surest first
        """Say what to do with an apposition: "keep" it, "drop" it after making a claim of it, or use its "name"."""
        before = head.doc[first_of(child) - 1].text if first_of(child) else ""
        if before == "(" or _credential(child) or child.pos_ == "PRON":
            return "keep"
        places = {"GPE", "LOC"}
        if head.ent_type_ in places and child.ent_type_ in places:
            return "keep"
        if child.like_num and head.pos_ == "PROPN" and len(child.text) <= 3:
            self._aside((self._core(head), "is", self.flat(child)), head, "age")
            return "drop"
        described = any(c.dep_ in {"det", "poss"} for c in child.children) or child.lower_ in lexicon.ROLES
        if head.pos_ == child.pos_ == "PROPN" and child.lower_ not in lexicon.ROLES:
            return "keep"
        if any(c.dep_ == "cc" for c in child.children) and not _closed(child):
            return "keep"
        if any(c.dep_ == "amod" and c.lower_ == "aged" for c in child.children):
            self._aside((self._core(head), self._be(head), self.flat(child)), head, "age")
            return "drop"
        if head.doc[first_of(child) - 2].ent_type_ == "DATE" and head.ent_type_ != "DATE":
            return "keep"
        named = child.pos_ == "PROPN" and child.text[:1].isupper() and not described
        if named and head.pos_ == "NOUN" and head.text[:1].islower():
            title = self._core(head)
            self._aside((self.name(child), self._be(child), *self._with_article(title, head)), child, "apposition")
            return "name"
        if named and head.pos_ == "PROPN" and child.ent_type_ == "PERSON" and head.ent_type_ != "PERSON":
            return "keep"
        if not described or (before not in _DASHES and head.pos_ != "PROPN"):
            return "keep"
        if any(c.lower_ in {"this", "that", "these", "those"} for c in head.children if c.dep_ == "det"):
            return "keep"
        self._describe(head, child)
        return "drop"

    def _describe(self, head: Token, child: Token) -> None:
        subject = self.name(head)
        self._stands_for[child.i] = (subject, head)
        for member in self.noun(child, split=True):
            parts = (subject, self._be(head), *self._with_article(member.ids, member.head))
            self._aside(parts, head, "apposition")

    def _be(self, head: Token) -> str:
        return "are" if head.tag_ in {"NNS", "NNPS"} else "is"

    def _with_article(self, ids: Ids, head: Token) -> tuple[Ids | str, ...]:
        """Put "a" before a bare trade ("researcher"), not before an office ("director of the institute")."""
        kids = [c for c in head.children if c.i in ids]
        if any(c.dep_ in {"det", "poss", "nummod"} for c in kids) or head.tag_ in {"NNS", "NNPS"}:
            return (ids,)
        first = head.doc[min(ids)]
        office = (
            any(c.dep_ == "prep" for c in kids) or any(c.text[:1].isupper() for c in kids) or first.text[0].isupper()
        )
        if office and head.lower_ not in {"spokesman", "spokeswoman", "spokesperson", "member"}:
            return (ids,)
        return ("an" if first.text[0].lower() in "aeiou" else "a", ids)

    def office_of(self, ids: Ids, head: Token) -> None:
        """Add the claim in "the ambassador to Peru Ana Ruiz": who holds the office before the name."""
        order = sorted(ids)
        name = [i for i in order if head.doc[i].ent_type_ == "PERSON"]
        before = [i for i in order if name and i < name[0] and head.doc[i].pos_ != "PUNCT"]
        named = len(name) >= 2 and name[-1] == order[-1] and name == order[-len(name) :]
        if named and any(head.doc[i].lower_ in lexicon.ROLES for i in before):
            self._aside((frozenset(name), "is", frozenset(before)), head, "title before a name")

    def _title_tokens(self, head: Token) -> Ids:
        """Tokens of an office before a person's name ("team captain" in "team captain Ana Ruiz")."""
        if head.pos_ != "PROPN" or head.dep_ == "compound":
            return NONE
        start = first_of(head)
        tokens = [t for t in head.doc[start : head.i] if t.head == head or t.head.head == head or head in t.ancestors]
        roles = [t for t in tokens if t.lower_ in lexicon.ROLES and t.dep_ in {"compound", "nmod"}]
        if not roles:
            return NONE
        last = roles[-1].i
        rest = list(head.doc[last + 1 : head.i + 1])
        if not rest or not all(t.pos_ == "PROPN" or t.lower_ in lexicon.HONORIFICS for t in rest):
            return NONE
        person = head.ent_type_ == "PERSON" or roles[-1].lower_ in {"publication", "newspaper", "agency", "magazine"}
        if roles[-1].text[0].isupper() and (len(rest) < 2 or last == start):
            return NONE  # "President Moreau", "President Ines Moreau": the title is how people are called
        return frozenset(range(start, last + 1)) if person else NONE

    def _title(self, head: Token) -> None:
        ids = self._title_tokens(head) if self.bold else NONE
        ids = frozenset(i for i in ids if head.doc[i].pos_ != "PUNCT" and head.doc[i].dep_ not in {"preconj", "cc"})
        if not ids or self._conjoined_inside(head, ids):
            return
        role = head.doc[max(ids)]
        name = frozenset(range(max(ids) + 1, head.i + 1))
        first = head.doc[min(ids)]
        if first.tag_ == "DT":
            parts: tuple[Ids | str, ...] = (ids,)
        elif role.text[0].isupper() or any(head.doc[i].tag_ == "POS" for i in ids):
            parts = (ids,)
        else:
            parts = ("an" if first.text[0].lower() in "aeiou" else "a", ids)
        self._aside((name, "is", *parts), head, "title before a name")

    def _conjoined_inside(self, head: Token, ids: Ids) -> bool:
        return any(head.doc[i].dep_ == "conj" for i in ids)

    def _clause_of_noun(self, head: Token, child: Token, *, source: bool) -> Ids:
        comma = _comma_before(child)
        if child.dep_ == "acl" and not is_clause(child):
            return self._participle_of_noun(head, child, comma=comma, source=source)
        if child.dep_ == "acl":
            return self.flat(child)
        if head.i in self._stands_for and _about_the_head(child):
            self.relatives.append((child, *self._stands_for[head.i]))
            return NONE
        if comma or (source and head.pos_ != "PRON"):
            self.relatives.append((child, self.name(head) if head.pos_ == "PROPN" else self._core(head), head))
            return NONE
        kept = self.flat(child)
        if _states_a_fact(head, child):
            self.relatives.append((child, self._core(head), head))
        return kept

    def _participle_of_noun(self, head: Token, child: Token, *, comma: bool, source: bool) -> Ids:
        going_on = child.tag_ != "VBG" and child.lower_.endswith("ing")  # a participle read as a noun
        if (child.tag_ not in {"VBN", "VBG", "VBD"} and not going_on) or any(c.dep_ == "aux" for c in child.children):
            return self.flat(child)
        if not (comma or source) or head.pos_ == "PRON":
            return self.flat(child)
        plural = head.tag_ in {"NNS", "NNPS"}
        rest = self.flat(child)
        if child.tag_ == "VBG":
            word = verbs.past(child.lemma_)
            parts: tuple[Ids | str, ...] = (self._core(head), word, rest - {child.i})
        else:
            be = "were" if plural else "was"
            if child.lower_ in {"known", "called", "named", "based", "located"}:
                be = "are" if plural else "is"
            parts = (self._core(head), be, rest)
        self._aside(parts, head, "participle")
        return NONE

    def _aside(self, parts: tuple[Ids | str, ...], head: Token, rule: str) -> None:
        key = hash(tuple(part if isinstance(part, str) else tuple(sorted(part)) for part in parts))
        if key in self._told or not self.bold:
            return
        self._told.add(key)
        self.asides.append(Draft(parts, head, rules=(rule,), background=True, subject=head))

    # -- verbs and the rest ----------------------------------------------------------------------------------------

    def verb(self, head: Token, *, split: bool) -> list[Alternative]:  # noqa: C901 - one question after another, the surest first
        """Return the ways to say a verb phrase inside a clause ("to ban cars and close streets")."""
        slots: list[list[Ids]] = [[frozenset({head.i})]]
        members: list[Token] = []
        joints: Ids = NONE
        for child in head.children:
            if child.i in self.peeled or child.pos_ == "PUNCT":
                continue
            if child.dep_ == "conj" or _list_read_as_adverbial(head, child):
                members.append(child)
            elif child.dep_ in {"cc", "preconj"}:
                joints |= self.flat(child)
            elif child.dep_ in {"dobj", "attr", "oprd"} and child.pos_ in _NOMINAL:
                slots.append([a.ids for a in self.noun(child, split=split)])
            elif child.dep_ in {"prep", "agent", "dative"} and child.pos_ == "ADP":
                slots.append(self.prep(child, split=split))
            elif child.dep_ in {"xcomp", "pcomp"} and child.pos_ in {"VERB", "AUX"}:
                slots.append([a.ids for a in self.verb(child, split=split)])
            else:
                slots.append([self.flat(child)])
        main = [Alternative(NONE.union(*choice), head) for choice in _limited(slots)]
        if not members:
            return main
        doc = head.doc
        shares_object = not any(c.dep_ in {"dobj", "xcomp", "prep", "ccomp", "attr", "acomp"} for c in head.children)
        verbal = all(m.pos_ in {"VERB", "AUX"} for m in members) and head.pos_ in {"VERB", "AUX"}
        whole = shares_object or not verbal or any(doc[i].lower_ in {"or", "nor"} for i in joints)
        if (
            not split
            or whole
            or not self.bold
            or joints & self._quoted
            or any(subject_of(m) is not None for m in members)
        ):
            joined = joints.union(main[0].ids, *[self.verb(m, split=False)[0].ids for m in members])
            return [Alternative(joined, head)]
        opening = frozenset(c.i for c in head.children if c.dep_ == "aux" and c.tag_ == "TO")
        out = list(main)
        for member in members:
            own_to = any(c.tag_ == "TO" for c in member.children)
            extra = NONE if own_to else opening
            out.extend(Alternative(a.ids | extra, a.head) for a in self.verb(member, split=True))
        return out

    def prep(self, head: Token, *, split: bool, of_noun: bool = False, source: bool = False) -> list[Ids]:
        """Return the ways to say a prepositional phrase; "help from A and B" divides, "comes from them" not."""
        joint = lexicon.JOINT_PREPOSITIONS - ({"from"} if of_noun else set())
        slots: list[list[Ids]] = [[frozenset({head.i})]]
        for child in head.children:
            if child.i in self.peeled or child.pos_ == "PUNCT":
                continue
            if child.dep_ == "pobj":
                inner = split and head.lower_ not in joint
                slots.append([a.ids for a in self.noun(child, split=inner, source=source)])
            elif child.dep_ == "pcomp" and child.pos_ in {"VERB", "AUX"} and not is_clause(child):
                slots.append([a.ids for a in self.verb(child, split=split)])
            elif child.dep_ == "prep":
                slots.append(self.prep(child, split=split))
            else:
                slots.append([self.flat(child)])
        return [NONE.union(*choice) for choice in _limited(slots)]

    def adjective(self, head: Token, *, split: bool) -> list[Alternative]:
        """Return the ways to say an adjective phrase after "be"."""
        joint = [c for c in head.children if c.dep_ == "cc"]
        members = _members(head)
        divides = split and self.bold and len(members) > 1 and joint and all(c.lower_ == "and" for c in joint)
        if not divides or any(m.pos_ not in {"ADJ", "VERB", "ADV"} or subject_of(m) for m in members):
            return [Alternative(self.flat(head), head)]
        out = []
        for member in members:
            kept: Ids = frozenset({member.i})
            for c in member.children:
                if c.dep_ not in {"conj", "cc"} and c.pos_ != "PUNCT":
                    kept |= self.flat(c)
            out.append(Alternative(kept, member))
        return out

    def embedded(self, head: Token) -> list[Ids]:
        """Return the ways to say "crucial that boys and girls learn": the list inside the clause divided."""
        slots: list[list[Ids]] = [[frozenset({head.i})]]
        for child in head.children:
            if child.i in self.peeled or child.pos_ == "PUNCT":
                continue
            if child.dep_ in {"ccomp", "xcomp"}:
                slots.append(self.embedded(child))
            elif child.dep_ in {"nsubj", "nsubjpass"} and child.tag_ in {"NNS", "NN"}:
                members = _members(child)
                plural = all(m.tag_ == "NNS" for m in members)
                slots.append([a.ids for a in self.noun(child, split=plural)])
            else:
                slots.append([self.flat(child)])
        return [NONE.union(*choice) for choice in _limited(slots)]

    def flat(self, token: Token) -> Ids:
        """Return the tokens of the phrase of ``token``, lists whole, asides taken out."""
        if token.i in self.peeled or token.pos_ == "PUNCT":
            return NONE
        if token.pos_ in _NOMINAL and token.dep_ not in {"compound", "nummod", "det", "advmod"}:
            return self.noun(token, split=False)[0].ids
        if token.pos_ == "ADP":
            return self.prep(token, split=False)[0]
        kept: Ids = frozenset({token.i})
        for child in token.children:
            kept |= self.flat(child)
        return kept


def is_person(head: Token) -> bool:
    """Whether a name is a person's: told by the parser, or by a given name before the surname."""
    if head.pos_ != "PROPN" or head.lower_ in lexicon.ROLES:
        return False
    given = [c.lower_ for c in head.children if c.dep_ == "compound"]
    return head.ent_type_ == "PERSON" or any(g in lexicon.FEMALE_NAMES | lexicon.MALE_NAMES for g in given)


def _closed(token: Token) -> bool:
    """Whether a comma, a dash or the end of the sentence follows the phrase of ``token``."""
    after = last_of(token) + 1
    return after >= len(token.doc) or token.doc[after].pos_ == "PUNCT" or token.doc[after - 1].pos_ == "PUNCT"


def _about_the_head(clause: Token) -> bool:
    subject = subject_of(clause)
    return subject is not None and subject.tag_ in _RELATIVE and subject.lower_ != "whose" and is_clause(clause)


def _members(head: Token) -> list[Token]:
    out = [head]
    for child in head.children:
        if child.dep_ == "conj":
            out.extend(_members(child))
    return out


def _list_read_as_adverbial(head: Token, child: Token) -> bool:
    """Handle "accused of hiding it, moving it and selling it": the second member was read as an adverbial."""
    same = child.dep_ == "advcl" and child.tag_ == head.tag_ == "VBG" and child.i > head.i
    return same and _comma_before(child) and any(c.dep_ == "conj" for c in child.children)


def _comma_before(token: Token) -> bool:
    edge = first_of(token)
    return edge > 0 and token.doc[edge - 1].text in {",", "—", "--", "–"}


def _credential(token: Token) -> bool:
    return bool(re.fullmatch(lexicon.CREDENTIAL_PATTERN, token.text)) and not any(True for _ in token.children)


def _states_a_fact(head: Token, child: Token) -> bool:
    """Whether a relative clause without commas tells something new, rather than only which one is meant."""
    finite = finite_token(child)
    if finite is None or finite.tag_ == "MD" or head.tag_ not in {"NN", "NNP"} or head.pos_ not in _NOMINAL:
        return False
    determiner = next((c.lower_ for c in head.children if c.dep_ == "det"), "")
    verb = next((t for t in head.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    outer = finite_token(verb) if verb is not None else None
    told = outer is not None and outer.tag_ in {"VBD", "VBZ", "VBP"}
    pronoun = next((t for t in child.subtree if t.tag_ in _RELATIVE), None)
    own_subject = subject_of(child)
    by_somebody = (
        own_subject is not None and own_subject.tag_ not in _RELATIVE and own_subject.pos_ in {"NOUN", "PROPN"}
    )
    if not told or finite.tag_ == "VBP":
        return False
    return determiner in {"a", "an"} and (by_somebody or (pronoun is not None and finite.tag_ in {"VBD", "VBZ"}))


def _limited(slots: list[list[Ids]]) -> Iterable[tuple[Ids, ...]]:
    """Return every combination of the slots; where there are too many, the last lists stay whole."""
    slots = [slot for slot in slots if slot] or [[NONE]]
    total = 1
    for k, slot in enumerate(slots):
        total *= len(slot)
        if total > MOST_ALTERNATIVES:
            slots = [*slots[:k], *[[NONE.union(*rest)] for rest in slots[k:]]]
            break
    return product(*slots)
