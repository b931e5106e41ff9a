"""An e-book (EPUB) to the paragraphs of its chapters, in the order of reading. Nothing outside of it is read."""

from __future__ import annotations

import posixpath
from typing import Any
from urllib.parse import unquote

from sources.reading import limits
from sources.reading.archives import check_archive, member, xml
from sources.reading.errors import Refused
from sources.reading.extract import About, Extract
from sources.reading.html_blocks import visible_blocks
from sources.reading.html_raised import drop_note_marks, put_raised_in_line
from sources.reading.registry import File, Format, register
from sources.untrusted import day

_CONTAINER = "META-INF/container.xml"
_NOTHING = frozenset({"unknown", "unknown author", "unknown title", "untitled"})  # programs write these themselves
_PAGES = frozenset({"application/xhtml+xml", "text/html"})


def read_epub(file: File) -> Extract:
    """Return the words of an EPUB, its chapters in the order of its spine.

    Raises:
        Refused: If it would unpack to too much, is damaged, protected, or has no words.
    """
    check_archive(file.data)
    rootfile = next(_named(xml(member(file.data, _CONTAINER)), "rootfile"), None)
    path = "" if rootfile is None else rootfile.get("full-path", "")
    package = xml(member(file.data, path))
    items = {item.get("id"): item for item in _named(package, "item")}
    chapters = [items[ref.get("idref")] for ref in _named(package, "itemref") if ref.get("idref") in items]
    blocks: list[str] = []
    for chapter in chapters:
        if chapter.get("media-type") in _PAGES and chapter.get("properties") != "nav":
            name = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(chapter.get("href", ""))))
            blocks += _chapter(member(file.data, name))
    if not any(sign.isalnum() for block in blocks for sign in block):
        raise Refused("has no words that can be read; it may be protected against copying, or hold pictures alone.")
    said = {name: next((_plain(element) for element in _named(package, name) if _plain(element)), "")
            for name in ("title", "creator", "publisher", "date")}  # fmt: skip
    said = {name: "" if value.casefold() in _NOTHING else value for name, value in said.items()}
    about = About(
        title=said["title"], publisher=said["publisher"], author=said["creator"], published=day(said["date"])
    )
    return Extract("\n\n".join(blocks), about)


def _chapter(data: bytes) -> list[str]:
    from lxml import html

    if data.count(b"<") > limits.HTML_TAGS:
        raise Refused(f"has a chapter of more than {limits.HTML_TAGS:,} tags. Save it as plain text and add that.")
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    tree = html.document_fromstring(data, parser=parser)
    put_raised_in_line(tree)
    drop_note_marks(tree)
    return [block for block in visible_blocks(tree) if block]


def _named(root: Any, name: str) -> Any:
    return (element for element in root.iter() if isinstance(element.tag, str) and element.tag.endswith(f"}}{name}"))


def _plain(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _is_epub(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04") and b"mimetypeapplication/epub+zip" in data[:200]


register(
    Format(
        name="epub",
        title="e-book (EPUB)",
        phrase="an e-book (EPUB)",
        endings=("epub",),
        limits=f"unpacked {limits.ARCHIVE_BYTES // 2**20} MB, of it {limits.ARCHIVE_MARKUP_BYTES // 2**20} MB text; "
        f"{limits.HTML_TAGS:,} tags a chapter",
        read=read_epub,
        sandboxed=True,
        recognises=_is_epub,
        fits=_is_epub,
        media_types=("application/epub+zip",),
        article=False,
    )
)
