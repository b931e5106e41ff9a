"""An OpenDocument text (LibreOffice) to paragraphs. Pictures, macros and outside links stay untouched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sources.reading import limits
from sources.reading.archives import check_archive, member, xml
from sources.reading.errors import Refused
from sources.reading.extract import About, Extract
from sources.reading.registry import File, Format, register

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_SIGNS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_UNSEEN = frozenset({f"{_TEXT}note", f"{_OFFICE}annotation", f"{_TEXT}tracked-changes", f"{_OFFICE}annotation-end"})


def read_odt(file: File) -> Extract:
    """Return the words of an ODT in the order of the page: headings, paragraphs, items of lists, rows of tables.

    Notes and comments are left out, and a notice counts the notes. Its own dates are those of saving.

    Raises:
        Refused: If it would unpack to too much, is damaged, locked or has no words.
    """
    check_archive(file.data)
    content = xml(member(file.data, "content.xml"))
    body = content.find(f".//{_OFFICE}text")
    blocks = [words for words in (_blocks(body) if body is not None else ()) if words.strip()]
    if not blocks:
        raise Refused("has no text in it. If it is a drawing or a table, save it as PDF or CSV and add that.")
    notes = sum(1 for _ in content.iter(f"{_TEXT}note"))
    were = "1 footnote was" if notes == 1 else f"{notes} footnotes were"
    notices = (f"{were} not read; add them as a source of their own if they matter.",) if notes else ()
    title, author = _about(file.data)
    first = next((one for one in body.iter(f"{_TEXT}p", f"{_TEXT}h") if "".join(one.itertext()).strip()), None)
    if not title and not file.article and first is not None and first.tag == f"{_TEXT}h":
        title = blocks[0]
    return Extract("\n\n".join(blocks), About(title=title, author=author, notices=notices))


def _about(data: bytes) -> tuple[str, str]:
    try:
        meta = xml(member(data, "meta.xml"))
    except Refused:  # it may be left out
        return "", ""
    names = (f"{_DC}title", f"{_DC}creator")
    title, author = (" ".join((meta.findtext(f".//{name}") or "").split()) for name in names)
    return title, author


def _blocks(parent: Any) -> Iterator[str]:
    for element in parent:
        if not isinstance(element.tag, str) or element.tag in _UNSEEN:
            continue
        if element.tag in {f"{_TEXT}p", f"{_TEXT}h"}:
            yield "".join(_words(element)).strip()
        elif element.tag == f"{_TABLE}table-row":
            cells = (" ".join(" ".join(_blocks(cell)).split()) for cell in element)
            yield "\t".join(cell for cell in cells if cell)
        else:
            yield from _blocks(element)  # lists, sections, tables, frames


def _words(element: Any) -> Iterator[str]:
    yield element.text or ""
    for part in element:
        if part.tag in _SIGNS:
            yield _SIGNS[part.tag]
        elif part.tag == f"{_TEXT}s":
            yield " "  # several blanks are layout, and one parts the words as well
        elif isinstance(part.tag, str) and part.tag not in _UNSEEN:
            yield from _words(part)
        yield part.tail or ""


def _is_odt(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04") and b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:200]


register(
    Format(
        name="odt",
        title="OpenDocument",
        phrase="an OpenDocument text (ODT)",
        endings=("odt",),
        limits=f"unpacked {limits.ARCHIVE_BYTES // 2**20} MB, of it {limits.ARCHIVE_MARKUP_BYTES // 2**20} MB XML, "
        f"{limits.ARCHIVE_MEMBERS:,} parts",
        read=read_odt,
        sandboxed=True,
        recognises=_is_odt,
        fits=_is_odt,
        media_types=("application/vnd.oasis.opendocument.text",),
        masthead=True,
    )
)
