"""Whom the title of an interview names: "January: Meet Ida Holm", "Spotlight of the week: Board member Ida Holm"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources.language import lexicon

_GIVEN = lexicon.FEMALE_NAMES | lexicon.MALE_NAMES
_WORD = re.compile(r"[\w'’.-]+")
_LONGEST = 14  # words of a title
_LONGEST_NAME = 3  # words
_PARTICLES = frozenset({"de", "van", "von", "bin", "al", "la"})
# What may stand right before the name, or before an office or trade that stands there.
_OPENS = re.compile(
    r"(?:^|[:|–—]\s|\s-\s|\b(?:[Mm]eet|[Ww]ith|[Ss]potlight(?: on)?|[Kk]now|[Kk]nowing|[Ii]nterview"
    r"|[Ii]n the life of)\s)"
    r"(?P<office>(?:(?:our|the|a|an|new)\s)?(?:[\w-]+\s){0,4})$"
)
# Behind it the title ends, or tells who that is and what it is about.
_CLOSES = re.compile(r"\s*$|,\s|:\s|\s[–—|-]\s|\s\(|\s(?:on|talks|about|tells|shares|answers|discusses|reflects)\b")
# Whoever is so announced is a person, though the first word be no given name that is known.
_NAME = r"[A-Z][\w'’-]+(?: [A-Z]\.)?(?: [A-Z][\w'’-]+){1,2}"
_CALLED = re.compile(
    r"(?:^|: )(?:Meet|(?:[Ii]n )?[Cc]onversation with|(?:An )?[Ii]nterview with|Q&A with|[\w ]*[Ss]potlight:"
    rf"|[\w ]+ of the (?:[Dd]ay|[Ww]eek|[Mm]onth|[Yy]ear):) (?P<who>{_NAME})(?: \([^()]+\))?$"
    rf"|^(?P<on>{_NAME}) on (?=[A-Z])"
)
_NO_OFFICE = lexicon.words("verbs_of_doing") | frozenset(
    {"by", "about", "against", "from", "for", "of", "after", "why", "how", "what", "who", "says", "and", "or", "is"}
)


def guest_of(title: str) -> tuple[str, int] | None:
    """Return the one person whom the title of an interview presents, with the offset of the name; None for none.

    The first word of the name is a known given name, but behind "Meet", "Q&A with" and their like.
    """
    line = title.strip()
    if not line or "\n" in line or len(line.split()) > _LONGEST or line[-1:] in ".?!":
        return None
    names = list(_names(line))
    if not names and (called := _CALLED.search(line)) is not None and called.lastgroup is not None:
        name = called[called.lastgroup]
        return None if _is_body(name) else (name, title.index(line) + called.start(called.lastgroup))
    if len(names) != 1:
        return None
    name, start = names[0]
    opened = _OPENS.search(line[:start])
    office = opened["office"].lower().split() if opened is not None else []
    if opened is None or not _CLOSES.match(line[start + len(name) :]) or set(office) & _NO_OFFICE:
        return None
    return name, title.index(line) + start


def _names(line: str) -> Iterator[tuple[str, int]]:
    """Yield the names in a line that begin with a given name, with their offsets."""
    words = list(_WORD.finditer(line))
    at = 0
    while at < len(words):
        length = 1
        if words[at].group().lower() in _GIVEN and words[at].group()[0].isupper():
            while at + length < len(words) and length < _LONGEST_NAME and _goes_on(line, words, at + length):
                length += 1
        if length > 1:
            last = words[at + length - 1]
            yield line[words[at].start() : last.end()], words[at].start()
        at += length


def _goes_on(line: str, words: list[re.Match[str]], at: int) -> bool:
    beside = line[words[at - 1].end() : words[at].start()] == " "
    return beside and (words[at].group()[0].isupper() or words[at].group() in _PARTICLES)


def _is_body(name: str) -> bool:
    return bool(set(name.lower().split()) & (lexicon.ORGANISATIONS | lexicon.INSTITUTIONS))
