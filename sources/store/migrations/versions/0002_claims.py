"""Create the claims: articles, claims, their edits, judgements and drafts; the history only grows."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the five tables, and the triggers that refuse to change or delete a line of the history."""
    op.create_table(
        "articles",
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("published", sa.Date),
        sa.Column("published_start", sa.Integer),
        sa.Column("published_end", sa.Integer),
        sa.Column("blocks", sa.JSON, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("notices", sa.JSON, nullable=False),
        sa.Column("added_at", sa.DateTime, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_articles"),
        sa.UniqueConstraint("id", name="uq_articles_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "claims",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("article_id", sa.String(40), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("first_text", sa.Text, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("sentence_start", sa.Integer, nullable=False),
        sa.Column("sentence_end", sa.Integer, nullable=False),
        sa.Column("details", sa.JSON, nullable=False),
        sa.Column("is_quotation", sa.Boolean, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("checkable", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("check_worthiness", sa.Float, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("worded", sa.Integer, nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_claims"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_claims_article_id_articles"),
    )
    op.create_index("ix_claims_article_id_place", "claims", ["article_id", "place"])
    op.create_table(
        "claim_edits",
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("article_id", sa.String(40), nullable=False),
        sa.Column("request_id", sa.String(100), nullable=False),
        sa.Column("act", sa.String(20), nullable=False),
        sa.Column("reviewer", sa.Text, nullable=False),
        sa.Column("edited_at", sa.DateTime, nullable=False),
        sa.Column("result", sa.JSON, nullable=False),
        sa.Column("before", sa.JSON, nullable=False),
        sa.Column("after", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_claim_edits"),
        sa.UniqueConstraint("request_id", name="uq_claim_edits_request_id"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_claim_edits_article_id_articles"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_claim_edits_article_id_sequence", "claim_edits", ["article_id", "sequence"])
    op.create_table(
        "judgements",
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("article_id", sa.String(40), nullable=False),
        sa.Column("claim_id", sa.String(40), nullable=False),
        sa.Column("claim_version", sa.Integer, nullable=False),
        sa.Column("question", sa.String(20), nullable=False),
        sa.Column("named_source", sa.Text, nullable=False),
        sa.Column("reviewer", sa.Text, nullable=False),
        sa.Column("value", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("pins", sa.JSON, nullable=False),
        sa.Column("shown", sa.JSON, nullable=False),
        sa.Column("request_id", sa.String(100), nullable=False),
        sa.Column("decided_at", sa.DateTime, nullable=False),
        sa.Column("undoes", sa.Integer),
        sa.PrimaryKeyConstraint("sequence", name="pk_judgements"),
        sa.UniqueConstraint("request_id", name="uq_judgements_request_id"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_judgements_article_id_articles"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_judgements_article_id_sequence", "judgements", ["article_id", "sequence"])
    op.create_table(
        "drafts",
        sa.Column("claim_id", sa.String(40), nullable=False),
        sa.Column("reviewer", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("pins", sa.JSON, nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("saved_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("claim_id", "reviewer", name="pk_drafts"),
    )
    for table in ("claim_edits", "judgements"):
        _only_grows(table)


def _only_grows(table: str) -> None:
    sentence = f"The history only grows: {table} is never changed or deleted."
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
            )
        # INSERT OR REPLACE deletes the old line without asking the trigger above.
        op.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "  # noqa: S608 - the names are ours
            f"WHEN NEW.sequence IN (SELECT sequence FROM {table}) "
            f"OR NEW.request_id IN (SELECT request_id FROM {table}) "
            f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {table}_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{sentence}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_only_grows()"
    )
