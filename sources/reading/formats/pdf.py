"""A PDF to paragraphs. Scripts, forms and attachments stay untouched; links are never followed."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from sources.reading import limits
from sources.reading.errors import Refused
from sources.reading.extract import About, Extract
from sources.reading.note_rules import kept
from sources.reading.pdf_layout import WIDE_GAP, laid_out
from sources.reading.pdf_lines import Line, paragraphs, without_running_lines
from sources.reading.pdf_notes import PageMark, page_marks, placed_notes
from sources.reading.raised import raised
from sources.reading.registry import File, Format, register

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_APART = "\n\n"
_MARK = b"%PDF-"
_END_LOOKED_AT = 4096  # the end mark stands in the last 1,024 bytes (PDF 1.7, note 18); mail programs append a little
_LOCKED = "is locked (encrypted). Open it, save or print it as a PDF without a password, and add that."
_RAISED_SIZE = 0.8  # part of the line's type; raised signs are set at 0.5 to 0.7, small capitals at 0.8
_LIFTED_SIZE, _LIFTED = 0.9, 0.15  # a browser's <sup>: 0.83 of the line's type, 0.3 of it above the line
_USUAL_WIDTH = 500.0  # thousandths of the type's height, of a letter in a font that does not tell
_BETWEEN_BLANKS = re.compile(r"\S+(?:\s{1,2}\S+)*")  # a sentence may begin behind two
# Of a line that is set letter by letter with its letters spaced out: letters, the space between two of them in
# thousandths of the type's height, and how much wider the space between two words is at least.
_SPACED_LETTERS, _WIDEST_SPACING, _WORD_APART = 8, 500, 150
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LAYOUT_NOTICES = {
    "numbers": "Line numbers in the margin were left out: {}.",
    "columns": "The file draws columns across; they were read one below the other: {}.",
    "jumps": "The file draws its lines in an order that may not be that of reading. Compare with the file: {}.",
}
_FORMS_DEEP = 3  # forms inside of forms; programs nest a scan once
_PAGES_LISTED = 10  # page numbers in one notice
# Names that programs write into the title on their own.
_NO_TITLE = re.compile(r"(?i)(microsoft word|untitled|document\d*$|.*\.(docx?|pdf|odt|indd|qxd|tex)$)")


def read_pdf(file: File) -> Extract:
    """Return the text of at most `limits.PAGES` pages, its lines joined into paragraphs.

    The file's own dates are those of its making, so it has no day of publication.

    Raises:
        Refused: If it is cut off, locked, without text and pictures, damaged, or unpacks to too much.
    """
    data = file.data
    if b"%%EOF" not in data[-_END_LOOKED_AT:]:
        raise Refused("is cut off: its end is missing. Copy or download it once more and add it again.")
    import pypdf
    from pypdf.errors import DependencyError, LimitReachedError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    pypdf.overwrite_configuration(jbig2dec_binary=None, zlib_maximum_output_length=limits.STREAM_BYTES)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused(_LOCKED)
        read = _read_pages(reader, file)
    except DependencyError:
        raise Refused(_LOCKED) from None  # an encryption that pypdf alone does not know
    except LimitReachedError:
        raise Refused(
            f"has a page that unpacks to more than {limits.STREAM_BYTES // 1024**2} MB or two million signs, "
            "far more than a page holds, so it was not read further. Save it as plain text and add that."
        ) from None
    count = len(reader.pages)
    blocks, begins = paragraphs(body := without_running_lines(read.pages))
    text = _APART.join(blocks)
    if not read.scanned and not any(character.isalnum() for character in text):
        raise Refused(_nothing(count, read.damaged))
    notices = _notices(count, read, dropped=sum(map(len, read.pages)) - sum(map(len, body)))
    notices += _layout_notices(read.found)
    title, author = (
        _said(reader.metadata and reader.metadata.title),
        _said(reader.metadata and reader.metadata.author),
    )
    starts = _page_starts(blocks, begins)
    notes, more = kept(placed_notes(read.marks, text, starts))
    about = About(title="" if _NO_TITLE.match(title) else title, author=author, notices=notices + more)
    starts = tuple(min(start, len(text)) for start in starts)
    return Extract(text, about, starts, notes=notes, scanned=tuple(read.scanned))


@dataclass
class _Read:
    """What was read of the pages; page numbers count from 1.

    Attributes:
        pages: The lines of each.
        damaged: Pages that cannot be read.
        scanned: Pages with pictures and no text.
        marks: Annotations, each with the index of its page.
        found: What was seen in the layout, with the page.
    """

    pages: list[list[Line]] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)
    scanned: list[int] = field(default_factory=list)
    marks: list[tuple[int, PageMark]] = field(default_factory=list)
    found: set[tuple[str, int]] = field(default_factory=set)


def _read_pages(reader: PdfReader, file: File) -> _Read:
    from pypdf.errors import DependencyError, LimitReachedError

    read = _Read()
    for number in range(1, min(len(reader.pages), limits.PAGES) + 1):
        try:
            page = reader.pages[number - 1]
            lines, seen = laid_out(pieces := _pieces(page))
            read.pages.append(lines)
            read.marks += [(number - 1, mark) for mark in _marks(page, pieces, file)]
            read.found.update((what, number) for what in seen)
            if not lines and _has_picture(page.get("/Resources")):
                read.scanned.append(number)
        except (LimitReachedError, DependencyError, MemoryError, RecursionError):
            raise
        except Exception:  # noqa: BLE001 - on a damaged page pypdf raises anything; the others can be read
            read.damaged.append(number)
            read.pages[number - 1 :] = [[]]  # so that the pages after it keep their number
    return read


def _has_picture(resources: Any, depth: int = 0) -> bool:
    """Say whether a page, or a form that it draws, names a picture."""
    drawn = (resources.get_object() if resources else {}).get("/XObject")
    for item in (drawn.get_object() if drawn else {}).values():
        named = item.get_object()
        if named.get("/Subtype") == "/Image":
            return True
        if depth < _FORMS_DEEP and _has_picture(named.get("/Resources"), depth + 1):
            return True
    return False


def _marks(page: PageObject, pieces: Sequence[Line], file: File) -> list[PageMark]:
    """Return the annotations of a page of an article; damaged ones leave the text as it is."""
    if not file.article:
        return []
    try:
        return page_marks(page, pieces)
    except (MemoryError, RecursionError):
        raise
    except Exception:  # noqa: BLE001 - on damaged annotations pypdf raises anything
        return []


def _page_starts(blocks: Sequence[str], begins: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Return where each page begins in the joined text; the first one at 0 whatever stands on it."""
    ends = list(accumulate((len(block) + len(_APART) for block in blocks), initial=0))
    return (0, *(ends[paragraph] + place for paragraph, place in begins[1:]))


def _pieces(page: PageObject) -> list[Line]:
    """Return the pieces of lines in the order in which the page draws them, each with where it is.

    A wide gap within a line ends a piece: what follows may be another column.
    """
    pieces: list[Line] = []
    words: list[str] = []
    place: list[tuple[float, float, float]] = []
    ends: list[float] = []
    width_of = _widths()
    last_x: float | None = None

    def end_piece() -> None:
        text = "".join(words)
        if text.strip():
            x, y, height = place[0] if place else (None, None, None)
            pieces.append(Line(text, x, y, height, max(ends, default=None)))
        words.clear()
        place.clear()
        ends.clear()

    def take(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        nonlocal last_x
        height = abs(size * tm[3] * cm[3])
        for number, part in enumerate(text.split("\n")):
            if number:
                end_piece()
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            if part.strip() and not number:
                if ends and part.startswith(" ") and x - max(ends) > WIDE_GAP * height:
                    end_piece()
                # Another font in the line comes without a place of its own: it goes on where the words before end.
                start = max(ends) if ends and x == last_x else x
                ends.append(start + width_of(part, font) * size * abs(tm[0] * cm[0]))
                last_x = x
            if place and words and _is_small(y, height, *place[0][1:]):
                words.append(_small("".join(words), part))
                continue
            if part.strip() and not place and not number:
                place.append((x, y, height))
            words.append(part)

    _with_stops(page)
    page.extract_text(visitor_text=take)
    end_piece()
    return [part for piece in pieces for part in _at_blanks(piece)]


def _with_stops(page: PageObject) -> None:
    """Let pypdf hand over the words before each step along a line, which it joins otherwise wherever they are.

    It hands over what it has where a font is set, so the font in use is set once more there. Letters that are spaced
    out lose the space between them, which pypdf takes for a blank.
    """
    from pypdf.generic import ContentStream, NameObject

    if "/Contents" not in page:
        return
    content = ContentStream(page["/Contents"].get_object(), page.pdf, "bytes")
    font: list[Any] | None = None
    outer: list[list[Any] | None] = []
    operations = []
    for operands, operator in content.operations:
        if operator == b"Tf":
            font = operands
        elif operator == b"q":
            outer.append(font)
        elif operator == b"Q":
            font = outer.pop() if outer else font
        elif font is not None and (operator == b"Tm" or (operator in {b"Td", b"TD"} and operands[1:] == [0])):
            operations.append((font, b"Tf"))
        elif operator == b"TJ" and operands and isinstance(operands[0], list):
            operands[:] = [_without_letter_spacing(operands[0])]
        operations.append((operands, operator))
    content.operations = operations
    page[NameObject("/Contents")] = content


def _without_letter_spacing(array: list[Any]) -> list[Any]:
    """Return what a line shows, without the space between its letters where each letter is placed by itself.

    Some of the spaces must be much wider, or there must be blanks: else the letters may be words, or cells.
    """
    from pypdf.generic import ArrayObject, FloatObject

    shown = [item for item in array if isinstance(item, (bytes, str))]
    steps = sorted(item for item in array if not isinstance(item, (bytes, str)))
    if len(shown) < _SPACED_LETTERS or len(steps) < len(shown) / 2 or sum(map(len, shown)) > 2 * len(shown):
        return array
    spacing = steps[len(steps) // 2]
    blank = any(not (item.strip(b" \0") if isinstance(item, bytes) else item.strip(" \0")) for item in shown)
    if not -_WIDEST_SPACING <= spacing < 0 or not (blank or steps[0] < spacing - _WORD_APART):
        return array
    return ArrayObject(item if isinstance(item, (bytes, str)) else FloatObject(item - spacing) for item in array)


def _at_blanks(piece: Line) -> list[Line]:
    """Return a piece that has its columns apart by many blanks as the pieces between them."""
    parts = list(_BETWEEN_BLANKS.finditer(piece.text.rstrip()))
    if len(parts) < 2 or piece.x is None or piece.end is None:
        return [replace(piece, text=_spelled(piece.text))]
    each = (piece.end - piece.x) / len(piece.text)
    return [
        replace(piece, text=_spelled(part[0]), x=piece.x + part.start() * each, end=piece.x + part.end() * each)
        for part in parts
    ]


def _widths() -> Callable[[str, object], float]:
    """Return a function that measures a text in a font, in heights of its type."""
    from pypdf.generic import DictionaryObject
    from pypdf.generic._font import Font  # it has no public name, and nothing else of pypdf knows widths

    fonts: dict[int, tuple[dict[str, float], dict[str, str]]] = {}

    def width_of(text: str, resource: object) -> float:
        key = id(resource)
        if key not in fonts:
            font = Font.from_font_resource(resource) if isinstance(resource, DictionaryObject) else None
            codes = {letter: code for code, letter in font.character_map.items()} if font else {}
            fonts[key] = (dict(font.character_widths), codes) if font else ({}, {})
        widths, codes = fonts[key]
        usual = widths.get("default", _USUAL_WIDTH)
        return sum(widths.get(codes.get(sign, sign), widths.get(sign, usual)) for sign in text) / 1000

    return width_of


def _is_small(y: float, height: float, line_y: float, line_height: float) -> bool:
    """Say whether a piece is set smaller than its line, which raised signs are; browsers set these hardly smaller."""
    lifted = y - line_y > _LIFTED * line_height
    return height < (_LIFTED_SIZE if lifted else _RAISED_SIZE) * line_height


def _small(before: str, part: str) -> str:
    """Return smaller type within a line: raised behind a figure, a word or a stop, but not in "CO2"."""
    mark = part.lstrip()  # pypdf puts a blank before what has a place of its own
    if before[-1:].isupper():
        return mark if mark.isdecimal() and len(mark) == 1 else part
    written = raised(before, mark)
    return part if written == mark else written


def _spelled(text: str) -> str:
    for sign, letters in _LIGATURES.items():
        text = text.replace(sign, letters)
    return re.sub(r"[ \t\f\v\0]+", " ", text).strip()


def _nothing(count: int, damaged: Sequence[int]) -> str:
    if damaged:
        return "is damaged: no page of it can be read. Save it once more from where it came and add it again."
    if not count:
        return "has no pages. Check how it was saved and add it again."
    its = "its 1 page" if count == 1 else f"its {count} pages"
    return f"has no text on {its}; it is probably scanned. Recognise the text first, then add it again."


def _notices(count: int, read: _Read, *, dropped: int) -> tuple[str, ...]:
    notices = []
    if count > limits.PAGES:
        notices.append(f"Only the first {limits.PAGES} of {count:,} pages were read. Split the file to add the rest.")
    if read.damaged:
        notices.append(f"Damaged and left out: {_listed(read.damaged)}.")
    if bare := sum(1 for page in read.pages if not page) - len(read.damaged) - len(read.scanned):
        on = "1 page has" if bare == 1 else f"{bare} of {count} pages have"
        notices.append(f"{on} no text, only pictures or nothing.")
    if dropped:
        were = "1 line" if dropped == 1 else f"{dropped} lines"
        notices.append(f"{were} at the top and bottom of pages that only repeat or number them were left out.")
    return tuple(notices)


def _layout_notices(found: Collection[tuple[str, int]]) -> tuple[str, ...]:
    return tuple(
        sentence.format(_listed(numbers))
        for what, sentence in _LAYOUT_NOTICES.items()
        if (numbers := sorted(number for kind, number in found if kind == what))
    )


def _listed(pages: Sequence[int]) -> str:
    more = " and more" if len(pages) > _PAGES_LISTED else ""
    return f"page {', '.join(map(str, pages[:_PAGES_LISTED]))}{more}"


def _said(value: object) -> str:
    return " ".join(str(value).split()) if value else ""


def _begins_like_a_pdf(data: bytes) -> bool:
    return data[: limits.MARK_BYTES].lstrip().startswith(_MARK)


def _may_be_a_pdf(data: bytes) -> bool:
    return _MARK in data[: limits.MARK_BYTES]


register(
    Format(
        name="pdf",
        title="PDF",
        phrase="a PDF",
        endings=("pdf",),
        limits=f"{limits.PAGES} pages, the rest is left out and that is said; a page may unpack to "
        f"{limits.STREAM_BYTES // 2**20} MB",
        read=read_pdf,
        sandboxed=True,
        recognises=_begins_like_a_pdf,
        fits=_may_be_a_pdf,
        media_types=("application/pdf",),
        masthead=True,
    )
)
