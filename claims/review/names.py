"""What a reviewer's name may be: a label that tells people apart, in the history and in the CSV."""

from __future__ import annotations

import unicodedata

from claims.review.gates import GateClosed
from sources.untrusted import Unusable, sound

NAME_LIMIT = 60  # characters; longer names no longer fit beside the navigation at 1240 px
# What the pages called everybody who had given no name, before they asked. It stays in old histories.
NOBODYS_NAME = "Reviewer"


def read_name(text: str) -> str:
    """Return ``text`` as a reviewer's name: composed (NFC), with single spaces between its parts.

    Raises:
        GateClosed: If nothing of it can be seen, it is longer than `NAME_LIMIT`, has characters that cannot be kept,
            or is the word that stood for everybody without a name; with a sentence for the person who wrote it.
    """
    try:
        name = " ".join(unicodedata.normalize("NFC", sound(text)).split())
    except Unusable as problem:
        raise GateClosed(f"The name {problem}. Write it without such characters.") from None
    if not any(unicodedata.category(character)[0] in "LNSP" for character in name):
        raise GateClosed("The name is empty. Write your name.")
    if len(name) > NAME_LIMIT:
        raise GateClosed(f"The name has {len(name)} characters, {NAME_LIMIT} are kept. Shorten it.")
    if name.casefold() == NOBODYS_NAME.casefold():
        raise GateClosed(f"“{name}” is what everybody without a name was called. Write your own name.")
    return name
