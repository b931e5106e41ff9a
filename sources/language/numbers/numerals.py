"""Digits and number words with their scale as values: "2.5 million", "thirty-eight", "half a dozen"."""

from __future__ import annotations

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
_SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12, "b": 1e9}
ORDINALS = _numbered(1, 1, "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth")
CURRENCIES = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}
_MOST_DIGITS = 15
_MOST_BARE = 9  # longer runs without commas are numbers of documents and times of storage


def read_number(tokens: Sequence[Token], at: int, taken: Collection[int]) -> tuple[float, int] | None:
    """Read digits or number words with their scale: "2.5 million", "two hundred and five", "a dozen"."""
    token = tokens[at]
    if token.is_number:
        value = digits(token.text)
        return None if value is None else _scaled(tokens, at, (value, at), taken)
    if token.low in _UNITS or token.low in _TENS:
        return _scaled(tokens, at, _spelled(tokens, at), taken)
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if token.low == "a" and following in _SCALES:
        return _SCALES[following], at + 1
    if token.low == "half" and following == "a" and at + 2 < len(tokens) and tokens[at + 2].low in _SCALES:
        return _SCALES[tokens[at + 2].low] / 2, at + 2
    return None


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
        elif low in _SHORT_SCALES and _short(tokens, at, step):
            return total + value * _SHORT_SCALES[low], step
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
