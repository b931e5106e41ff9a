"""How a passage holds a figure: by an equal amount of the same thing, in the same unit, rate, direction and role."""

from __future__ import annotations

from sources.language.lexicon import words
from sources.language.numbers.quantities import Quantity
from sources.language.numbers.units import UNITS
from sources.language.tokens import Token
from sources.matching.discrepancies.antonyms import LOOSE, POLES
from sources.matching.discrepancies.kinds.number import agree
from sources.matching.discrepancies.sentences import Sentence
from sources.matching.terms.parts import Part, currency_letters, figures
from sources.matching.terms.passage import Held, Passage, denials_in, denied_places
from sources.matching.terms.relatives import family

_ROLES = frozenset({"from", "to", "by"})
_AROUND = 6  # tokens on each side of a figure in which what it is of may stand
_RATE_REACH = 6  # tokens behind a figure in which "a month" or "monthly" stands
_PER = frozenset({"per", "a", "an", "each", "every", "/"})
_WITHIN = frozenset({"in", "within", "for", "after", "over"})  # "in a year" is a time, and no rate
_RATE_WORDS = {
    "hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annually": "year",
    "annual": "year", "annum": "year",
}  # fmt: skip
_AMOUNT_FIRST = words("words_between_role_and_figure")


def hold_figure(part: Part, passage: Passage) -> Held:
    """Return what bears out a figure, for all of its tokens or for none."""
    ours = part.found
    assert isinstance(ours, Quantity)
    denies = bool(denials_in(part.sentence))
    bearing: tuple[Token, ...] = ()
    for sentence, theirs in passage.figures:
        denied = theirs.first in denied_places(sentence) and not denies
        if not denied and _same_amount(part.sentence, ours, sentence, theirs) and _same_role(part, sentence, theirs):
            bearing += sentence.tokens[theirs.first : theirs.last + 1]
    return dict.fromkeys(part.places, bearing) if bearing else {}


def _same_amount(claim: Sentence, ours: Quantity, sentence: Sentence, theirs: Quantity) -> bool:
    if not agree(ours, theirs) or _is_wider(ours, theirs):
        return False
    if (ours.unit is None) != (theirs.unit is None) and not (_is_age(ours, theirs) or _is_age(theirs, ours)):
        return False
    if ours.score:
        return _score(claim, ours) == _score(sentence, theirs)
    one, other = currency_letters(claim, ours), currency_letters(sentence, theirs)
    return not (one and other and one != other) and _rate(claim, ours) == _rate(sentence, theirs)


def _is_age(bare: Quantity, years: Quantity) -> bool:
    """Tell whether a bare number can be the age that the other gives: "at 31", "the 31-year-old"."""
    old = years.unit is not None and years.unit.name == "year" and "old" in years.nouns
    return old and bare.unit is None and not bare.nouns and not bare.ordinal


def _is_wider(ours: Quantity, theirs: Quantity) -> bool:
    """Tell whether the passage leaves open what the claim fixes: "80 to 90" does not hold 85, nor "over 300" 340."""
    exact = ours.low == ours.high
    return exact and theirs.low != theirs.high and not theirs.about


def _score(sentence: Sentence, quantity: Quantity) -> tuple[float, ...]:
    """Return both sides of a score, in their order."""
    return tuple(one.value for one in figures(sentence) if one.score and abs(one.first - quantity.first) <= 2)


def _rate(sentence: Sentence, quantity: Quantity) -> str:
    """Return in what time it is so much: "year" of "5 million a year"; empty where the words say none."""
    if quantity.per is not None:
        return quantity.per.name
    behind = sentence.tokens[quantity.last + 1 : quantity.last + 1 + _RATE_REACH]
    for place, token in enumerate(behind):
        if token.is_number or token.text in ",;.":
            break
        if token.low in _RATE_WORDS:
            return _RATE_WORDS[token.low]
        unit = UNITS.get(token.low)
        within = place > 1 and behind[place - 2].low in _WITHIN
        if place and behind[place - 1].low in _PER and not within and unit is not None and unit.dimension == "time":
            return unit.name
    before = sentence.tokens[quantity.first - 1].low if quantity.first else ""
    return _RATE_WORDS.get(before, "") or _opening_rate(sentence, quantity)


def _opening_rate(sentence: Sentence, quantity: Quantity) -> str:
    """Return the rate that a sentence begins with: "Each year the mine pays 12 million"."""
    first, second = [token.low for token in (*sentence.tokens[:2],)] + [""] * max(0, 2 - len(sentence.tokens))
    unit = UNITS.get(second)
    every = first in {"each", "every"} and quantity.first > 1 and unit is not None and unit.dimension == "time"
    return unit.name if every and unit is not None else ""


def _same_role(part: Part, sentence: Sentence, theirs: Quantity) -> bool:
    """Tell whether the figure is of the same thing, at the same end of a change, and in the same direction."""
    ours, claim = part.found, part.sentence
    assert isinstance(ours, Quantity)
    roles = _preposition(claim, ours), _preposition(sentence, theirs)
    if all(roles) and roles[0] != roles[1]:
        return False
    if (ours.part and theirs.whole) or (ours.whole and theirs.part):  # 52 and 164 in "52 of the 164 hangers"
        return False
    return _same_thing(claim, ours, sentence, theirs) and not _turned(claim, ours, sentence, theirs)


def _preposition(sentence: Sentence, quantity: Quantity) -> str:
    """Return the "from", "to" or "by" before a figure; empty where there is none."""
    at = quantity.first - 1
    while at >= 0 and sentence.tokens[at].low in _AMOUNT_FIRST:
        at -= 1
    return sentence.tokens[at].low if at >= 0 and sentence.tokens[at].low in _ROLES else ""


def _same_thing(claim: Sentence, ours: Quantity, sentence: Sentence, theirs: Quantity) -> bool:
    """Tell whether both figures can count the same; where another figure counts the claim's thing, they do not."""
    things = frozenset(_families(claim, ours.nouns))
    there = frozenset(_families(sentence, theirs.nouns))
    if not things or not there or things & there:
        return True
    others = (one for one in figures(sentence) if one.first != theirs.first)
    if any(things & frozenset(_families(sentence, one.nouns)) for one in others):
        return False
    near = sentence.tokens[max(0, theirs.first - _AROUND) : theirs.last + 1 + _AROUND]
    around = {family(token.low) for token in near if token.stem}
    return bool(things & around) or not ours.ordinal


def _families(sentence: Sentence, nouns: tuple[str, ...]) -> set[str]:
    return {family(token.low) for token in sentence.tokens if token.stem in nouns}


def _turned(claim: Sentence, ours: Quantity, sentence: Sentence, theirs: Quantity) -> bool:
    """Tell whether the words around the figures point opposite ways: "rose by 5 %", "fell by 5 %"."""
    mine, other = _poles(claim, ours), _poles(sentence, theirs)
    opposite = {(axis, 1 - side) for axis, side in mine}
    return bool(opposite & other) and not mine & other


def _poles(sentence: Sentence, quantity: Quantity) -> set[tuple[int, int]]:
    near = sentence.tokens[max(0, quantity.first - _AROUND) : quantity.last + 1 + _AROUND]
    return {pole for token in near if token.low in LOOSE for pole in POLES[token.low]}
