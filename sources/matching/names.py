"""Whether the source that a claim names is the publisher or author of a source in the library.

A wrong "said by Reuters" on a passage misleads a reviewer; a missing one only costs a look. So names match only as
wholes ("Times" is not "Financial Times"), by acronym, or, for a person, by a surname that only one author has.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from sources.matching.aliases import OUTLETS


def _words(lines: str) -> frozenset[str]:
    return frozenset(lines.split())


# What somebody is, not who: alone these name nobody.
_GENERIC = _words(
    """
    academics activists administration adviser advisers aide aides agencies agency ambassador analyst analysts
    announcement army article author authorities authority authors bank board broadcaster broadcasters bulletin
    cabinet campaigners channel chief city coastguard commission committee company consultants correspondent
    council country court critics daily data department desk diplomat diplomats director doctors document
    documents economists editor embassy executive executives expert experts federation figures filing firm
    foreign former fund government governor group groups hospital industry institute institution insider
    insiders intelligence investigators it journal journalist journalists judge law lawyer lawyers leader
    leaders letter local magazine manager mayor media memo military minister ministers ministry monthly national
    network news newspaper newspapers observers office officer officers official officials operator opposition
    organisation organization organisations organizations outlet paper papers parliament party people person
    police poll portal president press prosecutor prosecutors publication publisher rating record records
    regulator regulators reporter reporters report reports researcher researchers resident residents scientist
    scientists secretary senior service she he they site source sources spokesman spokesperson spokespeople
    spokeswoman staff state statement station studies study survey team television think tank tabloid tv union
    university watchdog website weekly wire witness witnesses writer
    """
)
# Bodies that an article calls by what they are once it has named them: "the Office", with its capital.
_BODIES = _words(
    """
    agency association authority bank board bureau commission committee company council court department federation
    foundation fund group institute institution ministry office organisation organization service society union
    university
    """
)
_SHORT = re.compile(r"[Tt]he ([A-Z][a-z]+)")
_TITLES = _words(
    """
    mr mrs ms mx miss sir dame lord lady dr doctor prof professor sen senator rep representative gov governor
    president premier chancellor minister secretary mayor ambassador general gen colonel col captain capt
    lieutenant lt sergeant major admiral judge justice king queen prince princess pope bishop chief inspector by
    """
)
_CORPORATE = _words("inc incorporated ltd limited llc llp plc corp corporation co company gmbh ag sa se nv bv group")
# A kind of outlet that people leave out or add at will; "News" alone only after an acronym ("BBC News"), because
# "Anselby News" is not Anselby.
_KINDS = (("news", "agency"), ("newspaper",), ("magazine",), ("website",), ("online",), ("newswire",))
_ACRONYM_KINDS = (("news",), ("world", "news"), ("news", "online"), ("online",))
# No person's surname, however capitalised: parts of names of papers, offices and bodies.
_NOT_PERSONS = _GENERIC | _words(
    """
    of for the and times post herald guardian gazette tribune examiner observer telegraph mail express standard
    mirror star sun globe chronicle courier echo sentinel dispatch review today reuters bloomberg radio channel
    bbc cnn associated world international international structures bulletin roads foundation association
    society centre center bureau division division trust team authority trade nations
    """
)
_LITTLE = frozenset({"of", "the", "and", "for", "in", "on", "at", "de", "la", "le", "du", "des"})
_TOKEN = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
_ACRONYM = re.compile(r"[A-Z]{2,7}")
_POSSESSIVE = re.compile(r"[’'](?:s\b|(?=\s|$))")
_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?([a-z0-9-]+)\.(?:com?|org|net|info|gov|edu|int|eu|uk|de|fr|jp|kr|cn|au)"
                     r"(?:\.[a-z]{2})?/?", re.IGNORECASE)  # fmt: skip
_AND = re.compile(r"\s*(?:[,;/&]|\band\b)\s*")
_NAMES_OF_A_PERSON = 4
_Words = tuple[str, ...]


class NameBook:
    """The publishers and authors of a library, to look names up in.

    Args:
        entries: Source id, publisher and author of each source; either may be empty.
        aliases: What else publishers are called, to the name they go by ("the Lantern" to "Daily Lantern"). They come
            before the built-in table of common outlets; one that names nobody ("the agency") is passed over.
    """

    def __init__(self, entries: Iterable[tuple[str, str, str]], aliases: Mapping[str, str] | None = None) -> None:
        ids: dict[tuple[str, str], set[str]] = {}
        for source_id, publisher, author in entries:
            ids.setdefault((publisher, author), set()).add(source_id)
        self._given = dict(aliases or {})
        self._aliases = {**_COMMON_ALIASES, **_alias_forms(self._given)}
        self._held = ids
        self._by_body: dict[str, dict[_Words, set[str]]] = {}
        self._by_form: dict[_Words, set[str]] = {}
        self._by_acronym: dict[str, set[str]] = {}
        self._by_initials: dict[str, set[str]] = {}
        self._by_surname: dict[str, dict[_Words, set[str]]] = {}
        for (publisher, author), some in ids.items():
            for held in {publisher, author, *_authors(author)}:
                for name in self._called(held):
                    for form in _forms(name):
                        self._by_form.setdefault(form, set()).update(some)
                    for acronym in _acronyms(name):
                        self._by_acronym.setdefault(acronym, set()).update(some)
                    for initials in _initials(name):
                        self._by_initials.setdefault(initials, set()).update(some)
            words = tuple(word for word in _plain(publisher) if word != "the")
            for body in {words[0], words[-1]} & _BODIES if len(words) > 1 else ():
                self._by_body.setdefault(body, {}).setdefault(words, set()).update(some)
            for person in _persons(author, publisher):
                self._by_surname.setdefault(person[-1], {}).setdefault(person, set()).update(some)

    def find(self, name: str) -> frozenset[str]:
        """Return the ids of the sources whose publisher or author ``name`` is; empty where that is not certain."""
        found = self._by_person(name)
        for called in self._called(name):
            for form in _forms(called):
                found |= self._by_form.get(form, set())
            for acronym in _acronyms(called):
                found |= self._by_initials.get(acronym, set())
            for initials in _initials(called):
                found |= self._by_acronym.get(initials, set())
        return frozenset(found or self._by_short_form(name))

    def goes_by(self, name: str) -> str:
        """Return the publisher, else the author, whom ``name`` means, as the library writes it.

        Of several spellings the longest; the name itself where it means nobody here.
        """
        found = self.find(name)
        held = {pair for pair, some in self._held.items() if found & some}
        publishers = {publisher for publisher, _author in held}
        authors = {one.strip() for _publisher, author in held for one in _authors(author)}
        for some in (
            [one for one in publishers if NameBook([("it", one, "")], self._given).find(name)],
            [one for one in authors if NameBook([("it", "", one)], self._given).find(name)],
        ):
            if some:
                return max(some, key=lambda one: (len(one), one))
        return name

    def _called(self, name: str) -> list[str]:
        """Return the name and, where it is an alias, the name it stands for."""
        return [name, *sorted({self._aliases[form] for form in _forms(name) if form in self._aliases})]

    def _by_short_form(self, name: str) -> set[str]:
        """Return the sources of the one publisher that "the Office" can be short for; "the office" is nobody."""
        short = _SHORT.fullmatch(name.strip())
        fitting = self._by_body.get(short.group(1).lower(), {}) if short else {}
        return next(iter(fitting.values())) if len(fitting) == 1 else set()

    def _by_person(self, name: str) -> set[str]:
        """Return the sources of the one author whom a surname, or a first name or initial with it, can mean."""
        spoken = _person(name)
        if not spoken:
            return set()
        fitting = [
            ids
            for person, ids in self._by_surname.get(spoken[-1], {}).items()
            if all(_given_fits(one, other) for one, other in zip(spoken[:-1], person[:-1], strict=False))
        ]
        return set(fitting[0]) if len(fitting) == 1 else set()


def is_named(name: str, held: str) -> bool:
    """Tell whether two names are of the same publisher or person: as wholes, or one as the acronym of the other.

    Case, "the", possessives, accents, company forms and "news agency" do not count. What only says what somebody is
    ("the agency", "officials") is nobody's name.
    """
    ours, theirs = _forms(name), _forms(held)
    if ours & theirs:
        return True
    return bool(_acronyms(name) & _initials(held) or _acronyms(held) & _initials(name))


def names_nobody(name: str) -> bool:
    """Tell whether a name only says what somebody is ("the agency"), so that it can stand for no publisher."""
    return not _forms(name)


def name_words(name: str) -> frozenset[str]:
    """Return the words of a name that tell who it is: without titles, "the" and what somebody is."""
    return frozenset(_plain(name)) - _GENERIC - _TITLES - _LITTLE - {"a", "an"}


def _alias_forms(aliases: Mapping[str, str]) -> dict[_Words, str]:
    """Return the publishers by the words of their aliases; "AP News" is one, but the "ap" left of it would not be."""
    plain = {tuple(word for word in _plain(alias) if word != "the"): held for alias, held in aliases.items()}
    return {words: held for words, held in plain.items() if words and not _GENERIC.issuperset(words)}


def _forms(name: str) -> set[_Words]:
    """Return the ways in which a name may be written, as words; empty for what names nobody."""
    forms: set[_Words] = set()
    for part in _parts(name):
        words = tuple(word for word in _plain(part) if word != "the")
        forms |= {words, _without_ending(words), _without_ending(words, acronym=bool(_acronyms(part)))}
        after = _after_description(part)
        if after:
            forms.add(_without_ending(tuple(word for word in _plain(after) if word != "the")))
    return {form for form in forms if form and not _GENERIC.issuperset(form) and not _LITTLE.issuperset(form)}


def _parts(name: str) -> list[str]:
    """Return the name without what stands in brackets, and that by itself: "World Health Organization (WHO)"."""
    domain = _DOMAIN.fullmatch(name.strip())
    inside = re.findall(r"\(([^()]{2,})\)", name)
    outside = re.sub(r"\([^()]*\)", " ", name)
    return [part for part in (outside, *inside, domain.group(1) if domain else "") if part.strip()]


def _after_description(part: str) -> str:
    """Return what follows "state broadcaster" or "South Korea's" in a name, where a name follows; else nothing."""
    tokens = part.split()
    for place in range(len(tokens) - 1, 0, -1):
        before, name = tokens[place - 1], tokens[place]
        described = before.islower() and before in _GENERIC
        owned = re.search(r"[’']s?$", before) is not None
        if name[:1].isupper() and (described or owned):
            return " ".join(tokens[place:])
    return ""


def _without_ending(words: _Words, *, acronym: bool = False) -> _Words:
    """Return a name without company forms and kinds of outlet at its end, as long as a name is left."""
    kinds = _KINDS + (_ACRONYM_KINDS if acronym else ())
    while True:
        for kind in (*kinds, *((form,) for form in _CORPORATE)):
            rest = words[: -len(kind)]
            if words[-len(kind) :] == kind and rest and not _GENERIC.issuperset(rest):
                words = rest
                break
        else:
            return words


def _acronyms(name: str) -> set[str]:
    """Return the acronyms that a name is: "AP", "A.P.", and "BBC" of "BBC News"."""
    found: set[str] = set()
    for part in _parts(name):
        tokens = [token.group().replace(".", "") for token in _TOKEN.finditer(_POSSESSIVE.sub("", part))]
        tokens = [token for token in tokens if token.lower() not in {"the", "news", "agency", "online", "world"}]
        if len(tokens) == 1 and _ACRONYM.fullmatch(tokens[0]):
            found.add(tokens[0].lower())
    return found


def _initials(name: str) -> set[str]:
    """Return the acronyms that a name of several words may have, with and without its little words."""
    found: set[str] = set()
    for part in _parts(name):
        words = [word for word in _plain(part) if word != "the"]
        for kept in (words, [word for word in words if word not in _LITTLE]):
            if len(kept) > 1:
                found.add("".join(word[0] for word in kept))
    return found


def _authors(author: str) -> list[str]:
    """Return the people or bodies of an author line: "Holm, Ada" is one, "Ada Holm, Ben Cole" are two."""
    halves = [half.strip() for half in author.split(",")]
    if len(halves) == len(("surname", "first name")) and all(half and " " not in half for half in halves):
        return [f"{halves[1]} {halves[0]}"]
    return [one for one in _AND.split(author) if one.strip()]


def _persons(author: str, publisher: str) -> list[_Words]:
    """Return the people among the authors, each as first names and surname."""
    if is_named(author, publisher):
        return []
    return [person for one in _authors(author) if len(person := _person(one)) > 1]


def _person(name: str) -> _Words:
    """Return a person's names in lower case without titles; empty where it does not look like a person."""
    tokens = [token.group() for token in _TOKEN.finditer(_POSSESSIVE.sub("", name))]
    while tokens and tokens[0].lower().rstrip(".") in _TITLES:
        tokens = tokens[1:]
    words = _plain(" ".join(tokens))
    if not 1 <= len(tokens) <= _NAMES_OF_A_PERSON or _NOT_PERSONS.intersection(words):
        return ()
    if not tokens[0][0].isupper() or not tokens[-1][0].isupper() or (len(tokens) == 1 and tokens[0].isupper()):
        return ()
    return tuple(words)


def _given_fits(one: str, other: str) -> bool:
    """Tell whether two first names may be the same: equal, or one the initial of the other."""
    return one == other or (1 in {len(one), len(other)} and one[0] == other[0])


def _plain(text: str) -> list[str]:
    """Return the words of a name in lower case, without accents, possessives and full stops."""
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", _POSSESSIVE.sub("", text))
        if not unicodedata.combining(letter)
    )
    return [token.group().replace(".", "").casefold() for token in _TOKEN.finditer(bare)]


_COMMON_ALIASES = _alias_forms(OUTLETS)
