"""Whether a name of the passage stands in its clause as the claim's does, however little else the passage says."""

from __future__ import annotations

from sources.matching.discrepancies.name_alignment import SUBJECT_PRONOUNS, Place

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
_LONGEST_ROLE = 4  # tokens: "The former prime minister"
# Here a planted name is likelier by far than one that is merely lacking. By hand, on the benchmarks' half "seen".
_ENOUGH = 0.3
_MOST_CANDIDATES = 8


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


def _may_begin_for(ours: Place, theirs: Place) -> bool:
    """Tell whether a name at the beginning can stand for one further on: "Lind directed it", "directed by Marsh".

    Else it is the subject of its sentence, which the claim may call "this film" or "he".
    """
    return ours.is_subject or ours.before == "by" or ours.sort == theirs.sort == "person"


def _behind_a_role(theirs: Place) -> bool:
    """Tell whether what somebody is stands before the name, and nothing else: "The painter Anna Lind"."""
    before = theirs.sentence.tokens[: theirs.name.first]
    return 1 < len(before) <= _LONGEST_ROLE and before[0].low in _ARTICLES and all(token.stem for token in before[1:])
