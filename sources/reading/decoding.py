"""Bytes to text: what the file says about its encoding is believed, what has to be guessed is said."""

from __future__ import annotations

import codecs
import re

from sources.reading.errors import Refused
from sources.reading.limits import GUESS_BYTES

# Longest mark first: the mark of UTF-32 begins with that of UTF-16. (Unicode standard, section 23.8)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b")) + b"\x7f"
# A text that is sound UTF-8 may carry stray control characters; they are replaced and counted. Bytes that are no
# UTF-8 have less credit: an old text has none at all, a picture or a program about one in ten.
_MOST_CONTROLS_UTF8 = 0.30
_MOST_CONTROLS_GUESSED = 0.02

_DECLARED = re.compile(rb"""(?:charset|<\?xml[^>]*encoding)\s*=\s*["']?\s*([A-Za-z][\w.:-]{0,30})""", re.IGNORECASE)
# Browsers read these names as Windows-1252 (Encoding standard, section 4.2), and pages rely on it.
_MEANS_WESTERN = frozenset({"iso-8859-1", "iso8859-1", "latin1", "latin-1", "ascii", "us-ascii"})
# Python knows more codecs than pages use, some of them slow on purpose-made bytes ("idna", "punycode").
_CODE_PAGE = re.compile(
    r"(iso-?8859-\d+|windows-\d+|cp\d+|koi8-[ru]|gb2312|gbk|gb18030|big5|shift_jis|euc-(jp|kr)|macintosh)"
)

# What English text in Windows-1252, the usual encoding of old newsroom files, has beside ASCII.
_WESTERN = frozenset("‘’“”–—…•€£¥§©®™°·½¼¾×«» áàâäãåæçéèêëíìîïñóòôöõøœúùûüßÁÀÂÄÃÅÆÇÉÈÊËÍÓÖØŒÚÜÑžšŽŠ")
_NO_TEXT = "holds binary data, not text. If it is a document, save it as UTF-8 text, PDF or DOCX and add it again."
_MOST_WESTERN = 0.12  # of all characters; French has 6 in 100, a language in another alphabet most of them


def decoded(data: bytes, *, declared: str = "") -> tuple[str, tuple[str, ...]]:
    """Return the text of ``data`` and notices about how it was found.

    Order: a byte-order mark; sound UTF-8; the encoding ``declared`` by the file itself (HTML), where it fits; else
    a guess, named in a notice.

    Raises:
        Refused: If the bytes are no text in any encoding that could be found.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _by_mark(data, encoding)
    controls = len(data) - len(data.translate(None, _CONTROLS))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        if controls > _MOST_CONTROLS_GUESSED * len(data):
            raise Refused(_NO_TEXT) from None
        return _guessed(data, declared)
    if controls > _MOST_CONTROLS_UTF8 * len(data):
        raise Refused(_NO_TEXT)
    return text, ()


def declared_encoding(data: bytes) -> str:
    """Return the encoding that an HTML page names in its first kilobyte (HTML standard, prescan), or ""."""
    found = _DECLARED.search(data[:1024])
    return known_encoding(found[1].decode("ascii") if found else "")


def known_encoding(named: str) -> str:
    """Return the codec of an encoding that a page or a server names, or "" where it is none that pages use."""
    named = named.lower()
    if named in _MEANS_WESTERN:
        return "cp1252"
    return named if _CODE_PAGE.fullmatch(named) else ""


def _by_mark(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    text = data.decode(encoding, errors="replace")
    new = text.count("\ufffd")
    if not new:
        return text, ()
    places = "place" if new == 1 else "places"
    spelled = encoding.removesuffix("-sig").upper()
    return text, (f"The file says it is {spelled}, but {new} {places} could not be read and show the sign \ufffd.",)


def _guessed(data: bytes, declared: str) -> tuple[str, tuple[str, ...]]:
    if declared:
        try:
            return data.decode(declared), ()
        except (LookupError, UnicodeError, ValueError):
            pass
    encoding = "cp1252" if _looks_western(data) else _by_statistics(data)
    if not encoding:
        raise Refused(_NO_TEXT)
    text = data.decode(encoding, errors="replace")
    spelled = "Windows-1252" if encoding == "cp1252" else encoding
    notice = (
        f"The file does not say its encoding; it was read as {spelled}. Check accents and quotation marks, "
        "and save the file as UTF-8 if they are wrong."
    )
    return text, (notice,)


def _looks_western(data: bytes) -> bool:
    """Say whether ``data`` is plainly English in Windows-1252; statistics go astray on a few curly quotes."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    beyond = [character for character in text if character > "\x7f"]
    return len(beyond) <= _MOST_WESTERN * len(text) and _WESTERN.issuperset(beyond)


def _by_statistics(data: bytes) -> str:
    from charset_normalizer import from_bytes

    sample = data[:GUESS_BYTES]
    if len(data) > GUESS_BYTES:
        # Cut where a line ends: the byte of a line feed is never the second half of a character.
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    best = from_bytes(sample).best()
    return best.encoding if best is not None else ""
