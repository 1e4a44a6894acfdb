"""Channels that were suggested to somebody."""

from datetime import datetime

from sqlmodel import Field, SQLModel


class ChannelHint(SQLModel, table=True):
    """A public channel where people whom somebody follows are active, and what they said to it."""

    team_id: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    channel_id: str = Field(primary_key=True)
    at: datetime
    state: str = "found"  # found, joined, refused
