"""Words of the claim that point one way where the passage points the other: rose and fell, opened and closed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from sources.language.lexicon import groups, lines, words
from sources.language.numbers.numerals import read_number
from sources.language.tokens import Token
from sources.matching.discrepancies.antonyms import LOOSE, POLES, is_tight
from sources.matching.discrepancies.frame import replaced
from sources.matching.discrepancies.kinds.negation import denied
from sources.matching.discrepancies.marks import Mark
from sources.matching.discrepancies.registry import Claim, Passage, registered
from sources.matching.discrepancies.sentence_alignment import Aligned, Coverage
from sources.matching.discrepancies.sentences import Sentence
from sources.matching.discrepancies.time_comparison import dated_tokens
from sources.source import DiscrepancyKind

_WENT = words("verbs_with_a_particle_of_direction")
_PARTICLES = {"up": POLES["rose"], "down": POLES["fell"]}
_PHRASES = {
    tuple(phrase.split()): POLES[word]
    for phrase, words_meant in groups("phrases_of_direction").items()
    for word in words_meant
}
_KINDS = tuple(tuple(frozenset(kind.split()) for kind in line.split("|")) for line in lines("kinds_that_exclude"))
_EXCLUDING = tuple(frozenset(line.split()) for line in lines("words_that_exclude"))
_BEHIND_A_KIND = words("words_behind_a_kind")
_PERIODS = words("period_nouns")
_NO_DIRECTIONS = {tuple(line.split()) for line in lines("phrases_without_direction")}
_COMPARING = frozenset({"more", "less", "fewer", "higher", "lower"})
_SHARES = frozenset({"third", "quarter", "fifth", "tenth", "half"})
_TAKEN = words("taking_verbs")
_GIVEN = words("handing_over_verbs")
_BEATEN, _LOST = frozenset({"beat", "defeated", "won", "wins", "win"}), frozenset({"lost", "lose", "loses"})
_BEING = words("forms_of_be")
_FEW = 2  # words in common that do where the next word is the same too
_MANY = 3  # words in common that tell of the same thing, however long the claim
_NEAR = 7  # tokens on each side that say what goes up or down
_BESIDE = 2  # content words on each side that surely do
_TURNING = ("un", "in", "im", "ir", "il", "non", "dis")  # beginnings that turn a word round
_SHORTEST = 4  # letters of a word that they turn round
_SHORT = 7  # content words of a claim that says one thing
_UNDONE = words("undoing_words")
_WHICH = frozenset({"which", "that", "whom"})
_WHEN = frozenset({"before", "after"})
_NEXT = 3  # tokens in which the word stands that is early or late, high or low
_BY = 6  # tokens around a verb in which who did it stands
_COMPARISON = 8  # tokens from "more" to its "than": "more effective in blocking transmission than"
_BESIDE_THAN = 5  # tokens behind "than" that say what is compared with
_ENDING_SIDE = frozenset({",", ";", "and", "but", "while"})
_OPEN, _LATER = frozenset({"when", "whether", "until", "unless"}), frozenset({"will", "would", "can", "could"})
_WAITING = frozenset({"wait", "waits", "waiting", "waited", "await", "awaiting", "hope", "hopes", "hoping"})
_ASIDE = 8  # tokens from "when" to the word that it leaves open
_TO_TIME = 3  # tokens from "until" to the time that it names: "until the spring of 2019", "until late May"
_UNDONE_BEFORE = 4  # tokens
_UNDONE_BEHIND = 7  # tokens: "the ban on fishing has been lifted"
_LIFTED = frozenset({"lifted", "overturned", "reversed", "scrapped", "dropped", "withdrawn", "revoked", "repealed"})
_Poles = frozenset[tuple[int, int]]


@registered(DiscrepancyKind.DIRECTION)
def check(claim: Claim, passage: Passage) -> list[Mark]:
    """Return a mark for each word of the claim whose opposite is said of the same thing, and it itself nowhere."""
    said, sentences = claim.sentence, passage.sentences
    marks: list[Mark] = []
    everywhere = {pole for sentence in sentences for poles in _poles(sentence).values() for pole in poles}
    for place, poles in _poles(said).items():
        if poles & everywhere or _undone(said, place) or _left_open(said, place):
            continue
        facing = _opposed(said, place, poles, sentences, passage.aligned, passage.covered)
        if facing is not None:
            sentence, other = facing
            marks.append(Mark.of(DiscrepancyKind.DIRECTION, said, (place, place), sentence, (other, other)))
    return (
        marks
        or _replaced(said, passage.aligned)
        or _compared_otherwise(said, passage.aligned)
        or _of_another_kind(said, sentences)
    )


def _of_another_kind(claim: Sentence, passage: Sequence[Sentence]) -> list[Mark]:
    """Return a mark where both say what something is, and it cannot be both: "is a song by", "is a novel by"."""
    ours = _what_it_is(claim)
    lows = {token.low for sentence in passage for token in sentence.tokens}
    if ours is None or not lows.isdisjoint(_KINDS[ours[1]][ours[2]]):
        return []
    for sentence in passage:
        theirs = _what_it_is(sentence)
        if theirs is not None and theirs[1] == ours[1] and theirs[2] != ours[2] and theirs[0] & ours[0]:
            at, other = ours[3], theirs[3]
            return [Mark.of(DiscrepancyKind.DIRECTION, claim, (at, at), sentence, (other, other))]
    return []


def _what_it_is(sentence: Sentence) -> tuple[set[str], int, int, int] | None:
    """Return the stems of a subject, its group and kind, and the token of the word for it: "X is a long poem"."""
    tokens = sentence.tokens
    being = next((at for at, token in enumerate(tokens) if token.low in {"is", "was"}), None)
    if being is None or being + 1 >= len(tokens) or tokens[being + 1].low not in {"a", "an", "the"}:
        return None
    end = next((at for at in range(being + 2, len(tokens)) if tokens[at].low in _BEHIND_A_KIND), len(tokens))
    found = [
        (group, kind, at)
        for at in range(being + 2, end)
        for group, kinds in enumerate(_KINDS)
        for kind, listed in enumerate(kinds)
        if tokens[at].low in listed
    ]
    if len(found) != 1:
        return None
    group, kind, at = found[0]
    return {token.stem for token in tokens[:being] if token.stem}, group, kind, at


def _compared_otherwise(claim: Sentence, aligned: Sequence[Aligned]) -> list[Mark]:
    """Return a mark where both compare the same two things, each with the other in front: "A is taller than B"."""
    for ours in _comparisons(claim):
        for row in aligned:
            for theirs in _comparisons(row.sentence):
                if claim.tokens[ours].low == row.sentence.tokens[theirs].low and _other_in_front(
                    claim, ours, row.sentence, theirs
                ):
                    return [Mark.of(DiscrepancyKind.DIRECTION, claim, (ours, ours), row.sentence, (theirs, theirs))]
    return []


def _comparisons(sentence: Sentence) -> list[int]:
    """Return where a word compares: "more", "less" and words in -er, with "than" behind."""
    return [
        at
        for at, token in enumerate(sentence.tokens)
        if (token.low in {"more", "less", "fewer"} or token.low.endswith("er"))
        and not token.text[0].isupper()
        and _than(sentence, at) is not None
        and not _counts(sentence.tokens, (_than(sentence, at) or at) + 1)
    ]


def _than(sentence: Sentence, at: int) -> int | None:
    near = range(at + 1, min(len(sentence.tokens), at + 1 + _COMPARISON))
    return next((place for place in near if sentence.tokens[place].low == "than"), None)


def _other_in_front(claim: Sentence, ours: int, sentence: Sentence, theirs: int) -> bool:
    """Tell whether what stands before the one comparison stands behind the "than" of the other, and the reverse."""
    sides = [_compared(claim, ours), _compared(sentence, theirs)]
    front, back = ([side[place] - side[1 - place] for side in sides] for place in (0, 1))
    crossed = front[0] & back[1], back[0] & front[1]
    straight = front[0] & front[1] or back[0] & back[1]
    return all(crossed) and not straight


def _compared(sentence: Sentence, at: int) -> tuple[set[str], set[str]]:
    """Return the stems before a comparison and behind its "than", to the end of that clause."""
    than = _than(sentence, at) or at
    before = {token.stem for token in sentence.tokens[max(0, at - _BY) : at] if token.stem}
    behind = sentence.tokens[than + 1 : than + 1 + _BESIDE_THAN]
    end = next((place for place, token in enumerate(behind) if token.low in _ENDING_SIDE), len(behind))
    return before, {token.stem for token in behind[:end] if token.stem}


def _replaced(claim: Sentence, aligned: Sequence[Aligned]) -> list[Mark]:
    """Return a mark where a word's opposite stands in the claim's frame, whatever else is said of it.

    Here words count that are opposites only of the same thing ("elder", "younger"), and those that a beginning turns
    round ("structured", "unstructured").
    """
    for row in aligned:
        for change in replaced(claim, row.sentence):
            for ours in range(change.ours[0], change.ours[1] + 1):
                for theirs in range(change.theirs[0], change.theirs[1] + 1):
                    if _turned_round(claim, ours, row.sentence, theirs):
                        return [
                            Mark.of(DiscrepancyKind.DIRECTION, claim, (ours, ours), row.sentence, (theirs, theirs))
                        ]
    return []


def _turned_round(claim: Sentence, ours: int, sentence: Sentence, theirs: int) -> bool:
    """Tell whether one of two words turns the other round, and nothing beside them turns it back."""
    one, other = claim.tokens[ours].low, sentence.tokens[theirs].low
    if _undone(claim, ours) or _undone(sentence, theirs) or _converse(claim, ours, sentence, theirs):
        return False
    if {one, other} & _COMPARING and "than" in claim.lows:
        return False  # "Fewer than 200" says how exact a number is.
    if any((axis, 1 - side) in POLES.get(other, ()) for axis, side in POLES.get(one, ())):
        return True
    if one != other and any({one, other} <= group for group in _EXCLUDING):
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST and any(long == begin + short for begin in _TURNING)


def _opposed(
    claim: Sentence,
    place: int,
    poles: _Poles,
    passage: Sequence[Sentence],
    aligned: Sequence[Aligned],
    covered: Coverage,
) -> tuple[Sentence, int] | None:
    """Return the word of the passage that points the other way about the same thing."""
    turned = {(axis, 1 - side) for axis, side in poles}
    # What the claim says too, of something else: "use fell after the price was raised".
    turned -= {pole for at, own in _poles(claim).items() if at != place for pole in own}
    around, beside = _around(claim, place), _beside(claim, place)
    others = {token.stem for token in claim.tokens if token.stem and token.low not in LOOSE}
    # "Profits doubled" has but words of the axes.
    others = others or {token.stem for at, token in enumerate(claim.tokens) if token.stem and at != place}
    names = others & claim.stems - claim.plain - {one for one in claim.stems if one[0].isdigit()}
    met = others & {stem for sentence in passage for stem in sentence.stems}
    most = len(met) * 2 >= len(others) and len(met) >= min(2, len(others)) and bool(met - names)
    sure = (covered.enough or most) and len(others) <= _SHORT
    rows = [row.sentence for row in aligned]
    best: tuple[int, int, int, Sentence] | None = None
    for rank, sentence in enumerate([*rows, *(one for one in passage if one not in rows)] if sure else rows):
        met = others & sentence.stems
        told = sure or len(met) * 2 > len(others) or len(met) >= _MANY
        # "The bridge opened in 1971" is not about its closure in 2026: beside names something must be shared.
        told = told and bool(sure or met - names or not others - names)
        if not told and len(met) < _FEW and not (met and met >= others - names - {claim.tokens[0].stem}):
            continue
        for other, theirs in _poles(sentence).items():
            if not theirs & turned or _undone(sentence, other) or _left_open(sentence, other):
                continue
            if _converse(claim, place, sentence, other):
                continue
            one_thing = _of_one_thing(claim, place, sentence, other)
            if not one_thing and (not told or all(is_tight(axis) for axis, _ in theirs & turned)):
                continue
            close = len(beside & _beside(sentence, other))
            wide = len(around & _around(sentence, other))
            if sure or close or wide > 1 or (wide and len(others) <= _SHORT):
                found = (-close - wide, rank, other, sentence)
                best = min(best or found, found, key=lambda one: one[:3])
    return (best[3], best[2]) if best else None


def _poles(sentence: Sentence) -> dict[int, _Poles]:
    found: dict[int, _Poles] = {}
    tokens = sentence.tokens
    for place, token in enumerate(tokens):
        before = tokens[place - 1].low if place else ""
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        if token.low in _PARTICLES:
            numbered = after is not None and (after.is_number or after.low == "by")
            if before in _WENT or numbered:
                found[place] = _PARTICLES[token.low]
            continue
        poles = (_PHRASES.get((token.low, after.low)) if after is not None else None) or POLES.get(
            token.low.removesuffix("'s")  # "in his son's memory"
        )
        # A capital inside a sentence is a name: "West Virginia", "Best Buy", "the Open".
        if poles is None or (token.text[0].isupper() and place > 0):
            continue
        if token.low in _COMPARING and after is not None and after.low == "than" and _counts(tokens, place + 2):
            continue
        if (after is not None and (token.low, after.low) in _NO_DIRECTIONS) or (before, token.low) in _NO_DIRECTIONS:
            continue
        found[place] = poles
    return found


def _counts(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a number stands there, so that "more than" says how exact it is and not which of two is more."""
    if place >= len(tokens):
        return True
    if any(token.low in _PERIODS for token in tokens[place + 1 : place + 3]):
        return False  # "lower than four years before" compares with a time.
    share = tokens[place].low == "a" and any(token.low in _SHARES for token in tokens[place + 1 : place + 2])
    return share or tokens[place].low == "half" or read_number(tokens, place, ()) is not None


def _of_one_thing(claim: Sentence, ours: int, sentence: Sentence, theirs: int) -> bool:
    """Tell whether the next content word is the same, and for one that follows "is" or "was" the one before."""
    sides = ((claim, ours), (sentence, theirs))
    behind = [_neighbour(one, at, 1) for one, at in sides]
    before = [_neighbour(one, at, -1) for one, at in sides]
    if claim.tokens[ours].low in _WHEN:  # "finished before the war"
        return behind[0] == behind[1] != "" and before[0] == before[1] != ""
    if behind[0] == behind[1] != "":
        return True
    said_of = all(at and one.tokens[at - 1].low in _BEING for one, at in sides)
    return said_of and bool(set.intersection(*(_beside(one, at) for one, at in sides)))


def _neighbour(sentence: Sentence, place: int, step: int) -> str:
    """Return the nearest content word on one side, without a comma or a full stop between."""
    at = place + step
    while 0 <= at < len(sentence.tokens) and abs(at - place) <= _NEXT:
        token = sentence.tokens[at]
        if token.stem or not token.is_word:
            return token.stem
        at += step
    return ""


def _undone(sentence: Sentence, place: int) -> bool:
    """Tell whether the direction there is denied or undone: "not rise", "lifted the ban"."""
    before = sentence.tokens[max(0, place - _UNDONE_BEFORE) : place]
    behind = sentence.tokens[place + 1 : place + 1 + _UNDONE_BEHIND]
    taken_back = any(one.low in _LIFTED and other.low in _BEING for other, one in pairwise(behind))
    return denied(sentence, place) or taken_back or any(token.low in _UNDONE for token in before)


def _left_open(sentence: Sentence, place: int) -> bool:
    """Tell whether it is only asked or waited for: "when the bridge will be open again", "wait for it to reopen"."""
    before = [token.low for token in sentence.tokens[max(0, place - _ASIDE) : place]]
    opened = max((at for at, low in enumerate(before) if low in _OPEN), default=None)
    if opened is not None and "," not in before[opened:]:
        behind = max(0, place - _ASIDE) + opened + 1
        dated = not dated_tokens(sentence).isdisjoint(range(behind, behind + _TO_TIME))
        if before[opened] == "until" and dated:
            return False  # "Until 2019 prices fell."
        return before[opened] != "when" or not _LATER.isdisjoint(before[opened:])
    return before[-1:] == ["to"] and not _WAITING.isdisjoint(before)


def _converse(claim: Sentence, ours: int, sentence: Sentence, theirs: int) -> bool:
    """Tell whether both can be one deed seen from two sides: she bought it, it was sold."""
    both = {claim.tokens[ours].low, sentence.tokens[theirs].low}
    if both & _BEATEN and both & _LOST:
        # "She beat him" and "he lost to her" are one deed.
        sides = ((claim, ours), (sentence, theirs))
        (won, verb), (lost, place) = sides if claim.tokens[ours].low in _BEATEN else sides[::-1]
        acting = not (verb and won.tokens[verb - 1].low in _BEING)
        before = {token.stem for token in won.tokens[max(0, verb - _BY) : verb]}
        winner = before if acting else _behind(won, verb, {"by"})
        return bool(_behind(lost, place, {"to", "against"}) & winner)
    if all(_than(one, at) is not None for one, at in ((claim, ours), (sentence, theirs))):
        return _turned_about(claim, ours, sentence, theirs) or _other_in_front(claim, ours, sentence, theirs)
    if _than(claim, ours) is not None and theirs and sentence.tokens[theirs - 1].low == "the":
        return _turned_about(claim, ours, sentence, theirs)  # "the road bridge is the longer"
    if not (both & _TAKEN and both & _GIVEN):
        return False
    sides = ((claim, ours), (sentence, theirs))
    passive = [place > 0 and one.tokens[place - 1].low in _BEING for one, place in sides]
    if passive[0] and passive[1]:
        # "It was bought by the city" and "it was sold to the city" are one deed.
        return bool(_behind(claim, ours, {"by", "to"}) & _behind(sentence, theirs, {"by", "to"}))
    if passive[0] == passive[1]:
        return _turned_about(claim, ours, sentence, theirs)
    # "The bank borrowed it" and "it was lent by the bank": who did one cannot have done the other.
    (active, verb), (turned, place) = sides if passive[1] else sides[::-1]
    before = {token.stem for token in active.tokens[max(0, verb - _BY) : verb]}
    return not _behind(turned, place, {"by"}) & before


def _turned_about(claim: Sentence, ours: int, sentence: Sentence, theirs: int) -> bool:
    """Tell whether who stands before the one word stands behind the other: "she sold it to him", "he bought it"."""
    sides = ((claim, ours), (sentence, theirs))
    if any(token.low in _WHICH for one, at in sides for token in one.tokens[max(0, at - _BY) : at]):
        return False  # What stands before is what was bought.
    before = [set(_before_and_behind(one, at)[0]) for one, at in sides]
    behind = [set(_before_and_behind(one, at)[1]) for one, at in sides]
    return not before[0] & before[1] and bool(before[0] & behind[1] or before[1] & behind[0])


def _before_and_behind(sentence: Sentence, place: int) -> tuple[list[str], list[str]]:
    before = sentence.tokens[max(0, place - _BY) : place]
    behind = sentence.tokens[place + 1 : place + 1 + _BY]
    return [token.stem for token in before if token.stem], [token.stem for token in behind if token.stem]


def _behind(sentence: Sentence, verb: int, links: Collection[str]) -> set[str]:
    """Return the stems of what stands behind a verb and one of these words, close by."""
    near = sentence.tokens[verb + 1 : verb + 1 + _BY]
    link = next((at for at, token in enumerate(near) if token.low in links), len(near))
    return {token.stem for token in near[link + 1 :] if token.stem}


def _around(sentence: Sentence, place: int) -> set[str]:
    near = sentence.tokens[max(0, place - _NEAR) : place + _NEAR + 1]
    return {token.stem for token in near if token.stem and not token.is_number and token.low not in LOOSE}


def _beside(sentence: Sentence, place: int) -> set[str]:
    """Return the stems of the nearest content words before and behind."""
    left = [token.stem for token in sentence.tokens[max(0, place - _NEAR) : place] if token.stem]
    right = [token.stem for token in sentence.tokens[place + 1 : place + 1 + _NEAR] if token.stem]
    return {*left[-_BESIDE:], *right[:_BESIDE]}
