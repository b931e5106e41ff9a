"""The values of the library: a document as read, a source as kept, its passages, and what is proposed for a claim."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


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
    """What the library needs to know of a claim: its words and whom it is attributed to."""

    id: str
    text: str
    attributed_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One passage proposed for one claim, with why.

    Attributes:
        similarity: Cosine in [-1, 1] between claim and passage: same topic, never support.
        rank: Place among this claim's candidates, from 1.
        attributed_as: The named source of the claim that this source's publisher or author is; empty for others.
        matched: Half-open offsets within ``passage.text`` of words shared with the claim.
        model_id: The encoder that gave the similarity; scores of different models are never compared.
    """

    source: Source
    passage: Passage
    similarity: float
    rank: int
    attributed_as: str
    matched: tuple[tuple[int, int], ...]
    model_id: str


@dataclass(frozen=True, slots=True)
class Matches:
    """Everything proposed for one claim.

    Attributes:
        candidates: Attributed sources first, then by similarity; ties by source id and place.
        not_in_library: Named sources of the claim that no source's publisher or author is.
    """

    candidates: tuple[Candidate, ...]
    not_in_library: tuple[str, ...]
