"""Texts from outside: what is replaced before anything counts characters in them, what is refused, what is shown.

Line ends stay as they are, carriage returns included: every offset counts in the text of the file itself, and what
was claimed and what was skipped must join back to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

REPLACEMENT = "\ufffd"

# Control characters (general category Cc) beside tab, line feed and carriage return, and lone surrogates (Cs).
# The first cannot be stored in every database or written into XML, the second not even encoded as UTF-8.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_NO_XML = {0xFFFE: REPLACEMENT, 0xFFFF: REPLACEMENT}
_LINE_END = re.compile("[\t\n\r\u2028\u2029]")

# Characters that direct or join others and draw nothing: soft hyphen, Arabic and Mongolian marks, zero-width
# characters, bidirectional marks, embeddings, overrides and isolates, the inner byte-order mark, and tags.
_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f"
# A joiner between two characters of a joining script or two pictures is spelling: Persian, Hindi, family emoji.
_JOINED = "[\u0600-\u1fff\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]"
_HIDDEN = re.compile(f"(?!(?<={_JOINED})[\u200c\u200d]{_JOINED})[{_INVISIBLE}]")


class Unusable(ValueError):  # noqa: N818 - what is said of a value, not a fault of the program
    """A value from outside that is not taken in; the message is a clause about it ("holds the character U+0000")."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text that every later offset may count in.

    Attributes:
        notices: Sentences about what was replaced, and about what is there and cannot be seen.
    """

    text: str
    notices: tuple[str, ...] = ()


def clean(text: str) -> Cleaned:
    """Return ``text`` without a leading byte-order mark and with U+FFFD for what cannot be kept.

    Each control character (tab and line ends excepted) and each lone surrogate becomes one U+FFFD, so the length
    changes by the byte-order mark alone. Characters without a shape of their own stay; they are counted in a
    notice, and `visible` shows them.
    """
    text = text.removeprefix("\ufeff")
    text, controls = _CONTROL.subn(REPLACEMENT, text)
    text, surrogates = _SURROGATE.subn(REPLACEMENT, text)
    hidden = len(_HIDDEN.findall(text))
    notices = []
    if controls:
        were = "control character was" if controls == 1 else "control characters were"
        notices.append(f"{controls} {were} replaced by the sign \ufffd.")
    if surrogates:
        were = "broken character was" if surrogates == 1 else "broken characters were"
        notices.append(f"{surrogates} {were} replaced by the sign \ufffd.")
    if hidden:
        are = "invisible character is" if hidden == 1 else "invisible characters are"
        notices.append(f"{hidden} {are} in the text; the page shows where, such as ⟨U+200B⟩.")
    return Cleaned(text, tuple(notices))


def replaced(text: str) -> str:
    """Return ``text`` with U+FFFD for each character that cannot be kept; its length and its offsets stay."""
    return _SURROGATE.sub(REPLACEMENT, _CONTROL.sub(REPLACEMENT, text))


def for_xml(text: str) -> str:
    """Return ``text`` with U+FFFD for the two characters that XML cannot hold and every other file can."""
    return text.translate(_NO_XML)


def one_line(text: str, *, most: int | None = None) -> str:
    """Return what a field of one line holds: `replaced`, line ends as spaces, trimmed, at most ``most`` long."""
    return _LINE_END.sub(" ", replaced(text)).strip()[:most].rstrip()


def sound(text: str) -> str:
    """Return ``text`` as it is.

    Raises:
        Unusable: If it holds a character that cannot be kept; the message names the first one.
    """
    if found := _CONTROL.search(text) or _SURROGATE.search(text):
        raise Unusable(f"holds the character U+{ord(found[0]):04X}, which cannot be stored")
    return text


def visible(text: str) -> str:
    """Return ``text`` with each invisible or forbidden character written out, such as ``⟨U+202E⟩``; for display only.

    Lengths change: never count offsets in what this returns. Cut the text first, then show the pieces.
    """
    for characters in (_HIDDEN, _CONTROL, _SURROGATE):
        text = characters.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)
    return text
