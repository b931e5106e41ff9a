"""PDFs with annotations on words, whose places the test knows because it sets each line itself."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping, Sequence

import pypdf
from pypdf.annotations import Highlight, Link, Text
from pypdf.generic import ArrayObject, FloatObject, NameObject, TextStringObject

from tests.sources.reading.make_files import make_pdf

SIZE, LEADING, LEFT, TOP = 11, 24, 60, 770
# Widths of Helvetica in thousandths of the size, for the letters that the tests use most; others are 556.
_WIDTHS = {
    **dict.fromkeys("ijl'", 222), **dict.fromkeys(" ,.;:/ft!I", 278), **dict.fromkeys("r-()", 333),
    **dict.fromkeys("ckvxyszJ", 500), **dict.fromkeys("BEPSAKVXY", 667), **dict.fromkeys("CDHNRUw", 722),
    **dict.fromkeys("GOQ", 778), **dict.fromkeys("mM", 833), "F": 611, "T": 611, "Z": 611, "W": 944,
    "“": 333, "”": 333,
}  # fmt: skip


def annotated_pdf(lines: Sequence[str], notes: Sequence[tuple[str, str, Mapping[str, str]]]) -> bytes:
    """Return a PDF of one page with these lines.

    Args:
        lines: Each a line of its own.
        notes: What each is on, its kind (link, highlight, text), and its words: text, author, address.
    """
    shown = [line.encode("cp1252").replace(b"(", rb"\(").replace(b")", rb"\)") for line in lines]
    drawn = [b"1 0 0 1 %d %d Tm (%s) Tj" % (LEFT, TOP - LEADING * at, line) for at, line in enumerate(shown)]
    stream = b"\n".join([b"BT /F1 %d Tf" % SIZE, *drawn, b"ET"])
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(make_pdf([""], flate=zlib.compress(stream))))
    for words, kind, said in notes:
        at = next(number for number, line in enumerate(lines) if words in line)
        start = lines[at].index(words)
        left = LEFT + width(lines[at][:start])
        bottom = TOP - LEADING * at - 3
        box = (left, bottom, left + width(words), bottom + SIZE + 3)
        annotation: Link | Text | Highlight
        if kind == "link":
            annotation = Link(rect=box, url=said["address"])
        elif kind == "text":
            right = left + width(words)
            annotation = Text(rect=(right + 1, bottom, right + 18, bottom + SIZE + 6), text=said["text"])
        else:
            quads = [box[0], box[3], box[2], box[3], box[0], box[1], box[2], box[1]]
            annotation = Highlight(rect=box, quad_points=ArrayObject(map(FloatObject, quads)))
            annotation[NameObject("/Contents")] = TextStringObject(said["text"])
        if said.get("author"):
            annotation[NameObject("/T")] = TextStringObject(said["author"])
        writer.add_annotation(0, annotation)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def width(text: str) -> float:
    return sum(_WIDTHS.get(sign, 556) for sign in text) / 1000 * SIZE
