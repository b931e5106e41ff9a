"""The one error of reading, and how a file is called in what a person reads."""

from __future__ import annotations

from sources.reading.cleaning import visible
from sources.reading.limits import NAME_CHARACTERS


class NotRead(Exception):  # noqa: N818 - it is what happened, in the words of the page; not a fault of the program
    """A file or text that was not taken in; the message is a plain sentence for the person who brought it.

    It says what is wrong, where, and what to do. It may quote the file's name, but never a path and never more of
    the content than a heading or a date, and it is to be shown literally.
    """


def shown(name: str) -> str:
    """Return a file name as messages show it: in quotation marks, on one line, at most ``NAME_CHARACTERS`` long."""
    line = visible(name).replace("\n", "⟨U+000A⟩").replace("\r", "⟨U+000D⟩").replace("\t", "⟨U+0009⟩")
    if len(line) > NAME_CHARACTERS:
        # The end stays, because the ending says what kind of file it is.
        line = line[: NAME_CHARACTERS - 16] + "…" + line[-15:]
    return f"“{line}”" if line.strip() else "The file"
