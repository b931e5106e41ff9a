"""What a reviewer does (an act) and what is kept of it (a judgement)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from datetime import date, datetime

from claims.review.verdict import Question
from sources.source import AttributedCheck, Candidate, Origin, Saying
from sources.untrusted import bare_name, is_local, without_path

_ASKED_ONLY = frozenset({"expected", "confirmed"})  # what an act is checked by, and not kept

Key = tuple[str, str, Question, str]
"""What one judgement replaces another of: claim id, reviewer, question, named source."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A passage that a reviewer took as evidence, as it read at that moment.

    Everything a reader needs is copied here, so that the evidence survives an edit or the deletion of its source.

    Attributes:
        start, end: Half-open offsets in the source's text at the time of pinning.
        similarity: The cosine in [-1, 1] that was shown beside it; None where it was found by other means.
        place: Where it stands, as one would cite it: "page 3", "paragraph 12"; empty where nobody recorded it.
        retrieved_at: When the source was taken into the library, to the second; None where nobody recorded it.
        text_sha256: SHA-256 of the source's whole text, in hexadecimal; likewise.
        found_in: The place outside the library that had it (`sources.finding`); empty where a person brought it.
        archived: The address of an archived copy of the source's page; empty where none was known.
    """

    source_id: str
    start: int
    end: int
    publisher: str
    title: str
    url: str
    published: date | None
    excerpt: str
    similarity: float | None
    place: str = ""
    retrieved_at: datetime | None = None
    text_sha256: str = ""
    found_in: str = ""
    archived: str = ""

    @classmethod
    def of(cls, candidate: Candidate) -> Pin:
        """Return what is kept when this candidate is taken as evidence: its place and its words as they are now.

        Pins are published. Where a file is on this machine is in none: a source without a title goes by the name of
        its file, and a path in place of an address is left out.
        """
        source, passage = candidate.source, candidate.passage
        return cls(
            source_id=source.id,
            start=passage.start,
            end=passage.end,
            publisher=source.publisher,
            title=without_path(source.title) or bare_name(source.name),
            url="" if is_local(source.url) else source.url,
            published=source.published,
            excerpt=passage.text,
            similarity=candidate.similarity if candidate.model_id else None,
            place=source.place_of(passage.start, passage.end),
            retrieved_at=source.retrieved_at.replace(microsecond=0),
            text_sha256=hashlib.sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest(),
            found_in=source.place,
            archived=source.archived,
        )


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the machine proposed about a named source; no answer of a reviewer.

    Attributes:
        named: The source as the claim names it.
        saying: What it was found to say, as the page shows it.
        sentence: Why, with the source's own sentence in full.
        source_id: Whose passage shows it; empty where none does.
    """

    named: str
    saying: Saying
    sentence: str = ""
    source_id: str = ""

    @classmethod
    def of(cls, check: AttributedCheck) -> Proposal:
        """Return what is kept of a check."""
        return cls(check.named, check.shown, check.sentence, check.source_id)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the machine showed when the reviewer decided.

    Attributes:
        model_id: The encoder behind the similarities; empty when no candidates were shown.
        similarities: One per candidate shown, in the order shown; None where it was found by other means.
        marks: The marks shown on claim and candidates, such as "number differs".
        origins: The origins of the claim's candidates; empty in judgements from before they were grouped.
        open_terms: The words of the claim that the pinned passages did not bear out; empty where nothing was pinned,
            and in judgements from before they were kept.
        proposals: What was proposed about each source that the claim names; empty in judgements from before they
            were kept.
    """

    model_id: str = ""
    similarities: tuple[float | None, ...] = ()
    marks: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    open_terms: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """One decision as it comes from a reviewer, before it is checked and kept.

    Attributes:
        claim_version: The version of the claim the reviewer read.
        named_source: Whom the second question is about; empty for "is it so".
        value: A `Verdict` or an `AttributionVerdict`, by the question.
        request_id: Made once per intention; the same one sent twice is kept once.
        expected: Sequence of the judgement that the reviewer saw standing; None when there was none.
        confirmed: The open terms about which the reviewer was asked, and verified the claim in full all the same.
    """

    article_id: str
    claim_id: str
    claim_version: int
    question: Question
    named_source: str
    reviewer: str
    value: str
    reason: str
    note: str
    pins: tuple[Pin, ...]
    request_id: str
    shown: Shown = Shown()
    expected: int | None = None
    confirmed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """One line of the append-only history.

    Attributes:
        value: As in `Act`; empty when the decision was taken back and the claim is not reviewed again.
        sequence: The order of the history. Times never order it: clocks are set back.
        decided_at: In UTC, to the microsecond.
        undoes: The sequence of the line that this one takes back; for a redo, the line of the undo.
    """

    article_id: str
    claim_id: str
    claim_version: int
    question: Question
    named_source: str
    reviewer: str
    value: str
    reason: str
    note: str
    pins: tuple[Pin, ...]
    request_id: str
    shown: Shown
    sequence: int
    decided_at: datetime
    undoes: int | None = None

    @property
    def key(self) -> Key:
        """What this judgement answers, and whose answer it is."""
        return (self.claim_id, self.reviewer, self.question, self.named_source)

    @classmethod
    def of(cls, act: Act, *, sequence: int, decided_at: datetime, undoes: int | None = None) -> Judgement:
        """Return what is kept of ``act``."""
        kept = {field.name: getattr(act, field.name) for field in fields(act) if field.name not in _ASKED_ONLY}
        return cls(**kept, sequence=sequence, decided_at=decided_at, undoes=undoes)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reviewer has entered for a claim and not decided yet."""

    note: str = ""
    pins: tuple[Pin, ...] = ()
    reason: str = ""

    def with_added(self, other: Draft) -> Draft:
        """Return this draft with what another one has: its note after this one's, and each passage once.

        A reason here stays.
        """
        note = self.note if other.note in self.note else " ".join(filter(None, (self.note.rstrip(), other.note)))
        here = {(pin.source_id, pin.start, pin.end) for pin in self.pins}
        more = tuple(pin for pin in other.pins if (pin.source_id, pin.start, pin.end) not in here)
        return Draft(note, (*self.pins, *more), self.reason or other.reason)
