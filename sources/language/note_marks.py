"""Note marks: "2023[1]", "420¹", "a report [es]". They belong to the page, and no figure or sentence has them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources.language.lexicon import any_of
from sources.language.span import Span

UNITS_WITH_POWERS = frozenset(["m", "km", "cm", "mm", "dm", "ft", "mi", "in", "yd", "s", "μm", "nm"])
"""Units behind which a raised 2 or 3 is a power: "40 km²"."""

BRACKETED = r"\[(?:\^?\d{1,3}(?:\s?[,;–-]\s?\^?\d{1,3})*|\^[\w-]{1,20}|(?:note|nb) \d{1,3}|citation needed|sic)\]"
"""A note mark in brackets, as an encyclopedia, a paper or Markdown writes it."""

# "box[es]" keeps its letters: a blank is before such a tag. A translation may precede it: "[Workers' Party, pt]".
_LANGUAGE_TAG = rf"[ \u00a0]\[(?:[A-Z][^\[\]\n]{{1,80}}, )?(?i:{any_of('language_tags')})\](?![^\W_])"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_POWER_BEFORE = re.compile(r"(?:×|x|\*)\s?\d+$|(?<![\d.,])10$")
# A wiki writes the language of what was quoted as "((it))".
# A letter marks a note only behind a figure or a stop: "bridge[s]" adds to a word.
_MARK = re.compile(
    rf"[ \u00a0]?{BRACKETED}|{_LANGUAGE_TAG}|[ \u00a0]?\(\([a-z]{{2}}\)\)"
    rf"|(?<=[\d.,;:!?”\"’)])\[[a-z]\](?![^\W_])|(?<=[^\s(\[/+−-])[{_RAISED}]+"
)
# What every note mark has; few texts have any.
_POSSIBLE = re.compile(rf"[\[{_RAISED}]|\(\(")


def note_marks(text: str, within: Span) -> Iterator[Span]:
    """Yield where note marks stand in a stretch of a text, in order."""
    if _POSSIBLE.search(text, within.start, within.end) is None:
        return
    for match in _MARK.finditer(text, within.start, within.end):
        if match.group()[0] in _RAISED and is_power(text[max(0, match.start() - 12) : match.start()], match.group()):
            continue
        if match.group().endswith("]") and match.start() == within.start:
            continue  # "[1] Figures for 2013" is the note itself
        yield Span(match.start(), match.end())


def without_note_marks(text: str) -> str:
    """Return ``text`` with blanks in the place of note marks, so that offsets stay."""
    if _POSSIBLE.search(text) is None:
        return text
    letters = list(text)
    for mark in note_marks(text, Span(0, len(text))):
        letters[mark.start : mark.end] = " " * (mark.end - mark.start)
    return "".join(letters)


def is_power(before: str, raised: str) -> bool:
    """Whether a raised number is a power of what is written before it: "km²", "× 10⁶"."""
    word = re.search(r"[^\W\d_]+$", before)
    if word is not None:
        return word.group() in UNITS_WITH_POWERS and raised in {"2", "3", "²", "³"}
    return _POWER_BEFORE.search(before) is not None
