"""Who leads people, and the weeks they were sent."""

from datetime import datetime

from sqlalchemy import JSON, Column, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


class Week(SQLModel, table=True):
    """Whether somebody leads people, as they said themselves, and when they want their week."""

    __table_args__ = (Index("week_due", "next_at"),)

    team_id: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    is_on: bool
    weekday: int = 0  # Monday is 0
    at: str = "09:00"  # on their own clock
    people: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))  # whom they lead
    wants_less: bool = False
    next_at: datetime


class WeekMessage(SQLModel, table=True):
    """A week that was promised to somebody, and where it stands once it was sent."""

    __table_args__ = (UniqueConstraint("team_id", "user_id", "period"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: str
    user_id: str
    period: str
    created_at: datetime
    title: str
    channel_id: str = ""
    ts: str = ""


class WeekItem(SQLModel, table=True):
    """One thing in one week, in the words it was shown with; `channel_id` and `ts` are of the post it rests on."""

    __table_args__ = (Index("weekitem_post", "team_id", "channel_id", "ts"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: str
    week_id: int = Field(index=True)
    user_id: str
    kind: str
    about: str  # what tells it from others of its kind, so that nothing is shown in two weeks
    line: str = Field(sa_column=Column(Text, nullable=False))
    channel_id: str = ""
    ts: str = ""
    position: int
