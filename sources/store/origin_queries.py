"""Origins in the database: fingerprints of the sources, and what joins two of them, kept up to date as sources come.

A source that is added is compared with those that share some of its fingerprints, never with all. What one addition
costs depends on its own length and on how many copies of it there are, not on the size of the library.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import fields
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import Connection, delete, func, insert, or_, select

from sources.origins import Known, Relation, Report, credits_of, fingerprint, group, relate, word_sequence
from sources.source import Origin, OriginKind, Source
from sources.store.tables import origin_prints as prints
from sources.store.tables import origin_relations as relations
from sources.store.tables import origin_reports as reports
from sources.store.tables import sources

# Sources of which one fingerprint is kept: a phrase that more have tells nothing, and a report that more print is
# found by any of these.
_KEPT_OF_A_PRINT = 64
# Sources that an added one is compared with word for word, those with the most fingerprints in common.
_COMPARED = 20
# One fingerprint in common is chance; beside a credit line it is worth a look.
_ENOUGH = 2
_READ_KEPT = 128  # reports in memory, because copies come one after another
_AT_ONCE = 1000  # variables of one statement
_Key = TypeVar("_Key", int, str)


def note(connection: Connection, source: Source) -> None:
    """Keep the fingerprints of a source that was just stored, in place of older ones, and what joins it to others."""
    forget(connection, source)
    report = _report(source.id, source.publisher, source.author, source.text)
    values = fingerprint(report.words)
    number, found = _look_up(connection, values)
    whole = next((credit for credit in report.credits if credit.whole), None)
    row = connection.execute(
        insert(reports).values(source_id=source.id, credit=whole.name if whole else "", credits=bool(report.credits))
    ).inserted_primary_key
    assert row is not None
    new = [{"print": value, "report": row[0]} for value in values if found[value] < _KEPT_OF_A_PRINT]
    if new:
        connection.execute(insert(prints), new)
    _join(connection, report, number)


def renew(connection: Connection, source: Source) -> None:
    """Find again what joins a source to others, after its publisher, author, date or text was corrected."""
    forget(connection, source)
    note(connection, source)


def forget(connection: Connection, source: Source) -> None:
    """Take a source out; call it while its text is still known."""
    number = connection.execute(select(reports.c.number).where(reports.c.source_id == source.id)).scalar()
    if number is None:
        return
    for batch in _batches(fingerprint(word_sequence(source.text))):
        connection.execute(delete(prints).where(prints.c.print.in_(batch), prints.c.report == number))
    connection.execute(delete(relations).where(or_(relations.c.first == source.id, relations.c.second == source.id)))
    connection.execute(delete(reports).where(reports.c.number == number))


def likely(connection: Connection, text: str, most: int = 3) -> list[str]:
    """Return the sources that share the most fingerprints with a text, those first that share more."""
    shared, _ = _look_up(connection, fingerprint(word_sequence(text)))
    numbers = [number for number in sorted(shared, key=lambda one: (-shared[one], one)) if shared[number] >= _ENOUGH]
    rows = connection.execute(
        select(reports.c.number, reports.c.source_id).where(reports.c.number.in_(numbers[:most]))
    )
    ids = {row.number: row.source_id for row in rows}
    return [ids[number] for number in numbers[:most] if number in ids]


def not_noted(connection: Connection, limit: int) -> list[str]:
    """Return ids of sources that were stored before origins were grouped, at most ``limit``."""
    query = (
        select(sources.c.id)
        .outerjoin(reports, reports.c.source_id == sources.c.id)
        .where(reports.c.number.is_(None), sources.c.replaced_by == "")
        .order_by(sources.c.id)
        .limit(limit)
    )
    return list(connection.scalars(query))


def origins(connection: Connection) -> dict[str, Origin]:
    """Return the origin of every source by its id."""
    return group(_known(connection, None), _relations(connection.execute(select(relations))))


def origins_of(connection: Connection, ids: Collection[str]) -> dict[str, Origin]:
    """Return the origin of these sources, and of all that are joined to them, by id: as `origins` does.

    What joins sources is followed step by step, so that only their own groups are read.
    """
    seen = set(ids)
    near = seen
    joined: dict[tuple[str, str], Relation] = {}
    while near:
        reached: set[str] = set()
        for batch in _batches(sorted(near)):
            for end in (relations.c.first, relations.c.second):
                for relation in _relations(connection.execute(select(relations).where(end.in_(batch)))):
                    joined[relation.first, relation.second] = relation
                    reached |= {relation.first, relation.second}
        near = reached - seen
        seen = seen | near
    return group(_known(connection, seen), [joined[pair] for pair in sorted(joined)])


def count(connection: Connection) -> int:
    """Return how many origins the sources have in all."""
    standing = select(func.count()).select_from(sources).where(sources.c.replaced_by == "")
    joined = _relations(connection.execute(select(relations)))
    ends = {end for relation in joined for end in (relation.first, relation.second)}
    shared = group(_known(connection, ends), joined)
    return (
        int(connection.execute(standing).scalar_one()) - len(shared) + len({origin.id for origin in shared.values()})
    )


def _known(connection: Connection, ids: Collection[str] | None) -> list[Known]:
    """Return what is known of these sources, None being all, in the order of their ids; without replaced ones."""
    query = (
        select(
            sources.c.id, sources.c.title, sources.c.name, sources.c.publisher, sources.c.published, reports.c.credit
        )
        .outerjoin(reports, reports.c.source_id == sources.c.id)
        .where(sources.c.replaced_by == "")
        .order_by(sources.c.id)
    )
    parts = [query] if ids is None else [query.where(sources.c.id.in_(batch)) for batch in _batches(sorted(ids))]
    return [
        Known(row.id, row.title or row.name, row.publisher, row.published, row.credit or "")
        for part in parts
        for row in connection.execute(part)
    ]


def _relations(rows: Iterable[Any]) -> list[Relation]:
    """Return rows of the table as values, by the ids that they join."""
    found = [Relation(**(dict(row._mapping) | {"kind": OriginKind(row.kind)})) for row in rows]  # noqa: SLF001
    return sorted(found, key=lambda relation: (relation.first, relation.second))


@lru_cache(maxsize=_READ_KEPT)
def _report(source_id: str, publisher: str, author: str, text: str) -> Report:
    return Report(source_id, publisher, word_sequence(text), credits_of(text, author=author, publisher=publisher))


def _look_up(connection: Connection, values: Collection[int]) -> tuple[Counter[int], Counter[int]]:
    """Return how many of these fingerprints each report has, and how many reports have each."""
    by_report: Counter[int] = Counter()
    by_print: Counter[int] = Counter()
    for batch in _batches(values):
        for value, number in connection.execute(
            select(prints.c.print, prints.c.report).where(prints.c.print.in_(batch))
        ):
            by_report[number] += 1
            by_print[value] += 1
    return by_report, by_print


def _join(connection: Connection, report: Report, shared: Counter[int]) -> None:
    """Compare a report with those that share the most fingerprints with it, and keep what joins them."""
    likely = sorted(shared, key=lambda number: (-shared[number], number))[: 2 * _COMPARED]
    if not likely:
        return
    rows = connection.execute(
        select(
            reports.c.number, reports.c.credits, sources.c.id, sources.c.publisher, sources.c.author, sources.c.text
        )
        .join(sources, sources.c.id == reports.c.source_id)
        .where(reports.c.number.in_(likely))
    ).all()
    worth = [row for row in rows if shared[row.number] >= _ENOUGH or row.credits or report.credits]
    worth.sort(key=lambda row: (-shared[row.number], row.id))
    found = (relate(report, _report(row.id, row.publisher, row.author, row.text)) for row in worth[:_COMPARED])
    new = [
        {field.name: getattr(relation, field.name) for field in fields(Relation)} | {"kind": relation.kind.value}
        for relation in found
        if relation is not None
    ]
    if new:
        connection.execute(insert(relations), new)


def _batches(values: Iterable[_Key]) -> Iterable[list[_Key]]:
    listed = list(values)
    return (listed[first : first + _AT_ONCE] for first in range(0, len(listed), _AT_ONCE))
