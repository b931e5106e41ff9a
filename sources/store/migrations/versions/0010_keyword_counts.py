"""Create the table that keeps the terms of sources; it fills itself when keywords are first searched."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "keyword_counts",
        sa.Column("source_id", sa.String(40), nullable=False),
        sa.Column("form", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("passages", sa.Integer, nullable=False),
        sa.Column("ends", sa.Integer, nullable=False),
        sa.Column("counts", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("source_id", name="pk_keyword_counts"),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name="fk_keyword_counts_source_id_sources", ondelete="CASCADE"
        ),
    )
