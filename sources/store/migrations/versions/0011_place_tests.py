"""Keep what was asked of places of evidence to test them."""

import sqlalchemy as sa
from alembic import op

revision = "0.2.0_place_tests"
down_revision = "0.2.0_followed"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Tests from before were written down nowhere."""
    op.create_table(
        "place_tests",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("outside", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_place_tests")),
        sqlite_autoincrement=True,
    )
