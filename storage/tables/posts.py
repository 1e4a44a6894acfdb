"""Posts, what people did with them, and how far a channel has been read back."""

from datetime import datetime

from sqlalchemy import JSON, Column, Index, Text
from sqlmodel import Field, SQLModel


class Post(SQLModel, table=True):
    """A root message in a followed channel. Text is forgotten first; a deleted one keeps only its id.

    Whom it mentions is kept longer than its words: being mentioned is the best reason there is to respond.
    """

    __table_args__ = (Index("post_time", "team_id", "channel_id", "posted_at"),)

    team_id: str = Field(primary_key=True)
    channel_id: str = Field(primary_key=True)
    ts: str = Field(primary_key=True)
    user_id: str
    posted_at: datetime
    is_bot: bool = False
    is_deleted: bool = False
    text: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    edited: str = ""  # the Slack timestamp of these words where they are not the first
    files: int = 0
    mentions: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class Engagement(SQLModel, table=True):
    """An emoji on a root post, or a message in its thread. One that is gone keeps only its id, for some days."""

    __table_args__ = (Index("engagement_user", "team_id", "user_id"),)

    team_id: str = Field(primary_key=True)
    channel_id: str = Field(primary_key=True)
    ts: str = Field(primary_key=True)  # of the root post
    user_id: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)  # reaction, reply
    name: str = Field(primary_key=True)  # the emoji, or the ts of the reply
    at: datetime | None = None  # when it came, or went; unknown for emoji that were read back
    is_gone: bool = False
    mentions: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))  # by a reply


class Backfill(SQLModel, table=True):
    """How far a channel has been read back."""

    team_id: str = Field(primary_key=True)
    channel_id: str = Field(primary_key=True)
    oldest: str
    started_at: datetime
    posts_read: int = 0
    threads_open: int = 0
    is_listed: bool = False  # the history is through; threads may be open
    done_at: datetime | None = None
    problem: str = ""
