"""Real files of the kinds that are read, made out of plain paragraphs, for the tests of reading and of the pages."""

from __future__ import annotations

import html
import io
import textwrap
from collections.abc import Sequence

_ACROSS = 78  # characters that fit between the margins of an A4 page in 11 point Helvetica
_LEADING = 14


def make_pdf(
    pages: Sequence[str],
    *,
    title: str = "",
    author: str = "",
    header: str = "",
    footer: str = "",
    width: int = _ACROSS,
    flate: bytes | None = None,
    placed: Sequence[Sequence[tuple[float, float, str]]] = (),
) -> bytes:
    """Return a PDF with one A4 page for each text; paragraphs stand apart by an empty line, lines are wrapped.

    Args:
        header: Printed at the top of every page; ``{page}`` is its number. ``footer`` likewise at the bottom.
        flate: A packed content stream that every page gets instead of its text, as it is.
        placed: For each page, instead of its text, the pieces with their places in points, in the order of drawing.
    """
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Title " + _pdf_string(title) + b" /Author " + _pdf_string(author) + b" >>",
    ]
    kids = []
    for number, page in enumerate(pages or [""] * len(placed), start=1):
        content, filtered = (flate, b" /Filter /FlateDecode") if flate is not None else (
            _content(page, header.format(page=number), footer.format(page=number), width), b""
        )  # fmt: skip
        if placed:
            content = b"\n".join(
                b"BT /F1 11 Tf 14 TL 1 0 0 1 %g %g Tm " % (x, y) + _pdf_string(text) + b" Tj T* ET"
                for x, y, text in placed[number - 1]
            )
        objects.append(b"<< /Length %d%s >>\nstream\n" % (len(content), filtered) + content + b"\nendstream")
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\n" % (len(objects) + 1))
    out.write(b"startxref\n%d\n%%%%EOF\n" % table)
    return out.getvalue()


def _content(page: str, header: str, footer: str, width: int) -> bytes:
    lines: list[str] = []
    for paragraph in page.split("\n\n"):
        lines += [*(textwrap.wrap(paragraph, width, break_on_hyphens=False) if width else paragraph.split("\n")), ""]
    if not page.strip() and not header and not footer:
        return b"0 0 m 595 842 l S"  # a drawn line and no words, as on a scanned page
    parts = [b"BT /F1 11 Tf %d TL" % _LEADING]
    if header:
        parts.append(b"1 0 0 1 60 810 Tm " + _pdf_string(header) + b" Tj")
    parts.append(b"1 0 0 1 60 770 Tm")
    parts += [(_pdf_string(line) + b" Tj T*" if line else b"T*") for line in lines]
    if footer:
        parts.append(b"1 0 0 1 60 30 Tm " + _pdf_string(footer) + b" Tj")
    return b"\n".join([*parts, b"ET"])


def _pdf_string(text: str) -> bytes:
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return b"(" + escaped.encode("cp1252") + b")"


def make_docx(paragraphs: Sequence[str], *, title: str = "", author: str = "") -> bytes:
    """Return a Word document with these paragraphs; one that begins with ``# `` is a heading."""
    import docx

    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = author
    for paragraph in paragraphs:
        if paragraph.startswith("# "):
            document.add_heading(paragraph[2:], level=1)
        else:
            document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def make_html(
    paragraphs: Sequence[str],
    *,
    title: str = "",
    publisher: str = "",
    author: str = "",
    published: str = "",
    caption: str = "",
) -> bytes:
    """Return a news page in UTF-8: navigation, a headline, a picture with its caption, the paragraphs, a footer."""
    e = html.escape
    metas = [("og:site_name", publisher), ("og:title", title), ("article:published_time", published)]
    head = "".join(f'<meta property="{name}" content="{e(value)}">' for name, value in metas if value)
    head += f'<meta name="author" content="{e(author)}">' if author else ""
    figure = f'<figure><img src="port.jpg" alt=""><figcaption>{e(caption)}</figcaption></figure>' if caption else ""
    body = "".join(f"<p>{e(paragraph)}</p>\n" for paragraph in paragraphs)
    page = (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{e(title)}</title>{head}</head>\n'
        '<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>\n'
        f"<main><article><h1>{e(title)}</h1>\n{figure}\n{body}</article></main>\n"
        "<footer>All rights reserved</footer></body></html>\n"
    )
    return page.encode()
