"""The figures of a text as it writes them, and whether it gives a number in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sources.language.lexicon import any_of
from sources.language.numbers.numerals import CURRENCIES, SMALL, digits, read_number
from sources.language.span import Span
from sources.language.tokens import Token, tokens_of

# "One" counts nothing in "one of them" and "no one".
_NUMBER_WORDS = (frozenset(SMALL) - {"one"}) | frozenset(
    {"hundred", "thousand", "million", "billion", "dozen", "half", "third", "quarter", "twice", "most", "majority"}
)

# Figures that are part of a name: "COVID-19", "F-16", "G20", "Article 50", "737 MAX". A currency is no such name.
_NAMED = re.compile(
    rf"(?<![\w.,-])(?!{any_of('currency_codes')}\d)(?:[A-Z]{{1,6}}-?|[A-Z][a-z]{{0,2}}-?|Covid-)(?!(?:19|20)\d\d\b)"
    r"\d{1,4}[A-Za-z]?(?![\d.,%-]*[\d%])"
    rf"|(?<![\w-]){any_of('numbered_names')} \d{{1,4}}[A-Za-z]?(?![\d.,%]*[\d%])(?! per ?cent)"
    r"|(?<![\d.,])7[0-9]7(?:-\d+)? (?:MAX|Max|Dreamliner|jets?|aircraft|airliners?|planes?)\b"
    r"|\b(?:Boeing|Airbus) (?:7\d7|3\d\d)\b(?:-\d{1,4}[A-Z]*)?"
    r"|(?<![\d.,])7[0-9]7-\d{1,4}[A-Z]*\b"
    r"|\b(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Minus|Plus))"
    r"[A-Z][a-z]{3,}-(?!(?:19|20)\d\d\b)\d{1,4}\b(?![\d.,%-]*[\d%])"
    r"|(?<![\d./])(?:24/7|9/11)(?![\d/])"
)


_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")


def figures_in(text: str) -> tuple[Span, ...]:
    """Return where figures stand in ``text``, in order, with currency, scale and per cent: "$2.5 million", "5 %".

    Units, the parts of a date and both sides of "5-4" are not joined: each figure is found as it is written. A figure
    that is part of a name, as in "G20", is none.
    """
    if _DIGIT.search(text) is None:
        return ()
    tokens = tokens_of(text)
    found = [Span(tokens[first].start, tokens[last].end) for first, last in _places(tokens)]
    names = [match.span() for match in _NAMED.finditer(text)]
    return tuple(span for span in found if not any(start <= span.start < end for start, end in names))


def has_number_word(text: str) -> bool:
    """Whether the text gives a number or a share in words: "twelve", "a third", "most of"."""
    return not _NUMBER_WORDS.isdisjoint(_WORD.findall(text.lower()))


def _places(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(tokens):
        if not tokens[at].text[0].isdecimal():
            at += 1
            continue
        read = read_number(tokens, at, ()) if digits(tokens[at].text) is not None else None
        last = read[1] if read else at
        first = at - 1 if at and tokens[at - 1].text in CURRENCIES else at
        yield first, _with_percent(tokens, last)
        at = last + 1


def _with_percent(tokens: Sequence[Token], last: int) -> int:
    behind = [token.low for token in tokens[last + 1 : last + 3]]
    if behind[:1] in (["%"], ["percent"]):
        return last + 1
    return last + 2 if behind in (["per", "cent"], ["per", "cents"]) else last
