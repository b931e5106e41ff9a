"""The vectors of a library's passages: how many are missing, made by the worker, forgotten."""

from __future__ import annotations

import threading
from collections.abc import Callable

from sqlalchemy import Engine, select

from sources.embedding import EncoderWorker
from sources.store import source_queries
from sources.store.embedding_run import EmbeddingRun, InWork, Missing, Progress
from sources.store.engine import reading, writing
from sources.store.tables import passages


class PassageVectors:
    """Makes the vectors of one database's passages. Every method may raise `DatabaseUnavailable`."""

    def __init__(self, engine: Engine, worker: EncoderWorker) -> None:
        self._engine = engine
        self._worker = worker
        self._in_work = InWork()
        self._missing = Missing(engine)

    def count_missing(self) -> int:
        """Return how many passages are not embedded yet, by the loaded model or, until one is loaded, by any."""
        model_id = self._worker.model_id if self._worker.state == "ready" else None
        return len(self._missing.find(model_id))

    def embed_missing(
        self, *, progress: Callable[[Progress], None] | None = None, cancel: threading.Event | None = None
    ) -> int:
        """Embed every passage that has no vector yet, and return how many are left: none, unless it was stopped.

        Args:
            progress: Called after each chunk of embedded passages.
            cancel: Set by another thread to stop.

        Raises:
            ModelUnavailable: If the model cannot be loaded or fails; what was embedded before is kept.
        """
        # Without passages there is nothing to do, and the model need not be loaded to find that out.
        if not self._has_passages():
            return 0
        return EmbeddingRun(self._engine, self._worker, self._in_work, self._missing, progress, cancel).run()

    def forget(self) -> None:
        """Delete every vector, so that `embed_missing` makes all again; until then nothing is found by meaning."""
        with writing(self._engine) as connection:
            source_queries.forget_vectors(connection)

    def _has_passages(self) -> bool:
        with reading(self._engine) as connection:
            return connection.execute(select(passages.c.ordinal).limit(1)).first() is not None
