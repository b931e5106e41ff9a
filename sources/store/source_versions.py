"""Sources over time: read again, replaced by what stands there now, deleted, and what is said of each of these.

A source's id is made from its words, so other words are another source. When a page or file is read again and says
something else, the new text becomes a source of its own in the old one's place: the old one leaves every search, and
its text stays for those who judged by it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, select

from sources.differences import Change, differences
from sources.identity import normalised
from sources.passages import passages as cut
from sources.reading import NotRead
from sources.reading.errors import NotFetched
from sources.source import Document, Source
from sources.store import labels, origin_queries, snapshots, source_queries
from sources.store.engine import reading, writing
from sources.store.settings import setting
from sources.store.snapshots import Outcome, Snapshot
from sources.store.tables import sources

if TYPE_CHECKING:
    from sources.reading.fetching import Network

FETCHING = "fetching.allowed"
"""The setting that lets addresses be read; "on" allows it, anything else does not."""

NOT_ALLOWED = (
    "Reading from addresses is switched off, so nothing was asked. Switch it on in the settings, or save the page in "
    "the browser and add the file."
)

# One transaction: short enough that nobody else waits for long, long enough that a disk is not asked for each source.
_DELETED_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading a source again found.

    Attributes:
        source_id: The source that stands in the library now; another one where the text changed.
        changes: Where the new text differs, in its order; empty unless it changed.
        message: A sentence for the person.
    """

    outcome: Outcome
    source_id: str
    changes: tuple[Change, ...] = ()
    message: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceChange:
    """What happened to a source after somebody used it.

    Attributes:
        outcome: CHANGED where a later reading replaced it, GONE where its address has nothing any more, DELETED.
        when: When that was found or done; None where no line of the history tells.
        sentence: For a person, to stand beside what was judged.
    """

    outcome: Outcome
    when: datetime | None
    sentence: str

    @property
    def word(self) -> str:
        """What happened, for a file: changed, gone, deleted, or "not in this library" where it never was."""
        return self.outcome.value if self.when or self.outcome is not Outcome.DELETED else "not in this library"


class SourceVersions:
    """The readings of one library's sources. Every method may raise `DatabaseUnavailable`.

    Attributes:
        network: The way to other machines; None is this machine's own.
    """

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self.network: Network | None = None
        self._engine = engine
        self._clock = clock

    @property
    def allowed(self) -> bool:
        """True where addresses may be read."""
        return setting(self._engine, FETCHING) == "on"

    def at(self, address: str) -> list[Document]:
        """Return the sources at an address.

        Raises:
            NotRead: If addresses may not be read, or nothing can be read there.
        """
        from sources.reading.online import read_address

        if not self.allowed:
            raise NotRead(NOT_ALLOWED)
        return read_address(address, self.network)

    def article_at(self, address: str) -> Document:
        """Return the article at an address; raises as `at`."""
        from sources.reading.online import read_article_at

        if not self.allowed:
            raise NotRead(NOT_ALLOWED)
        return read_article_at(address, self.network)

    def reread(self, source_id: str, given: Document | None = None) -> Reread:
        """Read a source again and keep what was found; passages of a new text have no vectors yet.

        What a person corrected stays: the new text goes by the publisher, title, author, day and address of the old
        one, and only what the old one lacks is taken from the new reading.

        Args:
            source_id: A source of the library that nothing has replaced.
            given: The document as it is now; None reads the source's own address.

        Raises:
            NotRead: If it has no address, or cannot be read just now; nothing was changed.
        """
        held = self._held(source_id)
        try:
            found = self._now(held) if given is None else given
        except NotFetched as problem:
            if not problem.gone:
                raise
            with writing(self._engine) as connection:
                _need(connection, source_id)
                snapshots.note(connection, source_id, Outcome.GONE, self._clock(), held.text)
            return Reread(Outcome.GONE, source_id, message=f"{problem} The text that was read before is kept.")
        if normalised(found.text) == normalised(held.text):
            with writing(self._engine) as connection:
                _need(connection, source_id)
                snapshots.note(connection, source_id, Outcome.UNCHANGED, self._clock(), found.text)
            return Reread(Outcome.UNCHANGED, source_id, message="Read again: not a word has changed.")
        return self._replaced(held, found)

    def delete(self, source_id: str) -> bool:
        """Delete a source and the earlier texts that it replaced.

        What was judged keeps its excerpts, and the history keeps that it was there. False where it is not there, or a
        later reading has taken its place: who asks for it has not seen that one.
        """
        with writing(self._engine) as connection:
            return _delete(connection, source_id, self._clock())

    def delete_many(self, source_ids: Sequence[str], *, progress: Callable[[int, int], None] | None = None) -> int:
        """Delete sources as `delete` does, some at a time, and return how many were still there.

        What was deleted stays deleted when the work is stopped between two steps.

        Args:
            source_ids: Of the library.
            progress: Called after each step with the sources gone through so far and their number.
        """
        deleted = 0
        for first in range(0, len(source_ids), _DELETED_AT_ONCE):
            step = source_ids[first : first + _DELETED_AT_ONCE]
            with writing(self._engine) as connection:
                deleted += sum(_delete(connection, source_id, self._clock()) for source_id in step)
            if progress is not None:
                progress(first + len(step), len(source_ids))
        return deleted

    def history(self, source_id: str) -> list[Snapshot]:
        """Return each time this source, or one that it replaced, was read or deleted, oldest first."""
        with reading(self._engine) as connection:
            return snapshots.history(connection, source_id)

    def earlier(self, source_id: str) -> list[Source]:
        """Return the sources that this one replaced, the last replaced first."""
        with reading(self._engine) as connection:
            chain = snapshots.replaced(connection, source_id)
            loaded = source_queries.load(connection, chain)
        return [loaded[earlier_id] for earlier_id in chain if earlier_id in loaded]

    def changes(self, ids: Collection[str]) -> dict[str, EvidenceChange]:
        """Return, of these sources, those that changed, are gone or were deleted; the others are as they were."""
        with reading(self._engine) as connection:
            latest = snapshots.last(connection, ids)
            stands = {
                row.id: row.replaced_by
                for batch in source_queries.batches(sorted(set(ids)))
                for row in connection.execute(
                    select(sources.c.id, sources.c.replaced_by).where(sources.c.id.in_(batch))
                )
            }
        found = {
            source_id: _change_of(stands.get(source_id), latest.get(source_id)) for source_id in sorted(set(ids))
        }
        return {source_id: change for source_id, change in found.items() if change is not None}

    def lost_excerpts(self, excerpts: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
        """Return which excerpts are no longer in their source: a later reading lacks the words, or it was deleted.

        Args:
            excerpts: Source id and words of each, as they were pinned.
        """
        changed = self.changes({source_id for source_id, _ in excerpts})
        deleted = {one for one, change in changed.items() if change.outcome is Outcome.DELETED}
        replaced_ids = [one for one, change in changed.items() if change.outcome is Outcome.CHANGED]
        texts = self._texts_now(replaced_ids)
        return {
            (source_id, words)
            for source_id, words in excerpts
            if source_id in deleted or (source_id in texts and normalised(words) not in normalised(texts[source_id]))
        }

    def _texts_now(self, ids: Collection[str]) -> dict[str, str]:
        """Return the text of the last reading of each source, where that is there."""
        found: dict[str, str] = {}
        if not ids:
            return found
        with reading(self._engine) as connection:
            for source_id in ids:
                last, seen = source_id, {source_id}
                while following := connection.scalar(select(sources.c.replaced_by).where(sources.c.id == last)):
                    if following in seen:
                        break
                    seen.add(following)
                    last = following
                text = connection.scalar(select(sources.c.text).where(sources.c.id == last))
                if text is not None:
                    found[source_id] = text
        return found

    def change_words(self, ids: Collection[str]) -> dict[str, str]:
        """Return what `changes` tells, in a word for each, as files give it."""
        return {source_id: change.word for source_id, change in self.changes(ids).items()} if ids else {}

    def _held(self, source_id: str) -> Source:
        with reading(self._engine) as connection:
            _need(connection, source_id)
            return source_queries.load(connection, [source_id])[source_id]

    def _now(self, held: Source) -> Document:
        if not held.url:
            raise NotRead("This source has no address to read again. Give its file instead.")
        documents = self.at(held.url)
        of_a_feed = [document for document in documents if held.given_id and document.given_id == held.given_id]
        if len(documents) > 1 and not of_a_feed:
            raise NotRead("There are several texts at its address, and none is this one. Give its file instead.")
        return (of_a_feed or documents)[0]

    def _replaced(self, held: Source, found: Document) -> Reread:
        document = replace(
            found,
            title=held.title or found.title,
            publisher=held.publisher or found.publisher,
            author=held.author or found.author,
            published=held.published or found.published,
            url=held.url or found.url,
            given_id=held.given_id or found.given_id,
            name=found.name or held.name,
        )
        now = self._clock()
        new = source_queries.source_of(document, now)
        pieces = cut(new.id, new.text)
        if not pieces:
            raise NotRead("There is no word in what was read. Nothing was changed.")
        with writing(self._engine) as connection:
            _need(connection, held.id)
            # The text of yesterday is no copy of today's.
            origin_queries.forget(connection, held)
            try:
                source_queries.add(connection, new, pieces)
            except source_queries.IdTaken as taken:
                raise NotRead(f"{taken} Nothing was changed.") from None
            labels.hand_over(connection, held.id, new.id)
            snapshots.note(connection, held.id, Outcome.CHANGED, now, document.text, replaced_by=new.id)
            snapshots.replace(connection, held.id, new.id)
        changes = tuple(differences(held.text, document.text))
        places = "1 place" if len(changes) == 1 else f"{len(changes):,} places"
        return Reread(
            Outcome.CHANGED,
            new.id,
            changes,
            f"Read again: the text has changed in {places}. The new text has taken the place of the old one, which "
            "stays for what was judged by it.",
        )


def _delete(connection: Connection, source_id: str, now: datetime) -> bool:
    """Delete a source and what it replaced; False where nothing of it stands."""
    if not source_queries.stands(connection, source_id):
        return False
    chain = [source_id, *snapshots.replaced(connection, source_id)]
    held = source_queries.load(connection, chain)
    if source_id not in held:
        return False
    for one in chain:
        snapshots.note(connection, one, Outcome.DELETED, now, held[one].text)
        source_queries.remove(connection, one)
    return True


def _need(connection: Connection, source_id: str) -> None:
    """Refuse what is asked of a source that somebody deleted or replaced meanwhile."""
    if not source_queries.stands(connection, source_id):
        raise NotRead("This source is no longer in the library. Nothing was read.")


def _change_of(replaced_by: str | None, latest: Snapshot | None) -> EvidenceChange | None:
    """Return what happened to a source; None where nothing did.

    Args:
        replaced_by: As its row has it; None where there is no row.
        latest: The last line of its history.
    """
    when = latest.retrieved_at if latest else None
    day = f" on {when:%Y-%m-%d}" if when else ""
    if replaced_by is None:
        was = f"The source was deleted from the library{day}" if latest else "The source is not in this library"
        return EvidenceChange(Outcome.DELETED, when, f"{was}; the excerpt is as it was judged.")
    if replaced_by:
        return EvidenceChange(
            Outcome.CHANGED,
            when,
            f"The source was read again{day} and had changed; the excerpt is of the earlier text.",
        )
    if latest and latest.outcome is Outcome.GONE:
        return EvidenceChange(
            Outcome.GONE, when, f"The source was gone from its address{day}; the excerpt is of the text read before."
        )
    return None
