"""Keep when each source was read, by what it was replaced, and what publishers are called elsewhere."""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_SENTENCE = "The history only grows: snapshots is never changed or deleted."


def upgrade() -> None:
    """Add a column and two tables; the sources that are there get their first line."""
    op.add_column("sources", sa.Column("replaced_by", sa.String(40), nullable=False, server_default=sa.text("''")))
    op.create_table(
        "aliases",
        sa.Column("alias", sa.String(200), nullable=False),
        sa.Column("publisher", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("alias", name="pk_aliases"),
    )
    snapshots = op.create_table(
        "snapshots",
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("source_id", sa.String(40), nullable=False),
        sa.Column("retrieved_at", sa.DateTime, nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("characters", sa.Integer, nullable=False),
        sa.Column("replaced_by", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_snapshots"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_snapshots_source_id", "snapshots", ["source_id"])
    _first_lines(snapshots)
    _only_grows()


def _first_lines(snapshots: sa.Table) -> None:
    connection = op.get_bind()
    sources = sa.table("sources", sa.column("id"), sa.column("text"), sa.column("retrieved_at", sa.DateTime))
    for one in connection.scalars(sa.select(sources.c.id).order_by(sources.c.retrieved_at, sources.c.id)).all():
        row = connection.execute(sa.select(sources).where(sources.c.id == one)).one()
        connection.execute(
            snapshots.insert().values(
                source_id=row.id,
                retrieved_at=row.retrieved_at,
                outcome="added",
                digest=hashlib.sha256(row.text.encode("utf-8", "surrogatepass")).hexdigest(),
                characters=len(row.text),
                replaced_by="",
            )
        )


def _only_grows() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER snapshots_no_{act.lower()} BEFORE {act} ON snapshots "
                f"BEGIN SELECT RAISE(ABORT, '{_SENTENCE}'); END"
            )
        # INSERT OR REPLACE deletes the old line without asking the trigger above.
        known = "NEW.sequence IN (SELECT sequence FROM snapshots)"
        op.execute(
            f"CREATE TRIGGER snapshots_no_replace BEFORE INSERT ON snapshots WHEN {known} "
            f"BEGIN SELECT RAISE(ABORT, '{_SENTENCE}'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION snapshots_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_SENTENCE}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER snapshots_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON snapshots "
        "FOR EACH STATEMENT EXECUTE FUNCTION snapshots_only_grows()"
    )
