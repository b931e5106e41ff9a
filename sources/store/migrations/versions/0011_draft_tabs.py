"""Give each browser tab drafts of its own; drafts from before belong to no tab."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table again with the tab in its key, and keep its rows."""
    op.execute("CREATE TABLE drafts_before AS SELECT * FROM drafts")
    op.drop_table("drafts")
    op.create_table(
        "drafts",
        sa.Column("claim_id", sa.String(40), nullable=False),
        sa.Column("reviewer", sa.Text, nullable=False),
        sa.Column("tab", sa.String(40), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("pins", sa.JSON, nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("saved_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("claim_id", "reviewer", "tab", name="pk_drafts"),
    )
    op.execute(
        "INSERT INTO drafts (claim_id, reviewer, tab, note, pins, reason, saved_at) "
        "SELECT claim_id, reviewer, '', note, pins, reason, saved_at FROM drafts_before"
    )
    op.drop_table("drafts_before")
