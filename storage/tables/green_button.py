"""What people weighed, decided and found out about it; and polls of the thought experiment."""

from datetime import datetime

from sqlalchemy import JSON, Column, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


class Press(SQLModel, table=True):
    """One opportunity that somebody weighed: an entry in their journal, which nobody else sees."""

    __table_args__ = (UniqueConstraint("team_id", "view_id"), Index("press_author", "team_id", "user_id"))

    id: int | None = Field(default=None, primary_key=True)
    team_id: str
    user_id: str
    view_id: str  # of the modal it was weighed in: a second submission of it is the same press
    pressed_at: datetime
    asker: str = ""  # who asked; empty where that was left open
    ask: str = Field(sa_column=Column(Text, nullable=False))
    is_quoted: bool = False  # the words are those of a message, and go with it
    channel_id: str = ""  # the message that asked, where there is one
    ts: str = ""
    answers: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    verdict: str  # green, red, discover, delegate: the advice
    decision: str = ""  # the same words: what the person chose; empty until they did
    decided_at: datetime | None = None
    chance: int | None = None  # in per cent, that it works, as the person saw it before
    reply: str = Field(default="", sa_column=Column(Text, nullable=False))
    note: str = Field(default="", sa_column=Column(Text, nullable=False))
    loop_due_at: datetime | None = None  # of an open discovery or name-down
    remind_at: datetime | None = Field(default=None, index=True)  # of it: when it is due, or later
    loop_reminded_at: datetime | None = None
    loop_closed_at: datetime | None = None
    review_at: datetime | None = Field(default=None, index=True)  # when to ask how it went
    review_round: str = ""  # which time of asking that is
    rounds_asked: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    reviews: list[dict[str, str]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class BusyWord(SQLModel, table=True):
    """A word that somebody wants flagged in their replies, besides those that everybody has."""

    team_id: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    words: str = Field(primary_key=True)


class Poll(SQLModel, table=True):
    """The thought experiment, asked in a channel."""

    id: int | None = Field(default=None, primary_key=True)
    team_id: str
    channel_id: str
    ts: str = ""  # empty until it arrived
    asked_by: str
    asked_at: datetime
    drawn_at: datetime | None = None  # when its counts are, or will be, shown anew


class PollVote(SQLModel, table=True):
    """Which button somebody would press: one vote a person, and it may change."""

    team_id: str = Field(primary_key=True)
    poll_id: int = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    button: str  # green, red
    at: datetime
