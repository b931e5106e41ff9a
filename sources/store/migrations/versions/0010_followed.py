"""Keep the feeds and folders that are followed, and what of them is known."""

import sqlalchemy as sa
from alembic import op

revision = "0.2.0_followed"
down_revision = "0.2.0_candidates"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is followed in a database from before."""
    op.create_table(
        "followed",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("looked_at", sa.DateTime(), nullable=True),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followed")),
    )
    op.create_table(
        "followed_entries",
        sa.Column("followed_id", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("looked_at", sa.DateTime(), nullable=False),
        sa.Column("source_id", sa.String(length=40), nullable=False),
        sa.Column("added", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["followed_id"],
            ["followed.id"],
            name=op.f("fk_followed_entries_followed_id_followed"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("followed_id", "key", name=op.f("pk_followed_entries")),
    )
