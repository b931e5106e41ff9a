"""The rows of one article and of what its verdicts rest on, as JSON, out of one database and into another.

Every table that belongs to an article goes along, also those that a later version adds. One stays: what was asked of
places of evidence is in nobody's verdict, and shows in a reviewer's words what was looked for where.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Connection, Date, Float, Integer, LargeBinary, Table, insert, select

from claims.article import text_id
from claims.store import tables
from claims.store.encoding import article_of, claim_of, judgement_of
from sources.passages import passages as cut
from sources.store import source_queries
from sources.store.tables import UtcDateTime, metadata, snapshots, sources
from sources.untrusted import Unusable, bare_name, is_local, iso_day, moment, number, sound, whole, without_path

Line = tuple[str, Mapping[str, Any]]

_LARGEST = 2**63 - 1  # of a whole number in a database
_FROM_OUTSIDE = "sequence"  # given anew by each database
_SOURCE_ID = re.compile(r"src-[0-9a-f]{12}")
_BOUNDS = {"last_judgement": tables.judgements.name, "last_edit": tables.claim_edits.name}
"""The columns of a version that name the last act before the next one, and whose acts they are."""


def article_lines(connection: Connection, article_id: str) -> list[Line]:
    """Return the article and all that belongs to it: what stands first, then the acts in the order of their time."""
    state: list[Line] = []
    acts: list[tuple[str, int, Line]] = []
    for table in _of_articles():
        if table is tables.place_requests:
            continue
        key = table.c.id if table is tables.articles else table.c.article_id
        rows = connection.execute(select(table).where(key == article_id).order_by(*table.primary_key.columns))
        latest = ""
        for row in rows.mappings():
            line = table.name, {column.name: _outside(column, row[column]) for column in table.columns}
            when = _time_of(table)
            if when is None or table is tables.articles:
                state.append(line)
            else:
                latest = max(latest, line[1][when])  # a clock that was set back moves no act before an earlier one
                acts.append((latest, len(acts), line))
    return [*state, *(line for _, _, line in sorted(acts, key=lambda act: act[:2]))]


def source_lines(connection: Connection, ids: Collection[str]) -> tuple[list[Line], dict[str, str]]:
    """Return the sources, those that replaced them and what became of them, and the text of each by its id.

    Where their files are on this machine is left out, as in pins.
    """
    wanted, following = set(ids), set(ids)
    while following:
        replaced_by = sources.c.replaced_by
        found = connection.scalars(select(replaced_by).where(sources.c.id.in_(following), replaced_by != ""))
        following = set(found) - wanted
        wanted |= following
    lines: list[Line] = []
    texts: dict[str, str] = {}
    found_rows = connection.execute(select(sources).where(sources.c.id.in_(wanted)).order_by(sources.c.id))
    for row in found_rows.mappings():
        texts[row["id"]] = row["text"]
        values = {column.name: _outside(column, row[column]) for column in sources.columns if column.name != "text"}
        values["name"], values["title"] = bare_name(row["name"]), without_path(row["title"])
        values["url"] = "" if is_local(row["url"]) else row["url"]
        lines.append((sources.name, values))
    query = select(snapshots).where(snapshots.c.source_id.in_(wanted)).order_by(snapshots.c.sequence)
    lines += [
        (snapshots.name, {column.name: _outside(column, row[column]) for column in snapshots.columns})
        for row in connection.execute(query).mappings()
    ]
    return lines, texts


def insert_lines(connection: Connection, lines: Sequence[Line], texts: Mapping[str, str]) -> None:
    """Store the rows of an article that is not there yet; sources that are there stay as they are.

    Raises:
        Unusable, KeyError, TypeError, ValueError: If a row is none of ours; the transaction must not be kept.
        IdTaken: If a source is there with another text; neither.
    """
    known = {table.name: table for table in (*_of_articles(), sources, snapshots)}
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in known}
    for name, row in lines:
        table = known[name]
        given = {**row, "text": texts[row["id"]]} if table is sources else row
        rows[name].append({column.name: _inside(column, given[column.name]) for column in table.columns
                           if column.name in given})  # fmt: skip
    _check(rows)
    _insert_sources(connection, rows[sources.name], rows[snapshots.name])
    new: dict[str, dict[int, int]] = {}
    for table in sorted(
        _of_articles(), key=lambda table: table is tables.article_versions
    ):  # it names acts of others
        new[table.name] = _insert(connection, table, rows[table.name], new)


def _of_articles() -> list[Table]:
    """Return the tables that belong to an article, those that others refer to first."""
    return [table for table in metadata.sorted_tables if table is tables.articles or "article_id" in table.c]


def _time_of(table: Table) -> str | None:
    """Return the column that says when an act was done; None for a table that is no list of acts."""
    if _FROM_OUTSIDE not in table.c:
        return None
    return next((column.name for column in table.columns if isinstance(column.type, UtcDateTime)), None)


def _check(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Check that the rows make an article with claims inside of its text and a history that can be read."""
    (article_row,) = rows[tables.articles.name]
    article = article_of(article_row)
    _check_ids(article_row, rows)
    for row in (row for table in rows for row in rows[table] if "article_id" in row):
        if row["article_id"] != article.id:
            raise Unusable("belongs to another article")
    for claim in (claim_of(row, order) for order, row in enumerate(rows[tables.claims.name], 1)):
        for span in (claim.span, claim.sentence):
            if not claim.removed and not 0 <= span.start <= span.end <= len(article.text):
                raise Unusable("has a claim outside of the article's text")
    for row in rows[tables.judgements.name]:
        judgement_of(row)


def _check_ids(article: Mapping[str, Any], rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Check that no row takes the id of another text: then that text could not come in any more.

    Publisher and title of a source may have been corrected since its id was made of them; see `check_texts`.
    """
    versions = [article, *({**row, "version": row["number"]} for row in rows[tables.article_versions.name])]
    if any(version["text_id"] != text_id(version["text"]) for version in versions):
        raise Unusable("has a text with the id of another")
    if {version["text_id"] for version in versions if version["version"] == 1} != {article["id"]}:
        raise Unusable("has an article with the id of another")
    if not all(_SOURCE_ID.fullmatch(row["id"]) for row in rows[sources.name]):
        raise Unusable("has a source whose id is none")


def _insert(
    connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]], given: Mapping[str, Mapping[int, int]]
) -> dict[int, int]:
    """Store the rows of a table in their order, and return the number that each act had to the one it has here.

    Args:
        connection: Of the transaction.
        table: Which table.
        rows: A line that undoes another one, or bounds the acts of other tables, names them by the numbers of the
            database that the rows come from.
        given: What was returned for the tables before.
    """
    new: dict[int, int] = {}
    for row in rows:
        values = _without_sequence(row)
        if row.get("undoes") is not None:
            values["undoes"] = new[row["undoes"]]
        for column, of in _BOUNDS.items() if table is tables.article_versions else ():
            values[column] = max((here for there, here in given[of].items() if there <= row[column]), default=0)
        result = connection.execute(insert(table).values(values))
        if _FROM_OUTSIDE in row:
            (new[row[_FROM_OUTSIDE]],) = result.inserted_primary_key or (0,)
    return new


def _insert_sources(
    connection: Connection, rows: Sequence[Mapping[str, Any]], readings: Sequence[Mapping[str, Any]]
) -> None:
    source_queries.check_texts(connection, {row["id"]: row["text"] for row in rows})
    there = set(connection.scalars(select(sources.c.id).where(sources.c.id.in_([row["id"] for row in rows]))))
    known = select(snapshots.c.source_id).where(snapshots.c.source_id.in_([row["source_id"] for row in readings]))
    read = set(connection.scalars(known))
    for row in rows:
        if row["id"] in there:
            continue
        if row["replaced_by"]:
            connection.execute(insert(sources).values(row))
            continue
        fields = {name: value for name, value in row.items() if name != "replaced_by"}
        source = source_queries.source_from(fields)
        source_queries.add(connection, source, cut(source.id, source.text))
    added = {row["id"] for row in rows if not row["replaced_by"] and row["id"] not in there}
    for row in readings:
        if row["source_id"] in read or (row["source_id"] in added and row["outcome"] == "added"):
            continue  # what is known here stays, and a source that was added now has its first line already
        connection.execute(insert(snapshots).values(_without_sequence(row)))


def _without_sequence(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != _FROM_OUTSIDE}


def _outside(column: Column[Any], value: Any) -> Any:
    """Return a value as JSON has it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(column.type, LargeBinary) and value is not None:
        return base64.b64encode(value).decode("ascii")
    return value


def _inside(column: Column[Any], value: Any) -> Any:
    """Return the value of `_outside`, checked by the type of its column.

    Raises:
        Unusable: If it cannot be stored there.
    """
    if value is None:
        if not column.nullable:
            raise Unusable(f"has nothing in {column.name}")
        return None
    kind = column.type
    if isinstance(kind, JSON):
        return value
    if isinstance(kind, Boolean):
        if not isinstance(value, bool):
            raise Unusable(f"has something else than yes or no in {column.name}")
        return value
    if isinstance(kind, Integer):
        return whole(value, least=-_LARGEST, most=_LARGEST)
    if isinstance(kind, Float):
        return number(value, least=-1e300, most=1e300)
    if not isinstance(value, str):
        raise Unusable(f"has something else than words in {column.name}")
    if isinstance(kind, UtcDateTime):
        return moment(value).at
    if isinstance(kind, Date):
        return iso_day(value)
    if isinstance(kind, LargeBinary):
        try:
            return base64.b64decode(value, validate=True)
        except binascii.Error:
            raise Unusable(f"has a file that cannot be read in {column.name}") from None
    return sound(value)
