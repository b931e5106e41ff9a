"""Who speaks by the first words of a text: "We, the ministers of Norway", "I, Ana Ruiz, swear", "My name is Fa"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sources.language import lexicon
from sources.language.quotations import without_quotations

_OPENING = re.compile(r"(?P<we>We|I),? (?P<who>(?:the undersigned|the (?=[\w’'-])|(?=[A-Z]))[^.;:!?“”\"()\n]{2,300})")
# Behind the comma that ends the name a small letter begins; a list of names goes on with "and", "of" or a capital.
_COMMA = re.compile(r",\s+(?!(?:and|or|of|as well as|the [A-Z]|[A-Z])\b|[A-Z])")
_PERSON = re.compile(r"[A-Z][\w'’-]+(?: [A-Z]\.)?(?: (?:de|van|von|bin|al|la))?(?: [A-Z][\w'’-]+){1,2}")
# "Hello, my name is Fa and I speak for the students": a full name or, behind "my name is", a single one.
_INTRODUCED = re.compile(
    rf"(?:^|[,.!] )(?:[Mm]y name is (?P<called>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){{0,2}})"
    rf"|(?:I am|I['’]m) (?P<who>{_PERSON.pattern}))(?=[,.]| and |$)"
)
_FIRST_WORDS = 200  # characters in which somebody gives their name
_JOINED = re.compile(r",? and |, ")
_UNDERSIGNED = "the undersigned"
_LONGEST = 40  # words between the commas
_NO_PERSON = lexicon.ORGANISATIONS | lexicon.INSTITUTIONS | lexicon.words("label_topics")


@dataclass(frozen=True, slots=True)
class SelfNamed:
    """Who speaks a text by its own first words.

    Attributes:
        names: The people, or the group as the text calls it: "the ministers of Norway and Peru".
        cue: "We" or "I"; "name" of "my name is".
    """

    names: tuple[str, ...]
    cue: str


def self_named(paragraph: str) -> SelfNamed | None:
    """Return who says in the first words of a paragraph that they speak; None where no name is sure.

    "We, the voters, pay for it" names nobody: a group needs a name of its own or the word "undersigned".
    """
    match = _OPENING.match(paragraph.lstrip())
    introduced = _INTRODUCED.search(without_quotations(paragraph.strip()[:_FIRST_WORDS]))
    name = (introduced["called"] or introduced["who"]) if introduced is not None else ""
    if introduced is not None and name and not set(name.lower().split()) & _NO_PERSON:
        return SelfNamed((name,), "name" if introduced["called"] else "I")
    if match is None:
        return None
    named, *rest = _COMMA.split(match["who"], maxsplit=1)
    who = named.strip()
    if not rest or len(who.split()) > _LONGEST:
        return None
    if match["we"] == "I":
        person = _PERSON.match(who)
        return SelfNamed((person.group(),), "I") if person is not None and _is_end(who, person.end()) else None
    people = _JOINED.split(who)
    if all(_PERSON.fullmatch(name) and not set(name.lower().split()) & _NO_PERSON for name in people):
        return SelfNamed(tuple(people), "We") if len(people) > 1 else None
    if not who.startswith("the ") or (not who.startswith(_UNDERSIGNED) and not re.search(r"[A-Z]", who)):
        return None
    return SelfNamed((who,), "We")


def _is_end(words: str, end: int) -> bool:
    """Whether a name ends with the words, or at a comma."""
    return words[end : end + 1] in {"", ","}
