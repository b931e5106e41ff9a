"""MediaWiki sites by their API: Wikipedia, or a wiki of one's own that the public network reaches."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any

from sources.finding.asking import narrowing
from sources.finding.place import PlaceFailed, Result, each
from sources.finding.web import ask_site, entries, part, text
from sources.reading import NotRead, read_one
from sources.reading.addresses import address
from sources.reading.errors import first_sentence
from sources.reading.fetching import Network
from sources.source import Document
from sources.untrusted import day


class MediaWiki:
    """A wiki.

    Args:
        api: The address of its api.php.
        network: The way out of this machine; None is its own.

    Raises:
        PlaceFailed: If the address may not be asked.
    """

    outside = True
    takes_words = True
    edition: date | None = None
    terms = "Its own licence, on Wikipedia CC BY-SA; its API asks for few questions at a time."

    def __init__(self, api: str, network: Network | None = None) -> None:
        try:
            self.name = address(api).host
        except NotRead as problem:
            raise PlaceFailed(first_sentence(str(problem))) from problem
        self.publisher = self.name
        self._api = api
        self._network = network

    def search(self, words: str, limit: int) -> list[Result]:
        """Return the pages that have the words, or most of them; raises `PlaceFailed`."""
        found: dict[str, Result] = {}
        for question in narrowing(words):
            for result in self._pages(question, limit):
                found.setdefault(result.key, result)
            if len(found) >= limit:
                break
        return list(found.values())[:limit]

    def _pages(self, question: str, limit: int) -> list[Result]:
        answer = self._ask(
            # Without "text", a wiki with MediaWiki's own search looks at titles alone.
            generator="search", gsrsearch=question, gsrwhat="text", gsrlimit=str(limit), prop="info|revisions",
            inprop="url", rvprop="timestamp", redirects="1",  # in place of a page that leads to it
        )  # fmt: skip
        pages = entries(answer, "query", "pages")
        pages.sort(key=lambda page: page["index"] if isinstance(page.get("index"), int) else limit)
        return [
            Result(
                str(page["pageid"]),
                text(page, "title"),
                text(page, "fullurl"),
                published=day(text(page, "revisions", 0, "timestamp")),
            )
            for page in pages
            if isinstance(page.get("pageid"), int)
        ]

    def fetch(self, results: Sequence[Result]) -> list[Document | str]:
        """Return pages as documents, the last change of each as its day."""
        return each(results, self._document)

    def _document(self, result: Result) -> Document:
        answer = self._ask(action="parse", pageid=result.key, prop="text", disabletoc="1", disableeditsection="1")
        html = part(answer, "parse", "text")
        if not isinstance(html, str):
            raise PlaceFailed(f"“{result.title}” came without its text.")
        page = f"<html><head><title>{escape(result.title)}</title></head><body>{html}</body></html>"
        read = read_one(page.encode("utf-8", "replace"), "page.html")
        return Document(
            text=read.text,
            kind=read.kind,
            name=f"{result.title} ({self.name})",
            title=result.title,
            publisher=self.publisher,
            published=result.published,
            url=result.address,
            notices=read.notices,
        )

    def _ask(self, **parameters: str) -> Any:
        given = {"action": "query", **parameters, "format": "json", "formatversion": "2"}
        answer = ask_site(self._api, given, self._network)
        if problem := text(answer, "error", "info"):
            raise PlaceFailed(f"The wiki refused the question: {problem[:200]}")
        return answer
