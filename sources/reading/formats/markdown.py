"""Markdown, with what its front matter says about it."""

from __future__ import annotations

from dataclasses import replace

from sources.reading.extract import Extract
from sources.reading.front_matter import Heading, described, front_matter, lines_above
from sources.reading.limits import FILE_BYTES
from sources.reading.markdown_notes import without_notes
from sources.reading.markdown_signs import title_of, without_signs
from sources.reading.note_rules import kept
from sources.reading.registry import File, Format, register


def read_markdown(file: File) -> Extract:
    """Return the text of a file without its front matter and its signs of headings and emphasis, which nobody reads.

    The front matter is between two ``---`` lines, or lines such as ``Publisher: X`` as at the top of a text file.

    Of an article, links and footnotes are notes; a source keeps their signs. A source without a title of its own has
    the heading of the first level that it begins with.

    Raises:
        Refused: If the bytes are no text.
    """
    extract = described(*file.text(), _heading, keep=False)
    if not file.article:
        about = replace(extract.about, title=extract.about.title or title_of(extract.text))
        return replace(extract, text=without_signs(extract.text), about=about)
    text, found = without_notes(extract.text, without_signs)
    notes, notices = kept(found)
    about = replace(extract.about, notices=extract.about.notices + notices)
    return replace(extract, text=text, about=about, notes=notes)


def _heading(text: str) -> Heading:
    found = front_matter(text)
    return found if found.end else lines_above(text)


register(
    Format(
        name="md",
        title="Markdown",
        phrase="a Markdown text",
        endings=("md", "markdown"),
        limits=f"{FILE_BYTES // 2**20} MB, as every file",
        read=read_markdown,
        media_types=("text/markdown", "text/x-markdown"),
        masthead=True,
    )
)
