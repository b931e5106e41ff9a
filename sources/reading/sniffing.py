"""What a file is: by its ending, held against how its bytes begin."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from sources.reading.errors import NotRead, quoted, shown
from sources.reading.limits import FILE_BYTES

KINDS: dict[str, tuple[str, ...]] = {
    "txt": ("txt", "text"),
    "md": ("md", "markdown"),
    "html": ("html", "htm", "xhtml"),
    "pdf": ("pdf",),
    "docx": ("docx",),
    "csv": ("csv", "tsv"),
    "jsonl": ("jsonl", "ndjson"),
    "feed": ("xml", "rss", "atom"),
}
"""Every kind that can be read, with the endings it goes by, without the dot, in lower case."""

MANY_KINDS = frozenset({"csv", "jsonl", "feed"})
"""Kinds that hold many sources and can therefore be no article."""

ENDINGS: tuple[str, ...] = tuple(ending for endings in KINDS.values() for ending in endings)
"""What an uploader for sources offers."""

ARTICLE_ENDINGS: tuple[str, ...] = tuple(
    e for kind, endings in KINDS.items() if kind not in MANY_KINDS for e in endings
)
"""What an uploader for an article offers."""

_BY_ENDING = {ending: kind for kind, endings in KINDS.items() for ending in endings}
_SPELLED = {"html": "an HTML page", "pdf": "a PDF", "docx": "a Word document (DOCX)", "feed": "a feed"}

_WORDS = "Save it as DOCX, PDF or plain text and add it again."
_IMAGE = "is a picture. Recognise its text first, then add it as plain text or PDF."
_ARCHIVE = "is a packed archive. Unpack it and add the files inside one by one."
_PROGRAM = "is a program, not a document."
_RECORDING = "is a sound or video file. Write down what is said, then add the transcript as plain text."
_OLE = "is an old Office file, or one locked with a password. Remove the password. " + _WORDS
_DATABASE = "is a database. Export the texts as CSV and add that."
_REFUSED = {
    _IMAGE: (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"BM"),
    _ARCHIVE: (b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x28\xb5\x2f\xfd"),
    _PROGRAM: (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe"),
    _RECORDING: (b"ID3", b"OggS", b"fLaC"),
    _OLE: (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
    _DATABASE: (b"SQLite format 3\x00",),
}
_LOOKED_AT = 1024  # a PDF's mark may stand anywhere in the first 1,024 bytes (PDF 1.7, implementation note 13)
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s[^>\[]*>)*<(?:rss|feed|(?:[a-z]+:)?RDF)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))


_BY_TYPE = {
    "text/plain": "txt", "text/markdown": "md", "text/x-markdown": "md", "text/html": "html",
    "application/xhtml+xml": "html", "application/rss+xml": "feed", "application/atom+xml": "feed",
    "application/pdf": "pdf", "text/csv": "csv", "text/tab-separated-values": "csv",
}  # fmt: skip


def name_at(url: str, data: bytes, content_type: str) -> str:
    """Return a file name for what an address gave: the last part of its path, with an ending that fits its bytes.

    What the bytes are goes before what the server calls them, and that before the ending in the address.
    """
    parts = urlsplit(url)
    last = unquote(parts.path.rstrip("/").rpartition("/")[2]) or parts.hostname or "page"
    content = _content(data)
    kind = content if content in KINDS else _BY_TYPE.get(content_type, "")
    if not kind or _BY_ENDING.get(_ending(last)) == kind:
        return last
    return f"{last}.{KINDS[kind][0]}"


def kind_of(data: bytes, name: str, *, most_bytes: int = FILE_BYTES) -> str:
    """Return which of `KINDS` the file is.

    Args:
        data: The whole file.
        name: Only its ending is looked at; letter case does not matter.
        most_bytes: Largest size taken.

    Raises:
        NotRead: If the file is empty or too large, of a kind that is not read, or not what its ending says.
    """
    if not data:
        raise NotRead(f"{shown(name)} is empty (0 bytes). Check how it was saved and add it again.")
    if len(data) > most_bytes:
        raise NotRead(
            f"{shown(name)} has {len(data) / 1024**2:.1f} MB; the most is {most_bytes / 1024**2:g} MB. "
            "Split it, or leave out its pictures, and add it again."
        )
    ending = _ending(name)
    kind, content = _BY_ENDING.get(ending, ""), _content(data)
    if kind == "pdf" and not content and b"%PDF-" in data[:_LOOKED_AT]:
        content = "pdf"
    if content not in KINDS and content:
        raise NotRead(f"{shown(name)} {content}")
    if not kind:
        raise NotRead(_unknown(name, ending, content))
    if content and content != kind:
        raise NotRead(
            f"{shown(name)} is {_SPELLED[content]} inside, whatever its name says. "
            f"Rename it so that it ends in .{KINDS[content][0]} and add it again."
        )
    if kind in {"pdf", "docx"} and not content:
        raise NotRead(
            f"{shown(name)} is not {_SPELLED[kind]}: it does not begin like one. It may be damaged or have the wrong "
            "name. Save it once more from the program it was made with and add it again."
        )
    return kind


def _ending(name: str) -> str:
    return name.rpartition(".")[2].strip().lower() if "." in name else ""


def _content(data: bytes) -> str:
    """Return a kind, or the end of a sentence about a file that is not read, or "" for what may be any text."""
    start = data[:_LOOKED_AT]
    if start.lstrip().startswith(b"%PDF-"):
        return "pdf"
    if start.startswith(b"{\\rtf"):
        return "is a Rich Text file. " + _WORDS
    if _PAGE.match(start):
        return "html"
    if _FEED.match(start):
        return "feed"
    if len(start.translate(None, _CONTROLS)) == len(start):
        return ""  # the marks below are a few letters, and a text may begin with them; no text has zero bytes
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(data)
    if start[8:12] == b"WEBP" or start[4:12] in {b"ftypheic", b"ftypavif"}:
        return _IMAGE
    if start[4:8] == b"ftyp":
        return _RECORDING
    return next((sentence for sentence, marks in _REFUSED.items() if start.startswith(marks)), "")


def _packed(data: bytes) -> str:
    """Tell the formats that are ZIP archives apart by the names of the files inside, which are never packed."""
    start = data[:200]
    if b"mimetypeapplication/vnd.oasis.opendocument" in start:
        return "is an OpenDocument file. " + _WORDS
    if b"mimetypeapplication/epub+zip" in start:
        return "is an e-book. " + _WORDS
    if b"[Content_Types].xml" in data:
        if b"word/" in data:
            return "docx"
        if b"xl/" in data:
            columns = "title, publisher, author, published, url, text"
            return f"is an Excel file. Save the sheet as CSV with the columns {columns}."
        if b"ppt/" in data:
            return "is a PowerPoint file. Save it as PDF and add it again."
    return _ARCHIVE


def _unknown(name: str, ending: str, content: str) -> str:
    known = ", ".join(f".{e[0]}" for e in KINDS.values())
    has = f"ends in {quoted('.' + ending)}, which is not read" if ending else "has no ending that says what it is"
    if content:
        inside = f"but inside it is {_SPELLED[content]}. Rename it to end in .{KINDS[content][0]} and add it again."
        return f"{shown(name)} {has}, {inside}"
    return f"{shown(name)} {has}. The workbench reads files that end in {known}. Save it as one of these."
