"""Credit lines: the words by which a page says that its report is another's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sources.origins import outlet_names

_NAME = r"(?:[Tt]he )?[A-Z][\w&.’'-]*(?: (?:(?:of|for|in) )?[A-Z][\w&.’'-]*){0,4}"
_NAMES = rf"{_NAME}(?:(?:, (?:and )?| and ){_NAME}){{0,3}}"
_PICTURE = re.compile(r"\b(?:photo|photograph|image|picture|video|graphic)", re.IGNORECASE)
_DASH = r"(?:-{1,2}|[–—])"


@dataclass(frozen=True, slots=True)
class Credit:
    """One outlet that a page credits.

    Attributes:
        name: As printed, "Reuters".
        words: The words that say so, "(Reuters) -".
        whole: Whether the report is theirs; otherwise only something in it is.
    """

    name: str
    words: str
    whole: bool


@dataclass(frozen=True, slots=True)
class _Rule:
    """One form of credit line.

    Attributes:
        triggers: One of these stands in a text that has the line, in lower case; empty for any text.
        line: The line, with the group ``names``.
        whole: As of `Credit`.
        agencies: Only a known agency is meant; otherwise any outlet.
    """

    triggers: tuple[str, ...]
    line: re.Pattern[str]
    whole: bool = True
    agencies: bool = False


_GIVEN = (
    r"(?:[Ww]ith (?:files|(?:additional )?reporting|material|information|input)|[Aa]dditional (?:reporting|material))"
)
_AGAIN = r"(?:[Rr]epublished|[Rr]eprinted|[Ss]yndicated)"
_LEAVE = r"(?:from|by|with (?:the )?(?:kind )?permission (?:of|from))"
_RULES = (
    # QUELLHAVEN, May 13 (Northgate Wire) -
    _Rule((") -", ") –", ") —"), re.compile(rf"^[^\n()]{{0,60}}\((?P<names>{_NAMES})\) ?{_DASH}", re.MULTILINE)),
    # PARIS (AFP) Rescue workers ...
    _Rule(("(",), re.compile(rf"^[A-Z][A-Z .,’'-]{{2,40}},? \((?P<names>{_NAME})\)", re.MULTILINE), agencies=True),
    # PARIS, AFP -
    _Rule((), re.compile(rf"^[A-Z][A-Z ’'-]{{2,40}}, (?P<names>{_NAME}) {_DASH} ", re.MULTILINE), agencies=True),
    # a dash and an agency at the end of a line
    _Rule((), re.compile(rf"(?:^|[.!?”\"] ?){_DASH} ?(?P<names>{_NAME})\s*$", re.MULTILINE), agencies=True),
    # the same in brackets
    _Rule(("(",), re.compile(rf"[.!?”\"] \((?P<names>{_NAME})\)\s*$", re.MULTILINE), agencies=True),
    _Rule(("by ",), re.compile(rf"^(?:By|BY) (?P<names>{_NAME}(?: and agencies)?)\s*$", re.MULTILINE)),
    _Rule((), re.compile(rf"^(?P<names>{_NAME})\s*$", re.MULTILINE), agencies=True),
    _Rule(("via ",), re.compile(rf"(?:^|[(,|] ?)[Vv]ia (?P<names>{_NAME})\)?\.?\s*$", re.MULTILINE)),
    _Rule(("source",), re.compile(rf"^\(?Source: (?P<names>{_NAME})\)?\.?\s*$", re.MULTILINE)),
    _Rule(
        ("first ", "originally "),
        re.compile(rf"(?:[Ff]irst|[Oo]riginally) (?:published|appeared) (?:by|in|on|at) (?P<names>{_NAME})"),
    ),
    _Rule(("republished", "reprinted", "syndicated"), re.compile(rf"{_AGAIN} (?:here )?{_LEAVE} (?P<names>{_NAME})")),
    _Rule((" for ",), re.compile(rf"written by [^\n.]{{3,80}} for (?P<names>{_NAME})")),
    _Rule(
        ("©", "(c)", "copyright"),
        re.compile(rf"(?:©|\(c\)|[Cc]opyright)(?: ©)? ?(?:\d{{4}} )?(?P<names>{_NAME})"),
        agencies=True,
    ),
    _Rule((" from ", " by "), re.compile(rf"{_GIVEN} (?:from|by) (?P<names>{_NAMES})"), whole=False),
    _Rule(
        ("contributed to",),
        re.compile(rf"(?P<names>{_NAMES}) contributed to th(?:is|e) (?:report|story|article)"),
        whole=False,
    ),
)


def credits_of(text: str, *, author: str = "", publisher: str = "") -> tuple[Credit, ...]:
    """Return the outlets that a page credits, each once, those of the whole report first; never its own publisher.

    An author line that is an outlet's name counts as a credit.
    """
    found: dict[str, Credit] = {}
    for credit in sorted(_found(text, author), key=lambda found: not found.whole):
        if not outlet_names.same(credit.name, publisher):
            found.setdefault(outlet_names.key(credit.name), credit)
    return tuple(found.values())


def _found(text: str, author: str) -> Iterator[Credit]:
    if author and outlet_names.is_outlet(author):
        yield Credit(outlet_names.full(author), author, whole=True)
    plain = text.lower()
    for rule in _RULES:
        if rule.triggers and not any(trigger in plain for trigger in rule.triggers):
            continue
        for line in rule.line.finditer(text):
            if _PICTURE.search(text, text.rfind("\n", 0, line.start()) + 1, line.end()):
                continue
            for name in re.split(r", (?:and )?| and ", line["names"]):
                printed = name.rstrip(".’'")
                if outlet_names.is_agency(printed) if rule.agencies else outlet_names.is_outlet(printed):
                    words = " ".join(line.group().split()).lstrip(".!?,| ")
                    words = words if ")" in words else words.lstrip("( ")
                    yield Credit(outlet_names.full(printed), words, rule.whole)
