"""Feeds and folders that are followed: looked at again and again, and nothing in them is read twice.

What a look finds new becomes a source. Each entry of a feed is known by its id, each file by its state on the disk
and by the SHA-256 of its bytes; both are kept, also when the source is deleted later. A file that could not be read
is known by its state alone, so that it is read again once its size or time has changed.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, insert, select, update

from sources.identity import digest
from sources.reading import NotRead, read, source_endings
from sources.reading.addresses import address, is_address
from sources.reading.errors import first_sentence, quoted, shown
from sources.reading.limits import FILE_BYTES
from sources.reading.registry import ending_of
from sources.source import Document
from sources.store.add_report import AddReport
from sources.store.engine import DatabaseUnavailable, reading, writing
from sources.store.source_versions import SourceVersions
from sources.store.tables import followed, followed_entries, sources
from sources.untrusted import one_line

MOST_FOLLOWED = 100
"""Feeds and folders; each is looked at, one after another, at every start."""
MOST_NEW = 500
"""Entries or files that one look takes; the next one takes the rest."""
_MOST_FILES = 20_000  # of one folder; to ask the disk for the state of as many takes a second
_PATH_CHARACTERS = 1000


@dataclass(frozen=True, slots=True)
class Followed:
    """A feed or a folder that is followed.

    Attributes:
        address: Of the feed, or the whole path of the folder.
        looked_at: When it was looked at last; None before the first time.
        new: How many sources the last look added; 0 once they were taken out again.
        problem: What went wrong in the last look, as a sentence; empty where nothing did.
    """

    id: str
    address: str
    added_at: datetime
    looked_at: datetime | None
    new: int
    problem: str

    @property
    def outside(self) -> bool:
        """Whether it is a feed, which is asked over the network, and no folder on this machine."""
        return is_address(self.address)

    @property
    def name(self) -> str:
        """The site of a feed, or the last part of a folder's path."""
        return address(self.address).host if self.outside else Path(self.address).name or self.address


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a place has that is not known yet: keys, and documents or a sentence why there is none."""

    keys: tuple[str, ...]
    documents: tuple[Document, ...] = ()
    problem: str = ""


class FollowedPlaces:
    """What is followed in one database. Every method may raise `DatabaseUnavailable`.

    Args:
        engine: Of the database.
        versions: Reads addresses, and deletes sources.
        store: Makes a source of a document.
        clock: Gives the time of a look.
    """

    def __init__(
        self,
        engine: Engine,
        versions: SourceVersions,
        store: Callable[[Document], AddReport],
        clock: Callable[[], datetime],
    ) -> None:
        self._engine = engine
        self._versions = versions
        self._store = store
        self._clock = clock

    def all(self) -> list[Followed]:
        """Return what is followed, in the order in which it was named."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(followed).order_by(followed.c.added_at, followed.c.id))
            return [Followed(**row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name

    def find(self, where: str) -> Followed | None:
        """Return what is followed at an address or a whole path, however it is written; None where nothing is.

        Raises:
            NotRead: If it is an address that is never asked.
        """
        where = one_line(where).strip()
        place = str(address(where)) if is_address(where) else os.path.realpath(where)
        return next((found for found in self.all() if found.address == place), None)

    def follow(self, where: str) -> Followed:
        """Follow a feed or a folder from now on; nothing is read yet, `look` does.

        Args:
            where: The address of the feed, or the whole path of the folder.

        Raises:
            NotRead: If it cannot be followed; the message says why.
        """
        where = one_line(where).strip()
        place = str(address(where)) if is_address(where) else _folder(where)
        new = Followed(digest("followed", place), place, self._clock(), None, 0, "")
        with writing(self._engine) as connection:
            there = set(connection.scalars(select(followed.c.id)))
            if new.id in there:
                raise NotRead(f"{shown(place)} is followed already.")
            if len(there) >= MOST_FOLLOWED:
                raise NotRead(
                    f"{MOST_FOLLOWED} feeds and folders are followed, which is the most. Stop following one first."
                )
            connection.execute(
                insert(followed).values(id=new.id, address=place, added_at=new.added_at, new=0, problem="")
            )
        return new

    def unfollow(self, followed_id: str) -> bool:
        """Follow a place no longer; its sources stay. False where it was not followed."""
        with writing(self._engine) as connection:
            connection.execute(delete(followed_entries).where(followed_entries.c.followed_id == followed_id))
            return bool(connection.execute(delete(followed).where(followed.c.id == followed_id)).rowcount)

    def look(self, place: Followed, *, stopped: Callable[[], bool] = lambda: False) -> Followed:
        """Look at a place, make a source of all that is new, and return the place as it is after that.

        What was taken before it was stopped stays. Whatever goes wrong at the place is its `problem`, so that the
        others are looked at all the same; only a database that does not answer ends the look for all.

        Args:
            place: One of `all`.
            stopped: Asked between two entries.
        """
        now = self._clock()
        known = self._known(place.id)
        # A pin says in public where its source was found: the name of a folder of this machine is nobody's business.
        found_at = f"Followed: {place.name}" if place.outside else ""
        added, turns, problems = 0, 0, []
        try:
            for piece in self._pieces(place, known):
                if turns == MOST_NEW:
                    problems.append(f"{MOST_NEW} new ones were taken in one go; look again for the rest.")
                if turns == MOST_NEW or stopped():
                    break
                reports = [self._store(replace(one, place=found_at)) for one in piece.documents]
                problems += filter(None, [piece.problem, *map(_not_stored, reports)])
                added += sum(report.status == "added" for report in reports)
                keys = () if any(report.status == "taken" for report in reports) else piece.keys
                turns += bool(keys)  # what comes again with each look must not take the turn of the others
                self._note(place.id, keys, reports, now)
        except NotRead as problem:
            problems.append(str(problem))
        except OSError as problem:
            problems.append(f"{shown(place.name)} cannot be looked at: {problem.strerror or 'the disk failed'}.")
        except DatabaseUnavailable:
            raise
        except Exception as problem:  # noqa: BLE001 - a place that fails must not keep the others from being looked at
            problems.append(f"It failed in a way that nobody foresaw ({type(problem).__name__}).")
        more = f" And {len(problems) - 1} more." if len(problems) > 1 else ""
        sentence = first_sentence(problems[0]) + more if problems else ""
        with writing(self._engine) as connection:
            connection.execute(
                update(followed).where(followed.c.id == place.id).values(looked_at=now, new=added, problem=sentence)
            )
        return replace(place, looked_at=now, new=added, problem=sentence)

    def added(self, followed_id: str, looked_at: datetime) -> list[str]:
        """Return the ids of the sources that the look of this moment added, and that are still in the library."""
        with reading(self._engine) as connection:
            return list(
                connection.scalars(
                    select(followed_entries.c.source_id)
                    .join(sources, sources.c.id == followed_entries.c.source_id)
                    .where(
                        followed_entries.c.followed_id == followed_id,
                        followed_entries.c.looked_at == looked_at,
                        followed_entries.c.added,
                        sources.c.replaced_by == "",
                    )
                    .order_by(followed_entries.c.source_id)
                )
            )

    def take_out(
        self, followed_id: str, looked_at: datetime, *, progress: Callable[[int, int], None] | None = None
    ) -> int:
        """Delete the sources that the look of this moment added, and return how many; no later look adds them again.

        Args:
            followed_id: Of the place.
            looked_at: When the look was. What another look brought, which somebody began meanwhile, stays.
            progress: Called after each step with the sources gone through so far and their number.
        """
        deleted = self._versions.delete_many(self.added(followed_id, looked_at), progress=progress)
        with writing(self._engine) as connection:
            connection.execute(
                update(followed).where(followed.c.id == followed_id, followed.c.looked_at == looked_at).values(new=0)
            )
        return deleted

    def _known(self, followed_id: str) -> set[str]:
        with reading(self._engine) as connection:
            return set(
                connection.scalars(
                    select(followed_entries.c.key).where(followed_entries.c.followed_id == followed_id)
                )
            )

    def _pieces(self, place: Followed, known: Collection[str]) -> Iterator[_Piece]:
        return self._entries(place, known) if place.outside else _new_files(Path(place.address), set(known))

    def _entries(self, place: Followed, known: Collection[str]) -> Iterator[_Piece]:
        documents = self._versions.at(place.address)
        if any(document.kind != "feed" for document in documents):
            raise NotRead("There is no feed at this address, but a page or a file. Add it as an address instead.")
        for document in documents:
            key = _digest("entry", document.given_id or document.url or document.text)
            if key not in known:
                yield _Piece((key,), (document,))

    def _note(self, followed_id: str, keys: Iterable[str], reports: Iterable[AddReport], now: datetime) -> None:
        """Keep that entries are known, and the sources that came of them."""
        rows = dict.fromkeys(keys, ("", False))
        for report in reports:
            if report.source_id:
                rows[_digest("source", report.source_id)] = (report.source_id, report.status == "added")
        with writing(self._engine) as connection:
            if not _is_followed(connection, followed_id):  # somebody stopped it meanwhile
                return
            there = set(
                connection.scalars(
                    select(followed_entries.c.key).where(
                        followed_entries.c.followed_id == followed_id, followed_entries.c.key.in_(list(rows))
                    )
                )
            )
            new_rows = [
                {"followed_id": followed_id, "key": key, "looked_at": now, "source_id": source_id, "added": added}
                for key, (source_id, added) in rows.items()
                if key not in there
            ]
            if new_rows:
                connection.execute(insert(followed_entries), new_rows)


def _not_stored(report: AddReport) -> str:
    """Return in a sentence why there is no source; empty where there is one."""
    if report.status == "empty":
        return f"{shown(report.name)} has no word in it."
    if report.status == "taken":
        title = quoted(report.title or report.name)
        return f"Another text has the place of {title} in the library; delete that one there, then look again."
    return ""


def _is_followed(connection: Connection, followed_id: str) -> bool:
    return connection.scalar(select(followed.c.id).where(followed.c.id == followed_id)) is not None


def _folder(where: str) -> str:
    """Return the whole path of a folder that can be followed."""
    path = Path(where)
    if len(where) > _PATH_CHARACTERS or not path.is_absolute():
        raise NotRead(
            f"{shown(where or 'nothing')} is neither an address that begins with https:// nor the whole path of a "
            "folder. Write the path from the root of the disk on."
        )
    try:
        if not path.is_dir():
            raise NotRead(f"There is no folder {shown(path.name)} there. Check the path.")
        return str(path.resolve())
    except OSError as problem:
        raise NotRead(f"{shown(path.name)} cannot be looked up on this machine. Check the path.") from problem


def _new_files(folder: Path, known: set[str]) -> Iterator[_Piece]:
    """Yield the files of a folder that are not known, in the order of their paths; nothing outside of it is read.

    A file or a folder in it that may not be read is a piece with a sentence.

    Raises:
        NotRead: If the folder is not there any more, or has too many files.
        OSError: If the disk does not say whether it is there.
    """
    if not folder.is_dir():
        raise NotRead(f"There is no folder {shown(folder.name)} at its place any more.")
    endings = source_endings()
    closed: list[OSError] = []
    for count, path in enumerate(_files(folder, closed.append), start=1):
        if count > _MOST_FILES:
            raise NotRead(f"{shown(folder.name)} has more than {_MOST_FILES:,} files; the rest was not looked at.")
        if ending_of(path.name) in endings:
            yield from _new_file(path, folder, known)
    for problem in closed:
        if not isinstance(problem, FileNotFoundError):  # taken away meanwhile
            yield _Piece((), problem=f"The folder {shown(Path(problem.filename).name)} may not be read.")


def _files(folder: Path, closed: Callable[[OSError], None]) -> Iterator[Path]:
    """Yield the files below a folder, and whatever else is no folder; links to folders are not followed.

    Args:
        folder: Where to begin.
        closed: Called for each folder that may not be read; the others go on.
    """
    for inside, folders, names in os.walk(folder, onerror=closed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(inside, name) for name in sorted(names) if not name.startswith("."))


def _new_file(path: Path, folder: Path, known: set[str]) -> Iterator[_Piece]:
    """Yield a file that is not known; a link is passed over, because it may lead out of the folder."""
    try:
        state = path.lstat()
    except FileNotFoundError:  # taken away meanwhile
        return
    except OSError:
        yield _Piece((), problem=f"{shown(path.name)} may not be read.")
        return
    stamp = _digest("file", str(path.relative_to(folder)), str(state.st_mtime_ns), str(state.st_size))
    if stat.S_ISREG(state.st_mode) and stamp not in known:
        yield _read_file(path, stamp, state.st_size, known)


def _read_file(path: Path, stamp: str, size: int, known: set[str]) -> _Piece:
    if size > FILE_BYTES:
        return _Piece((stamp,), problem=f"{shown(path.name)} has more than {FILE_BYTES // 2**20} MB.")
    try:
        data = path.read_bytes()
    except OSError:
        return _Piece((), problem=f"{shown(path.name)} may not be read.")
    content = _digest("bytes", hashlib.sha256(data).hexdigest())
    if content in known:
        return _Piece((stamp, content))
    try:
        documents = tuple(read(data, path.name))
    except NotRead as problem:
        return _Piece((stamp,), problem=str(problem))  # without its bytes: whoever touches it has it read again
    known.add(content)
    return _Piece((stamp, content), documents)


def _digest(*parts: str) -> str:
    """Return a SHA-256 of parts as they are; ids of feeds differ by letter case."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
