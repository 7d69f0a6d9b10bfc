"""Alembic's hook: migrates the desk over the connection that store/desk.py hands it."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
