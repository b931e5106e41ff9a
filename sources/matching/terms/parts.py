"""A claim divided into parts that are looked for by one rule each: every content word is in exactly one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from sources.language.lexicon import words
from sources.language.numbers.numerals import CURRENCIES
from sources.language.numbers.quantities import Quantity, find_quantities
from sources.language.quotations import quoted_spans
from sources.language.times.article_date import MONTHS
from sources.language.tokens import Token
from sources.matching.discrepancies.kinds.number import CENTURIES, is_bare_one
from sources.matching.discrepancies.names import Name, find_names
from sources.matching.discrepancies.sentences import Sentence, read_all
from sources.matching.discrepancies.time_comparison import Time, dated_tokens, times_in
from sources.term import TermKind

_NEGATIONS = words("negations")
_AFTER_NOT = words("words_after_not")
_TELLING = words("telling_common_words")
_RELATING = words("relating_words") | words("light_words") | words("prefixes_with_hyphen")
_TAKING = frozenset({"take", "takes", "took", "taken", "taking"})
_YEAR_DIGITS = 4
_TO_NEXT = 2  # tokens from one end of a change to the other: "to 60 tonnes from 40"
_SCORE_STEP = 2  # tokens from one side of a score to the other: "3-1"
_CURRENCY_LETTERS = 3  # "A$", "US$", "HK$"


Days = tuple[date | None, date | None]
"""First and last day; None is open."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Words of the claim that are looked for together.

    Attributes:
        places: Its tokens in the sentence, in order. Each is held or open by itself, except those of a figure.
        found: What the words were read as, where a rule needs it.
        days: First and last day of what the claim says happened, which its relative words ("last month") depend on.
    """

    kind: TermKind
    sentence: Sentence
    places: tuple[int, ...]
    found: Quantity | Time | Name | None = None
    days: tuple[Days, ...] = ()

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens at its places."""
        return tuple(self.sentence.tokens[place] for place in self.places)


@dataclass(slots=True)
class _Division:
    """A sentence that is being divided: the parts found so far, and the tokens that none of them has yet."""

    sentence: Sentence
    parts: list[Part] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)

    def add(self, kind: TermKind, places: Iterator[int] | range, found: Quantity | Time | Name | None = None) -> None:
        """Add the free ones of these tokens as a part, if there are any."""
        free = tuple(place for place in places if place not in self.taken)
        if free:
            self.parts.append(Part(kind, self.sentence, free, found))
            self.taken.update(free)


def is_content(token: Token) -> bool:
    """Tell whether a token is a content word: one that a passage must bear out."""
    return token.low in _TELLING or (bool(token.stem) and token.low not in _RELATING)


def negations_in(sentence: Sentence) -> tuple[int, ...]:
    """Return the tokens that deny by themselves: "not", "never", "didn't", but not the "not" of "not only"."""
    tokens = sentence.tokens
    following = [token.low for token in tokens[1:]] + [""]
    return tuple(
        place
        for place, token in enumerate(tokens)
        if (token.low in _NEGATIONS or token.low.endswith("n't"))
        and following[place] not in _AFTER_NOT
        and not (token.low == "no" and following[place] == ".")
    )


def parts_of(claim: str, days: tuple[Days, ...] = ()) -> tuple[Part, ...]:
    """Divide a claim into its parts: dates, figures, negations, quotations, names, and the words that are left."""
    quoted = quoted_spans(claim)
    parts = (part for sentence in read_all(claim) for part in _parts(sentence, quoted))
    return tuple(replace(part, days=days) if part.kind is TermKind.DATE else part for part in parts)


def _parts(sentence: Sentence, quoted: tuple[tuple[int, int], ...]) -> list[Part]:
    tokens = sentence.tokens
    division = _Division(sentence)
    for time in times_in(sentence):
        places = (place for place in range(time.first, time.last + 1) if _dates(tokens[place]))
        division.add(TermKind.DATE, places, time)
    for quantity, last in _whole_figures(sentence):
        division.add(TermKind.FIGURE, range(quantity.first - _has_letters(sentence, quantity), last + 1), quantity)
    for place in negations_in(sentence):
        division.add(TermKind.NEGATION, range(place, place + 1))
    for start, end in quoted:
        inside = (at for at, token in enumerate(tokens) if start <= token.start < end and is_content(token))
        division.add(TermKind.QUOTATION, inside)
    for name in find_names(sentence):
        named = (place for place in range(name.first, name.last + 1) if is_content(tokens[place]))
        division.add(TermKind.NAME, named, name)
    for place, token in enumerate(tokens):
        if is_content(token) and not _takes_place(sentence, place):
            division.add(TermKind.WORD, range(place, place + 1))
    return sorted(division.parts, key=lambda part: part.places[0])


def _takes_place(sentence: Sentence, place: int) -> bool:
    """Tell whether a word is the verb of "took place", which says no more than "was"."""
    following = sentence.tokens[place + 1].low if place + 1 < len(sentence.tokens) else ""
    return following == "place" and sentence.tokens[place].low in _TAKING


def figures(sentence: Sentence) -> list[Quantity]:
    """Return the numbers of a sentence that are no dates, years or names."""
    dates = dated_tokens(sentence)
    found = [
        quantity
        for found in find_quantities(sentence.tokens, dates)
        for quantity in _ends_of_change(sentence, found, dates)
        if not _is_year(sentence, quantity) and not is_bare_one(sentence, quantity)
    ]
    return [_of_change_before(sentence, at, found) for at in range(len(found))]


def _of_change_before(sentence: Sentence, at: int, found: list[Quantity]) -> Quantity:
    """Return a figure with the unit of the other end of its change: "to 60 tonnes from 40"; any other as it is."""
    one, other = found[at], found[at - 1]
    beside = at > 0 and one.unit is None and not one.nouns and one.first - other.last == _TO_NEXT
    if not beside or other.unit is None or not other.first:
        return one
    ends = {sentence.tokens[other.first - 1].low, sentence.tokens[one.first - 1].low}
    return replace(one, unit=other.unit) if ends == {"from", "to"} else one


def _ends_of_change(sentence: Sentence, quantity: Quantity, dates: frozenset[int]) -> list[Quantity]:
    """Return both numbers of "from 20 to 30", which were read as one range; any other number as it is."""
    inside = range(quantity.first, quantity.last + 1)
    link = next((at for at in inside if sentence.tokens[at].low == "to"), None)
    if link is None or not quantity.first or sentence.tokens[quantity.first - 1].low != "from":
        return [quantity]
    outside = dates | (frozenset(range(len(sentence.tokens))) - frozenset(inside))
    before = find_quantities(sentence.tokens, outside | frozenset(range(link, quantity.last + 1)))
    behind = find_quantities(sentence.tokens, outside | frozenset(range(quantity.first, link)))
    if len(before) != 1 or len(behind) != 1:
        return [quantity]
    first = before[0] if before[0].unit is not None else replace(before[0], unit=behind[0].unit)
    return [replace(first, nouns=behind[0].nouns), behind[0]]


def _dates(token: Token) -> bool:
    """Tell whether a word of a date says something of it: "May" does, although it may be a verb elsewhere."""
    return is_content(token) or token.low in MONTHS


def _whole_figures(sentence: Sentence) -> Iterator[tuple[Quantity, int]]:
    """Yield the numbers with the last token of each; the two sides of a score are one."""
    found = figures(sentence)
    for place, quantity in enumerate(found):
        follows = found[place + 1] if place + 1 < len(found) else None
        if quantity.score and follows is not None and follows.score and follows.first - quantity.last == _SCORE_STEP:
            yield quantity, follows.last
        else:
            yield quantity, quantity.last


def currency_letters(sentence: Sentence, quantity: Quantity) -> str:
    """Return the letters before a sign of money, as in "A$" and "US$"; empty where there are none."""
    token, at = sentence.tokens[quantity.first], quantity.first - 1
    if token.text not in CURRENCIES or at < 0 or token.spaced:
        return ""
    before = sentence.tokens[at]
    return before.low if before.text.isupper() and len(before.text) <= _CURRENCY_LETTERS else ""


def _has_letters(sentence: Sentence, quantity: Quantity) -> bool:
    return bool(currency_letters(sentence, quantity))


def _is_year(sentence: Sentence, quantity: Quantity) -> bool:
    """Tell whether a number may be a year that the dates did not take: "a landmark 1954 case"."""
    text = sentence.tokens[quantity.last].text
    plain = quantity.unit is None and quantity.first == quantity.last
    following = sentence.tokens[quantity.last + 1].text if quantity.last + 1 < len(sentence.tokens) else ""
    counts = bool(quantity.nouns) and following.islower() and following.endswith("s")
    return plain and not counts and len(text) == _YEAR_DIGITS and text[:2] in CENTURIES
