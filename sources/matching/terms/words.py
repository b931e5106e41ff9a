"""How a passage holds words, negations and quotations."""

from __future__ import annotations

from sources.language.lexicon import words
from sources.language.places import is_place, stands_for
from sources.language.tokens import Token
from sources.matching.discrepancies.sentences import Sentence, stem_of
from sources.matching.terms.parts import Part, is_content
from sources.matching.terms.passage import Held, Passage, Spot, denials_in, denied_places
from sources.matching.terms.relatives import bearers, family

_PREFIXES = words("prefixes_with_hyphen")
_PREFIX = 2  # tokens before a word: the prefix and its hyphen
_AROUND = 6  # tokens around a negation in which the word that it denies stands
_RUN = 2  # words in a row that make a part of a quotation


def hold_word(part: Part, passage: Passage) -> Held:
    """Return what bears out a word: itself in another form, a known synonym, a word of its family."""
    place = part.places[0]
    spots = _bearing(part.sentence.tokens[place], passage) or _with_prefix(part.sentence, place, passage)
    if not (place in denied_places(part.sentence) or denials_in(part.sentence)):
        spots = tuple(spot for spot in spots if not spot.denied)
    return {place: tuple(spot.token for spot in spots)} if spots else {}


def _bearing(token: Token, passage: Passage) -> tuple[Spot, ...]:
    if token.is_number or not token.stem:
        return passage.by_low.get(token.low, ())
    spots = passage.by_stem.get(token.stem, ()) or passage.by_family.get(family(token.low), ())
    if spots:
        return spots
    for other in sorted(bearers(token.stem)):
        spots += passage.by_stem.get(other, ())
    return spots or _in_other_spelling(token, passage)


def _with_prefix(sentence: Sentence, place: int, passage: Passage) -> tuple[Spot, ...]:
    """Return where a word with a prefix before its hyphen is written as one: "co-operation", "cooperation"."""
    before = [token.low for token in sentence.tokens[max(0, place - _PREFIX) : place]]
    if len(before) < _PREFIX or before[1] != "-" or before[0] not in _PREFIXES:
        return ()
    joined = before[0] + sentence.tokens[place].low
    return passage.by_low.get(joined, ()) or passage.by_stem.get(stem_of(joined), ())


def _in_other_spelling(token: Token, passage: Passage) -> tuple[Spot, ...]:
    """Return where the word is written as two, or as a part of one, or its place goes by another name."""
    low = token.low.removesuffix("'s")
    if low in passage.joined:
        return passage.joined[low]
    if is_place(low):
        return tuple(
            spot
            for other, spots in passage.by_low.items()
            if is_place(other) and stands_for(other, low)
            for spot in spots
        )
    return ()


def hold_negation(part: Part, passage: Passage) -> Held:
    """Return what denies in the passage as the claim does: a denial near a word that the claim's denial is near."""
    place = part.places[0]
    denied = _near(part.sentence, place)
    bearing = tuple(
        sentence.tokens[at] for sentence, at in passage.denials if not denied or denied & _near(sentence, at)
    )
    return {place: bearing} if bearing else {}


def _near(sentence: Sentence, place: int) -> frozenset[str]:
    """Return the families of the words around a denial, most of them behind it."""
    tokens = sentence.tokens[max(0, place - _AROUND) : place + 1 + _AROUND]
    return frozenset(family(token.low) for token in tokens if token.stem and token.is_word)


def hold_quotation(part: Part, passage: Passage) -> Held:
    """Return what bears out quoted words: the same words in the same order; of a part of them that part."""
    wanted = [token.low.removesuffix("'s") for token in part.tokens]
    found: dict[int, tuple[Token, ...]] = {}
    for sentence in passage.sentences:
        there = [token for token in sentence.tokens if is_content(token)]
        lows = [token.low.removesuffix("'s") for token in there]
        for start in range(len(there)):
            if lows[start] in wanted:
                _follow(part, wanted, lows, there, start, found)
    return found


def _follow(
    part: Part,
    wanted: list[str],
    lows: list[str],
    there: list[Token],
    start: int,
    found: dict[int, tuple[Token, ...]],
) -> None:
    """Add the longest run of quoted words that begins at ``start`` of the passage's words."""
    for first in range(len(wanted)):
        length = 0
        while (
            first + length < len(wanted)
            and start + length < len(lows)
            and wanted[first + length] == lows[start + length]
        ):
            length += 1
        if length >= min(_RUN, len(wanted)):
            for step in range(length):
                place = part.places[first + step]
                found[place] = (*found.get(place, ()), there[start + step])
