"""Verb forms: the few inflections that rebuilding a clause needs."""

from __future__ import annotations

import re

from sources.language.lexicon import lines, words

_IRREGULAR = {
    lemma: (past, participle) for lemma, past, participle in (entry.split() for entry in lines("irregular_verbs"))
}
_DOUBLING = words("doubling_verbs")
_NOT_DOUBLING = words("short_verbs_that_do_not_double")
_KEEPS_E = words("verbs_that_keep_their_e")
_VOWELS = "aeiou"
_READ_AS_WORDS = words("acronyms_read_as_words")


def past(lemma: str) -> str:
    """Return the simple past ("seek" gives "sought")."""
    return _IRREGULAR[lemma][0] if lemma in _IRREGULAR else _regular(lemma)


def participle(lemma: str) -> str:
    """Return the past participle ("take" gives "taken")."""
    return _IRREGULAR[lemma][1] if lemma in _IRREGULAR else _regular(lemma)


def gerund(lemma: str) -> str:
    """Return the -ing form ("make" gives "making", "be" gives "being")."""
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and lemma != "be" and lemma not in _KEEPS_E:
        return lemma[:-1] + "ing"
    return _lengthened(lemma) + "ing"


def third_person(lemma: str) -> str:
    """Return the present tense after he, she or it ("carry" gives "carries")."""
    if lemma in {"be", "have", "do", "go"}:
        return {"be": "is", "have": "has", "do": "does", "go": "goes"}[lemma]
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ies"
    if lemma.endswith("z") and _doubles(lemma):
        return lemma + "zes"
    hissing = lemma.endswith(("s", "sh", "ch", "x", "z")) or (lemma.endswith("o") and lemma[-2:-1] not in _VOWELS)
    return lemma + ("es" if hissing else "s")


def indefinite_article(following: str) -> str:
    """Return "a" or "an" as the next word sounds ("an hour", "a union", "an MP", "an 11-year ban")."""
    lowered = following.lower()
    if following.isupper() and len(following) > 1 and lowered not in _READ_AS_WORDS:
        return "an" if following[0] in "AEFHILMNORSX" else "a"
    if re.match(r"8|(?:11|18)(?!\d)|hour|honest|honou?r|heir", lowered):
        return "an"
    if re.match(r"uni(?![dmn]|ss)|us[eua]|uti|uk|ur[aeiou]|eu|on(?:e|ce)(?![a-z])", lowered):
        return "a"
    return "an" if lowered[:1] in _VOWELS else "a"


def agree(word: str, lemma: str, *, plural: bool) -> str:
    """Return a present-tense verb, or a form of be, as its subject asks; other forms unchanged."""
    lowered = word.lower()
    to_singular = {
        "are": "is",
        "were": "was",
        "have": "has",
        "do": "does",
        "am": "is",
        "'re": "is",
        "'m": "is",
        "'ve": "has",
    }
    to_plural = {"is": "are", "was": "were", "has": "have", "does": "do", "'s": "are", "am": "are", "'m": "are"}
    if plural:
        return to_plural.get(lowered, lemma if lowered == third_person(lemma) else word)
    if lowered in to_singular:
        return to_singular[lowered]
    return third_person(lemma) if lowered == lemma else word


def _regular(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ied"
    return _lengthened(lemma) + "ed"


def _lengthened(lemma: str) -> str:
    """Return a regular verb as it is written before -ed and -ing: "plann", "panick", "visit"."""
    if lemma.endswith("ic"):
        return lemma + "k"
    return lemma + lemma[-1] if _doubles(lemma) else lemma


def _doubles(lemma: str) -> bool:
    if lemma in _DOUBLING or lemma in _NOT_DOUBLING:
        return lemma in _DOUBLING
    letters = lemma.replace("qu", "qw")  # "quit" has one vowel as "sit" has
    return (
        len(letters) >= 3
        and sum(letter in _VOWELS for letter in letters) == 1
        and letters[-1] not in _VOWELS + "wxy"
        and letters[-2] in _VOWELS
        and letters[-3] not in _VOWELS
    )
