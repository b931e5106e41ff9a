"""The list of sources, a page at a time: what passes a search, in order, without reading the others."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, Engine, extract, func, select, tuple_

from sources.store.engine import reading
from sources.store.source_queries import Listed, batches, listed, version
from sources.store.tables import passages, source_labels, sources

if TYPE_CHECKING:
    from sources.index import KeywordIndex

ROWS = 200
"""Sources of a page: a long scroll, and 40 kB for the browser."""
FOUND_CHARACTERS = 120
"""Of a text, shown around the first word that was found: a line of a table."""
_PLACES = (
    1000  # of words found in one text; a book has "the" 10,000 times, and each place is compared with those near it
)
_KEYS = (func.lower(sources.c.publisher), func.lower(sources.c.title), sources.c.id)


@dataclass(frozen=True, slots=True)
class Search:
    """Which sources are listed; what is left out admits all.

    Attributes:
        words: In lower case; each stands in publisher, title, author, name, address or text, as part of a word too.
        publisher: This very publisher; empty for sources without one.
        year: Of publication; 0 for sources without a date.
        kind: Of file, as in `Source.kind`.
        label: One that somebody put on it.
    """

    words: tuple[str, ...] = ()
    publisher: str | None = None
    year: int | None = None
    kind: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the sources that pass a search.

    A search with words gives the most relevant first, by BM25 of the words in title and text. What has the same
    score, as all sources have in a search without words, comes by publisher, title and id.

    Attributes:
        first: How many stand before the first row.
        count: How many pass the search in all.
        earlier, later: The first source of the page before and of the page behind; empty where there is none.
    """

    rows: tuple[Listed, ...]
    first: int
    count: int
    earlier: str
    later: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from: publishers, years of publication (0 is no date), kinds and labels, in order."""

    publishers: tuple[str, ...]
    years: tuple[int, ...]
    kinds: tuple[str, ...]
    labels: tuple[str, ...] = ()


class Listing:
    """Lists the sources of one database. Every method may raise `DatabaseUnavailable`.

    Args:
        engine: Of the database.
        keywords: Gives the keyword index of the library as it is now; asked only for a search with words.
    """

    def __init__(self, engine: Engine, keywords: Callable[[], KeywordIndex]) -> None:
        self._engine = engine
        self._keywords = keywords
        self._kept: tuple[int, Choices, int] | None = None

    def page(self, search: Search, holding: str = "") -> Page:
        """Return the page that has this source; the first one where it does not pass the search."""
        if not search.words:
            with reading(self._engine) as connection:
                return _page(connection, search, holding)
        ids = self.ids(search)
        first = ids.index(holding) // ROWS * ROWS if holding in ids else 0
        shown = ids[first : first + ROWS]
        with reading(self._engine) as connection:
            rows = {source.id: source for source in listed(connection, shown)}
        return Page(
            # A source may be deleted between the two queries.
            tuple(rows[source_id] for source_id in shown if source_id in rows),
            first,
            len(ids),
            ids[first - ROWS] if first else "",
            ids[first + ROWS] if len(ids) > first + ROWS else "",
        )

    def ids(self, search: Search) -> list[str]:
        """Return the ids of all sources that pass a search, in the order of its pages."""
        with reading(self._engine) as connection:
            ids = list(connection.scalars(select(sources.c.id).where(*_passing(search)).order_by(*_KEYS)))
        if not search.words or not ids:
            return ids
        index = self._keywords()
        scores = index.scores(" ".join(search.words))
        relevance = {
            source_id: float(scores[index.places([source_id])[0]]) for source_id in ids if source_id in index
        }
        return sorted(ids, key=lambda source_id: -relevance.get(source_id, 0.0))

    def found_in(self, source_ids: Collection[str], words: Sequence[str]) -> dict[str, str]:
        """Return, by source, the piece of its text where most of these words stand; "" where its text has none.

        Args:
            source_ids: Of the library.
            words: As `Search.words` has them.
        """
        found: dict[str, str] = {}
        with reading(self._engine) as connection:
            for batch in batches(sorted(set(source_ids))):
                rows = connection.execute(select(sources.c.id, sources.c.text).where(sources.c.id.in_(batch)))
                found |= {row.id: _excerpt(row.text, words) for row in rows}
        return found

    def choices(self) -> Choices:
        """Return what the list can be narrowed to."""
        return self._whole()[1]

    def count_passages(self) -> int:
        """Return the number of passages of all sources."""
        return self._whole()[2]

    def _whole(self) -> tuple[int, Choices, int]:
        """Return what all sources must be gone through for, once for each version of the library."""
        with reading(self._engine) as connection:
            now = version(connection)
            kept = self._kept
            if kept is None or kept[0] != now:
                count = connection.execute(select(func.count()).select_from(passages)).scalar_one()
                kept = self._kept = (now, _choices(connection), int(count))
        return kept


def _excerpt(text: str, words: Sequence[str]) -> str:
    """Return the stretch of a text that has most different words, cut at words; "" where it has none."""
    if not words:
        return ""
    any_word = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    places = list(islice(re.finditer(any_word, text, re.IGNORECASE), _PLACES))
    if not places:
        return ""
    room = FOUND_CHARACTERS // 2

    def held(first: int) -> int:
        """Count the different words from one place on, as far as an excerpt reaches."""
        limit = places[first].start() + room
        near = takewhile(lambda place: place.end() <= limit, islice(places, first, None))
        return len({place.group().lower() for place in near})

    best = max(range(len(places)), key=lambda first: (held(first), -first))
    start = max(0, places[best].start() - room // 2)
    end = min(len(text), start + FOUND_CHARACTERS)
    piece = " ".join(text[start:end].split())
    if start and not text[start - 1].isspace():
        piece = piece.partition(" ")[2] or piece
    if end < len(text) and not text[end].isspace():
        piece = piece.rpartition(" ")[0] or piece
    return f"{'… ' if start else ''}{piece}{' …' if end < len(text) else ''}"


def _page(connection: Connection, search: Search, holding: str) -> Page:
    passing = _passing(search)
    count = connection.execute(select(func.count()).select_from(sources).where(*passing)).scalar_one()
    at = connection.execute(select(*_KEYS).where(sources.c.id == holding, *passing)).first()
    before = 0
    if at is not None:
        smaller = tuple_(*_KEYS) < tuple_(*at)
        before = connection.execute(select(func.count()).select_from(sources).where(smaller, *passing)).scalar_one()
    first = before // ROWS * ROWS
    start = max(0, first - ROWS)
    ids = list(
        connection.scalars(
            select(sources.c.id).where(*passing).order_by(*_KEYS).offset(start).limit(first - start + ROWS + 1)
        )
    )
    shown = ids[first - start :][:ROWS]
    later = ids[first - start + ROWS] if len(ids) > first - start + ROWS else ""
    rows = {source.id: source for source in listed(connection, shown)}
    return Page(tuple(rows[source_id] for source_id in shown), first, count, ids[0] if first else "", later)


def _choices(connection: Connection) -> Choices:
    standing = sources.c.replaced_by == ""
    publishers = connection.scalars(select(sources.c.publisher).where(standing).distinct())
    years = connection.scalars(select(extract("year", sources.c.published)).where(standing).distinct())
    kinds = connection.scalars(select(sources.c.kind).where(standing).distinct())
    labels = connection.scalars(
        select(source_labels.c.label)
        .join(sources, sources.c.id == source_labels.c.source_id)
        .where(standing)
        .distinct()
    )
    return Choices(
        tuple(sorted(publishers, key=lambda name: (name.casefold(), name))),
        tuple(sorted((int(year or 0) for year in years), reverse=True)),
        tuple(sorted(kinds)),
        tuple(sorted(labels, key=lambda label: (label.casefold(), label))),
    )


def _passing(search: Search) -> list[ColumnElement[bool]]:
    passing: list[ColumnElement[bool]] = [sources.c.replaced_by == ""]
    if search.publisher is not None:
        passing.append(sources.c.publisher == search.publisher)
    if search.year == 0:
        passing.append(sources.c.published.is_(None))
    elif search.year is not None:
        passing.append(sources.c.published.between(date(search.year, 1, 1), date(search.year, 12, 31)))
    if search.kind is not None:
        passing.append(sources.c.kind == search.kind)
    if search.label is not None:
        labelled = select(source_labels.c.source_id).where(source_labels.c.label == search.label)
        passing.append(sources.c.id.in_(labelled))
    named: ColumnElement[str] = sources.c.publisher
    for column in (sources.c.title, sources.c.author, sources.c.name, sources.c.url):
        named = named + " " + column
    # What is known of a source is looked at first: its text is long.
    return passing + [
        named.icontains(word, autoescape=True) | sources.c.text.icontains(word, autoescape=True)
        for word in search.words
    ]
