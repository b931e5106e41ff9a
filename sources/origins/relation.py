"""Whether two sources go back to one report, from their texts and credit lines alone, whichever comes first."""

from __future__ import annotations

from dataclasses import dataclass

from sources.origins import outlet_names
from sources.origins.credits import Credit
from sources.origins.overlap import Overlap, Sides, overlap, overlap_with_quotations, overlap_within
from sources.origins.word_sequence import SHINGLE, WordSequence
from sources.source import OriginKind

# The shares for copies were chosen with tests/benchmarks/origins.py on the half of its pairs that is for tuning;
# those for imprints (_SCATTERED, _CONNECTED, _RETURNING) by looking at pages of both halves.
# A shorter text than this says too little to be known as anybody's.
FEWEST_WORDS = 10
# Words in common, below which two notices that say the same thing are taken for chance.
_NEAR_WORDS = 25
# Half of the shorter text: copies edited at every fifth word keep 0.54 of theirs in 95 of 100 cases, and two reports
# of one event with the same official words have 0.2 at most.
_NEAR = 0.5
# A document more than ten times as long is more than the report it holds: a book, an inquiry, a year of a magazine.
# A decision, not a measurement: copies that were cut to a tenth stay apart for it.
_OF_THE_LONGER = 0.1
# Nearly all of the shorter: the rest of it cannot tell whether the shared part belongs there.
_WITHIN = 0.8
# A cut copy's words return in what was cut off (0.06 and more in 98 of 100), those of an item of a round-up in the
# other items seldom.
_SAME_STORY = 0.06
# Of a block in the middle of two pages, such as an archive's or a publisher's imprint, hardly a name returns.
_CONNECTED = 0.1
_RETURNING = 2
# Edits leave short runs, fourteen words long where every tenth is changed; an imprint is a block or two.
_SCATTERED = 20
# Several odd phrases, and together a sixth of the shorter text, beyond what both begin and end with. A sentence or
# two of a press release, or an official's words, stay below it.
_PHRASES = 4
_PHRASE = 38  # characters, about seven English words
_SHARED = 0.15
# A credit line says that there is something to be found, so that less of it will do.
_CREDITED_PHRASES = 2
_CREDITED = 0.06
# A phrase shown as an example is cut here.
_SHOWN = 90


@dataclass(frozen=True, slots=True)
class Report:
    """A source as it is compared.

    Attributes:
        publisher: Whose own report a credit line can mean.
        credits: The outlets that it credits.
    """

    id: str
    publisher: str
    words: WordSequence
    credits: tuple[Credit, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """What two sources have in common, from which it follows that they go back to one report.

    Attributes:
        first, second: Their ids; first is the smaller.
        first_share, second_share: Of the words of each those that the other has, from 0 to 1.
        first_words, second_words: Number of words of each that were compared.
        phrases: Runs of words that both have.
        example: The longest of them, cut to a line; empty without one.
        credit: The outlet that a credit line names; empty without one.
        credited_by: The id of the source with that line; empty where both credit that outlet for the whole, or none.
        credit_words: The line.
    """

    first: str
    second: str
    kind: OriginKind
    first_share: float
    second_share: float
    first_words: int
    second_words: int
    phrases: int
    example: str = ""
    credit: str = ""
    credited_by: str = ""
    credit_words: str = ""


def relate(one: Report, other: Report) -> Relation | None:
    """Return what joins two sources; None where nothing does."""
    first, second = sorted((one, other), key=lambda report: report.id)
    sides = overlap(first.words, second.words)
    if not sides[0].words:
        sides = overlap_with_quotations(first.words, second.words)
        if not sides[0].words and len(first.words) >= SHINGLE:
            return None
    kind, credit = _kind(first, second, sides), _credit(first, second)
    if credit is not None and kind in {None, OriginKind.SHARED}:
        kind = OriginKind.CREDIT if kind or _enough_beside_a_credit(sides) else None
    return None if kind is None else _relation(kind, first, second, sides, credit)


def _kind(one: Report, other: Report, sides: Sides) -> OriginKind | None:
    if one.words.digest == other.words.digest and len(one.words) == len(other.words):
        return OriginKind.COPY if len(one.words) >= FEWEST_WORDS else None
    if _is_near_copy(sides):
        return OriginKind.NEAR_COPY
    # A statement or an interview stands between quotation marks almost wholly.
    spoken = overlap_with_quotations(one.words, other.words)
    if min(side.share for side in spoken) >= _WITHIN and _is_near_copy(spoken):
        return OriginKind.NEAR_COPY
    shorter, longer = _ordered(overlap_within(one.words, other.words))
    if shorter.share >= _SHARED and _phrases(shorter) >= _PHRASES and _of_one_story(shorter, longer):
        return OriginKind.SHARED
    return None


def _is_near_copy(sides: Sides) -> bool:
    shorter, longer = _ordered(sides)
    if min(shorter.words, longer.words) < _NEAR_WORDS or shorter.share < _NEAR:
        return False
    if longer.share < _OF_THE_LONGER:
        return False
    if longer.share >= _NEAR or shorter.words <= _SCATTERED * len(shorter.runs):
        return True
    if shorter.share >= _WITHIN:
        return longer.connection is None or longer.connection >= _SAME_STORY
    return _of_one_story(shorter, longer)


def _enough_beside_a_credit(sides: Sides) -> bool:
    shorter, longer = _ordered(sides)
    unlike = any(side.connection is not None and side.connection < _CONNECTED for side in (shorter, longer))
    return shorter.share >= _CREDITED and _phrases(shorter) >= _CREDITED_PHRASES and not unlike


def _of_one_story(*sides: Overlap) -> bool:
    """Tell whether what is shared belongs to what the rest of both texts is about."""
    return all(
        side.returning >= _RETURNING if side.connection is None else side.connection >= _CONNECTED for side in sides
    )


def _ordered(sides: Sides) -> Sides:
    """Return the side of the text of which more is shared, which is the shorter one, and the other."""
    return sides if sides[0].share >= sides[1].share else (sides[1], sides[0])


def _phrases(side: Overlap) -> int:
    return sum(end - start >= _PHRASE for start, end in side.runs)


def _credit(one: Report, other: Report) -> tuple[str, Credit] | None:
    """Return the credit line that names the other's publisher with whose it is, or nobody's that both have."""
    for mine, theirs in ((one, other), (other, one)):
        for credit in mine.credits:
            if outlet_names.same(credit.name, theirs.publisher):
                return mine.id, credit
    for credit in one.credits:
        for same in other.credits:
            if credit.whole and same.whole and outlet_names.same(credit.name, same.name):
                return "", credit
    return None


def _relation(
    kind: OriginKind, one: Report, other: Report, sides: Sides, credit: tuple[str, Credit] | None
) -> Relation:
    here, there = sides
    longest = max(here.runs, key=lambda run: (run[1] - run[0], -run[0]), default=(0, 0))
    return Relation(
        first=one.id,
        second=other.id,
        kind=kind,
        first_share=round(here.share, 4),
        second_share=round(there.share, 4),
        first_words=len(one.words),
        second_words=len(other.words),
        phrases=_phrases(here),
        example=_line(one.words.text[slice(*longest)]),
        credit=credit[1].name if credit else "",
        credited_by=credit[0] if credit else "",
        credit_words=_line(credit[1].words) if credit else "",
    )


def _line(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN].rsplit(" ", 1)[0] + " …"
