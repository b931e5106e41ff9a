"""Keep where a source was found, and what was asked of which place."""

import sqlalchemy as sa
from alembic import op

revision = "0.2.0_places"
down_revision = "0.2.0_times"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Sources from before were brought by a person; nothing was asked of any place."""
    op.add_column("sources", sa.Column("place", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.create_index(op.f("ix_snapshots_digest"), "snapshots", ["digest"])
    op.create_table(
        "place_requests",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.String(length=40), nullable=False),
        sa.Column("claim_id", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("outside", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("results", sa.Integer(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_place_requests_article_id_articles")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_place_requests")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_place_requests_article_id_sequence"), "place_requests", ["article_id", "sequence"], unique=False
    )
