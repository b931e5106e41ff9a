"""Whether two names in print are of one outlet: "the Associated Press" and "AP", "Reuters" and "Reuters Staff"."""

from __future__ import annotations

import re
import unicodedata

from sources.language.lexicon import words
from sources.language.outlets import AGENCIES, OUTLET_WORD

_LITTLE = words("little_words_of_outlets")
_ACRONYM = re.compile(r"[A-Z]{2,5}")
_FEWEST_INITIALS = 3  # "AP" may be the Anselby Post; "NYT" is rarely anything else


def _plain(name: str) -> str:
    bare = "".join(
        letter for letter in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(letter)
    )
    words = [word for word in re.findall(r"[^\W_]+", re.sub(r"[’']s\b|[.’']", "", bare)) if word not in _LITTLE]
    return " ".join(words)


_KNOWN = {_plain(form): agency[0] for agency in AGENCIES for form in agency}


def key(name: str) -> str:
    """Return the same text for two names of one outlet; empty where there is no name."""
    plain = _plain(name)
    return _plain(_KNOWN[plain]) if plain in _KNOWN else plain


def initials(name: str) -> str:
    """Return the acronym of a name of at least three words; empty for others."""
    words = key(name).split()
    return "".join(word[0] for word in words) if len(words) >= _FEWEST_INITIALS else ""


def same(one: str, other: str) -> bool:
    """Tell whether two names are of one outlet: as wholes, or one as the acronym of the other."""
    ours, theirs = key(one), key(other)
    return bool(ours) and bool(theirs) and (ours == theirs or initials(one) == theirs or initials(other) == ours)


def full(name: str) -> str:
    """Return the name by which a known agency goes, and any other name without "the" and "staff" around it."""
    known = _KNOWN.get(_plain(name))
    return known or re.sub(r"\A(?:the|The) | (?:[Ss]taff|[Rr]eporters?|and agencies)\Z", "", name.strip())


def is_agency(name: str) -> bool:
    """Tell whether a name is of an agency whose reports other papers print."""
    return _plain(name) in _KNOWN


def is_outlet(name: str) -> bool:
    """Tell whether a name is an outlet's rather than a person's."""
    return is_agency(name) or bool(OUTLET_WORD.search(name) or _ACRONYM.fullmatch(name.strip()))
