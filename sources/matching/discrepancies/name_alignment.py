"""How well a name of the passage stands in the place of a name of the claim that the passage lacks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sources.language.given_names import GIVEN
from sources.language.lexicon import lines, words
from sources.language.places import is_country, is_place
from sources.matching.discrepancies.names import GENERIC, Name, find_names
from sources.matching.discrepancies.sentence_alignment import HALF, Coverage
from sources.matching.discrepancies.sentences import Sentence

_MEETING = 3  # content words on each side that make a place in a sentence
_REACH = 14  # tokens in which those content words stand: three and the function words between
_NEXT = 4  # tokens in which the nearest content word stands
_TITLES = words("titles_near_names")
_SPEAKING = words("speaking_near_names")
# What speaks for a name standing where the claim has another, with its weight: a logistic regression on the
# benchmark's half "seen" (swapped names, against names that a passage which states the claim merely lacks, by nature
# or because they were taken out of it), rounded. The half "held" had no part in it, and neither had the sort "thing",
# which was told from bodies later and changed none of the benchmark's figures.
_WEIGHTS = {
    "words around both": 0.6,  # each, four at most
    "nearest word the same": 1.05,  # before and behind
    "same word before": 0.5,
    "same verb before": 1.05,  # "born in Delaware", "born on 12 April 1876 in Cecil County"; by hand
    "same sort": 0.7,
    "other sort": -0.65,
    "both places": -0.75,  # on top: passages name many places
    "one of them a place": -0.65,
    "same length": 0.5,
    "begins a sentence": 0.2,  # each of the two
    "behind a comma": 0.7,
    "sentence is firm": 0.15,
    "no other candidate": 0.65,
    "no other name missing": 0.95,
    "other names are there": -0.65,  # times their share
    "passage says": 0.35,  # times its share of the claim
    "passage says more than half": 0.6,  # times what is beyond half
    "words met": -0.4,  # each, four at most: at the same share a shorter claim
    "words wanted": 0.15,  # each, six at most
}
# What is enough depends on what else the passage says; chosen by hand so that of 2,200 supported pairs of FEVER and
# of the benchmark's half "seen" few have a mark. A passage that tells of the claim's subject by a pronoun has no name
# for it.
_ENOUGH = 1.9
_FOR_A_KIND = 1.2  # person for person, place for place, in a place that is no subject
_FOR_THE_WHOLE = 1.2  # where the passage says nearly all else
_FOR_ONE_OF_FEW = 2.2  # where few names are left, and no pronoun can stand for the claim's
_BY_ITSELF = 3.8
_WHOLE, _MOST_OF_IT, _SOME_OF_IT = 0.8, 0.6, 0.3  # shares of the claim that the passage says
_FEW = 4  # names of the passage that the claim has not
_KINDS_COMPARED = frozenset({"person", "place"})
_DOERS = frozenset({"he", "she", "it", "they"})
_PEOPLE = frozenset({"he", "she"})
SUBJECT_PRONOUNS = frozenset({"he", "she", "it", "they", "his", "her", "its", "their", "him"})
_OPENING = frozenset(
    {"after", "before", "when", "while", "as", "because", "if", "since", "although", "though", "until"}
)
_ENDING_CLAUSE = frozenset({"that", ";"})
_SAYING = words("saying_behind_pronouns")
_FINITE = words("finite_auxiliaries")
_TITLE_LINKS = frozenset({"of", "the", "in", "and", "for", "a", "an", "to", "on"})
_NEAREST = 2  # tokens before a name in which "brother" says whose it is
_KIN = words("kin_words")
_WHERE = frozenset({"in", "at", "near"})
_OF_SEVERAL = frozenset({"between", "and", "with", "against"})
_CONTINENTS = frozenset(lines("continents_and_the_world"))
_PARTS_OF_CONTINENTS = words("parts_of_continents")
_CLEFT = 2  # tokens before a name: "it was"
_MOST_AROUND, _MOST_MET, _MOST_WANTED = 4, 4, 6  # the caps that the weights above name
_PLACES = words("prepositions_of_places")
_THINGS = words("kinds_of_built_things")
_IN_LISTS, _LIST = frozenset({",", "and", "or", "the"}), 3
_TOWNS = frozenset({"port", "fort", "mount"})  # "Port Ellery", but "the Ellery Port"


def fit_of_event(names: Sequence[Name], missing: Sequence[Name], covered: Coverage) -> float:
    """Weigh how much of the claim the passage says, and how many of its names it lacks."""
    return (
        _WEIGHTS["no other name missing"] * (len(missing) == 1)
        + _WEIGHTS["other names are there"] * (1 - len(missing) / max(1, len(names)))
        + _WEIGHTS["passage says"] * covered.share
        + _WEIGHTS["passage says more than half"] * max(0.0, covered.share - HALF)
        + _WEIGHTS["words met"] * min(covered.share * covered.plain, _MOST_MET)
        + _WEIGHTS["words wanted"] * min(covered.plain, _MOST_WANTED)
    )


@dataclass(frozen=True, slots=True)
class Place:
    """A name where it stands, with what its text tells of it.

    Attributes:
        sort: "person", "place", "thing" or "body", where its words, its neighbours or its text say so; else empty.
        before: The word before it, articles apart.
        beside: The nearest content word on each side; either may be empty.
        near: The content words around it.
    """

    sentence: Sentence
    name: Name
    sort: str
    before: str
    beside: tuple[str, str]
    near: frozenset[str]

    @classmethod
    def of(cls, sentence: Sentence, name: Name, surnames: frozenset[str]) -> Place:
        """Read a name of a sentence; ``surnames`` are those of the people that the text names in full."""
        left = [token.stem for token in sentence.tokens[max(0, name.first - _REACH) : name.first] if token.stem]
        right = [token.stem for token in sentence.tokens[name.last + 1 : name.last + 1 + _REACH] if token.stem]
        return cls(
            sentence,
            name,
            _sort(sentence, name, surnames),
            _before(sentence, name),
            _beside(sentence, name),
            frozenset((*left[-_MEETING:], *right[:_MEETING])),
        )

    @property
    def begins(self) -> bool:
        """Whether it is among the first words of its sentence."""
        return self.name.first <= 1

    @property
    def is_subject(self) -> bool:
        """Whether it is what its sentence is about, as far as the words before it tell."""
        return self.begins or self.before in {"", "and", "film", "movie", "actor"} or self._in_title

    @property
    def _in_title(self) -> bool:
        """Whether nothing but words of a name stands before it: "Places in the Heart was filmed ..."."""
        before = self.sentence.tokens[: self.name.first]
        return all(token.text[0].isupper() or not token.is_word or token.low in _TITLE_LINKS for token in before)

    def told_by_pronoun(self, sort: str) -> bool:
        """Tell whether its clause speaks of one of a sort by a pronoun before it names this one.

        "He said that Sweden ..." and "after they voted, Peter Reed was ..." speak of another in a clause of its own.
        """
        before = self.sentence.tokens[: self.name.first]
        if [token.low for token in before[-_CLEFT:]] in (["it", "was"], ["it", "is"]):
            before = before[:-_CLEFT]  # "It was Greta Lohmann who ..."
        doers = _PEOPLE if sort == "person" else _DOERS
        at = max((place for place, token in enumerate(before) if token.low in doers), default=None)
        if at is None:
            return False
        between = [token.low for token in before[at + 1 :]]
        opened = at > 0 and before[at - 1].low in _OPENING
        ended = not _ENDING_CLAUSE.isdisjoint(between) or (opened and "," in between)
        said = not _SAYING.isdisjoint(between)
        aside = not _OPENING.isdisjoint(between)  # "It was shot while Cold Harbour was being cut."
        return not (ended or said or (self.begins_clause and not aside))

    @property
    def begins_clause(self) -> bool:
        """Whether a verb that is surely finite follows it, so that it is the subject there: "Peter Reed was"."""
        behind = self.sentence.tokens[self.name.last + 1 : self.name.last + 2]
        return any(token.low in _FINITE for token in behind)

    @property
    def verb(self) -> str:
        """The stem of the last word before it that is no name and no figure, behind "in", "at" or "near"."""
        if self.before not in _WHERE and self.sort != "place":
            return ""
        before = self.sentence.tokens[max(0, self.name.first - _REACH) : self.name.first]
        return next(
            (token.stem for token in reversed(before) if token.stem and token.is_word and token.text.islower()), ""
        )

    @property
    def before_common_word(self) -> bool:
        """Whether a word in small letters follows it: "Irish quarter", but "Ireland's quarters"."""
        return (
            not self.sentence.tokens[self.name.last].low.endswith("'s")
            and self.sentence.tokens[self.name.last + 1 :][:1] != ()
            and (
                self.sentence.tokens[self.name.last + 1].text[:1].islower()
                and bool(self.sentence.tokens[self.name.last + 1].stem)
            )
        )

    @property
    def in_list(self) -> bool:
        """Whether it is one of three names or more in a row: "Brask, Norland and Vell"."""
        run: list[Name] = []
        for one in find_names(self.sentence):
            between = self.sentence.tokens[run[-1].last + 1 : one.first] if run else ()
            if not run or not {token.low for token in between} <= _IN_LISTS:
                if self.name in run and len(run) >= _LIST:
                    return True
                run = []
            run.append(one)
        return self.name in run and len(run) >= _LIST

    @property
    def owns(self) -> bool:
        """Whether it says whose something is: "Holm's"."""
        return self.sentence.tokens[self.name.last].low.endswith("'s") and not is_place(self.name.text)

    @property
    def is_kin(self) -> bool:
        """Whether it names a relative of somebody: "his brother Jim Perry"."""
        before = self.sentence.tokens[max(0, self.name.first - _NEAREST) : self.name.first]
        return any(token.low in _KIN for token in before)

    @property
    def is_acronym(self) -> bool:
        """Whether most of the letters of its one word are capitals: "FDA", "GPa"."""
        text = self.sentence.tokens[self.name.first].text
        return len(self.name.words) == 1 and sum(letter.isupper() for letter in text) * 2 > len(text)

    @property
    def acts(self) -> bool:
        """Whether it can be who does something: not behind "in" or "from"."""
        return self.before not in _PLACES - {"by"}


@dataclass(frozen=True, slots=True)
class Setting:
    """What a passage says beside a name that it lacks.

    Attributes:
        share: Of the claim, without its names, that it says.
        pronoun: A pronoun may stand for what the claim names.
        candidates: How many of its names the claim has not.
        missing: How many names of the claim it lacks.
    """

    share: float
    pronoun: bool
    candidates: int
    missing: int

    @classmethod
    def of(cls, sentences: Sequence[Sentence], covered: Coverage, candidates: int, missing: int) -> Setting:
        """Read a passage."""
        pronoun = any(not SUBJECT_PRONOUNS.isdisjoint(sentence.lows) for sentence in sentences)
        return cls(covered.share, pronoun, candidates, missing)

    def takes(self, total: float, ours: Place, theirs: Place) -> bool:
        """Tell whether a name of the passage that fits so well stands where the claim has another."""
        if self.missing > 1 and self.share < _SOME_OF_IT:
            return False  # Without two names and with little else of the claim: another thing.
        subject = ours.is_subject
        other_sort = ours.sort != theirs.sort and bool(ours.sort) and bool(theirs.sort)
        meant_by_pronoun = subject and self.pronoun and (other_sort or self.candidates >= _FEW)
        one_kind = ours.sort == theirs.sort and ours.sort in _KINDS_COMPARED
        return (
            total >= _BY_ITSELF
            or (self.share >= _WHOLE and total >= _FOR_THE_WHOLE)
            or (one_kind and total >= _FOR_A_KIND and (theirs.begins or not subject))
            or (self.share >= _MOST_OF_IT and total >= _ENOUGH and not meant_by_pronoun)
            or (
                total >= _FOR_ONE_OF_FEW
                and self.share >= _SOME_OF_IT
                and not (self.pronoun and subject)
                and self.candidates <= _FEW
                and self.missing == 1
            )
        )


def _is_of_countries(name: Name) -> bool:
    """Tell whether a name is a country, a people, or two of them: "Welsh-American"."""
    return is_country(name.text) or all(is_country(word) for word in name.words)


def is_of_a_continent(name: Name) -> bool:
    """Tell whether a name is a continent, a part of one or its people; "South Africa" and "Sea World" are none."""
    if name.text in _CONTINENTS:
        return True
    part = name.words[-1] in _CONTINENTS and _PARTS_OF_CONTINENTS.issuperset(name.words[:-1])
    return part and not is_country(name.text)


def surnames_of(sentences: Iterable[Sentence]) -> frozenset[str]:
    """Return the last names, in lower case, of people whom a text names with a given name."""
    return frozenset(
        name.words[-1]
        for sentence in sentences
        for name in find_names(sentence)
        if len(name.words) > 1 and name.words[0] in GIVEN and GENERIC.isdisjoint(name.words)
    )


def comparable(ours: Place, theirs: Place) -> bool:
    """Tell whether one can stand for the other at all: a person for no place, an agency for no country."""
    sides = (ours, theirs)
    if any(side.is_acronym for side in sides):
        return False  # "FDA" and "COVID-19" stand for longer names that may be there.
    if {ours.sort, theirs.sort} == {"person", "place"} or names_another(ours, theirs):
        return False
    if {ours.sort, theirs.sort} == {"place", "thing"}:
        return False  # A house stands in a town.
    if not _is_of_countries(ours.name) and _is_of_countries(theirs.name) and theirs.before_common_word:
        return False  # "An Irish quarter" is no other name for what is not of a country.
    if theirs.owns and ours.before in _WHERE:
        return False  # Nobody is "in" a man.
    if ours.before in _WHERE and theirs.before in _OF_SEVERAL:
        return False  # "In Lima" says where, "between Peru and Chile" says whose.
    if sum(is_of_a_continent(side.name) for side in sides) == 1:
        return False  # What is in a country is on its continent.
    if theirs.name.first > 0 and theirs.sentence.tokens[theirs.name.first - 1].text == "(" and theirs.begins:
        return False  # "(Ostwick is further south.)" is an aside.
    if theirs.sort == "place" and theirs.in_list and not ours.in_list:
        return False  # "Has performed in Norway, Peru and Kenya" tells of several.
    if ours.before == theirs.before == "and" and ours.beside[0] == theirs.beside[0] != "":
        return True  # "The United States and Bergen", "the United States and Canada"
    countries = [_is_of_countries(side.name) for side in sides]
    if any(is_place(side.name.text) and not country for side, country in zip(sides, countries, strict=True)):
        return True
    return countries[0] == countries[1] or not all(side.acts for side in sides)


def names_another(ours: Place, theirs: Place) -> bool:
    """Tell whether the passage speaks of the claim's subject otherwise, and here names somebody or something else.

    "It is the sequel to Age of Ultron" has a pronoun for the claim's film; "his brother Jim Perry" is not its player.
    """
    if not ours.is_subject or theirs.is_subject:
        return False
    return theirs.told_by_pronoun(ours.sort) or (theirs.is_kin and not ours.is_kin)


def fit(ours: Place, theirs: Place, *, firm: bool, alone: bool) -> float:
    """Return how well a name of the passage stands in the place of one of the claim.

    Args:
        ours: The claim's name.
        theirs: The passage's.
        firm: Whether the passage's sentence is about the same thing.
        alone: Whether the passage has no other name that the claim has not.
    """
    tokens = theirs.sentence.tokens
    total = _WEIGHTS["words around both"] * min(len(ours.near & theirs.near), _MOST_AROUND)
    total += _WEIGHTS["nearest word the same"] * sum(
        a == b != "" for a, b in zip(ours.beside, theirs.beside, strict=True)
    )
    total += _WEIGHTS["same word before"] * (ours.before == theirs.before != "")
    if ours.verb == theirs.verb != "" and not ours.beside[0] == theirs.beside[0] != "":
        total += _WEIGHTS["same verb before"]
    total += _WEIGHTS["same length"] * (len(ours.name.words) == len(theirs.name.words))
    total += _WEIGHTS["begins a sentence"] * (ours.name.weak + theirs.name.weak)
    total += _WEIGHTS["behind a comma"] * (theirs.name.first > 0 and tokens[theirs.name.first - 1].text == ",")
    total += _WEIGHTS["sentence is firm"] * firm + _WEIGHTS["no other candidate"] * alone
    if ours.sort and theirs.sort:
        total += _WEIGHTS["same sort" if ours.sort == theirs.sort else "other sort"]
        total += _WEIGHTS["both places"] * (ours.sort == theirs.sort == "place")
    elif "place" in {ours.sort, theirs.sort}:
        total += _WEIGHTS["one of them a place"]
    return total


def _sort(sentence: Sentence, name: Name, surnames: frozenset[str]) -> str:
    if len(name.words) == 1 and is_place(name.text) and name.text not in surnames:
        return "place"  # "Virginia" is a given name too.
    if GENERIC.isdisjoint(name.words) and (name.words[0] in GIVEN or name.words[-1] in surnames):
        return "person"
    if is_place(name.text):
        return "place"
    if len(name.words) > 1 and name.words[0] in _TOWNS:
        return "place"
    if name.words[-1] in _THINGS or (name.words[0] in _THINGS and name.words[-1] not in GENERIC):
        return "thing"
    if not GENERIC.isdisjoint(name.words):
        return "body"
    before = _before(sentence, name)
    if before in _TITLES:
        return "person"
    if before in {"in", "near"} or _beside_place(sentence, name):
        return "place"
    following = sentence.tokens[name.last + 1].low if name.last + 1 < len(sentence.tokens) else ""
    if following in _SPEAKING and len(name.words) > 1:
        return "person"
    return "body" if len(name.words) == 1 and sentence.tokens[name.first].text.isupper() else ""


def _beside_place(sentence: Sentence, name: Name) -> bool:
    """Tell whether the name goes on from a place: "Norway and Averland"."""
    return any(
        other.last < name.first <= other.last + _MEETING
        and is_place(other.text)
        and all(token.low in {"and", "or", ",", "the"} for token in sentence.tokens[other.last + 1 : name.first])
        for other in find_names(sentence)
    )


def _before(sentence: Sentence, name: Name) -> str:
    place = name.first - 1
    while place >= 0 and sentence.tokens[place].low in {"the", "a", "an"}:
        place -= 1
    return sentence.tokens[place].low if place >= 0 else ""


def _beside(sentence: Sentence, name: Name) -> tuple[str, str]:
    left = reversed(sentence.tokens[max(0, name.first - _NEXT) : name.first])
    right = sentence.tokens[name.last + 1 : name.last + 1 + _NEXT]
    before, behind = (next((token.stem for token in some if token.stem), "") for some in (left, right))
    return before, behind
