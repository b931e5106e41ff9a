"""Whether a draft is a whole statement: no preposition or article without its noun, no verb cut out.

A draft that fails is not repaired: its sentence is read more carefully, and kept whole where that fails too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.splitting.clauses.lists import members_of
from sources.language.lexicon import words
from sources.language.parsing.relations import NOUN_SUBJECTS, RELATIVE, finite_token

if TYPE_CHECKING:
    from claims.splitting.clauses.drafts import Draft
    from claims.splitting.rules import Ids
    from sources.language.parsing.tree import Token

_OF_A_NOUN = frozenset(["det", "poss", "amod", "compound", "nummod", "quantmod"])
_OF_A_VERB = frozenset(["aux", "auxpass", "neg"])
_COMPLEMENTS = frozenset(["dobj", "ccomp", "xcomp", "attr", "acomp", "oprd"])
_ECHOES = frozenset(["so", "neither", "nor", "as"])
_ASKING = words("ordering_verbs") | {"ask", "expect"}
_HYPHENS = frozenset(["-", "/", "‑"])


def is_whole(draft: Draft) -> bool:
    """Whether all that the words of a draft need is in it."""
    ids, doc = draft.ids, draft.head.doc
    if not ids or _echoes(draft) or _only_relative(draft, ids) or _only_begins(draft, ids):
        return False
    inserted = any(isinstance(part, str) for part in draft.parts)
    if any(_lacks_its_head(doc[i], draft, ids) or _cut_at_a_hyphen(doc[i], ids) for i in ids):
        return False
    return inserted or (_keeps_complements(draft, ids) and not _ends_open(doc[max(ids)], draft))


def _echoes(draft: Draft) -> bool:
    """Whether a clause says no more than that the one before holds for another: "and so too did the clerk"."""
    head = draft.head
    subject = next((c for c in head.children if c.dep_ in NOUN_SUBJECTS), None)
    before = [t for t in head.subtree if t.i < head.i]
    return subject is not None and subject.i > head.i and any(t.lower_ in _ECHOES for t in before)


def _only_relative(draft: Draft, ids: Ids) -> bool:
    """Whether a relative clause was read as a clause of its own: ", that describe how the river runs"."""
    first, subject = draft.head.doc[min(ids)], draft.subject
    return first.i > 0 and first is subject and first.tag_ == "WDT" and draft.head.doc[-1].text != "?"


def _only_begins(draft: Draft, ids: Ids) -> bool:
    """Whether a subject and "is" or "will" are all that an aside left: "It was, in the words of Holm, a failure"."""
    head, subject = draft.head, draft.subject
    if subject is None or not draft.natural or not ids - {head.i} <= {t.i for t in subject.subtree}:
        return False
    comma = head.i + 1 < len(head.doc) and head.doc[head.i + 1].text == ","
    return comma and head.i in ids and (head.tag_ == "MD" or head.lemma_ == "be")


def _lacks_its_head(token: Token, draft: Draft, ids: Ids) -> bool:
    if token.dep_ in {"prep", "agent"}:
        nouns = [c for c in token.children if c.dep_ in {"pobj", "pcomp"} and c.tag_ not in RELATIVE]
        return bool(nouns) and not any(_kept(n, ids) for n in nouns)
    if token.head.i in ids or token.head is token:
        return False
    if token.dep_ in _OF_A_NOUN:
        return not _kept(token.head, ids)
    if token.dep_ in _OF_A_VERB:
        shared = any(m.i in ids for m in members_of(token.head)) or _joined_to(token.head, draft.head)
        shared = shared or any(a is token.head for a in draft.head.ancestors)  # "will close it, cutting jobs"
        return not shared and bool(ids & {t.i for t in token.head.children} - {token.i})
    if token.dep_ in NOUN_SUBJECTS:
        return token is not draft.subject and not _has_another_verb(token, draft)
    return False


def _has_another_verb(subject: Token, draft: Draft) -> bool:
    """Whether the verb of a draft took over the subject of another: by "and", as a participle, by "which"."""
    return (
        _joined_to(subject.head, draft.head)
        or any(a is subject for a in draft.head.ancestors)
        or any(isinstance(part, str) for part in draft.parts)
        or draft.made_by("relative clause")
    )


def _joined_to(first: Token, verb: Token) -> bool:
    """Whether ``verb`` is joined to ``first`` by "and", directly or in a chain."""
    while verb.dep_ == "conj":
        verb = verb.head
        if verb is first:
            return True
    return False


def _kept(noun: Token, ids: Ids) -> bool:
    """Whether a noun, or another member of its list, is kept."""
    return noun.i in ids or any(t.i in ids for member in members_of(noun) for t in member.subtree)


def _keeps_complements(draft: Draft, ids: Ids) -> bool:
    verb = draft.head
    if verb.i not in ids:
        return True
    lost = [c for c in verb.children if c.dep_ in _COMPLEMENTS and c.tag_ not in RELATIVE and c.i > verb.i]
    reported = [c for c in verb.children if c.dep_ in _COMPLEMENTS and _kept(c, ids)]
    return bool(reported) or not any(not ids & {t.i for t in c.subtree} for c in lost)


def _ends_open(last: Token, draft: Draft) -> bool:
    """Whether a draft ends with a word that has lost what follows: "Athletes are accustomed to", "were asked to"."""
    if last.tag_ == "TO" or (last.lower_ == "to" and last.head is draft.head and draft.head.lemma_ in _ASKING):
        return True
    if last.dep_ != "prep" or any(True for _ in last.children):
        return False
    closes = last.i + 2 == len(last.doc) and last.head is draft.head
    comma = max((t.i for t in last.doc[: draft.head.i] if t.text == ","), default=0)
    if closes and not any(t.tag_ in RELATIVE for t in last.doc[comma:]):
        return False  # "said she would vote against.": the sentence itself ends so
    asked = any(draft.head.doc[i].tag_ in RELATIVE for i in draft.ids)
    passive = any(c.dep_ == "auxpass" for c in draft.head.children)
    return not asked and not passive and finite_token(draft.head) is not None


def _cut_at_a_hyphen(token: Token, ids: Ids) -> bool:
    """Whether only one side of "X-ray" is kept."""
    doc, i = token.doc, token.i
    if token.pos_ == "PUNCT":
        return False
    after = i + 2 < len(doc) and not token.whitespace_ and doc[i + 1].text in _HYPHENS and not doc[i + 1].whitespace_
    before = i >= 2 and doc[i - 1].text in _HYPHENS and not doc[i - 1].whitespace_ and not doc[i - 2].whitespace_
    return (after and i + 2 not in ids) or (before and i - 2 not in ids)
