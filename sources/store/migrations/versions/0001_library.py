"""Create the library: sources, passages, embeddings, and the library's version."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the four tables."""
    op.create_table(
        "sources",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("publisher", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("published", sa.Date),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("given_id", sa.Text, nullable=False),
        sa.Column("retrieved_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sources"),
    )
    op.create_table(
        "passages",
        sa.Column("source_id", sa.String(40), nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("text_digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("source_id", "ordinal", name="pk_passages"),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name="fk_passages_source_id_sources", ondelete="CASCADE"
        ),
        sa.CheckConstraint('"start" >= 0 AND "start" < "end"', name=op.f("ck_passages_offsets")),
    )
    op.create_index("ix_passages_text_digest", "passages", ["text_digest"])
    op.create_table(
        "embeddings",
        sa.Column("text_digest", sa.String(64), nullable=False),
        sa.Column("model_id", sa.String(200), nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("text_digest", "model_id", name="pk_embeddings"),
    )
    library = op.create_table(
        "library",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_library"),
        sa.CheckConstraint("id = 1", name=op.f("ck_library_one_row")),
    )
    op.bulk_insert(library, [{"id": 1, "version": 1}])
