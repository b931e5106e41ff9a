"""The library: sources read, added, looked through, corrected and deleted, and the candidates they give to claims."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from claims.services.matching import Matching
from claims.services.publisher_names import AliasRefused, PublisherNames
from sources.reading import paste, read
from sources.reading.references import read_references
from sources.source import Document, Origin, Passage, Source
from sources.store.add_report import AddReport
from sources.store.describing import Filling, Plan
from sources.store.embedding_run import Progress
from sources.store.labels import LONGEST_LABEL, LabelRefused, Labels
from sources.store.listing import Choices, Listing, Page, Search
from sources.store.snapshots import Outcome
from sources.store.source_queries import Listed
from sources.store.source_versions import Reread, SourceVersions

if TYPE_CHECKING:
    from claims.store.database import Database
    from sources.embedding import Encoder
    from sources.store.library import Library as Sources

__all__ = [
    "LONGEST_LABEL",
    "AddReport",
    "AliasRefused",
    "Choices",
    "Filling",
    "LabelRefused",
    "Labels",
    "Library",
    "Listed",
    "Outcome",
    "Page",
    "Plan",
    "Progress",
    "Reread",
    "Search",
]

_COLLECTION = "sources of "


def collection_label(article_id: str) -> str:
    """Return the label of the sources that were collected for an article."""
    return f"{_COLLECTION}{article_id}"


def collected_for(label: str) -> str:
    """Return the id of the article whose sources have this label; empty for a label that a person gave."""
    return label.removeprefix(_COLLECTION) if label.startswith(f"{_COLLECTION}art-") else ""


class Library:
    """The sources of one database, for everybody who uses it. Safe to share between threads.

    No model is loaded before it is needed. Every method may raise `sources.store.engine.DatabaseUnavailable`.

    Attributes:
        matching: Finds candidates for claims.
        names: What publishers are called elsewhere.
    """

    def __init__(self, database: Database, encoder: Encoder | None = None) -> None:
        self.matching = Matching(database, self.sources, self._model_state)
        self.names = PublisherNames(self.sources)
        self._database = database
        self._encoder = encoder
        self._lock = threading.Lock()
        self._sources: Sources | None = None

    def _model_state(self) -> str:
        """Return what tells the embedding model that is used from another one, without loading it."""
        from sources.embedding import model_state

        return self._encoder.model_id if self._encoder else model_state()

    def sources(self) -> Sources:
        """Return the library below, for services that search in it; opened on first use."""
        from sources.embedding import EncoderWorker
        from sources.store.library import Library as Sources

        with self._lock:
            if self._sources is None:
                worker = EncoderWorker(self._encoder)
                self._sources = Sources(self._database.engine, worker, clock=self._database.clock)
            return self._sources

    @property
    def versions(self) -> SourceVersions:
        """The sources over time: read from web addresses, read again, replaced, gone or deleted."""
        return self.sources().versions

    @property
    def listing(self) -> Listing:
        """The sources a page at a time, for whoever looks through them."""
        return self.sources().listing

    @property
    def labels(self) -> Labels:
        """The words that people put on sources; those of an article's own sources are `collection_label`."""
        return self.sources().labels

    # Reading

    def read(self, data: bytes, name: str, *, progress: Callable[[int, int], None] | None = None) -> list[Document]:
        """Read a file of one source or, as CSV or JSONL, of many; raises `sources.reading.NotRead`.

        ``progress`` gets the scanned pages whose text is recognised, and how many there are.
        """
        return read(data, name, progress=progress)

    def paste(self, text: str) -> Document:
        """Return pasted text as a document; raises `sources.reading.NotRead`."""
        return paste(text)

    # Adding, correcting, deleting

    def add(
        self,
        documents: Iterable[Document],
        *,
        progress: Callable[[Progress], None] | None = None,
        cancel: threading.Event | None = None,
    ) -> list[AddReport]:
        """Store documents, then embed every passage that has no vector; what is stored stays when that is stopped."""
        return self.sources().add(documents, progress=progress, cancel=cancel)

    def store(self, documents: Iterable[Document]) -> list[AddReport]:
        """Store documents with their passages; `embed_missing` lets a search find them by meaning."""
        return self.sources().store(documents)

    def add_address(self, address: str) -> list[AddReport]:
        """Read a page, a file or a feed at an address and store what it gives, as `store` does.

        One page keeps the address that was asked, also where a redirect led to another one, so that a link finds it.

        Raises:
            sources.reading.NotRead: If addresses may not be read, or nothing can be read there.
        """
        documents = self.versions.at(address)
        if len(documents) == 1:
            documents = [replace(documents[0], url=address)]
        return self.store(documents)

    def embed_missing(
        self, *, progress: Callable[[Progress], None] | None = None, cancel: threading.Event | None = None
    ) -> int:
        """Embed every passage that has no vector, and return how many are left: none, unless it was stopped.

        Args:
            progress: Called after each chunk of embedded passages.
            cancel: Set by another thread to stop.

        Raises:
            ModelUnavailable: If the model cannot be loaded or fails; what was embedded before is kept.
        """
        return self.sources().vectors.embed_missing(progress=progress, cancel=cancel)

    def forget_vectors(self) -> None:
        """Delete every vector, so that `embed_missing` makes all of them again."""
        self.sources().vectors.forget()

    def correct(
        self, source_id: str, *, title: str, publisher: str, author: str, published: date | None, url: str
    ) -> bool:
        """Correct what is known about a source; its id and text stay.

        False where it is not there, or a later reading has taken its place.
        """
        return self.sources().update_details(
            source_id, title=title, publisher=publisher, author=author, published=published, url=url
        )

    def plan_details(self, data: bytes, name: str) -> Plan:
        """Return what a file of references (CSL-JSON, RIS, BibTeX) would fill in; nothing is changed.

        Raises:
            sources.reading.NotRead: If it is no list of references.
        """
        return self.sources().plan_details(read_references(data, name))

    def fill_in(self, fillings: Sequence[Filling]) -> list[Filling]:
        """Fill in what sources still lack, and return the fillings that changed something."""
        return self.sources().fill_in(fillings)

    def empty_again(self, fillings: Sequence[Filling]) -> list[Filling]:
        """Take back what was filled in, where nobody changed it since, and return the fillings of these sources."""
        return self.sources().empty_again(fillings)

    def delete(self, source_id: str) -> bool:
        """Delete a source and the earlier texts it replaced; False where it is not there."""
        return self.sources().versions.delete(source_id)

    def delete_many(self, source_ids: Sequence[str], *, progress: Callable[[int, int], None] | None = None) -> int:
        """Delete sources, some at a time, and return how many were still there; `progress` gets done and total."""
        return self.sources().versions.delete_many(source_ids, progress=progress)

    # Looking up

    def count(self) -> int:
        """Return the number of sources that no later reading has replaced."""
        return self.sources().count()

    def count_origins(self) -> int:
        """Return how many origins the sources have in all."""
        return self.sources().origins.count()

    def count_missing(self) -> int:
        """Return how many passages are not embedded yet."""
        return self.sources().vectors.count_missing()

    def source(self, source_id: str) -> Source | None:
        """Return a source, also when a later reading replaced it; None where it is not there."""
        return self.sources().source(source_id)

    def passages(self, source_id: str) -> list[Passage]:
        """Return the passages of a source in order; empty where it is not there."""
        return self.sources().passages(source_id)

    def origins(self, source_ids: Collection[str]) -> dict[str, Origin]:
        """Return the origin of these sources by id, the same for those that go back to one report."""
        return self.sources().origins.of(source_ids)

    # The embedding model

    @property
    def model_state(self) -> str:
        """The state of the embedding model: "not loaded", "loading", "ready", or "failed" with the reason."""
        return self.sources().worker.state

    @property
    def model_id(self) -> str:
        """The name of the embedding model; loads it if it is not ready."""
        return self.sources().worker.model_id

    def warm(self) -> None:
        """Load the embedding model and count the words of all sources, so that the first search need not wait.

        Raises:
            ModelUnavailable: If the model cannot be loaded.
        """
        sources = self.sources()
        sources.keywords()
        sources.worker.warm()
