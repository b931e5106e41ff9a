"""Whether a name of the passage stands in its clause as the claim's does, however little else the passage says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sources.language.places import is_country
from sources.matching.discrepancies.acts import acts
from sources.matching.discrepancies.name_alignment import SUBJECT_PRONOUNS, Place
from sources.matching.discrepancies.names import Name, alike, find_names, names_beside

# A logistic regression on FEVER's supported pairs (2,849; none of the benchmarks' texts): 3,482 of their names put in
# the place of another of the same sort, against names that the passage lacks by nature or because a pronoun or a noun
# was put for them (1,958 pairs). Rounded. Shares of the claim that the passage says were tried beside these and weigh
# nothing.
_WEIGHTS = {
    "begins a sentence": 2.6,
    "finite verb behind": 1.0,
    "nearest word the same before": 1.4,
    "nearest word the same behind": 1.1,
    "same word before": 0.9,
    "same sort": 1.0,
    "other sort": -0.3,
    "same length": 0.2,
    "behind a comma": 0.35,
    "ours is a first word": 0.3,
    "pronoun in its sentence": -0.9,
    "other candidates": -0.05,  # each, 8 at most
    "names missing": -1.5,  # each
}
_INTERCEPT = 0.45
_ARTICLES = frozenset({"the", "a", "an"})
_BEING = frozenset({"is", "was"})
_ENDS_A_ROLE = frozenset(
    {"of", "in", "at", "for", "from", "on", "to", "by", "with", "who", "which", "that", "and", "or"}
)
_LONGEST_ROLE = 4  # tokens: "The former prime minister"
# Here a planted name is likelier by far than one that is merely lacking. By hand, on the benchmarks' half "seen".
_ENOUGH = 0.3
_MOST_CANDIDATES = 8
_KIND = 2  # words that say of which kind: "stage debut"
_AND, _LINKS = frozenset({"and", "or"}), frozenset({",", "and", "or", "the"})


def stands_alike(ours: Place, theirs: Place, candidates: int, missing: int) -> bool:
    """Tell whether a name of the passage stands where the claim has another, by their clauses alone.

    Args:
        ours: The claim's name.
        theirs: The passage's.
        candidates: How many names of the passage the claim has not.
        missing: How many names of the claim the passage lacks.
    """
    if theirs.begins and not _may_begin_for(ours, theirs):
        return False
    tokens = theirs.sentence.tokens
    same, other = ours.sort == theirs.sort != "", bool(ours.sort and theirs.sort) and ours.sort != theirs.sort
    before, behind = (a == b != "" for a, b in zip(ours.beside, theirs.beside, strict=True))
    counts = {
        "begins a sentence": (theirs.begins and theirs.acts) or _behind_a_role(theirs),
        "finite verb behind": theirs.begins_clause,
        "nearest word the same before": before,
        "nearest word the same behind": behind,
        "same word before": ours.before == theirs.before != "",
        "same sort": same,
        "other sort": other,
        "same length": len(ours.name.words) == len(theirs.name.words),
        "behind a comma": theirs.name.first > 0 and tokens[theirs.name.first - 1].text == ",",
        "ours is a first word": ours.name.weak,
        "pronoun in its sentence": not SUBJECT_PRONOUNS.isdisjoint(theirs.sentence.lows),
        "other candidates": min(candidates, _MOST_CANDIDATES),
        "names missing": missing,
    }
    return _INTERCEPT + sum(_WEIGHTS[what] * count for what, count in counts.items()) >= _ENOUGH


def told_to_be_alike(ours: Place, theirs: Place) -> bool:
    """Tell whether a sentence about a body names what the claim says that its own name is: "Holm is a leader".

    Always true of a claim that says something else. What an office does makes it no leader in the place of another.
    """
    behind = ours.sentence.tokens[ours.name.last + 1 :]
    if not ours.begins or not behind or behind[0].low not in _BEING or theirs.sort != "body" or ours.sort == "body":
        return True
    told = []
    for token in behind[1:]:
        if not token.is_word or token.low in _ENDS_A_ROLE:
            break
        told.append(token)
    return not told or not told[-1].stem or told[-1].stem in theirs.sentence.stems


def listed_alike(ours: Place, theirs: Place) -> bool:
    """Tell whether both stand beside the same name in a list: "Brask and Norland", "Vell and Norland".

    A comma alone makes no list: "Aker, Norway" says where Aker is.
    """
    pairs = zip(_listed(ours), _listed(theirs), strict=True)
    return any(one and two and any(alike(a, b) for a in one for b in two) for one, two in pairs)


def _listed(place: Place) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the telling words of the names before and behind a name in its list; empty where there is none."""
    names = find_names(place.sentence)
    before = next((one for one in reversed(names) if one.last < place.name.first), None)
    behind = next((one for one in names if one.first > place.name.last), None)
    return (
        before.telling if before is not None and _linked(place, before.last, place.name.first) else (),
        behind.telling if behind is not None and _linked(place, place.name.last, behind.first) else (),
    )


def _linked(place: Place, last: int, first: int) -> bool:
    """Tell whether nothing but "and", or a comma in a list of three, stands between two names."""
    between = {token.low for token in place.sentence.tokens[last + 1 : first]}
    return bool(between) and between <= _LINKS and (not _AND.isdisjoint(between) or place.in_list)


def kinds_alike(ours: Place, theirs: Place) -> bool:
    """Tell whether both say which one of a kind is meant: "the Brask period", "her Vell stage debut"."""
    kinds, longer = (_kind(ours), _kind(theirs)), (_kind_of_two_words(ours), _kind_of_two_words(theirs))
    return kinds[0] == kinds[1] != "" or longer[0] == longer[1] != ()


def _kind_of_two_words(place: Place) -> tuple[str, ...]:
    """Return the stems of the two common words right behind a name; empty where there are none."""
    behind = place.sentence.tokens[place.name.last + 1 : place.name.last + 3]
    plain = [token.stem for token in behind if token.text.islower() and token.stem]
    owns = place.sentence.tokens[place.name.last].low.endswith("'s")
    return tuple(plain) if len(plain) == _KIND and not owns else ()


def _kind(place: Place) -> str:
    """Return the stem of the common noun right behind "the" and a name; empty where that is none."""
    tokens, name = place.sentence.tokens, place.name
    behind = tokens[name.last + 1 : name.last + 2]
    if not name.first or tokens[name.first - 1].low != "the" or not behind or not behind[0].text.islower():
        return ""
    return behind[0].stem if not tokens[name.last].low.endswith("'s") else ""


def acts_alike(ours: Place, theirs: Place, told: Sequence[Name]) -> bool:
    """Tell whether both do the same to one name, or one name does it to both.

    "Norrick supplies Averland" and "Averland is supplied by Vell". Whoever signs a treaty may do so for a country.

    Args:
        ours: The claim's name.
        theirs: The passage's.
        told: All names of the passage: a pronoun may stand for one that the claim has too.
    """
    if is_country(ours.name.text) != is_country(theirs.name.text) or not (ours.acts and theirs.acts):
        return False
    here = list(acts(theirs.sentence, names_beside(theirs.sentence, [ours.sentence])))
    for act in acts(ours.sentence, find_names(ours.sentence)):
        for found in (one for one in here if one.stem == act.stem):
            done_to = list(told) if found.pronoun and found.done_to is None else [found.done_to]
            if (act.doer, found.doer) == (ours.name, theirs.name) and _same(act.done_to, done_to):
                return True
            if (act.done_to, found.done_to) == (ours.name, theirs.name) and _same(act.doer, [found.doer]):
                return True
    return False


def _same(one: Name | None, others: Iterable[Name | None]) -> bool:
    if one is None:
        return False
    return any(alike(a, b) for name in others if name is not None for a in one.telling for b in name.telling)


def _may_begin_for(ours: Place, theirs: Place) -> bool:
    """Tell whether a name at the beginning can stand for one further on: "Lind directed it", "directed by Marsh".

    Else it is the subject of its sentence, which the claim may call "this film" or "he".
    """
    return ours.is_subject or ours.before == "by" or ours.sort == theirs.sort == "person"


def _behind_a_role(theirs: Place) -> bool:
    """Tell whether what somebody is stands before the name, and nothing else: "The painter Anna Lind"."""
    before = theirs.sentence.tokens[: theirs.name.first]
    return 1 < len(before) <= _LONGEST_ROLE and before[0].low in _ARTICLES and all(token.stem for token in before[1:])
