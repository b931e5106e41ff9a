"""The word lists that all rules share: data files beside this module, one loader.

A file holds sections. ``[name]`` opens a list of blank-separated words, ``[name: lines]`` a list with an entry a line
that an indented line continues; ``#`` begins a comment. Before its words a list may say what it is to other lists:

- ``@with other ...``: it has all words of those lists too, so that a word is written down once;
- ``@kind thing``: lists of one kind share no word that both write down;
- ``@within other``: it has no word that ``other`` lacks.

Words are lemmas in lower case unless the section says otherwise. The tests hold the three promises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_HEAD = re.compile(r"\[([a-z_]+)(: lines)?\]")
_QUOTED = re.compile(r'"( .*|.* )"')


@dataclass(frozen=True, slots=True)
class Section:
    """A list as its file writes it.

    Attributes:
        file: Name of its file without ending.
        entries: What it writes down itself: its words, or its lines.
        by_line: Whether an entry is a line.
        bases: The lists that it includes.
        kind: What its words are; lists of one kind write no word down twice. Empty where nothing is promised.
        within: The list that has all its words; empty where nothing is promised.
    """

    file: str
    entries: tuple[str, ...]
    by_line: bool
    bases: tuple[str, ...] = ()
    kind: str = ""
    within: str = ""


@cache
def sections() -> dict[str, Section]:
    """Return every list by its name.

    Raises:
        ValueError: If a file is not written as this module says, or a name stands twice.
    """
    found: dict[str, Section] = {}
    for path in sorted(_FOLDER.glob("*.txt")):
        for name, section in _read(path.stem, path.read_text(encoding="utf-8")):
            if name in found:
                raise ValueError(f"The list {name} stands in {found[name].file}.txt and in {path.name}.")
            found[name] = section
    return found


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of a list and of those it includes.

    Raises:
        KeyError: If no file has a list of that name.
    """
    section = sections()[name]
    if section.by_line:
        raise ValueError(f"The list {name} has an entry a line: read it with lines.")
    return frozenset(section.entries).union(*(words(base) for base in section.bases))


@cache
def lines(name: str) -> tuple[str, ...]:
    """Return the entries of a list that has one a line, in their order.

    Raises:
        KeyError: If no file has a list of that name.
    """
    section = sections()[name]
    if not section.by_line:
        raise ValueError(f"The list {name} is blank-separated: read it with words.")
    return section.entries


@cache
def groups(name: str) -> dict[str, frozenset[str]]:
    """Return a list whose lines are ``label: word word ...`` as the words of each label."""
    labelled = (line.partition(":") for line in lines(name))
    return {label.strip(): frozenset(listed.split()) for label, _, listed in labelled}


def any_of(name: str) -> str:
    """Return a pattern for any entry of a list, the longest first."""
    entries = lines(name) if sections()[name].by_line else words(name)
    return (
        "(?:" + "|".join(re.escape(entry) for entry in sorted(entries, key=lambda entry: (-len(entry), entry))) + ")"
    )


def _read(file: str, text: str) -> list[tuple[str, Section]]:
    """Return the sections of one file in their order."""
    found: list[tuple[str, Section]] = []
    blocks: list[tuple[str, bool, list[str]]] = []
    for line in text.splitlines():
        head = _HEAD.fullmatch(line)
        if head is not None:
            blocks.append((head[1], head[2] is not None, []))
        elif line.strip() and not line.startswith("#"):
            if not blocks:
                raise ValueError(f"{file}.txt has words before its first list: {line}")
            blocks[-1][2].append(line)
    for name, by_line, body in blocks:
        promises = dict(line[1:].split(maxsplit=1) for line in body if line.startswith("@"))
        listed = [line for line in body if not line.startswith("@")]
        found.append(
            (
                name,
                Section(
                    file,
                    tuple(_entries(listed) if by_line else " ".join(listed).split()),
                    by_line,
                    tuple(promises.get("with", "").split()),
                    promises.get("kind", ""),
                    promises.get("within", ""),
                ),
            )
        )
    return found


def _entries(listed: list[str]) -> list[str]:
    """Return lines, continued ones joined; quotation marks keep the blanks at an entry's ends."""
    joined: list[str] = []
    for line in listed:
        if line[0].isspace() and joined:
            joined[-1] += " " + line.strip()
        else:
            joined.append(line.rstrip())
    return [line[1:-1] if _QUOTED.fullmatch(line) else line for line in joined]


SAY = words("say_verbs")
ANSWER = words("answer_verbs")
CALL = words("call_verbs")
COURTS = words("courts")
HOLD = words("hold_verbs")
THINK = words("think_verbs")
PEELED_HEDGES = words("peeled_hedges")
KEPT_HEDGES = words("kept_hedges")
CONNECTIVES = words("connectives")
SEPARATING = words("separating_conjunctions")
LOOSE = words("loose_conjunctions")
COLLECTIVE = words("reciprocal_verbs")
JOINT_PREPOSITIONS = words("joint_prepositions")
RESULT = words("result_verbs")
HONORIFICS = words("honorifics") | {f"{word}." for word in words("honorifics")}
ROLES = words("roles")
OFFICES = words("offices")
SINGLING = words("singling_words")
CHILD = words("child_words")
PARENTS = words("parents_words")
FEMALE = words("female_words")
MALE = words("male_words")
FEMALE_NAMES = words("female_names")
MALE_NAMES = words("male_names")
GIVEN_NAMES = FEMALE_NAMES | MALE_NAMES
COUNTRIES = words("countries_words")
PEOPLE = words("people_nouns")
PEOPLE_IN_POWER = words("people_in_power")
ADVICE = words("advice_verbs")
OPINION = words("opinion_words")
COLLECTIVE_NOUNS = words("collective_nouns")
DOCUMENTS = words("documents")
PLACES = words("place_nouns")
IT_IS = words("it_is_adjectives")
ORGANISATIONS = words("organisation_roles")
MODALS = words("modals")
TRANSITIVE = words("transitive_verbs")
SETTING = words("setting_verbs")
INSTITUTIONS = words("institution_endings")
PRONOUNS = words("pronouns")
QUANTIFIERS = words("pronominal_quantifiers")
DEMONSTRATIVES = words("demonstratives")

CREDENTIAL_PATTERN = r"[A-Z][A-Za-z]{0,2}\.?[A-Z]{1,3}\.?|Jr\.?|Sr\.?|[IVX]{2,4}"
"""Letters behind a name: "KC", "PhD", "Jr."."""
