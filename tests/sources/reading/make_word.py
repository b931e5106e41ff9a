"""Word drafts as writers send them: runs of their own style, comments, footnotes, links, tracked changes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

from tests.sources.reading.make_files import make_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"


def run(text: str, style: str = "") -> str:
    """Return a run; ``style`` is the inside of its properties."""
    words = f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    return f"<w:r>{f'<w:rPr>{style}</w:rPr>' if style else ''}{words}</w:r>"


def paragraph(*inside: str) -> str:
    """Return a paragraph of runs."""
    return f"<w:p>{''.join(inside)}</w:p>"


def commented(number: int, inside: str) -> str:
    """Return runs with a comment on them."""
    mark = f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    return f'<w:commentRangeStart w:id="{number}"/>{inside}<w:commentRangeEnd w:id="{number}"/>{mark}'


def footnote_mark(number: int, kind: str = "footnote") -> str:
    """Return the mark of a footnote or endnote."""
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{number}"/></w:r>'


def word_file(
    body: str,
    *,
    comments: Mapping[int, tuple[str, str]] | None = None,
    footnotes: Mapping[int, str] | None = None,
    endnotes: Mapping[int, str] | None = None,
    links: Sequence[str] = (),
    before: str = "",
) -> bytes:
    """Return a Word file.

    Args:
        body: The inside of ``w:body``.
        comments: Author and text by number.
        footnotes: Text by number; ``endnotes`` likewise.
        links: Addresses that the body names as rLink0, rLink1 and so on.
        before: What stands before the root of the document.
    """
    old = zipfile.ZipFile(io.BytesIO(make_docx(["x"])))
    parts = {name: old.read(name) for name in old.namelist()}
    spaces = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:m="{M}"'
    parts["word/document.xml"] = f"{before}<w:document {spaces}><w:body>{body}</w:body></w:document>".encode()
    added = {
        "comments": "".join(
            f'<w:comment w:id="{number}" w:author="{escape(author)}"><w:p>{run(text)}</w:p></w:comment>'
            for number, (author, text) in (comments or {}).items()
        ),
        "footnotes": _page_notes("footnote", footnotes or {}),
        "endnotes": _page_notes("endnote", endnotes or {}),
    }
    relations = "".join(
        f'<Relationship Id="rLink{number}" Type="{R}/hyperlink" Target="{escape(link)}" TargetMode="External"/>'
        for number, link in enumerate(links)
    )
    overrides = ""
    for name, inside in added.items():
        if inside:
            parts[f"word/{name}.xml"] = f"<w:{name} {spaces}>{inside}</w:{name}>".encode()
            relations += f'<Relationship Id="r{name}" Type="{R}/{name}" Target="{name}.xml"/>'
            overrides += f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES.format(name)}"/>'
    _insert(parts, "word/_rels/document.xml.rels", relations, "</Relationships>")
    _insert(parts, "[Content_Types].xml", overrides, "</Types>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def _page_notes(kind: str, notes: Mapping[int, str]) -> str:
    ruler = f'<w:{kind} w:id="-1" w:type="separator"><w:p>{run("-")}</w:p></w:{kind}>'
    written = "".join(f'<w:{kind} w:id="{n}"><w:p>{run(text)}</w:p></w:{kind}>' for n, text in notes.items())
    return ruler + written if notes else ""


def _insert(parts: dict[str, bytes], name: str, inside: str, end: str) -> None:
    parts[name] = parts[name].replace(end.encode(), inside.encode() + end.encode())
