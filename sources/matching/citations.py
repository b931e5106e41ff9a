"""The sources that notes of the writer name: by address, by title, else by publisher; and the place in them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from weakref import WeakKeyDictionary

from sources.language.times.article_date import dates_in
from sources.matching.name_book import NameBook
from sources.source import Citation, Passage, Source

if TYPE_CHECKING:
    from sources.store.library import Library

_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_TITLE_WORDS = 3  # a shorter title, such as "Annual report", names no document
_PUBLISHED_LOOKED_AT = 500  # sources of one publisher among which a day chooses
_BETWEEN_NAMES = re.compile(r"[,;:.()\[\]–—\n“”\"]|\b(?i:in|on|from|see|per|via|says?|said)\b")
_NAME = re.compile(r"[^\W\d_][\w&'’-]+")
_PAGE = re.compile(r"(?<!\w)(?:pp?\.|pages?)\s?(\d{1,4})(?!\d)", re.IGNORECASE)
_PARAGRAPH = re.compile(r"(?<!\w)(?:para(?:graph|s|\.)?|¶)\s?(\d{1,4})(?!\d)", re.IGNORECASE)
_STAMP = re.compile(r"(?<![\d:])(?:(\d{1,2}):)?(\d{1,2}):([0-5]\d)(?![\d:])")
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
    """What a citation names here: the sources, none where it names nothing in the library, and the place in them."""

    ids: frozenset[str]
    place: Place | None


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
                self._addresses.setdefault(_plain(address), set()).add(source_id)
        self._lengths = sorted({len(words) for words in self._titles}, reverse=True)

    def at(self, address: str) -> set[str]:
        """Return the sources with this address, whatever its scheme, its "www." and its last slash."""
        return self._addresses.get(_plain(address), set())

    def named_in(self, text: str) -> set[str]:
        """Return the sources whose whole title is in a text; of titles within one another the longest."""
        words = _words(text)
        for length in self._lengths:
            found = {
                source_id
                for start in range(len(words) - length + 1)
                for source_id in self._titles.get(tuple(words[start : start + length]), ())
            }
            if found:
                return found
        return set()


_kept: WeakKeyDictionary[Library, tuple[int, SourceTitles]] = WeakKeyDictionary()


def cited_sources(citations: Collection[Citation], library: Library, book: NameBook) -> dict[Citation, Cited]:
    """Return what each citation names in the library; an address goes before a title, a title before a publisher.

    Of a publisher all sources are meant, or those of the day that the note gives.
    """
    if not citations:
        return {}
    titles = _titles(library)
    return {one: Cited(_ids(one, library, titles, book), place_in(one)) for one in citations}


def place_in(citation: Citation) -> Place | None:
    """Return the place that a note gives: "p. 14", "para 3", "12:30"; None where it gives none."""
    text = _ADDRESS.sub(" ", citation.text)
    page = _PAGE.search(text) or _PAGE_OF_ADDRESS.search(urlsplit(citation.address).fragment)
    if page:
        return Place("page", f"page {page[1]}", int(page[1]))
    if paragraph := _PARAGRAPH.search(text):
        return Place("paragraph", f"paragraph {paragraph[1]}", int(paragraph[1]))
    if stamp := _STAMP.search(text):
        return Place("minute", stamp[0], _seconds(stamp))
    return None


def at_place(source: Source, passages: Sequence[Passage], place: Place) -> set[int]:
    """Return the ordinals of the passages that reach the place; empty where the source has no such place.

    A minute is looked for among the times that a transcript has in its text; what follows a time is said then.
    """
    if place.unit == "minute":
        stamps = [(found.start(), _seconds(found)) for found in _STAMP.finditer(source.text)]
        begun = [start for start, second in stamps if second <= place.number]
        if not begun or not any(second >= place.number for _, second in stamps):
            return set()
        start = begun[-1]
        end = next((other for other, _ in stamps if other > start), len(source.text))
        return {one.ordinal for one in passages if one.start < end and start < one.end}
    if (place.unit == "page") != bool(source.page_starts):
        return set()
    return {one.ordinal for one in passages if place.number in _reached(source, one)}


def _reached(source: Source, passage: Passage) -> range:
    """Return the pages, or the paragraphs, that a passage reaches."""
    if source.page_starts:
        pages = [bisect_right(source.page_starts, at) for at in (passage.start, passage.end - 1)]
        return range(pages[0], pages[1] + 1)
    unit, _, numbers = source.place_of(passage.start, passage.end).partition(" ")
    if not unit.startswith("paragraph"):
        return range(0)
    first, _, after = numbers.partition("–")
    return range(int(first), int(after or first) + 1)


def _ids(citation: Citation, library: Library, titles: SourceTitles, book: NameBook) -> frozenset[str]:
    if citation.address and (found := titles.at(citation.address)):
        return frozenset(found)
    if found := titles.named_in(_ADDRESS.sub(" ", citation.text)):
        return frozenset(found)
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


def _titles(library: Library) -> SourceTitles:
    version = library.version
    kept = _kept.get(library)
    if kept is None or kept[0] != version:
        kept = (version, SourceTitles(library.titles()))
        _kept[library] = kept
    return kept[1]


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _plain(address: str) -> str:
    """Return an address without what leads to the same page: scheme, "www.", the last slash, a place in the page."""
    parts = urlsplit(address.strip())
    host = parts.netloc.casefold().removeprefix("www.").removesuffix(":80").removesuffix(":443")
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{unquote(parts.path).rstrip('/')}{query}"


def _seconds(stamp: re.Match[str]) -> int:
    return int(stamp[1] or 0) * 3600 + int(stamp[2]) * 60 + int(stamp[3])
