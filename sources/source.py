"""The values of the library: a document as read, a source as kept, its passages, and what is proposed for a claim."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Document:
    """What reading a file gives: cleaned text and what the file says about itself.

    Attributes:
        text: The text every later offset counts in, after cleaning (control characters replaced, no byte-order mark).
        kind: One of txt, md, html, pdf, docx, csv, jsonl.
        name: The file name as the person gave it, shown escaped and never used as a path; empty for pasted text.
        published: Day of publication; None where the file does not say.
        given_id: The id that a corpus, CSV or JSONL row carried; empty otherwise.
        notices: Sentences a person should see, such as "2 control characters were replaced.".
    """

    text: str
    kind: str
    name: str = ""
    title: str = ""
    publisher: str = ""
    author: str = ""
    published: date | None = None
    url: str = ""
    given_id: str = ""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A document kept in the library.

    Attributes:
        id: ``src-`` and a digest of publisher, title and text: the same thing added twice has the same id.
        retrieved_at: When it was added, in UTC.
    """

    id: str
    text: str
    kind: str
    name: str
    title: str
    publisher: str
    author: str
    published: date | None
    url: str
    given_id: str
    retrieved_at: datetime


@dataclass(frozen=True, slots=True)
class Passage:
    """A few consecutive sentences of one source: at most four sentences and 120 words.

    Attributes:
        ordinal: Place in the source, from 0.
        start, end: Half-open offsets in the source's text; ``source.text[start:end] == text``.
    """

    source_id: str
    ordinal: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Query:
    """What the library needs to know of a claim: its words, whom it is attributed to, and when it happened.

    Attributes:
        dates: First and last day of each time that what happened is dated by; None is open.
    """

    id: str
    text: str
    attributed_to: tuple[str, ...] = ()
    dates: tuple[tuple[date | None, date | None], ...] = ()


class DiscrepancyKind(StrEnum):
    """In what a claim and a passage differ."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    ROLE = "role"
    NEGATION = "negation"
    DIRECTION = "direction"
    HEDGE = "hedge"
    QUANTIFIER = "quantifier"


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One place where a passage that speaks of the same thing says it otherwise: a mark, never a verdict.

    Attributes:
        claim_words: The claim's words; empty where it has none ("not" stands only in the passage).
        passage_words: The passage's words; what stands in their place where the difference is a word it lacks.
        start, end: Half-open offsets of ``passage_words`` in the passage's text.
        sentence: What to show after the kind: "here 31, claim 46".
    """

    kind: DiscrepancyKind
    claim_words: str
    passage_words: str
    start: int
    end: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One passage proposed for one claim, with why.

    Attributes:
        similarity: Cosine in [-1, 1] between claim and passage: same topic, never support.
        rank: Place among this claim's candidates, from 1.
        attributed_as: The named source of the claim that this source's publisher or author is; empty for others.
        matched: Half-open offsets within ``passage.text`` of words shared with the claim.
        model_id: The encoder that gave the similarity; scores of different models are never compared.
        discrepancies: Where claim and passage differ, in the order of the passage; none of them moves or hides it.
    """

    source: Source
    passage: Passage
    similarity: float
    rank: int
    attributed_as: str
    matched: tuple[tuple[int, int], ...]
    model_id: str
    discrepancies: tuple[Discrepancy, ...] = ()


@dataclass(frozen=True, slots=True)
class Matches:
    """Everything proposed for one claim.

    Attributes:
        candidates: Attributed sources first, then by similarity; ties by source id and place.
        not_in_library: Named sources of the claim that no source's publisher or author is.
    """

    candidates: tuple[Candidate, ...]
    not_in_library: tuple[str, ...]
