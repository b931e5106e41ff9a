"""The sources that notes of the writer name: by address, by title, else by publisher; and the place in them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from sources.language.times.article_date import WrittenDate, dates_in
from sources.matching.name_book import NameBook
from sources.matching.words import stem
from sources.reading.addresses import page_of
from sources.source import Citation, Passage, Source

if TYPE_CHECKING:
    from sources.store.library import Library

_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_TITLE_WORDS = 3  # a shorter title, such as "Annual report", names no document
_TELLING_WORDS = 3  # with fewer words that not every text has, a title reads like any sentence
_OPENING_MARKS = ("“", "‘", "«", "„", '"', "'", "_", "*")
_CLOSING_MARKS = ("”", "’", "»", "“", '"', "'", "_", "*")
_PART_ENDS = ",;:.()[]–—|\n"
_PUBLISHED_LOOKED_AT = 500  # sources of one publisher among which a day chooses
_BETWEEN_NAMES = re.compile(r"[,;:.()\[\]–—\n“”\"]|\b(?i:in|on|from|see|per|via|says?|said)\b")
_NAME = re.compile(r"[^\W\d_][\w&'’-]+")
_PAGE = re.compile(r"(?<!\w)(?:pp?\.|pages?)\s?(\d{1,4})(?!\d)", re.IGNORECASE)
_PARAGRAPH = re.compile(r"(?<!\w)(?:para(?:graph|s|\.)?|¶)\s?(\d{1,4})(?!\d)", re.IGNORECASE)
_STAMP = re.compile(r"(?<![\d:])(?:(\d{1,2}):)?(\d{1,2}):([0-5]\d)(?![\d:])")
_FROM_DAY_TO_CLOCK = re.compile(r"[\s,;(T]*(?:at\s+)?")
_FROM_CLOCK_TO_DAY = re.compile(r"\s?(?:Z|[ap]\.?m\.?|[A-Z]{3,4})?[\s,;()]*(?:on\s+)?(?:the\s+)?")
_PAGE_OF_ADDRESS = re.compile(r"(?:^|&)page=(\d{1,4})(?!\d)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a source a note says that it is.

    Attributes:
        unit: "page", "paragraph" or "minute".
        shown: As one would cite it: "page 14", "12:30".
        number: The page or paragraph; of a minute, the second from the beginning.
    """

    unit: str
    shown: str
    number: int


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation names here: the sources, none where it names nothing in the library, and the place in them.

    Attributes:
        address_missing: Whether it links to an address that no source has.
    """

    ids: frozenset[str]
    place: Place | None
    address_missing: bool = False


class SourceTitles:
    """The titles and addresses of a library, to look citations up in.

    Args:
        entries: Source id, title and address of each source; either may be empty.
    """

    def __init__(self, entries: Iterable[tuple[str, str, str]]) -> None:
        self._titles: dict[tuple[str, ...], set[str]] = {}
        self._addresses: dict[str, set[str]] = {}
        for source_id, title, address in entries:
            words = tuple(_words(title))
            if len(words) >= _TITLE_WORDS:
                self._titles.setdefault(words, set()).add(source_id)
            if address:
                self._addresses.setdefault(page_of(address), set()).add(source_id)
        self._lengths = sorted({len(words) for words in self._titles}, reverse=True)

    def at(self, address: str) -> set[str]:
        """Return the sources with this address, whatever its scheme, "www.", last slash and tracking."""
        return self._addresses.get(page_of(address), set())

    def named_in(self, text: str) -> set[str]:
        """Return the sources whose whole title is in a text; of titles within one another the longest.

        A title of common words, such as "What we know", is one only where the text writes it as a title.
        """
        found_words = list(_WORD.finditer(text))
        words = [word[0].casefold() for word in found_words]
        for length in self._lengths:
            found: set[str] = set()
            for start in range(len(words) - length + 1):
                title = tuple(words[start : start + length])
                if title in self._titles and (
                    _is_telling(title)
                    or _written_as_title(text, found_words[start].start(), found_words[start + length - 1].end())
                ):
                    found |= self._titles[title]
            if found:
                return found
        return set()


def _is_telling(title: Sequence[str]) -> bool:
    return sum(bool(stem(word)) for word in title) >= _TELLING_WORDS


def _written_as_title(text: str, start: int, end: int) -> bool:
    """Return whether words are quoted, have the capitals of a title, or are all of their part of a text."""
    before, after = text[:start].rstrip(), text[end:].lstrip()
    if before.endswith(_OPENING_MARKS) and after.lstrip(",.?!").startswith(_CLOSING_MARKS):
        return True
    words = [word for word in _WORD.findall(text[start:end]) if stem(word)]
    if not text[start].isupper():
        return False
    if before and (before[-1].isalnum() or all(word[0].isupper() for word in words)):
        return True
    return (not before or before[-1] in _PART_ENDS) and (not after or after[0] in _PART_ENDS)


_kept: WeakKeyDictionary[Library, tuple[int, SourceTitles]] = WeakKeyDictionary()


def cited_sources(citations: Collection[Citation], library: Library, book: NameBook) -> dict[Citation, Cited]:
    """Return what each citation names in the library; an address goes before a title, a title before a publisher.

    Of a publisher all sources are meant, or those of the day that the note gives. A note that links to an address
    means one document: it never names all of a publisher's.
    """
    if not citations:
        return {}
    titles = titles_of(library)
    return {
        one: Cited(_ids(one, library, titles, book), place_in(one), bool(one.address) and not titles.at(one.address))
        for one in citations
    }


def place_in(citation: Citation) -> Place | None:
    """Return the place that a note gives: "p. 14", "para 3", "12:30"; None where it gives none."""
    text = _ADDRESS.sub(" ", citation.text)
    page = _PAGE.search(text) or _PAGE_OF_ADDRESS.search(urlsplit(citation.address).fragment)
    if page:
        return Place("page", f"page {page[1]}", int(page[1]))
    if paragraph := _PARAGRAPH.search(text):
        return Place("paragraph", f"paragraph {paragraph[1]}", int(paragraph[1]))
    days = dates_in(text)
    for stamp in _STAMP.finditer(text):
        if not any(_is_clock(text, stamp, day) for day in days):
            return Place("minute", stamp[0], _seconds(stamp))
    return None


def _is_clock(text: str, stamp: re.Match[str], day: WrittenDate) -> bool:
    """Return whether a time is that of a date beside it: "Retrieved 3 May 2024, 14:05"."""
    if day.end <= stamp.start():
        return _FROM_DAY_TO_CLOCK.fullmatch(text[day.end : stamp.start()]) is not None
    return stamp.end() <= day.start and _FROM_CLOCK_TO_DAY.fullmatch(text[stamp.end() : day.start]) is not None


def at_place(source: Source, passages: Sequence[Passage], place: Place) -> set[int]:
    """Return the ordinals of the passages that reach the place; empty where the source has no such place.

    A minute is looked for among the times of a transcript, or else among those in the text; what follows a time is
    said then.
    """
    if place.unit == "minute":
        span = _at_second(source, place.number)
    elif place.unit == "paragraph":
        span = source.paragraph(place.number)
    else:
        span = _on_page(source, place.number)
    if span is None:
        return set()
    return {one.ordinal for one in passages if one.start < span[1] and span[0] < one.end}


def _at_second(source: Source, second: int) -> tuple[int, int] | None:
    """Return what is said at a second: from its time to the next one."""
    times = list(zip(source.page_starts, source.times, strict=False))
    times = times or [(found.start(), _seconds(found)) for found in _STAMP.finditer(source.text)]
    begun = [start for start, at in times if at <= second]
    if not begun or not any(at >= second for _, at in times):
        return None
    return begun[-1], next((start for start, _ in times if start > begun[-1]), len(source.text))


def _on_page(source: Source, number: int) -> tuple[int, int] | None:
    """Return the page of a number; None for a transcript, whose lines are no pages."""
    if source.times or not 1 <= number <= len(source.page_starts):
        return None
    return source.page_starts[number - 1], (*source.page_starts, len(source.text))[number]


def _ids(citation: Citation, library: Library, titles: SourceTitles, book: NameBook) -> frozenset[str]:
    if citation.address and (found := titles.at(citation.address)):
        return frozenset(found)
    if found := titles.named_in(_ADDRESS.sub(" ", citation.text)):
        return frozenset(found)
    if citation.address:
        return frozenset()
    for name in _names(_ADDRESS.sub(" ", citation.text)):
        if ids := book.find(name):
            return _of_day(citation.text, ids, library)
    return frozenset()


def _of_day(text: str, ids: frozenset[str], library: Library) -> frozenset[str]:
    """Return the sources that were published on a day in the text; all of them where none was."""
    days = {one.day for one in dates_in(text)} - {None}
    if not days or len(ids) > _PUBLISHED_LOOKED_AT:
        return ids
    return frozenset(one.id for one in library.load(ids).values() if one.published in days) or ids


def _names(text: str) -> Iterator[str]:
    """Yield what can be the name of a publisher: runs of words with a capital, the longest of each part first."""
    for part in _BETWEEN_NAMES.split(text):
        words = part.split()
        capital = [bool(_NAME.match(word)) and word[0].isupper() for word in words]
        runs: list[list[str]] = [[]]
        for word, starts_a_name in zip(words, capital, strict=True):
            if starts_a_name or (runs[-1] and word in {"of", "the", "and", "&", "for"}):
                runs[-1].append(word)
            else:
                runs.append([])
        for run in runs:
            while run and not run[-1][0].isupper():
                run.pop()
            # One capital word begins any sentence; alone it is a name only where it is all that stands there.
            if len(run) > 1 or (run and (len(words) == 1 or run[0].isupper())):
                yield " ".join(run)
            if len(run) > 2:  # "Ask Northgate Wire"
                yield " ".join(run[1:])


def titles_of(library: Library) -> SourceTitles:
    """Return the titles and addresses of a library as it is now."""
    version = library.version
    kept = _kept.get(library)
    if kept is None or kept[0] != version:
        kept = (version, SourceTitles(library.titles()))
        _kept[library] = kept
    return kept[1]


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _seconds(stamp: re.Match[str]) -> int:
    return int(stamp[1] or 0) * 3600 + int(stamp[2]) * 60 + int(stamp[3])
