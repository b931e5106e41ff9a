"""What a place of evidence is: it is asked with a few words, and gives what it has as documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

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
    """

    key: str
    title: str
    address: str


class Place(Protocol):
    """Somewhere that evidence may be. Safe to share between threads.

    Attributes:
        name: What the pages call it; no two places have the same.
        publisher: Who is behind it; empty where it does not say.
        edition: The day it was made or last brought up to date; None where it does not say.
        outside: Whether the words asked for leave this machine.
        terms: Its terms of use, in a line.
    """

    name: str
    publisher: str
    edition: date | None
    outside: bool
    terms: str

    def search(self, words: str, limit: int) -> list[Result]:
        """Return at most ``limit`` results for the words, best first; raises `PlaceFailed`."""
        ...

    def fetch(self, result: Result) -> Document:
        """Return a result as a document; raises `PlaceFailed`, or `sources.reading.NotRead` for an unreadable one."""
        ...
