"""Whether the source that a claim names is the publisher or author of a source in the library.

A wrong "said by Reuters" on a passage misleads a reviewer; a missing one only costs a look. So names match only as
wholes ("Times" is not "Financial Times"), by acronym, or, for a person, by a surname that only one author has.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from sources.language.lexicon import any_of, words

_GENERIC = words("generic_names")
_TITLES = words("titles")
_CORPORATE = words("company_forms")
# A kind of outlet that people leave out or add at will; "News" alone only after an acronym ("BBC News"), because
# "Anselby News" is not Anselby.
_KINDS = (("news", "agency"), ("newspaper",), ("magazine",), ("website",), ("online",), ("newswire",))
_ACRONYM_KINDS = (("news",), ("world", "news"), ("news", "online"), ("online",))
_NOT_PERSONS = _GENERIC | words("words_of_no_person")
_LITTLE = words("little_words_of_names")
_UNTELLING = _GENERIC | _TITLES | _LITTLE | {"a", "an"}
_TOKEN = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
_ACRONYM = re.compile(r"[A-Z]{2,7}")
_POSSESSIVE = re.compile(r"[’'](?:s\b|(?=\s|$))")
_DOMAIN = re.compile(rf"(?:https?://)?(?:www\.)?([a-z0-9-]+)\.{any_of('domain_endings')}"
                     r"(?:\.[a-z]{2})?/?", re.IGNORECASE)  # fmt: skip
_AND = re.compile(r"\s*(?:[,;/&]|\band\b)\s*")
_ONE_WORD = re.compile(r"[^\s,]+")
_NAMES_OF_A_PERSON = 4
_Words = tuple[str, ...]


def is_named(name: str, held: str) -> bool:
    """Tell whether two names are of the same publisher or person: as wholes, or one as the acronym of the other.

    Case, "the", possessives, accents, company forms and "news agency" do not count. What only says what somebody is
    ("the agency", "officials") is nobody's name.
    """
    ours, theirs = spellings(name), spellings(held)
    if ours & theirs:
        return True
    return bool(acronyms_of(name) & initials_of(held) or acronyms_of(held) & initials_of(name))


def names_nobody(name: str) -> bool:
    """Tell whether a name only says what somebody is ("the agency"), so that it can stand for no publisher."""
    told = plain_words(name)
    small = not any(letter.isupper() for letter in name.strip()[1:])
    # "a new report", "the latest study": a description, whatever its first words are
    described = bool(told) and (told[0] in {"a", "an"} or (told[0] == "the" and told[-1] in _GENERIC))
    return not spellings(name) or (small and described)


def name_words(name: str) -> frozenset[str]:
    """Return the words of a name that tell who it is: without titles, "the" and what somebody is."""
    return frozenset(ordered_name_words(name))


def ordered_name_words(name: str) -> tuple[str, ...]:
    """Return `name_words` in their order."""
    return tuple(word for word in plain_words(name) if word not in _UNTELLING)


def alias_forms(aliases: Mapping[str, str]) -> dict[_Words, str]:
    """Return the publishers by the words of their aliases; "AP News" is one, but the "ap" left of it would not be."""
    plain = {tuple(word for word in plain_words(alias) if word != "the"): held for alias, held in aliases.items()}
    return {words: held for words, held in plain.items() if words and not _GENERIC.issuperset(words)}


def spellings(name: str) -> set[_Words]:
    """Return the ways in which a name may be written, as words; empty for what names nobody."""
    forms: set[_Words] = set()
    for part in _parts(name):
        words = tuple(word for word in plain_words(part) if word != "the")
        forms |= {words, _without_ending(words), _without_ending(words, acronym=bool(acronyms_of(part)))}
        after = _after_description(part)
        if after:
            forms.add(_without_ending(tuple(word for word in plain_words(after) if word != "the")))
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


def acronyms_of(name: str) -> set[str]:
    """Return the acronyms that a name is: "AP", "A.P.", and "BBC" of "BBC News"."""
    found: set[str] = set()
    for part in _parts(name):
        tokens = [token.group().replace(".", "") for token in _TOKEN.finditer(_POSSESSIVE.sub("", part))]
        tokens = [token for token in tokens if token.lower() not in {"the", "news", "agency", "online", "world"}]
        if len(tokens) == 1 and _ACRONYM.fullmatch(tokens[0]):
            found.add(tokens[0].lower())
    return found


def initials_of(name: str) -> set[str]:
    """Return the acronyms that a name of several words may have, with and without its little words."""
    found: set[str] = set()
    for part in _parts(name):
        words = [word for word in plain_words(part) if word != "the"]
        for kept in (words, [word for word in words if word not in _LITTLE]):
            if len(kept) > 1:
                found.add("".join(word[0] for word in kept))
    return found


def authors_of(author: str) -> list[str]:
    """Return the people or bodies of an author line: "Holm, Ada" is one, "Ada Holm, Ben Cole" are two."""
    surname, comma, first_name = (part.strip() for part in author.partition(","))
    if comma and _ONE_WORD.fullmatch(surname) and _ONE_WORD.fullmatch(first_name):
        return [f"{first_name} {surname}"]
    return [name for name in _AND.split(author) if name.strip()]


def telling_words(name: str) -> _Words:
    """Return the words of a name without "the", in their order."""
    return tuple(word for word in plain_words(name) if word != "the")


def people_of(author: str) -> list[_Words]:
    """Return the people among the authors, each as first names and surname."""
    return [person for one in authors_of(author) if len(person := person_of(one)) > 1]


def person_of(name: str) -> _Words:
    """Return a person's names in lower case without titles; empty where it does not look like a person."""
    tokens = [token.group() for token in _TOKEN.finditer(_POSSESSIVE.sub("", name))]
    while tokens and tokens[0].lower().rstrip(".") in _TITLES:
        tokens = tokens[1:]
    words = plain_words(" ".join(tokens))
    if not 1 <= len(tokens) <= _NAMES_OF_A_PERSON or _NOT_PERSONS.intersection(words):
        return ()
    if not tokens[0][0].isupper() or not tokens[-1][0].isupper() or (len(tokens) == 1 and tokens[0].isupper()):
        return ()
    return tuple(words)


def given_fits(one: str, other: str) -> bool:
    """Tell whether two first names may be the same: equal, or one the initial of the other."""
    return one == other or (1 in {len(one), len(other)} and one[0] == other[0])


def plain_words(text: str) -> list[str]:
    """Return the words of a name in lower case, without accents, possessives and full stops."""
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", _POSSESSIVE.sub("", text))
        if not unicodedata.combining(letter)
    )
    return [token.group().replace(".", "").casefold() for token in _TOKEN.finditer(bare)]
