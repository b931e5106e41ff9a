"""Digits and number words with their scale as values: "2.5 million", "816 000", "thirty-eight", "two and a half"."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence

from sources.language.tokens import Token


def _numbered(first: int, step: int, words: str) -> dict[str, int]:
    return {word: first + step * place for place, word in enumerate(words.split())}


_UNITS = _numbered(1, 1, "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
                         "sixteen seventeen eighteen nineteen")  # fmt: skip
_TENS = _numbered(20, 10, "twenty thirty forty fifty sixty seventy eighty ninety")
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0,
    "lakh": 1e5, "crore": 1e7,
}  # fmt: skip
# Only where they stand close to the digits or after a currency: "5m", "$3 bn", "41k".
SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12, "b": 1e9}
ORDINALS = _numbered(1, 1, "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth")
CURRENCIES = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}
SMALL = {
    **_UNITS,
    **_TENS,
    **{f"{ten}{mark}{one}": _TENS[ten] + _UNITS[one] for ten in _TENS for one in list(_UNITS)[:9] for mark in "- "},
}
"""The number words up to 99 with their values, those of two words with a hyphen and with a blank."""
_GROUP = 3  # digits of a group
# "Two and a half", "six and three quarters".
_AND_PARTS: dict[tuple[str, ...], float] = {
    ("and", "a", "half"): 0.5, ("and", "a", "quarter"): 0.25, ("and", "three", "quarters"): 0.75,
    ("and", "a", "third"): 1 / 3,
}  # fmt: skip
_MOST_DIGITS = 15  # what a float holds exactly
_MOST_BARE = 9  # longer runs without commas are numbers of documents and times of storage


def read_number(tokens: Sequence[Token], at: int, taken: Collection[int]) -> tuple[float, int] | None:
    """Read digits or number words with their scale: "2.5 million", "two hundred and five", "a dozen"."""
    token = tokens[at]
    if token.is_number:
        read = _grouped(tokens, at, taken) or (digits(token.text), at)
        return None if read[0] is None else _scaled(tokens, at, _with_part(tokens, read[0], read[1]), taken)
    if (fraction := _fraction_sign(token)) is not None:
        return _scaled(tokens, at, (fraction, at), taken)
    if token.low in _UNITS or token.low in _TENS:
        return _scaled(tokens, at, _with_part(tokens, *_spelled(tokens, at)), taken)
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if token.low == "a" and following in _SCALES:
        return _SCALES[following], at + 1
    if token.low == "half" and following == "a" and at + 2 < len(tokens) and tokens[at + 2].low in _SCALES:
        return _SCALES[tokens[at + 2].low] / 2, at + 2
    return None


def _grouped(tokens: Sequence[Token], at: int, taken: Collection[int]) -> tuple[float, int] | None:
    """Read digits in groups of three with blanks between, "816 000"; None where no group follows.

    The first group has at most three digits and no letter or hyphen before it: "COVID-19 300" are two numbers, and so
    are "12 May 300" and "1998 200".
    """
    first = tokens[at].text
    opened = at and not tokens[at].spaced and tokens[at - 1].text not in CURRENCIES
    if not first.isdecimal() or len(first) > _GROUP or first.startswith("0") or opened:
        return None
    last, text = at, first
    while last + 1 < len(tokens) and last + 1 not in taken and _is_group(tokens[last + 1]):
        last, text = last + 1, text + tokens[last + 1].text
    return (float(text), last) if last > at else None


def _is_group(token: Token) -> bool:
    return token.spaced and token.text.isdecimal() and len(token.text) == _GROUP


def _fraction_sign(token: Token) -> float | None:
    """Return the value of "½" and its like."""
    known = len(token.text) == 1 and unicodedata.category(token.text) == "No"
    value = unicodedata.numeric(token.text, -1.0) if known else -1.0
    return value if 0 < value < 1 else None


def _with_part(tokens: Sequence[Token], value: float, last: int) -> tuple[float, int]:
    """Add "½" or "and a half" behind a number."""
    following = tokens[last + 1] if last + 1 < len(tokens) else None
    if following is not None and (fraction := _fraction_sign(following)) is not None:
        return value + fraction, last + 1
    behind = tuple(token.low for token in tokens[last + 1 : last + 4])
    part = _AND_PARTS.get(behind)
    # "Two and a half of them left" counts two and a half; "two and a quarter of the crew" does not.
    apart = part is not None and last + 4 < len(tokens) and tokens[last + 4].low == "of"
    return (value, last) if part is None or apart else (value + part, last + 3)


def _scaled(
    tokens: Sequence[Token], at: int, read: tuple[float, int], taken: Collection[int]
) -> tuple[float, int] | None:
    """Multiply what was read by the scales behind it, and add the words behind "hundred"."""
    total, (value, last) = 0.0, read
    spelled = tokens[at].is_word
    while last + 1 < len(tokens) and last + 1 not in taken:
        step = last + 1
        if tokens[step].text == "-" and not tokens[step].spaced and step + 1 < len(tokens):
            step += tokens[step + 1].low in _SCALES
        low = tokens[step].low
        if low in _SCALES:
            if total and _SCALES[low] > total:  # "three hundred twenty thousand"
                total, value = 0.0, total + value
            value, last = value * _SCALES[low], step
        elif low in SHORT_SCALES and _short(tokens, at, step):
            return total + value * SHORT_SCALES[low], step
        elif spelled and value >= _SCALES["hundred"] and (place := _word_after(tokens, step)) is not None:
            total += value
            value, last = _spelled(tokens, place)
        else:
            break
    return total + value, last


def _word_after(tokens: Sequence[Token], step: int) -> int | None:
    """Return where a number word stands, at ``step`` or behind "and" there."""
    place = step + (tokens[step].low == "and")
    small = place < len(tokens) and (tokens[place].low in _UNITS or tokens[place].low in _TENS)
    return place if small else None


def _short(tokens: Sequence[Token], at: int, step: int) -> bool:
    """Tell whether "m" or "bn" is a scale: after a currency, or "bn" and "k" right behind the digits."""
    if at > 0 and tokens[at - 1].text in CURRENCIES:
        return True
    return tokens[step].low in {"k", "bn", "mn", "tn"} and not tokens[step].spaced


def _spelled(tokens: Sequence[Token], at: int) -> tuple[float, int]:
    """Read "twelve", "thirty", "thirty-eight"."""
    low = tokens[at].low
    if low in _UNITS:
        return float(_UNITS[low]), at
    place = at + 1
    if place < len(tokens) and tokens[place].text == "-":
        place += 1
    if place < len(tokens) and _UNITS.get(tokens[place].low, 10) < 10:
        return float(_TENS[low] + _UNITS[tokens[place].low]), place
    return float(_TENS[low]), at


def digits(text: str) -> float | None:
    """Read digits: a comma before three of them separates thousands, a full stop decimals."""
    text = text.replace("·", ".")  # as some journals write it: 1·7 million
    if (
        len(text) > _MOST_DIGITS
        or (len(text) > _MOST_BARE and "," not in text and "." not in text)
        or not text.replace(",", "").replace(".", "").isdecimal()
    ):
        return None
    head, *groups = text.split(",")
    if groups and "." not in head and all(len(group.split(".")[0]) == 3 for group in groups):
        text = head + "".join(groups)
    elif groups:
        return None
    return float(text) if text.count(".") <= 1 else None
