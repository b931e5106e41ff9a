"""Whether one text says that something has an effect or goes together with something, and the other denies it."""

from __future__ import annotations

from dataclasses import dataclass

from sources.language.lexicon import words
from sources.matching.discrepancies.marks import Mark
from sources.matching.discrepancies.registry import Claim, Passage
from sources.matching.discrepancies.sentences import Sentence
from sources.source import DiscrepancyKind

_NOUNS = words("effect_nouns")
_WORDS = words("effect_words") | _NOUNS
_WITHOUT = words("words_for_without_effect")
_NOT = frozenset({"not", "cannot", "never", "nor", "neither"})
_NO = frozenset({"no", "without", "little", "none"})
_BEFORE = 7  # tokens before a word of effect in which it may be denied
_BEHIND_NO = 4  # tokens behind "no" in which the noun of its effect stands
_SCORE = 0.25  # of the claim's words that a sentence must have; chosen on the half of the pairs that is read
_MATTER = 2  # words of the matter itself that both must have


@dataclass(frozen=True, slots=True)
class _Effect:
    """Where a sentence speaks of an effect, with the word that denies it, and whether one does."""

    first: int
    last: int
    denied: bool


def effects(claim: Claim, passage: Passage) -> list[Mark]:
    """Return a mark where claim and passage disagree on whether there is an effect at all."""
    ours = _effects(claim.sentence)
    if not ours or len({one.denied for one in ours}) > 1:
        return []
    denied = ours[0].denied
    found = [
        (row.sentence, one)
        for row in passage.aligned
        if row.firm and row.score >= _SCORE and len(_matter(row.sentence) & _matter(claim.sentence)) >= _MATTER
        for one in _effects(row.sentence)
    ]
    every = [one for sentence in passage.sentences for one in _effects(sentence)]
    if not found or any(one.denied is denied for one in every):
        return []
    sentence, other = found[0]
    spans = (ours[0].first, ours[0].last), (other.first, other.last)
    return [Mark.of(DiscrepancyKind.NEGATION, claim.sentence, spans[0], sentence, spans[1])]


def _matter(sentence: Sentence) -> frozenset[str]:
    """Return what a sentence is about: its stems without the words of effect themselves."""
    return sentence.stems - {token.stem for token in sentence.tokens if token.low in _WORDS}


def _effects(sentence: Sentence) -> list[_Effect]:
    found: list[_Effect] = []
    for at, token in enumerate(sentence.tokens):
        if token.low in _WITHOUT:
            found.append(_Effect(at, at, denied=True))
        if token.low not in _WORDS:
            continue
        denials = [place for place in range(max(0, at - _BEFORE), at) if _denies(sentence, place, at)]
        found.append(_Effect(denials[-1] if denials else at, at, denied=bool(denials)))
    return found


def _denies(sentence: Sentence, place: int, at: int) -> bool:
    """Tell whether the word at ``place`` denies the effect at ``at``: "no" close by, "not" from further off."""
    low, following = sentence.tokens[place].low, sentence.tokens[place + 1].low
    if following == "only":
        return False
    return low in _NOT or low.endswith("n't") or (low in _NO and at - place <= _BEHIND_NO)
