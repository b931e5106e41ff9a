"""Bytes with a name in, documents out; what cannot be read is refused in a plain sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sources.reading.decoding import known_encoding
from sources.reading.errors import NotRead, Refused, shown
from sources.reading.extract import Extract
from sources.reading.limits import FILE_BYTES
from sources.reading.masthead import filled
from sources.reading.recognition import Progress, recognise
from sources.reading.registry import FORMATS, File, Format, article_files
from sources.reading.sandbox import read_all_in_sandbox, read_in_sandbox
from sources.reading.sniffing import format_of
from sources.reading.tables import has_words
from sources.reading.word_hints import undivided
from sources.source import Document
from sources.untrusted import bare_name, clean, one_line


def read(
    data: bytes,
    name: str,
    *,
    most_bytes: int = FILE_BYTES,
    charset: str = "",
    progress: Progress | None = None,
) -> list[Document]:
    """Read a file of sources.

    A file of most formats is one document; a feed or a table is at least one, all rows or none. Lines such as
    ``Publisher: X`` above a plain text, and Markdown's front matter, are read as what they say and are no part of the
    text. Where nothing says who published it, a dateline such as ``(Reuters) -`` or a line with an outlet and a day
    is believed, unless the format has its own place for that.

    Args:
        data: The whole file.
        name: The file's name as the person gave it; its ending says the format, and it is never used as a path.
            Folders before it, as the upload of a whole folder gives them, are left out.
        most_bytes: Largest size taken.
        charset: The encoding that the server named which sent it; it goes before what the page itself says.
        progress: Is called while the text of scanned pages is recognised, which takes seconds each.

    Raises:
        NotRead: If the file cannot be read, or not wholly; its message is for the person.
    """
    name = bare_name(one_line(name))
    known = format_of(data, name, most_bytes=most_bytes)
    if not known.source:
        raise NotRead(f"{shown(name)} is {known.phrase}, which can be an article but no source.")
    extract = _extract(known, File(data, known_encoding(charset)), name, progress)
    if not extract.parts:
        document = _document(extract, name, known)
        return [filled(document) if known.masthead else document]
    documents = [_document(part, name, known) for part in extract.parts]
    return [replace(documents[0], notices=extract.about.notices + documents[0].notices), *documents[1:]]


def read_pages(pages: Sequence[bytes]) -> list[Document | NotRead]:
    """Read web pages that came together, each as a source; one that cannot be read stops no other.

    Returns:
        What each gave, or why it cannot be read, in their order.
    """
    known = FORMATS["html"]
    found: list[Document | NotRead] = []
    for extract in read_all_in_sandbox(known, pages):
        try:
            found.append(extract.of("page") if isinstance(extract, Refused) else _document(extract, "page", known))
        except NotRead as problem:
            found.append(problem)
    return found


def read_one(data: bytes, name: str, *, charset: str = "", progress: Progress | None = None) -> Document:
    """Read an article.

    The text of a txt file is the whole file, lines such as ``Title: X`` at its top included, though what they say is
    read as well. Markdown's front matter is taken off, as in `read`: it is a record about the text that no reader
    of the article sees.

    Raises:
        NotRead: If the file cannot be read or holds a table of sources.
    """
    name = bare_name(one_line(name))
    known = format_of(data, name)
    if not known.article:
        holds = "hold many sources" if known.entry else "be a source"
        raise NotRead(
            f"{shown(name)} is {known.phrase}, which can {holds} but no article. Add it in the library, or bring the "
            f"article as a {article_files()} file."
        )
    extract = _extract(known, File(data, known_encoding(charset), article=True), name, progress)
    document = _document(extract, name, known)
    return replace(document, original=data) if known.returns else document


def paste(text: str) -> Document:
    """Return pasted text as a document of kind txt without a name.

    Raises:
        NotRead: If there are no words in it.
    """
    whole = undivided(text)
    cleaned = clean(whole.text)
    if not has_words(cleaned.text):
        raise NotRead("There is nothing to split: the text is empty. Paste the words of the article.")
    return Document(text=cleaned.text, kind="txt", notices=whole.notices + cleaned.notices)


def _extract(known: Format, file: File, name: str, progress: Progress | None) -> Extract:
    try:
        extract = read_in_sandbox(known, file) if known.sandboxed else known.read(file)
        return recognise(file.data, extract, progress) if extract.scanned else extract
    except Refused as refused:
        raise refused.of(name) from None


def _document(extract: Extract, name: str, known: Format) -> Document:
    whole = undivided(extract.text)
    cleaned = clean(whole.text)
    if not has_words(cleaned.text):
        raise NotRead(f"{shown(name)} has no words in it, so there is nothing to split or to search.")
    cut = len(whole.text) - len(cleaned.text)  # cleaning removes a byte-order mark at the start and nothing else
    about = extract.about
    return Document(
        text=cleaned.text,
        kind=known.name,
        name=name,
        title=clean(undivided(about.title).text).text,
        publisher=clean(about.publisher).text,
        author=clean(about.author).text,
        published=about.published,
        url=clean(about.url).text,
        notices=whole.notices + cleaned.notices + about.notices,
        given_id=clean(extract.given_id).text,
        page_starts=tuple(max(0, whole.moved(start) - cut) for start in extract.page_starts),
        times=extract.times,
        recognised=extract.recognised,
        notes=tuple(
            replace(note, start=max(0, whole.moved(note.start) - cut), end=max(0, whole.moved(note.end) - cut))
            for note in extract.notes
        ),
    )
