"""What Earshot said unasked, and when each of its people may be written to."""

from datetime import datetime

from sqlalchemy import JSON, Column, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


class Nudge(SQLModel, table=True):
    """A nudge that was said to somebody, with the words that it was said in; the same is never said twice."""

    __table_args__ = (UniqueConstraint("team_id", "user_id", "kind", "about"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: str
    user_id: str
    kind: str
    about: str
    sent_at: datetime
    answered_at: datetime | None = None  # when any of its buttons was first pressed
    channel_id: str = ""  # where it stands, once it arrived
    ts: str = ""
    title: str = ""  # this and the next three are forgotten when the words of posts are
    words: str = Field(default="", sa_column=Column(Text, nullable=False))
    quote: str = Field(default="", sa_column=Column(Text, nullable=False))
    draft: str = Field(default="", sa_column=Column(Text, nullable=False))
    source: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class Listener(SQLModel, table=True):
    """Somebody who started Earshot in any way, and when their day is."""

    __table_args__ = (Index("listener_due", "look_at"),)

    team_id: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    started_at: datetime
    look_at: datetime  # when to think of them next
    wakes: str = "08:00"  # on their own clock
    sleeps: str = "20:00"
    days_off: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))  # 2026-12-24
    pause_begin: datetime | None = None
    pause_end: datetime | None = None  # None with a beginning: until they resume
    dnd: list[list[str]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))  # begin, end
