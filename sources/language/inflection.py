"""Verb forms: the few inflections that rebuilding a clause needs."""

from __future__ import annotations

from sources.language.lexicon import lines

_IRREGULAR = {
    lemma: (past, participle) for lemma, past, participle in (entry.split() for entry in lines("irregular_verbs"))
}
# Two-syllable verbs stressed at the end double their consonant like short ones.
_DOUBLING = frozenset(
    ["refer", "prefer", "occur", "admit", "commit", "permit", "regret", "control", "rebel", "submit"]
)
_VOWELS = "aeiou"


def past(lemma: str) -> str:
    """Return the simple past ("seek" gives "sought")."""
    return _IRREGULAR[lemma][0] if lemma in _IRREGULAR else _regular(lemma)


def gerund(lemma: str) -> str:
    """Return the -ing form ("make" gives "making", "be" gives "being")."""
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and lemma != "be":
        return lemma[:-1] + "ing"
    return (lemma + lemma[-1] if _doubles(lemma) else lemma) + "ing"


def third_person(lemma: str) -> str:
    """Return the present tense after he, she or it ("carry" gives "carries")."""
    if lemma in {"be", "have", "do", "go"}:
        return {"be": "is", "have": "has", "do": "does", "go": "goes"}[lemma]
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


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
    return (lemma + lemma[-1] if _doubles(lemma) else lemma) + "ed"


def _doubles(lemma: str) -> bool:
    if lemma in _DOUBLING:
        return True
    short = sum(letter in _VOWELS for letter in lemma) == 1
    return (
        short
        and len(lemma) >= 3
        and lemma[-1] not in _VOWELS + "wxy"
        and lemma[-2] in _VOWELS
        and lemma[-3] not in _VOWELS
    )
