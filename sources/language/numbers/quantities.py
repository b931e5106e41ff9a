"""Numbers of one text: how much or how many, of what, and how exactly."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sources.language.lexicon import words
from sources.language.numbers.numerals import CURRENCIES, ORDINALS, SHORT_SCALES, digits, read_number
from sources.language.numbers.units import RATES, UNITS, Unit
from sources.language.tokens import Token

_VAGUE = {
    "dozens": (24.0, 99.0), "scores": (40.0, 199.0), "hundreds": (200.0, 2e3), "thousands": (2e3, 1e6),
    "millions": (2e6, 1e9), "billions": (2e9, 1e12),
}  # fmt: skip
_SHARES = {
    "half": 1 / 2, "halves": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4, "quarters": 1 / 4,
    "fourth": 1 / 4, "fourths": 1 / 4, "fifth": 1 / 5, "fifths": 1 / 5, "sixth": 1 / 6, "seventh": 1 / 7,
    "eighth": 1 / 8, "eighths": 1 / 8, "ninth": 1 / 9, "tenth": 1 / 10, "tenths": 1 / 10,
}  # fmt: skip
_NEARLY = 0.1  # of a share, by hand: 31 % is nearly a third
_SHARE_BEFORE = frozenset({"a", "one", "-"})
_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_ABOUT = frozenset(
    {"about", "around", "roughly", "approximately", "some", "nearly", "almost", "circa", "c", "estimated", "~"}
)
_AT_LEAST = frozenset({"over", "exceeding", "above", "past"})
_AT_MOST = frozenset({"under", "below", "maximum"})
_MORE, _LESS = words("words_before_than_of_more"), words("words_before_than_of_less")
_COMPARED = frozenset({"more", "fewer", "less", "greater"})
# Words between a number and what it counts, and words that end the looking.
_SKIPPED = frozenset(
    {"of", "the", "its", "their", "his", "her", "our", "all", "these", "those", "such", "more", "other", "'s"}
)
_LABELS = frozenset({"season", "part", "chapter", "figure", "position", "episode", "volume", "page", "act", "phase"})
_BEFORE_AGES = frozenset({"under", "over", "top", "plus", "aged", "all", "of", "to", "per"})
_SIGNS_OF_UNITS = frozenset(["c", "f", "v"])  # behind a figure: degrees and volts, "40C", "12V"
_LONGEST_LABEL = 3  # digits of a season, chapter or page; a longer number behind such a word is a year
_LONGEST_NOUN = 3  # content words behind a number that may say what it counts: "52 cracked bridge hangers"
_NEAR = 5  # tokens behind a number in which they stand
_LONGEST_PARTITIVE = 8  # tokens, behind "of": "52 of the old bridge's 164 hangers"
_MEASURES = frozenset({"mass", "volume", "area", "length"})  # "2 crowns a litre"
_EACH = "person"  # for whom it is so much where "each" is all that is said
_PER = frozenset({"per", "a", "an", "each", "every", "/"})
_LARGEST_WHOLE = 20  # of "one in five"; a larger number behind "in" is seldom the whole of a share
_HEADS = frozenset({"head", "person", "piece", "household", "ticket", "night", "share", "barrel", "gallon", "litre"})
RATE_TOKENS = 2  # tokens: "an hour", "/h"
UNBOUNDED = float("inf")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number.

    Attributes:
        low, high: The values it allows; equal for an exact one; high is infinite for "at least".
        value: The number as said, before "about" and "more than" widen it.
        unit: Of what dimension, where the text says so; None for plain counts.
        nouns: Stems of the words after it that may say what is counted.
        first, last: Its tokens, with its unit where that is a sign.
        ordinal: A place in an order ("third"), not an amount.
        part: "52 of the 164 hangers": 52.
        whole: "52 of the 164 hangers": 164.
        about: Said to be no exact number.
        score: One of two sides ("5-4"), or a part of a fraction in figures.
        per: The time in which it is so much, where the text says so ("60 km an hour").
        rate_last: The last token of either; -1 without one.
        each: Stem of what it is so much for, where the text says so ("40 crowns per person").
    """

    first: int
    last: int
    value: float
    low: float
    high: float
    unit: Unit | None = None
    nouns: tuple[str, ...] = ()
    ordinal: bool = False
    part: bool = False
    whole: bool = False
    about: bool = False
    score: bool = False
    per: Unit | None = None
    each: str = ""
    rate_last: int = -1


def find_quantities(tokens: Sequence[Token], taken: Collection[int]) -> list[Quantity]:
    """Return the numbers in order, without the tokens in ``taken``, which are dates."""
    found: list[Quantity] = []
    at = 0
    while at < len(tokens):
        quantity = None if at in taken else _at(tokens, at, taken)
        if quantity is None:
            at += 1
            continue
        at = quantity.last + 1
        found.append(quantity)
    found = [_counting(tokens, one, found) for one in _ranges(tokens, found) if not _clock(tokens, one)]
    return [replace(one, whole=_is_whole(tokens, one, found[:place])) for place, one in enumerate(found)]


def _at(tokens: Sequence[Token], at: int, taken: Collection[int]) -> Quantity | None:
    token = tokens[at]
    if token.low in _VAGUE:
        low, high = _VAGUE[token.low]
        return Quantity(at, at, low, low, high, about=True)
    if (
        token.is_word
        and token.text[0].isupper()
        and at
        and tokens[at - 1].is_word
        and tokens[at - 1].text[0].isupper()
    ):
        return None  # "Quay Nine"
    if token.is_number and _in_name(tokens, at):
        return None
    ordinal = _labelled(tokens, at) or _ordinal(tokens, at)
    if ordinal is not None:
        return ordinal
    share = _share(tokens, at)
    if share is not None:
        return _loose_share(tokens, share)
    read = read_number(tokens, at, taken)
    if read is None:
        return None
    value, last = read
    return _widened(tokens, _with_rate(tokens, _with_unit(tokens, Quantity(at, last, value, value, value))))


def _in_name(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether digits are part of a name or a sign: "G7", "COVID-19", "SARS-CoV-2", "4K", "p = 0.02".

    Of "A$40" the letters belong to the currency, and of "-mid-1990s" the word before the hyphen is no name.
    """
    before = tokens[at - 1] if at else None
    if before is not None and not tokens[at].spaced:
        if before.is_word:
            return True
        letters = tokens[at - 2] if at > 1 else None
        measured = letters is not None and (letters.low in UNITS or letters.low in SHORT_SCALES)
        if measured and at > 2 and tokens[at - 3].is_number:
            return False  # the 6 of "5bn-6bn"
        if before.text in "-–‑" and not before.spaced and letters is not None and letters.is_word:
            named = any(letter.isupper() for letter in letters.text) or len(letters.text) == 1
            return named or (
                len(tokens[at].text) < _LONGEST_LABEL and letters.low not in _BEFORE_AGES
            )  # interleukin-6
    if before is not None and before.text in "=<>≤≥±" and at > 1 and len(tokens[at - 2].text) == 1:
        return True  # A figure of statistics, "p < 0.05", beside which other figures say what was found.
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if behind is None or behind.spaced or not behind.is_word or len(tokens[at].text) > _LONGEST_LABEL:
        return False
    return (
        behind.text.isupper()
        and behind.low not in UNITS
        and behind.low not in _SIGNS_OF_UNITS
        and behind.low not in SHORT_SCALES
    )


def _ordinal(tokens: Sequence[Token], at: int) -> Quantity | None:
    """Read "third", "3rd"; "a third of" is a share, and "second" may be a time."""
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.text.isdecimal() and len(token.text) < 5 and following is not None:
        if following.low in _ENDINGS and not following.spaced:
            value = float(int(token.text))
            return Quantity(at, at + 1, value, value, value, ordinal=True)
        return None
    if token.low not in ORDINALS:
        return None
    if following is None or not following.is_word:
        value = float(ORDINALS[token.low])
        told = token.low != "second" and at > 0 and tokens[at - 1].is_word
        told = told and not (token.low in _SHARES and tokens[at - 1].low in _SHARE_BEFORE)
        return Quantity(at, at, value, value, value, ordinal=True) if told else None
    before = tokens[at - 1].low if at else ""
    if token.low in _SHARES and (following.low == "of" or before in _SHARE_BEFORE):
        return None
    if token.low == "first" and before in {"at", "for", ""}:
        return None
    value = float(ORDINALS[token.low])
    return Quantity(at, at, value, value, value, ordinal=True)


def _labelled(tokens: Sequence[Token], at: int) -> Quantity | None:
    """Read "Season 4" and "part 2", which are the fourth season and the second part."""
    text = tokens[at].text
    if not at or tokens[at - 1].low not in _LABELS or not text.isdecimal() or len(text) > _LONGEST_LABEL:
        return None
    value = float(int(tokens[at].text))
    return Quantity(at, at, value, value, value, ordinal=True, nouns=(tokens[at - 1].stem,))


def _share(tokens: Sequence[Token], at: int) -> Quantity | None:
    """Read "half of", "half the", "two thirds", "a third", "a quarter of" as per cent."""
    low = tokens[at].low
    lows = [token.low for token in tokens[at + 1 : at + 4]]
    if (share := _one_in_five(tokens, at)) is not None:
        return share
    if low == "half" and lows and lows[0] in {"of", "the", "its", "their", "all"}:
        return _percent(at, at, 50)
    place = 1 if lows and lows[0] == "-" else 0
    times = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}.get(low)
    if times is None or place >= len(lows) or lows[place] not in _SHARES:
        return None
    by = at > 0 and tokens[at - 1].low in {"by", "than"}
    if times == 1 and not by and (place + 1 >= len(lows) or lows[place + 1] != "of"):
        return None
    return _percent(at, at + place + 1, 100 * times * _SHARES[lows[place]])


def _loose_share(tokens: Sequence[Token], share: Quantity) -> Quantity:
    """Widen a share by the words before: "nearly a third", "more than three-quarters" up to the next such share."""
    widened = _widened(tokens, share)
    if widened.high == UNBOUNDED:
        return replace(widened, low=share.low)
    if widened.about:
        return replace(widened, low=share.value * (1 - _NEARLY), high=share.value * (1 + _NEARLY))
    return replace(widened, low=min(widened.low, share.low), high=max(widened.high, share.high))


def _one_in_five(tokens: Sequence[Token], at: int) -> Quantity | None:
    """Read "one in five" and "3 out of 10" as per cent; "one in five days" and "4 in 2019" are none."""
    near = [token.low for token in tokens[at + 1 : at + 3]]
    if "in" not in near and "out" not in near:
        return None
    part = read_number(tokens, at, ())
    if part is None or part[1] + 2 >= len(tokens):
        return None
    behind = [token.low for token in tokens[part[1] + 1 : part[1] + 3]]
    place = part[1] + (2 if behind[0] == "in" else 3 if behind == ["out", "of"] else len(tokens))
    whole = read_number(tokens, place, ()) if place < len(tokens) else None
    if whole is None or not 0 < part[0] < whole[0] <= _LARGEST_WHOLE or not part[0].is_integer():
        return None
    following = tokens[whole[1] + 1].low if whole[1] + 1 < len(tokens) else ""
    if following in UNITS or following in {"of", "st", "nd", "rd", "th"}:
        return None
    return _percent(at, whole[1], 100 * part[0] / whole[0])


def _percent(first: int, last: int, value: float) -> Quantity:
    return Quantity(first, last, value, value - 1, value + 1, unit=UNITS["percent"])


def _with_unit(tokens: Sequence[Token], quantity: Quantity) -> Quantity:
    """Add the sign before ("$5") or the unit behind ("5 %", "5 km", "5-mile") the number."""
    first, last = quantity.first, quantity.last
    if first and tokens[first - 1].text in CURRENCIES:
        named = "" if first < 2 or tokens[first - 1].spaced else tokens[first - 2].low  # "A$40", "US$40"
        unit = UNITS.get(f"{named} dollar") if tokens[first - 1].text == "$" and named else None
        if unit is not None:
            return replace(quantity, first=first - 2, unit=unit)
        return replace(quantity, first=first - 1, unit=UNITS[CURRENCIES[tokens[first - 1].text]])
    place = last + 1
    if place + 1 < len(tokens) and tokens[place].text in "-–" and not tokens[place + 1].spaced:
        place += 1
    if place >= len(tokens):
        return quantity
    low = tokens[place].low
    if low == "per" and place + 1 < len(tokens) and tokens[place + 1].low in {"cent", "cents"}:
        low, place = "percent", place + 1
    unit = UNITS.get(CURRENCIES.get(low, low))
    if unit is None and place + 1 < len(tokens):
        # "5 US dollars", "5 million Swiss francs", "40 square metres"
        unit = UNITS.get(f"{low} {tokens[place + 1].low}")
        place += unit is not None
    if unit is None or (len(low) == 1 and low.isalpha() and low != "m" and tokens[place].spaced):
        return quantity
    if unit.dimension == "percent" and place + 1 < len(tokens) and tokens[place + 1].low in {"point", "points"}:
        return replace(quantity, last=place + 1, unit=UNITS["percentage points"])
    return replace(quantity, last=place, unit=unit)


def _with_rate(tokens: Sequence[Token], quantity: Quantity) -> Quantity:
    """Add the time of "an hour", "per day" or "/h" behind the number and its unit; "mph" says both."""
    last = quantity.last
    following = [token.low for token in tokens[last + 1 : last + 3]]
    if quantity.unit is None and following[:1] and following[0] in RATES:
        unit, time = RATES[following[0]]
        return replace(quantity, last=last + 1, unit=UNITS[unit], per=UNITS[time], rate_last=last + 1)
    if quantity.unit is not None and quantity.unit.dimension == "time":
        return quantity
    return _with_each(tokens, quantity)


def _with_each(tokens: Sequence[Token], quantity: Quantity) -> Quantity:
    """Add what stands behind "a", "per" and "each": a time ("1.2 million bricks a month") or what it is paid for."""
    last = quantity.last
    at = last + 1
    if quantity.unit is None:  # "1.2 million bricks a month"
        while at < len(tokens) and at - last <= _LONGEST_NOUN and tokens[at].is_word and tokens[at].low not in _PER:
            at += 1
    following = [token.low for token in tokens[at : at + RATE_TOKENS]]
    if following[:1] == ["each"] and not (len(following) > 1 and tokens[at + 1].is_word):
        return replace(quantity, each=_EACH, rate_last=at)
    if len(following) < RATE_TOKENS or following[0] not in _PER:
        return quantity
    per = UNITS.get({"h": "hour", "s": "second"}.get(following[1], following[1]))
    if per is not None and per.dimension == "time":
        return replace(quantity, per=per, rate_last=at + 1)
    if per is not None and per.dimension in _MEASURES:
        return replace(quantity, each=per.name, rate_last=at + 1)
    whom = tokens[at + 1]
    if following[0] in {"per", "each", "every", "a"} and whom.is_word and whom.stem and per is None:
        shared = following[0] != "a" or whom.low in _HEADS
        return (
            replace(quantity, each=whom.stem, rate_last=at + 1)
            if shared and following[1] not in {"cent", "cents"}
            else quantity
        )
    return quantity


def _widened(tokens: Sequence[Token], quantity: Quantity) -> Quantity:
    """Widen the values by the words before: "about", "at least", "more than", "up to"."""
    first = quantity.first
    lows = [token.low for token in tokens[max(0, first - 3) : first]]
    if lows[-1:] == ["a"]:
        lows = lows[:-1]
    before, two = (lows[-1] if lows else ""), tuple(lows[-2:])
    value = quantity.value
    if before == "than" and two[0] in _MORE:
        at_least = lows[-3:-2] != ["no"]
        return replace(quantity, high=UNBOUNDED) if at_least else replace(quantity, low=0.0)
    if before == "than" and two[0] in _LESS:
        at_most = lows[-3:-2] != ["no"]
        return replace(quantity, low=0.0) if at_most else replace(quantity, high=UNBOUNDED)
    if two == ("at", "least") or before in _AT_LEAST:
        return replace(quantity, high=UNBOUNDED)
    if two in {("at", "most"), ("up", "to")} or tuple(lows[-3:]) == ("as", "many", "as") or before in _AT_MOST:
        return replace(quantity, low=0.0)
    if before in _ABOUT:
        leeway = value * (0.1 if _significant(value) == 1 else 0.05)
        return replace(quantity, low=value - leeway, high=value + leeway, about=True)
    return quantity


def _significant(value: float) -> int:
    return len(f"{value:.12g}".replace(".", "").split("e")[0].strip("0")) or 1


def _ranges(tokens: Sequence[Token], found: list[Quantity]) -> list[Quantity]:
    """Join "between 80 and 90", "80 to 90", "80-90" into one; mark scores ("5-4")."""
    joined: list[Quantity] = []
    for quantity in found:
        before = joined[-1] if joined else None
        if before is not None and quantity.first - before.last == 2 and not before.ordinal and not quantity.ordinal:
            middle = tokens[before.last + 1]
            opened = tokens[before.first - 1].low if before.first else ""
            dash = middle.text in "-–—"
            falls = before.value >= quantity.value or before.value == 0.0
            if not middle.spaced and ((dash and falls) or middle.text == "/"):  # "3-1", "1-1", "0-6", "9/14"
                joined[-1] = replace(before, score=True)
                joined.append(replace(quantity, score=True))
                continue
            if (
                dash or middle.low == "to" or (middle.low == "and" and opened == "between")
            ) and before.value < quantity.value:
                low = before.value
                if before.unit is None and quantity.value > 1e3 > before.value:
                    scale = quantity.value / float(digits(tokens[quantity.first].text) or quantity.value)
                    low = low * scale if low * scale <= quantity.value else low
                joined[-1] = replace(
                    quantity,
                    first=before.first,
                    low=low,
                    value=low,
                    high=quantity.high,
                    unit=quantity.unit or before.unit,
                )
                continue
        joined.append(quantity)
    return joined


def _clock(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """Tell whether the number is part of a time of day ("8:21 pm"), which is not compared."""
    before = tokens[quantity.first - 1] if quantity.first else None
    after = tokens[quantity.last + 1] if quantity.last + 1 < len(tokens) else None
    if after is not None and after.low in {"am", "pm", "a.m", "p.m", "o'clock"}:
        return True
    minutes = tokens[quantity.last + 2] if quantity.last + 2 < len(tokens) else None
    parted = after is not None and after.text == ":" and not after.spaced
    return (parted and minutes is not None and minutes.is_number and not minutes.spaced) or (
        before is not None and before.text == ":" and not tokens[quantity.first].spaced and quantity.first > 1
        and tokens[quantity.first - 2].is_number
    )  # fmt: skip


def _is_whole(tokens: Sequence[Token], quantity: Quantity, before: Sequence[Quantity]) -> bool:
    """Tell whether the number is what another is a part of: 164 in "52 of the bridge's 164 hangers"."""
    if not before or not before[-1].part or quantity.first - before[-1].last > _LONGEST_PARTITIVE:
        return False
    return not any(token.text in ",;:." for token in tokens[before[-1].last : quantity.first])


def _counting(tokens: Sequence[Token], quantity: Quantity, found: Sequence[Quantity]) -> Quantity:
    """Add what is counted: the words behind the number, across "of the bridge's 164"."""
    starts = {other.first: other for other in found}
    nouns: list[str] = []
    place = quantity.last + 1
    part = place < len(tokens) and tokens[place].low == "of" and quantity.unit is None and not quantity.ordinal
    limit = place + (_LONGEST_PARTITIVE if part else _NEAR)
    while place < min(len(tokens), limit) and len(nouns) < _LONGEST_NOUN:
        token = tokens[place]
        if place in starts and part:
            nouns, place = [], starts[place].last + 1
            limit = place + 4
            continue
        if token.text == "-" or token.low in _SKIPPED:
            place += 1
            continue
        if token.low in UNITS and not nouns and quantity.unit is None and not quantity.ordinal:
            break
        if not token.is_word or not token.stem or place in starts:
            break
        nouns.append(token.stem)
        place += 1
    return replace(quantity, nouns=quantity.nouns or tuple(nouns), part=part)
