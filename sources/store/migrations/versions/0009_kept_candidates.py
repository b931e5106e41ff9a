"""Keep the candidates of claims, so that a restart need not search again."""

import sqlalchemy as sa
from alembic import op

revision = "0.2.0_candidates"
down_revision = "0.2.0_recognised"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Claims from before have none; they are searched for when they are needed."""
    op.create_table(
        "kept_candidates",
        sa.Column("claim_id", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("matches", sa.LargeBinary(), nullable=False),
        sa.Column("nearest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_kept_candidates_claim_id_claims")),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_kept_candidates")),
    )
