"""Search engines: a SearXNG of one's own, and Brave Search with a key; the pages they name are read themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from sources.finding.place import PlaceFailed, Result, each
from sources.finding.web import ask_site, entries, text
from sources.reading import NotRead
from sources.reading.addresses import address
from sources.reading.errors import first_sentence
from sources.reading.fetching import Network
from sources.source import Document
from sources.untrusted import day

BRAVE = "https://api.search.brave.com/res/v1/web/search"
_MOST = 20  # results of one question, the most that Brave gives

Reader = Callable[[str], list[Document]]
"""Reads an address, where that is allowed; raises `NotRead`."""


class SearXNG:
    """A SearXNG with its JSON format switched on.

    Args:
        site: Its address, such as https://search.desk.example.
        read: Reads the pages that it names.
        network: The way out of this machine; None is its own.

    Raises:
        PlaceFailed: If the address may not be asked.
    """

    outside = True
    takes_words = True
    publisher = ""
    edition: date | None = None
    terms = "Those of the engines that it asks in turn, and of the pages; yours to set up."

    def __init__(self, site: str, read: Reader, network: Network | None = None) -> None:
        try:
            self.name = f"SearXNG at {address(site).host}"
        except NotRead as problem:
            raise PlaceFailed(first_sentence(str(problem))) from problem
        self._site = site.rstrip("/")
        self._read = read
        self._network = network

    def search(self, words: str, limit: int) -> list[Result]:
        """Return the pages that it names; raises `PlaceFailed`."""
        answer = ask_site(f"{self._site}/search", {"q": words, "format": "json"}, self._network)
        found = [
            Result(text(one, "url"), text(one, "title"), text(one, "url"), published=day(text(one, "publishedDate")))
            for one in entries(answer, "results")
        ]
        return _pages(found, limit)

    def fetch(self, results: Sequence[Result]) -> list[Document | str]:
        """Return the pages of results, each read from its own address."""
        return each(results, lambda result: page_of_result(result, self._read))


class BraveSearch:
    """Brave Search by its API.

    Args:
        key: Sent to it and to nobody else.
        read: Reads the pages that it names.
        network: The way out of this machine; None is its own.
    """

    name = "Brave Search"
    outside = True
    takes_words = True
    publisher = ""
    edition: date | None = None
    terms = "Those of your contract with Brave, and of the pages; each question counts against your quota."

    def __init__(self, key: str, read: Reader, network: Network | None = None) -> None:
        self._key = key
        self._read = read
        self._network = network

    def search(self, words: str, limit: int) -> list[Result]:
        """Return the pages that it names; raises `PlaceFailed`."""
        parameters = {"q": words, "count": str(min(limit, _MOST))}
        answer = ask_site(BRAVE, parameters, self._network, {"X-Subscription-Token": self._key})
        found = [
            Result(text(one, "url"), text(one, "title"), text(one, "url"), published=day(text(one, "page_age")))
            for one in entries(answer, "web", "results")
        ]
        return _pages(found, limit)

    def fetch(self, results: Sequence[Result]) -> list[Document | str]:
        """Return the pages of results, each read from its own address."""
        return each(results, lambda result: page_of_result(result, self._read))


def _pages(results: list[Result], limit: int) -> list[Result]:
    return list({one.address: one for one in results if one.address}.values())[:limit]


def page_of_result(result: Result, read: Reader) -> Document:
    """Return the page that a result leads to; raises `NotRead`."""
    documents = read(result.address)
    if not documents:
        raise NotRead(f"“{result.title}” has no text.")
    document = documents[0]
    return replace(document, title=document.title or result.title, published=document.published or result.published)
