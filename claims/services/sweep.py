"""Places asked for one claim after another, in the background, at a pace that no place is pressed by."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import Protocol

from claims.claim import Claim
from claims.review.gates import NotSaved

_LOOK_SECONDS = 0.1  # between two looks whether the places answered


class Asked(Protocol):
    """One claim looked up, as `claims.services.evidence_search.Run`."""

    @property
    def running(self) -> bool:
        """Whether a place is still awaited."""
        ...

    def cancel(self) -> None:
        """Wait for no place any more."""
        ...


class Sweep:
    """The claims of an article, asked for in their order. What was asked is in the log, so a later one goes on.

    Args:
        claims: Returns the claims of one article; called in the background, because a long article has hundreds.
        most: How many they can be.
        ask: Starts to look one up.
        pause: Least seconds between the beginnings of two claims.
    """

    def __init__(
        self, claims: Callable[[], Sequence[Claim]], most: int, ask: Callable[[Claim], Asked], pause: float
    ) -> None:
        self.total = most
        self.done = 0
        self.problem = ""
        self._claims = claims
        self._ask = ask
        self._pause = pause
        self._stopped = threading.Event()
        self.ended = threading.Event()
        threading.Thread(target=self._run, name="find-for-all", daemon=True).start()

    @property
    def running(self) -> bool:
        """Whether it goes on."""
        return not self.ended.is_set()

    def stop(self) -> None:
        """End it after what is under way; what was found stays."""
        self._stopped.set()

    def _run(self) -> None:
        try:
            claims = self._claims()
            self.total = len(claims)
            for place, claim in enumerate(claims):
                if self._stopped.is_set():
                    break
                began = time.monotonic()
                asked = self._ask(claim)
                while asked.running and not self._stopped.wait(_LOOK_SECONDS):
                    pass
                if self._stopped.is_set():
                    asked.cancel()
                    break
                self.done += 1
                if place + 1 < self.total:
                    self._stopped.wait(max(0.0, self._pause - (time.monotonic() - began)))
        except NotSaved as problem:
            self.problem = str(problem)
        except Exception as problem:  # noqa: BLE001 - a search that ends early must say so
            self.problem = f"It failed in a way that nobody foresaw ({type(problem).__name__})."
        finally:
            self.ended.set()
