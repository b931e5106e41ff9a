"""A Rich Text file to paragraphs, by striprtf. Pictures and embedded objects stay untouched."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sources.reading.errors import Refused
from sources.reading.extract import About, Extract
from sources.reading.limits import FILE_BYTES
from sources.reading.registry import File, Format, register

_MARK = b"{\\rtf"
_INFO = re.compile(r"\{\\(title|author)\s+([^{}\\]{1,500})\}")
# The innermost group of words that are deleted, hidden or struck through; styles (\s15) and destinations stay.
_SET_ASIDE = {
    name: re.compile(r"\{(?!\\\*|\\s\d)[^{}]*?\\" + sign + r"(?![0-9A-Za-z])(?:(?!\\" + sign + r"0)[^{}])*\}")
    for name, sign in (("deletion", "deleted"), ("hidden passage", "v"), ("struck-through passage", "strike"))
}
_NOTE = re.compile(r"\\footnote(?![A-Za-z])")


def read_rtf(file: File) -> Extract:
    """Return the words of an RTF, its paragraphs apart by empty lines.

    Words that are deleted, hidden or struck through are left out, and footnotes are not read; notices count both.

    Raises:
        Refused: If it has no words.
    """
    from striprtf.striprtf import rtf_to_text

    source = file.data.decode("latin-1")
    counts: dict[str, int] = {}
    for name, group in _SET_ASIDE.items():
        source, counts[name] = group.subn("", source)
    text = rtf_to_text(source, errors="replace")
    paragraphs = [" ".join(line.split()) for line in text.split("\n")]
    blocks = [paragraph for paragraph in paragraphs if paragraph]
    if not any(sign.isalnum() for block in blocks for sign in block):
        raise Refused("has no text in it, only pictures or nothing at all.")
    said = {name: " ".join(value.split()) for name, value in _INFO.findall(source[: 64 * 1024])}
    notices = _notices(counts, len(_NOTE.findall(source)))
    about = About(title=said.get("title", ""), author=said.get("author", ""), notices=notices)
    return Extract("\n\n".join(blocks), about)


def _notices(set_aside: Mapping[str, int], notes: int) -> tuple[str, ...]:
    found = [f"{count} {name}{'' if count == 1 else 's'}" for name, count in set_aside.items() if count]
    notices: tuple[str, ...] = (f"Left out: {', '.join(found)}.",) if found else ()
    if notes:
        were = "1 footnote was" if notes == 1 else f"{notes} footnotes were"
        notices += (f"{were} not read; add them as a source of their own if they matter.",)
    return notices


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
