"""What Alembic runs: the upgrade happens within the transaction that `Database.upgrade` holds open."""

from alembic import context

from shared.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
