"""Sources in brackets behind quotations: “Half of the schools have no library.” [Education Weekly, 4/1/09].

Fact checks and round-ups cite so. All sentences of the quotation are the source's, where nobody else is named before
it and nobody says "I" in it: then somebody speaks of whom the source only reports.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sources.language import lexicon
from sources.language.outlets import AGENCIES, OUTLET_WORD, OUTLETS
from sources.language.places import is_place
from sources.language.quotations import Quotation, quotations, without_quotations
from sources.language.span import Span
from sources.language.times.article_date import MONTHS, WEEKDAYS
from sources.language.verbs_of_saying import SAYING

_NAME = r"[A-Z][\w.&'’-]*(?: (?:[A-Z&][\w.&'’-]*|of|the|for|and|de|du|la|on|in)){0,7}(?: [a-z]+){0,2}"
_BRACKET = re.compile(
    rf"\s*(?P<mark>[\[(])(?:(?i:source|via|from):? )?(?:[Tt]he )?(?P<who>{_NAME})"
    r"(?P<tail>[,;] [^\[\]()\n]*\d[^\[\]()\n]*)?[\])]"
)
_BEFORE = re.compile(r"(?:^|[.!?…][\"”’'\])]*)\s*$")
_LABEL = re.compile(rf"[-*•\s]*(?:\*\*)?(?i:{lexicon.any_of('label_topics')})(?:\*\*)?:(?:\*\*)?\s*")
_ENTRY = re.compile(r"\s*[-*•]\s")
_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Ww]e|[Oo]ur|us)\b(?!\.)")
_SAID = re.compile(rf"\b{SAYING}\b|:\s*$")
_NO_SOURCES = lexicon.words("no_sources_in_brackets")
_PLACES = lexicon.words("beginnings_of_places")
_KNOWN = {form for agency in AGENCIES for form in agency} | {
    name.lower() for pair in OUTLETS.items() for name in pair
}
_BODIES = lexicon.ORGANISATIONS | lexicon.INSTITUTIONS | lexicon.DOCUMENTS


@dataclass(frozen=True, slots=True)
class Bracketed:
    """A quotation with its source in brackets.

    Attributes:
        quotation: With its marks.
        bracket: The brackets with what they hold.
        name: The source; empty where it is not sure that the words are its own.
    """

    quotation: Span
    bracket: Span
    name: str


def bracketed_sources(text: str, paragraphs: Sequence[Span]) -> list[Bracketed]:
    """Return the quotations of some paragraphs that have their source in brackets behind them.

    Args:
        text: The article.
        paragraphs: Its body paragraphs in order.
    """
    found: list[Bracketed] = []
    for span in paragraphs:
        if "[" not in text[span.start : span.end] and "(" not in text[span.start : span.end]:
            continue
        begun: Quotation | None = None
        end = span.start
        for quotation in quotations(text, span):
            begun = quotation if begun is None or text[end : quotation.span.start].strip(" \n…") else begun
            end = quotation.span.end
            match = _BRACKET.match(text, end, span.end) if quotation.closed else None
            if match is None:
                continue
            first = _first_of_entry(text, span, begun.span.start)
            labelled = _LABEL.fullmatch(text, first, begun.span.start) is not None
            before = "" if labelled else text[first : begun.span.start]
            opens = not before.strip(" -*•>")
            if _is_source(match) and (opens or _BEFORE.search(before)):
                whole = Span(first if opens else begun.span.start, quotation.span.end)
                who = "" if _SAID.search(without_quotations(before)) else match["who"]
                if not _FIRST_PERSON.search(without_quotations(whole.of(text)[1:-1])):
                    bracket = Span(match.start("mark"), match.end())
                    found.append(Bracketed(whole, bracket, who))
            begun = None
    return found


def _first_of_entry(text: str, paragraph: Span, place: int) -> int:
    """Return where the entry of a list that holds a place begins; elsewhere where its paragraph does."""
    line = text.rfind("\n", paragraph.start, place) + 1
    return line if line and _ENTRY.match(text, line) else paragraph.start


def _is_source(match: re.Match[str]) -> bool:
    """Whether what stands in brackets names who published the words: not "(applause)", not "(Norring, 3 May)"."""
    who, words = match["who"], match["who"].lower().split()
    if words[0].strip(".") in _NO_SOURCES | set(MONTHS) | set(WEEKDAYS) or words[-1] in _NO_SOURCES:
        return False
    known = who.lower() in _KNOWN or OUTLET_WORD.search(who) is not None or bool(set(words) & _BODIES)
    if known or (who.isupper() and len(who) > 1):
        return match["tail"] is not None or match["mark"] == "[" or who.lower() in _KNOWN
    place = is_place(who.lower()) or words[0] in _PLACES
    return match["tail"] is not None and len(words) > 1 and not place
