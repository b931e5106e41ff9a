"""The names of a sentence, and whether two of them can name the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from sources.language.given_names import GIVEN
from sources.language.lexicon import words
from sources.language.numbers.numerals import CURRENCIES
from sources.language.places import is_place, stands_for
from sources.language.times.article_date import FULL_WEEKDAYS, MONTHS
from sources.language.tokens import Token
from sources.matching.discrepancies.sentences import Sentence

_INSIDE = words("inside_names")
_OF_A_TOPIC = words("bodies_of_a_topic")
_FOR_A_TOPIC = words("words_before_a_topic")
_TITLES_WITHIN = words("titles_within_names")
_NO_NAMES = words("beginnings_that_are_no_names") | frozenset(MONTHS) | FULL_WEEKDAYS  # fmt: skip
_BEFORE = words("name_prefixes")
GENERIC = words("kinds_of_bodies_and_places")
_PLAIN_BEGINNINGS = words("plain_beginnings")
_VERBAL = words("verbs_behind_names")
_WHO = frozenset({"who", "whom", "whose"})
_BEGINNING = '.:!?"“#'  # a word behind one of these may have its capital from there
_SHORT_HEADING = 3  # words
_SHORTEST_ALIKE = 4  # letters: Japan and Japanese
_ENDING = 2  # letters that may differ at the end of the shorter: Canada and Canadian
_FORMS = words("endings_of_peoples_names") | {""}
_TYPED = 5  # letters from which one wrong letter is a slip: Paterson and Patterson


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words.

    Attributes:
        first, last: Its tokens, both included.
        words: Those that name, in lower case.
        weak: A single word at the beginning of a sentence, which may be any word.
    """

    first: int
    last: int
    words: tuple[str, ...]
    weak: bool = False

    @property
    def telling(self) -> tuple[str, ...]:
        """The words that name this one and no other of its kind: all of them where there are but kinds."""
        return tuple(word for word in self.words if word not in GENERIC and word not in _BEFORE) or self.words

    @property
    def text(self) -> str:
        """The words with blanks."""
        return " ".join(self.words)


@lru_cache(maxsize=1_024)
def find_names(sentence: Sentence) -> tuple[Name, ...]:
    """Return the names of a sentence in order; a first word alone only before a verb or with "'s"."""
    names: list[Name] = []
    at = 0
    tokens = sentence.tokens
    while at < len(tokens):
        before = tokens[at].low in _BEFORE and tokens[at].text[0].isupper()
        if not _names(tokens, at) or (before and not _names(tokens, at + 1)):
            at += 1
            continue
        last = _end_of_run(tokens, at)
        while (further := _further_topic(tokens, at, last)) is not None:
            last = further
        words = tuple(tokens[place].low.removesuffix("'s") for place in range(at, last + 1) if _names(tokens, place))
        begins = last == at and (at == 0 or tokens[at - 1].text in _BEGINNING)
        if not _label(tokens, at, last) and (not begins or _named_first(tokens, at)):
            names.append(Name(at, last, words, weak=begins))
        at = last + 1
    return tuple(names)


def names_beside(sentence: Sentence, others: Iterable[Sentence]) -> tuple[Name, ...]:
    """Return the names of a sentence, and its first word where another text has that as a name inside of a sentence.

    "Norring beat Dalby" alone may begin with any word in -ing; beside "Dalby beat Norring" it begins with a name.
    """
    names = find_names(sentence)
    first = sentence.tokens[0]
    if not _capital(first) or (names and names[0].first == 0):
        return names
    inside = any(
        token.text == first.text and before.text not in _BEGINNING
        for other in others
        for before, token in pairwise(other.tokens)
    )
    return (Name(0, 0, (first.low.removesuffix("'s"),), weak=True), *names) if inside else names


def _label(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Tell whether the words only say what follows: "MOTION: ...", "Captaincy and Leadership: ...", "DKK 4000"."""
    if last + 1 >= len(tokens):
        return False
    if first == last and tokens[last].text.isupper() and tokens[last + 1].is_number:
        return True
    if tokens[last + 1].text in CURRENCIES and not tokens[last + 1].spaced:
        return True  # "US$40"
    return tokens[last + 1].text == ":" and (tokens[last].text.isupper() or _plain_before(tokens, first))


def _plain_before(tokens: tuple[Token, ...], first: int) -> bool:
    """Tell whether a heading's other words stand before a name: "Captaincy and" and nothing else."""
    return 0 < first <= _SHORT_HEADING and all(token.is_word for token in tokens[:first])


def _end_of_run(tokens: tuple[Token, ...], at: int) -> int:
    """Return the last token of the capitalised words from ``at`` on; a country's "'s" ends them."""
    last = at
    while not (tokens[last].low.endswith("'s") and is_place(tokens[last].low.removesuffix("'s"))):
        if _names(tokens, last + 1):
            last += 1
        elif (
            last + 1 < len(tokens)
            and tokens[last + 1].low in _INSIDE
            and _names(tokens, last + 2)
            and not _of_somebody(tokens, at, last)
        ):
            last += 2
        else:
            break
    return last


def _of_somebody(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Tell whether "of" says where somebody belongs: "Anna Lind of Norrick", but "Anne of Cleves"."""
    return last > first and tokens[first].low in GIVEN and tokens[last + 1].low == "of"


def _further_topic(tokens: tuple[Token, ...], first: int, last: int) -> int | None:
    """Return where a body's name goes on behind "for" or "and"; None where it ends.

    "Office for Roads and Crossings" and "Food and Drug Administration" are one name, "the Ministry of Health and Anna
    Lind" are two.
    """
    if last + 2 >= len(tokens) or not _names(tokens, last + 2):
        return None
    link, end = tokens[last + 1].low, _end_of_run(tokens, last + 2)
    named = [token.low for token in tokens[first : last + 1]]
    behind = [token.low.removesuffix("'s") for token in tokens[last + 2 : end + 1]]
    if link in _FOR_A_TOPIC:
        return end if not _OF_A_TOPIC.isdisjoint(named) else None
    if link != "and" or behind[0] in GIVEN or is_place(behind[0]) or tokens[last + 2].text.isupper():
        return None
    topics = not _OF_A_TOPIC.isdisjoint(named) and not _FOR_A_TOPIC.isdisjoint(named)
    if topics:
        return end if GENERIC.isdisjoint(behind) else None
    alone = first == last and len(behind) > 1 and not is_place(named[0]) and not tokens[first].text.isupper()
    return end if alone and behind[-1] in _OF_A_TOPIC else None


def _named_first(tokens: tuple[Token, ...], at: int) -> bool:
    """Tell whether a capitalised word at the beginning of a sentence is a name, as far as its neighbour tells."""
    token = tokens[at]
    if token.low.endswith("'s") or is_place(token.low) or (token.text.isupper() and len(token.text) > 1):
        return True
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is not None and following.text == "," and at + 2 < len(tokens) and tokens[at + 2].low in _WHO:
        return True  # "Norring, who ..."
    if following is None or token.low in _PLAIN_BEGINNINGS or token.low.endswith(("ing", "ly", "ed", "s")):
        return False
    if following.low == "and":
        return _names(tokens, at + 2)  # "Brask and Norland"
    return following.text.islower() and (following.low in _VERBAL or following.low.endswith("ed"))


def _names(tokens: tuple[Token, ...], at: int) -> bool:
    """Tell whether the token there is a word of a name."""
    if at >= len(tokens):
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if tokens[at].low in _TITLES_WITHIN and tokens[at].text[0].isupper() and following is not None:
        return following.text[0].isupper() and following.low in GENERIC
    return _capital(tokens[at])


def _capital(token: Token) -> bool:
    return token.text[0].isupper() and token.low not in _NO_NAMES and len(token.text) > 1


def initials(name: Name) -> str:
    """Return the first letters of its words."""
    return "".join(word[0] for word in name.words)


def alike(one: str, other: str) -> bool:
    """Tell whether two words can be forms of one name: a people and its country, an ending, a slip of the pen."""
    one, other = _bare(one), _bare(other)
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST_ALIKE:
        return False
    same = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    if same >= max(_SHORTEST_ALIKE, len(short) - _ENDING) and long[same:] in _FORMS:
        return True
    if len(short) < _TYPED or len(long) - len(short) > 1:
        return False
    back = next((at for at in range(1, len(short) + 1) if short[-at] != long[-at]), len(short) + 1) - 1
    exchanged = len(short) == len(long) and long[same : same + 2] == short[same : same + 2][::-1]
    return same + back >= len(long) - (2 if exchanged else 1)


@lru_cache(maxsize=8_192)
def _bare(word: str) -> str:
    """Return a word without its accents: Vázquez as Vazquez."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a text says, to look names up in."""

    words: frozenset[str]
    named: frozenset[str]
    short: frozenset[str]
    places: tuple[str, ...]

    @classmethod
    def of(cls, sentences: Iterable[Sentence]) -> Spoken:
        """Collect the words, the initials of the names, and the places of some sentences."""
        sentences = tuple(sentences)
        lows = frozenset(
            token.low.removesuffix("'s") for sentence in sentences for token in sentence.tokens if token.is_word
        )
        named = frozenset(
            token.low.removesuffix("'s")
            for sentence in sentences
            for token in sentence.tokens
            if token.text[0].isupper()
        )
        names = [name for sentence in sentences for name in find_names(sentence)]
        pairs = [
            f"{one.low} {other.low}".removesuffix("'s")
            for sentence in sentences
            for one, other in zip(sentence.tokens, sentence.tokens[1:], strict=False)
        ]
        places = tuple(text for text in (*pairs, *lows) if is_place(text))
        return cls(lows, named, frozenset(initials(name) for name in names), places)

    def speaks(self, word: str) -> bool:
        """Tell whether the text has a word of a name: itself in whatever case, or a form of it as a name."""
        return word in self.words or any(alike(word, other) for other in self.named)

    def has(self, name: Name) -> bool:
        """Tell whether the text can speak of what is named: a telling word, initials, the country or its people."""
        short = initials(name)
        if (len(short) > 1 and short in self.words) or (len(name.words) == 1 and name.words[0] in self.short):
            return True
        if any(self.speaks(word) for word in name.telling):
            return True
        forms = {name.text, *name.words, *(f"{a} {b}" for a, b in zip(name.words, name.words[1:], strict=False))}
        return any(stands_for(place, form) for form in forms for place in self.places)


def absent(names: Collection[Name], spoken: Spoken) -> list[Name]:
    """Return those names that a text does not speak of."""
    return [name for name in names if not spoken.has(name)]
