"""How a passage holds a name: by its words, its initials or another name of the place, and never by a namesake."""

from __future__ import annotations

from sources.language.given_names import GIVEN, may_be_called
from sources.language.lexicon import words
from sources.language.places import is_place, stands_for
from sources.language.tokens import Token
from sources.matching.discrepancies.names import GENERIC, Name, alike, initials
from sources.matching.discrepancies.sentences import Sentence
from sources.matching.terms.parts import Part
from sources.matching.terms.passage import Held, Passage, Spot
from sources.matching.terms.relatives import family

_TITLES = words("titles_near_names")
_COMMA_AND_PLACE = 2  # tokens behind a town
_FULL_NAME = 2  # words: a first and a last name


def hold_name(part: Part, passage: Passage) -> Held:
    """Return what bears out the words of a name; nothing where the passage has only a namesake."""
    name = part.found
    assert isinstance(name, Name)
    short = _by_initials(name, passage)
    if short:
        return dict.fromkeys(part.places, short)
    found: dict[int, tuple[Token, ...]] = {}
    for sentence in passage.sentences:
        _hold_in(part, name, sentence, passage, found)
    for place in part.places:
        if place not in found and (spots := _other_place(part.sentence.tokens[place], name, passage)):
            found[place] = spots
    return found


def _hold_in(
    part: Part, name: Name, sentence: Sentence, passage: Passage, found: dict[int, tuple[Token, ...]]
) -> None:
    """Add what a sentence has of the name, occurrence by occurrence: each belongs to a name there, or to none."""
    runs = [one for where, one in passage.names if where is sentence]
    for at, token in enumerate(sentence.tokens):
        places = [place for place in part.places if _same(part.sentence.tokens[place], token)]
        if not places:
            continue
        run = next((one for one in runs if one.first <= at <= one.last), None)
        if run is not None and _namesake(name, run):
            continue
        whole = run is not None and _is_surname_for(name, token)
        for place in part.places if whole else places:
            found[place] = (*found.get(place, ()), token)


def _same(ours: Token, theirs: Token) -> bool:
    one, other = ours.low.removesuffix("'s"), theirs.low.removesuffix("'s")
    if one == other or (ours.stem != "" and ours.stem == theirs.stem):
        return True
    named = theirs.text[0].isupper() and ours.text[0].isupper()
    return (named and alike(one, other)) or (theirs.text.islower() and family(one) == family(other) and len(one) > 3)


def _namesake(name: Name, run: Name) -> bool:
    """Tell whether a name of the passage shares a word with this one and has another in the place of the rest.

    "Norring City" is no "Norring United", and "James Smith" no "John Smith"; "Chicago" may be of "Chicago Wolves".
    """
    ours = [word for word in name.words if word not in _TITLES]
    theirs = [word for word in run.words if word not in _TITLES]
    if len(ours) < _FULL_NAME or len(theirs) < _FULL_NAME:
        return False
    missing = [word for word in ours if not any(_alike(word, other) for other in theirs)]
    strange = [word for word in theirs if not any(_alike(word, other) for other in ours)]
    if not missing or not strange:
        return False
    if any(len(word) == 1 or len(other) == 1 for word in missing for other in strange):
        return any(word[0] != other[0] for word in missing for other in strange)
    if len(missing) == len(strange) == 1 and ours.index(missing[0]) == theirs.index(strange[0]):
        return not (missing[0] in GIVEN and _short_form(missing[0], strange[0]))
    return _alike(ours[-1], theirs[-1]) and ours[-1] not in GENERIC


def _short_form(one: str, other: str) -> bool:
    """Tell whether one given name is short for the other: "Tom" for "Thomas", "Bob" for "Robert"."""
    if not may_be_called(one, other):
        return False
    short, long = sorted((one, other), key=len)
    letters = iter(long)
    return short[0] != long[0] or all(letter in letters for letter in short)


def _alike(one: str, other: str) -> bool:
    return one == other or alike(one, other)


def _is_surname_for(name: Name, token: Token) -> bool:
    """Tell whether a word of the passage is the last name of the person, and so means him or her."""
    person = len(name.words) >= _FULL_NAME and GENERIC.isdisjoint(name.words)
    return person and name.words[0] in GIVEN and _alike(name.words[-1], token.low.removesuffix("'s"))


def _by_initials(name: Name, passage: Passage) -> tuple[Token, ...]:
    """Return where the passage shortens the name to its initials, or spells out what the claim shortens."""
    short = initials(name)
    if len(short) > _FULL_NAME:
        spots = tuple(spot.token for spot in passage.by_low.get(short, ()) if spot.token.text.isupper())
        if spots:
            return spots
    return _spelled_out(name.words[0], passage) if len(name.words) == 1 else ()


def _spelled_out(short: str, passage: Passage) -> tuple[Token, ...]:
    """Return the words of the passage whose first letters make the short name, little words counted or not."""
    for sentence in passage.sentences if len(short) >= _FULL_NAME else ():
        spoken = [token for token in sentence.tokens if token.is_word]
        for listed in (spoken, [token for token in spoken if token.text[0].isupper()]):
            letters = "".join(token.low[0] for token in listed)
            at = letters.find(short)
            while at >= 0:
                run = listed[at : at + len(short)]
                if run[0].text[0].isupper() and run[-1].text[0].isupper():
                    return tuple(run)
                at = letters.find(short, at + 1)
    return ()


def _other_place(token: Token, name: Name, passage: Passage) -> tuple[Token, ...]:
    """Return where the passage has another name of the place: "South Korean", "Seoul"."""
    forms = {form for form in (token.low.removesuffix("'s"), name.text) if is_place(form)}
    return tuple(
        spot.token
        for other, spots in passage.by_low.items()
        if forms and is_place(other) and any(stands_for(other, form) for form in forms)
        for spot in spots
        if not _put_elsewhere(spot, forms)
    )


def _put_elsewhere(spot: Spot, forms: set[str]) -> bool:
    """Tell whether the passage puts a town elsewhere itself: "Perth, Scotland" is not in Australia."""
    behind = [token.low for token in spot.sentence.tokens[spot.at + 1 : spot.at + 3]]
    if len(behind) < _COMMA_AND_PLACE or behind[0] != "," or not is_place(behind[1]):
        return False
    return not any(stands_for(behind[1], form) for form in forms)
