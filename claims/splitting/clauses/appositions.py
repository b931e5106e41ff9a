"""What stands beside a noun and tells something of its own: appositions, titles, relative clauses, participles."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from claims.splitting.clauses.drafts import NONE, Alternative, Draft, Ids, Step
from sources.language import inflection, lexicon
from sources.language.parsing.repairs import finite_token, first_of, is_clause, last_of, subject_of

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

_NOMINAL = frozenset(["NOUN", "PROPN", "PRON", "NUM"])
_RELATIVE = frozenset(["WDT", "WP", "WP$", "WRB"])
_DASHES = frozenset([",", "—", "--", "–", "("])


class Asides(ABC):
    """Makes claims of what stands beside the nouns of one sentence; kept in `asides` and `relatives`.

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
        self.results: list[tuple[Token, Token]] = []

    @abstractmethod
    def noun(self, head: Token, *, split: bool, source: bool = False) -> list[Alternative]:
        """Return the ways to say a noun phrase."""

    @abstractmethod
    def flat(self, token: Token) -> Ids:
        """Return the tokens of a phrase, asides taken out."""

    def name(self, head: Token) -> Ids:
        """Return the shortest phrase that names ``head``: without title, relative clause, apposition."""
        named = [c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN"]
        names = [c for c in named if c.ent_type_ in {"PERSON", "ORG"} or head.lower_ in lexicon.ROLES]
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
                or (child.dep_ == "prep" and not comma_before(child) and not is_person(head))
                or (child.dep_ == "appos" and _credential(child))
            ):
                kept |= self.flat(child)
        return kept - self.title_tokens(head)

    def _apposition(self, head: Token, child: Token) -> str:  # noqa: C901 - one question after another, the surest first
        """Say what to do with an apposition: "keep" it, "drop" it after making a claim of it, or use its "name"."""
        before = head.doc[first_of(child) - 1].text if first_of(child) else ""
        if before == "(" or _credential(child) or child.pos_ == "PRON":
            return "keep"
        if head.tag_ == "NNS" and child.pos_ == "PROPN" and any(c.dep_ == "conj" for c in child.children):
            return "keep"  # "the two leaders, Ana Ruiz and Tom Lee, ..."
        places = {"GPE", "LOC"}
        if head.ent_type_ in places and child.ent_type_ in places:
            return "keep"
        if child.like_num and head.pos_ == "PROPN" and len(child.text) <= 3:
            self._aside((self._core(head), "is", self.flat(child)), head, "age")
            return "drop"
        described = any(c.dep_ in {"det", "poss"} for c in child.children) or child.lower_ in lexicon.ROLES
        bare = (
            child.tag_ == "NN"
            and before == ","
            and closed(child)
            and not any(c.dep_ == "conj" for c in child.children)
        )
        described = described or (bare and any(c.dep_ == "prep" and c.i == child.i + 1 for c in child.children))
        one_of = any(
            c.lower_ in {"a", "an"} for c in child.children if c.dep_ == "det"
        )  # "Brandt, a Social Democrat"
        if head.pos_ == child.pos_ == "PROPN" and child.lower_ not in lexicon.ROLES and not one_of:
            return "keep"
        several = head.tag_ == "NNS" or (head.tag_ == "NN" and any(c.dep_ == "conj" for c in head.children))
        if several and child.tag_ == "NN" and child.lower_ not in lexicon.COLLECTIVE_NOUNS | lexicon.ORGANISATIONS:
            return "keep"  # "over pay and hours, the first strike for years": the strike is not the hours
        if head.ent_type_ in {"PERCENT", "MONEY", "QUANTITY"}:
            return "keep"
        if any(c.dep_ == "cc" for c in child.children) and not closed(child):
            return "keep"
        if any(c.dep_ == "amod" and c.lower_ == "aged" for c in child.children):
            self._aside((self._core(head), self._be(head), self.flat(child)), head, "age")
            return "drop"
        near = head.doc[first_of(child) - 2]
        if near.ent_type_ == "DATE" and head.ent_type_ != "DATE" and not (near.like_num and near.head == head):
            return "keep"
        named = child.pos_ == "PROPN" and child.text[:1].isupper() and not described
        if named and head.pos_ == "NOUN" and head.text[:1].islower():
            title = self._core(head)
            if head.lower_ in lexicon.ORGANISATIONS and len(title) <= 2:
                return "name"  # "the firm, Safehouse,": that it is the firm says nothing
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
        if the := _the_of_a_sort(head, ids):
            return (_a_or_an(head.doc[min(ids - the)]), ids - the)
        kids = [c for c in head.children if c.i in ids]
        if any(c.dep_ in {"det", "poss", "nummod"} for c in kids) or head.tag_ in {"NNS", "NNPS"}:
            return (ids,)
        first = head.doc[min(ids)]
        office = (
            any(c.dep_ == "prep" for c in kids) or any(c.text[:1].isupper() for c in kids) or first.text[0].isupper()
        )
        if office and head.lower_ not in {"spokesman", "spokeswoman", "spokesperson", "member"}:
            return (ids,)
        return (_a_or_an(first), ids)

    def office_of(self, ids: Ids, head: Token) -> None:
        """Add the claim in "the ambassador to Peru Ana Ruiz": who holds the office before the name."""
        order = sorted(ids)
        name = [i for i in order if head.doc[i].ent_type_ == "PERSON"]
        before = [i for i in order if name and i < name[0] and head.doc[i].pos_ != "PUNCT"]
        named = len(name) >= 2 and name[-1] == order[-1] and name == order[-len(name) :]
        if named and any(head.doc[i].lower_ in lexicon.ROLES for i in before):
            self._aside((frozenset(name), "is", frozenset(before)), head, "title before a name")

    def title_tokens(self, head: Token) -> Ids:
        """Tokens of an office before a person's name ("team captain" in "team captain Ana Ruiz")."""
        if head.pos_ != "PROPN" or head.dep_ == "compound":
            return NONE
        start = first_of(head)
        tokens = [t for t in head.doc[start : head.i] if t.head == head or t.head.head == head or head in t.ancestors]
        roles = [
            t for t in tokens if t.lower_ in lexicon.ROLES | lexicon.ORGANISATIONS and t.dep_ in {"compound", "nmod"}
        ]
        if not roles:
            return NONE
        last = roles[-1].i
        rest = list(head.doc[last + 1 : head.i + 1])
        if not rest or not all(t.pos_ == "PROPN" or t.lower_ in lexicon.HONORIFICS for t in rest):
            return NONE
        person = head.ent_type_ == "PERSON" or roles[-1].lower_ in lexicon.ORGANISATIONS
        if roles[-1].text[0].isupper() and roles[-1].pos_ == "PROPN" and (len(rest) < 2 or last == start):
            return NONE  # "President Moreau", "President Ines Moreau": the title is how people are called
        return frozenset(range(start, last + 1)) if person else NONE

    def _title(self, head: Token) -> None:
        ids = self.title_tokens(head) if self.bold else NONE
        ids = frozenset(i for i in ids if head.doc[i].pos_ != "PUNCT" and head.doc[i].dep_ not in {"preconj", "cc"})
        if not ids or self._conjoined_inside(head, ids):
            return
        role = head.doc[max(ids)]
        name = frozenset(range(max(ids) + 1, head.i + 1))
        first = head.doc[min(ids)]
        bare = first.lower_ == "the" and len(ids) == 2
        if bare and role.lower_ in lexicon.ORGANISATIONS | {"journal", "pollster", "group", "charity"}:
            return  # "the broadcaster NTV": that it is the broadcaster says nothing
        if first.lower_ == "then":
            self._aside((name, "was", ids), head, "title before a name")
            return
        only_a_sort = _the_of_a_sort(role, ids)
        if first.tag_ == "DT" and not only_a_sort:
            parts: tuple[Ids | str, ...] = (ids,)
        elif (role.text[0].isupper() and role.pos_ == "PROPN") or any(head.doc[i].tag_ == "POS" for i in ids):
            parts = (ids,)
        else:
            ids -= only_a_sort
            parts = (_a_or_an(head.doc[min(ids)]), ids)
        self._aside((name, "is", *parts), head, "title before a name")

    def _conjoined_inside(self, head: Token, ids: Ids) -> bool:
        return any(head.doc[i].dep_ == "conj" for i in ids)

    def _clause_of_noun(self, head: Token, child: Token, *, source: bool) -> Ids:
        comma = comma_before(child)
        if child.dep_ == "acl" and not is_clause(child):
            return self._participle_of_noun(head, child, comma=comma, source=source)
        if child.dep_ == "acl":
            return self.flat(child)
        if head.i in self._stands_for and _about_the_head(child) and (comma or not _definite(head)):
            self.relatives.append((child, *self._stands_for[head.i]))
            return NONE
        if comma or (source and head.pos_ != "PRON"):
            self.relatives.append((child, self.name(head), head))
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
        by_whom = any(c.dep_ == "agent" or c.lower_ == "by" for c in child.children)
        if source and head.lower_ in lexicon.DOCUMENTS and by_whom:
            return self.flat(child)  # "figures published by the bureau" are a source with their publisher
        plural = head.tag_ in {"NNS", "NNPS"}
        rest = self.flat(child)
        if child.tag_ == "VBG":
            word = inflection.past(child.lemma_)
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
        self.asides.append(Draft(parts, head, rules=(Step(rule, _told_by(parts)),), background=True, subject=head))

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


def _told_by(parts: tuple[Ids | str, ...]) -> Ids:
    """Return the words that an aside was made from: those after its subject."""
    return next((part for part in reversed(parts) if not isinstance(part, str) and part), NONE)


def _a_or_an(first: Token) -> str:
    return "an" if first.text[0].lower() in "aeiou" else "a"


def _the_of_a_sort(noun: Token, ids: Ids) -> Ids:
    """Return the "the" of "the ferry firm Velta", a firm of many; none where only one can be so called."""
    words = [noun.doc[i] for i in sorted(ids)]
    article = words[0] if words and words[0].lower_ == "the" else None
    sort = noun.lower_ in lexicon.ROLES - lexicon.OFFICES and noun.tag_ == "NN"
    plain = all(t.dep_ in {"det", "amod", "compound", "nmod", "punct"} or t == noun for t in words)
    single = any(t.tag_ in {"JJS", "RBS"} or t.lower_ in lexicon.SINGLING or t.ent_type_ == "ORDINAL" for t in words)
    return frozenset({article.i}) if article is not None and sort and plain and not single else NONE


def is_person(head: Token) -> bool:
    """Whether a name is a person's: told by the parser, or by a given name before the surname."""
    if head.pos_ != "PROPN" or head.lower_ in lexicon.ROLES:
        return False
    given = [c.lower_ for c in head.children if c.dep_ == "compound"]
    return head.ent_type_ == "PERSON" or any(g in lexicon.FEMALE_NAMES | lexicon.MALE_NAMES for g in given)


def closed(token: Token) -> bool:
    """Whether a comma, a dash or the end of the sentence follows the phrase of ``token``."""
    after = last_of(token) + 1
    return after >= len(token.doc) or token.doc[after].pos_ == "PUNCT" or token.doc[after - 1].pos_ == "PUNCT"


def _about_the_head(clause: Token) -> bool:
    subject = subject_of(clause)
    return (
        subject is not None
        and is_clause(clause)
        and (subject.tag_ in _RELATIVE or any(c.tag_ == "WP$" for c in subject.children))
    )


def _definite(head: Token) -> bool:
    """Whether "the" or an owner says that a clause after the noun tells which one is meant."""
    return any(c.lower_ == "the" or c.dep_ == "poss" for c in head.children if c.dep_ in {"det", "poss"})


def comma_before(token: Token) -> bool:
    """Whether a comma or a dash sets the phrase of ``token`` off from what stands before it."""
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
    if not told or finite.tag_ == "VBP" or finite.lower_ == "were":
        return False
    return determiner in {"a", "an"} and (by_somebody or (pronoun is not None and finite.tag_ in {"VBD", "VBZ"}))
