"""Keep where the pages of a PDF begin, so that evidence can be cited by page."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of a source that was added before, the pages are not known, and paragraphs are counted."""
    op.add_column("sources", sa.Column("page_starts", sa.JSON, nullable=False, server_default="[]"))
