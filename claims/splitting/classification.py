"""What sort of statement a claim is, whether it can be checked, and how soon it should be."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.claim import ClaimKind
from sources.language import lexicon

_NUMBER = re.compile(
    r"(?:[$€£¥]\s?)?\d[\d,.]*\d(?:\s?(?:%|per cent|percent|million|billion|trillion|bn|m))?|(?:[$€£¥]\s?)?\d(?:\s?%)?"
)
_SPELLED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    r"|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|dozen|half|third"
    r"|quarter|twice|most|majority)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:(?:is|are|was|were|'s|'re) going to (?!the\b|an?\b)|plans? to"
    r"|(?:is|are|was|were|been) (?:\w+ly |now |also |still )?(?:set|expected|scheduled|due) to)\b"
)
_ADVICE = re.compile(r"\b(?:ought to|need to|needs to|'ve got to)\b")
_FUTURE_MODALS = frozenset(["will", "'ll", "wo", "shall"])
_ADVISING = frozenset(["should", "must"])
_POSSIBLE = frozenset(["may", "might"])
# "It is hard to imagine ...": what follows is weighed, not told.
_WEIGHED = re.compile(
    r"^(?:it|there) (?:is|was|'s|would be|seems) (?:\w+ly )?"
    r"(?P<word>hard|difficult|easy|impossible|tempting|no wonder)"
    r"(?: not)? to (?:\w+ly )?(?:imagine|see|believe|think|overstate|exaggerate|ignore|understand|deny|picture"
    r"|overlook|conceive|argue|accept|justify|escape)\b",
    re.IGNORECASE,
)
# Words of the hedges' list that weaken nothing here: persons, courts, and what nobody was able to do.
_NO_HEDGE = re.compile(
    r"\b(?:the|a|an|two|three|four|five|of|prime|other|male|female|\d+) suspects?\b"
    r"|\bsuspects?(?= (?:was|were|is|are|has|have|had)\b)"
    r"|\bappear(?:s|ed)? (?=(?:before|in|on|at)\b)|\bcould(?: not|n['’]t)\b",
    re.IGNORECASE,
)
_STATE = re.compile(r"\b(?:is|are|was|were|has|have|had|consists?|includes?|remains?|oversees|contains?)\b")


@dataclass(frozen=True, slots=True)
class Nature:
    """Kind, checkability and rank of a claim, with the reason shown beside it."""

    kind: ClaimKind
    checkable: bool
    reason: str
    worthiness: float
    numbers: tuple[str, ...]
    hedges: tuple[str, ...]


def nature(
    text: str,
    *,
    attributed: bool,
    quoted: bool,
    stripped: tuple[str, ...] = (),
    judging: str = "",
    modal: str = "",
    event: bool = True,
    names: int = 0,
) -> Nature:
    """Judge the wording of a claim.

    Args:
        text: The worded claim.
        attributed: Whether somebody is named as its source.
        quoted: Whether quotation marks stayed in it.
        stripped: Hedges that were taken off the wording.
        judging: The judging word that is said of the subject, such as "unfair".
        modal: The modal verb of its main clause ("will", "could not"), in lower case; one further down says nothing
            about the kind.
        event: Whether its verb tells something that happened, rather than how things are.
        names: How many names it holds.
    """
    lowered = text.lower()
    numbers = tuple(dict.fromkeys(match.group().strip() for match in _NUMBER.finditer(text)))
    kept = [
        m.group()
        for m in re.finditer(r"[A-Za-z]+", _NO_HEDGE.sub("", text))
        if m.group().lower() in lexicon.KEPT_HEDGES or _stem(m.group()) in lexicon.KEPT_HEDGES
    ]
    hedges = tuple(
        dict.fromkeys(
            [
                *stripped,
                *[
                    h
                    for h in kept
                    if not (
                        h == "May"
                        and re.search(
                            r"\b(?:in|since|on|by|of|until|last|next|this|early|late) May\b|May \d",
                            text,
                            re.IGNORECASE,
                        )
                    )
                ],
            ]
        )
    )
    kind, reason = _kind(text, lowered, modal, numbers, judging, quoted=quoted, event=event)
    checkable = kind not in {ClaimKind.OPINION, ClaimKind.QUESTION, ClaimKind.ADVICE, ClaimKind.PREDICTION}
    worth = 0.5
    worth += 0.2 if numbers or _SPELLED.search(text) else 0.0
    worth += min(0.15, 0.05 * names)
    worth += 0.1 if attributed else 0.0
    worth -= 0.1 if hedges else 0.0
    worth -= 0.0 if checkable else 0.3
    worth -= 0.1 if kind is ClaimKind.STATE and not numbers else 0.0
    return Nature(kind, checkable, reason, round(min(1.0, max(0.05, worth)), 2), numbers, hedges)


def _stem(word: str) -> str:
    lowered = word.lower()
    for ending in ("ed", "s", "d"):
        if lowered.endswith(ending) and lowered[: -len(ending)] in {"appear", "seem", "suspect", "believe", "accuse"}:
            return lowered[: -len(ending)]
    return lowered


def _kind(
    text: str, lowered: str, modal: str, numbers: tuple[str, ...], judging: str, *, quoted: bool, event: bool
) -> tuple[ClaimKind, str]:
    if text.rstrip('"”»').endswith("?"):
        return ClaimKind.QUESTION, "a question, nothing is asserted"
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
