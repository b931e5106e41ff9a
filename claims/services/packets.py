"""The verification packet of an article: out of one workbench, and into another as what it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from claims.report.packet import MAGIC, Contents, PacketRefused, fingerprint, has_own_script, packet, read_packet
from claims.report.verdict_csv import moment
from claims.report.verify import verify
from claims.services.reports import NoArticleError
from claims.store import packet_rows, tables
from sources.store.source_queries import IdTaken
from sources.untrusted import Unusable

if TYPE_CHECKING:
    from claims.services.exports import Exports
    from claims.services.reports import Reports
    from claims.store.database import Database

_TRIES = 5  # of making a packet while somebody works on its article

_OTHER_SCRIPT = (
    "The packet's script verify.py is not the one of this workbench: it is of another version, or forged. Do not run "
    "it: make a packet here and take the script of that one."
)

__all__ = ["MAGIC", "BroughtIn", "PacketRefused", "Packets", "fingerprint"]


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What a packet brought.

    Attributes:
        judgements: How many lines of the history.
        sources: How many sources the packet has; those that were here already stay as they are.
        fingerprint: What the sender of the packet says too, if it is the packet that was sent.
        warning: A sentence where its script is another one than that of this workbench; else empty.
    """

    article_id: str
    title: str
    claims: int
    judgements: int
    sources: int
    fingerprint: str
    warning: str = ""


class Packets:
    """Makes packets of the articles of one database, and brings those of others in."""

    def __init__(self, database: Database, exports: Exports, reports: Reports) -> None:
        self._database = database
        self._exports = exports
        self._reports = reports

    def make(self, article_id: str) -> bytes:
        """Return the packet of an article as it is now.

        Raises:
            NoArticleError: If it is not stored.
            PacketRefused: If somebody worked on it all the while, or the packet would not verify.
        """
        lines = self._lines(article_id)
        for _ in range(_TRIES):
            report, verdicts = self._reports.html(article_id), self._exports.verdict_csv(article_id)
            before, lines = lines, self._lines(article_id)
            if lines == before:
                return self._verified(lines, report, verdicts)
        raise PacketRefused("The article changed each time its packet was made. Wait a minute, then try again.")

    def _lines(self, article_id: str) -> list[packet_rows.Line]:
        with self._database.reading() as connection:
            lines = packet_rows.article_lines(connection, article_id)
        if not lines:
            raise NoArticleError(article_id)
        return lines

    def _verified(self, lines: list[packet_rows.Line], report: bytes, verdicts: bytes) -> bytes:
        """Return the packet of what was read at one moment, once it verifies."""
        pinned = {pin["source_id"] for table, row in lines if table == "judgements" for pin in row["pins"]}
        with self._database.reading() as connection:
            of_sources, texts = packet_rows.source_lines(connection, pinned)
        made_at = moment(self._database.clock())
        data = packet(Contents([lines[0], *of_sources, *lines[1:]], texts, report, verdicts, made_at))
        faults = verify(data)
        if faults:
            raise PacketRefused(f"No packet was made, because it would not verify. {faults[0]}")
        return data

    def bring_in(self, data: bytes) -> BroughtIn:
        """Verify a packet and store what is in it: article, claims, sources and history, with the same ids.

        Raises:
            PacketRefused: If it does not verify, cannot be stored, or its article is here already; nothing changed.
            Unavailable: If the database did not keep it; nothing was changed.
        """
        lines, texts = read_packet(data)
        try:
            (article,) = [row for table, row in lines if table == "articles"]
            with self._database.writing() as connection:
                here = select(tables.articles.c.id).where(tables.articles.c.id == article["id"])
                if connection.scalar(here) is not None:
                    raise PacketRefused(
                        f"The article “{article['title']}” is here already. Merge its verdicts with the verdict CSV "
                        "of the packet. Nothing was brought in."
                    )
                packet_rows.insert_lines(connection, lines, texts)
        except IdTaken as taken:
            raise PacketRefused(f"{taken} Then bring the packet in again; nothing was brought in.") from None
        except (Unusable, KeyError, TypeError, ValueError, AttributeError) as fault:
            if isinstance(fault, PacketRefused):
                raise
            raise PacketRefused(
                "The packet holds what this version of the workbench cannot store. It may be from a newer version. "
                "Nothing was brought in."
            ) from fault
        count = [table for table, _ in lines].count
        return BroughtIn(
            article["id"],
            article["title"],
            count("claims"),
            count("judgements"),
            count("sources"),
            fingerprint(data),
            "" if has_own_script(data) else _OTHER_SCRIPT,
        )
