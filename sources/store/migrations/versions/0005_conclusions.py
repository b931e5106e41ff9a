"""Keep what a reviewer concludes of a whole article."""

import sqlalchemy as sa
from alembic import op

revision = "0.2.0_conclusions"
down_revision = "0.2.0_labels"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Articles from before have no conclusion."""
    op.create_table(
        "conclusions",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_conclusions_article_id_articles")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_conclusions")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_conclusions_article_id_sequence"), "conclusions", ["article_id", "sequence"], unique=False
    )
