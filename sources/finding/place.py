"""What a place of evidence is: it is asked with a few words, and gives what it has as documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sources.reading import NotRead
from sources.source import Document


class PlaceFailed(Exception):  # noqa: N818 - what happened, in the words of the page
    """A place cannot be asked or gave nothing usable; the message is one sentence for the person."""


@dataclass(frozen=True, slots=True)
class Result:
    """Something that a place has, not fetched yet.

    Attributes:
        key: What the place finds it by.
        title: Its heading.
        address: What a reader would cite it by.
        published: Its day; None where the place does not say.
        said: What the place says of it, in its own words, such as a fact-checker's rating; never a verdict.
        document: The whole of it, where the place gave that at once.
    """

    key: str
    title: str
    address: str
    published: date | None = None
    said: str = ""
    document: Document | None = None


class Place(Protocol):
    """Somewhere that evidence may be. Safe to share between threads.

    Attributes:
        name: What the pages call it; no two places have the same.
        publisher: Who is behind it; empty where it does not say.
        edition: The day it was made or last brought up to date; None where it does not say.
        outside: Whether it is asked over the network.
        takes_words: Whether it is asked with the words; then they leave this machine where it is outside.
        terms: Its terms of use, in a line.
    """

    name: str
    publisher: str
    edition: date | None
    outside: bool
    takes_words: bool
    terms: str

    def search(self, words: str, limit: int) -> list[Result]:
        """Return at most ``limit`` results for the words, best first; raises `PlaceFailed`."""
        ...

    def fetch(self, results: Sequence[Result]) -> list[Document | str]:
        """Return each result as a document, or a sentence why it cannot be read, in their order."""
        ...


def each(results: Sequence[Result], read: Callable[[Result], Document]) -> list[Document | str]:
    """Read results one by one for `Place.fetch`; one that cannot be read gives its sentence."""
    found: list[Document | str] = []
    for result in results:
        try:
            found.append(read(result))
        except (PlaceFailed, NotRead) as problem:
            found.append(str(problem))
    return found
