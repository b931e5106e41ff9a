"""The list of sources, a page at a time: what passes a search, in order, without reading the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, Engine, extract, func, select, tuple_

from sources.store.engine import reading
from sources.store.source_queries import Listed, listed, version
from sources.store.tables import passages, sources

ROWS = 200
"""Sources of a page: a long scroll, and 40 kB for the browser."""
_KEYS = (func.lower(sources.c.publisher), func.lower(sources.c.title), sources.c.id)


@dataclass(frozen=True, slots=True)
class Search:
    """Which sources are listed; what is left out admits all.

    Attributes:
        words: In lower case; each stands in publisher, title, author, name, address or text, as part of a word too.
        publisher: This very publisher; empty for sources without one.
        year: Of publication; 0 for sources without a date.
        kind: Of file, as in `Source.kind`.
    """

    words: tuple[str, ...] = ()
    publisher: str | None = None
    year: int | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the sources that pass a search, by publisher, title and id.

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
    """What there is to choose from: publishers, years of publication (0 is no date) and kinds, in order."""

    publishers: tuple[str, ...]
    years: tuple[int, ...]
    kinds: tuple[str, ...]


class Listing:
    """Lists the sources of one database. Every method may raise `DatabaseUnavailable`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kept: tuple[int, Choices, int] | None = None

    def page(self, search: Search, holding: str = "") -> Page:
        """Return the page that has this source; the first one where it does not pass the search."""
        with reading(self._engine) as connection:
            return _page(connection, search, holding)

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
    return Choices(
        tuple(sorted(publishers, key=lambda name: (name.casefold(), name))),
        tuple(sorted((int(year or 0) for year in years), reverse=True)),
        tuple(sorted(kinds)),
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
    named: ColumnElement[str] = sources.c.publisher
    for column in (sources.c.title, sources.c.author, sources.c.name, sources.c.url):
        named = named + " " + column
    # What is known of a source is looked at first: its text is long.
    return passing + [
        named.icontains(word, autoescape=True) | sources.c.text.icontains(word, autoescape=True)
        for word in search.words
    ]
