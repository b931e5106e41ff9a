"""Work done ahead in the background: the candidates of an article's claims, while the reviewer reads one of them."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

_QUIET = 1.0  # seconds without a search for the page; a reviewer who steps on comes first
_PAUSE = 0.05  # seconds between looks for quiet
_STOP = 10.0  # seconds that ending waits for the claim in hand

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Ahead:
    """Does one piece of work after the other in a thread of its own, while nobody waits for the same.

    Attributes:
        step: Does the next piece of work for an article, from a claim on; False where there is none left.
    """

    step: Callable[[str, str], bool]
    _wanted: tuple[str, str] = ("", "")
    _asked_at: float = 0.0
    _thread: threading.Thread | None = None
    _stopping: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def asked(self) -> None:
        """Note that a page searches now."""
        self._asked_at = time.monotonic()

    def start(self, article_id: str, claim_id: str) -> None:
        """Work for this article, from this claim on."""
        with self._lock:
            self._wanted = (article_id, claim_id)
            if self._stopping.is_set() or (self._thread is not None and self._thread.is_alive()):
                return
            self._thread = threading.Thread(target=self._run, name="candidates-ahead", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End after the piece of work in hand; nothing is started any more."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(_STOP)

    def wait(self, seconds: float) -> bool:
        """Return whether all work was done within so many seconds."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)
        return thread is None or not thread.is_alive()

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                if time.monotonic() - self._asked_at < _QUIET:
                    self._stopping.wait(_PAUSE)
                elif not self.step(*self._wanted):
                    return
        except Exception:  # noqa: BLE001 - what is not done ahead is done when it is needed, and says then what is wrong
            _log.info("Candidates are not looked for ahead.", exc_info=True)
