"""The reading process: ``python -m sources.reading.sandbox_worker KIND`` reads a file from stdin, answers in JSON.

A PDF, DOCX or HTML file is a program for its parser. It runs here, with little memory and time, without the network,
without another process and without writing a file, so that the worst file ends this process and nothing else.
"""

from __future__ import annotations

import os
import resource
import sys

from sources.reading import extract, limits

_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.remove", "os.rename")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def confine() -> None:
    """Give up, for the rest of this process, what reading a file does not need."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.CHILD_MEMORY_BYTES, limits.CHILD_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.CHILD_CPU_SECONDS, limits.CHILD_CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_refuse)


def _refuse(event: str, args: tuple[object, ...]) -> None:
    writes = event == "open" and isinstance(args[2], int) and bool(args[2] & _WRITING)
    if writes or event.startswith(_FORBIDDEN):
        raise PermissionError(f"The reading process may not: {event}.")


def read_in_child(kind: str, data: bytes) -> extract.Extract:
    """Return what stands in a file of ``kind`` pdf, docx, feed or html (UTF-8).

    Raises:
        Refused: If it cannot be read; any failure of a library on a damaged file is turned into one.
    """
    try:
        if kind == "pdf":
            from sources.reading.formats.pdf import read_pdf

            found = read_pdf(data)
        elif kind == "docx":
            from sources.reading.formats.docx import read_docx

            found = read_docx(data)
        elif kind == "feed":
            from sources.reading.formats.feed import read_feed

            found = read_feed(data)
        else:
            from sources.reading.formats.html import read_html

            found = read_html(data)
    except extract.Refused:
        raise
    except MemoryError:
        raise extract.Refused(extract.OUT_OF_MEMORY) from None
    except RecursionError:
        raise extract.Refused("is nested too deeply to be read. Save it as plain text and add it again.") from None
    except Exception as error:  # on a damaged file the libraries raise anything
        raise extract.Refused(extract.DAMAGED) from error
    if sum(len(part.text) for part in (found, *found.parts)) > limits.TEXT_CHARACTERS:
        raise extract.Refused("holds more text than a document may. Split it and add the parts.")
    return found


if __name__ == "__main__":
    confine()
    try:
        answer: extract.Extract | extract.Refused = read_in_child(sys.argv[1], sys.stdin.buffer.read())
    except extract.Refused as refused:
        answer = refused
    sys.stdout.buffer.write(extract.to_wire(answer))
