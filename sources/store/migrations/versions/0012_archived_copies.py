"""Keep where an archive has a copy of a source's page."""

import sqlalchemy as sa
from alembic import op

revision = "0.2.0_archived"
down_revision = "0.2.0_place_tests"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """For sources from before no archive was asked."""
    op.add_column("sources", sa.Column("archived", sa.Text(), server_default=sa.text("''"), nullable=False))
