"""Create the tables that origins are found by; sources stored before are looked at when first asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "origin_reports",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("source_id", sa.String(40), nullable=False),
        sa.Column("credit", sa.Text, nullable=False),
        sa.Column("credits", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_origin_reports"),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name="fk_origin_reports_source_id_sources", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("source_id", name="uq_origin_reports_source_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "origin_prints",
        sa.Column("print", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("report", sa.Integer, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("print", "report", name="pk_origin_prints"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "origin_relations",
        sa.Column("first", sa.String(40), nullable=False),
        sa.Column("second", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("first_share", sa.Float, nullable=False),
        sa.Column("second_share", sa.Float, nullable=False),
        sa.Column("first_words", sa.Integer, nullable=False),
        sa.Column("second_words", sa.Integer, nullable=False),
        sa.Column("phrases", sa.Integer, nullable=False),
        sa.Column("example", sa.Text, nullable=False),
        sa.Column("credit", sa.Text, nullable=False),
        sa.Column("credited_by", sa.String(40), nullable=False),
        sa.Column("credit_words", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("first", "second", name="pk_origin_relations"),
        sa.ForeignKeyConstraint(
            ["first"], ["sources.id"], name="fk_origin_relations_first_sources", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["second"], ["sources.id"], name="fk_origin_relations_second_sources", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_origin_relations_second", "origin_relations", ["second"])
