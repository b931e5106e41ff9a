"""What an article itself links to and cites: the first place to look, asked with no words at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sources.finding.place import Result, each
from sources.finding.search_engines import Reader, page_of_result
from sources.source import Document


class LinkedByArticle:
    """The addresses of one article.

    Args:
        addresses: Each with the words that link to it, those of the claim first.
        read: Reads an address.
    """

    name = "Linked by the article"
    publisher = ""
    edition: date | None = None
    outside = True
    takes_words = False
    terms = "Those of each page; a site learns that this machine asked, and no word of the article."

    def __init__(self, addresses: Sequence[tuple[str, str]], read: Reader) -> None:
        self._words: dict[str, str] = {}
        for words, address in addresses:
            self._words.setdefault(address, words)
        self._read = read

    def search(self, words: str, limit: int) -> list[Result]:  # noqa: ARG002 - the article says what it links to
        """Return what the article links to, in its order."""
        found = [Result(address, said or address, address) for address, said in self._words.items()]
        return found[:limit]

    def fetch(self, results: Sequence[Result]) -> list[Document | str]:
        """Return the pages at the addresses."""
        return each(results, lambda result: page_of_result(result, self._read))
