"""Alembic's entry: it runs on the connection that migrate() hands over, in its transaction."""

from alembic import context
from sqlmodel import SQLModel

from storage import tables

assert tables.Inbox.metadata is SQLModel.metadata
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    transaction_per_migration=False,
    render_as_batch=True,
)
context.run_migrations()
