"""A Word document to paragraphs. Macros, pictures and outside links stay untouched."""

from __future__ import annotations

import io
from typing import Any

from sources.note import NoteKind
from sources.reading import limits
from sources.reading.archives import check_archive
from sources.reading.errors import DAMAGED, Refused
from sources.reading.extract import About, Extract
from sources.reading.registry import File, Format, register
from sources.reading.word.notes import page_marks, word_notes
from sources.reading.word.text import word_text

_PROPERTIES = "/metadata/core-properties"


def read_docx(file: File) -> Extract:
    """Return the words of a DOCX in the order of the page: paragraphs, table rows, text boxes, inserted text.

    Comments, foot- and endnotes and links come as notes. Words that are deleted, hidden or struck through are set
    aside as notes; formulas that cannot be written as words are missing, and a notice says so. The notes of a source
    are not kept, so notices count its footnotes. The file's own dates are those of saving, so it has no day of
    publication.

    Raises:
        Refused: If it would unpack to too much, is damaged or has no words.
    """
    document = opened(file.data)
    body = document.element.body
    if body.getroottree().docinfo.doctype:
        raise Refused(DAMAGED)  # Word declares no entities; what does is not from Word, and they would be left out
    read = word_text(body)
    if not read.text.strip():
        raise Refused(
            "has no text in it, only pictures or nothing at all. Recognise the text first, then add it again."
        )
    notes, notices = word_notes(document.part, read)
    if not file.article:
        notes = ()
    unread = page_marks(read) - sum(note.kind in {NoteKind.FOOTNOTE, NoteKind.ENDNOTE} for note in notes)
    if unread > 0:
        were = "1 footnote was" if unread == 1 else f"{unread} footnotes were"
        notices += (f"{were} not read; add them as a source of their own if they matter.",)
    title, author = _title_and_author(document)
    title = title or ("" if file.article else _headline(document))
    about = About(title=title, author=author, notices=notices)
    return Extract(read.text, about, notes=notes)


def _title_and_author(document: Any) -> tuple[str, str]:
    """Return what the file says of itself; LibreOffice names that part by another relation than Word.

    `document.core_properties` knows Word's alone, and makes up the title "Word Document" where it is missing.
    """
    from docx.opc.parts.coreprops import CorePropertiesPart

    for relation in document.part.package.rels.values():
        if not relation.is_external and relation.reltype.endswith(_PROPERTIES):
            part = relation.target_part
            if isinstance(part, CorePropertiesPart):
                return part.core_properties.title, part.core_properties.author
    return "", ""


def _headline(document: Any) -> str:
    """Return the first paragraph with words if its style says that it is the title; else nothing."""
    first = next((one for one in document.paragraphs if one.text.strip()), None)
    if first is None or first.style is None or first.style.name not in {"Title", "Heading 1"}:
        return ""
    return " ".join(first.text.split())


def opened(data: bytes) -> Any:
    """Return a DOCX as python-docx has it.

    Raises:
        Refused: If it would unpack to too much, or is no plain Word document.
    """
    check_archive(data)
    import docx

    try:
        return docx.Document(io.BytesIO(data))
    except ValueError:
        raise Refused("is not a plain Word document. Save it as DOCX without macros and add it again.") from None


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
        returns=True,
        masthead=True,
    )
)
