"""Numbers of the claim that the passage gives otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from sources.language.lexicon import words
from sources.language.numbers.quantities import UNBOUNDED, Quantity, find_quantities
from sources.language.numbers.units import Unit
from sources.matching.discrepancies.figure_roles import exchanged, of_another_year, other_multiple, turned
from sources.matching.discrepancies.frame import replaced
from sources.matching.discrepancies.marks import Mark
from sources.matching.discrepancies.names import GENERIC
from sources.matching.discrepancies.registry import Claim, Passage, registered
from sources.matching.discrepancies.sentence_alignment import Aligned
from sources.matching.discrepancies.sentences import Sentence, stems_of
from sources.matching.discrepancies.time_comparison import dated_tokens
from sources.source import DiscrepancyKind

# A converted figure is rounded: "500 miles (800 km)" is off by half a per cent, "a mile (1.6 km)" by as much.
# Measured (`registry`): 0.03 and 0.12 mark the same pairs.
_CONVERSION = 0.06
# A figure from a thousand on may stand rounded without a word about it: 41,200 as 41,000.
# Measured: a rounding of 0.01 marks one contradicted pair more, one of 0.05 the same pairs.
_ROUNDED_FROM = 1_000
_ROUNDING = 0.025
# "More than 300" is right for 340, and odd for 3,000. Measured: 1.5 marks one contradicted pair more, 4 the same.
_WIDEST = 2.0
_SAME_BOUND = 1.1  # by hand: "more than 300" and "more than 310" are one bound, rounded
_MOST = 0.65  # of what the claim says: then a figure of other things may be of the same, in other words; by hand
_FAR = 50.0  # times as many are of something else, where the words for what is counted differ; by hand
_BEFORE = 6  # tokens before a figure that hold its subject and verb
_STRONG = 0.5  # of the claim's words; measured: 0.4 marks 583 and 90, 0.6 579 and 89
# A tower has one height: here the subject alone is enough to meet.
_VAGUE_ONES = frozenset({"one", "dozens", "scores", "hundreds", "thousands", "millions", "billions"})
_OF_ONE_THING = frozenset({"length", "area", "mass", "volume", "power"})
_MARGIN = 12  # tokens from the bracket to a figure in it
_MARGINS = frozenset({"CI", "UI", "HR", "aHR", "OR", "RR", "IQR", "SD", "CrI"})
_FIRST = 1  # nouns behind a number that surely say what it counts
_BEING = words("forms_of_be")
_PEOPLE = stems_of(words("people_nouns"))
_MULTIPLIED = frozenset(
    {"the", "as", "more", "higher", "greater", "larger", "faster", "likelier", "that", "what"}
)  # "four times the number", "twice as many"
_CLAUSE = 8  # tokens behind a rank or a multiple that say of what it is
CENTURIES = frozenset({"15", "16", "17", "18", "19", "20"})
"""How the figures of a year begin."""


class _Form(Enum):
    """What a number is that is no amount of the things named beside it."""

    RANK = auto()
    THEY = auto()
    MULTIPLE = auto()


@registered(DiscrepancyKind.NUMBER)
def check(claim: Claim, passage: Passage) -> list[Mark]:
    """Return a mark for each number of the claim that no number of the passage agrees with and one stands in for."""
    said, sentences = claim.sentence, passage.sentences
    ours = _quantities(said)
    marks = _multiple(said, passage) or _of_one_form(said, passage)
    if not ours:
        return marks
    theirs = [(sentence, quantity) for sentence in sentences for quantity in _quantities(sentence)]
    open_ = [one for one in ours if not _met(one, [other for _, other in theirs])]
    free = [(sentence, other) for sentence, other in theirs if not any(agree(one, other) for one in ours)]
    marks += _exchanged(said, ours, passage) or _replaced(said, ours, passage)
    used: set[tuple[int, int]] = set()
    for one in open_ if not marks else []:
        if not _told_of(said, one, sentences):
            continue
        rows = (
            passage.aligned
            if not _measured_alike(one, free)
            else [*passage.aligned, *_beside(sentences, passage.aligned)]
        )
        facing = [
            (fit, place, other.first, row.sentence, other)
            for place, row in enumerate(rows)
            for sentence, other in free
            if sentence is row.sentence
            and (row.firm or row.score >= _STRONG or (one.unit is not None and one.unit.dimension in _OF_ONE_THING))
            and (sentence.start, other.first) not in used
            and (fit := _fit(said, one, sentence, other)) > 0
        ]
        near = [row.sentence for row in passage.aligned if row.score >= _STRONG]
        told = sentences if passage.covered.enough else near
        facing = facing or _sole(one, open_, told, near if passage.covered.share < _MOST else told, free)
        facing = facing or (_of_one_unit(one, free) if passage.covered.enough else [])
        if facing:
            _, _, _, sentence, other = min(facing, key=lambda row: (-row[0], row[1], row[2]))
            used.add((sentence.start, other.first))
            marks.append(_mark(said, one, sentence, other))
    return marks


def _met(one: Quantity, theirs: Sequence[Quantity]) -> bool:
    """Tell whether the passage has the claim's number, of the same thing where it counts that otherwise.

    "A three-act play" is not met by the three tall women of a two-act play, nor "85 films" by "over 55 years".
    """
    agreeing = [other for other in theirs if agree(one, other)]
    if not one.nouns or one.unit is not None:
        return bool(agreeing)
    # "Each glyph counts as one character" says nothing against 140 of them.
    several = [other for other in theirs if other not in agreeing and other.value != 1]
    otherwise = any(other.unit is None and _counts_alike(one, other) for other in several)
    return any(
        not (otherwise and (_counts_other(one, other) or (other.unit is not None and one.value != other.value)))
        for other in agreeing
    )


def _counts_alike(one: Quantity, other: Quantity) -> bool:
    return one.ordinal == other.ordinal and not other.part and one.nouns[:_FIRST] == other.nouns[:_FIRST]


def _counts_other(one: Quantity, other: Quantity) -> bool:
    return other.unit is None and bool(other.nouns) and not set(one.nouns) & set(other.nouns)


def _multiple(claim: Sentence, passage: Passage) -> list[Mark]:
    found = other_multiple(claim, [row.sentence for row in passage.aligned if row.firm or row.score >= _STRONG])
    if found is None:
        return []
    at, sentence, place = found
    return [Mark.of(DiscrepancyKind.NUMBER, claim, (at, at), sentence, (place, place))]


def _exchanged(claim: Sentence, ours: Sequence[Quantity], passage: Passage) -> list[Mark]:
    """Return a mark on both figures where the passage has the claim's figures, each in the other's part."""
    for row in passage.aligned:
        spans = turned(claim, row.sentence)
        if spans is not None:
            return [Mark.of(DiscrepancyKind.NUMBER, claim, spans[0], row.sentence, spans[1])]
        dated = of_another_year(claim, ours, row.sentence, _quantities(row.sentence))
        if dated is not None:
            return [_mark(claim, dated[0], row.sentence, dated[1])]
        found = exchanged(claim, ours, row.sentence, _quantities(row.sentence))
        if found is not None:
            ours_at, theirs_at = ((min(one.first for one in pair), max(one.last for one in pair)) for pair in found)
            return [Mark.of(DiscrepancyKind.NUMBER, claim, ours_at, row.sentence, theirs_at)]
    return []


def _replaced(claim: Sentence, ours: Sequence[Quantity], passage: Passage) -> list[Mark]:
    """Return a mark where a figure stands in the claim's frame for another, although the claim's stands elsewhere."""
    for row in passage.aligned:
        theirs = _quantities(row.sentence)
        for change in replaced(claim, row.sentence):
            one = next((one for one in ours if change.ours[0] <= one.first <= one.last <= change.ours[1]), None)
            other = next(
                (two for two in theirs if change.theirs[0] <= two.first <= two.last <= change.theirs[1]), None
            )
            if one is not None and other is not None and not agree(one, other) and one.ordinal == other.ordinal:
                return [_mark(claim, one, row.sentence, other)]
    return []


def _sole(
    one: Quantity,
    open_: Sequence[Quantity],
    sentences: Sequence[Sentence],
    near: Sequence[Sentence],
    free: Sequence[tuple[Sentence, Quantity]],
) -> list[tuple[float, int, int, Sentence, Quantity]]:
    """Return the one number that is left on the passage's side where one is left on the claim's: they are a pair.

    One that counts other things must stand in a sentence ``near`` the claim.
    """
    left = [(sentence, other) for sentence, other in free if sentence in sentences]
    if len(open_) != 1 or len(left) != 1:
        return []
    sentence, other = left[0]
    alike = one.ordinal == other.ordinal and one.score == other.score and one.unit is None and other.unit is None
    # "One" counts little: "playing one season each" is no other number of clubs.
    vague = sentence.tokens[other.last].low in _VAGUE_ONES and not set(one.nouns) & set(other.nouns)
    apart = bool(one.nouns) and bool(other.nouns) and not set(one.nouns) & set(other.nouns)
    another = apart and not _same_digits(one, other) and (_far_apart(one, other) or sentence not in near)
    facing = alike and not (one.ordinal or other.whole or vague or another)
    return [(0.0, 0, other.first, sentence, other)] if facing else []


def _of_one_unit(
    one: Quantity, free: Sequence[tuple[Sentence, Quantity]]
) -> list[tuple[float, int, int, Sentence, Quantity]]:
    """Return the only number of the passage with the claim's unit, or of the claim's things, wherever it stands."""
    alike = [
        (0.0, 0, other.first, sentence, other)
        for sentence, other in free
        if other.ordinal == one.ordinal
        and (
            (
                one.unit is not None
                and other.unit is not None
                and one.unit.dimension == other.unit.dimension
                and not (one.unit.dimension == "length" and bool(one.per) != bool(other.per))
            )
            or (one.unit is None and other.unit is None and bool(set(one.nouns) & set(other.nouns)))
        )
    ]
    return alike if len(alike) == 1 else []


def _told_of(claim: Sentence, one: Quantity, passage: Sequence[Sentence]) -> bool:
    """Tell whether a passage says more of the claim than what its figure counts: "240 firms" are not any firms."""
    kinds = {token.stem for token in claim.tokens if token.text[0].isupper() and token.low in GENERIC}
    rest = claim.stems - set(one.nouns) - kinds
    rest |= {stem[2:] for stem in rest if stem.startswith("un")}
    return one.unit is not None or not rest or any(not rest.isdisjoint(sentence.stems) for sentence in passage)


def _measured_alike(one: Quantity, free: Sequence[tuple[Sentence, Quantity]]) -> bool:
    """Tell whether the very figure stands somewhere with another unit of its dimension: 13 years for 13 months."""
    return one.unit is not None and any(
        other.unit is not None and other.unit.dimension == one.unit.dimension and other.value == one.value
        for _, other in free
    )


def _beside(passage: Sequence[Sentence], aligned: Sequence[Aligned]) -> list[Aligned]:
    """Return the sentences that are not about the same thing by their own words, last in rank."""
    known = [row.sentence for row in aligned]
    return [Aligned(sentence, frozenset(), 0.0, firm=True) for sentence in passage if sentence not in known]


def agree(one: Quantity, other: Quantity) -> bool:
    """Tell whether two numbers can be the same amount, as far as their words say."""
    if one.ordinal != other.ordinal or one.score != other.score:
        return False
    factor = 1.0
    if one.unit and other.unit:
        if one.unit.dimension != other.unit.dimension:
            return False
        if one.unit.name != other.unit.name and not _may_be_one(one.unit, other.unit):
            if not one.unit.factor or not other.unit.factor:
                return False
            factor = other.unit.factor / one.unit.factor
    if one.each and other.each and one.each != other.each:
        return False
    if one.per and other.per and one.per != other.per:
        factor *= one.per.factor / other.per.factor
    if not _bounds_meet(one, other, factor):
        return False
    low, high = other.low * factor, other.high * factor
    leeway = _CONVERSION if factor != 1.0 else 0.0
    if not leeway and min(one.value, other.value) >= _ROUNDED_FROM and _rounder(one.value, other.value):
        leeway = _ROUNDING
    if one.about and other.about and factor == 1.0:
        # "about 50" and "about 60" are two figures, though 55 may be either
        return other.low <= one.value <= other.high or one.low <= other.value <= one.high
    return low * (1 - leeway) <= one.high and one.low <= high * (1 + leeway)


def _may_be_one(one: Unit, other: Unit) -> bool:
    """Tell whether a dollar that is not said to be of a country can be the other."""
    return "dollar" in {one.name, other.name} and one.name.endswith("dollar") and other.name.endswith("dollar")


def _bounds_meet(one: Quantity, other: Quantity, factor: float) -> bool:
    """Tell whether "more than", "at most" and plain numbers can go together.

    "More than 300" is right for 340, odd for 3,000, and another statement than "fewer than 300" and "more than 200".
    """
    values = sorted((one.value, other.value * factor))
    least, most = UNBOUNDED in (one.high, other.high), one.low == 0.0 != one.value or other.low == 0.0 != other.value
    if least and most:
        return False if values[0] == values[1] else one.low <= other.high * factor and other.low * factor <= one.high
    both = one.high == other.high == UNBOUNDED or (one.low == other.low == 0.0 and one.value and other.value)
    return not (least or most) or values[1] <= (_SAME_BOUND if both else _WIDEST) * values[0]


def _rounder(one: float, other: float) -> bool:
    """Tell whether one of two figures has fewer digits before its zeros than the other."""
    digits = [len(f"{value:.0f}".rstrip("0")) for value in (one, other)]
    return digits[0] != digits[1]


def _quantities(sentence: Sentence) -> list[Quantity]:
    found = find_quantities(sentence.tokens, dated_tokens(sentence))
    return [
        one
        for one in found
        if not _perhaps_year(sentence, one)
        and not is_bare_one(sentence, one)
        and not _margin(sentence, one)
        and _form(sentence, one) is None
    ]


def _form(sentence: Sentence, quantity: Quantity) -> _Form | None:
    """Tell whether the number is a rank, people spoken of before, or a multiple: "number two", "the two were"."""
    before = sentence.tokens[quantity.first - 1].low if quantity.first else ""
    behind = [token.low for token in sentence.tokens[quantity.last + 1 : quantity.last + 3]]
    if before == "number" and quantity.unit is None:
        return _Form.RANK
    if before == "the" and quantity.unit is None and not quantity.ordinal and behind[:1] and behind[0] in _BEING:
        return _Form.THEY
    multiple = behind[:1] == ["times"] and len(behind) > 1 and behind[1] in _MULTIPLIED
    return _Form.MULTIPLE if multiple else None


def _of_one_form(claim: Sentence, passage: Passage) -> list[Mark]:
    """Return a mark for a rank, a multiple or "the four were" that the passage gives otherwise in the same form.

    Such a number faces no amount, and only one of its form with the same words behind: "number two in Norway".
    """
    ours, theirs = _formed(claim), [(row.sentence, _formed(row.sentence)) for row in passage.aligned]
    marks: list[Mark] = []
    for form in _Form:
        mine = [one for one, its in ours if its is form]
        facing = [(sentence, other) for sentence, found in theirs for other, its in found if its is form]
        if len(mine) != 1 or any(agree(mine[0], other) for _, other in facing):
            continue
        said = _said_behind(claim, mine[0])
        for sentence, other in facing:
            found = _said_behind(sentence, other)
            if (said <= found or found <= said) and bool(said) == bool(found):
                marks.append(_mark(claim, mine[0], sentence, other))
                break
    return marks


def _formed(sentence: Sentence) -> list[tuple[Quantity, _Form]]:
    found = find_quantities(sentence.tokens, dated_tokens(sentence))
    return [(one, form) for one in found if (form := _form(sentence, one)) is not None]


def _said_behind(sentence: Sentence, quantity: Quantity) -> set[str]:
    """Return the stems and figures of what follows a number in its clause."""
    near = sentence.tokens[quantity.last + 1 : quantity.last + 1 + _CLAUSE]
    end = next((at for at, token in enumerate(near) if not token.is_word and not token.is_number), len(near))
    end = next((at for at, token in enumerate(near[:end]) if token.low in {"and", "but", "or", "while"}), end)
    return {token.stem or token.low for token in near[:end] if token.stem or token.is_number}


def _margin(sentence: Sentence, quantity: Quantity) -> bool:
    """Tell whether the number says how sure another is: "(95% CI: 6.0, 57.9)"."""
    begin = max(0, quantity.first - _MARGIN)
    before = sentence.tokens[begin : quantity.first]
    open_: list[int] = []
    for at, token in enumerate(before):
        if token.text in "([":
            open_.append(at)
        elif token.text in ")]" and open_:
            open_.pop()
    if not open_:
        return False
    opened = open_[0]
    return any(token.text in _MARGINS for token in sentence.tokens[begin + opened : quantity.last + 3])


def _perhaps_year(sentence: Sentence, quantity: Quantity) -> bool:
    """Tell whether the number may be a year that the dates did not take: "a landmark 1954 case"."""
    text = sentence.tokens[quantity.last].text
    following = sentence.tokens[quantity.last + 1].text if quantity.last + 1 < len(sentence.tokens) else ""
    if quantity.nouns and following.islower() and following.endswith("s"):
        return False
    return quantity.unit is None and quantity.first == quantity.last and len(text) == 4 and text[:2] in CENTURIES


def is_bare_one(sentence: Sentence, quantity: Quantity) -> bool:
    """Tell whether the number is the "one" of "one of the highest" or "no one", which counts nothing."""
    if sentence.tokens[quantity.last].low != "one" or quantity.unit is not None:
        return False
    return not quantity.nouns or quantity.part


def _fit(claim: Sentence, one: Quantity, sentence: Sentence, other: Quantity) -> float:
    """Return how well a number of the passage stands where one of the claim stands; 0 for not at all."""
    if one.ordinal != other.ordinal or one.score != other.score:
        return 0.0
    lows = {claim.tokens[one.last].low, sentence.tokens[other.last].low}
    if _VAGUE_ONES & lows and not set(one.nouns) & set(other.nouns):
        return 0.0  # "One study", "thousands of cases": compared only with figures of the same.
    if (one.unit is None) != (other.unit is None):
        # "5 %" may face "5", "$18" may face "18"; a plain count faces no measure.
        return 0.5 if one.value == other.value else 0.0
    if one.unit and other.unit and one.unit.dimension != other.unit.dimension:
        return 1.0 if other.low <= one.value <= other.high < UNBOUNDED else 0.0
    if one.unit and one.unit.dimension == "length" and other.unit and bool(one.per) != bool(other.per):
        return 0.0  # "30 kilometres an hour" is no length.
    same = len(set(one.nouns) & set(other.nouns))
    if one.ordinal and one.nouns and other.nouns and not same:
        return 0.0  # The 15th century and the first mention.
    fit = 2.0 * bool(same) + (0.5 if one.part == other.part else 0.0)
    if one.whole != other.whole:
        fit -= 1.5
    around = _around(claim, one) & _around(sentence, other)
    fit += min(len(around), 4) * 0.5
    if one.unit is not None:
        alike = other.unit is not None and one.unit.name == other.unit.name
        return fit + 1.0 if alike or same or around else 0.0
    apart = bool(one.nouns and other.nouns) and one.unit is None and one.nouns[0] not in other.nouns
    if apart and _far_apart(one, other) and not _of_same_people(claim, one, sentence, other):
        return 0.0  # The vehicles of a day and the cables of the bridge.
    if one.nouns and other.nouns and not same:
        return fit - 1.0 if len(around) > 1 else 0.0
    return fit


def _same_digits(one: Quantity, other: Quantity) -> bool:
    """Tell whether two figures differ by their scale alone: 3.4 million and 3.4 billion."""
    return len({f"{each.value:e}".split("e")[0] for each in (one, other)}) == 1


def _far_apart(one: Quantity, other: Quantity) -> bool:
    return not _same_digits(one, other) and max(one.value, other.value) > _FAR * min(one.value, other.value)


def _of_same_people(claim: Sentence, one: Quantity, sentence: Sentence, other: Quantity) -> bool:
    """Tell whether both figures count people behind the same subject and verb: "the plant employs"."""
    ours, theirs = (
        [token.stem for token in text.tokens[max(0, figure.first - _BEFORE) : figure.first] if token.stem]
        for text, figure in ((claim, one), (sentence, other))
    )
    if any(_PEOPLE.isdisjoint(figure.nouns) for figure in (one, other)) or not ours or not theirs:
        return False
    return ours[-1] == theirs[-1] and not set(ours[:-1]).isdisjoint(theirs[:-1])


def _around(sentence: Sentence, quantity: Quantity) -> set[str]:
    near = sentence.tokens[max(0, quantity.first - 6) : quantity.last + 7]
    return {token.stem for token in near if token.stem and not token.is_number}


def _mark(claim: Sentence, one: Quantity, sentence: Sentence, other: Quantity) -> Mark:
    ours, theirs = (one.first, one.last), (other.first, other.last)
    rated = one.rate_last >= 0 and other.rate_last >= 0
    if one.value == other.value and one.unit == other.unit and rated:
        ours, theirs = (one.first, one.rate_last), (other.first, other.rate_last)  # "a month", "a week"
    elif one.value == other.value and one.unit == other.unit:  # what differs stands before: "more than", "fewer than"
        ours, theirs = (max(0, one.first - 2), one.last), (max(0, other.first - 2), other.last)
    return Mark.of(DiscrepancyKind.NUMBER, claim, ours, sentence, theirs)
