"""The words that time expressions are made of."""

from __future__ import annotations

import re
from enum import StrEnum

from sources.language.numbers.numerals import SMALL
from sources.language.patterns import compiled, one_of
from sources.language.times.article_date import MONTHS, WEEKDAYS
from sources.language.times.periods import SEASONS


class Direction(StrEnum):
    """Which way the clause around a time expression looks, by its tense."""

    PAST = "past"
    FUTURE = "future"
    UNKNOWN = "unknown"


_NUMBERS = {word: float(number) for word, number in SMALL.items()} | {
    "zero": 0.0, "a": 1.0, "an": 1.0, "a single": 1.0, "a dozen": 12.0, "half a": 0.5,
}  # fmt: skip


def _names(names: list[str]) -> str:
    return one_of(*sorted(names, key=len, reverse=True))


COUNT = rf"(?P<count>\d{{1,3}}(?:,\d{{3}})+|\d{{1,4}}(?:\.\d+)?|{_names(list(_NUMBERS))})"
SOME = one_of(
    "a couple of",
    "a couple",
    "a few",
    "few",
    "several",
    "many",
    "some",
    "recent",
    "a number of",
    "dozens of",
    "a handful of",
)
UNIT = r"(?P<unit>minute|hour|day|night|weekend|week|fortnight|month|quarter|year|decade|century|centurie)s?\b"
_FULL = [name for name in MONTHS if len(name) > 4 or name in {"may", "june", "july"}]
LONG_MONTH = _names([name.capitalize() for name in _FULL])
ANY_MONTH = _names([name.capitalize() + (r"\b" if name in _FULL else r"\b\.?") for name in MONTHS])
LONG_WEEKDAY = _names([name for name in WEEKDAYS if name.endswith("day")])
ANY_WEEKDAY = _names([name.capitalize() + (r"\b" if name.endswith("day") else r"\b\.?") for name in WEEKDAYS])
SEASON = _names(list(SEASONS))
YEAR = r"(?:1\d{3}|20\d\d|21\d\d)"
# Cues for the rules (`sources.language.times.forms.Rules`): every month's name begins with one of the first list.
MONTH_CUES = tuple(sorted({name[:3] for name in MONTHS}))
DIGITS = tuple("0123456789")
NEAR = ("this ", "last ", "next ")
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
PART_OF_DAY = r"(?: (?:early |late |mid-?)?(?:morning|afternoon|evening|night|lunchtime))?"
ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}

# These are also verbs or first names, so a month alone needs a preposition before it.
AMBIGUOUS_MONTHS = frozenset({"March", "May", "April", "June", "August"})
_PREPOSITION = one_of(
    "in", "since", "by", "until", "till", "during", "of", "from", "between", "to", "through", "for",
    "before", "after",
    "around", "late", "early", "mid-?", "last", "this", "next", "throughout", "over", "than", "on",
)  # fmt: skip
# "in April and May", but not "Mr Hall and May", nor "last month, May said".
BEFORE_A_MONTH = compiled(rf"\b{_PREPOSITION}\s*$", rf"\b(?:{LONG_MONTH})(?:,| and| or|,? to| ?[-–—])\s*$")
# What is counted rather than dated: "more than 1990 ships", "$2000", "No. 1987", "1709 schoolchildren".
_COUNTING = one_of(
    "about", "nearly", "almost", "over", "than", "least", "most", "approximately", "some", "only", r"no\.",
    "room", "page", "locker", "agenda", "vision", "horizon",
    "route", "flight", "number", "rs", "usd", "area", "posts?",
)  # fmt: skip
NOT_A_YEAR_BEFORE = compiled(
    r"[$€£¥#.,:/\d+=]$", r"[$€£¥#=+]\s$", r"\d[-–]$", r"\d\s?[x×]\s?$", rf"\b{_COUNTING}\s*$"
)
_COUNTED = one_of(
    "million", "billion", "thousand", "hundred", "per", "percent", "dollars", "euros", "pounds", "people",
    "men", "women",
    r"\w*children", "km", "metres", "meters", "miles", "feet", "kg", "tons", "tonnes", "mph", "of",
)  # fmt: skip
# "1800 x 1920" are points of a screen, "a 2000 year old custom" has an age.
NOT_A_YEAR_AFTER = compiled(
    r"[.,:]?\d", r"\s?[%°€£]", r"[-/–]\d", r"[-–][a-z]", r"\s?[x×]\s?\d", r"\syears?[\s-]old\b", rf"\s{_COUNTED}\b"
)
# A year to come right behind a name is part of it: "Rail 2035 has no money". Not behind what has a date of its own.
_DATED = one_of(
    "Cup",
    "Games",
    "Olympics",
    "Paralympics",
    "Elections?",
    "Championships?",
    "Christmas",
    "Easter",
    "Budget",
    "Q[1-4]",
    "Year",
)
NAMED_AFTER_A_YEAR = re.compile(
    rf"(?:^|[\s(“\"'‘])(?!(?:{LONG_MONTH}|{SEASON}|{_DATED}|{_PREPOSITION})\b)(?!{ANY_WEEKDAY})[A-Z][\w&-]+ $"
)
# A noun in the plural behind the figure: "of 1995 ships", "some 2000 registered voters"; "virus" is no plural.
_FUNCTION = one_of(
    "the", "an?", "his", "her", "its", "their", "our", "this", "that", "these", "those", "when", "as", "and",
    "or", "but",
    "to", "for", "in", "on", "at", "by", "with", "of", "from", "if", "than",
)  # fmt: skip
COUNTED_AFTER = re.compile(
    rf" (?!{_FUNCTION}\b)(?:[a-z]+ )?(?!(?:was|has|is|its|this|as|does|us)\b)[a-z]+[^siu\W]s\b"
)
# Before figures below 1900 these say that they are a year: "the Parliament of 1680", "circa 1620", "1599 and 1601".
LEADS_TO_A_YEAR = compiled(
    r"\b(?:of|after|before|around|circa|ca?\.?|early|late|mid|spring|summer|autumn|fall|winter|season)[\s-]*$",
    r"\b1\d{3}\s?(?:and|or|to|[-–—])\s*$",
)
A_NAMED_YEAR = compiled(r"\b(?:the|an?|his|her|its|their|[a-z]+['’]s)\s$")
_PERFECT = compiled(
    r"\b(?:has|have|['’]ve)\b(?! to\b)(?!.*\b(?:had|was|were|did)\b)[^.;:?!]*$", r"['’](?:ve|s been)\b[^.;:?!]*$"
)


def count_of(words: str) -> float:
    """Return the number that figures or number words stand for."""
    return _NUMBERS[words.lower()] if words.lower() in _NUMBERS else float(words.replace(",", ""))


def unit_of(words: str) -> str:
    """Return a unit's name in the singular."""
    return "century" if words.lower() == "centurie" else words.lower()


def month_of(words: str) -> int:
    """Return the number of a month, from 1."""
    return MONTHS[words.lower().rstrip(".")]


def weekday_of(words: str) -> int:
    """Return the number of a weekday; Monday is 0."""
    return WEEKDAYS[words.lower().rstrip(".")]


def perfect_before(text: str) -> bool:
    """Say whether the clause that ends with ``text`` is in the present perfect ("has been used for")."""
    return _PERFECT.search(text) is not None


_AHEAD = one_of("set", "due", "expected", "scheduled", "planned", "slated", "likely", "about", "to")
_CLOCK = r"(?: (?:midnight|noon|\d{1,2}(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?),?)?(?: (?:on|the|at least|early|late|about))*"
_ENDS_THEN = re.compile(rf"\b(?:until|till){_CLOCK} $", re.IGNORECASE)
_AHEAD_OF = re.compile(rf"\b(?:by|(?:no|not) later than|before){_CLOCK} $", re.IGNORECASE)
_FUTURE = compiled(
    rf"\b(?:will|shall|won['’]t|going to|would|upcoming|scheduled|agreed to|(?:is|are|be|being) {_AHEAD})\b",
    r"\b(?:plans?|planning|hopes?|intends?|expects?|aims?|wants?) to\b",
    r"['’]ll\b",
)
_PAST = compiled(
    r"\b"
    + one_of(
        "was", "were", "had", "did", "said", "told", "took", "made", "came", "went", "began", "found", "met",
        "held", "saw",
        "gave", "got", "left", "won", "lost", "fell", "rose", "led", "sent", "spent", "wrote", "ran", "became", "has",
        "have", "been", r"\w{2,}ed",
    )
    + r"\b"
)  # fmt: skip
_CLAUSE = re.compile(r"[;:.!?](?=\s)|,? (?:but|while|which|who|that|after|before|because|although|though|when|if) ")
# "will not be held": the participle belongs to the future.
_GOVERNED = re.compile(r"\s+(?:(?:not|also|be|have|been|to|soon|now|only|then|never|\w+ly)\s+)*", re.IGNORECASE)
_FAR = 240  # characters; the verb of a clause is nearer


def looks_ahead(before: str) -> bool:
    """Say whether a day behind these words lies ahead unless the clause is in the past: "until", "by", "before".

    After a perfect only "until" does: "has been put off until Friday", but "has risen to 40 by Friday".
    """
    return bool(_ENDS_THEN.search(before) or (_AHEAD_OF.search(before) and not perfect_before(before)))


def tense_near(text: str, at: int) -> Direction:
    """Return which way the clause around ``at`` looks, guessed from its words alone.

    The nearest verb before ``at`` in its clause decides, else the nearest behind it. A parser knows better; this
    serves where there is none.
    """
    cuts = [match.end() for match in _CLAUSE.finditer(text, max(0, at - _FAR), at) if match.end() < at]
    start = max(cuts, default=max(0, at - _FAR))
    behind_it = _CLAUSE.search(text, at)
    end = min(behind_it.start() if behind_it else len(text), at + _FAR)
    future = [(match.start(), match.end()) for match in _FUTURE.finditer(text, start, end)]
    cues = [(begin, Direction.FUTURE) for begin, _ in future]
    for match in _PAST.finditer(text, start, end):
        governed = any(
            begin <= match.start() and _GOVERNED.fullmatch(text, over, match.start()) for begin, over in future
        )
        if not governed and not any(begin <= match.start() < over for begin, over in future):
            cues.append((match.start(), Direction.PAST))
    before, behind = [cue for cue in cues if cue[0] < at], [cue for cue in cues if cue[0] >= at]
    if before:
        return max(before, key=lambda cue: cue[0])[1]
    return min(behind, key=lambda cue: cue[0])[1] if behind else Direction.UNKNOWN
