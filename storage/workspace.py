"""Forgetting a whole workspace."""

from sqlalchemy import delete
from sqlmodel import Session, SQLModel

from storage.tables import Inbox


def forget(session: Session, team_id: str, keep_event: str) -> None:
    """Delete every row of a workspace in every table, except the inbox row that asks for it."""
    for table in reversed(SQLModel.metadata.sorted_tables):
        statement = delete(table).where(table.c.team_id == team_id)
        if table.name == Inbox.__tablename__:
            statement = statement.where(table.c.event_id != keep_event)
        session.connection().execute(statement)
