"""What people took on in threads."""

from datetime import date, datetime

from sqlalchemy import Column, Index, Text
from sqlmodel import Field, SQLModel


class Commitment(SQLModel, table=True):
    """A message in which its author promised something: kept for them only once they said so."""

    __table_args__ = (Index("commitment_author", "team_id", "user_id"),)

    team_id: str = Field(primary_key=True)
    channel_id: str = Field(primary_key=True)
    ts: str = Field(primary_key=True)  # of the message itself, a root post or a reply
    root: str  # the post that begins its thread, itself for a root post
    user_id: str
    sentence: str = Field(sa_column=Column(Text, nullable=False))
    named: date | None = None  # the day that the sentence names
    remind_on: date | None = None  # the day that its author chose instead
    said_at: datetime
    edited: str = ""  # the Slack timestamp of these words where they are not the first
    state: str = "offered"  # offered, kept, done, let_go
    closed_at: datetime | None = None
