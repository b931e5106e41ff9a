"""Quoted words in a text: word for word, or nearly so with the words that differ."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from sources.matching.words import stem

# Of a quotation and of what stands there, so much must be the same words in the same order. Of 50 real quotations
# with a word or two changed none lies below it, of 50 that nobody there said none above
# (`tests.benchmarks.attributed`).
NEAR = 0.65
# Two words in common besides "the" and "of" are the least that makes a wording recognisable.
LEAST_SHARED = 2
# How many words may stand where the quotation has "…", and where it has "[the]" in place of what was said.
_LONGEST_GAP = 60
_LONGEST_BRACKET = 4
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_GAPS = re.compile(r"[\[(]?\s*(?:…|\.\s?\.\s?\.(?:\s?\.)?)\s*[\])]?|\[[^\[\]]*\](?!\w)")
_WITHIN_WORD = re.compile(r"\[(\w{1,3})\](?=[\w'’])")  # "[t]he", and never "[the] bridge"
_BORDER = re.compile(r"[.!?:;“”\"\n]")
_PART = re.compile(r"\[[^\W_]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as compared, and where it stands."""

    low: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Wording:
    """Where a text has quoted words.

    Attributes:
        start, end: Half-open offsets in the text.
        share: How much of the words is the same, from 0 to 1; 1 is word for word.
        changes: Runs of words that differ, as (quoted, found).
    """

    start: int
    end: int
    share: float
    changes: tuple[tuple[str, str], ...] = ()

    @property
    def exact(self) -> bool:
        """Whether no word differs."""
        return not self.changes


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words, ready to be looked for.

    Attributes:
        pieces: What must stand in one run each; between two of them the quotation leaves words out.
        gaps: How many words may be left out after each piece but the last.
    """

    text: str
    pieces: tuple[tuple[Word, ...], ...]
    gaps: tuple[int, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        """All words in order."""
        return tuple(word for piece in self.pieces for word in piece)


@lru_cache(maxsize=4096)
def quotation(text: str) -> Quotation:
    """Read quoted words: "…" and "[the]" leave words out, "[t]he" is a word of its own beginning."""
    plain = _WITHIN_WORD.sub(r"\1", text)
    pieces: list[tuple[Word, ...]] = []
    gaps: list[int] = []
    at = 0
    for gap in [*_GAPS.finditer(plain), None]:
        piece = words_of(plain[at : gap.start() if gap else len(plain)], at)
        if piece:
            pieces.append(piece)
            gaps.append(0)
        if gap and pieces:
            gaps[-1] += _LONGEST_BRACKET if _PART.match(gap.group()) else _LONGEST_GAP
        at = gap.end() if gap else at
    return Quotation(plain, tuple(pieces), tuple(gaps[:-1]))


@lru_cache(maxsize=512)
def words_of(text: str, offset: int = 0) -> tuple[Word, ...]:
    """Return the words of a text as they are compared: without case, accents and kinds of apostrophe."""
    return tuple(Word(_low(one.group()), offset + one.start(), offset + one.end()) for one in _TOKEN.finditer(text))


def find(quoted: Quotation, text: str) -> Wording | None:
    """Return where ``text`` has the quoted words, word for word or else nearest; None where nothing is near."""
    held = words_of(text)
    if not quoted.pieces or not held:
        return None
    return _exact(quoted, held) or _near(quoted, text, held)


def _exact(quoted: Quotation, held: Sequence[Word]) -> Wording | None:
    lows = [word.low for word in held]
    first = [word.low for word in quoted.pieces[0]]
    for start in _runs(lows, first, 0, len(lows)):
        after = start + len(first)
        for piece, gap in zip(quoted.pieces[1:], quoted.gaps, strict=True):
            wanted = [word.low for word in piece]
            place = next(_runs(lows, wanted, after, after + gap + 1), None)
            if place is None:
                break
            after = place + len(wanted)
        else:
            return Wording(held[start].start, held[after - 1].end, 1.0)
    return None


def _runs(lows: list[str], wanted: list[str], first: int, last: int) -> Iterator[int]:
    """Yield the places from ``first`` up to ``last`` at which the wanted words begin."""
    for place in range(first, min(last, len(lows) - len(wanted) + 1)):
        if lows[place] == wanted[0] and lows[place : place + len(wanted)] == wanted:
            yield place


def _near(quoted: Quotation, text: str, held: Sequence[Word]) -> Wording | None:
    """Return the nearest wording, piece by piece where the quotation leaves words out."""
    found: list[Wording] = []
    changes: list[tuple[str, str]] = []
    shared = 0.0
    after = 0
    for piece in quoted.pieces:
        one = _near_run(quoted.text, piece, text, [word for word in held if word.start >= after])
        if one is None:
            changes.append((_spoken(quoted.text, piece), ""))
            continue
        found.append(one)
        changes += one.changes
        shared += one.share * len(piece)
        after = one.end
    share = shared / len(quoted.words)
    if not found or share < NEAR:
        return None
    return Wording(found[0].start, found[-1].end, share, tuple(changes))


def _near_run(quoted: str, piece: Sequence[Word], text: str, held: Sequence[Word]) -> Wording | None:
    ours = [word.low for word in piece]
    lows = [word.low for word in held]
    first, last = _window(ours, lows)
    matcher = SequenceMatcher(None, ours, lows[first:last], autojunk=False)
    blocks = [one for one in matcher.get_matching_blocks() if one.size]
    kept = {ours[place] for one in blocks for place in range(one.a, one.a + one.size)}
    if sum(bool(stem(low)) for low in kept) < LEAST_SHARED:
        return None
    # Where the quotation begins or ends with other words, as many of the text's stand in their place.
    begin = _reaching(text, held, first + blocks[0].b, -blocks[0].a)
    behind = first + blocks[-1].b + blocks[-1].size
    end = _reaching(text, held, behind - 1, len(ours) - blocks[-1].a - blocks[-1].size) + 1
    shared, changes = 0, []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, ours, lows[begin:end], autojunk=False).get_opcodes():
        if tag == "equal":
            shared += i2 - i1
        else:
            changes.append((_spoken(quoted, piece[i1:i2]), _spoken(text, held[begin + j1 : begin + j2])))
    share = shared / max(len(ours), end - begin)
    return Wording(held[begin].start, held[end - 1].end, share, tuple(changes)) if share >= NEAR else None


def _window(ours: list[str], lows: list[str]) -> tuple[int, int]:
    """Return the stretch of the text, a third longer than the quotation, that has most of its words."""
    size = len(ours) + len(ours) // 3 + 2
    wanted = Counter(ours)
    here: Counter[str] = Counter()
    met = best = 0
    at = (0, min(size, len(lows)))
    for place, low in enumerate(lows):
        here[low] += 1
        met += here[low] <= wanted[low]
        if place >= size:
            gone = lows[place - size]
            met -= here[gone] <= wanted[gone]
            here[gone] -= 1
        if met > best:
            best, at = met, (max(0, place - size + 1), place + 1)
    # The window ends where the last of the words is; what is left of its length may belong to it.
    return at[0], min(len(lows), at[1] + len(ours) // 3 + 2)


def _reaching(text: str, held: Sequence[Word], place: int, steps: int) -> int:
    """Return the place so many words on, or back, but not beyond the end of a sentence or a quotation mark."""
    step = 1 if steps > 0 else -1
    for _ in range(abs(steps)):
        other = place + step
        if not 0 <= other < len(held):
            break
        one, two = sorted((held[place], held[other]), key=lambda word: word.start)
        if _BORDER.search(text[one.end : two.start]):
            break
        place = other
    return place


def _spoken(text: str, some: Sequence[Word]) -> str:
    return " ".join(text[some[0].start : some[-1].end].split()) if some else ""


def _low(word: str) -> str:
    bare = unicodedata.normalize("NFKD", word.replace("’", "'"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter)).casefold()
