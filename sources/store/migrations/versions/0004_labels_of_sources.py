"""Create the labels of sources."""

import sqlalchemy as sa
from alembic import op

revision = "0.2.0_labels"
down_revision = "0.2.0_article_versions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; no source has a label yet."""
    op.create_table(
        "source_labels",
        sa.Column("source_id", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name=op.f("fk_source_labels_source_id_sources"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("source_id", "label", name=op.f("pk_source_labels")),
    )
    op.create_index(op.f("ix_source_labels_label"), "source_labels", ["label"])
