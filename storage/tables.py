"""Every table. Each row has its team_id; times are UTC; Slack timestamps stay strings."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, LargeBinary, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


class Inbox(SQLModel, table=True):
    """Something that happened, written down before it was acknowledged. Emptied of content once done."""

    __table_args__ = (
        UniqueConstraint("team_id", "event_id"),
        Index("inbox_order", "state", "id"),
        Index("inbox_next", "state", "team_id", "lane", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    team_id: str
    event_id: str
    kind: str
    lane: str  # events of one lane are handled in order
    payload: str = Field(sa_column=Column(Text, nullable=False))
    state: str = "waiting"  # waiting, done, set_aside
    received_at: datetime
    not_before: datetime
    tries: int = 0
    problem: str = Field(default="", sa_column=Column(Text, nullable=False))
    done_at: datetime | None = None


class Outbox(SQLModel, table=True):
    """A promise: one call to make, once. Unique by what it is for, so that saying it twice is harmless."""

    __table_args__ = (
        UniqueConstraint("team_id", "recipient", "purpose", "period"),
        Index("outbox_next", "state", "party", "not_before"),
        Index("outbox_lane", "team_id", "lane", "state", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    team_id: str
    recipient: str
    purpose: str
    period: str
    method: str
    party: str
    lane: str
    arguments: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    context: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    answer: str = ""  # the kind of event in which the answer comes back; empty for none
    delivery_id: str
    state: str = "waiting"  # waiting, sending, unsure, sent, failed, expired
    created_at: datetime
    not_before: datetime
    expires_at: datetime | None = None
    attempted_at: datetime | None = None
    tries: int = 0
    looks: int = 0
    done_at: datetime | None = None
    problem: str = ""


class Workspace(SQLModel, table=True):
    """A Slack workspace that Earshot is installed in, as auth.test described it."""

    team_id: str = Field(primary_key=True)
    url: str
    name: str = ""
    bot_user_id: str
    bot_id: str = ""
    people_read_at: datetime | None = None


class Person(SQLModel, table=True):
    """Somebody in the workspace: what is needed to name, place and reach them."""

    team_id: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    name: str = ""
    zone: str = "UTC"
    is_bot: bool = False
    is_guest: bool = False
    is_deleted: bool = False
    dm_channel: str = ""


class Channel(SQLModel, table=True):
    """A channel that Earshot has heard of."""

    team_id: str = Field(primary_key=True)
    channel_id: str = Field(primary_key=True)
    name: str = ""
    is_private: bool = False
    is_archived: bool = False
    is_joined: bool = False  # by Earshot


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


class Follower(SQLModel, table=True):
    """Somebody who started Earshot, and when they hear from it."""

    __table_args__ = (Index("follower_due", "next_digest_at"),)

    team_id: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    started_at: datetime
    cadence: str = "daily"  # daily, weekly
    is_paused: bool = False
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
    position: int
    score: float
    reason: str = Field(sa_column=Column(Text, nullable=False))
    verdict: str = ""  # useful, not_for_me, mute
    probability: float = 0.0  # before the reader's presses; `score` is after them
    threshold: float = 0.0  # how likely a post had to be for this reader
    evidence: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    explored: bool = False  # shown to check the guesses
    propensity: float = 1.0  # how likely it was to be shown at all


class AttentionModel(SQLModel, table=True):
    """What was learned from a workspace at one time: the state of a ranker. A few versions are kept."""

    team_id: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    made_at: datetime
    until: datetime  # everything that was known before then is in it
    reason: str
    people: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    posts: int
    responses: int
    fingerprint: str  # SHA-256 of the state
    state: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Watermark(SQLModel, table=True):
    """When Earshot last ran, so that what was missed while it did not can be read."""

    team_id: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    at: datetime
