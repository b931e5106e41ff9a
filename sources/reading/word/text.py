"""The words of a Word document in the order of the page, each with the element that has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sources.note import NoteKind
from sources.reading.raised import raised

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_MARKS = frozenset(
    W + name
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference", "footnoteReference", "endnoteReference")
)
_REMOVED = (f"{W}del", f"{W}moveFrom")
_WITHOUT_WORDS = frozenset({f"{W}pPr", f"{W}rPr", f"{W}txbxContent", f"{W}instrText", f"{W}sectPr", _FALLBACK})
_OFF = frozenset({"0", "false", "off", "none"})
_LINK = re.compile(r'\s*HYPERLINK\s+(?:\\\w\s+)*"([^"]+)"')
_RAISED_READS = 12  # characters before a raised sign that `raised` looks at
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BETWEEN_BLOCKS, _BETWEEN_CELLS = "\n\n", "\t"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text, or a place in it, and where it comes from.

    Attributes:
        element: What has these words, or marks this place; None for what stands between paragraphs and cells.
        text: Empty for a mark and for words that were set aside.
        at: Where the words begin in the element's own text; -1 where they are not written so there.
        start: Where they begin in the text of the document.
        aside: Why words of the draft are no part of the text; None for all others.
        aside_words: Those words.
        address: Where a field links to that begins here.
        closes: The link of the element ends here.
    """

    element: Any
    text: str = ""
    at: int = -1
    start: int = 0
    aside: NoteKind | None = None
    aside_words: str = ""
    address: str = ""
    closes: bool = False


@dataclass(slots=True)
class WordText:
    """What a document's body holds.

    Attributes:
        text: Its words, with an empty line between paragraphs and a tab between the cells of a row.
        pieces: Of the text in order, with the marks between them.
        formulas: How many formulas could not be written as words.
    """

    text: str
    pieces: list[Piece]
    formulas: int


def word_text(body: Any) -> WordText:
    """Return the words of a body: paragraphs, table rows, text boxes, inserted text.

    Left out, as Word leaves them out of the page: field codes, and deleted, hidden and struck-through text, which is
    kept as set aside.
    """
    walk = _Walk()
    pieces: list[Piece] = []
    words: list[str] = []
    start = 0

    def put(piece: Piece) -> None:
        nonlocal start
        pieces.append(replace(piece, start=start))
        words.append(piece.text)
        start += len(piece.text)

    for block in walk.blocks(body):
        if start and any(piece.text for piece in block):
            put(Piece(None, _BETWEEN_BLOCKS))
        for piece in block:
            put(piece)
    return WordText("".join(words), pieces, walk.formulas)


def words_of(element: Any) -> str:
    """Return the words of a comment or footnote, a line for each paragraph."""
    blocks = ("".join(piece.text for piece in block) for block in _Walk().blocks(element))
    return "\n".join(block for block in blocks if block)


@dataclass(slots=True)
class _Field:
    """A field whose codes are being read, or whose words are: Word writes a link also so."""

    codes: list[str] = field(default_factory=list)
    opened: Any = None


class _Walk:
    """Goes through a tree once."""

    def __init__(self) -> None:
        self.formulas = 0
        self._fields: list[_Field] = []
        self._parts: list[Piece] = []
        self._above: list[Piece] = []

    def blocks(self, parent: Any) -> Iterator[list[Piece]]:
        """Yield the pieces of each block without the blanks around its words; a block may hold marks alone."""
        for element in parent:
            if element.tag == f"{W}p":
                yield _stripped(self._paragraph(element))
                # A text box hangs in a paragraph and holds paragraphs; Word keeps a second copy of it as a fallback.
                for box in element.iter(f"{W}txbxContent"):
                    nearest = next(box.iterancestors(f"{W}p"), None)
                    if nearest is element and next(box.iterancestors(_FALLBACK), None) is None:
                        yield from self.blocks(box)
            elif element.tag == f"{W}tbl":
                for row in _own(element, f"{W}tr", f"{W}tbl"):
                    yield self._row(row)
            elif element.tag in _MARKS:
                yield [Piece(element)]
            elif isinstance(element.tag, str) and element.tag not in _WITHOUT_WORDS:
                yield from self.blocks(element)  # content controls, inserted or moved blocks

    def _row(self, row: Any) -> list[Piece]:
        pieces: list[Piece] = []
        for cell in _own(row, f"{W}tc", f"{W}tr"):
            inside: list[Piece] = []
            for block in self.blocks(cell):
                inside += [Piece(None, " "), *block]
            inside = _collapsed(inside)
            if any(piece.text for piece in inside) and any(piece.text for piece in pieces):
                pieces.append(Piece(None, _BETWEEN_CELLS))
            pieces += inside
        return pieces

    def _paragraph(self, paragraph: Any) -> list[Piece]:
        self._parts, self._above = [], []
        self._inline(paragraph)
        self._put_raised()
        return self._parts

    def _inline(self, parent: Any) -> None:
        for element in parent:
            tag = element.tag
            if not isinstance(tag, str) or tag in _WITHOUT_WORDS:
                continue
            if tag == f"{W}r":
                self._run(element)
            elif tag in _REMOVED:
                self._set_aside(element, NoteKind.DELETED)
            elif tag in {f"{_M}oMath", f"{_M}oMathPara"}:
                self._formula(element)
            elif tag in {f"{W}hyperlink", f"{W}fldSimple"}:
                linked = _LINK.match(element.get(f"{W}instr", ""))
                self._mark(Piece(element, address=linked[1] if linked else ""))
                self._inline(element)
                self._mark(Piece(element, closes=True))
            elif tag in _MARKS:
                self._mark(Piece(element))
            else:
                self._inline(element)  # inserted words, smart tags, content controls

    def _run(self, run: Any) -> None:
        for hiding, kind in (("vanish", NoteKind.HIDDEN), ("strike", NoteKind.STRUCK), ("dstrike", NoteKind.STRUCK)):
            if _is_on(run, hiding):
                self._set_aside(run, kind)
                return
        above = _is_raised(run)
        for element in run:
            tag = element.tag
            if tag == f"{W}t" or tag in _SIGNS:
                words = _SIGNS.get(tag, element.text or "")
                piece = Piece(element, words, 0 if tag == f"{W}t" else -1)
                if above and words:
                    self._above.append(piece)
                elif words:
                    self._put_raised()
                    self._parts.append(piece)
            elif tag in _MARKS:
                self._mark(Piece(element))
            elif tag == f"{W}fldChar":
                self._field(element)
            elif tag == f"{W}instrText":
                if self._fields:
                    self._fields[-1].codes.append(element.text or "")
            elif isinstance(tag, str) and tag not in _WITHOUT_WORDS:
                self._inline(element)

    def _field(self, element: Any) -> None:
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            linked = _LINK.match("".join(self._fields[-1].codes))
            if linked:
                self._fields[-1].opened = element
                self._mark(Piece(element, address=linked[1]))
        elif self._fields and kind == "end":
            ended = self._fields.pop()
            if ended.opened is not None:
                self._mark(Piece(ended.opened, closes=True))

    def _mark(self, piece: Piece) -> None:
        self._put_raised()
        self._parts.append(piece)

    def _set_aside(self, element: Any, kind: NoteKind) -> None:
        words = "".join(
            _SIGNS.get(inner.tag, inner.text or "") for inner in element.iter(f"{W}t", f"{W}delText", *_SIGNS)
        )
        before = self._parts[-1] if self._parts else None
        if words and before is not None and before.aside is kind and _author(before.element) == _author(element):
            self._parts[-1] = replace(before, aside_words=before.aside_words + words)  # a stretch in several runs
        elif words:
            self._mark(Piece(element, aside=kind, aside_words=words))
        for mark in element.iter(*_MARKS):
            self._mark(Piece(mark))

    def _formula(self, element: Any) -> None:
        words = _linear(element)
        self.formulas += words is None
        self._mark(Piece(element, words or ""))

    def _put_raised(self) -> None:
        if not self._above:
            return
        before = ""
        for piece in reversed(self._parts):
            before = piece.text + before
            if len(before) >= _RAISED_READS:
                break
        sign = "".join(piece.text for piece in self._above)
        written = raised(before, sign)
        if written == sign:
            self._parts += self._above
        else:
            self._parts.append(Piece(self._above[0].element, written))
        self._above = []


def _own(parent: Any, tag: str, of: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, and not those of a table inside."""
    for element in parent.iter(tag):
        if next(element.iterancestors(of), None) is parent:
            yield element


def _author(element: Any) -> str:
    return str(element.get(f"{W}author") or "")


def _is_on(run: Any, name: str) -> bool:
    switch = run.find(f"{W}rPr/{W}{name}")
    return switch is not None and (switch.get(f"{W}val") or "1").lower() not in _OFF


def _is_raised(run: Any) -> bool:
    """Say whether a run is set above the line, as note marks are."""
    place = run.find(f"{W}rPr/{W}vertAlign")
    return place is not None and place.get(f"{W}val") == "superscript"


def _linear(element: Any) -> str | None:
    """Return a formula as a line of words, such as "3/4"; None where it cannot be written so."""
    tag = element.tag
    if tag == f"{_M}t":
        return element.text or ""
    if not isinstance(tag, str) or tag.endswith("Pr") or not tag.startswith(_M):
        return ""
    parts = [_linear(child) for child in element]
    if any(part is None for part in parts):
        return None
    if tag == f"{_M}f":
        return "/".join(part for part in parts if part)
    if tag == f"{_M}sSup":
        base, power = [part for part in parts if part] if len([part for part in parts if part]) > 1 else ("", "")
        return base + power.translate(_SUPERSCRIPTS) if power.isdecimal() else None
    if tag in {f"{_M}{name}" for name in ("oMath", "oMathPara", "r", "e", "num", "den", "sup")}:
        return "".join(part for part in parts if part)
    return None


def _part(piece: Piece, start: int, end: int) -> Piece:
    return replace(piece, text=piece.text[start:end], at=piece.at + start if piece.at >= 0 else -1)


def _stripped(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces without the blanks before the first word and behind the last one."""
    kept = list(pieces)
    for place, piece in enumerate(kept):
        if piece.text:
            kept[place] = _part(piece, len(piece.text) - len(piece.text.lstrip()), len(piece.text))
            if kept[place].text:
                break
    for place in reversed(range(len(kept))):
        if kept[place].text:
            kept[place] = _part(kept[place], 0, len(kept[place].text.rstrip()))
            if kept[place].text:
                break
    return [piece for old, piece in zip(pieces, kept, strict=True) if piece.text or not old.text]


def _collapsed(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of a cell with one blank between its words, whatever stood there."""
    found: list[Piece] = []
    blank: Piece | None = None
    begun = False
    for piece in pieces:
        if not piece.text:
            found.append(piece)
            continue
        for match in re.finditer(r"\s+|\S+", piece.text):
            if match.group().isspace():
                blank = replace(_part(piece, match.start(), match.start() + 1), text=" ")
                continue
            if blank is not None and begun:
                found.append(blank)
            blank = None
            begun = True
            found.append(_part(piece, match.start(), match.end()))
    return found
