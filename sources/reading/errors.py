"""The errors of reading, and how their messages quote names and values."""

from __future__ import annotations

import re

from sources.reading.limits import NAME_CHARACTERS, SANDBOX_CPU_SECONDS, SANDBOX_MEMORY_BYTES, VALUE_CHARACTERS
from sources.untrusted import visible

_LINE_ENDS = re.compile("[\t\n\r\u2028\u2029]")
_QUOTED_OR_END = re.compile(r"“[^”]*”|(\. )")
_ENDING_KEPT = 15  # characters kept at the end of a long name, because the ending says what kind of file it is

DAMAGED = (
    "could not be read: it is damaged, or cut off. Open it in the program it was made with, save it once more or "
    "save it as plain text, and add it again."
)
OUT_OF_MEMORY = (
    f"needs more than {SANDBOX_MEMORY_BYTES // 1024**2} MB of memory to be read, so reading was stopped. "
    "Split it, or save it as plain text, and add it again."
)
TOO_SLOW = (
    f"takes more than {SANDBOX_CPU_SECONDS} seconds of work to read, so reading was stopped. "
    "Split it, or save it as plain text, and add it again."
)
STOPPED = (
    "was not read within {seconds:g} s, so reading was stopped. Try again when the machine is less busy, split "
    "the file, or save it as plain text and add it again."
)


class Refused(Exception):  # noqa: N818 - what happened, not a fault of the program
    """A format's reader refuses a file. Readers do not know the file's name, so the message follows it.

    ``Refused("has no text on its 3 pages.")`` becomes ``“port.pdf” has no text on its 3 pages.``; a message that
    begins with a colon follows the name without a space.
    """

    def of(self, name: str) -> NotRead:
        """Return the refusal as a sentence about the file with this name."""
        message = str(self)
        return NotRead(f"{shown(name)}{'' if message.startswith(':') else ' '}{message}")


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


def first_sentence(message: str) -> str:
    """Return the first sentence of a message, without what it says to do; a full stop in a quoted name ends none."""
    for found in _QUOTED_OR_END.finditer(message):
        if found[1]:
            return message[: found.start() + 1]
    return message
