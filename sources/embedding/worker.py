"""One thread that embeds for everybody, a chunk of each job in turn, so that a long job never blocks a short one."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from sources.embedding.encoder import Encoder, ModelUnavailable, Precision, Vectors
from sources.embedding.model import load_encoder

# About a third of a second of work: what one job at most adds to the waiting of another, per turn.
CHUNK = 16
# Sixteen sessions with a few jobs each; a further job is refused with a message instead of waiting without end.
MOST_JOBS = 256
# Chosen: a person who cancels sees no delay, and five looks a second cost nothing.
_LOOK_AGAIN_SECONDS = 0.2


class Cancelled(Exception):  # noqa: N818 - asked for, not a fault
    """The caller stopped the work."""


@dataclass(slots=True, eq=False)
class _Job:
    texts: Sequence[str]
    cancel: threading.Event | None
    encoder: Encoder | None = None  # None is the one that is loaded, in float32
    done: int = 0
    abandoned: bool = False
    out: queue.SimpleQueue[tuple[int, Vectors] | ModelUnavailable | None] = field(default_factory=queue.SimpleQueue)

    @property
    def stopped(self) -> bool:
        return self.abandoned or (self.cancel is not None and self.cancel.is_set())


class EncoderWorker:
    """Serves all sessions of a process with one encoder. Safe to share between threads.

    Claims are embedded in float32; passages in what `settle` says, by the same weights.

    Args:
        encoder: The encoder to use; None is the installed model, loaded on first use.
        load: Gives the encoder where none is given.
        chunk: Texts per turn of a job.
    """

    def __init__(
        self, encoder: Encoder | None = None, *, load: Callable[[], Encoder] = load_encoder, chunk: int = CHUNK
    ) -> None:
        self._encoder = encoder
        self._load = load
        self._chunk = chunk
        self._jobs: deque[_Job] = deque()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._decide: Callable[[Encoder], Precision] = lambda _encoder: Precision.FLOAT32
        self._deciding = threading.Lock()
        self._for_passages: Encoder | None = None
        self._state = "not loaded" if encoder is None else "ready"

    @property
    def state(self) -> str:
        """One of "not loaded", "loading", "ready", or "failed: " with a sentence; never waits."""
        return self._state

    def settle(self, decide: Callable[[Encoder], Precision]) -> None:
        """Say in which precision passages are embedded; asked once, when that is needed for the first time.

        Args:
            decide: Given the loaded encoder. What it raises comes out of whatever asked, and it is asked again.
        """
        with self._deciding:
            self._decide, self._for_passages = decide, None

    @property
    def model_id(self) -> str:
        """The id of passages' vectors; loads the model and waits for it where that has not happened.

        Raises:
            ModelUnavailable: If the model cannot be loaded.
        """
        return self._passages_encoder().model_id

    @property
    def dimensions(self) -> int:
        """Length of the encoder's vectors; loads the model as `model_id` does."""
        return self._ready().dimensions

    def warm(self) -> None:
        """Load the model now and wait for it; does nothing when it is loaded. A failed loading is tried again.

        Raises:
            ModelUnavailable: If the model cannot be loaded.
        """
        self._ready()

    def encode(
        self,
        texts: Sequence[str],
        *,
        progress: Callable[[int, int], None] | None = None,
        cancel: threading.Event | None = None,
    ) -> Vectors:
        """Return one unit vector per text in float32, in the order of ``texts``: what claims are looked up with.

        Args:
            texts: May be empty.
            progress: Called after each chunk with the texts done and their number.
            cancel: Set by another thread to stop after the chunk that is at work.

        Raises:
            ModelUnavailable: If the model cannot be loaded or fails, or too many jobs wait.
            Cancelled: If ``cancel`` was set.
        """
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        found: list[Vectors] = []
        done = 0
        for _, vectors in self._results(_Job(texts, cancel)):
            found.append(vectors)
            done += len(vectors)
            if progress is not None:
                progress(done, len(texts))
        if done < len(texts):
            raise Cancelled("Stopped before all texts were embedded.")
        return np.concatenate(found)

    def chunks(self, texts: Sequence[str], *, cancel: threading.Event | None = None) -> Iterator[tuple[int, Vectors]]:
        """Yield ``(place of the first, vectors)`` of passages as chunks are done; ends early when ``cancel`` is set.

        Raises:
            ModelUnavailable: As `encode` does; what was yielded before is good.
        """
        if texts:
            yield from self._results(_Job(texts, cancel, self._passages_encoder()))

    def close(self) -> None:
        """Stop the thread after the chunk that is at work."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _passages_encoder(self) -> Encoder:
        encoder = self._ready()
        with self._deciding:
            if self._for_passages is None:
                self._for_passages = encoder.in_precision(self._decide(encoder))
            return self._for_passages

    def _ready(self) -> Encoder:
        if self._encoder is None:
            for _ in self._results(_Job((), None)):
                pass
        if self._encoder is None:
            raise ModelUnavailable("The workbench is being stopped. Start it again.")
        return self._encoder

    def _results(self, job: _Job) -> Iterator[tuple[int, Vectors]]:
        self._put(job)
        try:
            while not job.stopped:
                try:
                    result = job.out.get(timeout=_LOOK_AGAIN_SECONDS)
                except queue.Empty:
                    if self._closed:
                        return
                    continue
                if result is None:
                    return
                if isinstance(result, ModelUnavailable):
                    raise result
                yield result
        finally:
            job.abandoned = True

    def _put(self, job: _Job) -> None:
        with self._changed:
            if len(self._jobs) >= MOST_JOBS:
                raise ModelUnavailable("Too many people wait for the embedding model. Try again in a moment.")
            self._jobs.append(job)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="encoder", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._jobs and not self._closed:
                    self._changed.wait()
                if self._closed:
                    return
                job = self._jobs.popleft()
            self._serve(job)

    def _serve(self, job: _Job) -> None:
        """Do one chunk of a job; a job with more to do goes to the end of the line."""
        if job.stopped:
            job.out.put(None)
            return
        try:
            encoder = job.encoder or self._loaded()
            texts = job.texts[job.done : job.done + self._chunk]
            if texts:
                job.out.put((job.done, encoder.encode(texts)))
        except ModelUnavailable as error:
            job.out.put(error)
            return
        except Exception as error:  # noqa: BLE001 - the thread serves everybody and must outlive any failure
            job.out.put(
                ModelUnavailable(
                    f"The embedding model failed ({type(error).__name__}). Try again; if it fails again, restart."
                )
            )
            return
        job.done += len(texts)
        if job.done >= len(job.texts):
            job.out.put(None)
            return
        with self._changed:
            self._jobs.append(job)

    def _loaded(self) -> Encoder:
        if self._encoder is None:
            self._state = "loading"
            try:
                self._encoder = self._load()
            except ModelUnavailable as error:
                self._state = f"failed: {error}"
                raise
            except Exception as error:
                sentence = f"The embedding model cannot be loaded ({type(error).__name__}). Install it again."
                self._state = f"failed: {sentence}"
                raise ModelUnavailable(sentence) from error
            self._state = "ready"
        return self._encoder
