"""The tables of the library, on the one metadata that the claims' tables join."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    text,
)
from sqlalchemy.engine import Dialect

# Every constraint has a name, so that a later migration can find it on any database.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, kept in UTC; a time without a zone is refused, because it could mean any of 24 moments."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the moment in UTC without a zone, as both databases keep it."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"A time to be kept must carry its zone; {value.isoformat()} has none.")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the moment with its zone, UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


sources = Table(
    "sources",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("text", Text, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("name", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("published", Date),
    Column("url", Text, nullable=False),
    Column("given_id", Text, nullable=False),
    Column("retrieved_at", UtcDateTime, nullable=False),
    Column(
        "page_starts", JSON, nullable=False, server_default="[]"
    ),  # a list of offsets; empty for kinds without pages
    Column("times", JSON, nullable=False, server_default="[]"),  # of a transcript, seconds beside page_starts
    # Where it was found, such as the name of an offline encyclopedia; empty where a person brought it.
    Column("place", Text, nullable=False, server_default=text("''")),
    Column("recognised", JSON, nullable=False, server_default="[]"),  # pages read by OCR, each with its confidence
    Column("archived", Text, nullable=False, server_default=text("''")),  # address of an archived copy of its page
    # The id of the source that a later reading of the same page or file became. What was replaced has no passages
    # any more, so no search finds it; its text stays for those who judged by it. Empty for all others.
    Column("replaced_by", String(40), nullable=False, server_default=text("''")),
)

# A passage's words are not kept twice: they are sources.text[start:end].
passages = Table(
    "passages",
    metadata,
    Column("source_id", String(40), ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text_digest", String(64), nullable=False),
    CheckConstraint('"start" >= 0 AND "start" < "end"', name="offsets"),
)
Index(None, passages.c.text_digest)

# Keyed by the words, not by the passage: the same words are embedded once per model.
embeddings = Table(
    "embeddings",
    metadata,
    Column("text_digest", String(64), primary_key=True),
    Column("model_id", String(200), primary_key=True),
    Column("vector", LargeBinary, nullable=False),  # float16, little-endian, length 1
)

# One row. The version grows by one with every change that a search could notice.
library = Table(
    "library",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)

# When the passages or vectors of a source last changed, as a version of the library. A row outlives its source: that
# it is gone is a change too. What keeps passages in memory reads here what it must read again.
changes = Table(
    "source_changes",
    metadata,
    Column("source_id", String(40), primary_key=True),
    Column("version", Integer, nullable=False),
)
Index(None, changes.c.version)

# What origins are found by: a number for each source that was looked at, a few of its shingles, and what joins two.
origin_reports = Table(
    "origin_reports",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("source_id", String(40), ForeignKey("sources.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("credit", Text, nullable=False),  # the outlet whose report it says to be
    Column("credits", Boolean, nullable=False),  # whether it credits anybody at all
    sqlite_autoincrement=True,
)
# The fingerprint first, so that a look-up reads neighbouring rows; a report's own are found again from its text.
origin_prints = Table(
    "origin_prints",
    metadata,
    Column("print", BigInteger, primary_key=True, autoincrement=False),
    Column("report", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
origin_relations = Table(
    "origin_relations",
    metadata,
    Column("first", String(40), ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True),
    Column("second", String(40), ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("first_share", Float, nullable=False),
    Column("second_share", Float, nullable=False),
    Column("first_words", Integer, nullable=False),
    Column("second_words", Integer, nullable=False),
    Column("phrases", Integer, nullable=False),
    Column("example", Text, nullable=False),
    Column("credit", Text, nullable=False),
    Column("credited_by", String(40), nullable=False),
    Column("credit_words", Text, nullable=False),
)
Index(None, origin_relations.c.second)

# The terms of a source's title and passages, so that its text need not be cut into words whenever the workbench is
# started. Good as long as form, title, number of passages and the sum of their ends are what they were.
keyword_counts = Table(
    "keyword_counts",
    metadata,
    Column("source_id", String(40), ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True),
    Column("form", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("passages", Integer, nullable=False),
    Column("ends", Integer, nullable=False),
    Column("counts", LargeBinary, nullable=False),
)

# Words that people put on sources to find them together; also the collections of articles.
source_labels = Table(
    "source_labels",
    metadata,
    Column("source_id", String(40), ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True),
    Column("label", String(80), primary_key=True),
)
Index(None, source_labels.c.label)

# What holds for everybody who uses this database; a name that is not there has its default.
settings = Table(
    "settings",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("value", Text, nullable=False),
)

# What a publisher is called elsewhere: "SCMP" is the South China Morning Post.
aliases = Table(
    "aliases",
    metadata,
    Column("alias", String(200), primary_key=True),
    Column("publisher", Text, nullable=False),
)

# Each time a source was read or taken out: never changed or deleted, and so without a key to the source. It keeps a
# digest, not the text; the text stands in the source until a person deletes that.
snapshots = Table(
    "snapshots",
    metadata,
    Column("sequence", Integer, primary_key=True),
    Column("source_id", String(40), nullable=False),
    Column("retrieved_at", UtcDateTime, nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("characters", Integer, nullable=False),
    Column("replaced_by", String(40), nullable=False),
    sqlite_autoincrement=True,
)
Index(None, snapshots.c.source_id)
Index(None, snapshots.c.digest)

# Feeds and folders that are looked at again and again.
followed = Table(
    "followed",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("address", Text, nullable=False),  # of a feed, or the path of a folder
    Column("added_at", UtcDateTime, nullable=False),
    Column("looked_at", UtcDateTime),
    Column("new", Integer, nullable=False),  # sources that the last look added
    Column("problem", Text, nullable=False),
)

# What of them is known: entries and files that were read, by a SHA-256, and the sources that came of them.
followed_entries = Table(
    "followed_entries",
    metadata,
    Column("followed_id", String(40), ForeignKey("followed.id", ondelete="CASCADE"), primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("looked_at", UtcDateTime, nullable=False),
    Column("source_id", String(40), nullable=False),  # empty for an entry or a file; no key, because sources go
    Column("added", Boolean, nullable=False),  # the source was not in the library before
)
