"""Tests whether a claim is well formed: its words known, its sentence whole, its pronouns clear.

Our own rules keep to this by the way they work; whatever else words a claim is checked against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from claims.splitting.coreference.antecedents import expletive
from sources.language.lexicon import any_of, words

if TYPE_CHECKING:
    from sources.language.parsing.tree import Tree

ADDED = words("words_a_rebuilt_clause_may_add")

NEGATIONS = words("negations") | words("clitic_negations")

_PRONOUNS = words("unfinished_pronouns")
_BROKEN_START = re.compile(
    rf"(?:{any_of('no_claim_begins_with')}|that(?= (?:is|was|were|are|had|has)\b))\b", re.IGNORECASE
)
_BROKEN_END = re.compile(rf"\b{any_of('no_claim_ends_with')}[.?!]?[\"”]?$")


def words_of(text: str) -> set[str]:
    """Return the words of a text in small letters."""
    return {word.lower() for word in re.findall(r"[^\W_]+", text)}


def foreign_words(doc: Tree, known: AbstractSet[str]) -> list[str]:
    """Return the words of a parsed claim that are neither ``known``, as written or by lemma, nor `ADDED`."""
    return [
        token.text
        for token in doc
        if token.is_alpha and not {token.lemma_.lower(), token.lower_} & known and token.lemma_.lower() not in ADDED
        and token.lower_ not in ADDED
    ]  # fmt: skip


def broken(doc: Tree) -> str:
    """Return what is broken about a parsed claim as a sentence; empty for a sound one."""
    text = doc.text
    if not any(token.pos_ in {"VERB", "AUX"} for token in doc):
        return "no verb"
    if edge := opening_or_end(text):
        return edge
    unpaired = text.count('"') % 2 or text.count("“") != text.count("”") or text.count("(") != text.count(")")
    return "unpaired marks" if unpaired else ""


def opening_or_end(text: str) -> str:
    """Return which end of a claim has a word left over; empty for a sound one."""
    if _BROKEN_START.match(text) and not text.endswith("?"):
        return "starts broken"
    return "ends broken" if _BROKEN_END.search(text) else ""


def open_pronouns(doc: Tree) -> Iterator[str]:
    """Yield the pronouns of a parsed claim that precede every noun that could explain them."""
    for token in doc:
        if token.pos_ in {"NOUN", "PROPN"} and token.ent_type_ not in {"DATE", "TIME"} and token.dep_ != "npadvmod":
            return
        if token.lower_ not in _PRONOUNS or (token.lower_ == "it" and expletive(token)):
            continue
        if token.lower_ in {"this", "these", "those"} and (
            token.head.ent_type_ in {"DATE", "TIME"} or token.dep_ == "mark"
        ):
            continue
        if token.lower_ == "those" and any(c.dep_ in {"relcl", "acl", "prep"} for c in token.children):
            continue
        yield token.text
