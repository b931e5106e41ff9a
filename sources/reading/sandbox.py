"""The app's side of the sandbox: starts a process with nothing it does not need, and outlives it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sources.reading import limits
from sources.reading.errors import DAMAGED, OUT_OF_MEMORY, STOPPED, TOO_SLOW, Refused
from sources.reading.extract import Extract, from_wire
from sources.reading.page_image import MARK as IMAGE_MARK
from sources.reading.registry import File, Format
from sources.reading.word.task import FILE_MARK, WordComment, task_to_wire

ARTICLE, SOURCE, SOURCES, COMMENTS, IMAGE = "article", "source", "sources", "comments", "image"
"""What the worker is asked for, as its last argument."""

PAGE_BYTES = 4
"""Of the number of a page, before the file."""

_LENGTH = 8  # bytes that say how long a file is
_slots = threading.BoundedSemaphore(limits.SANDBOXES)


def read_in_sandbox(known: Format, file: File, *, seconds: float = limits.SANDBOX_SECONDS) -> Extract:
    """Read a file in a process of its own; other threads go on meanwhile.

    Waits while `limits.SANDBOXES` files are being read already; the time starts after that.

    Raises:
        Refused: If the file was refused, or its process failed, took too long or too much memory.
    """
    asked = [known.read.__module__, known.name, file.charset, ARTICLE if file.article else SOURCE]
    return from_wire(_answer(asked, file.data, seconds))


def read_all_in_sandbox(
    known: Format, files: Sequence[bytes], *, seconds: float = limits.SANDBOX_SECONDS
) -> list[Extract | Refused]:
    """Read files of one format, each a source, in one process: to start it takes longer than to read a page.

    Where that process fails, because of one of them or of all together, each is read in a process of its own.

    Returns:
        What each gave, or why it was refused, in their order.
    """
    if not files:
        return []
    asked = [known.read.__module__, known.name, "", SOURCES]
    try:
        answers = _answer(asked, packed(files), seconds).split(b"\n")
    except Refused:
        return [_extract_or_refusal(known, data) for data in files]
    return [_from_wire(answer) for answer in answers]


def _extract_or_refusal(known: Format, data: bytes) -> Extract | Refused:
    try:
        return read_in_sandbox(known, File(data))
    except Refused as refused:
        return refused


def _from_wire(answer: bytes) -> Extract | Refused:
    try:
        return from_wire(answer)
    except Refused as refused:
        return refused


def packed(files: Sequence[bytes]) -> bytes:
    """Return files as one piece, each after its length."""
    return b"".join(len(data).to_bytes(_LENGTH) + data for data in files)


def unpacked(piece: bytes) -> list[bytes]:
    """Return the files that `packed` was given."""
    files: list[bytes] = []
    while piece:
        length = int.from_bytes(piece[:_LENGTH])
        files.append(piece[_LENGTH : _LENGTH + length])
        piece = piece[_LENGTH + length :]
    return files


def comment_in_sandbox(
    data: bytes, text: str, comments: Sequence[WordComment], *, seconds: float = limits.SANDBOX_SECONDS
) -> bytes:
    """Return a Word file with comments added, as `with_comments` does, in a process of its own.

    Raises:
        Refused: As `with_comments` does, or if the process failed, took too long or too much memory.
    """
    asked = ["sources.reading.word.commenting", "docx", "", COMMENTS]
    answer = _answer(asked, task_to_wire(data, text, comments), seconds)
    return answer if answer.startswith(FILE_MARK) else _refusal(answer)


def page_image_in_sandbox(data: bytes, number: int, *, seconds: float = limits.SANDBOX_SECONDS) -> bytes:
    """Return a page of a PDF as a picture, as `page_image` does, drawn in a process of its own.

    Raises:
        Refused: As `page_image` does, or if the process failed, took too long or too much memory.
    """
    asked = ["sources.reading.page_image", "pdf", "", IMAGE]
    answer = _answer(asked, number.to_bytes(PAGE_BYTES, "big") + data, seconds)
    return answer if answer.startswith(IMAGE_MARK) else _refusal(answer)


@contextmanager
def slot() -> Iterator[None]:
    """Wait while `limits.SANDBOXES` files are being read already; for other work that a file asks for."""
    with _slots:
        yield


def _refusal(answer: bytes) -> bytes:
    """Raise the refusal that the process answered with."""
    from_wire(answer)
    raise Refused(DAMAGED)


def _answer(asked: Sequence[str], given: bytes, seconds: float) -> bytes:
    """Return what the worker writes; anything but a regular end is a refusal."""
    with _slots:
        try:
            ended = subprocess.run(  # noqa: S603 - our own interpreter and module; nothing of the file is an argument
                [sys.executable, "-m", "sources.reading.sandbox_worker", *asked],
                input=given,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                cwd=_home(),
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Refused(STOPPED.format(seconds=seconds)) from None
    if ended.returncode == 0:
        return ended.stdout
    if ended.returncode == -signal.SIGXCPU:
        raise Refused(TOO_SLOW)
    if ended.returncode == -signal.SIGKILL:
        raise Refused(OUT_OF_MEMORY)
    raise Refused(DAMAGED)


def _home() -> Path:
    return Path(__file__).resolve().parents[2]


def _environment() -> dict[str, str]:
    """Return all that the process gets to know: where modules are. No key, no database, no path to programs."""
    modules = [str(_home()), *(entry for entry in sys.path if entry)]
    environment = {
        "PATH": "",
        "PYTHONPATH": os.pathsep.join(modules),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "LC_ALL": "C.UTF-8",
    }
    if libraries := os.environ.get("LD_LIBRARY_PATH"):
        environment["LD_LIBRARY_PATH"] = libraries
    return environment
