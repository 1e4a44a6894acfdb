"""The small things that were suggested for a week."""

from datetime import datetime

from sqlalchemy import Column, Text
from sqlmodel import Field, SQLModel


class SmallAction(SQLModel, table=True):
    """One small thing that somebody was shown for one week, and what became of it."""

    team_id: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    week: str = Field(primary_key=True)  # 2026-W10, on the person's own calendar
    key: str = Field(primary_key=True)
    position: int
    habit: str  # bot.small_actions.Habit
    words: str = Field(sa_column=Column(Text, nullable=False))
    channel_id: str = ""  # the post it is about, where there is one
    ts: str = ""
    root: str = ""
    at: datetime
    answer: str = ""  # done, skip; empty while nobody said
