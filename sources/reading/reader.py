"""Bytes with a name in, documents out; what cannot be read is refused in a plain sentence."""

from __future__ import annotations

from dataclasses import replace

from sources.reading.decoding import declared_encoding, decoded, known_encoding
from sources.reading.errors import NotRead, shown
from sources.reading.extract import Extract, Refused
from sources.reading.front_matter import front_matter, lines_above
from sources.reading.limits import FILE_BYTES
from sources.reading.masthead import filled
from sources.reading.sandbox import extract_confined
from sources.reading.sniffing import MANY_KINDS, kind_of
from sources.reading.tables import read_csv, read_jsonl
from sources.source import Document
from sources.untrusted import clean, one_line


def read(data: bytes, name: str, *, most_bytes: int = FILE_BYTES, charset: str = "") -> list[Document]:
    """Read a file of sources.

    One document comes of txt, md, html, pdf and docx, at least one of a feed, of csv and of jsonl, all rows or none.
    Lines such as ``Publisher: X`` above a plain text, and Markdown's front matter, are read as what they say and are
    no part of the text. Where nothing says who published it, a dateline such as ``(Reuters) -`` or a line with an
    outlet and a day is believed.

    Args:
        data: The whole file.
        name: The file's name as the person gave it; its ending says the kind, and it is never used as a path.
        most_bytes: Largest size taken.
        charset: The encoding that the server named which sent it; it goes before what the page itself says.

    Raises:
        NotRead: If the file cannot be read, or not wholly; its message is for the person.
    """
    name = one_line(name)
    kind = kind_of(data, name, most_bytes=most_bytes)
    if kind == "feed":
        return _entries(data, name)
    if kind not in MANY_KINDS:
        document = _document(data, name, kind, keep_heading=False, charset=charset)
        return [filled(document) if kind != "html" else document]  # a page names its site, or nobody
    text, notices = decoded(data, name, declared=known_encoding(charset))
    if not _has_words(text):
        raise NotRead(f"{shown(name)} has no words in it, so there is nothing to add.")
    return read_csv(text, name, notices) if kind == "csv" else read_jsonl(text, name, notices)


def read_one(data: bytes, name: str, *, charset: str = "") -> Document:
    """Read an article.

    The text of a txt file is the whole file, lines such as ``Title: X`` at its top included, though what they say is
    read as well. Markdown's front matter is taken off, as in `read`: it is a record about the text that no reader
    of the article sees.

    Raises:
        NotRead: If the file cannot be read or holds a table of sources.
    """
    name = one_line(name)
    kind = kind_of(data, name)
    if kind in MANY_KINDS:
        what = "a feed" if kind == "feed" else "a table"
        raise NotRead(
            f"{shown(name)} is {what}, which can hold many sources but no article. Add it in the library, or bring "
            "the article as text, Markdown, HTML, PDF or DOCX."
        )
    return _document(data, name, kind, keep_heading=True, charset=charset)


def paste(text: str) -> Document:
    """Return pasted text as a document of kind txt without a name.

    Raises:
        NotRead: If there are no words in it.
    """
    cleaned = clean(text)
    if not _has_words(cleaned.text):
        raise NotRead("There is nothing to split: the text is empty. Paste the words of the article.")
    return Document(text=cleaned.text, kind="txt", notices=cleaned.notices)


def _document(data: bytes, name: str, kind: str, *, keep_heading: bool, charset: str) -> Document:
    if kind in {"pdf", "docx"}:
        return _described(data, name, kind)
    if kind == "html":
        text, notices = decoded(data, name, declared=known_encoding(charset) or declared_encoding(data))
        return _described(text.encode("utf-8", "replace"), name, kind, notices)
    text, notices = decoded(data, name, declared=known_encoding(charset))
    cleaned = clean(text)
    document = Document(text=cleaned.text, kind=kind, name=name, notices=notices + cleaned.notices)
    _need_words(document)
    return _with_heading(document, keep=keep_heading and kind == "txt")


def _entries(data: bytes, name: str) -> list[Document]:
    """Return the entries of a feed; what is said of the feed as a whole stands with the first."""
    found = _extracted(data, name, "feed")
    documents = [_described_by(part, name, "feed") for part in found.parts]
    return [replace(documents[0], notices=documents[0].notices + found.about.notices), *documents[1:]]


def _described(data: bytes, name: str, kind: str, notices: tuple[str, ...] = ()) -> Document:
    """Return what the reading process makes of a file."""
    return _described_by(_extracted(data, name, kind), name, kind, notices)


def _extracted(data: bytes, name: str, kind: str) -> Extract:
    try:
        return extract_confined(kind, data)
    except Refused as refused:
        raise NotRead(f"{shown(name)} {refused}") from None


def _described_by(found: Extract, name: str, kind: str, notices: tuple[str, ...] = ()) -> Document:
    cleaned = clean(found.text)
    gone = len(found.text) - len(cleaned.text)  # cleaning takes away a byte-order mark at the start and nothing else
    about = found.about
    document = Document(
        text=cleaned.text,
        kind=kind,
        name=name,
        title=clean(about.title).text,
        publisher=clean(about.publisher).text,
        author=clean(about.author).text,
        published=about.published,
        url=clean(about.url).text,
        notices=notices + cleaned.notices + about.notices,
        given_id=clean(found.given_id).text,
        page_starts=tuple(max(0, start - gone) for start in found.page_starts),
    )
    _need_words(document)
    return document


def _with_heading(document: Document, *, keep: bool) -> Document:
    """Return ``document`` with what its first lines say about it, and without them unless they are kept."""
    heading = front_matter(document.text) if document.kind == "md" else lines_above(document.text)
    if not heading.end:
        return document
    about = heading.about
    taken = () if keep else ("The lines at the top that describe the text were read and are no part of it.",)
    described = replace(
        document,
        text=document.text if keep else document.text[heading.end :],
        title=about.title,
        publisher=about.publisher,
        author=about.author,
        published=about.published,
        url=about.url,
        notices=document.notices + taken + about.notices,
    )
    _need_words(described)
    return described


def _need_words(document: Document) -> None:
    if not _has_words(document.text):
        raise NotRead(f"{shown(document.name)} has no words in it, so there is nothing to split or to search.")


def _has_words(text: str) -> bool:
    """Say whether anything in ``text`` is a letter or a digit of some script."""
    return any(character.isalnum() for character in text)
