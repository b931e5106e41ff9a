"""Keep what a reviewer concludes of a whole article."""

import sqlalchemy as sa
from alembic import op

revision = "0.2.0_conclusions"
down_revision = "0.2.0_labels"
branch_labels = None
depends_on = None

_SENTENCE = "The history only grows: conclusions is never changed or deleted."


def upgrade() -> None:
    """Articles from before have no conclusion."""
    op.create_table(
        "conclusions",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_conclusions_article_id_articles")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_conclusions")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_conclusions_article_id_sequence"), "conclusions", ["article_id", "sequence"], unique=False
    )
    _only_grows()


def _only_grows() -> None:
    """Refuse to change, delete or replace a row."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER conclusions_no_{act.lower()} BEFORE {act} ON conclusions "
                f"BEGIN SELECT RAISE(ABORT, '{_SENTENCE}'); END"
            )
        # INSERT OR REPLACE deletes the old row without asking the trigger above.
        op.execute(
            "CREATE TRIGGER conclusions_no_replace BEFORE INSERT ON conclusions "  # noqa: S608 - a sentence of our own
            "WHEN NEW.sequence IN (SELECT sequence FROM conclusions) "
            f"BEGIN SELECT RAISE(ABORT, '{_SENTENCE}'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION conclusions_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_SENTENCE}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER conclusions_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON conclusions "
        "FOR EACH STATEMENT EXECUTE FUNCTION conclusions_only_grows()"
    )
