"""Pull quotes: paragraphs that only repeat words of the body, often with the speaker's name behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SHORTEST = 8  # words; fewer repeat by chance ("the ministry said in a statement")
_LONGEST = 150  # words; a longer repetition is body text that was printed twice
_SPEAKER = 10  # words a name and an office may have behind the quotation
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def repeated(texts: Sequence[str]) -> frozenset[int]:
    """Return which of ``texts`` repeat a longer one word for word, or an earlier one of the same words.

    A few words behind the repetition are taken for the speaker's name unless they end as a sentence does.
    The time grows with the number of words.
    """
    words = [[match.group().casefold().replace("’", "'") for match in _WORD.finditer(text)] for text in texts]
    places: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    wanted = {tuple(own[:_SHORTEST]) for own in words if _SHORTEST <= len(own) <= _LONGEST}
    for number, own in enumerate(words):
        for at in range(len(own) - _SHORTEST + 1):
            key = tuple(own[at : at + _SHORTEST])
            if key in wanted:
                known = places.setdefault(key, [])
                if len(known) < 4:
                    known.append((number, at))
    return frozenset(
        number
        for number, own in enumerate(words)
        if _SHORTEST <= len(own) <= _LONGEST
        and _repeats(number, words, places[tuple(own[:_SHORTEST])], texts[number])
    )


def _repeats(number: int, words: list[list[str]], places: list[tuple[int, int]], text: str) -> bool:
    own = words[number]
    for other, at in places:
        longer = len(words[other]) > len(own) or (words[other] == own and other < number)
        if other == number or not longer:
            continue
        same = 0
        for mine, theirs in zip(own, words[other][at:], strict=False):
            if mine != theirs:
                break
            same += 1
        rest = len(own) - same
        if rest == 0 or (rest <= _SPEAKER and not re.search(r"[.!?]\W*$", text) and _ends_quotation(text, same)):
            return True
    return False


def _ends_quotation(text: str, count: int) -> bool:
    """Say whether the first ``count`` words of ``text`` end in a stop, a quotation mark or a dash."""
    matches = list(_WORD.finditer(text))
    return re.search(r"[.!?\"”’—–-]", text[matches[count - 1].end() : matches[count].start()]) is not None
