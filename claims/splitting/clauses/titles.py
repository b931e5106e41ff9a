"""Offices before a name: "team captain Ana Ruiz" says that Ana Ruiz is the team captain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.splitting.clauses.context import ClauseContext, add_apposition
from claims.splitting.clauses.drafts import NONE
from claims.splitting.clauses.nouns import a_or_an, indefinite_the, is_dead
from claims.splitting.rules import Ids, rule
from sources.language import lexicon
from sources.language.parsing.relations import first_of

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token


_RANKS = lexicon.words("titles_of_rank") | lexicon.words("titles_of_office")
_OFFICES_AND_BODIES = lexicon.ROLES | lexicon.ORGANISATIONS
_SOLE = lexicon.words("sole_offices")
_HEADS_OF_SOMETHING = frozenset(["chief", "head", "boss", "deputy", "aide", "member"])
_NO_LONGER = frozenset(["former", "ex", "late", "past"])


def title_tokens(head: Token) -> Ids:
    """Tokens of an office before a person's name ("team captain" in "team captain Ana Ruiz")."""
    if head.pos_ != "PROPN" or head.dep_ == "compound" or head.tag_ == "NNPS":
        return NONE
    if head.dep_ == "conj" and head.head.pos_ == "NOUN" and head.head.lower_ in lexicon.ROLES:
        return NONE  # "former captain and coach Ana Ruiz": both are her offices
    if head.dep_ == "conj" and any(c.text == "&" for c in head.head.children):
        return NONE  # "The ACE & Roderic Hill Building Manager Ana Ruiz": the office begins before the "&"
    start = first_of(head)
    roles = [
        t
        for t in head.doc[start : head.i]
        if t.lower_ in _OFFICES_AND_BODIES and t.dep_ in {"compound", "nmod"} and head in t.ancestors
    ]
    if not roles or _behind_a_place(head.doc[max(0, start - 4) : start]):
        return NONE
    last = roles[-1].i
    # "Assistant Attorney General Lee", "Chief Superintendent Roe": the rank behind the office belongs to it.
    while last + 2 <= head.i and head.doc[last + 1].lower_ in _RANKS:
        last += 1
    rest = list(head.doc[last + 1 : head.i + 1])
    if not rest or not all(t.pos_ == "PROPN" or t.lower_ in lexicon.HONORIFICS for t in rest):
        return NONE
    if any(t.tag_ == "NNPS" for t in rest) or (start and _cut(head.doc[start])):
        return NONE  # "Witness Specialists Ana Ruiz and Tom Roe", "co-author Ana Ruiz"
    person = head.ent_type_ == "PERSON" or roles[-1].lower_ in lexicon.ORGANISATIONS
    closing = head.doc[last]
    if closing.text[0].isupper() and closing.pos_ == "PROPN" and (len(rest) < 2 or last == start):
        return NONE  # "President Moreau", "President Ines Moreau": the title is how people are called
    return frozenset(range(start, last + 1)) if person else NONE


def _cut(first: Token) -> bool:
    """Whether an office begins at the hyphen of a longer word: "co-author" read as two words."""
    return first.text == "-" and not first.doc[first.i - 1].whitespace_


def _behind_a_place(before: list[Token]) -> bool:
    """Handle "Holm, Alabama, Police Officer Ana Ruiz": the place belongs to the office."""
    commas = [t.text == "," for t in before]
    return commas == [False, True, False, True] and all(t.ent_type_ == "GPE" for t in before[::2])


@rule("title before a name")
def read_title(context: ClauseContext, head: Token) -> None:
    """Add the claim in "team captain Ana Ruiz": what office the person holds."""
    ids = title_tokens(head) if context.aggressive else NONE
    ids = frozenset(i for i in ids if head.doc[i].pos_ != "PUNCT" and head.doc[i].dep_ not in {"preconj", "cc"})
    if not ids or _conjoined_inside(head, ids):
        return
    role = head.doc[max(ids)]
    name = frozenset(range(max(ids) + 1, head.i + 1))
    _read_age(context, head, name, ids)
    first = head.doc[min(ids)]
    bare = first.lower_ == "the" and len(ids) == 2
    if bare and role.lower_ in lexicon.ORGANISATIONS | {"journal", "pollster", "group", "charity"}:
        return  # "the broadcaster NTV": that it is the broadcaster says nothing
    if len(ids) == 1 and role.lower_ in _HEADS_OF_SOMETHING:
        return  # "chief Ana Ruiz": chief of what stands elsewhere
    if first.lower_ == "then":
        add_apposition(context, (name, "was", ids), head, read_title.step)
        return
    only_a_sort = indefinite_the(role, ids)
    if first.tag_ == "DT" and not only_a_sort:
        parts: tuple[Ids | str, ...] = (ids,)
    elif (role.text[0].isupper() and role.pos_ == "PROPN") or any(head.doc[i].tag_ == "POS" for i in ids):
        parts = (ids,)
    elif len(ids) > 1 and role.lower_ in _SOLE and not any(head.doc[i].lower_ in _NO_LONGER for i in ids):
        parts = ("the", ids)
    else:
        ids -= only_a_sort
        parts = (a_or_an(head.doc[min(ids)]), ids)
    add_apposition(context, (name, "was" if is_dead(head) else "is", *parts), head, read_title.step)


@rule("age")
def _read_age(context: ClauseContext, head: Token, name: Ids, title: Ids) -> None:
    """Make "Ana Ruiz is 54" of "54-year-old engineer Ana Ruiz"."""
    for age in (head.doc[i] for i in title if head.doc[i].like_num):
        behind = [t.lower_ for t in head.doc[age.i + 1 : age.i + 5]]
        if behind == ["-", "year", "-", "old"] and head.ent_type_ == "PERSON":
            be = "was" if is_dead(head) else "is"
            add_apposition(context, (name, be, frozenset({age.i})), head, _read_age.step)


def read_office_of_source(context: ClauseContext, ids: Ids, head: Token) -> None:
    """Add the claim in "the ambassador to Peru Ana Ruiz": who holds the office before the name."""
    order = sorted(ids)
    name = [i for i in order if head.doc[i].ent_type_ == "PERSON"]
    before = [i for i in order if name and i < name[0] and head.doc[i].pos_ != "PUNCT"]
    if before and head.doc[before[-1]].lower_ in lexicon.ROLES and any(head.doc[i].dep_ == "prep" for i in before):
        return  # "a friend of Mayor Ana Ruiz": the friend is somebody else
    named = len(name) >= 2 and name[-1] == order[-1] and name == order[-len(name) :]
    if named and any(head.doc[i].lower_ in lexicon.ROLES for i in before) and not _cut(head.doc[before[0]]):
        # "Senator Ana Ruiz said": a senate has many. A longer office may have one holder.
        many = len(before) == 1 and head.doc[before[0]].lower_ not in _SOLE
        article = (a_or_an(head.doc[before[0]]),) if many else ()
        add_apposition(context, (frozenset(name), "is", *article, frozenset(before)), head, read_title.step)


def _conjoined_inside(head: Token, ids: Ids) -> bool:
    return any(head.doc[i].dep_ == "conj" for i in ids)
