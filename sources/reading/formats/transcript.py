"""A transcript with times (SRT, WebVTT) to its words. The time of a line is the place of what is said there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from sources.reading.errors import Refused
from sources.reading.extract import About, Extract
from sources.reading.limits import FILE_BYTES
from sources.reading.registry import File, Format, register
from sources.untrusted import whole

_TIMES = re.compile(r"\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,]\d{1,3}\s*-->\s*(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}")
_VOICE = re.compile(r"<v(?:\.[\w.]{1,40})?\s+([^<>\n]{1,80})>")
_TAG = re.compile(r"<[^<>\n]{0,200}>|\{\\[^{}\n]{0,100}\}")
_SPEAKER = re.compile(r"[>–—-]{1,2}\s|[A-Z][\w .’'-]{1,40}:\s")
_ENDS = re.compile(r"[.!?…][\"”’)\]]*$")
_PAUSE = 4  # seconds of silence that end a paragraph; a shorter pause is a breath


def read_transcript(file: File) -> Extract:
    """Return what is said, sentences that run over several lines as one, and when each line begins.

    A speaker whom the file names (``<v Ada Holm>``) is before the words: "Ada Holm: ...". Lines that only repeat the
    one before, as transcripts made by a machine have them, come once.

    Raises:
        Refused: If there is no line with words and times.
    """
    text, notices = file.text()
    words = ""
    starts: list[int] = []
    times: list[int] = []
    for seconds, said in _new_words(_cues(text)):
        if words:
            pause = seconds - times[-1] > _PAUSE and _ENDS.search(words)
            words += "\n\n" if pause or _SPEAKER.match(said) else " "
        starts.append(len(words))
        times.append(seconds)
        words += said
    if not any(sign.isalnum() for sign in words):
        raise Refused("has no line with times and words in it, such as 00:00:01,000 --> 00:00:04,000.")
    return Extract(words, About(notices=notices), tuple(starts), times=tuple(times))


def _cues(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the second at which each cue begins, and its lines; notes and styles between them are passed over."""
    seconds: int | None = None
    lines: list[str] = []
    for line in [*text.removeprefix("\ufeff").splitlines(), ""]:
        times = _TIMES.match(line)
        if times:
            hours, minutes, rest = (whole(part or "0") for part in times.groups())
            seconds, lines = 3600 * hours + 60 * minutes + rest, []
        elif seconds is not None and line.strip():
            lines.append(" ".join(unescape(_TAG.sub("", _VOICE.sub(r"\1: ", line))).split()))
        elif seconds is not None:
            yield seconds, lines
            seconds = None


def _new_words(cues: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, str]]:
    """Yield each cue without the lines that it repeats from the one before."""
    before: list[str] = []
    for seconds, lines in cues:
        said = " ".join(line for line in lines if line and line not in before)
        before = lines
        if said:
            yield seconds, said


def _has_times(data: bytes) -> bool:
    return b"-->" in data


register(
    Format(
        name="transcript",
        title="transcript (SRT, WebVTT)",
        phrase="a transcript with times",
        endings=("srt", "vtt"),
        limits=f"{FILE_BYTES // 2**20} MB, as every file",
        read=read_transcript,
        fits=_has_times,
        media_types=("text/vtt", "application/x-subrip"),
        article=False,
    )
)
