"""Comments written into a Word document, each on its words; everything else of the file stays as it is.

The parts that hold text and comments, and the two lists that name them, are written again. Every other part is copied
byte for byte.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sources.reading.errors import Refused
from sources.reading.formats.docx import opened
from sources.reading.word.task import WordComment
from sources.reading.word.text import Piece, W, word_text
from sources.untrusted import Unusable, clean, for_xml, whole

_COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TYPES = "[Content_Types].xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NUMBERED = ("commentRangeStart", "commentRangeEnd", "commentReference")
_LARGEST_NUMBER = 2_000_000_000  # Word counts in 32 bits; a number above is as free as it is wrong


@dataclass(slots=True)
class _Stretch:
    """Words of the text that one element of a paragraph has, undivided."""

    start: int
    end: int
    element: Any


def with_comments(data: bytes, text: str, comments: Sequence[WordComment]) -> bytes:
    """Return a Word file with comments added, each on exactly its words.

    Runs are divided where a comment begins or ends within them; each part keeps the style.

    Args:
        data: The file.
        text: What was read from it, in which the offsets count.
        comments: In any order; they may overlap and reach over several paragraphs.

    Raises:
        Refused: If the file cannot be opened, or is not read as ``text``.
    """
    part = opened(data).part
    name = part.partname.lstrip("/")
    files = _files(data)
    tree = _parsed(files[name])
    body = tree.find(f"{W}body")
    read = word_text(body)
    cleaned = clean(read.text).text
    if cleaned != text:
        raise Refused("is read differently from when it came in, so its words cannot be found in it.")
    shift = len(read.text) - len(cleaned)
    relations = posixpath.join(posixpath.dirname(name), "_rels", posixpath.basename(name) + ".rels")
    comments_name, written = _comments_part(files, name, relations)
    first = 1 + max((*_numbers(tree), *_numbers(written), -1))
    moved = [(comment.start + shift, comment.end + shift) for comment in comments]
    stretches = _divided(read.pieces, sorted({place for span in moved for place in span}))
    for number, (comment, (start, end)) in enumerate(zip(comments, moved, strict=True), first):
        _mark(stretches, start, end, number)
        written.append(_comment(number, comment))
    files[name], files[comments_name] = _serialised(tree), _serialised(written)
    return _packed(data, files)


def _files(data: bytes) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    return {name: archive.read(name) for name in archive.namelist()}


def _packed(data: bytes, files: Mapping[str, bytes]) -> bytes:
    """Return the archive with its members in their order, new ones behind them."""
    out = io.BytesIO()
    old = {info.filename: info for info in zipfile.ZipFile(io.BytesIO(data)).infolist()}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, old[name].date_time if name in old else (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()


def _parsed(data: bytes) -> Any:
    from docx.oxml.parser import parse_xml

    return parse_xml(data)


def _serialised(tree: Any) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


def _comments_part(files: dict[str, bytes], name: str, relations: str) -> tuple[str, Any]:
    """Return name and tree of the part with the comments; a file without one gets it, with its two entries."""
    from lxml import etree

    related = _parsed(files[relations]) if relations in files else None
    for relation in related if related is not None else ():
        if relation.get("Type") == _COMMENTS:
            target = relation.get("Target", "")
            found = target.lstrip("/") if target.startswith("/") else posixpath.join(posixpath.dirname(name), target)
            found = posixpath.normpath(found)
            return found, _parsed(files[found])
    folder = posixpath.dirname(name)
    new = next(
        path
        for path in (posixpath.join(folder, f"comments{number}.xml") for number in ("", *range(1, len(files) + 2)))
        if path not in files
    )
    if related is None:
        related = etree.Element("{http://schemas.openxmlformats.org/package/2006/relationships}Relationships")
    taken = {relation.get("Id") for relation in related}
    number = next(f"rIdComments{n}" for n in range(len(taken) + 1) if f"rIdComments{n}" not in taken)
    relation = etree.SubElement(related, "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship")
    relation.attrib.update({"Id": number, "Type": _COMMENTS, "Target": posixpath.basename(new)})
    files[relations] = _serialised(related)
    types = _parsed(files[_TYPES])
    override = etree.SubElement(types, "{http://schemas.openxmlformats.org/package/2006/content-types}Override")
    override.attrib.update({"PartName": f"/{new}", "ContentType": _TYPE})
    files[_TYPES] = _serialised(types)
    return new, etree.Element(f"{W}comments", nsmap={"w": W.strip("{}")})


def _numbers(tree: Any) -> Iterator[int]:
    """Yield the numbers that comments have already."""
    for element in tree.iter(f"{W}comment", *(W + name for name in _NUMBERED)):
        with suppress(Unusable):
            yield whole(element.get(f"{W}id", ""), most=_LARGEST_NUMBER)


def _divided(pieces: Sequence[Piece], places: Sequence[int]) -> list[_Stretch]:
    """Divide runs at these places of the text; return what each stretch of the text is in, in order."""
    stretches: list[_Stretch] = []
    worded = [piece for piece in pieces if piece.text and piece.element is not None]
    for holder, group in groupby(worded, key=lambda piece: _holder(piece.element)):
        parts = list(group)
        start, end = parts[0].start, parts[-1].start + len(parts[-1].text)
        cuts = [place for place in places if start < place < end] if holder.tag == f"{W}r" else []
        found: list[_Stretch] = []
        for place in reversed(cuts):
            right = _cut(holder, parts, place)
            if right is not None:
                found.append(_Stretch(place, end, right))
                end = place
        stretches += [_Stretch(start, end, holder), *reversed(found)]
    return stretches


def _holder(element: Any) -> Any:
    """Return the run of an element; a formula holds its words itself."""
    return next(element.iterancestors(f"{W}r"), element)


def _cut(run: Any, parts: Sequence[Piece], place: int) -> Any:
    """Divide a run, and return its right part; None where no words of the file begin there."""
    piece = next(one for one in parts if one.start <= place < one.start + len(one.text))
    element = piece.element
    within = place - piece.start
    if piece.at < 0 and within:
        return None  # "[1]" stands for a raised 1: it is not divided
    at = piece.at + within if piece.at >= 0 else 0
    right = run.makeelement(run.tag, dict(run.attrib), run.nsmap)
    style = run.find(f"{W}rPr")
    if style is not None:
        right.append(deepcopy(style))
    followers = list(element.itersiblings())
    if at > 0:
        rest = element.makeelement(element.tag, dict(element.attrib), element.nsmap)
        element.text, rest.text = element.text[:at], element.text[at:]
        for part in (element, rest):
            part.set(_SPACE, "preserve")
        right.append(rest)
    else:
        right.append(element)
    for follower in followers:
        right.append(follower)
    run.addnext(right)
    return right


def _mark(stretches: Sequence[_Stretch], start: int, end: int, number: int) -> None:
    inside = [stretch for stretch in stretches if stretch.start < end and start < stretch.end]
    if not inside:
        raise Refused("has no words where a comment belongs.")
    first, last = inside[0].element, inside[-1].element
    opening = first.makeelement(f"{W}commentRangeStart", {f"{W}id": str(number)})
    closing = first.makeelement(f"{W}commentRangeEnd", {f"{W}id": str(number)})
    reference = first.makeelement(f"{W}r", {})
    reference.append(first.makeelement(f"{W}commentReference", {f"{W}id": str(number)}))
    first.addprevious(opening)
    # A word processor may drop a comment whose reference is outside of the table in which its words begin.
    (first if _leaves_table(first, last) else last).addnext(reference)
    last.addnext(closing)


def _leaves_table(first: Any, last: Any) -> bool:
    """Say whether the words begin in a table and end behind it."""
    return not set(first.iterancestors(f"{W}tbl")) <= set(last.iterancestors(f"{W}tbl"))


def _comment(number: int, comment: WordComment) -> Any:
    from lxml import etree

    element = etree.Element(f"{W}comment", nsmap={"w": W.strip("{}")})
    element.set(f"{W}id", str(number))
    element.set(f"{W}author", for_xml(comment.author))
    element.set(f"{W}initials", for_xml(comment.initials))
    if comment.written_at:
        element.set(f"{W}date", comment.written_at)
    for text in comment.paragraphs:
        words = etree.SubElement(etree.SubElement(etree.SubElement(element, f"{W}p"), f"{W}r"), f"{W}t")
        words.text = for_xml(text)
        words.set(_SPACE, "preserve")
    return element
