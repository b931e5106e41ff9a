"""What a file is: by its ending, held against how its bytes begin."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from sources.reading.errors import NotRead, quoted, shown
from sources.reading.limits import FILE_BYTES, MARK_BYTES
from sources.reading.registry import Format, all_formats, ending_of, format_by_ending

_WORDS = "Save it as DOCX, PDF or plain text and add it again."
_IMAGE = "is a picture. Recognise its text first, then add it as plain text or PDF."
_ARCHIVE = "is a packed archive. Unpack it and add the files inside one by one."
_PROGRAM = "is a program, not a document."
_RECORDING = "is a sound or video file. Write down what is said, then add the transcript as plain text."
_OLE = "is an old Office file, or one locked with a password. Remove the password. " + _WORDS
_DATABASE = "is a database. Export the texts as CSV and add that."
_REFUSED = {
    _IMAGE: (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"BM"),
    _ARCHIVE: (b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x28\xb5\x2f\xfd"),
    _PROGRAM: (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe"),
    _RECORDING: (b"ID3", b"OggS", b"fLaC"),
    _OLE: (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
    _DATABASE: (b"SQLite format 3\x00",),
}
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))


def name_at(url: str, data: bytes, content_type: str) -> str:
    """Return a file name for what an address gave: the last part of its path, with an ending that fits its bytes.

    What the bytes are goes before what the server calls them, and that before the ending in the address.
    """
    parts = urlsplit(url)
    last = unquote(parts.path.rstrip("/").rpartition("/")[2]) or parts.hostname or "page"
    found = _recognised(data) or next((known for known in all_formats() if content_type in known.media_types), None)
    if found is None or found == format_by_ending(last):
        return last
    return f"{last}.{found.endings[0]}"


def format_of(data: bytes, name: str, *, most_bytes: int = FILE_BYTES) -> Format:
    """Return the format of a file.

    Args:
        data: The whole file.
        name: Only its ending is looked at; letter case does not matter.
        most_bytes: Largest size taken.

    Raises:
        NotRead: If the file is empty or too large, in a format that is not read, or not what its ending says.
    """
    if not data:
        raise NotRead(f"{shown(name)} is empty (0 bytes). Check how it was saved and add it again.")
    if len(data) > most_bytes:
        raise NotRead(
            f"{shown(name)} has {len(data) / 1024**2:.1f} MB; the most is {most_bytes / 1024**2:g} MB. "
            "Split it, or leave out its pictures, and add it again."
        )
    named, found = format_by_ending(name), _recognised(data)
    if found is None and (sentence := _not_read(data)):
        raise NotRead(f"{shown(name)} {sentence}")
    if named is None:
        raise NotRead(_unknown(name, found))
    if found is not None and found != named:
        raise NotRead(
            f"{shown(name)} is {found.phrase} inside, whatever its name says. "
            f"Rename it so that it ends in .{found.endings[0]} and add it again."
        )
    if found is None and not named.fits(data):
        raise NotRead(
            f"{shown(name)} is not {named.phrase}: it does not begin like one. It may be damaged or have the wrong "
            "name. Save it once more from the program it was made with and add it again."
        )
    return named


def _recognised(data: bytes) -> Format | None:
    return next((known for known in all_formats() if known.recognises(data)), None)


def _not_read(data: bytes) -> str:
    """Return the end of a sentence about a file in a format that is not read; "" for what may be any text."""
    start = data[:MARK_BYTES]
    if len(start.translate(None, _CONTROLS)) == len(start):
        return ""  # the marks below are a few letters, and a text may begin with them; no text has zero bytes
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(data)
    if start[8:12] == b"WEBP" or start[4:12] in {b"ftypheic", b"ftypavif"}:
        return _IMAGE
    if start[4:8] == b"ftyp":
        return _RECORDING
    return next((sentence for sentence, marks in _REFUSED.items() if start.startswith(marks)), "")


def _packed(data: bytes) -> str:
    """Tell the formats that are ZIP archives apart by the names of the files inside, which are never packed."""
    start = data[:200]
    if b"mimetypeapplication/vnd.oasis.opendocument" in start:
        return "is an OpenDocument file. " + _WORDS
    if b"[Content_Types].xml" in data and b"ppt/" in data:
        return "is a PowerPoint file. Save it as PDF and add it again."
    return _ARCHIVE


def _unknown(name: str, found: Format | None) -> str:
    usual = ", ".join(f".{known.endings[0]}" for known in all_formats())
    ending = ending_of(name)
    has = f"ends in {quoted('.' + ending)}, which is not read" if ending else "has no ending that says what it is"
    if found is not None:
        inside = f"but inside it is {found.phrase}. Rename it to end in .{found.endings[0]} and add it again."
        return f"{shown(name)} {has}, {inside}"
    return f"{shown(name)} {has}. The workbench reads files that end in {usual}. Save it as one of these."
