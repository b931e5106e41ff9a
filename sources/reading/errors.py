"""The one error of reading, and how names and values are quoted in what a person reads."""

from __future__ import annotations

import re

from sources.reading.limits import NAME_CHARACTERS, VALUE_CHARACTERS
from sources.untrusted import visible

_LINE_ENDS = re.compile("[\t\n\r\u2028\u2029]")
_ENDING_KEPT = 15  # characters kept at the end of a long name, because the ending says what kind of file it is


class NotRead(Exception):  # noqa: N818 - it is what happened, in the words of the page; not a fault of the program
    """A file or text that was not taken in; the message is a plain sentence for the person who brought it.

    It says what is wrong, where, and what to do; for a table one line for each faulty row follows. It may quote the
    file's name, but never a path and never more of the content than a heading or a date, and it is to be shown
    literally.
    """


class NotFetched(NotRead):
    """An address that was asked and gave nothing that could be read.

    Attributes:
        gone: The server says that there is nothing at this address (404, 410).
    """

    def __init__(self, message: str, *, gone: bool = False) -> None:
        super().__init__(message)
        self.gone = gone


def shown(name: str) -> str:
    """Return a file name as messages show it: in quotation marks, on one line, not much over `NAME_CHARACTERS`."""
    if not name.strip():
        return "The file"
    if len(name) > NAME_CHARACTERS:
        name = name[: NAME_CHARACTERS - _ENDING_KEPT - 1] + "…" + name[-_ENDING_KEPT:]
    return f"“{_on_one_line(name)}”"


def quoted(value: str) -> str:
    """Return a value out of a file as messages show it: in quotation marks, on one line, cut."""
    cut = value if len(value) <= VALUE_CHARACTERS else value[:VALUE_CHARACTERS] + "…"
    return f"“{_on_one_line(cut)}”"


def _on_one_line(text: str) -> str:
    return _LINE_ENDS.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", visible(text))
