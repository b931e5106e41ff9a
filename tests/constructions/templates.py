"""Sentences by the thousand: templates and fillers from data files, filled by a seeded draw.

A template is a sentence with places for fillers, and what claims must, may and must not say of it:

    [[template]]
    name = "not over two participles"
    text = "{act.obj} was not {act.part} and {act2.part}."
    must = ["<all>"]
    may = []
    must_not = ["{act.obj} was {act2.part}"]

`{act}` draws a row of the filler `act`, and `{act.part}` takes one of its fields. `{act2}` draws another row of the
same filler; `{Act.obj}` begins with a capital. The expectations have the same places, and `tests.constructions.judge`
says how they are read.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.constructions.judge import Expectation, expectation

HERE = Path(__file__).parent
SEED = 20_240_503
SENTENCES_OF_A_TEMPLATE = 26
# What the test command splits: about 350 sentences, some seconds.
SAMPLE_OF_A_TEMPLATE = 2
# Draws that may repeat a sentence before a template counts as exhausted.
_DRAWS = 40

_PLACE = re.compile(r"\{([A-Za-z_]+)(\d?)(?:\.([a-z]+))?\}")
# A sentence that begins with a place begins with a capital, behind an opening quotation mark too.
_BEGINS_WITH_A_PLACE = re.compile(r"[“‘\"']*\{")

Row = dict[str, str]
Fillers = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence with places for fillers.

    Attributes:
        construction: The name of its file, in words.
        must: Each is said by a claim.
        may: Claims that are right too.
        must_not: Claims that say something else than the sentence.
    """

    construction: str
    name: str
    text: str
    must: tuple[str, ...]
    may: tuple[str, ...]
    must_not: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A template with its fillers, and the expectations with the same fillers."""

    template: Template
    text: str
    must: tuple[Expectation, ...]
    may: tuple[Expectation, ...]
    must_not: tuple[Expectation, ...]


def fillers() -> Fillers:
    """Return the rows of each filler; a bare word is a row whose only field is the word itself."""
    with (HERE / "fillers.toml").open("rb") as file:
        held = tomllib.load(file)
    return {name: [row if isinstance(row, dict) else {"": row} for row in rows] for name, rows in held.items()}


def templates() -> list[Template]:
    """Return all templates, by file and place in the file."""
    found = []
    for path in sorted((HERE / "templates").glob("*.toml")):
        with path.open("rb") as file:
            held = tomllib.load(file)
        construction = path.stem.replace("_", " ")
        found += [
            Template(
                construction,
                name=entry["name"],
                text=entry["text"],
                must=tuple(entry["must"]),
                may=tuple(entry.get("may", ())),
                must_not=tuple(entry["must_not"]),
            )
            for entry in held["template"]
        ]
    return found


def sentences_of(template: Template, rows: Fillers, most: int = SENTENCES_OF_A_TEMPLATE) -> list[Sentence]:
    """Return up to ``most`` different sentences of a template, the same at every call."""
    draw = random.Random(f"{SEED} {template.construction} {template.name}")
    found: dict[str, Sentence] = {}
    for _ in range(most * _DRAWS):
        chosen = _drawn(template, rows, draw)
        text = _text(template, chosen)
        if text not in found:
            found[text] = _sentence(template, text, chosen)
        if len(found) == most:
            break
    return list(found.values())


def all_sentences(most: int = SENTENCES_OF_A_TEMPLATE) -> Iterator[Sentence]:
    """Yield up to ``most`` sentences of each template; fewer are the first of the many."""
    rows = fillers()
    for template in templates():
        yield from sentences_of(template, rows, most)


def _drawn(template: Template, rows: Fillers, draw: random.Random) -> dict[str, Row]:
    """Draw a row for each place; two places of one filler get different rows."""
    chosen: dict[str, Row] = {}
    taken: dict[str, list[Row]] = {}
    for place, number, _ in dict.fromkeys(_PLACE.findall(template.text)):
        name = place.lower()
        if name + number in chosen:
            continue
        row = draw.choice([row for row in rows[name] if row not in taken.get(name, [])])
        taken.setdefault(name, []).append(row)
        chosen[name + number] = row
    return chosen


def _fill(text: str, chosen: dict[str, Row]) -> str:
    def filler(place: re.Match[str]) -> str:
        word = chosen[place[1].lower() + place[2]][place[3] or ""]
        return word[0].upper() + word[1:] if place[1][0].isupper() else word

    return _PLACE.sub(filler, text)


def _text(template: Template, chosen: dict[str, Row]) -> str:
    text = _fill(template.text, chosen)
    if _BEGINS_WITH_A_PLACE.match(template.text):
        return re.sub(r"\w", lambda first: first[0].upper(), text, count=1)
    return text


def _sentence(template: Template, text: str, chosen: dict[str, Row]) -> Sentence:
    def expected(lines: tuple[str, ...]) -> tuple[Expectation, ...]:
        return tuple(expectation(_fill(line, chosen), text) for line in lines)

    return Sentence(template, text, expected(template.must), expected(template.may), expected(template.must_not))
