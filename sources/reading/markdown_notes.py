"""The links and footnotes of a Markdown text: taken out of it as notes, so that a reader sees the words alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sources.note import Note, NoteKind
from sources.reading.note_rules import first_address, web_address

_FENCED = re.compile(r"(?ms)^ {0,3}(```|~~~).*?(?:^ {0,3}\1|\Z)")
_FOOTNOTE = re.compile(r"(?m)^ {0,3}\[\^([^\]\s]{1,50})\]:[ \t]*(.*(?:\n(?:[ ]{2,}|\t)\S.*)*)(?:\n|\Z)")
_ADDRESS_OF = re.compile(
    r"""(?m)^ {0,3}\[([^\]^\n]{1,200})\]:[ \t]*<?(\S+?)>?(?:[ \t]+["'(].*["')])?[ \t]*\r?(?:\n|\Z)"""
)
_LINK = re.compile(
    r"(?<![\\!])\[((?:[^\[\]\n]|\n(?!\s*\n)|\[[^\[\]\n]{0,200}\]){1,500}?)\]"
    r"(?:\([ \t]*<?((?:[^\s<>()]|\([^\s()]{0,500}\)){0,2000})>?(?:[ \t]+(?:\"([^\"\n]*)\"|'([^'\n]*)'))?[ \t]*\)"
    r"|\[([^\[\]\n]{0,200})\])"
)
_BARE = re.compile(r"<(https?://[^\s<>]+)>")
_MARK = re.compile(r"(?<!\\)\[\^([^\]\s]{1,50})\]")
_INLINE = re.compile(r"(?<!\\)\^\[((?:[^\[\]\n]|\[[^\[\]\n]{0,500}\]){1,2000})\]")
_SIGN = re.compile(r"\^?\[|<(?=https?://)")
_PRIVATE = range(0xE000, 0xF8FF)


@dataclass(slots=True)
class _Signs:
    """Signs that the text does not have, which keep the places of notes while its own signs are taken out."""

    opens: str
    closes: str
    notes: list[Note] = field(default_factory=list)

    def around(self, words: str, note: Note) -> str:
        self.notes.append(note)
        return f"{self.opens}{words}{self.closes}"


def without_notes(text: str, without_signs: Callable[[str], str]) -> tuple[str, tuple[Note, ...]]:
    """Return a Markdown text without the signs of links and footnotes, and these as notes.

    A link keeps its words, and a footnote a mark with its number: "[1]". What is between code fences stays as it is.

    Args:
        text: The text.
        without_signs: Takes the other signs of Markdown out.
    """
    free = [chr(code) for code in _PRIVATE if chr(code) not in text][:2]
    if len(free) < 2:
        return without_signs(text), ()
    signs = _Signs(free[0], free[1])
    footnotes: dict[str, str] = {}
    addresses: dict[str, str] = {}
    numbers: dict[str, str] = {}

    def take_footnote(found: re.Match[str]) -> str:
        footnotes.setdefault(found[1], " ".join(found[2].split()))
        return ""

    def take_address(found: re.Match[str]) -> str:
        addresses.setdefault(found[1].strip().casefold(), found[2])
        return ""

    def link(found: re.Match[str]) -> str:
        words, target, title = found[1], found[2], found[3] or found[4] or ""
        if target is None:
            known = addresses.get((found[5] or words).strip().casefold())
            if known is None:
                return found[0]
            target = known
        return signs.around(words, Note(0, 0, NoteKind.LINK, title, address=web_address(target)))

    def bare(found: re.Match[str]) -> str:
        return signs.around(found[1], Note(0, 0, NoteKind.LINK, address=web_address(found[1])))

    def mark(found: re.Match[str]) -> str:
        if found[1] not in footnotes:
            return found[0]
        return put(footnotes[found[1]], numbers.setdefault(found[1], str(len(numbers) + 1)))

    def inline(found: re.Match[str]) -> str:
        name = f"^{len(numbers)}"
        return put(found[1], numbers.setdefault(name, str(len(numbers) + 1)))

    def put(words: str, number: str) -> str:
        plain = _LINK.sub(lambda one: f"{one[1]} {one[2] or ''}".strip(), words)
        note = Note(0, 0, NoteKind.FOOTNOTE, plain, number, address=first_address(plain))
        return signs.around("", note) + f"[{number}]"

    text = _outside_code(text, lambda part: _ADDRESS_OF.sub(take_address, _FOOTNOTE.sub(take_footnote, part)))
    # One pass over all signs, so that the notes come in the order of the text.
    steps = ((_INLINE, inline), (_MARK, mark), (_BARE, bare), (_LINK, link))
    text = _outside_code(text, lambda part: _one_pass(part, steps))
    return _placed(without_signs(text), signs)


def _one_pass(text: str, steps: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]]) -> str:
    """Replace, from left to right, what the first fitting pattern finds at each sign."""
    parts: list[str] = []
    done = 0
    for sign in _SIGN.finditer(text):
        if sign.start() < done:
            continue
        for pattern, act in steps:
            if found := pattern.match(text, sign.start()):
                parts += [text[done : sign.start()], act(found)]
                done = found.end()
                break
    return "".join([*parts, text[done:]])


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    parts: list[str] = []
    start = 0
    for fenced in _FENCED.finditer(text):
        parts += [change(text[start : fenced.start()]), fenced[0]]
        start = fenced.end()
    return "".join([*parts, change(text[start:])])


def _placed(text: str, signs: _Signs) -> tuple[str, tuple[Note, ...]]:
    """Return the text without our own signs, and the notes with the words between these."""
    parts: list[str] = []
    notes: list[Note] = []
    opened: list[int] = []
    length = 0
    waiting = iter(signs.notes)
    for part in re.split(f"([{signs.opens}{signs.closes}])", text):
        if part == signs.opens:
            opened.append(length)
        elif part == signs.closes:
            start, note = opened.pop() if opened else length, next(waiting)
            if note.kind is not NoteKind.LINK or (note.address and length > start):
                notes.append(Note(start, length, note.kind, note.text, note.label, note.author, note.address))
        else:
            parts.append(part)
            length += len(part)
    return "".join(parts), tuple(notes)
