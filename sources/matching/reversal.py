"""Whether a passage that says nearly the claim's words turns them round: denies it, or exchanges who does what.

The marks between claim and passage (`discrepancies`) are made for any two texts and hold back where the wording
differs much. Here it is known that the passage holds most of the claim, so that two more things can be told: what
differs between two wordings that are nearly the same, and that one of the two denies where nothing in the other does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from sources.language.lexicon import words
from sources.language.quotations import quoted_spans
from sources.language.tokens import Token
from sources.matching.discrepancies.antonyms import POLES
from sources.matching.discrepancies.kinds.negation import denying, may_deny, only_tried
from sources.matching.discrepancies.sentences import Sentence, read, whole
from sources.matching.wordings import Word, find, quotation, words_of
from sources.source import Discrepancy, DiscrepancyKind

# Two names are the least that can exchange their parts.
_EXCHANGED = 2
_CLAUSE = 4  # tokens before a denial in which the word stands that opens its clause
_SUBORDINATE = frozenset({"as", "because", "since", "although", "though", "who", "which", "whom", "whose", "while"})
_MEETING = 2  # words in common that make a sentence speak of the claim's matter
_DENIED = 8  # tokens behind "not" in which stands what it denies: "not yet have been sold", as in `negation`
# "We Never Met" in marks is the name of a song and denies nothing: two words or more, the long ones with capitals.
_TITLE = re.compile(
    r"(?<!\w)[\"“'‘](?:[A-Z][\w'’]*|[a-z]{1,3})(?:[ ,]+(?:[A-Z][\w'’]*|[a-z]{1,3}))+[,.!?]?[\"”'’](?!\w)"
)
_ONE_THING = frozenset({"no", "without"})
_DENIALS = words("plain_denials")


def reversals(claim: str, passage: str) -> tuple[Discrepancy, ...]:
    """Return where ``passage`` turns ``claim`` round, in the order of the passage; empty where it does not."""
    wording = find(quotation(claim), passage)
    if wording is not None:
        if wording.exact:
            return ()
        found = _worded_otherwise(claim, passage, wording.start, wording.end)
        if found:
            return found
    return _denied_here_alone(claim, passage)


def _worded_otherwise(claim: str, passage: str, start: int, end: int) -> tuple[Discrepancy, ...]:
    """Return what turns round between two wordings that are nearly the same."""
    ours = words_of(claim)
    theirs = [word for word in words_of(passage) if start <= word.start < end]
    lows = [word.low for word in ours], [word.low for word in theirs]
    codes = SequenceMatcher(None, *lows, autojunk=False).get_opcodes()
    found = [
        mark
        for tag, i1, i2, j1, j2 in codes
        if tag != "equal"
        for mark in _turned(claim, passage, ours[i1:i2], theirs[j1:j2], (theirs, j1))
    ]
    if any(mark.kind is DiscrepancyKind.NEGATION for mark in found) and _denied_otherwise(claim, passage, start, end):
        found = [mark for mark in found if mark.kind is not DiscrepancyKind.NEGATION]
    moved = [word for tag, i1, i2, _, _ in codes if tag != "equal" for word in ours[i1:i2]]
    names = {word.low for word in moved if claim[word.start].isupper() and word.start > 0} | {
        word.low for word in moved if word.start == 0 and claim[0].isupper()
    }
    if not found and Counter(lows[0]) == Counter(lows[1]) and len(names) >= _EXCHANGED:
        found.append(_mark(DiscrepancyKind.ROLE, claim, moved, passage, (start, end)))
    return tuple(found)


def _denied_otherwise(claim: str, passage: str, start: int, end: int) -> bool:
    """Tell whether the text without the plain denial denies otherwise: "unsafe", "banned", "it is not true that".

    Then the two may say the same.
    """
    ours = whole(claim)
    theirs = [one for one in read(passage) if one.start < end and start < one.end]
    if not denying(ours):
        return may_deny(ours)
    return any(may_deny(one) for one in theirs)


def _turned(
    claim: str, passage: str, ours: Sequence[Word], theirs: Sequence[Word], place: tuple[Sequence[Word], int]
) -> list[Discrepancy]:
    """Return what two runs of words that stand for each other turn round."""
    held, at = place
    where = (theirs[0].start, theirs[-1].end) if theirs else (held[max(0, at - 1)].start, held[max(0, at - 1)].end)
    sides = [{_bare(word) for word in some} for some in (ours, theirs)]
    denying = [bool(side & _DENIALS) or any(low.endswith("n't") for low in side) for side in sides]
    if denying[0] != denying[1]:
        return [_mark(DiscrepancyKind.NEGATION, claim, ours, passage, where)]
    if any((axis, 1 - side) in _poles(sides[1]) for axis, side in _poles(sides[0])):
        return [_mark(DiscrepancyKind.DIRECTION, claim, ours, passage, where)]
    return []


def _poles(lows: Iterable[str]) -> set[tuple[int, int]]:
    return {pole for low in lows for pole in POLES.get(low, ())}


def _denied_here_alone(claim: str, passage: str) -> tuple[Discrepancy, ...]:
    """Return a mark where the claim denies what sentences speak of, and none of them denies in any way."""
    ours = whole(claim)
    plain = (token for token in denying(ours) if token.low in _DENIALS or token.low.endswith("n't"))
    # "Not until 1998" says that it was.
    cues = [] if "until" in ours.lows else [one for one in plain if not _beside_the_matter(claim, ours, one)]
    about = _about(ours, passage)
    if not cues or not about or any(may_deny(sentence) for sentence in about):
        return ()
    denied = _behind(ours, cues[0], _MEETING if cues[0].low in _ONE_THING else _DENIED)
    places = [(one, at) for one in about for at, token in enumerate(one.tokens) if token.stem in denied]
    if all(only_tried(one, at) for one, at in places):
        return ()
    met = next(token for token in about[0].tokens if token.stem and token.stem in ours.stems)
    return (_discrepancy(DiscrepancyKind.NEGATION, cues[0].text, passage, met),)


def _beside_the_matter(claim: str, sentence: Sentence, cue: Token) -> bool:
    """Tell whether a denial stands in quoted words or in a clause that only gives a reason or says who is meant."""
    if any(start <= cue.start < end for start, end in quoted_spans(claim)):
        return True
    before = sentence.tokens[: sentence.tokens.index(cue)][-_CLAUSE:]
    return any(token.low in _SUBORDINATE for token in before)


def _behind(sentence: Sentence, cue: Token, reach: int) -> frozenset[str]:
    """Return the stems of the words that a denial surely denies, among so many tokens behind it."""
    at = sentence.tokens.index(cue)
    return frozenset(token.stem for token in sentence.tokens[at + 1 : at + 1 + reach] if token.stem)


def _about(claim: Sentence, passage: str) -> list[Sentence]:
    """Return the sentences that speak of the claim's matter by more than a name, the one that shares most first."""
    text = _TITLE.sub(lambda title: " " * len(title.group()), passage)
    about = [sentence for sentence in read(text) if len(sentence.stems & claim.stems) >= _MEETING]
    return sorted(about, key=lambda sentence: (-len(sentence.stems & claim.stems), sentence.start))


def _discrepancy(kind: DiscrepancyKind, said: str, passage: str, token: Token) -> Discrepancy:
    here = passage[token.start : token.end]
    return Discrepancy(kind, said, here, token.start, token.end, f"here {here}, claim {said}")


def _mark(
    kind: DiscrepancyKind, claim: str, ours: Sequence[Word], passage: str, where: tuple[int, int]
) -> Discrepancy:
    said = " ".join(claim[ours[0].start : ours[-1].end].split()) if ours else ""
    here = passage[where[0] : where[1]]
    shown = " ".join(here.split())
    return Discrepancy(kind, said, here, *where, f"here {shown}, claim {said}" if said else f"only here: {shown}")


def _bare(word: Word) -> str:
    return word.low.removesuffix("'s")
