"""Let an article be put away: since when it is left out of the lists; none of those stored before is."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("articles", sa.Column("put_away_at", sa.DateTime, nullable=True))
