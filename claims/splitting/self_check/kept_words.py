"""Asks that the words of a sentence reach its claims; where some are lost, the sentence was misread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from claims.splitting.clauses.drafts import NONE
from claims.splitting.rules import Ids, Step, rule
from claims.splitting.self_check.checks import VERBAL
from sources.language import inflection, lexicon
from sources.language.parsing.relations import is_order

if TYPE_CHECKING:
    from claims.splitting.clauses.drafts import Draft
    from claims.splitting.clauses.reading import Reading
    from sources.language.parsing.tree import Token

_TELLING = frozenset(["NOUN", "PROPN", "VERB", "NUM"])
_FILLERS = lexicon.words("filler_verbs")  # "I mean, the quay is old"
_ADDED = frozenset(["prep", "advcl", "cc"])  # the parser takes "instead of" for a conjunction
_OBJECTS = frozenset(["dobj", "ccomp", "xcomp", "oprd"])
_CLAUSES = frozenset(["advcl", "ccomp", "relcl", "parataxis", "conj"])
_SHORT = 4  # letters of a word that other words may begin with: "use", "than"
_WORD = re.compile(r"\w+")


@rule("self-check: kept words")
def lost_words(reading: Reading, drafts: Sequence[Draft], texts: Sequence[str]) -> Ids:
    """Return the nouns, verbs and figures of a unit that reach none of its claims, and the "than" of a "rather than".

    Words that say who said it are no part of a claim. A word that is there in another form counts as kept:
    "improving" in "improved", "speaking" in "spoke", and "I think" in a hedge.

    Args:
        reading: The unit.
        drafts: What is claimed of it.
        texts: The words of those claims.
    """
    doc = reading.unit.doc
    said = NONE.union(reading.context.stripped, *reading.speakers)
    said = said.union(*[a.cue | a.source for draft in drafts for a in draft.attributions])
    # The head of a claim may have another form in it: "seeking a refund" became "sought a refund".
    kept = said.union(*[draft.ids | {draft.head.i} for draft in drafts])
    hedges = [hedge for draft in drafts for hedge in draft.hedges]
    forms = {doc[i].lemma_ for i in kept} | {w for text in (*texts, *hedges) for w in _WORD.findall(text.lower())}
    return frozenset(
        t.i
        for t in doc
        if t.i not in kept
        and (t.pos_ in _TELLING or t.lower_ == "than")
        and t.lemma_ not in _FILLERS
        and t.lower_ not in forms
        and not any(_is_a_form(form, t.lemma_) for form in forms)
        and not _is_of_the_report(t, said)
        and not _is_a_title(t, kept)
        and not any(c.dep_ in _OBJECTS and c.i in kept for c in t.children)  # "leaving nothing" became "left nothing"
        and not _is_of_an_order(t)
    )


def _is_a_form(word: str, lemma: str) -> bool:
    """Whether a word is a form of ``lemma``: "improved" of "improve", "spoke" of "speak".

    Many words begin as a short one does.
    """
    irregular = word == inflection.past(lemma) or word == inflection.participle(lemma)
    return word == lemma or irregular or (len(lemma) > _SHORT and word.startswith(lemma.removesuffix("e")))


def _is_of_the_report(token: Token, said: Ids) -> bool:
    """Whether a word belongs to what tells who said it, where and to whom: "told the meeting in Oslo that ..."."""
    verb = next((t for t in (token, *token.ancestors) if t.pos_ in VERBAL), None)
    return verb is not None and (verb.i in said or verb.lemma_ in lexicon.SAY)


def _is_of_an_order(token: Token) -> bool:
    """Whether a word belongs to "Keep the ticket", from which ", because fares rose" was taken."""
    chain = [token, *token.ancestors]
    return is_order(chain[-1]) and not any(t.dep_ in _CLAUSES for t in chain)


def _is_a_title(token: Token, kept: Ids) -> bool:
    """Whether a noun only says what somebody named in a claim is: "the broadcaster NTV", "the firm, Safehouse,"."""
    named = any(child.dep_ == "appos" and child.i in kept for child in token.children)
    return named or (token.dep_ in {"compound", "nmod"} and token.head.i in kept)


def with_lost_words(reading: Reading, drafts: Sequence[Draft], step: Step) -> tuple[Draft, Draft] | None:
    """Return the only claim that the lost words belong to, and that claim with them; None where it is not sure.

    They belong to a claim when they are one phrase behind a word of it and of no other: "gave her drops instead of
    using the creams" is one of several things that somebody did.
    """
    doc = reading.unit.doc
    kept = NONE.union(*[draft.ids for draft in drafts])
    tops = {_top(doc[i], kept) for i in step.ids}
    top = tops.pop()
    if tops or top is None or top.dep_ not in _ADDED or top.i < top.head.i:
        return None
    hosts = [draft for draft in drafts if top.head.i in draft.ids]
    if len(hosts) != 1 or not hosts[0].natural:
        return None
    phrase = frozenset(t.i for t in top.subtree if t.pos_ not in {"PUNCT", "SPACE"})
    if not any(doc[i].pos_ in _TELLING for i in phrase):
        return None  # the "rather than" of "stayed rather than left"
    widened = replace(hosts[0], parts=(hosts[0].ids | phrase,), rules=(*hosts[0].rules, step))
    return hosts[0], widened


def _top(token: Token, kept: Ids) -> Token | None:
    """Return the word that joins a lost word to a claim; None where none does."""
    while token.head.i not in kept:
        if token.head is token:
            return None
        token = token.head
    return token
