"""ZIM files: whole encyclopedias and archives in one file, with a full-text index; nothing leaves this machine."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from datetime import date
from math import log
from pathlib import Path
from typing import TYPE_CHECKING

from sources.finding.asking import from_rarest
from sources.finding.place import PlaceFailed, Result
from sources.reading import read_pages
from sources.reading.limits import FILE_BYTES
from sources.source import Document
from sources.untrusted import Unusable, iso_day, one_line

if TYPE_CHECKING:
    from libzim.reader import Archive

ENDING = ".zim"
# Pages that are looked at: of a word, where the page of a claim is among the first 1,000 as often as among 3,000;
# and of several words together, whose best are those with all of them.
_ALONE = 1000
_TOGETHER = 20


class ZimFile:
    """A ZIM file on this machine.

    Args:
        path: Of the file.

    Raises:
        PlaceFailed: If it is not there, is no ZIM file, or has no index to search in.
    """

    outside = False
    takes_words = True

    def __init__(self, path: Path) -> None:
        from libzim.reader import Archive

        try:
            self._archive: Archive = Archive(path)
        except (RuntimeError, OSError) as problem:
            raise PlaceFailed(f"“{path.name}” cannot be opened as a ZIM file.") from problem
        if not self._archive.has_fulltext_index:
            raise PlaceFailed(f"“{path.name}” has no index of its texts, so nothing can be searched in it.")
        self.path = path
        self._lock = threading.Lock()  # libzim's searcher serves one thread at a time
        self.name = self._said("Title") or path.stem
        self.publisher = self._said("Creator") or self._said("Publisher")
        self.edition = _day(self._said("Date"))
        self.terms = self._said("License") or "The terms of its publisher; nothing leaves this machine."

    @property
    def articles(self) -> int:
        """How many pages it has."""
        return int(self._archive.article_count)

    def search(self, words: str, limit: int) -> list[Result]:
        """Return the pages that have the words, or most of them, best first; raises `PlaceFailed`."""
        try:
            with self._lock:
                scores = self._scores(words)
                best = sorted(scores, key=lambda key: (-scores[key], key))[:limit]
                titles = [one_line(self._archive.get_entry_by_path(key).title) for key in best]
        except (RuntimeError, KeyError) as problem:
            raise PlaceFailed(f"“{self.name}” cannot be searched: its index is damaged.") from problem
        return [Result(key, title, self._address(key)) for key, title in zip(best, titles, strict=True)]

    def _scores(self, words: str) -> dict[str, float]:
        """Return what speaks for each page: for each word that it has how rare that is, up to twice by its rank.

        The index ranks by BM25 and keeps its scores to itself, but it says how many pages have a word, and which. So
        each word is asked alone. Of a word that more pages have than are looked at, the rest is found by questions
        of several words, which a page must all have.
        """
        from libzim.search import Query, Searcher

        searcher = Searcher(self._archive)
        rarity: dict[str, float] = {}
        shares: dict[str, dict[str, float]] = {}  # by page and word: 1 for the first page that has it, 0 for the last
        cut = False

        def asked(question: Sequence[str], most: int) -> int:
            search = searcher.search(Query().set_query(" ".join(question)))
            count = int(search.getEstimatedMatches())
            for rank, key in enumerate(search.getResults(0, most)):
                share = max(0.0, 1 - rank / max(1, count))
                page = shares.setdefault(key, {})
                for word in question:
                    page[word] = max(share, page.get(word, 0.0))
            return count

        for word in dict.fromkeys(words.split()):
            if count := asked([word], _ALONE):
                rarity[word] = log(1 + self.articles / count)
                cut = cut or count > _ALONE
        if cut:
            for question in from_rarest(sorted(rarity, key=lambda word: -rarity[word])):
                asked(question, _TOGETHER)
        return {
            key: sum(rarity.get(word, 0.0) * (1 + share) for word, share in page.items())
            for key, page in shares.items()
        }

    def fetch(self, results: Sequence[Result]) -> list[Document | str]:
        """Return pages as documents, with the file's name as their publisher and the edition as their day.

        All are read in one process, because starting one takes longer than reading a page.
        """
        pages = {result.key: self._page(result) for result in results}
        keys = [key for key, page in pages.items() if isinstance(page, bytes)]
        read = dict(zip(keys, read_pages([page for page in pages.values() if isinstance(page, bytes)]), strict=True))
        found: list[Document | str] = []
        for result in results:
            page, document = pages[result.key], read.get(result.key)
            if isinstance(document, Document):
                found.append(self._document(result, document))
            else:
                found.append(page if isinstance(page, str) else str(document))
        return found

    def _page(self, result: Result) -> bytes | str:
        """Return the bytes of a page, or why it cannot be read."""
        try:
            with self._lock:
                item = self._archive.get_entry_by_path(result.key).get_item()
                kind, size = str(item.mimetype), int(item.size)
                if "html" not in kind:
                    return f"“{result.title}” is no page of text."
                if size > FILE_BYTES:  # before it is in memory
                    return f"“{result.title}” is too large to be read."
                return bytes(item.content)
        except (RuntimeError, KeyError):
            return f"“{result.title}” cannot be read out of “{self.name}”."

    def _document(self, result: Result, read: Document) -> Document:
        return Document(
            text=read.text,
            kind=read.kind,
            name=f"{one_line(result.title)} ({self.path.name})",
            title=one_line(result.title) or read.title,
            publisher=self.publisher or self.name,
            published=self.edition,
            url=result.address,
            notices=read.notices,
        )

    def _address(self, key: str) -> str:
        """Return where the page is in the world; a file that does not say it gives its own name and the page's."""
        source = self._said("Source")
        site = source if re.match(r"https?://", source) else f"https://{source}" if "." in source else ""
        return f"{site.rstrip('/')}/{key.removeprefix('A/')}" if site else f"zim:{self.path.name}/{key}"

    def _said(self, name: str) -> str:
        if name not in self._archive.metadata_keys:
            return ""
        return one_line(bytes(self._archive.get_metadata(name)).decode("utf-8", "replace")).strip()


def zim_files(folder: Path) -> tuple[list[ZimFile], list[str]]:
    """Return the ZIM files of a folder in order of their names, and a sentence for each that cannot be used."""
    places: list[ZimFile] = []
    problems: list[str] = []
    for path in sorted(folder.glob(f"*{ENDING}")) if folder.is_dir() else ():
        try:
            places.append(ZimFile(path))
        except PlaceFailed as problem:
            problems.append(str(problem))
    return places, problems


def _day(text: str) -> date | None:
    try:
        return iso_day(text)
    except Unusable:
        return None
