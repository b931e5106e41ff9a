"""One run over the passages without a vector, kept chunk by chunk, so that a kill loses one chunk at most."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Engine

from sources.embedding import EncoderWorker
from sources.store import source_queries, vector_queries
from sources.store.engine import reading, writing
from sources.store.source_queries import Unembedded

# Passages read and sorted by length at a time: enough to fill blocks of one length, little enough to hold in memory.
_PAGE = 512
# Chosen, as in the worker: a wait that ends early costs one look at a set, a late one at most this much.
_LOOK_AGAIN_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the embedding is.

    Attributes:
        done, total: Passages of this run.
        seconds_left: Estimate from the speed so far; None before the first chunk.
        name: The file or title of the source at work.
    """

    done: int
    total: int
    seconds_left: float | None
    name: str


class Missing:
    """Finds the passages without a vector. After it found none it looks only at what changed since."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._complete: dict[str | None, int] = {}

    def find(self, model_id: str | None) -> list[Unembedded]:
        """Return one passage for each text without a vector of this model (None: of any), by source and place."""
        with reading(self._engine) as connection:
            now = source_queries.version(connection)
            since = self._complete.get(model_id, 0)
            found = source_queries.unembedded(connection, model_id, since) if now != since else []
        if not found:
            self._complete[model_id] = now
        return found


class InWork:
    """The texts that some thread of this process is embedding, so that no two embed the same."""

    def __init__(self) -> None:
        self._digests: set[str] = set()
        self._changed = threading.Condition()

    def take(self, digests: list[str]) -> set[str]:
        """Return those of these texts that nobody is working on; they are the caller's until `give_back`."""
        with self._changed:
            mine = set(digests) - self._digests
            self._digests |= mine
            return mine

    def give_back(self, digests: set[str]) -> None:
        """Say that the caller is done with these texts."""
        with self._changed:
            self._digests -= digests
            self._changed.notify_all()

    def wait(self) -> None:
        """Wait until somebody is done with something, or a moment."""
        with self._changed:
            self._changed.wait(_LOOK_AGAIN_SECONDS)


class EmbeddingRun:
    """Embeds what is missing; made for one call of `run`."""

    def __init__(
        self,
        engine: Engine,
        worker: EncoderWorker,
        in_work: InWork,
        missing: Missing,
        progress: Callable[[Progress], None] | None,
        cancel: threading.Event | None,
    ) -> None:
        self._engine = engine
        self._worker = worker
        self._in_work = in_work
        self._missing = missing
        self._progress = progress
        self._cancel = cancel
        self._total = 0
        self._done = 0
        self._began = 0.0

    def run(self) -> int:
        """Return how many passages are left: none, unless it was stopped."""
        model_id = self._worker.model_id
        missing = self._missing.find(model_id)
        self._total = len(missing)
        self._began = time.monotonic()
        while missing:
            others: list[Unembedded] = []
            for first in range(0, len(missing), _PAGE):
                if self._stopped:
                    return len(self._missing.find(model_id))
                others += self._page(model_id, missing[first : first + _PAGE])
            if not others:
                break
            # Another thread took these on; whatever it does not finish is done here.
            self._in_work.wait()
            left = {passage.text_digest for passage in self._missing.find(model_id)}
            missing = [passage for passage in others if passage.text_digest in left]
            self._step(len(others) - len(missing), "")
        return len(self._missing.find(model_id)) if self._stopped else 0

    @property
    def _stopped(self) -> bool:
        return self._cancel is not None and self._cancel.is_set()

    def _page(self, model_id: str, page: list[Unembedded]) -> list[Unembedded]:
        """Embed those passages that nobody is working on; return the others."""
        mine = self._in_work.take([passage.text_digest for passage in page])
        try:
            with reading(self._engine) as connection:
                there = vector_queries.embedded(connection, model_id, mine)
                chosen = [
                    passage for passage in page if passage.text_digest in mine and passage.text_digest not in there
                ]
                sources = source_queries.load(connection, {passage.source_id for passage in chosen})
            # A source that was removed meanwhile takes its passages along.
            work = [
                (sources[passage.source_id].text[passage.start : passage.end], passage)
                for passage in chosen
                if passage.source_id in sources
            ]
            work.sort(key=lambda item: (len(item[0]), item[1].text_digest))
            self._step(len(mine) - len(work), "")
            for first, found in self._worker.chunks([text for text, _ in work], cancel=self._cancel):
                keys = [one.text_digest for _, one in work[first : first + len(found)]]
                with writing(self._engine) as connection:
                    rows = np.asarray(found, dtype="<f2")
                    vector_queries.keep(
                        connection, model_id, {key: row.tobytes() for key, row in zip(keys, rows, strict=True)}
                    )
                source = sources[work[first][1].source_id]
                self._step(len(found), source.name or source.title)
        finally:
            self._in_work.give_back(mine)
        return [passage for passage in page if passage.text_digest not in mine]

    def _step(self, count: int, name: str) -> None:
        self._done += count
        if self._progress is None or not count:
            return
        left = (time.monotonic() - self._began) / self._done * (self._total - self._done)
        self._progress(Progress(self._done, self._total, left, name))
