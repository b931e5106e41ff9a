"""The claims' tables, on the one metadata of the database.

claim_edits, judgements, article_versions and conclusions are the history: they grow, and triggers refuse every UPDATE
and DELETE on them (made by the migrations, for SQLite and PostgreSQL).
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    text,
)

from sources.store.tables import UtcDateTime, metadata

articles = Table(
    "articles",
    metadata,
    Column("sequence", Integer, primary_key=True),
    Column("id", String(40), nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("published", Date),
    Column("published_start", Integer),
    Column("published_end", Integer),
    Column("blocks", JSON, nullable=False),  # [start, end, kind, reason] each
    Column("kind", String(10), nullable=False),
    Column("name", Text, nullable=False),
    Column("notices", JSON, nullable=False),
    # Of the writer: [start, end, kind, text, label, author, address] each.
    Column("notes", JSON, nullable=False, server_default="[]"),
    Column("added_at", UtcDateTime, nullable=False),
    # Grows by one with every change of the article's date or claims, so that what was read before may be kept.
    Column("revision", Integer, nullable=False),
    Column("put_away_at", UtcDateTime),  # since when the lists leave it out; empty while they have it
    Column("version", Integer, nullable=False, server_default="1"),  # the number of the version that stands here
    Column(
        "text_id", String(40), nullable=False, server_default=text("''")
    ),  # the id of its text, were it an article alone
    sqlite_autoincrement=True,
)

# The file that an article came in as, where comments can go back into it; of at most 20 MB, as every file.
article_files = Table(
    "article_files",
    metadata,
    Column("article_id", String(40), ForeignKey("articles.id"), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("article_id", String(40), ForeignKey("articles.id"), nullable=False),
    Column("place", Integer, nullable=False),  # orders the claims of one article, those taken out included
    Column("text", Text, nullable=False),
    Column("first_text", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    Column("details", JSON, nullable=False),  # the lists, see `claims.store.encoding`
    Column("is_quotation", Boolean, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("checkable", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("check_worthiness", Float, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("worded", Integer, nullable=False),  # the version since which the claim has its present wording
    Column("removed", Boolean, nullable=False),
    # Versions of the article: the first with the claim, the last that changed it, the first without it; 0 is none.
    Column("came_in", Integer, nullable=False, server_default="1"),
    Column("changed_in", Integer, nullable=False, server_default="0"),
    Column("gone_in", Integer, nullable=False, server_default="0"),
)
Index(None, claims.c.article_id, claims.c.place)

claim_edits = Table(
    "claim_edits",
    metadata,
    Column("sequence", Integer, primary_key=True),
    Column("article_id", String(40), ForeignKey("articles.id"), nullable=False),
    Column("request_id", String(100), nullable=False, unique=True),
    Column("act", String(20), nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("edited_at", UtcDateTime, nullable=False),
    Column("result", JSON, nullable=False),  # ids of the claims that the act gave back to the reviewer
    Column("before", JSON, nullable=False),  # the claims it touched, as they were
    Column("after", JSON, nullable=False),  # and as they are since
    sqlite_autoincrement=True,
)
Index(None, claim_edits.c.article_id, claim_edits.c.sequence)

# A version of an article as it was when another took its place: by the next one, or because it was taken back.
article_versions = Table(
    "article_versions",
    metadata,
    Column("sequence", Integer, primary_key=True),
    Column("article_id", String(40), ForeignKey("articles.id"), nullable=False),
    Column("request_id", String(100), nullable=False, unique=True),
    Column("act", String(20), nullable=False),  # next: another came after it; back: it was taken back
    Column("reviewer", Text, nullable=False),  # who did that; empty where nobody gave a name
    Column("acted_at", UtcDateTime, nullable=False),
    Column("number", Integer, nullable=False),
    Column("text_id", String(40), nullable=False),
    Column("text", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("published", Date),
    Column("published_start", Integer),
    Column("published_end", Integer),
    Column("blocks", JSON, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("name", Text, nullable=False),
    Column("notices", JSON, nullable=False),
    Column("notes", JSON, nullable=False),
    Column("file", LargeBinary, nullable=False),  # that it came in as; empty where none was kept
    Column("split", JSON, nullable=False, server_default="{}"),  # its row of model_splits; empty where it had none
    Column("claims", JSON, nullable=False),  # its claims as their rows were
    Column("statuses", JSON, nullable=False),  # claim id to what the next version made of it; empty for "back"
    # The last lines of the article's history that belong to this version or an earlier one; 0 where there was none.
    Column("last_judgement", Integer, nullable=False),
    Column("last_edit", Integer, nullable=False),
    sqlite_autoincrement=True,
)
Index(None, article_versions.c.article_id, article_versions.c.sequence)

# No foreign key to claims: the history stays readable whatever becomes of a claim.
judgements = Table(
    "judgements",
    metadata,
    Column("sequence", Integer, primary_key=True),
    Column("article_id", String(40), ForeignKey("articles.id"), nullable=False),
    Column("claim_id", String(40), nullable=False),
    Column("claim_version", Integer, nullable=False),
    Column("question", String(20), nullable=False),
    Column("named_source", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("value", String(20), nullable=False),
    Column("reason", String(40), nullable=False),
    Column("note", Text, nullable=False),
    Column("pins", JSON, nullable=False),
    Column("shown", JSON, nullable=False),
    Column("request_id", String(100), nullable=False, unique=True),
    Column("decided_at", UtcDateTime, nullable=False),
    Column("undoes", Integer),
    sqlite_autoincrement=True,
)
Index(None, judgements.c.article_id, judgements.c.sequence)

drafts = Table(
    "drafts",
    metadata,
    Column("claim_id", String(40), primary_key=True),
    Column("reviewer", Text, primary_key=True),
    Column("tab", String(40), primary_key=True),  # of the browser; empty in drafts from before tabs had their own
    Column("note", Text, nullable=False),
    Column("pins", JSON, nullable=False),
    Column("reason", String(40), nullable=False),
    Column("saved_at", UtcDateTime, nullable=False),
)

# What reviewers conclude of a whole article; the last one holds, and an empty one takes it back.
conclusions = Table(
    "conclusions",
    metadata,
    Column("sequence", Integer, primary_key=True),
    Column("article_id", String(40), ForeignKey("articles.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("saved_at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False),  # of the article, that it is about
    sqlite_autoincrement=True,
)
Index(None, conclusions.c.article_id, conclusions.c.sequence)

# What was asked of which place of evidence, written down before it is asked; what came of it is filled in later.
place_requests = Table(
    "place_requests",
    metadata,
    Column("sequence", Integer, primary_key=True),
    Column("article_id", String(40), ForeignKey("articles.id"), nullable=False),
    Column("claim_id", String(40), nullable=False),
    Column("place", Text, nullable=False),
    Column("outside", Boolean, nullable=False),  # whether the words left this machine
    Column("words", Text, nullable=False),  # all that the place learned
    Column("asked_at", UtcDateTime, nullable=False),
    Column("results", Integer),  # NULL until it answered
    Column("problem", Text, nullable=False),  # why it gave nothing; empty where nothing went wrong
    sqlite_autoincrement=True,
)
Index(None, place_requests.c.article_id, place_requests.c.sequence)

# What was asked of places for no article: to see whether they answer, and for the archived copy of one source.
place_tests = Table(
    "place_tests",
    metadata,
    Column("sequence", Integer, primary_key=True),
    Column("place", Text, nullable=False),
    Column("outside", Boolean, nullable=False),
    Column("words", Text, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)

# What language models answered, by a SHA-256 of the question: the same article gives the same claims again.
model_answers = Table(
    "model_answers",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("answer", Text, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
)

# What a language model did for an article; one that was split by the rules alone has no row.
model_splits = Table(
    "model_splits",
    metadata,
    Column("article_id", String(40), ForeignKey("articles.id"), primary_key=True),
    Column("made_by", Text, nullable=False),
    Column("by_model", Integer, nullable=False),
    Column("by_rules", Integer, nullable=False),
    Column("faults", JSON, nullable=False),  # sentences
    Column("rejected", JSON, nullable=False),  # [text, quote, reason] each
)

# What was found for a claim, good as long as its key is; it can be deleted at any time.
kept_candidates = Table(
    "kept_candidates",
    metadata,
    Column("claim_id", String(40), ForeignKey("claims.id"), primary_key=True),
    Column("key", String(64), nullable=False),  # of the claim, the library, the model and the rules
    Column("matches", LargeBinary, nullable=False),  # JSON, compressed
    Column("nearest", Text, nullable=False),  # JSON; empty where the nearest sentences were not looked for
)

HISTORY = (claim_edits, judgements, article_versions, conclusions)
"""The tables that only grow."""
