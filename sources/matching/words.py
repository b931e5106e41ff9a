"""Which words of a passage a claim uses too, so that a reader sees at once what the two share."""

from __future__ import annotations

import re
import unicodedata

# Words that every English text shares: function words, and the verbs of saying that news puts into every sentence.
_COMMON = frozenset(
    """
    a about above after again against all also although am an and any are as at be became because become been before
    being below between both but by came can could did do does doing done down during each either else ever every few
    for from further get gets got had has have having he her here hers him himself his how however i if in into is it
    its itself just let like made make makes many may me might more most much must my near neither no nor not now of
    off on once one only or other our ours out over own per quite rather said same say saying says several shall she
    should since so some still such than that the their theirs them then there these they this those though through
    thus to told too toward towards under until up upon us very was we well went were what when where whether which
    while who whom whose why will with within without would yet you your
    """.split()  # noqa: SIM905 - a list of this length reads better as words
)
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[’'][^\W\d_]+)*")
# Longest ending first; what is left must have three letters, and one of them a vowel.
_ENDINGS = (
    "ations", "ation", "ingly", "ments", "ment", "ings", "ions", "edly", "ing", "ion", "ies", "ied", "ed", "es", "ly",
    "s",
)  # fmt: skip
_SHORTEST = 3
_WHOLE = frozenset({"news", "species", "series", "united"})
_SEPARATOR = re.compile(r",(?=\d{3}(?!\d))")


def shared(claim: str, passage: str) -> tuple[tuple[int, int], ...]:
    """Return the half-open offsets in ``passage`` of the words and numbers that ``claim`` has too.

    Words count as the same by a stem that only takes endings off ("closed", "closing", "closes"); function words and
    verbs of saying are left out, and "1,200" is "1200".
    """
    stems = {stem(word) for word in _WORD.findall(claim)} - {""}
    return tuple(found.span() for found in _WORD.finditer(passage) if stem(found.group()) in stems)


def stem(word: str) -> str:
    """Return what is compared of a word; an empty string for words that every text has."""
    if word[0].isdigit():
        return _SEPARATOR.sub("", word)
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
        if not unicodedata.combining(letter)
    )
    plain = plain.removesuffix("'s").rstrip("'")
    if plain in _COMMON or plain.partition("'")[0] in _COMMON or plain.endswith("n't") or len(plain) == 1:
        return ""
    if plain in _WHOLE:
        return plain
    for ending in _ENDINGS:
        rest = plain.removesuffix(ending)
        if rest != plain and len(rest) >= _SHORTEST and re.search("[aeiouy]", rest):
            plain = rest
            break
    # "delay" and "delays", "ferry" and "ferries", "close" and "closed", "stop" and "stopped" end alike.
    if len(plain) > _SHORTEST and plain[-1] in "eiy":
        plain = plain[:-1]
    return plain[:-1] if len(plain) > _SHORTEST and plain[-1] == plain[-2] else plain
