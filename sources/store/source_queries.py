"""Queries on the sources' tables, and the values they give; each runs on a connection that is open."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from sources.filter import Filter
from sources.identity import digest, normalised
from sources.source import Document, Passage, Source
from sources.store import origin_queries
from sources.store.tables import aliases, changes, embeddings, library, passages, snapshots, source_labels, sources
from sources.untrusted import one_line, replaced, whole

# SQLite takes 32,766 variables in a statement; a thousand keep statements short on any database.
_AT_ONCE = 1000
_LISTS = ("page_starts", "times", "recognised")  # columns in JSON


class IdTaken(ValueError):  # noqa: N818 - named for what a person is told
    """Another text has the id of a source; the message says so, and what to do."""

    def __init__(self, title: str) -> None:
        super().__init__(
            f"Another text has the place of “{title}” in the library; it may have come with a forged packet. "
            "Look at it on the Library page and delete it."
        )


@dataclass(frozen=True, slots=True)
class Listed:
    """A source without its text, as a list shows it.

    Attributes:
        passages: How many it has.
        characters: Length of its text.
    """

    id: str
    kind: str
    name: str
    title: str
    publisher: str
    author: str
    published: date | None
    url: str
    given_id: str
    retrieved_at: datetime
    passages: int
    characters: int


@dataclass(frozen=True, slots=True)
class NamesRead:
    """Who published and wrote some sources, at one moment.

    Attributes:
        version: The library's, at that moment.
        names: Source id, publisher and author; without replaced sources.
        gone: Ids of those asked for that are no longer there, or were replaced.
        aliases: What publishers are called elsewhere, all of them.
    """

    version: int
    names: list[tuple[str, str, str]]
    gone: set[str]
    aliases: dict[str, str]


@dataclass(frozen=True, slots=True)
class Unembedded:
    """A passage without a vector."""

    text_digest: str
    source_id: str
    start: int
    end: int


def source_id(document: Document) -> str:
    """Return the id of a document as a source: from publisher, title and text."""
    return "src-" + digest(document.publisher, document.title, document.text)


def text_digest(text: str) -> str:
    """Return the key of a text's vector."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def version(connection: Connection) -> int:
    """Return the library's version."""
    return int(connection.execute(select(library.c.version)).scalar_one())


def with_text(connection: Connection, text: str) -> str:
    """Return the id of a source that has this very text and that nothing has replaced; empty where there is none."""
    query = (
        select(sources.c.id, sources.c.text)
        .join(snapshots, snapshots.c.source_id == sources.c.id)
        .where(snapshots.c.digest == text_digest(text), sources.c.replaced_by == "")
        .order_by(sources.c.id)
    )
    return next((row.id for row in connection.execute(query) if row.text == text), "")


def changed(connection: Connection, source_ids: Collection[str] = ()) -> None:
    """Count the library's version up.

    Args:
        connection: In a transaction that may write.
        source_ids: The sources whose passages or vectors came, went or became others; they are read again by whoever
            keeps them in memory.
    """
    connection.execute(update(library).values(version=library.c.version + 1))
    now = version(connection)
    for batch in batches(sorted(source_ids)):
        connection.execute(delete(changes).where(changes.c.source_id.in_(batch)))
        connection.execute(insert(changes), [{"source_id": source_id, "version": now} for source_id in batch])


def changed_since(connection: Connection, version: int) -> set[str]:
    """Return the sources passed to `changed` after this version of the library, removed sources included."""
    return set(connection.scalars(select(changes.c.source_id).where(changes.c.version > version)))


def storable(document: Document) -> Document:
    """Return a document that a page put together: what `sources.reading` gives is clean already."""
    return replace(
        document,
        text=replaced(document.text),
        name=one_line(document.name),
        title=one_line(document.title),
        publisher=one_line(document.publisher),
        author=one_line(document.author),
        url=one_line(document.url),
        given_id=one_line(document.given_id),
        place=one_line(document.place),
        archived=one_line(document.archived),
    )


def source_of(document: Document, when: datetime) -> Source:
    """Return a document as the source that is kept of it."""
    return Source(
        id=source_id(document),
        text=document.text,
        kind=document.kind,
        name=document.name,
        title=document.title,
        publisher=document.publisher,
        author=document.author,
        published=document.published,
        url=document.url,
        given_id=document.given_id,
        retrieved_at=when,
        page_starts=document.page_starts,
        times=document.times,
        place=document.place,
        recognised=document.recognised,
        archived=document.archived,
    )


def stands(connection: Connection, source_id: str) -> bool:
    """Tell whether a source is there and no later reading has taken its place."""
    return (
        connection.execute(select(sources.c.replaced_by).where(sources.c.id == source_id)).scalar_one_or_none() == ""
    )


def check_texts(connection: Connection, texts: Mapping[str, str]) -> None:
    """Check that sources whose ids are stored have the text that is stored, as ids see texts.

    Publisher and title may have been corrected since the id was made of them, so the id cannot be made again.

    Args:
        connection: To read with.
        texts: Source id to text.

    Raises:
        IdTaken: If one has another text.
    """
    for batch in batches(sorted(texts)):
        columns = sources.c.id, sources.c.title, sources.c.name, sources.c.text
        for row in connection.execute(select(*columns).where(sources.c.id.in_(batch))):
            if normalised(row.text) != normalised(texts[row.id]):
                raise IdTaken(row.title or row.name)


def add(connection: Connection, source: Source, cut: Sequence[Passage]) -> bool:
    """Store a source with its passages; False where its id is stored already.

    One that a later reading had replaced takes its own place again.

    Raises:
        IdTaken: If the id is stored with another text.
    """
    check_texts(connection, {source.id: source.text})
    there = connection.execute(select(sources.c.replaced_by).where(sources.c.id == source.id)).scalar_one_or_none()
    if there == "":
        return False
    if there is None:
        columns = [column.name for column in sources.columns if column.name != "replaced_by"]
        connection.execute(insert(sources).values({name: getattr(source, name) for name in columns}))
    else:
        connection.execute(
            update(sources).where(sources.c.id == source.id).values(replaced_by="", retrieved_at=source.retrieved_at)
        )
    connection.execute(
        insert(passages),
        [
            {
                "source_id": source.id,
                "ordinal": passage.ordinal,
                "start": passage.start,
                "end": passage.end,
                "text_digest": text_digest(passage.text),
            }
            for passage in cut
        ],
    )
    origin_queries.note(connection, source)
    connection.execute(
        insert(snapshots).values(
            source_id=source.id,
            retrieved_at=source.retrieved_at,
            outcome="added",
            digest=text_digest(source.text),
            characters=len(source.text),
            replaced_by="",
        )
    )
    changed(connection, [source.id])
    return True


def listed(connection: Connection, ids: Collection[str] | None = None) -> list[Listed]:
    """Return sources by publisher, title and id: these, or all that nothing has replaced."""
    left_out = {"text", "place", "archived", "replaced_by", *_LISTS}
    columns = [column for column in sources.columns if column.name not in left_out]
    counts = select(passages.c.source_id, func.count().label("count")).group_by(passages.c.source_id)
    if ids is not None:
        counts = counts.where(passages.c.source_id.in_(ids))
    counted = counts.subquery()
    rows = connection.execute(
        select(
            *columns,
            func.coalesce(counted.c.count, 0).label("passages"),
            func.length(sources.c.text).label("characters"),
        )
        .select_from(sources)
        .outerjoin(counted, counted.c.source_id == sources.c.id)
        .where(sources.c.replaced_by == "" if ids is None else sources.c.id.in_(ids))
    )
    found = [Listed(**row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name
    return sorted(found, key=lambda source: (source.publisher.casefold(), source.title.casefold(), source.id))


def count(connection: Connection) -> int:
    """Return the number of sources that nothing has replaced."""
    standing = select(func.count()).select_from(sources).where(sources.c.replaced_by == "")
    return int(connection.execute(standing).scalar_one())


def names_since(connection: Connection, since: int) -> NamesRead:
    """Return the names of the sources that changed after a version; -1 is all."""
    query = select(sources.c.id, sources.c.publisher, sources.c.author).where(sources.c.replaced_by == "")
    suspects = changed_since(connection, since) if since >= 0 else set()
    found: list[tuple[str, str, str]] = []
    for batch in batches(sorted(suspects)) if since >= 0 else [None]:
        rows = connection.execute(query if batch is None else query.where(sources.c.id.in_(batch)))
        found += [(row.id, row.publisher, row.author) for row in rows]
    gone = suspects - {source_id for source_id, _, _ in found}
    return NamesRead(version(connection), found, gone, other_names(connection))


def other_names(connection: Connection) -> dict[str, str]:
    """Return what publishers are called elsewhere, each with the name it stands for, by alias."""
    return {row.alias: row.publisher for row in connection.execute(select(aliases).order_by(aliases.c.alias))}


def publishers(connection: Connection) -> list[str]:
    """Return the different publishers of all sources that nothing has replaced, in order."""
    found = connection.scalars(select(sources.c.publisher).where(sources.c.replaced_by == "").distinct())
    return sorted(found)


def titles(connection: Connection) -> list[tuple[str, str, str]]:
    """Return id, title and address of all sources that nothing has replaced."""
    query = select(sources.c.id, sources.c.title, sources.c.url).where(sources.c.replaced_by == "")
    return [(row.id, row.title, row.url) for row in connection.execute(query)]


def passing(connection: Connection, chosen: Filter, publishers: Collection[str] | None) -> frozenset[str]:
    """Return the sources of the kinds, days and labels of a filter, and of these publishers; None is all."""
    query = select(sources.c.id, sources.c.publisher).where(sources.c.replaced_by == "")
    if chosen.kinds:
        query = query.where(sources.c.kind.in_(chosen.kinds))
    if chosen.labels:
        labelled = select(source_labels.c.source_id).where(source_labels.c.label.in_(chosen.labels))
        query = query.where(sources.c.id.in_(labelled))
    # A source without a day is neither before nor after any.
    if chosen.since is not None:
        query = query.where(sources.c.published >= chosen.since)
    if chosen.until is not None:
        query = query.where(sources.c.published <= chosen.until)
    return frozenset(row.id for row in connection.execute(query) if publishers is None or row.publisher in publishers)


def containing(connection: Connection, words: str) -> set[str]:
    """Return the sources whose text has these words, as parts of words too."""
    has = sources.c.text.icontains(words, autoescape=True)
    return set(connection.scalars(select(sources.c.id).where(sources.c.replaced_by == "", has)))


def forget_vectors(connection: Connection) -> None:
    """Delete all vectors."""
    connection.execute(delete(embeddings))
    changed(connection, set(connection.scalars(select(passages.c.source_id).distinct())))


def load(connection: Connection, ids: Collection[str]) -> dict[str, Source]:
    """Return the sources with these ids, replaced ones too; ids that are not there are left out."""
    found: dict[str, Source] = {}
    for batch in batches(sorted(set(ids))):
        for row in connection.execute(select(sources).where(sources.c.id.in_(batch))):
            found[row.id] = _source(row)
    return found


def places(connection: Connection, ids: Collection[str]) -> dict[str, list[tuple[int, int, int]]]:
    """Return ordinal, start and end of the passages of each of these sources, in order."""
    found: dict[str, list[tuple[int, int, int]]] = {source_id: [] for source_id in ids}
    for batch in batches(sorted(found)):
        query = (
            select(passages.c.source_id, passages.c.ordinal, passages.c.start, passages.c.end)
            .where(passages.c.source_id.in_(batch))
            .order_by(passages.c.source_id, passages.c.ordinal)
        )
        for row in connection.execute(query):
            found[row.source_id].append((row.ordinal, row.start, row.end))
    return found


def unembedded(connection: Connection, model_id: str | None, since: int = 0) -> list[Unembedded]:
    """Return one passage for each text without a vector of this model (None: of any), by source and place.

    Args:
        connection: To read from.
        model_id: Of the model.
        since: A version of the library; only sources that changed after it are looked at, where it is above 0.
    """
    same = embeddings.c.text_digest == passages.c.text_digest
    query = (
        select(passages.c.text_digest, passages.c.source_id, passages.c.start, passages.c.end)
        .outerjoin(embeddings, same if model_id is None else same & (embeddings.c.model_id == model_id))
        .where(embeddings.c.text_digest.is_(None))
        .order_by(passages.c.source_id, passages.c.ordinal)
    )
    if since > 0:
        query = query.where(passages.c.source_id.in_(select(changes.c.source_id).where(changes.c.version > since)))
    found: dict[str, Unembedded] = {}
    for row in connection.execute(query):
        found.setdefault(row.text_digest, Unembedded(row.text_digest, row.source_id, row.start, row.end))
    return list(found.values())


def remove(connection: Connection, source_id: str) -> bool:
    """Delete a source, its passages, and the vectors that no other passage has; False where it is not there."""
    source = load(connection, [source_id]).get(source_id)
    if source is not None:
        origin_queries.forget(connection, source)
    digests = set(connection.scalars(select(passages.c.text_digest).where(passages.c.source_id == source_id)))
    if not connection.execute(delete(sources).where(sources.c.id == source_id)).rowcount:
        return False
    drop_vectors(connection, digests)
    changed(connection, [source_id])
    return True


def drop_vectors(connection: Connection, digests: Collection[str]) -> None:
    """Delete the vectors of those of these texts that no passage has any more."""
    for batch in batches(sorted(digests)):
        still = select(passages.c.text_digest).where(passages.c.text_digest.in_(batch))
        connection.execute(
            delete(embeddings).where(embeddings.c.text_digest.in_(batch), embeddings.c.text_digest.not_in(still))
        )


def _source(row: Row[tuple[object, ...]]) -> Source:
    columns = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
    columns.pop("replaced_by")
    return source_from(columns)


def source_from(columns: Mapping[str, Any]) -> Source:
    """Return a source of these columns, whose lists are as JSON has them."""
    lists: dict[str, Any] = {name: tuple(columns.get(name, ())) for name in _LISTS}
    recognised = tuple((whole(page, least=1), whole(percent, most=100)) for page, percent in lists["recognised"])
    return Source(**{**columns, **lists, "recognised": recognised})


def batches(keys: list[str]) -> list[list[str]]:
    """Return keys in parts that one statement can take."""
    return [keys[first : first + _AT_ONCE] for first in range(0, len(keys), _AT_ONCE)]
