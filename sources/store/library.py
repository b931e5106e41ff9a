"""The library: sources in, passages embedded once, and everything a search needs of them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

import numpy as np
from sqlalchemy import Engine, case, delete, insert, update

from sources.bounded_cache import BoundedCache
from sources.embedding import EncoderWorker, ModelUnavailable
from sources.embedding.encoder import Vectors
from sources.filter import Filter
from sources.passages import passages as cut
from sources.reading.references import Reference
from sources.source import Document, Passage, Source
from sources.store import origin_queries, source_queries
from sources.store.add_report import AddReport
from sources.store.describing import Filling, Plan, emptied, filled, plan
from sources.store.embedding_run import Progress
from sources.store.engine import DatabaseUnavailable, reading, writing
from sources.store.followed import FollowedPlaces
from sources.store.keyword_cache import KeywordCache
from sources.store.labels import Labels
from sources.store.listing import Listing
from sources.store.origin_cache import OriginCache
from sources.store.passage_vectors import PassageVectors
from sources.store.precision import settled_precision
from sources.store.source_queries import Listed, NamesRead
from sources.store.source_versions import SourceVersions
from sources.store.tables import aliases
from sources.store.tables import sources as sources_table
from sources.untrusted import one_line

if TYPE_CHECKING:
    from sources.index import ExactIndex, KeywordIndex
    from sources.store.search_matrix import SearchMatrix

_QUERIES_KEPT = 4096  # vectors of claims in memory, 1.5 kB each


class Library:
    """The sources of one database. Safe to share between threads; one per process serves everybody.

    Every method may raise `DatabaseUnavailable`.

    Attributes:
        worker: Embeds for this library.
        versions: The sources over time: read again, replaced, deleted.
        listing: The sources a page at a time, for whoever looks through them.
        followed: Feeds and folders that are looked at again and again.
        labels: The words that people put on sources.
        vectors: The vectors of the passages: missing, made, forgotten.
        origins: Which sources go back to one report.
    """

    def __init__(
        self, engine: Engine, worker: EncoderWorker, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.worker = worker
        worker.settle(lambda encoder: settled_precision(engine, encoder.quickest))
        self.versions = SourceVersions(engine, clock)
        self.listing = Listing(engine, self.keywords)
        self.followed = FollowedPlaces(engine, self.versions, self._store, clock)
        self.labels = Labels(engine)
        self.vectors = PassageVectors(engine, worker)
        self.origins = OriginCache(engine)
        self._engine = engine
        self._clock = clock
        self._lock = threading.Lock()
        self._matrix: SearchMatrix | None = None
        self._keywords = KeywordCache()
        self._queries: BoundedCache[tuple[str, str], Vectors] = BoundedCache(_QUERIES_KEPT)
        self._in_use: WeakValueDictionary[str, Source] = WeakValueDictionary()

    # In

    def add(
        self,
        documents: Iterable[Document],
        *,
        progress: Callable[[Progress], None] | None = None,
        cancel: threading.Event | None = None,
    ) -> list[AddReport]:
        """Store documents with their passages, one transaction each, then embed every passage that has no vector.

        What is stored stays when the embedding is stopped, killed or fails; it goes on with the next `add` or
        `vectors.embed_missing`, and the reports say so.

        Args:
            documents: As `sources.reading.read` gives them.
            progress: Called after each chunk of embedded passages.
            cancel: Set by another thread to stop.
        """
        reports = self.store(documents)
        message = ""
        try:
            left = self.vectors.embed_missing(progress=progress, cancel=cancel)
            if left:
                message = "Stored, but the work was stopped: what is not embedded yet is not found in a search."
        except ModelUnavailable as error:
            message = f"Stored, but not found in a search yet. {error}"
        if not message:
            return reports
        return [_with_message(report, message) if report.status == "added" else report for report in reports]

    def store(self, documents: Iterable[Document]) -> list[AddReport]:
        """Store documents with their passages, one transaction each; `vectors.embed_missing` makes them found."""
        return [self._store(document) for document in documents]

    def update_details(
        self,
        source_id: str,
        *,
        title: str,
        publisher: str,
        author: str,
        published: date | None,
        url: str,
    ) -> bool:
        """Correct what is known about a source; its id and text stay.

        With another address, what was known of an archived copy is forgotten: it is a copy of another page.

        False where it is not there, or a later reading has taken its place.
        """
        title, publisher, author, url = map(one_line, (title, publisher, author, url))
        with writing(self._engine) as connection:
            if not source_queries.stands(connection, source_id):
                return False
            done = connection.execute(
                update(sources_table)
                .where(sources_table.c.id == source_id)
                .values(
                    title=title,
                    publisher=publisher,
                    author=author,
                    published=published,
                    url=url,
                    archived=case((sources_table.c.url == url, sources_table.c.archived), else_=""),
                )
            )
            if done.rowcount:
                origin_queries.renew(connection, source_queries.load(connection, [source_id])[source_id])
                source_queries.changed(connection)
                source_queries.changed(connection, [source_id])
            return bool(done.rowcount)

    def keep_archived(self, source_id: str, page: str, archived: str) -> bool:
        """Keep the address of an archived copy of a source's page.

        False where the source is not there any more, or has another address than the page by now.
        """
        with writing(self._engine) as connection:
            if not source_queries.stands(connection, source_id):
                return False
            kept = connection.execute(
                update(sources_table)
                .where(sources_table.c.id == source_id, sources_table.c.url == page)
                .values(archived=one_line(archived))
            )
            source_queries.changed(connection, [source_id])
            return bool(kept.rowcount)

    def plan_details(self, references: Iterable[Reference]) -> Plan:
        """Return what references of the same title would fill in; nothing is changed."""
        with reading(self._engine) as connection:
            return plan(references, source_queries.listed(connection))

    def fill_in(self, fillings: Sequence[Filling]) -> list[Filling]:
        """Fill in what sources still lack, and return the fillings that changed something."""
        return self._change(fillings, filled)

    def empty_again(self, fillings: Sequence[Filling]) -> list[Filling]:
        """Take back what was filled in, where nobody changed it since, and return the fillings of these sources."""
        return self._change(fillings, emptied)

    def _change(
        self, fillings: Sequence[Filling], changed: Callable[[Listed, Filling], dict[str, Any]]
    ) -> list[Filling]:
        with reading(self._engine) as connection:
            there = {one.id: one for one in source_queries.listed(connection, [one.source_id for one in fillings])}
        done = []
        for filling in fillings:
            source = there.get(filling.source_id)
            details = changed(source, filling) if source is not None else {}
            if any(value != getattr(source, name) for name, value in details.items()) and self.update_details(
                filling.source_id, **details
            ):
                done.append(filling)
        return done

    def aliases(self) -> dict[str, str]:
        """Return what publishers are called elsewhere, each with the name it stands for, by alias."""
        with reading(self._engine) as connection:
            return source_queries.other_names(connection)

    def keep_alias(self, alias: str, publisher: str) -> None:
        """Set what an alias stands for; with an empty publisher it stands for nothing any more."""
        alias, publisher = one_line(alias), one_line(publisher)
        with writing(self._engine) as connection:
            connection.execute(delete(aliases).where(aliases.c.alias == alias))
            if publisher:
                connection.execute(insert(aliases).values(alias=alias, publisher=publisher))
            source_queries.changed(connection)

    # Out

    @property
    def version(self) -> int:
        """A number that grows with every change that a search or a list could notice."""
        with reading(self._engine) as connection:
            return source_queries.version(connection)

    def count(self) -> int:
        """Return the number of sources that nothing has replaced."""
        with reading(self._engine) as connection:
            return source_queries.count(connection)

    def names_since(self, version: int) -> NamesRead:
        """Return who published and wrote the sources that changed after this version; -1 is all sources."""
        with reading(self._engine) as connection:
            return source_queries.names_since(connection, version)

    def publishers(self) -> list[str]:
        """Return the different publishers of all sources, an empty one among them, in order."""
        with reading(self._engine) as connection:
            return source_queries.publishers(connection)

    def titles(self) -> list[tuple[str, str, str]]:
        """Return id, title and address of all sources that nothing has replaced; either may be empty."""
        with reading(self._engine) as connection:
            return source_queries.titles(connection)

    def passing(self, chosen: Filter, publishers: Collection[str] | None) -> frozenset[str]:
        """Return the ids of the sources that pass a filter, with ``publishers`` in place of its own; None is all."""
        with reading(self._engine) as connection:
            return source_queries.passing(connection, chosen, publishers)

    def with_text(self, text: str) -> str:
        """Return the id of a source that has this very text; empty where there is none."""
        with reading(self._engine) as connection:
            return source_queries.with_text(connection, text)

    def containing(self, words: str) -> set[str]:
        """Return the ids of the sources whose text has these very words somewhere, in whatever letter case."""
        with reading(self._engine) as connection:
            return source_queries.containing(connection, words)

    def source(self, source_id: str) -> Source | None:
        """Return a source, also one that was replaced, or None where it is not there."""
        return self.load([source_id]).get(source_id)

    def load(self, ids: Collection[str]) -> dict[str, Source]:
        """Return the sources with these ids, replaced ones too; those that are not there are left out."""
        with reading(self._engine) as connection:
            return source_queries.load(connection, ids)

    def passages(self, source_id: str) -> list[Passage]:
        """Return the passages of a source in order; empty where it is not there."""
        found = self.load_passages([source_id])
        return found[source_id][1] if source_id in found else []

    def load_passages(self, ids: Collection[str]) -> dict[str, tuple[Source, list[Passage]]]:
        """Return sources with their passages; those that are not there, or were replaced, are left out.

        A source that a caller before still keeps is the same object again: what is found for thousands of claims
        would else keep the text of each source thousands of times.
        """
        with reading(self._engine) as connection:
            found = {one: self._shared(source) for one, source in source_queries.load(connection, ids).items()}
            places = source_queries.places(connection, found)
        return {
            one: (
                source,
                [Passage(one, ordinal, start, end, source.text[start:end]) for ordinal, start, end in places[one]],
            )
            for one, source in found.items()
            if places[one]
        }

    def _shared(self, source: Source) -> Source:
        known = self._in_use.get(source.id)
        if known != source:
            self._in_use[source.id] = known = source
        return known

    # Search

    def index(self) -> ExactIndex:
        """Return the search matrix of the library as it is now; passages without a vector are not in it.

        Only what changed since the last call is read. A vector that is damaged is forgotten, so that its passage is
        one of those that are missing.

        Raises:
            ModelUnavailable: If the model cannot be loaded.
        """
        from sources.store import vector_queries
        from sources.store.search_matrix import SearchMatrix

        model_id = self.worker.model_id
        damaged: set[str] = set()
        with self._lock, reading(self._engine) as connection:
            if self._matrix is None or self._matrix.model_id != model_id:
                self._matrix = SearchMatrix(model_id, self.worker.dimensions)
            index = self._matrix.current(connection, damaged)
        if damaged:
            # Without them the passages count as not embedded, which every page says, and are embedded again.
            with suppress(DatabaseUnavailable), writing(self._engine) as connection:
                vector_queries.forget(connection, model_id, damaged)
        return index

    def keywords(self, *, progress: Callable[[int, int], None] | None = None) -> KeywordIndex:
        """Return the keyword index of the library as it is now, of all passages, whether embedded or not.

        Args:
            progress: Called with the sources read so far and the number of those that are new since the last time.
        """
        counted = self._keywords.count(self._engine, progress)
        with reading(self._engine) as connection:
            return self._keywords.index(connection, None if counted else progress)

    def query_vectors(self, texts: Sequence[str], *, progress: Callable[[int, int], None] | None = None) -> Vectors:
        """Return one unit vector per text, from memory where it was asked before.

        Raises:
            ModelUnavailable: If the model cannot be loaded or fails.
        """
        model_id = self.worker.model_id
        kept = self._queries.get_all((model_id, text) for text in texts)
        found = {text: vector for (_, text), vector in kept.items()}
        new = [text for text in dict.fromkeys(texts) if text not in found]
        if new:
            # Alike lengths side by side fill the encoder's blocks.
            new.sort(key=len)
            found |= dict(zip(new, self.worker.encode(new, progress=progress), strict=True))
            self._queries.put_all({(model_id, text): found[text] for text in new})
        return np.array([found[text] for text in texts], dtype=np.float32).reshape(len(texts), self.worker.dimensions)

    def _store(self, document: Document) -> AddReport:
        one = source_queries.source_id(document := source_queries.storable(document))
        name = document.name or document.title
        pieces = cut(one, document.text)
        if not pieces:
            message = "There is no word in it. Nothing was stored."
            return AddReport(name, "empty", "", document.title, document.publisher, 0, message)
        source = source_queries.source_of(document, self._clock())
        try:
            with writing(self._engine) as connection:
                new = source_queries.add(connection, source, pieces)
        except source_queries.IdTaken as taken:
            message = f"{taken} Then add this again; nothing was stored."
            return AddReport(name, "taken", "", document.title, document.publisher, 0, message)
        message = " ".join(document.notices) if new else ""
        status = "added" if new else "known"
        return AddReport(name, status, one, document.title, document.publisher, len(pieces), message)


def _with_message(report: AddReport, message: str) -> AddReport:
    return replace(report, message=f"{report.message} {message}".strip())
