"""Keep the times of a transcript beside the places of its lines."""

import sqlalchemy as sa
from alembic import op

revision = "0.2.0_times"
down_revision = "0.2.0_conclusions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Sources from before have no times."""
    op.add_column("sources", sa.Column("times", sa.JSON(), server_default="[]", nullable=False))
