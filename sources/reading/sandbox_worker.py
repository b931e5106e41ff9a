"""The sandbox: ``python -m sources.reading.sandbox_worker MODULE FORMAT CHARSET WHAT``.

WHAT is one of article, source, sources, comments and image.

It reads a file from stdin and answers in JSON on stdout, with the Word file into which it wrote comments, or with the
picture of a page. A PDF, DOCX or HTML file is a program for its parser. It runs here, with little memory and time,
without the network, without another process and without writing a file, so that the worst file ends this process and
nothing else.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Callable
from importlib import import_module
from typing import TypeVar

from sources.reading import extract, limits
from sources.reading.errors import DAMAGED, OUT_OF_MEMORY, Refused
from sources.reading.registry import FORMATS, File
from sources.reading.sandbox import ARTICLE, COMMENTS, IMAGE, PAGE_BYTES, SOURCE, SOURCES, unpacked
from sources.reading.word.task import task_from_wire

_Result = TypeVar("_Result")
_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.remove", "os.rename")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def confine() -> None:
    """Give up, for the rest of this process, what reading a file does not need."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.SANDBOX_MEMORY_BYTES, limits.SANDBOX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.SANDBOX_CPU_SECONDS, limits.SANDBOX_CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_refuse)


def _refuse(event: str, args: tuple[object, ...]) -> None:
    writes = event == "open" and isinstance(args[2], int) and bool(args[2] & _WRITING)
    if writes or event.startswith(_FORBIDDEN):
        raise PermissionError(f"The reading process may not: {event}.")


def read_confined(module: str, name: str, file: File) -> extract.Extract:
    """Return what a format takes out of a file.

    Args:
        module: The module that registers the format.
        name: The format's name.
        file: The file.

    Raises:
        Refused: If it cannot be read; any failure of a library on a damaged file is turned into one.
    """
    import_module(module)
    found = _guarded(lambda: FORMATS[name].read(file))
    if sum(len(part.text) for part in (found, *found.parts)) > limits.TEXT_CHARACTERS:
        raise Refused("holds more text than a document may. Split it and add the parts.")
    return found


def comment_confined(wire: bytes) -> bytes:
    """Return a Word file with comments added; ``wire`` is a task of `sources.reading.word.task`.

    Raises:
        Refused: If they cannot be written; any failure of a library on a damaged file is turned into one.
    """
    from sources.reading.word.commenting import with_comments

    task = task_from_wire(wire)
    return _guarded(lambda: with_comments(task.data, task.text, task.comments))


def draw_confined(wire: bytes) -> bytes:
    """Return a page of a PDF as a picture; ``wire`` is the page's number and the file.

    Raises:
        Refused: If it cannot be drawn; any failure of a library on a damaged file is turned into one.
    """
    from sources.reading.page_image import page_image

    number = int.from_bytes(wire[:PAGE_BYTES], "big")
    return _guarded(lambda: page_image(wire[PAGE_BYTES:], number))


def _guarded(work: Callable[[], _Result]) -> _Result:
    try:
        return work()
    except Refused:
        raise
    except MemoryError:
        raise Refused(OUT_OF_MEMORY) from None
    except RecursionError:
        raise Refused("is nested too deeply to be read. Save it as plain text and add it again.") from None
    except Exception as error:  # on a damaged file the libraries raise anything
        raise Refused(DAMAGED) from error


def _answered(module: str, name: str, charset: str, asked: str, given: bytes) -> bytes:
    """Return the answer to what `sources.reading.sandbox` asks."""
    try:
        if asked == COMMENTS:
            return comment_confined(given)
        if asked == IMAGE:
            return draw_confined(given)
        if asked == SOURCES:  # JSON has no line end in it
            return b"\n".join(_answered(module, name, charset, SOURCE, one) for one in unpacked(given))
        return extract.to_wire(read_confined(module, name, File(given, charset, article=asked == ARTICLE)))
    except Refused as refused:
        return extract.to_wire(refused)


if __name__ == "__main__":
    _program, _module, _name, _charset, _asked = sys.argv
    confine()
    sys.stdout.buffer.write(_answered(_module, _name, _charset, _asked, sys.stdin.buffer.read()))
