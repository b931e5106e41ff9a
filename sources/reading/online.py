"""What stands at an address, as documents: an answer is read as a file of the same bytes would be."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urljoin

from sources.reading.fetching import Fetched, Network, fetch
from sources.reading.reader import read, read_one
from sources.reading.sniffing import name_at
from sources.source import Document


def read_address(text: str, network: Network | None = None) -> list[Document]:
    """Return the sources at an address. Whether addresses may be read at all is for the caller to ask.

    Each document has the address that it was found at in the end, whatever the page says of itself; an entry of a
    feed has its own, where the feed gives one.

    Raises:
        NotRead: If the address must not be asked, gives nothing, or gives what cannot be read.
    """
    found = fetch(text, network)
    return [_placed(document, found) for document in read(found.data, _name(found), charset=found.charset)]


def read_article_at(text: str, network: Network | None = None) -> Document:
    """Return the article at an address, as `read_address` does.

    Raises:
        NotRead: As `read_address`, and for what holds many sources.
    """
    found = fetch(text, network)
    return _placed(read_one(found.data, _name(found), charset=found.charset), found)


def _name(found: Fetched) -> str:
    return name_at(found.url, found.data, found.content_type)


def _placed(document: Document, found: Fetched) -> Document:
    """Return the document with its address; that of an entry may be relative to that of its feed."""
    if document.kind != "feed" or not document.url:
        return replace(document, url=found.url)
    try:
        return replace(document, url=urljoin(found.url, document.url))
    except ValueError:  # what the feed calls a link is no address
        return replace(document, url=found.url)
