"""Plain text, with what a few lines such as ``Publisher: X`` at its top say about it."""

from __future__ import annotations

from sources.reading.extract import Extract
from sources.reading.front_matter import described, lines_above
from sources.reading.limits import FILE_BYTES
from sources.reading.registry import File, Format, register


def read_text(file: File) -> Extract:
    """Return the text of a file; an article keeps the lines at the top that describe it.

    Raises:
        Refused: If the bytes are no text.
    """
    return described(*file.text(), lines_above, keep=file.article)


register(
    Format(
        name="txt",
        title="text",
        phrase="a plain text",
        endings=("txt", "text"),
        limits=f"{FILE_BYTES // 2**20} MB, as every file",
        read=read_text,
        media_types=("text/plain",),
        masthead=True,
    )
)
