"""A Rich Text file to paragraphs, by striprtf. Pictures and embedded objects stay untouched."""

from __future__ import annotations

import re

from sources.reading.errors import Refused
from sources.reading.extract import About, Extract
from sources.reading.limits import FILE_BYTES
from sources.reading.registry import File, Format, register

_MARK = b"{\\rtf"
_INFO = re.compile(r"\{\\(title|author)\s+([^{}\\]{1,500})\}")
_BLANK_LINES = re.compile(r"\n\s*\n")


def read_rtf(file: File) -> Extract:
    """Return the words of an RTF, its paragraphs apart by empty lines.

    Raises:
        Refused: If it has no words.
    """
    from striprtf.striprtf import rtf_to_text

    source = file.data.decode("latin-1")
    text = rtf_to_text(source, errors="replace")
    paragraphs = [" ".join(line.split()) for line in text.split("\n")]
    blocks = [paragraph for paragraph in paragraphs if paragraph]
    if not any(sign.isalnum() for block in blocks for sign in block):
        raise Refused("has no text in it, only pictures or nothing at all.")
    said = {name: " ".join(value.split()) for name, value in _INFO.findall(source[: 64 * 1024])}
    return Extract("\n\n".join(blocks), About(title=said.get("title", ""), author=said.get("author", "")))


def _is_rtf(data: bytes) -> bool:
    return data.lstrip()[: len(_MARK)] == _MARK


register(
    Format(
        name="rtf",
        title="Rich Text",
        phrase="a Rich Text file (RTF)",
        endings=("rtf",),
        limits=f"{FILE_BYTES // 2**20} MB, as every file",
        read=read_rtf,
        sandboxed=True,
        recognises=_is_rtf,
        fits=_is_rtf,
        media_types=("application/rtf", "text/rtf"),
        masthead=True,
    )
)
