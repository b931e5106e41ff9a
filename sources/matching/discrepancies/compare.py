"""The claim beside the passage: every check asked, their marks put in order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sources.identity import normalised
from sources.matching.discrepancies import kinds  # noqa: F401 - registers its checks
from sources.matching.discrepancies.registry import CHECKS, Claim, Passage
from sources.matching.discrepancies.sentence_alignment import align, cover
from sources.matching.discrepancies.sentences import MOST_CHARACTERS, Sentence, read, whole
from sources.source import Discrepancy
from sources.untrusted import day

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
    aligned = align(claim, passage)
    if not aligned:
        return ()
    ours = Claim(claim, claim_dates)
    theirs = Passage(passage, aligned, cover(claim, passage), passage_published)
    marks = [mark for check in CHECKS.values() for mark in check(ours, theirs)]
    marks.sort(key=lambda mark: (mark.start, mark.end, mark.kind.value))
    return tuple(mark.discrepancy(passage_text) for mark in marks)


def _is_only_a_day(sentence: Sentence) -> bool:
    """Tell whether a line says when something was published, and nothing of what happened.

    With a time of day the line is the beginning of a report: what it tells happened on that day.
    """
    return ":" not in sentence.text and day(sentence.text.strip(_MARKS)) is not None
