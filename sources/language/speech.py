"""Who says the words at some place of a text: by the words that carry them, else by the sentences before.

Rules over the text alone: a parser would have to read every source. What they do not see they leave open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sources.language.lexicon import any_of, words
from sources.language.names import is_named, name_words, names_nobody, ordered_name_words
from sources.language.paragraphs import sentences
from sources.language.quotations import outermost, quoted_spans, without_quotations
from sources.language.verbs_of_saying import SAYING

# How far around the words a speaker is looked for, in characters: a long paragraph of news on either side.
REACH = 1_200
_CARRIES = re.compile(
    rf"\b{SAYING}\b|\b[Aa]ccording to\b|\b[Ii]n the words of\b|\b[Ii]n (?:a|his|her|its|their) statement\b"
)
_AFTER = re.compile(
    rf"[\s,.;:!?”\"’'»)\]—–-]*(?:and |as )?(?:{SAYING}\b|according to\b|[^.!?\n“\"]{{0,90}}?\b{SAYING}\b)"
)
_PRONOUN = re.compile(r"\b(?:he|she|they|He|She|They|his|her|it|It)\b")
_CAPITAL = r"(?:[A-Z][\w’'.-]*[\w])"
_NAME = re.compile(rf"{_CAPITAL}(?:\s+(?:{any_of('more_particles_of_names')}\s+){{0,2}}{_CAPITAL})*")
_LABEL = re.compile(rf"(?:^|\n)\s*({_CAPITAL}(?:\s+{_CAPITAL}){{0,3}})\s*:\s*$")
_NOT_NAMES = words("capitalised_beginnings")


@dataclass(frozen=True, slots=True)
class Said:
    """Who says some words.

    Attributes:
        speakers: Names, the likeliest first; empty where the text does not say.
        carried: Whether words of saying stand with them ("said Ada Holm"); otherwise the names are those of the
            sentence before, which is a guess.
    """

    speakers: tuple[str, ...]
    carried: bool


def said_by(text: str, start: int, end: int) -> Said:
    """Return who says ``text[start:end]``, as far as the text around it tells."""
    first = max(0, start - REACH)
    boundary = text.find("\n\n", first, start)
    first = first if first == 0 or boundary < 0 else boundary
    window = text[first : end + REACH]
    spans = outermost(quoted_spans(window))
    start, end = start - first, end - first
    inside = next((at for at, span in enumerate(spans) if span[0] <= end - 1 and start < span[1]), None)
    if inside is None:
        return _in_report(window, start, end)
    for names in _carriers(window, spans, inside):
        if names is not None:
            return Said(names, carried=True)
    return Said(_last_named(window, spans[inside][0]) or (), carried=False)


def same_speaker(one: str, other: str) -> bool:
    """Tell whether two names may be the same speaker's: the same name, or one that is part of the other."""
    ours, theirs = name_words(one), name_words(other)
    return is_named(one, other) or bool(ours and theirs and (ours <= theirs or theirs <= ours))


def reports_of(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of ``text`` that say what ``name`` said: sentences, and quotations of theirs."""
    if names_nobody(name) or not name_words(name):
        return
    for start, end in outermost(quoted_spans(text)):
        said = said_by(text, start, end)
        if said.carried and any(_short_for(name, speaker) for speaker in said.speakers):
            yield start, end
    for start, end in sentences(text):
        words = without_quotations(text[start:end])
        if _CARRIES.search(words) and any(_short_for(name, found) for found in _names(words)):
            yield start, end


def _short_for(one: str, other: str) -> bool:
    """Tell whether two names are the same speaker's, a short one beginning the long one or ending as it does.

    "Ada Holm" is short for "Ada Marie Holm"; "China" is not short for the South China Morning Post.
    """
    if not same_speaker(one, other) or is_named(one, other):
        return same_speaker(one, other)
    short, long = sorted((ordered_name_words(one), ordered_name_words(other)), key=len)
    return short[-1] == long[-1] or long[: len(short)] == short


def _carriers(window: str, spans: tuple[tuple[int, int], ...], inside: int) -> Iterator[tuple[str, ...] | None]:
    """Yield who says a quotation: by what follows, by what precedes, by the quotations before in the paragraph."""
    yield _behind(window, spans, inside)
    yield _before(window, spans, inside)
    # "..., said Ada Holm. “...": a quotation goes on until somebody else is named.
    at = inside
    while at and "\n\n" not in window[spans[at - 1][1] : spans[at][0]]:
        at -= 1
        yield _behind(window, spans, at)
        yield _before(window, spans, at)


def _behind(window: str, spans: tuple[tuple[int, int], ...], at: int) -> tuple[str, ...] | None:
    end = spans[at][1] + 1
    stop = spans[at + 1][0] - 1 if at + 1 < len(spans) else len(window)
    following = window[end : min(stop, end + 240)]
    # Where the quotation ended its sentence without a comma, what follows is a sentence of its own.
    closed = window[end - 2 : end - 1]
    carried = _AFTER.match(following)
    if carried is None or (closed == "." and re.match(r"\s*\n", following)):
        return None
    if closed == "." and re.match(r"\s+(?:The|A|In|But|And|On|At)\b", following):
        return None
    clause = following[: _clause_end(following, carried.end())]
    # "..., added Ada Holm" has the name behind the verb, "..., Ada Holm added to Ben Cole" before it.
    verb = next((one for one in re.finditer(rf"\b(?:{SAYING}|according to)\b", clause)), None)
    subject = clause[: verb.start()] if verb else ""
    return _resolved(window, spans[at][0], subject if re.search(r"\w", subject) else clause)


def _before(window: str, spans: tuple[tuple[int, int], ...], at: int) -> tuple[str, ...] | None:
    start = spans[at][0] - 1
    since = spans[at - 1][1] + 1 if at else 0
    label = _LABEL.search(window[max(since, start - 80) : start])
    if label:
        return (label.group(1),)
    before = window[max(since, start - 300) : start]
    places = sentences(before)
    if not places:
        return None
    clause = before[places[-1][0] :]
    if re.search(r"[.!?][”\"’']?\s*$", clause):
        return None
    verbs = list(_CARRIES.finditer(clause))
    if not verbs:
        return None
    verb = verbs[-1]
    if verb.group().lower().startswith(("according", "in the")):
        return _resolved(window, spans[at][0], clause[verb.end() :] or clause)
    return _resolved(window, spans[at][0], clause[: verb.start()])


def _in_report(window: str, start: int, end: int) -> Said:
    """Return whose report the words are that stand between no marks: "Ada Holm said that the pier was closed"."""
    for first, last in sentences(window):
        if first <= start < last:
            rest = window[first:start] + " ¶ " + window[min(end, last) : last]
            verb = _CARRIES.search(rest)
            if verb is None:
                return Said((), carried=False)
            if verb.group().lower().startswith("according"):
                names = _resolved(window, first, rest[verb.end() :])
            else:
                names = _resolved(window, first, rest[: verb.start()].replace("¶", "")) or _resolved(
                    window, first, rest[verb.end() :][:120]
                )
            return Said(names, carried=True)
    return Said((), carried=False)


def _resolved(window: str, at: int, clause: str) -> tuple[str, ...]:
    """Return the names of a clause; for a pronoun, those of the sentence before that has any."""
    names = _names(clause)
    if names:
        return names
    return _last_named(window, at) or () if _PRONOUN.search(clause) else _described(clause)


def _described(clause: str) -> tuple[str, ...]:
    """Return somebody who is only described: "a spokesman", "the mayor"."""
    found = re.search(r"\b((?:a|an|the|one|The|A|One) (?:[a-z-]+ ){0,3}?[a-z-]+)\b", clause)
    return (found.group(1),) if found else ()


def _last_named(window: str, at: int) -> tuple[str, ...] | None:
    """Return the people of the nearest sentence before that names any; None where there is none."""
    before = without_quotations(window[:at])
    for start, end in reversed(sentences(before)):
        names = _names(before[start:end])
        people = tuple(name for name in names if _is_person(name))
        if people or names:
            return people or names
    return None


def _names(words: str) -> tuple[str, ...]:
    """Return the names in some words, people before bodies, each once."""
    found: list[str] = []
    for match in _NAME.finditer(words):
        parts = match.group().split()
        while parts and parts[0].lower().rstrip(".") in _NOT_NAMES:
            parts = parts[1:]
        name = re.sub(r"[’']s?$", "", " ".join(parts)).strip(" .,")
        if name and name_words(name):
            found.append(name)
    return tuple(sorted(dict.fromkeys(found), key=lambda name: not _is_person(name)))


def _is_person(name: str) -> bool:
    return 1 < len(name.split()) <= 4 and not re.search(r"\b(?:of|for|and|the)\b", name) and not names_nobody(name)


def _clause_end(words: str, after: int) -> int:
    stop = re.search(r"[.!?](?=\s|$)(?<!\b[A-Z]\.)(?<!Mr\.)(?<!Ms\.)(?<!Dr\.)(?<!Mrs\.)|[“\"\n]", words[after:])
    return after + stop.start() if stop else len(words)
