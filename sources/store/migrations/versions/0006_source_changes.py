"""Keep when each source last changed, so that what is in memory is brought up to date by that alone."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; of sources from before nothing need be known, because all of them are read at the start."""
    op.create_table(
        "source_changes",
        sa.Column("source_id", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("source_id", name="pk_source_changes"),
    )
    op.create_index("ix_source_changes_version", "source_changes", ["version"])
