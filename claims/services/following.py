"""Feeds and folders that are followed: looked at in the background, on demand and once at start."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from claims.review.gates import NotSaved, Unavailable
from claims.settings import ON, switch
from claims.store.database import answered
from sources.embedding import ModelUnavailable
from sources.reading import NotRead
from sources.reading.addresses import is_address
from sources.store.engine import DatabaseUnavailable
from sources.store.followed import Followed
from sources.store.source_versions import NOT_ALLOWED

if TYPE_CHECKING:
    from claims.services.library import Library
    from claims.services.settings import Settings

__all__ = ["AT_START", "Followed", "Following", "NotFollowed"]

AT_START = switch("followed.at-start", ON)
"""Whether all that is followed is looked at once after the workbench was started."""
_STOP_SECONDS = 10.0  # that ending waits for the entry in hand


class NotFollowed(NotSaved):
    """A place cannot be followed; the message says why."""


class _Request(NamedTuple):
    """What is to be looked at.

    Attributes:
        ids: Of which places; all where none is named.
        quietly: Pass over feeds where addresses may not be read; otherwise each says so.
    """

    ids: tuple[str, ...]
    quietly: bool


class Following:
    """What is followed in one database. Safe to share between threads.

    One thread looks, at one place after another. What is asked for meanwhile waits for its turn.
    """

    def __init__(self, settings: Settings, library: Library) -> None:
        self._settings = settings
        self._library = library
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stopped = threading.Event()
        self._requests: deque[_Request] = deque()  # the one that is carried out is the first
        self._in_hand = ""
        self._preparing = False
        self._started = False
        self._problem = ""

    def all(self) -> list[Followed]:
        """Return what is followed, in the order in which it was named.

        Raises:
            Unavailable: If the database does not answer.
        """
        with answered():
            return self._library.sources().followed.all()

    @property
    def running(self) -> bool:
        """Whether a look is under way."""
        return bool(self._requests)

    @property
    def in_hand(self) -> str:
        """The id of what is looked at just now; empty while nothing is."""
        return self._in_hand if self.running else ""

    @property
    def preparing(self) -> bool:
        """Whether the passages of what was found new are being prepared just now."""
        return self._preparing

    @property
    def problem(self) -> str:
        """Why the last look ended early; empty where it did not."""
        return self._problem

    def follow(self, where: str) -> Followed:
        """Follow a feed or a folder, and look at it in the background.

        Args:
            where: The address of the feed, or the whole path of the folder.

        Raises:
            NotFollowed: If it cannot be followed.
            Unavailable: If the database does not answer.
        """
        sources = self._library.sources()
        try:
            with answered():
                if is_address(where.strip()) and not sources.versions.allowed:
                    raise NotFollowed(NOT_ALLOWED)
                place = sources.followed.follow(where)
        except NotRead as problem:
            raise NotFollowed(str(problem)) from problem
        self.look([place.id])
        return place

    def look(self, ids: Sequence[str] = (), *, quietly: bool = False) -> None:
        """Look at what is followed, in the background; after a look that is under way, unless that is the same.

        Args:
            ids: Which; all where none is named.
            quietly: Pass over feeds where addresses may not be read; otherwise each says so.
        """
        request = _Request(tuple(ids), quietly)
        with self._lock:
            if request in self._requests:
                return
            self._requests.append(request)
            if len(self._requests) == 1:
                self._stopped.clear()
                self._problem = ""
                self._thread = threading.Thread(target=self._run, name="look-at-followed", daemon=True)
                self._thread.start()

    def look_at_start(self) -> bool:
        """Look at all once after the workbench was started, where that is on, and return whether a look began.

        Later calls do nothing. Feeds are asked only where addresses may be read.
        """
        with self._lock:
            if self._started:
                return False
            self._started = True
        wanted = self._settings.get(AT_START) == ON and bool(self.all())
        if wanted:
            self.look(quietly=True)
        return wanted

    def stop(self) -> None:
        """End the look after the entry in hand, and forget what waits for its turn; what was added stays."""
        with self._lock:
            self._stopped.set()
            while len(self._requests) > 1:
                self._requests.pop()

    def end(self) -> None:
        """End the look, and wait for it; for when the workbench is closed."""
        self.stop()
        self.wait(_STOP_SECONDS)

    def wait(self, seconds: float) -> bool:
        """Return whether the look was done within so many seconds."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)
        return not self.running

    def added(self, followed_id: str, looked_at: datetime) -> list[str]:
        """Return the ids of the sources that the look of this moment added, and that are still in the library.

        Raises:
            Unavailable: If the database does not answer.
        """
        with answered():
            return self._library.sources().followed.added(followed_id, looked_at)

    def take_out(
        self, followed_id: str, looked_at: datetime, *, progress: Callable[[int, int], None] | None = None
    ) -> int:
        """Delete the sources that the look of this moment added, and return how many; what others added stays.

        Args:
            followed_id: Of the place.
            looked_at: When the look was that the person was shown.
            progress: Gets the sources done and their number.

        Raises:
            Unavailable: If the database does not answer.
        """
        with answered():
            return self._library.sources().followed.take_out(followed_id, looked_at, progress=progress)

    def unfollow(self, followed_id: str) -> bool:
        """Follow a place no longer; its sources stay.

        Raises:
            Unavailable: If the database does not answer.
        """
        with answered():
            return self._library.sources().followed.unfollow(followed_id)

    def _run(self) -> None:
        more = True
        while more:
            request = self._requests[0]
            try:
                self._carry_out(request)
            except (Unavailable, DatabaseUnavailable, ModelUnavailable) as problem:
                self._problem = str(problem)
            except Exception as problem:  # noqa: BLE001 - a look that ends early must say so
                self._problem = f"It failed in a way that nobody foresaw ({type(problem).__name__})."
            with self._lock:  # whoever asks from here on finds either this thread at work or none
                self._in_hand, self._preparing = "", False
                self._requests.popleft()
                more = bool(self._requests)
                if more:  # asked for after the stop
                    self._stopped.clear()

    def _carry_out(self, request: _Request) -> None:
        sources = self._library.sources()
        added = 0
        for place in sources.followed.all():
            if request.ids and place.id not in request.ids:
                continue
            if request.quietly and place.outside and not sources.versions.allowed:
                continue
            if self._stopped.is_set():
                break
            self._in_hand = place.id
            added += sources.followed.look(place, stopped=self._stopped.is_set).new
        self._in_hand = ""
        if added and not self._stopped.is_set():
            self._preparing = True
            self._library.embed_missing(cancel=self._stopped)
