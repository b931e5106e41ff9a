"""The place, agency and day before the first words of a report: "ALMERY, Oct 11 (Reuters) - "."""

from __future__ import annotations

import re

from sources.language.lexicon import HONORIFICS, ROLES, words
from sources.language.patterns import AGENCY
from sources.language.places import is_place
from sources.language.times.article_date import MONTHS

_LONGEST = 120  # characters
_MONTH = rf"(?:{'|'.join(sorted({name.capitalize() for name in MONTHS}, key=len, reverse=True))})\.?"
_DAY = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_REGION = r"(?:(?:, |/)[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2}){0,2}"
_CAPITALS = rf"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]*){{0,3}}{_REGION}"
_TITLED = rf"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){{0,3}}{_REGION}"
_KNOWN = rf"[(\[](?:The )?{AGENCY}(?: ?/ ?[A-Z][\w .]{{1,30}})?[)\]]"
_ANY_AGENCY = r"[(\[][A-Z][A-Za-z.&' -]{1,30}[)\]]"
_DASH = r"\s*(?:--+|[–—-])\s+"
# With an agency or a day nothing else is meant; after a place in capitals alone only a dash and a capital letter.
_SURE = re.compile(
    rf"(?:(?:{_CAPITALS},? (?:{_DAY},? )?{_ANY_AGENCY}|{_TITLED},? (?:{_DAY},? )?{_KNOWN}|(?:{_DAY} )?{_KNOWN}"
    rf"|{_CAPITALS}, {_DAY}|{_TITLED}, {_DAY})(?:{_DASH}|: ?))"
)
# "LORN (Reuters) -Ferry operator ...": with an agency, a dash that nothing parts from the first word is one, too.
_CLOSE = re.compile(rf"(?:{_CAPITALS}|{_TITLED}),? (?:{_DAY},? )?{_KNOWN}\s(?:--+|[–—-])(?=[A-Z\"“])")
_BARE = re.compile(rf"(?P<place>{_CAPITALS})\s*(?:--+|[–—]|(?<= )-)\s+(?=[\"“‘'A-Z0-9])")
# Press releases: "TARVEL, May 3, 2024 /PRNewswire/ -- ", "TARVEL--(BUSINESS WIRE)--", "TARVEL (Monday, May 6) - ".
# A newswire's name may begin with a figure.
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_RELEASE = re.compile(
    rf"(?:(?:{_CAPITALS}|{_TITLED}),? ?(?:{_DAY},? ?)?(?:--|[–—])?\s?)?"
    rf"(?:/(?=[^/]*[A-Z])[A-Z0-9][A-Za-z0-9-][\w .-]{{1,40}}/"
    rf"|[(\[](?:[A-Z]+ ?NEWS ?WIRES?|[A-Z]{{2,}}(?: [A-Z]{{2,}})?)[)\]])"
    rf"\s*(?:--+|[–—-])\s*(?:{_DAY}{_DASH})?"
    rf"|(?:{_CAPITALS}|{_TITLED}) ?(?:--)?(?:[(\[]?(?:BUSINESS WIRE|Business Wire)[)\]]?\s*--+\s?{_DAY}\s?--+)\s*"
    rf"|(?:{_CAPITALS}|{_TITLED}) / ?[A-Z][A-Za-z]{{3,20}} / {_DAY} / "
    rf"|(?:{_CAPITALS}|{_TITLED}) \((?:{_WEEKDAY},? )?{_DAY}\){_DASH}"
    rf"|(?:{_CAPITALS}|{_TITLED}){_DASH}(?:{_WEEKDAY},? )?{_DAY}{_DASH}"
)
# "Lima, Peru — The ...": small letters are enough where the country or state is known.
_BARE_TITLED = re.compile(
    r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}, (?P<region>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3})"
    r"\s*(?:--+|[–—])\s+(?=[\"“‘'A-Z0-9])"
)
_NO_PLACE = words("capitals_that_are_no_place")
# "KOTHAPUR: The police arrested ...", as Indian papers write it; no heading and nobody's label.
_PLACE_AND_COLON = re.compile(r"(?P<place>[A-Z]{4,}(?: [A-Z]{3,}){0,2}): (?=[\"“‘'A-Z0-9])")
_NO_LABEL = words("label_topics") | words("question_labels") | ROLES | HONORIFICS | words("titles")
_OWN_WORDS = re.compile(r"\b(?:I|[Mm]y|[Ww]e|[Oo]ur|[Yy]ou)\b")


def dateline_end(paragraph: str, *, first: bool) -> int:
    """Return how many characters of ``paragraph`` are its dateline, the dash included; 0 where it has none.

    Args:
        paragraph: A body paragraph.
        first: Whether it is the article's first: only there is a place without agency and day enough.
    """
    head = paragraph[:_LONGEST]
    match = _SURE.match(head) or _CLOSE.match(head) or _RELEASE.match(head)
    if match is None and first:
        match = _BARE.match(head)
        if match and match["place"].split(",")[0].split()[0] in _NO_PLACE:
            match = None
        match = match or _titled(head) or _place_and_colon(paragraph)
    return len(match.group().rstrip()) if match and match.end() < len(paragraph) else 0


def _titled(head: str) -> re.Match[str] | None:
    match = _BARE_TITLED.match(head)
    return match if match is not None and is_place(match["region"].lower()) else None


def _place_and_colon(paragraph: str) -> re.Match[str] | None:
    """Match a place in capitals with a colon; a heading and a speaker's label look alike."""
    match = _PLACE_AND_COLON.match(paragraph)
    if match is None or _OWN_WORDS.search(paragraph) or paragraph.rstrip().endswith("?"):
        return None
    named = match["place"].split()
    topics = any(word.lower() in _NO_LABEL for word in named)
    return None if topics or named[0] in _NO_PLACE else match
