"""The notes of a Word document: comments, footnotes, endnotes, links, and words that were set aside."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sources.note import Note, NoteKind
from sources.reading.note_rules import first_address, kept, web_address
from sources.reading.word.text import Piece, R, W, WordText, words_of

if TYPE_CHECKING:
    from docx.opc.part import Part

_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PAGE_NOTES = {"footnote": NoteKind.FOOTNOTE, "endnote": NoteKind.ENDNOTE}
_LINKING = frozenset({f"{W}hyperlink", f"{W}fldSimple", f"{W}fldChar"})
_NO_NOTE = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def word_notes(main: Part, read: WordText) -> tuple[tuple[Note, ...], tuple[str, ...]]:
    """Return the notes in the order of the text, and notices about what is missing.

    Args:
        main: The main part of the document, as python-docx has it.
        read: Its words.
    """
    found = [*_comments(main, read), *_page_notes(main, read), *_links(main, read)]
    found += [
        Note(piece.start, piece.start, piece.aside, piece.aside_words, author=piece.element.get(f"{W}author") or "")
        for piece in read.pieces
        if piece.aside is not None
    ]
    notes, notices = kept([_trimmed(note, read.text) for note in found])
    return notes, (*notices, *_notices(notes, read.formulas))


def page_marks(read: WordText) -> int:
    """Return how many marks of footnotes and endnotes the text has."""
    return sum(len(_page_marks(read, name)) for name in _PAGE_NOTES)


def _notices(notes: tuple[Note, ...], formulas: int) -> tuple[str, ...]:
    counts = Counter(note.kind for note in notes if note.kind.set_aside)
    notices = []
    if counts:
        named = [
            (counts[NoteKind.DELETED], "deletion", "deletions"),
            (counts[NoteKind.HIDDEN], "hidden passage", "hidden passages"),
            (counts[NoteKind.STRUCK], "struck-through passage", "struck-through passages"),
        ]
        listed = [f"{count} {one if count == 1 else many}" for count, one, many in named if count]
        were = "was" if counts.total() == 1 else "were"
        notices.append(f"{', '.join(listed)} {were} set aside and not read as text.")
    if formulas:
        missing = "1 formula is" if formulas == 1 else f"{formulas} formulas are"
        notices.append(f"{missing} missing from the text. Write the figures out in words if they matter.")
    return tuple(notices)


def _comments(main: Part, read: WordText) -> list[Note]:
    written = _written(main, "comments", f"{W}comment")
    opened: dict[str, int] = {}
    places: dict[str, tuple[int, int]] = {}
    for piece in read.pieces:
        tag = piece.element.tag if piece.element is not None else ""
        number = "" if tag == "" else piece.element.get(f"{W}id", "")
        if tag == f"{W}commentRangeStart":
            opened.setdefault(number, piece.start)
        elif tag == f"{W}commentRangeEnd" and number in opened:
            places[number] = (opened[number], piece.start)
        elif tag == f"{W}commentReference":
            places.setdefault(number, (piece.start, piece.start))
    return [
        Note(*places[number], NoteKind.COMMENT, text, author=element.get(f"{W}author") or "", address=address)
        for number, (element, text, address) in written.items()
        if number in places and text
    ]


def _page_notes(main: Part, read: WordText) -> list[Note]:
    found: list[Note] = []
    for name, kind in _PAGE_NOTES.items():
        written = _written(main, f"{name}s", f"{W}{name}")
        marks = _page_marks(read, name)
        for count, mark in enumerate(marks, 1):
            element, text, address = written.get(mark.element.get(f"{W}id", ""), (None, "", ""))
            if element is not None and text:
                found.append(Note(mark.start, mark.start, kind, text, str(count), address=address))
    return found


def _page_marks(read: WordText, name: str) -> list[Piece]:
    tag = f"{W}{name}Reference"
    return [piece for piece in read.pieces if piece.element is not None and piece.element.tag == tag]


def _links(main: Part, read: WordText) -> list[Note]:
    found: list[Note] = []
    opened: dict[Any, tuple[int, str]] = {}
    for piece in read.pieces:
        if piece.element is None or piece.element.tag not in _LINKING:
            continue
        if not piece.closes:
            address = web_address(piece.address) or _target(main, piece.element.get(f"{R}id"))
            opened[piece.element] = (piece.start, address)
            continue
        start, address = opened.pop(piece.element, (piece.start, ""))
        if address and start < piece.start:
            found.append(Note(start, piece.start, NoteKind.LINK, address=address))
    return found


def _written(main: Part, part_name: str, tag: str) -> dict[str, tuple[Any, str, str]]:
    """Return the element, the words and the address of each note of a part by its id."""
    from docx.oxml.parser import parse_xml

    part = next((rel.target_part for rel in main.rels.values() if _is_part(rel, part_name)), None)
    if part is None:
        return {}
    found = {}
    for element in parse_xml(part.blob).iter(tag):
        if element.get(f"{W}type") in _NO_NOTE:
            continue
        text = words_of(element)
        targets = (_target(part, link.get(f"{R}id")) for link in element.iter(f"{W}hyperlink"))
        address = next(filter(None, targets), "") or first_address(text)
        found[element.get(f"{W}id", "")] = (element, text, address)
    return found


def _is_part(relationship: Any, name: str) -> bool:
    return relationship.reltype == _RELATED + name and not relationship.is_external


def _target(part: Part, number: str | None) -> str:
    relationship = part.rels.get(number) if number else None
    return web_address(relationship.target_ref) if relationship is not None and relationship.is_external else ""


def _trimmed(note: Note, text: str) -> Note:
    """Return the note without the blanks at the ends of its words."""
    words = text[note.start : note.end]
    start = note.start + len(words) - len(words.lstrip())
    return replace(note, start=start, end=max(start, note.start + len(words.rstrip()))) if words.strip() else note
