"""Two more kinds of planted errors: who does it to whom turned round, and how sure it is said to be.

As in discrepancies_planting, an edit returns None where the passage does not state what would be edited.
"""

from __future__ import annotations

import random
import re
from itertools import combinations
from typing import TYPE_CHECKING

from tests.benchmarks.discrepancies_planting import Pair, has, names, told

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

# What both do alike, so that the order means nothing.
_MUTUAL = re.compile(
    r"\b(and|with|between|both|together|met|married|wed|each other|versus|vs|merged?|partner\w*|joined|like)\b"
)
# Anything that says that something is not sure; where one is, nothing can be made less sure.
_UNSURE = re.compile(
    r"\b(may|might|could|can|would|should|possibl\w+|perhaps|maybe|potential\w*|likely|unlikely|probabl\w+|expected|"
    r"plan\w*|consider\w*|allegedly|reportedly|apparently|seems?|appears?|believed|thought|suspect\w*|not|never|no)\b|"
    r"n't|if\b",
    re.IGNORECASE,
)
_MAY = re.compile(r"\b(may|might|could)\b(?! (?:have|not)\b)")


def role(pair: Pair, chance: random.Random) -> str | None:
    """Exchange who does it and whom it is done to: subject and object of the verb, or subject and "by"."""
    rows = list(combinations(names(pair), 2))
    chance.shuffle(rows)
    for (one, kind), (other, same) in rows:
        between = pair.claim[one.end_char : other.start_char]
        if (
            kind != same
            or "," in between
            or _MUTUAL.search(between)
            or one.text in other.text
            or other.text in one.text
        ):
            continue
        if _part(one) != "does" or _part(other) != "bears" or _act(one) != _act(other):
            continue
        first, second = (_bare(entity) for entity in (one, other))
        start, end = pair.claim.index(first, one.start_char), pair.claim.index(second, other.start_char)
        middle = pair.claim[start + len(first) : end]
        return pair.claim[:start] + second + middle + first + pair.claim[end + len(second) :]
    return None


def _bare(entity: Span) -> str:
    return entity.text.removeprefix("the ").removeprefix("The ").removesuffix("'s")


def _part(entity: Span) -> str:
    """Return whether the name does what its verb says ("does") or has it done to it ("bears"), in either voice."""
    dep, head = entity.root.dep_, entity.root.head
    if dep in {"nsubj", "nsubjpass"}:
        return "does"
    told_of = dep == "pobj" and head.dep_ in {"agent", "prep", "dative"} and head.head.pos_ == "VERB"
    return "bears" if dep in {"dobj", "dative"} or told_of else ""


def _act(entity: Span) -> Token:
    """Return the verb that the name belongs to."""
    head: Token = entity.root.head
    return head.head if head.pos_ == "ADP" else head


def hedge(pair: Pair, chance: random.Random) -> str | None:
    """Say as sure what the passage says may be, or the other way round."""
    may = _MAY.search(pair.claim)
    if may and (may.start() == 0 or may.group()[0].islower()):
        stated = any(has(pair.passage, word) for word in ("may", "might", "could", "possibly", "perhaps", "likely"))
        return pair.claim[: may.start()] + "will" + pair.claim[may.end() :] if stated else None
    root = next((token for token in pair.doc if token.dep_ == "ROOT"), None)
    if root is None or _UNSURE.search(pair.claim) or _UNSURE.search(pair.passage) or root.lemma_ in {"say", "tell"}:
        return None
    helper = root if root.pos_ == "AUX" else next((t for t in root.children if t.dep_ in {"aux", "auxpass"}), None)
    word = root if helper is None else helper
    if not any(told(pair, form) for form in (root.text, root.lemma_, root.lemma_[:4])) and root.pos_ == "VERB":
        return None
    forms = {"was": " have been", "were": " have been", "is": " be", "are": " be", "has": " have", "have": " have",
             "had": " have", "will": ""}  # fmt: skip
    if helper is not None:
        new = forms.get(helper.lower_)
    else:
        regular = root.tag_ == "VBD" and root.lower_.endswith("ed")
        new = " have " + root.text if regular else " " + root.lemma_ if root.tag_ in {"VBZ", "VBP"} else None
    if new is None:
        return None
    how = chance.choice(["may", "might", "may", "could"])
    return pair.claim[: word.idx] + how + new + pair.claim[word.idx + len(word) :]
