"""How alembic runs a migration: on the connection, and in the transaction, that it is handed."""

from alembic import context

from kb.db.base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,  # for the names of constraints
    render_as_batch=True,
    transactional_ddl=False,  # the caller's transaction holds all of it
)
context.run_migrations()
