"""Markdown, with what its front matter says about it."""

from __future__ import annotations

from sources.reading.extract import Extract
from sources.reading.front_matter import described, front_matter
from sources.reading.limits import FILE_BYTES
from sources.reading.registry import File, Format, register


def read_markdown(file: File) -> Extract:
    """Return the text of a file without its front matter, a record that no reader of the text sees.

    Raises:
        Refused: If the bytes are no text.
    """
    return described(*file.text(), front_matter, keep=False)


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
