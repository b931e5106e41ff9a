"""How many of them, and how often: all, most, many, half, some, few, none, and only these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sources.language.lexicon import groups, words
from sources.language.numbers.quantities import Quantity, find_quantities
from sources.language.tokens import Token
from sources.matching.discrepancies.antonyms import POLES
from sources.matching.discrepancies.marks import Mark
from sources.matching.discrepancies.registry import Claim, Passage, registered
from sources.matching.discrepancies.sentence_alignment import Aligned, Coverage
from sources.matching.discrepancies.sentences import Sentence
from sources.source import DiscrepancyKind

_HOW_MANY = groups("how_many")
_HOW_OFTEN = groups("how_often")
# What the claim says, which of the passage's words about the same thing contradict it, and which of them anywhere in
# the passage settle that it fits after all.
_CLASHES = {
    "all": (frozenset({"most", "many", "half", "some", "few", "none", "one"}), frozenset({"all"})),
    "most": (frozenset({"all", "half", "few", "none"}), frozenset({"most"})),
    "many": (frozenset({"all", "few", "none"}), frozenset({"many", "most", "some"})),
    "half": (frozenset({"all", "most", "few", "none"}), frozenset({"half"})),
    "some": (frozenset({"all", "none"}), frozenset({"some", "most", "many", "few", "half"})),
    "few": (frozenset({"all", "most", "many"}), frozenset({"few", "some", "none"})),
    "none": (frozenset({"all", "most", "many", "half", "some"}), frozenset({"none", "few"})),
    "one": (frozenset({"all"}), frozenset({"one", "some"})),
}
_NOT_BEHIND = groups("quantifiers_not_behind")
_NOT_BEFORE = groups("quantifiers_not_before")
_HIGHEST = words("highest_words")
_SHARES = words("share_nouns")
_LACKING = words("lacking_words")
_MIRRORED = ({"all", "none"}, {"most", "few"})
_BARELY = words("barely_words")
_NEARLY_NONE = words("nearly_none_words")
_EXCLUDING = frozenset({"only", "solely", "exclusively"})
_ONLY = _EXCLUDING | words("restricting_words")
# Per cent between which a share may be said to be most, or few, of them; a wide berth on each side.
_SHARE_OF = {"most": (42.0, 100.0), "few": (0.0, 38.0)}
_CHILDREN = frozenset({"child", "son", "daughter"})
_MARGIN_WORDS = frozenset({"ci", "confidence", "credible", "prediction", "hpdi", "uncertainty"})
_THEM = frozenset({"they", "them", "these", "those"})
_JOINING = 10  # tokens behind "both" in which its "and" stands
_STOPS = frozenset({".", ";", ":"})
_FINITE = words("finite_auxiliaries")
_PLURALS = frozenset({"men", "women", "people", "children"})
_LOOKING = 4  # words behind a quantifier in which what it counts stands
_AROUND = 6  # words on each side of the passage's quantifier


@dataclass(frozen=True, slots=True)
class _Amount:
    """A quantifier: its tokens, what it says, and whether of how often."""

    first: int
    last: int
    says: str
    often: bool


@registered(DiscrepancyKind.QUANTIFIER)
def check(claim: Claim, passage: Passage) -> list[Mark]:
    """Return a mark where the claim says all, most, some or only of what the passage quantifies otherwise."""
    said, sentences = claim.sentence, passage.sentences
    marks: list[Mark] = []
    theirs = [(sentence, amount) for sentence in sentences for amount in _amounts(sentence)]
    for amount in _amounts(said):
        against, fitting = _CLASHES[amount.says]
        if any(other.says in fitting for _, other in theirs):
            continue
        counted = set(_counted(said, amount.last))
        facing = _quantified(said, sentences, passage.aligned, counted, against, amount, passage.covered)
        if facing is not None:
            ours = (amount.first, amount.last)
            marks.append(Mark.of(DiscrepancyKind.QUANTIFIER, said, ours, *facing))
    marks = marks or _of_another_share(said, passage)
    there = frozenset(low for sentence in sentences for low in sentence.lows)
    for place, token in enumerate(said.tokens):
        if token.low not in _EXCLUDING:
            continue
        excepted = place > 0 and said.tokens[place - 1].low == "not"
        alone = _excluding(sentences) if excepted else None
        facing = alone or (None if excepted or there & _ONLY else _met(passage.aligned, _counted(said, place)))
        if facing is not None:
            marks.append(Mark.of(DiscrepancyKind.QUANTIFIER, said, (place - excepted, place), *facing))
    if not _restricts(said):
        marks += _only_there(said, passage.aligned)
    return marks


def _of_another_share(claim: Sentence, passage: Passage) -> list[Mark]:
    """Return a mark where the claim says most or few of them, and the one share of the passage is not so."""
    amount = next((one for one in _amounts(claim) if one.says in _SHARE_OF and not one.often), None)
    if amount is None:
        return []
    shares = [
        (row.sentence, one)
        for row in passage.aligned
        if row.firm
        for one in find_quantities(row.sentence.tokens, frozenset())
        if one.unit is not None and one.unit.dimension == "percent"
    ]
    values = {one.value for _, one in shares if not _is_margin(_, one)}
    if len(values) != 1 or not shares:
        return []
    low, high = _SHARE_OF[amount.says]
    (value,) = values
    sentence, one = next(row for row in shares if row[1].value == value)
    if low <= value <= high or one.high > 100:
        return []
    return [Mark.of(DiscrepancyKind.QUANTIFIER, claim, (amount.first, amount.last), sentence, (one.first, one.last))]


def _is_margin(sentence: Sentence, share: Quantity) -> bool:
    """Tell whether a share is the "95%" of "95% CI"."""
    return any(token.low in _MARGIN_WORDS for token in sentence.tokens[share.last + 1 : share.last + 3])


def _restricts(sentence: Sentence) -> bool:
    """Tell whether a sentence leaves anything out by itself; "No. 1" does not."""
    behind = [token.text for token in sentence.tokens[1:]] + [""]
    return any(
        token.low in _ONLY and (token.low, following) != ("no", ".")
        for token, following in zip(sentence.tokens, behind, strict=True)
    )


def _amounts(sentence: Sentence) -> list[_Amount]:
    lows = [token.low for token in sentence.tokens]
    return [amount for at in range(len(lows)) if (amount := _amount(["", *lows, "", "", ""], at)) is not None]


def _amount(lows: Sequence[str], at: int) -> _Amount | None:
    """Read the quantifier at a token; ``lows`` has one empty word before the sentence and three behind it."""
    before, low, after, beyond, third = lows[at : at + 5]
    earlier = lows[at - 1] if at else ""
    says, often = _listed(low)
    if before == "not" and says == "all":
        return _Amount(at - 1, at, "some", often)
    if before in _NEARLY_NONE and (says == "none" or low in {"any", "anyone", "ever"}):
        return _Amount(at - 1, at, "few", often)
    if low in _SHARES and before in {"a", "one"} and after == "of":
        return _Amount(at - 1, at, "half", often=False)  # As far from all and most as half is.
    if low == "few" and before == "a" and earlier in _BARELY:
        return _Amount(at - 1, at, "few", often)
    if low == "few" and before == "a":
        return _Amount(at - 1, at, "some", often)
    if low == "one" and (after, beyond) == ("of", "the") and before not in {"no", "every"}:
        if third.endswith("est") or third in _HIGHEST:  # "one of the highest" counts nothing
            return None
        return _Amount(at, at, "one", often=False)
    counts_nothing = (
        (low == "no" and after == ".")
        or low in {"hardly", "any", "anyone"}
        or after in _NOT_BEFORE.get(low, ())
        or (before in _NOT_BEHIND.get(low, ()) and (low, before, after) != ("all", "of", "the"))
        or (low == "all" and before == "in" and not after.isalpha())
        or (low == "half" and after not in {"of", "the", "its", "their"})
        or (low == "both" and _joined(lows[at + 1 :]))
        or (low == "each" and after.endswith("ing"))
        or (low in {"part", "number", "majority", "minority", "handful"} and after != "of")
    )
    return _Amount(at, at, says, often) if says and not counts_nothing else None


def _joined(behind: Sequence[str]) -> bool:
    """Tell whether "both" only announces an "and": in "both at sea and on land", not "both ferries stopped and"."""
    near = behind[:_JOINING]
    if near[0] in {"of", "the", "these", "those"} or "and" not in near:
        return False
    before = near[: near.index("and")]
    counted = len(before) > 1 and _is_plural(before[0])
    acting = any(_is_plural(one) and (other in _FINITE or other.endswith("ed")) for one, other in pairwise(before))
    return not (counted or acting or _STOPS.intersection(before) or _FINITE.intersection(before))


def _is_plural(low: str) -> bool:
    """Tell whether a word looks like a noun of several: "suspects", "men"."""
    return low in _PLURALS or (low.endswith("s") and not low.endswith(("ss", "us", "is", "'s", "’s")))


def _listed(low: str) -> tuple[str, bool]:
    for often, table in ((False, _HOW_MANY), (True, _HOW_OFTEN)):
        for says, forms in table.items():
            if low in forms:
                return says, often
    return "", False


def _excluding(passage: Sequence[Sentence]) -> tuple[Sentence, tuple[int, int]] | None:
    """Return the passage's "only" that is not "not only"."""
    for sentence in passage:
        for at, token in enumerate(sentence.tokens):
            if token.low in _EXCLUDING and not (at and sentence.tokens[at - 1].low in {"not", "if", "the"}):
                return sentence, (at, at)
    return None


def _only_there(claim: Sentence, aligned: Sequence[Aligned]) -> list[Mark]:
    """Return a mark on "only" of the passage before words that the claim says without it."""
    for row in aligned:
        for at, token in enumerate(row.sentence.tokens):
            before = row.sentence.tokens[at - 1].low if at else ""
            if token.low not in _EXCLUDING or before in {"not", "the", "an", "if"}:
                continue
            if at + 1 < len(row.sentence.tokens) and row.sentence.tokens[at + 1].low in _CHILDREN:
                continue  # An "only child" is one child.
            counted = _counted(row.sentence, at)
            place = _place(claim, counted[0]) if counted else None
            if place is None:
                continue
            last = next(p for p in range(at, len(row.sentence.tokens)) if row.sentence.tokens[p].stem == counted[0])
            if not _in_list(row.sentence, last):
                return [Mark.of(DiscrepancyKind.QUANTIFIER, claim, (place, place), row.sentence, (at, last))]
    return []


def _in_list(sentence: Sentence, place: int) -> bool:
    """Tell whether the word there begins a list: of "only gold, silver and copper" each is one of them."""
    behind = [token.low for token in sentence.tokens[place + 1 : place + 1 + _AROUND]]
    return behind[:1] == ["and"] or (behind[:1] == [","] and "and" in behind)


def _place(sentence: Sentence, stem: str) -> int | None:
    return next((place for place, token in enumerate(sentence.tokens) if token.stem == stem), None)


def _counted(sentence: Sentence, place: int) -> tuple[str, ...]:
    """Return the stems of the words that a quantifier is about."""
    near = sentence.tokens[place + 1 : place + 1 + _LOOKING]
    return tuple(token.stem for token in near if token.stem)


def _quantified(
    claim: Sentence,
    passage: Sequence[Sentence],
    aligned: Sequence[Aligned],
    counted: set[str],
    against: frozenset[str],
    ours: _Amount,
    covered: Coverage,
) -> tuple[Sentence, tuple[int, int]] | None:
    """Return the first quantifier of the passage that contradicts, about the same thing: "the buses are all new"."""
    near_by = [row.sentence for row in aligned]
    others = [one for one in passage if one not in near_by] if covered.enough else []
    for sentence in [*near_by, *others]:
        for other in _amounts(sentence):
            reach = 0 if sentence.tokens[other.last].low == "no" else _AROUND  # "no" counts what follows
            near = sentence.tokens[max(0, other.first - reach) : other.last + 1 + _AROUND]
            met = {token.stem for token in near if token.stem} & counted
            them = any(token.low in _THEM for token in near)
            loose = covered.enough and (them or (ours.often and sentence in near_by))
            if {other.says, ours.says} in _MIRRORED and _opposite(claim, near):
                continue  # "All survived" and "none died" say the same.
            if other.says in against and other.often == ours.often and (met or loose):
                return sentence, (other.first, other.last)
    return None


def _opposite(claim: Sentence, near: Sequence[Token]) -> bool:
    """Tell whether the passage says it by the opposite word: survived and died, had and lacked."""
    lows = {token.low for token in near}
    ours = {pole for low in claim.lows for pole in POLES.get(low, ())}
    theirs = {pole for low in lows for pole in POLES.get(low, ())}
    turned = any((axis, 1 - side) in ours and (axis, side) not in ours for axis, side in theirs)
    return turned or bool(lows & _LACKING) != bool(claim.lows & _LACKING)


def _met(aligned: Sequence[Aligned], counted: tuple[str, ...]) -> tuple[Sentence, tuple[int, int]] | None:
    """Return the first of the counted words in the passage."""
    for row in aligned:
        for at, token in enumerate(row.sentence.tokens):
            if token.stem and token.stem in counted[:2]:
                return row.sentence, (at, at)
    return None
