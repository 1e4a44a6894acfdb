"""What somebody said of the people they want to stay in touch with; everything else is counted from posts."""

from datetime import datetime

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel


class Tie(SQLModel, table=True):
    """What `user_id` said of one person. Whoever Earshot only saw has no row."""

    team_id: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    cadence: str = ""  # week, fortnight, month, quarter; "" for the pair's own rhythm
    tags: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    since: datetime | None = None  # when they were added by hand
    snoozed_until: datetime | None = None
    is_let_go: bool = False
    is_expected: bool = False  # their messages are no surprise


class Meeting(SQLModel, table=True):
    """Somebody said that they met a person, where Earshot can't see it."""

    team_id: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    noted_by: str = Field(primary_key=True)  # what said so: taken back by the same name
    at: datetime


class TagCadence(SQLModel, table=True):
    """How often somebody wants to talk with the people of one of their tags."""

    team_id: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    tag: str = Field(primary_key=True)
    cadence: str
