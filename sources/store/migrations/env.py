"""What Alembic runs for every migration; `sources.store.migrating` gives the connection with its transaction."""

from alembic import context

from sources.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # All steps in the one transaction that is open: a kill in the middle leaves the database as it was.
    transactional_ddl=True,
    transaction_per_migration=False,
    # SQLite alters few things in place; Alembic then copies the table.
    render_as_batch=True,
)
context.run_migrations()
