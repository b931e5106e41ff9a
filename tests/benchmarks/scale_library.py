"""An invented library with words in it, for `tests.benchmarks.scale`: outlets, credit lines, quotations and copies.

Words are invented and follow Zipf's law. A wire has a tenth of the sources and two hundred papers share the rest,
every fiftieth source is a copy of one of the wire's with some words changed, and every fourth paragraph quotes
somebody. The same number gives the same source.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import accumulate

import numpy as np
from sqlalchemy import Connection, insert

from sources.origins import fingerprint, word_sequence
from sources.passages import passages as cut
from sources.source import Document, Query
from sources.store import source_queries
from sources.store.tables import embeddings, origin_prints, origin_reports, passages, sources
from tests.benchmarks.scale_measures import Invented, unit

PASSAGES = 10  # of a source, roughly; two paragraphs each
WORDS = 50_000
WIRE = "Ostmark Wire"
COPIED = 100  # sources that copies are added of
_PRINTS = 120  # of a source of this length, one in six of its words
_STARTS, _ENDS = "b d f g k l m n p r s t v z ch sh", "a e i o u an el or"
_PAPERS = ("Herald", "Post", "Gazette", "Courier", "Tribune", "Lantern", "Echo", "Observer", "Review", "Dispatch")
_MOMENT = datetime(2026, 5, 3, tzinfo=UTC)
_FIRST_DAY = date(2021, 1, 1)
_COPIES = 50  # one source in so many


@cache
def _syllables() -> list[str]:
    return [first + last for first in _STARTS.split() for last in _ENDS.split()]


@cache
def _words() -> tuple[list[str], list[float]]:
    """Return the words, the commonest first, and the sums of their weights."""
    chosen = random.Random(1)
    found: dict[str, None] = dict.fromkeys(("the", "of", "and", "in", "to", "a", "was", "for", "on", "that", "with"))
    while len(found) < WORDS:
        found["".join(chosen.choices(_syllables(), k=chosen.choice((1, 2, 2, 3, 3, 4))))] = None
    return list(found), list(accumulate(1 / (place + 2.7) for place in range(WORDS)))


@cache
def _names() -> tuple[list[str], list[str]]:
    """Return two hundred outlets and two thousand people."""
    chosen = random.Random(2)

    def name() -> str:
        return "".join(chosen.choices(_syllables(), k=3)).capitalize()

    return [f"{name()} {chosen.choice(_PAPERS)}" for _ in range(200)], [f"{name()} {name()}" for _ in range(2000)]


def document(number: int) -> Document:
    """Return the source of this number."""
    chosen = random.Random(f"source {number}")
    words, weights = _words()
    outlets, people = _names()
    publisher = WIRE if number % 10 == 0 else chosen.choice(outlets)
    author = chosen.choice(people) if number % 3 else ""
    published = _FIRST_DAY + timedelta(days=chosen.randrange(1800))
    title = " ".join(chosen.choices(words, cum_weights=weights, k=8)).capitalize()
    if number % _COPIES == _COPIES - 1:
        copied = document(chosen.randrange(max(1, number // 10)) * 10).text.split(" ")
        for place in range(40, len(copied), 60):
            copied[place] = chosen.choice(words)
        body = " ".join(copied)
    else:
        told = iter(chosen.choices(words, cum_weights=weights, k=2 * PASSAGES * 36))
        body = "\n\n".join(_paragraph(told, chosen, people) for _ in range(2 * PASSAGES))
        if publisher != WIRE and number % 7 == 0:
            body = f"MARSHAM ({WIRE}) - {body}"
    return Document(
        text=body,
        kind="txt",
        name=f"{number}.txt",
        title=title,
        publisher=publisher,
        author=author,
        published=published,
    )


def _paragraph(told: Iterator[str], chosen: random.Random, people: list[str]) -> str:
    first, second = (" ".join(next(told) for _ in range(18)).capitalize() for _ in range(2))
    if chosen.random() < 0.25:
        return f"{first}. “{second},” said {chosen.choice(people)}."
    return f"{first}. {second}."


def claims(count: int, of: int) -> list[Query]:
    """Return claims about a library of so many sources: a third names its outlet, a third quotes the source."""
    chosen = random.Random(f"claims {of}")
    found = []
    for number in range(count):
        source = document(chosen.randrange(of // 10) * 10 if number % 4 == 0 else chosen.randrange(of))
        words = chosen.choice(source.text.split("\n\n")).replace("“", "").replace(",”", "").rstrip(".").split()
        quoted = (" ".join(words[18:32]),) if number % 3 == 1 else ()
        named = (source.publisher,) if number % 3 == 0 else ()
        found.append(Query(f"claim-{number}", " ".join(words[:16]) + ".", named, quoted=quoted))
    return found


def write(connection: Connection, numbers: range) -> None:
    """Write sources into an empty library, so that it is as large as if they had been added.

    Of the first sources the fingerprints are their own, so that a copy that is added finds them; of the others any
    numbers, as many as such a text has. Vectors point anywhere.
    """
    rows: dict[str, list[dict[str, object]]] = {one: [] for one in ("sources", "cuts", "kept", "reports")}
    columns = [column.name for column in sources.columns if column.name != "replaced_by"]
    digests: dict[str, None] = {}
    for number in numbers:
        source = source_queries.source_of(document(number), _MOMENT)
        rows["sources"].append({name: getattr(source, name) for name in columns})
        for piece in cut(source.id, source.text):
            digest = source_queries.text_digest(piece.text)
            digests[digest] = None
            place: dict[str, object] = {"ordinal": piece.ordinal, "start": piece.start, "end": piece.end}
            rows["cuts"].append({"source_id": source.id, "text_digest": digest} | place)
        credited = source.text.startswith("MARSHAM")
        rows["reports"].append(
            {"number": number + 1, "source_id": source.id, "credit": WIRE if credited else "", "credits": credited}
        )
    vectors = unit(len(digests), numbers.start).astype("<f2")
    rows["kept"] = [
        {"text_digest": digest, "model_id": Invented.model_id, "vector": vector.tobytes()}
        for digest, vector in zip(digests, vectors, strict=True)
    ]
    values: list[Collection[int]] = (
        np.random.default_rng(numbers.start).integers(0, 2**63 // 6, (len(numbers), _PRINTS)).tolist()
    )
    for at in numbers[: max(0, COPIED - numbers.start)]:
        values[at - numbers.start] = fingerprint(word_sequence(document(at).text))
    prints = sorted({(one, number + 1) for number, some in zip(numbers, values, strict=True) for one in some})
    connection.execute(insert(sources), rows["sources"])
    connection.execute(insert(passages), rows["cuts"])
    connection.execute(insert(embeddings).prefix_with("OR IGNORE"), rows["kept"])
    connection.execute(insert(origin_reports), rows["reports"])
    connection.execute(insert(origin_prints), [{"print": one, "report": report} for one, report in prints])
