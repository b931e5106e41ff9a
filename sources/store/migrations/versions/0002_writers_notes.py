"""Keep the notes of the writer with an article, and the Word file that it came in as."""

import sqlalchemy as sa
from alembic import op

revision = "0.2.0_notes"
down_revision = "0.1.0"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Articles from before have no notes and no file."""
    op.add_column("articles", sa.Column("notes", sa.JSON(), server_default="[]", nullable=False))
    op.create_table(
        "article_files",
        sa.Column("article_id", sa.String(length=40), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_article_files_article_id_articles")),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_article_files")),
    )
