"""Which sentences of a passage speak of what the claim speaks of. Elsewhere a difference means nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sources.language.lexicon import words
from sources.language.numbers.units import UNITS
from sources.language.times.article_date import FULL_WEEKDAYS, MONTHS
from sources.matching.discrepancies.sentences import Sentence, stems_of
from sources.matching.words import stem

# Two words in common are the least that can be an event and its subject; a quarter of the claim's words keeps long
# claims from meeting every sentence of their topic. Words said in the rest of the passage ("the Tolse Bridge ... it")
# count half, because a passage's sentences lean on each other.
# Measured (`registry`): a share of 0.15 marks 616 and 98, one of 0.35 520 and 59.
LEAST_WORDS = 2
LEAST_SHARE = 0.25
NEAR_BEST = 0.6  # measured: 0.4 marks the same, 0.8 one contradicted pair less
HALF = 0.5  # measured: 0.4 marks 585 and 90, 0.6 575 and 87
TIMES = frozenset(stem(name) for name in (*MONTHS, *FULL_WEEKDAYS))
REFUSING = stems_of(words("refusing_words"))
# "The tower is 64 metres high" has but a subject and a word about it to meet.
SHORT_CLAIM = 3


@dataclass(frozen=True, slots=True)
class Aligned:
    """A sentence of the passage and how much of the claim it shares, from 0 to 1.

    Attributes:
        firm: It shares two words, and not names alone: all reports of one event name the same bridge.
    """

    sentence: Sentence
    shared: frozenset[str]
    score: float
    firm: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what the claim says stands anywhere in the passage, names, numbers and dates apart.

    Attributes:
        share: From 0 to 1, of what is said of them; of the names where nothing else is said.
        met: How many words, names too.
        wanted: How many words the claim has, names too.
        plain: How many it has without names.
    """

    share: float
    met: int
    wanted: int
    plain: int

    @property
    def enough(self) -> bool:
        """Whether the passage speaks of the claim's event: half of its words, two at least where it has as many."""
        return self.share >= HALF and self.met >= min(LEAST_WORDS, self.wanted)


def _matter(stems: frozenset[str]) -> frozenset[str]:
    """Return what a claim is about: who refused to do something is spoken of where it is done."""
    return stems - REFUSING or stems


def cover(claim: Sentence, passage: Sequence[Sentence]) -> Coverage:
    """Return how much of the claim the passage says somewhere."""
    wanted = _matter(claim.plain - TIMES) or claim.stems
    there = frozenset(one for sentence in passage for one in sentence.stems)
    named = frozenset(one for one in claim.stems - claim.plain - TIMES if one[0].isalpha())
    share = len(wanted & there) / len(wanted) if wanted else 0.0
    return Coverage(share, len((wanted | named) & there), len(wanted | named), len(wanted))


def align(claim: Sentence, passage: Sequence[Sentence]) -> tuple[Aligned, ...]:
    """Return the sentences about the same thing, best first; empty where the passage is about something else."""
    # What is measured is the subject, not the unit it is measured in.
    wanted = _matter(
        frozenset(token.stem for token in claim.tokens if token.stem and token.is_word and token.low not in UNITS)
    )
    if not wanted:
        return ()
    plain = claim.plain
    there = frozenset(one for sentence in passage for one in sentence.stems)
    # A name that the passage has not, be it a wrong one, does not make a short claim a long one.
    strange = frozenset(token.stem for token in claim.tokens if token.text[0].isupper()) - there
    everywhere = there & wanted
    rows = []
    for sentence in passage:
        shared = wanted & sentence.stems
        score = (len(shared) + 0.5 * len(everywhere - shared)) / len(wanted)
        least = LEAST_WORDS if len(wanted - strange) > SHORT_CLAIM else 1
        if len(shared) >= least and score >= LEAST_SHARE:
            firm = len(shared) >= min(LEAST_WORDS, len(wanted)) and (bool(shared & plain) or not plain)
            rows.append(Aligned(sentence, shared, score, firm))
    # Of two that share as much, the one with more of what is said of the names: both name the bridge.
    rows.sort(key=lambda row: (-row.score, -len(row.shared & plain), row.sentence.start))
    return tuple(row for row in rows if row.score >= NEAR_BEST * rows[0].score)
