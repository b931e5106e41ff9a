"""Let an article have versions: each earlier one is kept with its text, its claims and what came of them."""

import sqlalchemy as sa
from alembic import op

revision = "0.2.0_article_versions"
down_revision = "0.2.0_notes"
branch_labels = None
depends_on = None

_TABLE = "article_versions"
_SENTENCE = f"The history only grows: {_TABLE} is never changed or deleted."


def upgrade() -> None:
    """Add the number of its version to each article and claim, and the table of earlier versions."""
    op.add_column("articles", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.add_column("articles", sa.Column("text_id", sa.String(length=40), server_default="", nullable=False))
    op.execute("UPDATE articles SET text_id = id")
    for name, default in (("came_in", "1"), ("changed_in", "0"), ("gone_in", "0")):
        op.add_column("claims", sa.Column(name, sa.Integer(), server_default=default, nullable=False))
    op.create_table(
        _TABLE,
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.String(length=40), nullable=False),
        sa.Column("request_id", sa.String(length=100), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("acted_at", sa.DateTime(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("published_start", sa.Integer(), nullable=True),
        sa.Column("published_end", sa.Integer(), nullable=True),
        sa.Column("blocks", sa.JSON(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("notices", sa.JSON(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("file", sa.LargeBinary(), nullable=False),
        sa.Column("split", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("claims", sa.JSON(), nullable=False),
        sa.Column("statuses", sa.JSON(), nullable=False),
        sa.Column("last_judgement", sa.Integer(), nullable=False),
        sa.Column("last_edit", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_article_versions_article_id_articles")
        ),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_article_versions")),
        sa.UniqueConstraint("request_id", name=op.f("uq_article_versions_request_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_article_versions_article_id_sequence"), _TABLE, ["article_id", "sequence"])
    _only_grows()


def _only_grows() -> None:
    """Refuse to change, delete or replace a row."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {_TABLE}_no_{act.lower()} BEFORE {act} ON {_TABLE} "
                f"BEGIN SELECT RAISE(ABORT, '{_SENTENCE}'); END"
            )
        # INSERT OR REPLACE deletes the old row without asking the trigger above.
        op.execute(
            f"CREATE TRIGGER {_TABLE}_no_replace BEFORE INSERT ON {_TABLE} "  # noqa: S608 - names of our own
            f"WHEN NEW.sequence IN (SELECT sequence FROM {_TABLE}) "
            f"OR NEW.request_id IN (SELECT request_id FROM {_TABLE}) "
            f"BEGIN SELECT RAISE(ABORT, '{_SENTENCE}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {_TABLE}_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_SENTENCE}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {_TABLE}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {_TABLE} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {_TABLE}_only_grows()"
    )
