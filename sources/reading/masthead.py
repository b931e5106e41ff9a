"""Who published a text and when, as its first lines print it: a dateline with an agency, or an outlet with a day."""

from __future__ import annotations

import re
from dataclasses import replace

from sources.language.outlets import AGENCIES, OUTLET_WORD
from sources.source import Document
from sources.untrusted import day

_LINES = 6  # with words, from the top: headline, standfirst, byline, outlet, day, dateline
_LONGEST = 80  # characters of a line that only names an outlet and a day
_LONGEST_TITLE = 150  # characters: two lines of a newspaper's headline
_ENDS = (".", "!", ":", ";", ",", "”", '"')  # of a sentence, or of a line that goes on
# MOSCOW, Oct 8, 2019 (Reuters) - ...
_DATELINE = re.compile(r"(?P<place>[^\n()]{2,60}?)\s*\((?P<agency>[^\n()]{2,40})\)\s*(?:-{1,2}|[–—])\s")
_PARTED = re.compile(r"\s*(?:\t|,|\||·|\s[–—-]\s)\s*")
_BYLINE = re.compile(r"\s*[|·]\s*[Bb]y\s[^\d|·]*$")  # behind the day: "Lorn Gazette · 9 October 2019 · By Ida Holm"
_TOLD = re.compile(r"(?:source|published by|publisher|from)\s*:?\s+", re.IGNORECASE)  # before an outlet
_NAME = re.compile(r"(?:[A-Z][\w'’.&-]*|of|the|and|for|de)(?: (?:[A-Z][\w'’.&-]*|of|the|and|for|de))*")
_FORMS = {form: names[0] for names in AGENCIES for form in (names[0].lower(), *names[1:])}
READ = "What the first lines say of publisher and date was taken over; correct it where it is wrong."

READ_DAY = "The date was taken from a line of its own among the first; correct it where it is wrong."


def titled(document: Document) -> Document:
    """Return ``document`` with its first line as the title, where it has none.

    Only a line is taken that is short and no sentence, and that more follows.
    """
    lines = [line.strip() for line in document.text.splitlines() if line.strip()]
    if document.title or len(lines) < 2 or len(lines[0]) > _LONGEST_TITLE or lines[0].endswith(_ENDS):
        return document
    return replace(document, title=lines[0])


def filled(document: Document) -> Document:
    """Return ``document`` with publisher and date from its first lines, where it has none of its own.

    Only an agency that other papers print (`AGENCIES`) is taken from a dateline; a line of its own names the outlet
    where the name has a word of an outlet ("Gazette") and a whole day is behind it or on the next line. A line that
    is a day and nothing else dates the text, without a publisher too. What could be a place or two days stays open.
    """
    if document.publisher:
        return document
    lines = [line.strip() for line in document.text.splitlines() if line.strip()][: _LINES + 1]
    for line, following in zip(lines[:_LINES], [*lines[1:], ""], strict=False):
        named = _of_dateline(line) or _of_masthead(line) or _of_two_lines(line, following)
        if named:
            publisher, rest = named
            return replace(
                document,
                publisher=publisher,
                published=document.published or day(rest),
                notices=(*document.notices, READ),
            )
    days = {found for line in lines[:_LINES] if " " in line and (found := day(line))}
    if document.published is None and len(days) == 1:
        return replace(document, published=days.pop(), notices=(*document.notices, READ_DAY))
    return document


def _of_dateline(line: str) -> tuple[str, str] | None:
    found = _DATELINE.match(line)
    agency = _FORMS.get(found["agency"].strip().lower()) if found else None
    return (agency, found["place"].partition(",")[2]) if found and agency else None


def _of_masthead(line: str) -> tuple[str, str] | None:
    if len(line) > _LONGEST:
        return None
    for parted in _PARTED.finditer(line):
        outlet, rest = line[: parted.start()].strip(), _BYLINE.sub("", line[parted.end() :])
        if day(rest) is None:
            continue
        # "By staff reporters, Eastern Courier, 9 October 2019"; "The Lorn Gazette, Lorn, 9 October 2019"
        return next(((name, rest) for name in _outlets(outlet)), None)
    return None


def _of_two_lines(line: str, following: str) -> tuple[str, str] | None:
    """Return an outlet that has a line of its own, with the day on the next."""
    if len(line) + len(following) > _LONGEST or day(following) is None:
        return None
    name = _TOLD.sub("", line, count=1)
    return (name, following) if _NAME.fullmatch(name) and OUTLET_WORD.search(name) else None


def _outlets(words: str) -> list[str]:
    """Return the parts of a line that name an outlet, the last one first."""
    parts = [_TOLD.sub("", part, count=1) for part in reversed(_PARTED.split(words)[-2:])]
    return [part for part in parts if part[:1].isupper() and OUTLET_WORD.search(part)]
