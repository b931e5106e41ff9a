"""The file formats that are read, each registered under its name.

To add a format, write a module in `sources.reading.formats` that registers it, its tests, and its row in the table of
`sources/README.md`, which a test compares. No other code has to know of it. A module elsewhere may register
a format too, if the sandbox can import it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sources.reading.decoding import decoded
from sources.reading.extract import Extract


@dataclass(frozen=True, slots=True)
class File:
    """A file as a format reads it.

    Attributes:
        data: The whole file.
        charset: The codec that the server named which sent it, or ""; it goes before what the file itself says.
        article: Read it as an article, whose text stays as readers see it, and not as a source.
    """

    data: bytes
    charset: str = ""
    article: bool = False

    def text(self, declared: str = "") -> tuple[str, tuple[str, ...]]:
        """Return the decoded text, and notices about how its encoding was found.

        Args:
            declared: The codec that the file itself names, or "".

        Raises:
            Refused: If the bytes are no text.
        """
        return decoded(self.data, declared=self.charset or declared)


def _never(_data: bytes) -> bool:
    return False


def _always(_data: bytes) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: how its files are recognised, how they are read, and what may come of them.

    Attributes:
        name: Kept with every source as its kind.
        title: What tables of formats call it ("PDF").
        phrase: What sentences call it, with its article ("a PDF").
        endings: Of file names, the usual one first, without the dot, in lower case.
        limits: How much of a file is read, as `sources/README.md` says it.
        read: Takes the text out of a file, or raises `Refused`; its module must be the one that registers the format.
        sandboxed: ``read`` runs in the sandbox, because a file may misuse the library that parses it.
        recognises: Whether a file is in this format for certain, whatever its name says.
        fits: Whether a file with one of the endings can be in this format; it is refused as damaged otherwise.
        media_types: Content types of the web that mean this format.
        article: A file may become an article.
        source: A file may become a source, or several.
        entry: What one of the many sources in a file is called ("row"); empty if a file is one source.
        returns: An article in this format can go back with comments in it, so its file is kept.
        masthead: The format has no place for a publisher, so the first lines of a source are searched for one.
    """

    name: str
    title: str
    phrase: str
    endings: tuple[str, ...]
    limits: str
    read: Callable[[File], Extract]
    sandboxed: bool = False
    recognises: Callable[[bytes], bool] = _never
    fits: Callable[[bytes], bool] = _always
    media_types: tuple[str, ...] = ()
    article: bool = True
    source: bool = True
    entry: str = ""
    returns: bool = False
    masthead: bool = False


FORMATS: dict[str, Format] = {}
"""Every format under its name."""


def register(new: Format) -> None:
    """Add a format.

    Raises:
        ValueError: If another format has its name or one of its endings.
    """
    taken = [known.name for known in FORMATS.values() if known.name == new.name or {*known.endings} & {*new.endings}]
    if taken:
        raise ValueError(f"The format {new.name!r} has its name or an ending in common with {taken[0]!r}.")
    FORMATS[new.name] = new


def unregister(name: str) -> None:
    """Take a format out again; files with its endings are not read any more."""
    del FORMATS[name]


def all_formats() -> list[Format]:
    """Return all formats: those of articles first, then by name."""
    return sorted(FORMATS.values(), key=lambda known: (not known.article, known.name))


def format_by_ending(name: str) -> Format | None:
    """Return the format that the ending of a file's name means, in whatever letter case."""
    ending = ending_of(name)
    return next((known for known in FORMATS.values() if ending in known.endings), None)


def ending_of(name: str) -> str:
    """Return what stands behind the last dot of a file's name, in lower case; "" without a dot."""
    return name.rpartition(".")[2].strip().lower() if "." in name else ""


def source_endings() -> tuple[str, ...]:
    """Return the endings of files that may become sources, without the dot."""
    return tuple(ending for known in all_formats() if known.source for ending in known.endings)


def article_endings() -> tuple[str, ...]:
    """Return the endings of files that may become an article, without the dot."""
    return tuple(ending for known in all_formats() if known.article for ending in known.endings)


def article_files() -> str:
    """Return the usual endings of article files for a sentence: ".docx, .html or .txt"."""
    *first, last = (f".{known.endings[0]}" for known in all_formats() if known.article)
    return f"{', '.join(first)} or {last}"
