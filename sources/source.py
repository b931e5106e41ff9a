"""The values of the library: a document as read, a source as kept, its passages, and what is proposed for a claim."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from sources.note import Note


@dataclass(frozen=True, slots=True)
class Document:
    """What reading a file gives: cleaned text and what the file says about itself.

    Attributes:
        text: The text every later offset counts in, after cleaning (control characters replaced, no byte-order mark).
        kind: One of txt, md, html, pdf, docx, csv, jsonl.
        name: The file name as the person gave it, without folders, shown escaped and never used as a path; empty for
            pasted text.
        published: Day of publication; None where the file does not say.
        given_id: The id that a corpus, CSV or JSONL row carried; empty otherwise.
        notices: Sentences a person should see, such as "2 control characters were replaced.".
        page_starts: Of a PDF, where in ``text`` each of its pages begins, the first one at 0; of a transcript, where
            each of its lines begins; empty for other kinds.
        times: Of a transcript, the second at which each of these lines is said; empty for other kinds.
        recognised: Of a PDF, each page whose text was recognised (OCR): its number, and the confidence in per cent.
        notes: Of the writer, in the order of the text.
        original: The file itself, where it is an article that can go back with comments in it; empty otherwise.
        place: Where it was found, such as the name of an offline encyclopedia; empty where a person brought it.
        archived: The address of an archived copy of its page; empty where none was looked up, or there is none.
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
    page_starts: tuple[int, ...] = ()
    notes: tuple[Note, ...] = ()
    original: bytes = field(default=b"", repr=False, compare=False)
    times: tuple[int, ...] = ()
    place: str = ""
    recognised: tuple[tuple[int, int], ...] = ()
    archived: str = ""


_EMPTY_LINE = re.compile(r"(?>\r\n|\r|\n)[ \t]*(?>\r\n|\r|\n)\s*")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Source:
    """A document kept in the library.

    Attributes:
        id: ``src-`` and a digest of publisher, title and text: the same thing added twice has the same id.
        retrieved_at: When it was added, in UTC.
        page_starts: Of a PDF, where in ``text`` each of its pages begins; of a transcript, where each of its lines
            begins; empty for other kinds.
        times: Of a transcript, the second at which each of these lines is said; empty for other kinds.
        place: Where it was found (`sources.finding`); empty where a person brought it.
        recognised: Of a PDF, each page whose text was recognised (OCR): its number, and the confidence in per cent.
        archived: The address of an archived copy of its page; empty where none was looked up, or there is none.
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
    page_starts: tuple[int, ...] = ()
    times: tuple[int, ...] = ()
    place: str = ""
    recognised: tuple[tuple[int, int], ...] = ()
    archived: str = ""

    def place_of(self, start: int, end: int | None = None) -> str:
        """Return where a stretch of the text stands, as one would cite it: "page 3", "pages 3–4", "paragraph 12".

        In a transcript it is the time: "at 12:30".

        Pages are those of the file, counted from 1, whatever number is printed on them. Where there are no pages,
        paragraphs stand apart by empty lines, headings and captions counting as paragraphs; a text without an empty
        line is cited by its lines.

        Args:
            start: Where it begins, in characters of ``text``.
            end: Where it ends, half-open; None for the one character at ``start``.
        """
        last = max(start, (start + 1 if end is None else end) - 1)
        if self.times:
            begin, finish = (self.times[max(0, bisect_right(self.page_starts, at) - 1)] for at in (start, last))
            return f"at {_clock(begin)}" + ("" if begin == finish else f"–{_clock(finish)}")
        if self.page_starts:
            return _counted("page", *(bisect_right(self.page_starts, at) for at in (start, last)))
        name, ends = self._divided()
        return _counted(name, *(bisect_right(ends, at) + 1 for at in (start, last)))

    def recognition_of(self, start: int, end: int | None = None) -> str:
        """Return how a stretch of the text was recognised: "read by OCR, confidence 87 %"; "" for text of the file.

        It is the lowest confidence of its pages. Where a stretch runs over pages that were not recognised too, those
        that were are named: "page 2 read by OCR, confidence 87 %".

        Args:
            start: Where it begins, in characters of ``text``.
            end: Where it ends, half-open; None for the one character at ``start``.
        """
        last = max(start, (start + 1 if end is None else end) - 1)
        first_page, last_page = (bisect_right(self.page_starts, at) for at in (start, last))
        sure = {page: percent for page, percent in self.recognised if first_page <= page <= last_page}
        if not sure:
            return ""
        only = "" if len(sure) > last_page - first_page else f"page {', '.join(map(str, sure))} "
        return f"{only}read by OCR, confidence {min(sure.values())} %"

    def paragraph(self, number: int) -> tuple[int, int] | None:
        """Return where the paragraph of a number begins and ends, half-open; None where the text has none of it.

        It is the paragraph that `place_of` gives: a PDF, a transcript and a text cited by its lines have none.
        """
        name, ends = ("", []) if self.page_starts or self.times else self._divided()
        if name != "paragraph" or not 1 <= number <= len(ends) + 1:
            return None
        return [0, *ends][number - 1], [*ends, len(self.text)][number - 1]

    def _divided(self) -> tuple[str, list[int]]:
        """Return what the text is cited by, "paragraph" or "line", and where each but the last of them ends."""
        text = self.text.strip()
        name, boundary = ("paragraph", _EMPTY_LINE) if _EMPTY_LINE.search(text) else ("line", _LINE_END)
        if name == "line" and not boundary.search(text):
            name = "paragraph"
        before = len(self.text) - len(self.text.lstrip())
        return name, [found.end() + before for found in boundary.finditer(text)]


def _clock(seconds: int) -> str:
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"


def _counted(name: str, first: int, last: int) -> str:
    return f"{name} {first}" if first == last else f"{name}s {first}–{last}"


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
class Citation:
    """What a note of the writer says about where a claim comes from.

    Attributes:
        number: The place of the note among those of its article, from 1.
        text: What it says, or the words that a link is on.
        address: Where it links to; empty where it does not.
    """

    number: int
    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """What the library needs to know of a claim: its words, whom it is attributed to, and when it happened.

    Attributes:
        dates: First and last day of each time that what happened is dated by; None is open.
        article_day: The article's date; None where nobody knows it.
        quoted: The words that the claim puts between quotation marks in the article, without the marks.
        cited: What the notes of the writer say about where it comes from.
    """

    id: str
    text: str
    attributed_to: tuple[str, ...] = ()
    dates: tuple[tuple[date | None, date | None], ...] = ()
    article_day: date | None = None
    quoted: tuple[str, ...] = ()
    cited: tuple[Citation, ...] = ()


class Finder(StrEnum):
    """Which of the two searches proposed a passage."""

    MEANING = "meaning"
    KEYWORDS = "keywords"


class Caution(StrEnum):
    """What the dates of a source say about how far it can bear on a claim."""

    BEFORE_EVENT = "published before the event"
    AFTER_ARTICLE = "published after the article"


@dataclass(frozen=True)
class DiscrepancyKind:
    """In what a claim and a passage differ.

    Those that the product knows are constants of the class; a check may bring a kind of its own
    (`sources.matching.discrepancies.registry`).

    Attributes:
        value: Its name in files and, with a capital, on the page.
        reverses: Whether such a difference says the opposite; otherwise the passage says the claim with changes. A
            denial, the other direction and exchanged parts turn a claim round. Another number, day or name, a "may"
            and an "all" for "some" leave what happened as it is.
    """

    value: str
    reverses: bool = False

    NUMBER: ClassVar[DiscrepancyKind]
    DATE: ClassVar[DiscrepancyKind]
    NAME: ClassVar[DiscrepancyKind]
    ROLE: ClassVar[DiscrepancyKind]
    NEGATION: ClassVar[DiscrepancyKind]
    DIRECTION: ClassVar[DiscrepancyKind]
    HEDGE: ClassVar[DiscrepancyKind]
    QUANTIFIER: ClassVar[DiscrepancyKind]


DiscrepancyKind.NUMBER = DiscrepancyKind("number")
DiscrepancyKind.DATE = DiscrepancyKind("date")
DiscrepancyKind.NAME = DiscrepancyKind("name")
DiscrepancyKind.ROLE = DiscrepancyKind("role", reverses=True)
DiscrepancyKind.NEGATION = DiscrepancyKind("negation", reverses=True)
DiscrepancyKind.DIRECTION = DiscrepancyKind("direction", reverses=True)
DiscrepancyKind.HEDGE = DiscrepancyKind("hedge")
DiscrepancyKind.QUANTIFIER = DiscrepancyKind("quantifier")


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
        similarity: Cosine in [-1, 1] between claim and passage: same topic, never support. 0 without a ``model_id``.
        rank: Place among this claim's candidates, from 1.
        attributed_as: The named source of the claim that this source's publisher or author is; empty for others.
        matched: Half-open offsets within ``passage.text`` of words shared with the claim.
        model_id: The encoder that gave the similarity; scores of different models are never compared. Empty where
            there is none, because the passage is not embedded or the model cannot be used.
        discrepancies: Where claim and passage differ, in the order of the passage; none of them moves or hides it.
        found_by: The searches that have its source among their own first, or that only together brought it up;
            empty where it stands only because the claim names its source.
        keyword_score: BM25 of the passage for the claim's words, as a share: from 0, where no word is shared, to
            below 1.
        score: What the order is made from: similarity and keyword score, of the passage and of its source.
        cautions: What its date says against leaning on it.
        linked: The note by which the writer names its source, and the place that it gives: "the writer's note 3,
            page 14"; empty for others. A proposal: it is evidence once somebody pins it.
    """

    source: Source
    passage: Passage
    similarity: float
    rank: int
    attributed_as: str
    matched: tuple[tuple[int, int], ...]
    model_id: str
    discrepancies: tuple[Discrepancy, ...] = ()
    found_by: tuple[Finder, ...] = ()
    keyword_score: float = 0.0
    score: float = 0.0
    cautions: tuple[Caution, ...] = ()
    linked: str = ""

    @property
    def leads(self) -> bool:
        """Whether the claim, or a note of the writer on it, names its source."""
        return bool(self.attributed_as or self.linked)


class Saying(StrEnum):
    """What a source that the claim names was found to say: a proposal until a reviewer confirms it."""

    SAYS = "says it"
    SEEMS = "seems to say it"
    CHANGED = "says it with changes"
    OPPOSITE = "says the opposite"
    SPEAKS = "mentions it"
    SILENT = "says nothing of it"
    NOT_IN_LIBRARY = "not in the library"

    @classmethod
    def _missing_(cls, value: object) -> Saying | None:
        """Read what databases and CSV files of earlier versions call it."""
        return cls.SPEAKS if value == "speaks of it: read it" else None


@dataclass(frozen=True, slots=True)
class AttributedCheck:
    """Whether one named source said what the claim ascribes to it; apart from whether it is so.

    Attributes:
        named: The source as the claim names it.
        source_id: Whose passage shows it; empty when silent or not in the library and nobody quotes it.
        passage: The passage that shows it; None when silent or not in the library and nobody quotes it.
        start, end: Half-open offsets, in the passage's text, of the sentence that shows it; both 0 without a passage.
        discrepancies: In what the passage differs from the claim.
        sentence: Why, for a person: "Northgate Wire says it: “cracks in 52 of the 164 steel hangers”."
        whole: The named source says it, and the one sentence that shows it holds every word of the claim.
        second_hand: The named source is silent or not in the library, and the passage is of another one that quotes
            it on this matter.
    """

    named: str
    saying: Saying
    source_id: str = ""
    passage: Passage | None = None
    start: int = 0
    end: int = 0
    discrepancies: tuple[Discrepancy, ...] = ()
    sentence: str = ""
    whole: bool = False
    second_hand: bool = False

    @property
    def shown(self) -> Saying:
        """What is shown and kept: that it says it only where one sentence holds the whole claim."""
        return Saying.SEEMS if self.saying is Saying.SAYS and not self.whole else self.saying


class Quoted(StrEnum):
    """What became of quoted words when they were looked up in all sources."""

    EXACT = "exact"
    ALTERED = "altered"
    MISATTRIBUTED = "said by someone else"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class QuotationCheck:
    """Quoted words of a claim, and where the library has them.

    Attributes:
        words: The quoted words, without marks.
        source_id: Where they were found; empty when nowhere.
        start, end: Half-open offsets of the found words in the source's text.
        found: The found words as they stand there.
        changes: For altered words: (quoted, found) runs of words that differ; either may be empty.
        speakers: Who says the words there; empty where the source does not say.
        sentence: What to show a person.
    """

    words: str
    finding: Quoted
    source_id: str = ""
    start: int = 0
    end: int = 0
    found: str = ""
    changes: tuple[tuple[str, str], ...] = ()
    speakers: tuple[str, ...] = ()
    sentence: str = ""


class OriginKind(StrEnum):
    """Why two sources are held to go back to one origin."""

    COPY = "exact copy"
    NEAR_COPY = "near copy"
    CREDIT = "credit line"
    SHARED = "shared phrases and figures"
    CITES = "cites the other"


@dataclass(frozen=True, slots=True)
class OriginLink:
    """One reason that joins two sources: ``source_id`` depends on ``on_id``, or both on a third that is not here.

    Attributes:
        sentence: What shows it, for a person: "Prints 92 % of the words of Northgate Wire, 12 May."
    """

    source_id: str
    on_id: str
    kind: OriginKind
    sentence: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Sources that go back to one report, and why.

    Attributes:
        id: The id of the source that the others depend on, or else the first of them by date and id.
        name: Who it is, for a person: the credited agency, or the publisher of the source with that id.
        source_ids: All of them, the origin first where it is in the library; one alone for a source of its own.
        links: Why; empty for a source of its own.
    """

    id: str
    name: str
    source_ids: tuple[str, ...]
    links: tuple[OriginLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Matches:
    """Everything proposed for one claim.

    Attributes:
        candidates: Attributed sources first, then by score; ties by source id and place.
        not_in_library: Named sources of the claim that no source's publisher or author is.
        attributed: One check for each named source, in the order in which the claim names them.
        quotations: One check for each of the query's quoted words, in their order.
        origins: The origins of the candidates' sources, each source in one of them, in the order of candidates.
        to_add: The citations whose address is not in the library, each address once.
        notice: What a person must know of how this was searched, as when the model is missing; empty if nothing.
    """

    candidates: tuple[Candidate, ...]
    not_in_library: tuple[str, ...]
    attributed: tuple[AttributedCheck, ...] = ()
    quotations: tuple[QuotationCheck, ...] = ()
    origins: tuple[Origin, ...] = ()
    notice: str = ""
    to_add: tuple[Citation, ...] = ()
