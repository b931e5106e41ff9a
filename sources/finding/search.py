"""Places asked about one claim in the background: what comes is there at once, and nobody waits for the slowest."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

_Answer = TypeVar("_Answer")

SECONDS = 30.0
"""Time for one place, unless it is given another."""
CANCELLED = "Cancelled before it answered."


class Search(Generic[_Answer]):
    """One job for each place, each in a thread of its own.

    A place that takes too long, or is not done when the search is cancelled, counts as failed from then on; what it
    still gives is dropped.

    Args:
        jobs: What asks a place, by the place's name; it gets an event that is set once nobody waits any more.
        failed: Makes the answer of a place that did not answer, from its name and a sentence.
        told: Called once for each place, with its name and answer, in a thread of the search.
        seconds: Time for each place.
        foreseen: What carries a sentence for the person, of what a job may raise.
    """

    def __init__(
        self,
        jobs: Mapping[str, Callable[[threading.Event], _Answer]],
        failed: Callable[[str, str], _Answer],
        told: Callable[[str, _Answer], None] = lambda name, answer: None,  # noqa: ARG005
        *,
        seconds: float = SECONDS,
        foreseen: tuple[type[Exception], ...] = (),
    ) -> None:
        self._jobs = dict(jobs)
        self._failed = failed
        self._told = told
        self._seconds = seconds
        self._foreseen = foreseen
        self._over = threading.Event()
        self._cancelled = threading.Event()
        self._came: queue.Queue[tuple[str, _Answer] | None] = queue.Queue()
        self._answers: dict[str, _Answer] = {}
        self._lock = threading.Lock()
        self.done = threading.Event()
        self._began = time.monotonic()
        for name in self._jobs:
            threading.Thread(target=self._run, args=(name,), name="find", daemon=True).start()
        threading.Thread(target=self._gather, name="find-all", daemon=True).start()

    @property
    def names(self) -> tuple[str, ...]:
        """The places that were asked, in their order."""
        return tuple(self._jobs)

    @property
    def answers(self) -> dict[str, _Answer]:
        """What came so far, by the name of the place."""
        with self._lock:
            return dict(self._answers)

    @property
    def cancelled(self) -> bool:
        """Whether a person cancelled it."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Wait for no place any more."""
        self._cancelled.set()
        self._over.set()
        self._came.put(None)

    def _run(self, name: str) -> None:
        try:
            answer = self._jobs[name](self._over)
        except self._foreseen as problem:
            answer = self._failed(name, str(problem))
        except Exception as problem:  # noqa: BLE001 - whatever one place does, the others go on
            answer = self._failed(name, f"It failed in a way that nobody foresaw ({type(problem).__name__}).")
        self._came.put((name, answer))

    def _gather(self) -> None:
        """Take what comes until all places answered, the time is over, or a person cancels."""
        try:
            self._take()
        finally:
            self._over.set()
            self.done.set()

    def _take(self) -> None:
        ends = self._began + self._seconds
        while len(self._answers) < len(self._jobs) and not self._cancelled.is_set():
            try:
                came = self._came.get(timeout=max(0.0, ends - time.monotonic()))
            except queue.Empty:
                break
            if came is not None:
                self._keep(*came)
        self._over.set()
        sentence = CANCELLED if self._cancelled.is_set() else f"It did not answer within {self._seconds:g} s."
        for name in self._jobs:
            if name not in self._answers:
                self._keep(name, self._failed(name, sentence))

    def _keep(self, name: str, answer: _Answer) -> None:
        with self._lock:
            self._answers[name] = answer
        self._told(name, answer)
