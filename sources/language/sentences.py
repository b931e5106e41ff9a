"""Sentences of news text, with offsets.

A regular expression finds the places where a sentence may end; abbreviations, initials, times of day and
reporting clauses after a quotation then veto the wrong ones. Everything between two boundaries is kept:
joined with the white space between them, the sentences give the text back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sources.language.lexicon import any_of, words
from sources.language.note_marks import BRACKETED
from sources.language.span import Span
from sources.language.verbs_of_saying import CARRYING

_LEANING = words("leaning_abbreviations")
_TRAILING = words("trailing_abbreviations")
_MONTHS = words("abbreviated_days_and_months")
_STARTERS = words("sentence_starters")
_PLURAL_NAMES = words("plurals_of_names")
_PLURAL = re.compile(r"([A-Z][a-z]+s) [a-z]")
_CLOCK = frozenset(["a.m", "p.m"])
_BEHIND_A_CLOCK = words("words_behind_a_clock") | _MONTHS
_CARRIER = re.compile(rf"(?:(?:[A-Z][\w.'’-]*|[a-z]+)[ ,]+){{0,6}}?{CARRYING}\b")

# "“...” – Rosa Wells": who said it ends the sentence of the quotation.
_SIGNED = re.compile(r"(?:--?|[–—])\s*[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4}(?:,|\s*$)")
_GOES_ON = re.compile(rf" {any_of('words_that_carry_a_sentence_on')}\b")

# A stop with its closing marks, then a blank or a forgotten one; or a CJK stop, after which no blank is written.
_END = re.compile(
    r"(?<![.!?…])(?:\.(?:\s\.)+|[.!?…]++)(?:[\"”“’')\]]++)?"
    rf"(?:(?:{BRACKETED})+|[⁰¹²³⁴-⁹]+)?(?=\s|$|[A-Z•⁃])|[。！？]++[”’」』）]*+"
)
_NOTES = re.compile(rf"(?:{BRACKETED}|[⁰¹²³⁴-⁹])+$")
_ITEM_LINE = r"\r?\n(?=\s*(?:[-*•⁃]\s|\(?(?:\d{1,3}|[a-z]|[ivx]{2,4})[.)]\s))"
_PARAGRAPH = re.compile(rf"[ \t]*(?:\r?\n[ \t]*){{2,}}|{_ITEM_LINE}")
_WRAP = re.compile(
    rf"(?<![\r\n])(?!{_ITEM_LINE})(?:\r\n|\r|\n)(?![ \t]*[\r\n])|[\t\v\f\u00a0\u2000-\u200a\u202f\u205f\u3000]"
)
_NEXT_WORD = re.compile(r"[\"“‘'«(\[]*(\w[\w.'’-]*)")
_LIST_ITEM = re.compile(r"(?<=\s)(?=[•⁃]\s?\w)|(?<=\s)(?=\d{1,2}\.?\)\s+[A-Z])|(?<=\s)(?=\([a-z]\)\s+[A-Z])")
# "1. Doors open 2. Doors close": a number counts as an item where the text begins with the one before it.
_FIRST_ITEM = re.compile(r"\s*(1|a)[.)]\s")
_NEXT_ITEM = re.compile(r"(?<=\s)(\d{1,2}|[b-z])[.)]\s")
_MARKER = re.compile(r"[•⁃]?\s?\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]{1,2}$")

# "…the end.Another began", "…on Tuesday.Mr. Elm came"; not "press@harbour.Example.org".
_FORGOTTEN_BLANK = re.compile(r"[A-Z][a-z]*(?![\w@/.])|(?:Mrs?|Ms|Dr)\.\s")
# Longest stretch that is parsed in one piece, in characters; longer ones are cut at a blank before it.
LONGEST_SENTENCE = 1_500


def sentence_spans(text: str, within: Span | None = None) -> list[Span]:
    """Return the sentences of ``text`` in order, white space between them left out.

    Sentences inside a quotation count on their own; a quotation and the words that say who spoke stay together.

    Args:
        text: Any text.
        within: The stretch to cut; all of ``text`` when None.
    """
    within = within or Span(0, len(text))
    spans: list[Span] = []
    start = within.start
    for match in _PARAGRAPH.finditer(text, within.start, within.end):
        spans.extend(sentences_in(text, start, match.start()))
        start = match.end()
    spans.extend(sentences_in(text, start, within.end))
    return [piece for span in spans for piece in _bounded(text, span)]


@lru_cache(maxsize=4)
def unwrapped(text: str) -> str:
    """Return ``text`` with a blank for every white-space character that ends no paragraph, so that offsets stay.

    Line ends before the entries of a list stay too. In hard-wrapped text a line end says nothing.
    """
    return _WRAP.sub(lambda match: " " * len(match.group()), text)


def sentences_in(text: str, start: int, end: int) -> list[Span]:
    """Return the sentences between two offsets, however long they are, line ends taken for blanks."""
    places: list[tuple[int, re.Match[str] | None]] = [(m.end(), m) for m in _END.finditer(text, start, end)]
    places += [(place, None) for place in _items(text, start, end)]
    spans = []
    for cut, match in sorted(places, key=lambda place: place[0]):
        if match is not None and not _ends_sentence(text, match, start, end):
            continue
        piece = _trimmed(text, start, cut)
        if piece is None or _MARKER.fullmatch(text, piece.start, piece.end):
            continue
        spans.append(piece)
        start = cut
    last = _trimmed(text, start, end)
    return [*spans, last] if last is not None else spans


def _items(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where the items of a list begin: marked by bullets, brackets, or numbers or letters that count on."""
    if text.find("•", start, end) >= 0 or text.find("⁃", start, end) >= 0 or text.find(")", start, end) >= 0:
        for item in _LIST_ITEM.finditer(text, start, end):
            yield item.start()
    first = _FIRST_ITEM.match(text, start, end)
    if first is None:
        return
    expected = first[1]
    for item in _NEXT_ITEM.finditer(text, first.end(), end):
        expected_next = str(int(expected) + 1) if expected.isdigit() else chr(ord(expected) + 1)
        if item[1] == expected_next:
            expected = expected_next
            yield item.start()


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else None


def _ends_sentence(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether the stop found by ``match`` ends a sentence: one question after the other, the surest first."""
    after = text[match.end() : min(end, match.end() + 80)]
    marks = _NOTES.sub("", match.group())
    following = after.lstrip()
    if not following or marks[0] in "。！？":
        return True
    glued = not after[0].isspace()
    first = _NEXT_WORD.match(following)
    word = first.group(1) if first else ""
    before = text[max(start, match.start() - 30) : match.start()].split()
    last = before[-1].lstrip("\"“‘'([") if before and not text[match.start() - 1].isspace() else ""
    closed = len(marks) > 1 and marks[-1] in "\"”“’')]"
    if glued:
        # "…the end.Another began": a blank was forgotten, unless this is an address or an abbreviation.
        return marks == "." and bool(_FORGOTTEN_BLANK.match(after)) and last.isascii() and _plain_word(last)
    if word and word[0].islower() and not (first and following[0] in '"“•'):
        return False
    if closed and marks[-1] != ")" and _CARRIER.match(following) and not re.match(r"[\"“]", following):
        return not _reports(following, marks[0])
    if following[0] in ",;:)-–—" and (not closed or _SIGNED.match(following)):
        return False
    if marks.rstrip("\"”“’')]") != ".":
        return True
    if last == "X" and len(before) > 1 and before[-2].lower() in {"on", "via"}:
        return True  # "wrote on X. Ben Cole": a network, no initial
    closed_phrase = len(before) > 1 and before[-2].lower() in {"the", "a", "an"}  # "in the U.K.", "a Ph.D."
    return closed or _not_abbreviated(last.lower(), last, word, following, closed_phrase=closed_phrase)


def _plain_word(word: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z]{2,}|[\d,]+", word)) and word.lower() not in _LEANING


def _reports(following: str, stop: str) -> bool:
    """Whether the words after a closed quotation say who spoke ("John asked."), rather than begin a sentence."""
    match = _CARRIER.match(following)
    if match is None:
        return False
    said = match.group().replace(",", "").split()
    if stop == "." and _GOES_ON.match(following, match.end()):
        return False  # '"... money." She added that ...': before "she said" alone there would be a comma
    return len(said) <= 3 and said[0].lower() not in _STARTERS - {"he", "she", "they", "i"}


def _not_abbreviated(lowered: str, last: str, word: str, following: str, *, closed_phrase: bool) -> bool:
    if lowered in _LEANING or (lowered in _MONTHS and following[0].isdigit()):
        return False
    if lowered in {"no", "p", "pp", "art", "sec", "fig"} and following[0].isdigit():
        return False
    if re.fullmatch(r"[A-Z]", last):  # an initial: "J. Doe", but "you and I. Did you"
        return last == "I" and word.lower() in _STARTERS
    if lowered in _CLOCK and word[:1].isupper():
        return word.lower() not in _BEHIND_A_CLOCK  # "at 5 p.m. Mr. Reed left", but "at 5 p.m. GMT"
    if lowered in _TRAILING - {"no", "p", "med"} or re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", last):
        return word.lower() in _STARTERS or following[0] in '"“•' or (closed_phrase and _is_plain_plural(following))
    return True


def _is_plain_plural(following: str) -> bool:
    """Whether a sentence begins with a noun that is no name: "Sales rose", but not "Marines landed"."""
    match = _PLURAL.match(following)
    return match is not None and match[1].lower() not in _PLURAL_NAMES and not match[1].endswith("ss")


def _bounded(text: str, span: Span) -> list[Span]:
    """Cut a sentence beyond `LONGEST_SENTENCE` at blanks, so that the parser's time and memory stay bounded."""
    pieces = []
    start = span.start
    while span.end - start > LONGEST_SENTENCE:
        window = text[start : start + LONGEST_SENTENCE]
        cut = max(window.rfind("; "), window.rfind(", "), window.rfind("\n"))
        if cut < LONGEST_SENTENCE // 2:
            cut = window.rfind(" ")
        if cut <= 0:
            cut = LONGEST_SENTENCE - 1
        piece = _trimmed(text, start, start + cut + 1)
        if piece is not None:
            pieces.append(piece)
        start += cut + 1
    last = _trimmed(text, start, span.end)
    if last is not None:
        pieces.append(last)
    return pieces
