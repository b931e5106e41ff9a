"""Create what language models gave: their answers by what was asked, and what came of them for an article."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the two tables."""
    op.create_table(
        "model_answers",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("asked_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_model_answers"),
    )
    op.create_table(
        "model_splits",
        sa.Column("article_id", sa.String(40), nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("by_model", sa.Integer, nullable=False),
        sa.Column("by_rules", sa.Integer, nullable=False),
        sa.Column("faults", sa.JSON, nullable=False),
        sa.Column("rejected", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("article_id", name="pk_model_splits"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_model_splits_article_id_articles"),
    )
