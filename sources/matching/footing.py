"""Whether a sentence that has the words of a claim says them, or denies, doubts, plans or only repeats them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sources.language.names import is_named
from sources.language.parsing.governing import Footing, Governor, read_governing
from sources.matching.bearing import met
from sources.matching.predicates import predicate_of
from sources.matching.statement import parsed, why_unsure

_EXPLAINED = {
    Footing.DENIED: "“{words}” denies it",
    Footing.DOUBTED: "“{words}” leaves it open",
    Footing.CONDITION: "“{words}” makes it a condition",
    Footing.ASKED: "it is asked there",
    Footing.ANOTHER: "“{words}” makes it somebody else",
    Footing.PLANNED: "“{words}” says it of what is to come",
}
_MADE_OF_CLAIM = {
    Footing.DENIED: "the claim denies it",
    Footing.DOUBTED: "the claim leaves it open",
    Footing.CONDITION: "the claim makes it a condition",
    Footing.PLANNED: "the claim says it of what is to come",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a sentence says the words that it has of a claim.

    Attributes:
        why: What keeps it from saying them, for a person; empty where it says them.
        denial: Half-open offsets in the sentence of the one word that denies them; None where that is not sure.
    """

    why: str = ""
    denial: tuple[int, int] | None = None


def standing(claim: str, sentence: str, speakers: Collection[str]) -> Standing:
    """Return how a sentence says the words that it has of a claim.

    Args:
        claim: The claim, without who said it.
        sentence: A sentence of the source that the claim names.
        speakers: Those the claim ascribes it to; what they say in the sentence is what the source says.
    """
    places = list(met(claim, sentence).values())
    here, there = read_governing(claim), read_governing(sentence)
    whole_claim = list(met(claim, claim).values())
    ours = {one.footing for one in here.over(whole_claim)}
    shared = {one.lemma for one in here.governors}
    later = here.is_later(whole_claim) or Footing.PLANNED in ours
    theirs = [
        one
        for one in there.over(places)
        if one.footing not in ours
        and one.lemma not in shared
        and not (one.footing is Footing.PLANNED and later)
        and not (one.footing is Footing.REPORTED and any(is_named(name, one.speaker) for name in speakers))
    ]
    if theirs:
        denial = _denial(theirs)
        place = None if denial is None else (denial.start, denial.end)
        return Standing(_explained(denial or theirs[0], sentence), place)
    if there.is_later(places) and not later and Footing.CONDITION not in ours:
        return Standing("it is said of what is to come, or may be")
    made = {one.footing for one in here.over(whole_claim) if not _beside_the_statement(one, claim)}
    lacking = [one for one in _MADE_OF_CLAIM if one in made and one not in {g.footing for g in there.over(places)}]
    if Footing.PLANNED in lacking and there.is_later(places):
        lacking.remove(Footing.PLANNED)
    return Standing(_MADE_OF_CLAIM[lacking[0]] if lacking else why_unsure(claim, sentence))


def reported(claim: str, sentence: str, speakers: Collection[str]) -> str:
    """Return that a sentence has a claim's words from somebody else, for a person; empty where it has not."""
    places = list(met(claim, sentence).values())
    shared = {one.lemma for one in read_governing(claim).governors}
    there = read_governing(sentence).over(places)
    denials = {one.start for one in there if one.footing is Footing.DENIED}  # "tests ruled out that"
    for one in there:
        others = one.footing is Footing.REPORTED and one.lemma not in shared and one.start not in denials
        if others and not any(is_named(name, one.speaker) for name in speakers):
            return _explained(one, sentence)
    return ""


def _beside_the_statement(governor: Governor, claim: str) -> bool:
    """Tell whether a phrase denies only words beside the statement: "instead of going to school he went to sea"."""
    predicate = predicate_of(parsed(claim))
    return governor.nearest >= 0 and predicate is not None and predicate.i not in {governor.nearest, *governor.under}


def _explained(governor: Governor, sentence: str) -> str:
    if governor.footing is Footing.REPORTED:
        return f"the word is that of “{governor.speaker}”"
    return _EXPLAINED[governor.footing].format(words=sentence[governor.start : governor.end])


def _denial(theirs: Sequence[Governor]) -> Governor | None:
    """Return the one denial where nothing else is unsure; a statement that is denied is no doubt beside it."""
    denials = [one for one in theirs if one.footing is Footing.DENIED]
    others = [one for one in theirs if one.footing not in {Footing.DENIED, Footing.DOUBTED}]
    if len(denials) != 1 or others or denials[0].lemma == "not":
        return None
    return denials[0]
