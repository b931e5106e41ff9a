"""The annotations and links of a PDF's pages, placed on the words that were read from the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sources.note import Note, NoteKind
from sources.reading.limits import NOTES
from sources.reading.note_rules import first_address, web_address
from sources.reading.pdf_lines import Line
from sources.untrusted import number

if TYPE_CHECKING:
    from pypdf import PageObject

_REMARKS = frozenset({"/Text", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/FreeText", "/Caret"})
_ON_A_POINT = frozenset({"/Text", "/FreeText", "/Caret"})
_NARROW, _WIDE = frozenset("iljtfrI.,;:'’|!()[] "), frozenset("mwMW@%—")
_BELOW = 0.35  # of the height of type: how far letters reach below the line that they are on
_WORDS_BEFORE = 3  # that tell one of several places with the same words
_FARTHEST = 1_000_000  # points; the largest page of a PDF has 14,400
_CORNERS = 8  # numbers of one quadrilateral


@dataclass(frozen=True, slots=True)
class PageMark:
    """An annotation of a page.

    Attributes:
        words: What it is on; of a remark on a point the word before it.
        before: A few words before these, in the same line.
    """

    words: tuple[str, ...]
    before: tuple[str, ...]
    on_a_point: bool
    kind: NoteKind
    text: str = ""
    author: str = ""
    address: str = ""


def page_marks(page: PageObject, pieces: Sequence[Line]) -> list[PageMark]:
    """Return the links to the web and the remarks of a page that are on words.

    Args:
        page: As pypdf has it.
        pieces: Of its lines, each with its place.
    """
    found: list[PageMark] = []
    placed = [piece for piece in pieces if piece.x is not None and piece.y is not None]
    for reference in (page.get("/Annots") or [])[:NOTES]:
        annotation = reference.get_object()
        subtype = str(annotation.get("/Subtype"))
        action = annotation.get("/A", {})
        uri = action.get_object().get("/URI", "") if hasattr(action, "get_object") else ""
        address = web_address(_said(uri)) if subtype == "/Link" else ""
        text = _said(annotation.get("/Contents")) if subtype in _REMARKS else ""
        if not address and not text:
            continue
        words, before = _words_at(_areas(annotation), placed, on_a_point=subtype in _ON_A_POINT)
        if words:
            kind = NoteKind.LINK if subtype == "/Link" else NoteKind.ANNOTATION
            author = _said(annotation.get("/T")) if kind is NoteKind.ANNOTATION else ""
            found.append(
                PageMark(words, before, subtype in _ON_A_POINT, kind, text, author, address or first_address(text))
            )
    return found


def placed_notes(marks: Sequence[tuple[int, PageMark]], text: str, page_starts: Sequence[int]) -> Iterator[Note]:
    """Yield the notes of marks whose words are in the text of their page.

    Args:
        marks: Each with the number of its page, from 0.
        text: Of all pages.
        page_starts: Where each page begins in it.
    """
    for page, mark in marks:
        start = page_starts[page]
        end = page_starts[page + 1] if page + 1 < len(page_starts) else len(text)
        place = _find((*mark.before, *mark.words), text, start, end) or _find(mark.words, text, start, end)
        if place is None:
            continue
        words = _find(mark.words, text, *place) or place
        first = words[1] if mark.on_a_point else words[0]
        yield Note(first, words[1], mark.kind, mark.text, author=mark.author, address=mark.address)


def _find(words: Sequence[str], text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where words are in a stretch of a text, the last time they are; a line may end between them."""
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
    places = [found.span() for found in pattern.finditer(text, start, end)]
    return places[-1] if places else None


def _areas(annotation: Any) -> list[tuple[float, float, float, float]]:
    """Return left, bottom, right and top of each stretch that an annotation covers."""
    corners = [_points(one) for one in annotation.get("/QuadPoints") or ()]
    if len(corners) >= _CORNERS:
        quads = [corners[at : at + _CORNERS] for at in range(0, len(corners) - _CORNERS + 1, _CORNERS)]
        return [(min(quad[::2]), min(quad[1::2]), max(quad[::2]), max(quad[1::2])) for quad in quads[:NOTES]]
    rectangle = [_points(one) for one in annotation.get("/Rect") or ()]
    if len(rectangle) != 4:
        return []
    left, right = sorted(rectangle[::2])
    bottom, top = sorted(rectangle[1::2])
    return [(left, bottom, right, top)]


def _words_at(
    areas: Sequence[tuple[float, float, float, float]], pieces: Sequence[Line], *, on_a_point: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words within areas, and a few before them in their line."""
    words: list[str] = []
    before: list[str] = []
    for left, bottom, right, top in areas:
        for piece in pieces:
            size = piece.size or 0.0
            if piece.x is None or piece.y is None or not bottom <= piece.y + size * _BELOW <= top:
                continue
            spans = list(_word_places(piece))
            if on_a_point:
                inside = [at for at, (start, end, _) in enumerate(spans) if (start + end) / 2 <= left][-1:]
            else:
                inside = [at for at, (start, end, _) in enumerate(spans) if left <= (start + end) / 2 <= right]
            if inside and not words:
                before = [word for _, _, word in spans[max(0, inside[0] - _WORDS_BEFORE) : inside[0]]]
            words += [spans[at][2] for at in inside]
    return tuple(words), tuple(before)


def _word_places(piece: Line) -> Iterator[tuple[float, float, str]]:
    """Yield where each word of a piece begins and ends across the page; narrow letters count less."""
    shares = [0.5 if sign in _NARROW else 1.5 if sign in _WIDE else 1.0 for sign in piece.text]
    left = piece.x or 0.0
    whole = (piece.end - left) if piece.end is not None else sum(shares) * (piece.size or 10.0) / 2
    unit = whole / (sum(shares) or 1.0)
    for found in re.finditer(r"\S+", piece.text):
        start = left + sum(shares[: found.start()]) * unit
        yield start, start + sum(shares[found.start() : found.end()]) * unit, found.group()


def _points(value: object) -> float:
    return number(str(value), least=-_FARTHEST, most=_FARTHEST)


def _said(value: object) -> str:
    return " ".join(str(value).split()) if value else ""
