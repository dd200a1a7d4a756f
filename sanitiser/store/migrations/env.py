"""What Alembic runs: the migrations over the connection that sanitiser.store.migrate hands it."""

from alembic import context

from sanitiser.store.tables import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
