"""Phrases: which tokens belong together, how a list in them divides, which asides become claims of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.splitting.clauses.appositions import Asides, closed, comma_before, is_person
from claims.splitting.clauses.drafts import NONE, Alternative, Ids
from claims.splitting.clauses.lists import (
    follows_from,
    limited,
    list_read_as_adverbial,
    members_of,
    of_several,
    passed_on,
    tails_of,
)
from sources.language import lexicon
from sources.language.lexicon import words
from sources.language.parsing.repairs import first_of, is_clause, subject_of

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

_NEVER_DIVIDED = words("indivisible_joints")
_NOMINAL = frozenset(["NOUN", "PROPN", "PRON", "NUM"])
_RELATIVE = frozenset(["WDT", "WP", "WP$", "WRB"])
_DASHES = frozenset([",", "—", "--", "–", "("])


class Phrases(Asides):
    """Gathers the phrases of one sentence; asides it meets on the way are kept in `asides`."""

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
            hidden = self.title_tokens(head) if self.bold else NONE
            main = [Alternative(frozenset({head.i}).union(*choice) - hidden, own) for choice in limited(slots)]
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
        if any(doc[i].lower_ in _NEVER_DIVIDED for i in joints) or joints & self._quoted:
            return False
        if any(c.lower_ in {"only", "between", "neither", "either"} for c in head.children):
            return False
        members = members_of(head)
        bare = head.tag_ == "NN" and not any(True for _ in head.children if _.dep_ not in {"conj", "cc", "punct"})
        if bare and members[-1].tag_ == "NNS" and any(c.dep_ == "compound" for c in members[-1].children):
            return False  # "pilot and commander seats"
        if head.dep_ == "pobj" and any(
            c.dep_ == "prep" and c.lower_ == "to" for m in members[1:] for c in m.children
        ):
            return False  # "with gold going to Kenya and silver to Peru"
        if head.head.tag_ == "VBG" and any(
            c.dep_ == "acl" and c.tag_ == "VBG" for m in members[1:] for c in m.children
        ):
            return False  # "with Peru winning gold and Chile taking silver"
        if any(m.like_num and not any(True for _ in m.children) for m in members):
            return False
        if any(m.ent_type_ and all(t.ent_iob_ == "I" for t in doc[head.i + 1 : m.i + 1]) for m in members[1:]):
            return False  # "the Ministry of Food and Agriculture"
        if any(t.dep_ == "relcl" and of_several(t) for m in members for t in tails_of(m) if t.i > members[-1].i):
            one = {m.tag_ for m in members} & {"NN", "NNP"}
            if one:
                return False  # "a tram and a bus that run on gas"
        return not any(m.tag_ == "PRP" and m.lower_ in {"i", "we", "you"} for m in members)

    def _shared(self, head: Token, groups: list[list[Alternative]]) -> list[list[Alternative]]:
        """Give the later members the article, and all members what stands behind the last and belongs to the list."""
        determiners = [c for c in head.children if c.dep_ in {"det", "poss"} and c.i < head.i]
        last = members_of(head)[-1]
        shared = [
            tail for tail in tails_of(head) if tail.i > last.i
        ]  # the parser saw that they belong to the whole list
        out = [groups[0]]
        for group in groups[1:]:
            own = group[0].head
            one = own.tag_ == "NN" or (own.tag_ == "NNS" and shared)
            bare = one and not any(c.dep_ in {"det", "poss", "nummod"} for c in own.children)
            if bare and len(determiners) == 1 and determiners[0].lower_ in {"the", "his", "her", "its", "their"}:
                group = [Alternative(a.ids | self.flat(determiners[0]), a.head) for a in group]  # noqa: PLW2901
            out.append(group)
        for tail in shared:
            out = passed_on(tail, out)
        counted = any(c.dep_ == "nummod" for c in head.children)  # "three survivors and the bodies of 14 miners"
        tails = tails_of(last)
        if len(tails) == 1 and head.tag_ == last.tag_ and head.pos_ == "NOUN" and not counted:
            bare = not any(c.dep_ in {"det", "poss", "nummod"} for c in last.children)
            if tails[0].lower_ == "of" or (bare and tails[0].dep_ != "prep"):
                out = passed_on(tails[0], out, closed=True)
        return out

    def _adjectives(self, child: Token) -> list[Ids]:
        out = []
        for member in members_of(child):
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
        comma = comma_before(prep)
        if prep.lower_ == "including" and comma and self.bold:
            self._including(head, prep)
            return [NONE]
        person = is_person(head)
        person = person or any(c.dep_ == "appos" and c.ent_type_ == "PERSON" for c in head.children)
        named = source and head.pos_ == "PROPN" and head.lower_ not in lexicon.ROLES
        if named and prep.lower_ in {"to", "in", "at", "on", "during", "after", "before"}:
            self.flat(prep)
            return [NONE]
        set_off = (
            comma and closed(prep) and prep.lower_ in {"from", "of", "under"} and head.dep_ in {"nsubj", "nsubjpass"}
        )
        if set_off and self.bold and not person:
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

    # -- verbs and the rest ----------------------------------------------------------------------------------------

    def verb(self, head: Token, *, split: bool) -> list[Alternative]:
        """Return the ways to say a verb phrase inside a clause ("to ban cars and close streets")."""
        slots: list[list[Ids]] = [[frozenset({head.i})]]
        members: list[Token] = []
        joints: Ids = NONE
        for child in head.children:
            if child.i in self.peeled or child.pos_ == "PUNCT":
                continue
            if child.dep_ == "conj" or list_read_as_adverbial(head, child):
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
        main = [Alternative(NONE.union(*choice), head) for choice in limited(slots)]
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
            elif child.dep_ == "pcomp" and split and self.bold:
                slots.append(self._questions(child))
            else:
                slots.append([self.flat(child)])
        return [NONE.union(*choice) for choice in limited(slots)]

    def _questions(self, clause: Token) -> list[Ids]:
        """Return the ways to say "how deep the water is and when it comes": one for each question."""
        clauses = members_of(clause)
        joints = [j for c in clauses for j in c.children if j.dep_ == "cc"]
        asked = all(c.doc[first_of(c)].tag_ in _RELATIVE for c in clauses) and all(is_clause(c) for c in clauses)
        whole = self.flat(clause)
        if len(clauses) == 1 or not asked or any(j.lower_ != "and" for j in joints) or whole & self._quoted:
            return [whole]
        inner = {
            c.i: frozenset(t.i for m in c.children if m.dep_ in {"conj", "cc"} for t in m.subtree) for c in clauses
        }
        return [self.flat(c) - inner[c.i] for c in clauses]

    def adjective(self, head: Token, *, split: bool) -> list[Alternative]:
        """Return the ways to say an adjective phrase after "be"."""
        joint = [c for c in head.children if c.dep_ == "cc"]
        members = members_of(head)
        divides = split and self.bold and len(members) > 1 and joint and all(c.lower_ == "and" for c in joint)
        if not divides or any(m.pos_ not in {"ADJ", "VERB", "ADV"} or subject_of(m) for m in members):
            asked = [
                c
                for c in head.children
                if c.dep_ == "prep" and any(q.dep_ == "pcomp" and is_clause(q) for q in c.children)
            ]
            ways = self.prep(asked[0], split=split) if len(asked) == 1 and len(members) == 1 else []
            whole = self.flat(head)
            if len(ways) < 2:
                return [Alternative(whole, head)]
            rest = whole - frozenset(t.i for t in asked[0].subtree)
            return [Alternative(rest | way, head) for way in ways]
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
            elif self.bold and follows_from(head, child):
                self.results.append((head, child))
            elif child.dep_ in {"nsubj", "nsubjpass"} and child.tag_ in {"NNS", "NN"}:
                members = members_of(child)
                plural = all(m.tag_ == "NNS" for m in members)
                slots.append([a.ids for a in self.noun(child, split=plural)])
            else:
                slots.append([self.flat(child)])
        return [NONE.union(*choice) for choice in limited(slots)]

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
