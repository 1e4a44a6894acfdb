"""Who follows what, the digests they were sent, and what they said of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


class Follower(SQLModel, table=True):
    """Somebody who started Earshot, and when they hear from it."""

    __table_args__ = (Index("follower_due", "next_digest_at"),)

    team_id: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    started_at: datetime
    cadence: str = "daily"  # daily, weekly
    is_paused: bool = False
    wants_less: bool = False  # pressed Less, and has not taken it back
    next_digest_at: datetime
    confirmation_channel: str = ""
    confirmation_ts: str = ""


class Follow(SQLModel, table=True):
    """A channel or a person that somebody follows."""

    team_id: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)  # the follower
    target: str = Field(primary_key=True)  # a channel id or a user id
    kind: str  # channel, person
    level: int = 0  # 1 to 3 above the follower; 0 another voice, or a channel
    position: int = 0


class Digest(SQLModel, table=True):
    """A digest that was promised to somebody, and where it stands once it was sent."""

    __table_args__ = (UniqueConstraint("team_id", "user_id", "period"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: str
    user_id: str
    period: str
    created_at: datetime
    title: str
    changed_by: str = ""  # what differs because of earlier presses
    line: str = ""  # why it is shorter or rarer than was chosen
    answered_at: datetime | None = None  # when a button of it was first pressed
    channel_id: str = ""
    ts: str = ""


class DigestItem(SQLModel, table=True):
    """One post in one digest, with the words and numbers that it was shown with."""

    __table_args__ = (UniqueConstraint("team_id", "user_id", "channel_id", "ts"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: str
    digest_id: int = Field(index=True)
    user_id: str
    channel_id: str
    ts: str
    author: str
    watched: str
    already: list[str] | None = (
        Field(  # followed people who were in it when it was shown; unknown before 0011
            default=None, sa_column=Column(JSON(none_as_null=True), nullable=True)
        )
    )
    position: int
    score: float
    reason: str = Field(sa_column=Column(Text, nullable=False))
    verdict: str = ""  # useful, not_for_me, mute
    probability: float = 0.0  # before the reader's presses; `score` is after them
    threshold: float = 0.0  # how likely a post had to be for this reader
    evidence: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    explored: bool = False  # shown to check the guesses
    propensity: float = 1.0  # how likely it was to be shown at all
