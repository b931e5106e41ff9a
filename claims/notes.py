"""Which claims the notes of the writer belong to: the claims whose words a note is about."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claims.article import Article
from claims.claim import Claim
from sources.language.note_marks import without_note_marks
from sources.language.span import Span
from sources.note import Note

_GAP = 200  # characters between a sentence and its mark: blanks and further marks
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class NumberedNote:
    """A note, and its place among the notes of the article, from 1."""

    number: int
    note: Note


def attached_notes(article: Article, claims: Iterable[Claim]) -> dict[str, tuple[NumberedNote, ...]]:
    """Return the notes of each claim that has any, in the order of the article, by claim id.

    A note that is about words belongs to the claims made of these words; where no claim is, to the claims of their
    sentence. A mark behind words belongs to the claims made of the word before it, and at the end of a sentence to
    all claims of that sentence. A note about a headline, or about a sentence without claims, belongs to none.

    Args:
        article: With its notes.
        claims: Of that article, in any order.
    """
    present = sorted((claim for claim in claims if not claim.removed), key=lambda claim: claim.sentence)
    if not present or not article.notes:
        return {}
    starts = [claim.sentence.start for claim in present]
    reach = max(claim.sentence.end - claim.sentence.start for claim in present) + _GAP
    found: dict[str, list[NumberedNote]] = {}
    plain = without_note_marks(article.text)
    for number, note in enumerate(article.notes, 1):
        near = present[bisect_left(starts, note.start - reach) : bisect_right(starts, max(note.start, note.end))]
        for claim in _claims_of(note, plain, near):
            found.setdefault(claim.id, []).append(NumberedNote(number, note))
    return {claim_id: tuple(notes) for claim_id, notes in found.items()}


def _claims_of(note: Note, text: str, claims: Sequence[Claim]) -> list[Claim]:
    words = Span(note.start, min(note.end, len(text)))
    if not _WORD.search(words.of(text)):
        return _before(note.start, text, claims)
    over = [claim for claim in claims if _share(claim.span, words)]
    if over:
        return _made_of(words.of(text), over)
    return [claim for claim in claims if _share(claim.sentence, words)]


def _before(place: int, text: str, claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims that a mark at this place belongs to."""
    sentences = {claim.sentence for claim in claims if claim.sentence.start < place}
    if not sentences:
        return []
    sentence = max(sentences, key=lambda span: (span.start, span.end))
    if _WORD.search(text, sentence.end, max(place, sentence.end)):
        return []  # a sentence without claims is between
    own = [claim for claim in claims if claim.sentence == sentence]
    if not _WORD.search(text, place, max(place, sentence.end)):
        return own
    words = list(_WORD.finditer(text, sentence.start, place))
    if not words:
        return own
    last = Span(words[-1].start(), words[-1].end())
    over = [claim for claim in own if _share(claim.span, last)]
    if over:
        return _made_of(last.of(text), over)
    ended = max((claim.span.end for claim in own if claim.span.end <= place), default=None)
    return [claim for claim in own if claim.span.end == ended] or own


def _made_of(words: str, claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims whose wording has most of these words: the words behind a claim may have others between."""
    wanted = {word.casefold() for word in _WORD.findall(words)}
    shares = [len(wanted & {word.casefold() for word in _WORD.findall(claim.text)}) for claim in claims]
    most = max(shares)
    return [claim for claim, share in zip(claims, shares, strict=True) if 2 * share >= most]


def _share(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
