"""What an article names, and how names are read: people, places, groups, acronyms."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sources.language import lexicon

if TYPE_CHECKING:
    from claims.splitting.segments.units import Unit
    from sources.language.parsing.tree import Token


_MOVING = lexicon.words("moving_verbs")
_PARTICLES = lexicon.words("name_particles")
_NO_SURNAMES = lexicon.words("offices_no_surname_looks_like")
# Letters of an acronym that a name may spell without brackets: any two capitals meet by chance.
_SHORTEST_OF_CAPITALS = 3
_LONGEST_PARTICLE = 4  # letters of the longest small word within names that was met: "dela"
_FIRST_AND_LAST = 2  # words of a name


@dataclass(slots=True)
class Entity:
    """Somebody or something the article names.

    Attributes:
        name: The shortest name that stands alone.
        article: Whether it is called with "the" ("the Treasury").
        classes: Nouns that the article uses for it ("agency", "child").
        gender: "f", "m", or empty where the article does not tell.
    """

    name: str
    kind: str
    plural: bool = False
    gender: str = ""
    classes: set[str] = field(default_factory=set)
    members: tuple[str, ...] = ()
    article: bool = False

    @property
    def called(self) -> str:
        """The name as it is written within a sentence."""
        return f"the {self.name}" if self.article and not self.name.lower().startswith("the ") else self.name


@dataclass(frozen=True, slots=True)
class Mention:
    """Where an entity is named: sentence, unit, token."""

    entity: Entity
    sentence: int
    unit: int
    token: int
    subject: bool


@dataclass(frozen=True, slots=True)
class Replacement:
    """The words that replace one or more tokens.

    Attributes:
        first, last: Tokens that are replaced.
        text: The words put in their place, without a possessive ending.
        possessive: Whether "'s" follows.
        anchor: Token in the same unit that they point back to; the words stay where the claim holds it.
    """

    first: int
    last: int
    text: str
    possessive: bool = False
    anchor: int = -1


def kinds_of_names(units: list[Unit]) -> dict[str, str]:
    """What each name's last word most often is: one verdict for the article, because the parser wavers."""
    votes: dict[str, Counter[str]] = {}
    labels = {"PERSON": "person", "GPE": "place", "LOC": "place", "NORP": "people"}
    for unit in units:
        for token in unit.doc:
            if token.pos_ == "PROPN":
                kind = "place" if _located(token) else labels.get(token.ent_type_, "thing")
                votes.setdefault(token.text, Counter())[kind] += 1
    kinds = {name: min(count.items(), key=lambda pair: (-pair[1], pair[0]))[0] for name, count in votes.items()}
    for name, kind in kinds.items():
        if kind == "thing" and gender_of_name(name) and votes[name]["person"]:
            kinds[name] = "person"
    return kinds


def _located(token: Token) -> bool:
    """Whether one word that was taken for a person is where somebody is or goes: "in Holm", "moved to Holm"."""
    prep, led = token.head, token.dep_ == "pobj"
    alone = token.ent_type_ == "PERSON" and not any(c.dep_ in {"compound", "poss"} for c in token.children)
    where = prep.lower_ in {"in", "near", "outside", "inside", "into"}
    moves = prep.lower_ in {"to", "from"} and prep.head.lemma_ in _MOVING
    return led and alone and (where or moves)


def gender_of_name(first: str) -> str:
    """Return "f" or "m" for a common given name or a title, empty for others."""
    lowered = first.lower()
    if lowered in lexicon.FEMALE_NAMES or lowered in lexicon.FEMALE:
        return "f"
    return "m" if lowered in lexicon.MALE_NAMES or lowered in lexicon.MALE else ""


def person_words(text: str) -> list[str]:
    """Return the words of a person's name without title; empty where it is no such name."""
    words = [w for w in re.sub(r"['’]s?$", "", text).split() if w not in {"The", "the"}]
    while words and (words[0].lower() in lexicon.HONORIFICS or words[0].lower() in lexicon.ROLES):
        words = words[1:]
    # "Charlotte Mayor Ida Roe" is Ida Roe, and "Charlotte Mayor" nobody's name.
    words = words[max((k + 1 for k, word in enumerate(words) if word.lower() in _NO_SURNAMES), default=0) :]
    # "Freed hostage Ida Roe" is Ida Roe; the "van" of "Ida van Roe" is part of a name.
    plain = (k + 1 for k, word in enumerate(words) if word.islower() and word not in _PARTICLES)
    last = max(plain, default=0)
    # "an only child Aino", "an Elvan astronomer Dov Rell": a word this long is no particle of a name.
    described = last and len(words[last - 1]) > _LONGEST_PARTICLE
    words = words[last:] if words[last:] and (described or gender_of_name(words[last])) else words
    if len(words) > _FIRST_AND_LAST and words[0].lower() in lexicon.words("kin_words"):
        words = words[1:]  # "Grandmother Ida Roe"
    if words and words[-1].lower() in lexicon.INSTITUTIONS:
        return []
    named = all(word[:1].isupper() and re.fullmatch(r"[\w.'’-]+", word) for word in words)
    return words if words and named and len(words) <= 4 else []


def lower_first(name: str) -> str:
    """Return a phrase as it is written within a sentence: "The report" as "the report", names unchanged."""
    first = name.split(" ", maxsplit=1)[0]
    return name[:1].lower() + name[1:] if first.lower() in {"the", "a", "an", "some", "many", "most", "all"} else name


def words_of(unit: Unit, ids: list[int], token: Token) -> str:
    """Return the words of these tokens, the last possessive ending left out; ``token`` where there are none."""
    out = ""
    for k, i in enumerate(ids):
        word = unit.doc[i]
        if word.tag_ == "POS" and i == ids[-1]:
            continue
        whole = k + 1 < len(ids) and unit.doc[ids[k + 1]].text[:1].isupper()  # "Protection B documents"
        plain = word.pos_ in {"NOUN", "ADJ", "DET"} and not word.ent_type_
        opens = k == 0 and not whole and word.is_sent_start and plain
        out += word.text.lower() if opens and word.text.istitle() else word.text
        following = ids[k + 1] if k + 1 < len(ids) else None
        if following is not None and following == i + 2 and _hyphenated(unit, i):
            out += unit.doc[i + 1].text
        elif following is not None and (word.whitespace_ or following != i + 1):
            out += " "
    return out.strip() or token.text


def _hyphenated(unit: Unit, i: int) -> bool:
    """Whether only a hyphen is between a token and the next but one: "Kimberly-Clark"."""
    between = unit.doc[i + 1]
    return between.text in {"-", "–", "/"} and not unit.doc[i].whitespace_ and not between.whitespace_


def acronyms_of(units: list[Unit]) -> dict[str, str]:
    """Return the acronyms that the article spells out, beside them in brackets or as a name with their capitals.

    The words begin with "the" where the article writes them so.
    """
    whole = "\n".join(unit.parsed for unit in units)
    found: dict[str, str] = {}
    for acronym in set(re.findall(r"\b[A-Z]{2,6}\b", whole)):
        spelled = set(_spelled_out(acronym, whole))
        if len({s.lower() for s in spelled}) == 1:
            words = min(spelled)
            # "the ministry's Port Security Agency" shows an article as well: the possessor is in its place.
            owned = words.rsplit(maxsplit=1)[-1].lower() in lexicon.ORGANISATIONS | lexicon.INSTITUTIONS
            before = r"(?:\b[Tt]he|['’]s)" if owned else r"\b[Tt]he"
            # "the state of New South Wales" shows an article of the state.
            article = (
                rf"{before} (?:[\w.'-]+ ){{0,3}}(?<!of ){re.escape(words)}|\b[Tt]he {acronym} \({re.escape(words)}\)"
            )
            bare = re.search(article, whole) is None  # "the WHO (World Health Organization)" shows one, too
            found[acronym] = words if bare or words.lower().startswith("the ") else f"the {words}"
    return found


def _spelled_out(acronym: str, whole: str) -> list[str]:
    """Return the words that an acronym in brackets follows, else names of which it has the capitals.

    Other words with the same initials are no long form: unions that never agreed are not the UN.
    """
    small = r"(?:(?:of|the|for|and|in) ){0,2}"
    if f" ({acronym})" in whole:
        pattern = r"\b" + (r"[\w-]*\s+" + small).join(acronym) + r"[\w-]*"
        bracketed = re.search(rf"({pattern})(?:'s)? \({acronym}\)", whole)
        if bracketed is not None:
            return [re.sub(r"\s+", " ", bracketed.group(1))]
    if len(acronym) < _SHORTEST_OF_CAPITALS:
        return []
    named = r"\b" + (r"[a-z]+ " + small).join(acronym) + r"[a-z]+\b(?! [A-Z])"
    return sorted(set(re.findall(named, whole)))
