"""A Word document to paragraphs. Macros, pictures and outside links stay untouched."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from sources.reading import limits
from sources.reading.errors import DAMAGED, Refused
from sources.reading.extract import About, Extract
from sources.reading.raised import raised
from sources.reading.registry import File, Format, register

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read_docx(file: File) -> Extract:
    """Return the words of a DOCX in the order of the page: paragraphs, table rows, text boxes, inserted text.

    Left out, as Word leaves them out of the page or the flow: deleted text, field codes, comments, and foot- and
    endnotes, which a notice counts. The file's own dates are those of saving, so it has no day of publication.

    Raises:
        Refused: If it would unpack to too much, is damaged or has no words.
    """
    data = file.data
    _check_directory(data)
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
    except ValueError:
        raise Refused("is not a plain Word document. Save it as DOCX without macros and add it again.") from None
    body = document.element.body
    if body.getroottree().docinfo.doctype:
        raise Refused(DAMAGED)  # Word declares no entities; what does is not from Word, and they would be left out
    blocks = [words for words in _blocks(body) if words.strip()]
    if not blocks:
        raise Refused(
            "has no text in it, only pictures or nothing at all. Recognise the text first, then add it again."
        )
    notes = sum(1 for _ in body.iter(f"{_W}footnoteReference", f"{_W}endnoteReference"))
    were = "1 footnote was" if notes == 1 else f"{notes} footnotes were"
    about = About(
        title=document.core_properties.title or "",
        author=document.core_properties.author or "",
        notices=(f"{were} not read; add them as a source of their own if they matter.",) if notes else (),
    )
    return Extract("\n\n".join(blocks), about)


def _check_directory(data: bytes) -> None:
    """Refuse by the archive's own directory, before anything is unpacked (zipfile never yields more than it says)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError):
        raise Refused(DAMAGED) from None
    unpacked = sum(member.file_size for member in members)
    markup = sum(member.file_size for member in members if member.filename.lower().endswith((".xml", ".rels")))
    ratio = unpacked / max(len(data), 1)
    if (
        len(members) > limits.ARCHIVE_MEMBERS
        or unpacked > limits.ARCHIVE_BYTES
        or markup > limits.ARCHIVE_MARKUP_BYTES
        or (unpacked > limits.ARCHIVE_RATIO_FROM and ratio > limits.ARCHIVE_RATIO)
    ):
        raise Refused(
            f"would unpack to {unpacked / 1024**2:,.0f} MB in {len(members):,} parts, far more than a document "
            "holds, so it was not opened. Save it as plain text and add that."
        )
    if any(member.flag_bits & 1 for member in members):
        raise Refused("is locked with a password. Save a copy without one and add that.")


def _blocks(parent: Any) -> Iterator[str]:
    for element in parent:
        if element.tag == f"{_W}p":
            yield _words(element)
            # A text box hangs in a paragraph and holds paragraphs; Word keeps a second copy of it as a fallback.
            for box in element.iter(f"{_W}txbxContent"):
                if next(box.iterancestors(_FALLBACK), None) is None:
                    yield from _blocks(box)
        elif element.tag == f"{_W}tbl":
            for row in element.iter(f"{_W}tr"):
                cells = (" ".join(" ".join(_blocks(cell)).split()) for cell in row.iterchildren(f"{_W}tc"))
                yield "\t".join(cell for cell in cells if cell)
        elif isinstance(element.tag, str) and element.tag != f"{_W}sectPr":
            yield from _blocks(element)  # content controls, inserted or moved blocks


def _words(paragraph: Any) -> str:
    parts: list[str] = []
    above: list[str] = []

    def put_raised() -> None:
        if above:
            parts.append(raised("".join(parts), "".join(above)))
            above.clear()

    for element in paragraph.iter(f"{_W}t", *_SIGNS):
        if next(element.iterancestors(f"{_W}p")) is paragraph:
            inserted = next(element.iterancestors(f"{_W}del", f"{_W}moveFrom"), None) is None
            words = _SIGNS.get(element.tag, element.text or "")
            # A tab in the paragraph's settings is a place on the ruler, not a character.
            ruler = element.tag == f"{_W}tab" and element.getparent().tag == f"{_W}tabs"
            if not inserted or ruler:
                continue
            if _is_raised(element.getparent()):
                above.append(words)
                continue
            put_raised()
            parts.append(words)
    put_raised()
    return "".join(parts).strip()


def _is_raised(run: Any) -> bool:
    """Say whether a run is set above the line, as note marks are."""
    place = run.find(f"{_W}rPr/{_W}vertAlign")
    return place is not None and place.get(f"{_W}val") == "superscript"


def _is_word(data: bytes) -> bool:
    """Say whether a file is a Word document, by the names of the files inside, which are never packed."""
    packed = data.startswith((b"PK\x03\x04", b"PK\x05\x06")) and b"mimetypeapplication/" not in data[:200]
    return packed and b"[Content_Types].xml" in data and b"word/" in data


register(
    Format(
        name="docx",
        title="Word",
        phrase="a Word document (DOCX)",
        endings=("docx",),
        limits=f"unpacked {limits.ARCHIVE_BYTES // 2**20} MB, of it {limits.ARCHIVE_MARKUP_BYTES // 2**20} MB XML, "
        f"{limits.ARCHIVE_MEMBERS:,} parts",
        read=read_docx,
        sandboxed=True,
        recognises=_is_word,
        fits=_is_word,
        masthead=True,
    )
)
