"""Checks of what limits a statement in its sentence and is gone in the claim: a condition, a measure, an exception.

They ask for whole kinds of words, whichever rule made the claim. A sentence without such a word is left at once.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from claims.splitting.clauses.drafts import NONE
from claims.splitting.clauses.lists import members_of
from claims.splitting.clauses.nouns import comma_before
from claims.splitting.clauses.phrases import coordinated
from claims.splitting.rules import Ids
from claims.splitting.self_check.checks import Candidate, check
from sources.language import lexicon
from sources.language.parsing.relations import NOMINAL, finite_token, first_of, subject_of

if TYPE_CHECKING:
    from sources.language.parsing.tree import Token

_WORD = re.compile(r"[^\W_]+")
_CONDITIONS = lexicon.words("opening_conditions")
_TIMES = lexicon.words("opening_times")
_EXCEPTING = lexicon.words("excepting_words")
_MEASURES = lexicon.words("measures_of_lists")
_DEGREES = lexicon.words("degrees_of_lists")
_SEEKING = lexicon.words("seeking_verbs")
_KNOWN = frozenset(["the", "this", "that", "these", "those"])
_AS_LONG = frozenset(["long", "soon"])  # "as long as the bees are away and the wind is weak"
_PERIODS = lexicon.words("span_nouns")
_RELATIVE = frozenset(["WDT", "WP", "WP$"])
_COMPARING = frozenset(["rather", "other", "different", "sooner"])
_OWN = frozenset(["det", "poss", "nummod", "predet", "quantmod"])
_BOUNDARIES = frozenset([".", "!", "?", ",", ";", ":", "—", "–", "(", ")", "“", "”", '"'])
_COMPARISONS = frozenset(["JJR", "RBR"])
_OF_ITS_OWN = lexicon.words("adjectives_of_several")
_OF_SEVERAL = frozenset(["their", "them", "themselves", "they"])
_FARTHEST = 25  # tokens from a comparison to its "than"


@lru_cache(maxsize=256)
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def _told(candidate: Candidate) -> frozenset[str]:
    return _words(candidate.reading.unit.parsed)


@check("self-check: condition before")
def condition_before(candidate: Candidate) -> Ids:
    """Ask that no "if" or "whether" is before a clause, without a mark between, that may reach as far as it."""
    draft, doc, head = candidate.draft, candidate.doc, candidate.draft.head
    if not draft.natural or _told(candidate).isdisjoint(_CONDITIONS | _TIMES | _AS_LONG):
        return NONE
    ids, place = draft.ids, head.i
    while place > 0 and place - 1 in ids:
        place -= 1
    finite = finite_token(head)
    told = finite is not None and (finite.tag_ == "VBD" or finite.lower_ in {"has", "have"})
    openings = _CONDITIONS if told else _CONDITIONS | _TIMES
    said = candidate.reading.context.stripped.union(*[a.cue | a.source for a in draft.attributions])
    while place > 0 and doc[place - 1].text not in _BOUNDARIES:
        place -= 1
        word = doc[place]
        if place in said:
            return NONE
        opens = word.lower_ in openings and word.dep_ in {"mark", "advmod"} and word.head is not head
        opens = opens or (word.lower_ == "as" and word.dep_ == "mark" and doc[place - 1].lower_ in _AS_LONG)
        if opens and place not in ids:
            return frozenset({place})
    return NONE


@check("self-check: comparison")
def comparison(candidate: Candidate) -> Ids:
    """Ask that a claim has both "more" and its "than", or neither."""
    draft, doc, ids = candidate.draft, candidate.doc, candidate.draft.ids
    if not draft.natural or "than" not in _told(candidate):
        return NONE
    for than in (t for t in doc if t.lower_ == "than" and t.dep_ != "quantmod"):
        before = [t for t in doc[max(0, than.i - _FARTHEST) : than.i] if _compares(t)]
        if before and (than.i in ids) != (before[-1].i in ids) and than.i - 1 != before[-1].i:
            return frozenset({than.i, before[-1].i})
    return NONE


def _compares(word: Token) -> bool:
    return word.tag_ in _COMPARISONS or word.lower_ in _COMPARING


@check("self-check: shared limit")
def shared_limit(candidate: Candidate) -> Ids:
    """Ask that a later member of a list keeps the measure before the first: "at least 30 men and women"."""
    draft, doc, ids = candidate.draft, candidate.doc, candidate.draft.ids
    if not draft.made_by("list divided"):
        return NONE
    for member in (doc[i] for i in ids if doc[i].dep_ == "conj"):
        first = member.head
        while first.dep_ == "conj" and first.head.pos_ in NOMINAL | {"ADJ", "ADV"}:
            first = first.head
        if first.i in ids or first.pos_ not in NOMINAL | {"ADJ", "ADV"} or member.pos_ == "NUM":
            continue
        if any(c.i < member.i and (c.dep_ in _OWN or c.tag_ in _COMPARISONS) for c in member.children):
            continue
        if any(c.i < member.i and c.lower_ in _OF_ITS_OWN for c in member.children):
            continue  # "many bodies and various scraps"
        lost = frozenset(c.i for c in first.children if c.i < first.i and c.i not in ids and _measures(c))
        if lost:
            return lost
    return NONE


def _measures(word: Token) -> bool:
    """Whether a word before the first member of a list counts or measures all members together."""
    if word.dep_ == "nummod":
        return True
    return word.lower_ in (_DEGREES if word.head.pos_ in {"ADJ", "ADV"} else _MEASURES)


@check("self-check: owner of all")
def owner_of_all(candidate: Candidate) -> Ids:
    """Ask that "their" does not stand behind one of two who own it: "Ana and Tom lost their jobs" stays whole."""
    draft, doc, ids = candidate.draft, candidate.doc, candidate.draft.ids
    if not draft.made_by("list divided") or _told(candidate).isdisjoint(_OF_SEVERAL):
        return NONE
    verb = draft.head
    while subject_of(verb) is None and verb.dep_ == "conj":
        verb = verb.head  # "sold the mill and moved with their sons"
    subject = subject_of(verb)
    owners = coordinated(subject) if subject is not None else []
    kept = [owner for owner in owners if owner.i in ids]
    if len(kept) in {0, len(owners)} or any(owner.tag_ not in {"NN", "NNP"} for owner in kept):
        return NONE
    last = max(owner.i for owner in owners)
    behind = sorted(i for i in ids if i > last)
    owned = next((i for i in behind if doc[i].lower_ in _OF_SEVERAL), None)
    # "Ana and Tom met nurses and their pupils": it may be the nurses'.
    if owned is None or any(doc[i].tag_ in {"NNS", "NNPS"} for i in behind if i < owned):
        return NONE
    return frozenset({owned})


@check("self-check: exception")
def exception(candidate: Candidate) -> Ids:
    """Ask that a claim keeps the exception, or the condition, that hangs on one of its words."""
    draft, doc, ids = candidate.draft, candidate.doc, candidate.draft.ids
    if draft.natural and "but" in _told(candidate):
        cut = [t.i for t in doc[:-1] if t.lower_ == "but" and t.i not in ids and doc[t.i + 1].tag_ == "TO"]
        if lost := frozenset(i for i in cut if i - 1 in ids and i + 1 in ids):
            return lost  # "no choice but to leave"
    if not draft.natural or _told(candidate).isdisjoint(_EXCEPTING):
        return NONE
    stripped = candidate.reading.context.stripped
    for word in doc:
        if word.lower_ not in _EXCEPTING or word.i in ids or word.i in stripped:
            continue
        held = word.head.head if word.dep_ in {"mark", "advmod"} and word.head.dep_ == "advcl" else word.head
        prep = word.dep_ == "prep" or word.head.dep_ == "advcl"
        if prep and held.i in ids and word.i > held.i:
            return frozenset({word.i})
    return NONE


@check("self-check: list behind a colon")
def list_behind_a_colon(candidate: Candidate) -> Ids:
    """Ask that a claim has one member of a list behind a colon, or all: the parser may take one for an apposition."""
    doc, ids = candidate.doc, candidate.draft.ids
    if ":" not in candidate.reading.unit.parsed or not candidate.draft.made_by("list divided"):
        return NONE
    for head in (doc[i] for i in ids if doc[i].pos_ in NOMINAL):
        members = members_of(head) if head.dep_ != "appos" else []
        beside = [c for m in members for c in m.children if c.dep_ == "appos" and c.i < members[-1].i]
        left = frozenset(m.i for m in (*members, *beside) if m.i not in ids)
        if beside and left and any(c.i in ids for c in beside):
            return left
        colon = next((c.i for c in head.children if c.text == ":" and c.i > head.i), len(doc))
        late = frozenset(c.i for c in head.children if c.i > colon and c.i in ids and c.dep_ != "conj")
        if late and left:
            return late  # "heard three witnesses: a clerk who kept the books, ..."
    return NONE


@check("self-check: relative clause cut off")
def cut_off(candidate: Candidate) -> Ids:
    """Ask that a relative clause is right behind the noun that it is about: "mice[, rats and men], none of whom"."""
    draft, doc, ids = candidate.draft, candidate.doc, candidate.draft.ids
    if not draft.natural or not draft.made_by("list divided"):
        return NONE
    for i in ids:
        word = doc[i]
        if word.tag_ not in _RELATIVE:
            continue
        verb = next((t for t in word.ancestors if t.pos_ in {"VERB", "AUX"}), word)
        if verb.dep_ not in {"relcl", "advcl"}:
            continue  # "reads about how it spreads and what helps"
        before = first_of(verb) - 1
        before -= before > 0 and doc[before].text == ","
        if before > min(ids) and before not in ids and doc[before].pos_ != "PUNCT":
            return frozenset({i})
    return NONE


@check("self-check: supposed thing")
def supposed_thing(candidate: Candidate) -> Ids:
    """Ask that a thing of which a relative clause tells is there: not in "if a boat that leaks is sold"."""
    draft = candidate.draft
    if not draft.made_by("relative clause"):
        return NONE
    clause = draft.head
    while clause.dep_ != "relcl" and clause.head is not clause:
        clause = clause.head
    noun = clause.head
    if noun.pos_ != "NOUN" or any(c.dep_ == "poss" or c.lower_ in _KNOWN for c in noun.children):
        return NONE
    if noun.ent_type_ in {"DATE", "TIME"} or noun.lemma_ in _PERIODS:
        return frozenset({noun.i})  # "the third time in a month that trains were stopped"
    one = any(c.lower_ in {"a", "an", "any"} for c in noun.children)
    if not one and comma_before(clause):
        return NONE  # "exposure to zero gravity, which harms bones": it does
    inner = noun
    for above in noun.ancestors:
        if above.pos_ == "VERB" or above.pos_ == "AUX":
            if inner.dep_ not in {"nsubj", "nsubjpass"} and _supposes(above):
                return frozenset({above.i})
            if any(c.dep_ == "mark" and c.lower_ in _CONDITIONS for c in above.children):
                return frozenset({above.i})
        if above.dep_ in {"relcl", "ccomp"}:
            break
        inner = above
    return NONE


def _supposes(verb: Token) -> bool:
    """Whether what hangs on a verb need not be there: "will build", "to build", "needs", "has no"."""
    if verb.tag_ == "VB" or verb.lemma_ in _SEEKING:
        return True
    return any(c.dep_ == "neg" or c.tag_ == "MD" for c in verb.children)


@check("self-check: names run together")
def run_together(candidate: Candidate) -> Ids:
    """Ask that two names do not meet where what stood between them was left out: "by Ana Ruiz Tom Roe"."""
    draft, doc = candidate.draft, candidate.doc
    if not draft.natural:
        return NONE
    for before, after in pairwise(sorted(i for i in draft.ids if doc[i].pos_ != "PUNCT")):
        names = doc[before].pos_ == doc[after].pos_ == "PROPN"
        names = names and f"{doc[before].text} {doc[after].text}" in candidate.worded.text
        if names and any(doc[i].pos_ != "PUNCT" for i in range(before + 1, after)):
            return frozenset({after})
    return NONE
