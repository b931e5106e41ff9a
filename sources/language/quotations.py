"""Quotations: what stands between quotation marks, straight and curly, one inside the other, several in a row.

Whether a mark opens or closes is told by the characters around it where its shape does not tell, because newsrooms
mix up the shapes. A quotation ends with its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sources.language.span import Span

_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
# Two single marks in a row are a double one of a newsroom that has no other, or italics of a wiki.
_MARKS = re.compile(r"''|``|[“”„«»\"‘’']")
_OPENING, _CLOSING, _STRAIGHT, _SINGLE, _TWICE = "“„«", "”»", '"', "'", "''"
_BEFORE_OPENING = re.compile(r"[\s(\[{—–\-/“„«‘\"']")
# A word must not end behind a single mark, or it is an apostrophe: "the hauliers' side", "it's".
_AFTER_CLOSING = re.compile(r"[\s.,;:!?)\]—–\-”»\"]")

_ENDS_WHAT_IS_SAID = ".,!?…"
_LONGEST_BEFORE = 3_000  # characters of the paragraph before that are looked at

# An apostrophe before these stands for letters left out: "the '90s", "rock 'n' roll", "'tis".
_SHORTENED = re.compile(r"(?:\d\ds?|n|em|til|till|tis|twas|cause|cos|bout|round)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks.

    Attributes:
        span: With its marks.
        inner: Without them.
        closed: False where the paragraph ends before the closing mark, as in a quotation of several paragraphs.
    """

    span: Span
    inner: Span
    closed: bool = True


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """The marks of one paragraph, paired.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        pairs: Kind of mark, and the places of the opening and the closing one.
        unclosed: Kind and place of the marks that nothing closes.
        runs_on: Whether the next paragraph begins with a mark that opens again what is open here.
        goes_on: The same for single marks.
    """

    start: int
    end: int
    pairs: tuple[tuple[str, int, int], ...]
    unclosed: tuple[tuple[str, int], ...]
    runs_on: bool
    goes_on: bool


def quotations(text: str, within: Span | None = None) -> list[Quotation]:
    """Return the stretches in quotation marks that stand in no other, in order: double, single, and single twice.

    One that is never closed ends with its paragraph; where a second one begins inside it and is closed, with that.
    A single mark that is never closed is an apostrophe, unless the next paragraph goes on with such a mark.

    Args:
        text: Any text.
        within: The stretch to look at; all of ``text`` when None.
    """
    found: list[Quotation] = []
    for paragraph in _paragraphs(text, within or Span(0, len(text))):
        marked = sorted((opened, closed) for _, opened, closed in paragraph.pairs)
        closed = _closes_the_one_before(text, paragraph)
        if closed is not None:
            marked = [pair for pair in marked if pair[0] > closed]
            inner = Span(paragraph.start, closed)
            found.append(Quotation(Span(paragraph.start, closed + _width(text, closed)), inner))
        for kind, place in sorted(paragraph.unclosed, key=lambda mark: mark[1]):
            if kind == _TWICE or (kind == _SINGLE and not (paragraph.goes_on and _begins(text, place))):
                continue
            inside = min((closed for opened, closed in marked if opened > place and kind == _STRAIGHT), default=None)
            marked.append((place, paragraph.end if inside is None else inside))
        last = -1
        for opened, closed in sorted(marked, key=lambda pair: (pair[0], -pair[1])):
            if opened <= last:
                continue
            if closed == paragraph.end:
                inner = Span(min(opened + _width(text, opened), closed), closed)
                found.append(Quotation(Span(opened, closed), inner, closed=False))
            else:
                inner = Span(opened + _width(text, opened), closed)
                found.append(Quotation(Span(opened, closed + _width(text, closed)), inner))
            last = closed
    return found


def _closes_the_one_before(text: str, paragraph: _Paragraph) -> int | None:
    """Return the first double mark of a paragraph where it closes what the paragraph before left open.

    Newspapers open a quotation again in each paragraph; where that was forgotten, a closing mark alone tells.
    """
    mark = next(
        (m for m in _MARKS.finditer(text, paragraph.start, paragraph.end) if _kind(m.group()) == _STRAIGHT), None
    )
    if mark is None or mark.start() == paragraph.start or any(mark.start() == pair[1] for pair in paragraph.pairs):
        return None
    opens, closes = _turns(text, mark, (paragraph.start, paragraph.end), "")
    if opens or not closes or (mark.group() == _STRAIGHT and text[mark.start() - 1] not in ".,!?…"):
        return None
    before = re.search(r"(?P<last>[^\n]+)\n\s*\Z", text[max(0, paragraph.start - _LONGEST_BEFORE) : paragraph.start])
    if before is None:
        return None
    start = max(0, paragraph.start - _LONGEST_BEFORE)
    _, unclosed = _paired(text, start + before.start("last"), start + before.end("last"))
    return mark.start() if any(kind == _STRAIGHT for kind, _ in unclosed) else None


def _begins(text: str, place: int) -> bool:
    """Whether a mark begins a paragraph, or stands behind the colon that announces what is said."""
    return re.search(r"(?:^|\n|:)\s*$", text[max(0, place - 8) : place]) is not None


def quoted_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return the half-open offsets of what stands between quotation marks, without them; outer before inner.

    Single marks count too. A quotation that is opened again at the beginning of the next paragraph, as long ones are,
    gives a stretch for each paragraph. A mark that is never closed gives none.
    """
    found: list[tuple[int, int]] = []
    for paragraph in _paragraphs(text, Span(0, len(text))):
        found += [(opened + _width(text, opened), closed) for _, opened, closed in paragraph.pairs]
        if paragraph.runs_on and paragraph.unclosed and paragraph.unclosed[0][0] == _STRAIGHT:
            opened = paragraph.unclosed[0][1]
            found.append((opened + _width(text, opened), paragraph.end))
    spans = [(start, end) for start, end in found if text[start:end].strip()]
    return tuple(sorted(spans, key=lambda span: (span[0], -span[1])))


def outermost(spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Return the stretches that stand in no other."""
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)


def without_quotations(text: str) -> str:
    """Return ``text`` with what stands between quotation marks blanked out; offsets stay."""
    letters = list(text)
    for start, end in outermost(quoted_spans(text)):
        letters[start:end] = " " * (end - start)
    return "".join(letters)


def _paragraphs(text: str, within: Span) -> Iterator[_Paragraph]:
    first = within.start
    for boundary in [*_PARAGRAPH.finditer(text, within.start, within.end), None]:
        last = boundary.start() if boundary else within.end
        behind = boundary or _PARAGRAPH.match(text, last)  # what follows the stretch counts, too
        following = text[behind.end() : behind.end() + 1] if behind else ""
        pairs, unclosed = _paired(text, first, last)
        again = bool(following) and following in _OPENING + _STRAIGHT
        yield _Paragraph(first, last, pairs, unclosed, again, goes_on=bool(following) and following in "‘'")
        first = boundary.end() if boundary else last


def _paired(text: str, first: int, last: int) -> tuple[tuple[tuple[str, int, int], ...], tuple[tuple[str, int], ...]]:
    """Pair the marks of a paragraph: each closes the last open one of its kind, and what was opened since is lost.

    A straight mark that opens while one is open begins a few words ("the "odd" illness"), or the first one was never
    closed.

    Returns:
        Kind and places of the pairs; kind and place of the marks that nothing closes.
    """
    pairs: list[tuple[str, int, int]] = []
    opened: list[tuple[str, int]] = []
    around: int | None = None  # a straight mark within which another one opened
    for mark in _MARKS.finditer(text, first, last):
        kind = _kind(mark.group())
        place = _partner(mark.group(), opened)
        opener = text[opened[place][1]] if place is not None else ""
        opens, closes = _turns(text, mark, (first, last), opener)
        if place is not None and closes and not (kind == _SINGLE and _is_possessive(text, mark, last)):
            pairs.append((opened[place][0], opened[place][1], mark.start()))
            del opened[place:]
            around = None if kind == _STRAIGHT and text[mark.start() - 1] in _ENDS_WHAT_IS_SAID else around
        elif opens:
            if place is not None and mark.group() == _STRAIGHT:
                around = opened[place][1] if around is None else around
                del opened[place:]  # what was open is never closed, or behind a few words that are quoted in it
            opened.append((kind, mark.start()))
        elif around is not None and mark.group() == _STRAIGHT and text[mark.start() - 1] in _ENDS_WHAT_IS_SAID:
            pairs.append((_STRAIGHT, around, mark.start()))
            around = None
    return tuple(pairs), tuple(opened)


def _partner(mark: str, opened: list[tuple[str, int]]) -> int | None:
    """Return which of the open marks this one could close; a single mark closes none around an open double one."""
    kind = _kind(mark)
    for fitting in (kind, _STRAIGHT) if mark == _TWICE else (kind,):
        for step in reversed(range(len(opened))):
            if opened[step][0] == fitting:
                return step
            if kind == _SINGLE and opened[step][0] == _STRAIGHT:
                return None
    return None


def _is_possessive(text: str, mark: re.Match[str], last: int) -> bool:
    """Whether a single mark behind an "s" is an apostrophe ("the hauliers’ side"), because a surer end follows."""
    if text[mark.start() - 1].lower() not in "sxz" or text[mark.end() : mark.end() + 1] in {".", ",", "?", "!", ""}:
        return False
    for later in _MARKS.finditer(text, mark.end(), last):
        if _kind(later.group()) != _SINGLE:
            continue
        before, after = text[later.start() - 1], text[later.end() : later.end() + 1]
        if before.isspace() and after.isalnum():
            return False
        if before in ".,?!…" and not after.isalnum():
            return True
    return False


def _kind(mark: str) -> str:
    if len(mark) > 1:
        return _TWICE
    return _SINGLE if mark in "‘’'" else _STRAIGHT


def _width(text: str, at: int) -> int:
    """Return how many characters the mark at a place has."""
    return 2 if text[at : at + 2] in {_TWICE, "``"} else 1


def _turns(text: str, found: re.Match[str], paragraph: tuple[int, int], opener: str) -> tuple[bool, bool]:
    """Return whether a mark can open a quotation, and whether it can close the one that ``opener`` began.

    Args:
        text: The whole text.
        found: The mark.
        paragraph: Where its paragraph begins and ends.
        opener: The mark that is open, empty where none of its kind is.
    """
    mark = found.group()
    before = text[found.start() - 1] if found.start() > paragraph[0] else ""
    after = text[found.end()] if found.end() < paragraph[1] else ""
    leads = (not before or _BEFORE_OPENING.match(before) is not None) and bool(after) and not after.isspace()
    trails = bool(before) and not before.isspace()
    if _kind(mark) == _SINGLE:
        return (
            leads
            and mark != "’"
            and (after.isalnum() or after in '£$€[(…“"')
            and not _SHORTENED.match(text, found.end()),
            trails and mark != "‘" and (not after or _AFTER_CLOSING.match(after) is not None),
        )
    if mark == "``":
        return leads, False
    if mark == _TWICE:  # not in "the state''s budget", where a database wrote an apostrophe twice
        return leads and not opener, trails and not after.isalnum()
    if mark in _CLOSING:
        return False, True
    if mark == _STRAIGHT:
        forgotten = not opener and before in {".", "!", "?"} and after.isupper()  # said."Then we left: no blank
        return leads or forgotten or (not opener and not trails), trails or not leads
    german = opener == "„" and mark == "“"
    # “so“: a mark that opens by its shape stands behind a word.
    wrong_shape = bool(opener) and trails and not (after and after.isalnum())
    room = bool(after) and (not after.isspace() or mark == "«")  # « so » in French
    return room and not (german or wrong_shape), german or wrong_shape
