"""The claim beside the passage: every check asked, their marks put in order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sources.identity import normalised
from sources.matching.discrepancies import kinds  # noqa: F401 - registers its checks
from sources.matching.discrepancies.kinds.negation import CALLED_FALSE, denies_behind
from sources.matching.discrepancies.marks import Mark
from sources.matching.discrepancies.registry import CHECKS, Claim, Passage
from sources.matching.discrepancies.sentence_alignment import align, cover
from sources.matching.discrepancies.sentences import MOST_CHARACTERS, Sentence, read, whole
from sources.matching.discrepancies.time_comparison import agree, times_in
from sources.source import Discrepancy, DiscrepancyKind
from sources.untrusted import day

_MUCH_LATER = 60  # days, by hand: a report of that day has the dates of what it looks back at
_MOST = 0.65  # of the claim's words: then a report without a day tells of the claim's occasion; by hand
_SIGNS = frozenset(".,;:!?-–—()[]'\"‘’“”")
_MARKS = " .,;|-–—*_/()[]"
# Days beyond are mistakes of a file, and the calendar ends near them.
_EARLIEST, _LATEST = date(1400, 1, 1), date(9000, 1, 1)


def discrepancies(
    claim_text: str,
    passage_text: str,
    *,
    claim_dates: Sequence[tuple[date | None, date | None]] = (),
    passage_published: date | None = None,
) -> tuple[Discrepancy, ...]:
    """Return where the passage says otherwise than the claim, in the order of the passage.

    Only sentences that share subject matter with the claim are compared; of a passage about something else nothing is
    marked. The same input gives the same marks, and no input raises.

    Args:
        claim_text: The claim, without who said it.
        passage_text: The passage as shown; offsets count in it.
        claim_dates: First and last day of what the claim says happened; None is open. They resolve the claim's
            relative words ("on Tuesday").
        passage_published: The day to resolve the passage's relative words by; without it they are compared as words.
    """
    if passage_published is not None and not _EARLIEST < passage_published < _LATEST:
        passage_published = None
    if normalised(claim_text) in normalised(passage_text[:MOST_CHARACTERS]):
        return ()  # Word for word the claim.
    claim = whole(claim_text)
    passage = tuple(sentence for sentence in read(passage_text) if not _is_only_a_day(sentence))
    if any(_begins_with(sentence, claim) for sentence in passage):
        return ()
    aligned = align(claim, passage)
    if not aligned:
        return ()
    ours = Claim(claim, claim_dates)
    theirs = Passage(passage, aligned, cover(claim, passage), passage_published)
    marks = [mark for check in CHECKS.values() for mark in check(ours, theirs)]
    marks = _of_one_occasion(ours, theirs, marks)
    marks.sort(key=lambda mark: (mark.start, mark.end, mark.kind.value))
    return tuple(mark.discrepancy(passage_text) for mark in marks)


def _of_one_occasion(claim: Claim, passage: Passage, marks: list[Mark]) -> list[Mark]:
    """Return the marks without those on what the passage tells of another occasion than the claim.

    A passage that has another day and another outcome may speak of another occasion, so only its outcome is unsure. A
    report that has none of the claim's dates and is of a much later day speaks of another, unless it names no day and
    says most of the claim.
    """
    if {DiscrepancyKind.DATE, DiscrepancyKind.NEGATION} <= {mark.kind for mark in marks}:
        marks = [mark for mark in marks if mark.kind is not DiscrepancyKind.NEGATION]
    if passage.published is None:
        return marks
    days = [end or start for start, end in claim.dates if end or start]
    dated = [time for time in times_in(claim.sentence) if time.fields.year is not None]
    if not days or not dated or (passage.published - max(day for day in days if day)).days <= _MUCH_LATER:
        return marks
    theirs = [time for sentence in passage.sentences for time in times_in(sentence, passage.published)]
    if any(agree(one, other) and (one.periods and other.periods) for one in dated for other in theirs):
        return marks
    kept = {DiscrepancyKind.DATE}
    if not theirs and passage.covered.share >= _MOST:
        kept |= {DiscrepancyKind.NUMBER, DiscrepancyKind.NEGATION}
    return [mark for mark in marks if mark.kind in kept]


def _begins_with(sentence: Sentence, claim: Sentence) -> bool:
    """Tell whether a sentence begins with the claim's very words, marks apart, and takes nothing back behind them."""
    ours, theirs = ([token for token in one.tokens if token.text not in _SIGNS] for one in (claim, sentence))
    lows = [token.low for token in theirs]
    if [token.low for token in ours] != lows[: len(ours)]:
        return False
    last = sentence.tokens.index(theirs[len(ours) - 1]) if ours else -1
    return CALLED_FALSE.isdisjoint(lows[len(ours) :]) and not denies_behind(sentence, last, claim.stems)


def _is_only_a_day(sentence: Sentence) -> bool:
    """Tell whether a line says when something was published, and nothing of what happened.

    With a time of day the line is the beginning of a report: what it tells happened on that day.
    """
    return ":" not in sentence.text and day(sentence.text.strip(_MARKS)) is not None
