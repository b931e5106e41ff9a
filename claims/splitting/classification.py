"""Classifies a claim: what kind of statement it is, whether it can be checked, and how much that is worth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.claim import ClaimKind
from sources.language import lexicon
from sources.language.lexicon import any_of
from sources.language.numbers.figures import figures_in, has_number_word

if TYPE_CHECKING:
    from claims.splitting.clauses.drafts import Draft
    from claims.splitting.segments.units import Unit

# What makes a claim worth checking soon. The weights were chosen by hand for news, which no labelled set measures.
# On the 311 sentences of Factcheck-GPT (277 that people call worth checking, 34 opinions and the like) a worthy
# sentence has the higher worth in 0.721 of all pairs. Without the weight of a figure it is 0.708, of names 0.663, of
# a source 0.715, of a hedge 0.712, of what is no fact 0.662. Only the cost of a state does not help there (0.732).
_WORTH_OF_ANY_CLAIM = 0.5
_WORTH_OF_A_FIGURE = 0.2
_WORTH_OF_A_NAME = 0.05
_WORTH_OF_ALL_NAMES = 0.15
_WORTH_OF_A_SOURCE = 0.1
_COST_OF_A_HEDGE = 0.1
_COST_OF_NO_FACT = 0.3
_COST_OF_A_STATE = 0.1
_LEAST_WORTH = 0.05

_IS = "is|are|was|were"
_FUTURE = re.compile(
    rf"\b(?:(?:{_IS}|'s|'re) going to (?!the\b|an?\b)|plans? to"
    rf"|(?:{_IS}|been) (?:\w+ly |now |also |still )?(?:set|expected|scheduled|due) to)\b"
)
_ADVICE = re.compile(r"\b(?:ought to|need to|needs to|'ve got to)\b")
_REQUEST = re.compile(rf"{any_of('request_openings')}\b", re.IGNORECASE)
_COURTESY = re.compile(rf"{any_of('courtesy_openings')}\b", re.IGNORECASE)
_FUTURE_MODALS = frozenset(["will", "'ll", "wo", "shall"])
_ADVISING = frozenset(["should", "must"])
_POSSIBLE = frozenset(["may", "might"])
# "It is hard to imagine ...": what follows is a judgement.
_WEIGHED = re.compile(
    r"^(?:it|there) (?:is|was|'s|would be|seems) (?:\w+ly )?"
    rf"(?P<word>{any_of('weighing_adjectives')}|no wonder)"
    rf"(?: not)? to (?:\w+ly )?{any_of('weighing_verbs')}\b",
    re.IGNORECASE,
)
# Words of the hedges' list that weaken nothing here: persons, courts, and what nobody was able to do.
_NO_HEDGE = re.compile(
    r"\b(?:the|a|an|two|three|four|five|of|prime|other|male|female|\d+) suspects?\b"
    r"|\bsuspects?(?= (?:was|were|is|are|has|have|had)\b)"
    r"|\bappear(?:s|ed)? (?=(?:before|in|on|at)\b)|\bcould(?: not|n['’]t)\b",
    re.IGNORECASE,
)
_WEAKENING = lexicon.KEPT_HEDGES & {"appear", "seem", "suspect", "believe", "accuse"}
_HEDGES = lexicon.KEPT_HEDGES | {verb + ending for verb in _WEAKENING for ending in ("ed", "s", "d")}
_LETTERS = re.compile(r"[A-Za-z]+")
_STATE = re.compile(r"\b(?:is|are|was|were|has|have|had|consists?|includes?|remains?|oversees|contains?)\b")


@dataclass(frozen=True, slots=True)
class Classification:
    """Kind, checkability and rank of a claim, with the reason shown beside it."""

    kind: ClaimKind
    checkable: bool
    reason: str
    worthiness: float
    numbers: tuple[str, ...]
    hedges: tuple[str, ...]


def classified(
    text: str,
    *,
    attributed: bool,
    quoted: bool,
    stripped: tuple[str, ...] = (),
    judging: str = "",
    modal: str = "",
    event: bool = True,
    names: int = 0,
) -> Classification:
    """Classify a claim by its wording.

    Args:
        text: The worded claim.
        attributed: Whether somebody is named as its source.
        quoted: Whether quotation marks stayed in it.
        stripped: Hedges that were taken off the wording.
        judging: The judging word that is said of the subject, such as "unfair".
        modal: The modal verb of its main clause ("will", "could not"), in lower case. A modal verb in an inner clause
            says nothing about the kind.
        event: Whether its verb tells something that happened, rather than how things are.
        names: How many names it holds.
    """
    numbers = tuple(dict.fromkeys(figure.of(text) for figure in figures_in(text)))
    hedges = tuple(dict.fromkeys([*stripped, *_kept_hedges(text, modal)]))
    kind, reason = _kind(text, text.lower(), modal, numbers, judging, quoted=quoted, event=event)
    checkable = kind not in {ClaimKind.OPINION, ClaimKind.QUESTION, ClaimKind.ADVICE, ClaimKind.PREDICTION}
    worth = _WORTH_OF_ANY_CLAIM + min(_WORTH_OF_ALL_NAMES, _WORTH_OF_A_NAME * names)
    worth += _WORTH_OF_A_FIGURE if numbers or has_number_word(text) else 0.0
    worth += _WORTH_OF_A_SOURCE if attributed else 0.0
    worth -= _COST_OF_A_HEDGE if hedges else 0.0
    worth -= 0.0 if checkable else _COST_OF_NO_FACT
    worth -= _COST_OF_A_STATE if kind is ClaimKind.STATE and not numbers else 0.0
    return Classification(kind, checkable, reason, round(min(1.0, max(_LEAST_WORTH, worth)), 2), numbers, hedges)


def _kept_hedges(text: str, modal: str) -> Iterator[str]:
    """Yield the hedges that stay in the wording, in its order; May the month and Theresa May are none."""
    named = modal.removesuffix(" not") != "may" or re.search(r"\bmay\b", text) is not None
    for match in _LETTERS.finditer(_NO_HEDGE.sub("", text)):
        word = match.group()
        if word.lower() in _HEDGES and not (word == "May" and named):
            yield word


def judging_word(unit: Unit, draft: Draft) -> str:
    """Return the judging word that the claim says of its subject: after "be", or before the noun after "be"."""
    for i in sorted(draft.ids):
        token = unit.doc[i]
        predicate = token.dep_ in {"acomp", "oprd", "attr"} or (token.dep_ == "amod" and token.head.dep_ == "attr")
        if (predicate or token == draft.head) and token.lower_ in lexicon.OPINION:
            return token.text
    return ""


def modal_verb(unit: Unit, draft: Draft) -> str:
    """Return the modal verb of the claim's own clause, with "not" where it is denied; empty without one."""
    own = draft.ids
    for part in draft.parts:
        if isinstance(part, str) and part.split(" ")[0] in lexicon.MODALS:
            return part.split(" ")[0]
    for i in sorted(own):
        token = unit.doc[i]
        shared = token.head.i not in own and token.head.dep_ not in {"relcl", "acl", "advcl", "ccomp"}
        if token.tag_ == "MD" and (token.head == draft.head or shared):
            denied = any(c.dep_ == "neg" for c in token.head.children)
            return token.lower_ + (" not" if denied else "")
    return ""


def _kind(
    text: str, lowered: str, modal: str, numbers: tuple[str, ...], judging: str, *, quoted: bool, event: bool
) -> tuple[ClaimKind, str]:
    if text.rstrip('"”»').endswith("?"):
        return ClaimKind.QUESTION, "a question, nothing is asserted"
    if _REQUEST.match(text):
        return ClaimKind.ADVICE, "a request, nothing is asserted"
    if _COURTESY.match(text):
        return ClaimKind.OPINION, "thanks or a wish, nothing is asserted"
    word = modal.removesuffix(" not")
    advises = word in _ADVISING or _ADVICE.search(lowered)
    if advises and not re.search(r"\b(?:required|ordered|recommends?)\b", lowered):
        return ClaimKind.ADVICE, "says what should be done"
    if weighed := _WEIGHED.match(text):
        return ClaimKind.OPINION, f"a judgement (“{weighed['word']}”)"
    if judging and not numbers:
        return ClaimKind.OPINION, f"a judgement (“{judging}”)"
    if word in _FUTURE_MODALS or _FUTURE.search(lowered):
        return ClaimKind.PREDICTION, "about the future: only the plan or promise can be checked today"
    if not numbers and (word in _POSSIBLE or modal == "could"):
        return ClaimKind.PREDICTION, "a possibility, not a fact"
    if quoted and re.search(r"(?<!-)\b(?:said|says|replied|called|wrote|call|asked)\b", lowered):
        return ClaimKind.QUOTATION, "whether these words were said can be checked"
    if numbers and not re.fullmatch(r".*\b(?:19|20)\d\d\b[^0-9]*", text):
        return ClaimKind.STATISTIC, "a figure that a source can bear out"
    if not event or _STATE.search(lowered):
        return ClaimKind.STATE, "how things are; a source can bear it out"
    return ClaimKind.EVENT, "something that happened; a source can bear it out"
