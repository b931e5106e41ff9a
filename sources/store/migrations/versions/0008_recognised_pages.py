"""Keep which pages of a PDF were recognised (OCR), and with which confidence."""

import sqlalchemy as sa
from alembic import op

revision = "0.2.0_recognised"
down_revision = "0.2.0_places"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No page of a source from before was recognised."""
    op.add_column("sources", sa.Column("recognised", sa.JSON(), server_default="[]", nullable=False))
