"""Planted quotations: real ones with their speakers, then altered, given to somebody else, or made up.

The speaker is read by one narrow rule of our own (a name right beside "said"), so that who said it is beyond doubt.
The rules know nothing of the product's.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sources.source import Document, Quoted

EACH = 50
SEED = 11
_AROUND = 25  # lines of a page kept on either side of a quotation
_SAID = r"(?:said|says|added|adds|explains|explained|told \w+|recalls|recalled|wrote|writes|announced|noted|argued)"
_NAME = r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Rep|Sen|Gov)\.? )?((?:(?:[A-Z][a-z]+[a-zA-Z]*|[A-Z]\.) ){0,3}[A-Z][a-z]+[a-zA-Z]*)"
_QUOTED = r'(?:(?<=^)|(?<=[\s(]))[“"](?=[^\s])([^“”"]{25,320}?)[,.!?]?[”"]'
_AFTER = re.compile(rf"{_QUOTED},? {_SAID} (?:[a-z]+ ){{0,4}}{_NAME}\b")
_TURNED = re.compile(rf"{_QUOTED},? (?:the [a-z ]{{3,40}})?{_NAME} {_SAID}\b")
_BEFORE = re.compile(rf"{_NAME} {_SAID}[:,]? {_QUOTED}")
_NOBODY = {"He", "She", "They", "It", "We", "I", "You", "But", "And", "Then", "Who", "Someone", "Everyone", "Out",
           "Mr", "Mrs", "Ms", "Dr", "Prof", "Rep", "Sen", "Gov"}  # fmt: skip
_FEWEST, _MOST = 5, 40  # words


@dataclass(frozen=True)
class Real:
    """A quotation in a text, and who says it there."""

    words: str
    speaker: str
    page: int


@dataclass(frozen=True)
class Planted:
    """A claim's quoted words, whom the claim names, and what should be found."""

    words: str
    named: str
    expected: Quoted
    how: str


def texts(folder: Path) -> list[str]:
    """Return the pages of claim_dev.jsonl and the articles beside it, each once."""
    found: dict[str, None] = {}
    for path in sorted(folder.rglob("claim_dev.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            found["\n".join(json.loads(line)["sentences"])] = None
    for path in sorted([*folder.glob("*.txt"), *folder.parent.glob("articles/*.txt")]):
        found[path.read_text(encoding="utf-8")] = None
    return list(found)


def real(pages: list[str]) -> list[Real]:
    """Return the quotations whose speaker stands beside them, each wording once."""
    found: dict[str, Real] = {}
    for page, text in enumerate(pages):
        for found_words, speaker in _beside(text):
            words = found_words.strip(" ,.!?").replace("\n", " ")
            if _FEWEST <= len(words.split()) <= _MOST and speaker not in _NOBODY:
                found.setdefault(words.lower(), Real(words, speaker, page))
    return list(found.values())


def _beside(text: str) -> Iterator[tuple[str, str]]:
    for form in (_AFTER, _TURNED):
        for match in form.finditer(text):
            yield match.group(1), match.group(2)
    for match in _BEFORE.finditer(text):
        yield match.group(2), match.group(1)


def plant(pages: list[str]) -> tuple[list[Planted], list[Document]]:
    """Return fifty quotations of each kind, and the library they are looked up in: the pages, cut around them."""
    chance = random.Random(SEED)
    some = real(pages)
    chance.shuffle(some)
    # Pages of which nothing is in the library give the words that nobody there says.
    order = list(dict.fromkeys(one.page for one in some))
    kept = set(order[: len(order) * 2 // 3])
    here = [one for one in some if one.page in kept]
    elsewhere = [one for one in some if one.page not in kept]
    vocabulary = sorted({word for one in elsewhere for word in one.words.split() if len(word) > 4 and word.isalpha()})
    planted: list[Planted] = []
    rest = iter(here)
    for turn in range(EACH):
        one = next(rest)
        planted.append(Planted(_dressed(one.words, turn), one.speaker, Quoted.EXACT, _DRESS[turn % len(_DRESS)]))
    for turn in range(EACH):
        one = next(rest)
        words, how = _edited(one.words, vocabulary, chance, turn)
        planted.append(Planted(words, one.speaker, Quoted.ALTERED, how))
    for turn in range(EACH):
        one = next(rest)
        same = sorted({other.speaker for other in here if other.page == one.page and not _alike(other, one)})
        far = sorted({other.speaker for other in here if other.page != one.page and not _alike(other, one)})
        inside = bool(same) and turn % 2 == 0
        named = chance.choice(same if inside else far)
        planted.append(Planted(one.words, named, Quoted.MISATTRIBUTED, "same page" if inside else "other page"))
    for turn in range(EACH):
        one, other = elsewhere[turn % len(elsewhere)], here[-1 - turn]
        first, second = one.words.split(), other.words.split()
        joined = turn % 2 == 1
        half = min(len(first), len(second)) // 2
        words = " ".join(first[:half] + second[-half:]) if joined else one.words
        planted.append(Planted(words, one.speaker, Quoted.NOWHERE, "two halves" if joined else "nobody here"))
    documents = [
        Document(
            text=_cut(text, [one.words for one in here if one.page == page]), kind="txt", publisher=f"Page {page}"
        )
        for page, text in enumerate(pages)
        if page in kept
    ]
    return planted, documents


_DRESS = ("as it is", "other marks", "first word small", "words left out", "the beginning", "the end", "brackets")


def _dressed(words: str, turn: int) -> str:
    """Quote as newsrooms do: other marks, a small first letter, words left out, brackets, a part."""
    how, parts = _DRESS[turn % len(_DRESS)], words.split()
    third = len(parts) // 3
    if how == "other marks":
        return words.translate(str.maketrans("'’—", "’'-"))
    if how == "first word small":
        return words[0].lower() + words[1:]
    if how == "words left out" and third > 1:
        return " ".join([*parts[:third], "…", *parts[-third:]])
    if how == "the beginning":
        return " ".join(parts[: max(_FEWEST, 2 * third)])
    if how == "the end":
        return " ".join(parts[-max(_FEWEST, 2 * third) :])
    if how == "brackets":
        return f"[{words[0].swapcase()}]{words[1:]}"
    return words


def _edited(words: str, vocabulary: list[str], chance: random.Random, turn: int) -> tuple[str, str]:
    """Change one word, or two of a longer quotation: another one, one too many, one too few, a denial."""
    parts = words.split()
    for _ in range(2 if len(parts) > 14 and turn % 2 else 1):
        at = chance.randrange(len(parts))
        how = ("another word", "one too many", "one too few", "a denial")[turn % 4]
        if how == "another word":
            parts[at] = chance.choice(vocabulary)
        elif how == "one too many":
            parts.insert(at, chance.choice(vocabulary))
        elif how == "one too few" or not parts:
            del parts[max(1, min(at, len(parts) - 2))]
        else:
            parts.insert(at, "never")
    return " ".join(parts), how


def _alike(one: Real, other: Real) -> bool:
    return bool(set(one.speaker.lower().split()) & set(other.speaker.lower().split()))


def _cut(text: str, quoted: list[str]) -> str:
    lines = text.split("\n")
    near: set[int] = set()
    for words in quoted:
        for at, line in enumerate(lines):
            if words[:25] in line or words[-25:] in line:
                near |= set(range(max(0, at - _AROUND), min(len(lines), at + _AROUND + 1)))
    return "\n".join(lines[at] for at in sorted(near))
