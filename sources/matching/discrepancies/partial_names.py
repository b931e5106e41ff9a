"""Names that say more of one beside them, and names that another name shares a part with."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from sources.language.given_names import GIVEN, may_be_called
from sources.language.lexicon import words
from sources.language.places import is_place, same_place
from sources.matching.discrepancies.names import GENERIC, Name, Spoken, alike, find_names
from sources.matching.discrepancies.sentence_alignment import Aligned
from sources.matching.discrepancies.sentences import Sentence

_FURTHEST = 5  # tokens: ", the Duke of X"
_FULL_NAME = 2  # words: a first and a last name
_KINDS_OF_CLUBS = words("kinds_of_clubs")
_TITLES = words("titles") | words("titles_near_names") | words("titles_within_names") | {"councillor", "councilman"}
_POINTING = frozenset({"the", "this", "that"})
_LIST = 4  # tokens: ", Anna Lind and"


def adds_to_known(
    claim: Sentence, name: Name, names: Sequence[Name], missing: Sequence[Name], passage: Sequence[Sentence]
) -> bool:
    """Tell whether the name adds to one that the passage has: "Prince William, Duke of Cambridge"."""
    before = [one for one in names if one.last < name.first and one not in missing]
    if not before or name.first - before[-1].last > _FURTHEST:
        return False
    between = claim.tokens[before[-1].last + 1 : name.first]
    if any(token.low in {"and", "or"} for token in between) or _listed_on(claim, name):
        return False  # One of several, and nothing that is said of the one before.
    if any(_has_beside(claim, before[-1], sentence) for sentence in passage):
        return False
    return (
        bool(between)
        and between[0].text in ",("
        and all(not token.stem or token.text[0].isupper() for token in between)
    )


def called_by_kind(name: Name, passage: Sequence[Sentence]) -> bool:
    """Tell whether the passage may speak of it by its kind alone: "the bridge" of the Tolse Bridge.

    Where the passage names another of that kind, "the bridge" is that.
    """
    kinds = {name.words[-1], name.words[0]} & GENERIC if len(name.words) > 1 else set()
    named = (other.words for sentence in passage for other in find_names(sentence))
    kinds -= {word for parts in named if not GENERIC.issuperset(parts) for word in parts}
    return any(
        token.text in kinds and sentence.tokens[at - 1].low in _POINTING
        for sentence in passage
        for at, token in enumerate(sentence.tokens[1:], 1)
    )


def _listed_on(claim: Sentence, name: Name) -> bool:
    """Tell whether a list goes on behind the name: "in Brask, Norland and Vell"."""
    behind = claim.tokens[name.last + 1 : name.last + 1 + _LIST]
    link = {"and", "or"}
    return bool(behind) and (behind[0].low in link or (behind[0].text == "," and behind[-1].low in link))


def _has_beside(claim: Sentence, known: Name, sentence: Sentence) -> bool:
    """Tell whether the passage puts a name beside the known one that the claim has not: "Brask, Norland"."""
    said = frozenset(token.low.removesuffix("'s") for token in claim.tokens)
    names = find_names(sentence)
    return any(
        other.first == one.last + 2
        and sentence.tokens[one.last + 1].text in ",("
        and any(alike(a, b) for a in known.telling for b in one.telling)
        and not met(other, said)
        for one, other in pairwise(names)
    )


def other_in_part(
    claim: Sentence, name: Name, spoken: Spoken, aligned: Sequence[Aligned]
) -> tuple[Sentence, Name] | None:
    """Return the name that is this one but for a part: Petra Lind for Petra Marsh, the Vell Veterans for Brask's."""
    if len(name.words) < _FULL_NAME or _named_alone(name, aligned):
        return None
    for row in (row for row in aligned if row.firm):
        for other in find_names(row.sentence):
            ours, theirs, same = _parts(name.words, other.words)
            of_one = _of_one(claim, name, len(name.words) - len(ours), same)
            if (
                ours
                and theirs
                and (len(ours) == len(theirs) or of_one)
                and not _by_title(ours, theirs)
                and any(word not in GENERIC and not alike(word, "new") for word in same)
                and (
                    GENERIC.isdisjoint(ours) or _other_kind(ours, theirs) or (of_one and not GENERIC.issuperset(ours))
                )
                and not any(spoken.speaks(word) for word in ours)
                and not any(alike(word, token.low) for word in theirs for token in claim.tokens)
                and not (ours[0] in GIVEN and may_be_called(ours[0], theirs[0]))
            ):
                return row.sentence, other
    return None


def _of_one(claim: Sentence, name: Name, same: int, words: Sequence[str]) -> bool:
    """Tell whether a name begins with what it is of: "the Guardian's Weekly", "Songs of Vell".

    What stands behind "'s" or "of" is another one there, however long the other is.
    """
    places = [at for at in range(name.first, name.last + 1) if claim.tokens[at].low.removesuffix("'s") in words]
    last = places[-1] if places else name.last
    if same != len(places) or last == name.last or last - name.first + 1 != same:
        return False
    return claim.tokens[last].low.endswith("'s") or claim.tokens[last + 1].low == "of"


def _by_title(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Tell whether one of two different parts is a title that any name may have: "Councillor Vane"."""
    return not _TITLES.isdisjoint((*ours, *theirs))


def _named_alone(name: Name, aligned: Sequence[Aligned]) -> bool:
    """Tell whether the passage calls somebody by the last word alone, who may be the claim's: "Holm has two"."""
    return any(other.words == (name.words[-1],) for row in aligned for other in find_names(row.sentence))


def _other_kind(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Tell whether both differ in one word for a kind of body, as clubs of one town do: United and City."""
    return len(ours) == 1 and ours[0] in _KINDS_OF_CLUBS and theirs[0] in _KINDS_OF_CLUBS


def _parts(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return what is different in two names between what they begin and end with alike, and that."""
    shorter = min(len(one), len(other))
    begin = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    end = next((at for at in range(shorter - begin) if one[-1 - at] != other[-1 - at]), shorter - begin)
    return one[begin : len(one) - end], other[begin : len(other) - end], one[:begin] + one[len(one) - end :]


def met(other: Name, said: Collection[str]) -> bool:
    """Tell whether the claim has the name too, in whatever form."""
    if any(alike(word, one) for word in other.telling for one in said):
        return True
    return is_place(other.text) and any(is_place(one) and same_place(other.text, one) for one in said)
