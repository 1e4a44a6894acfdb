"""What happened and what was promised: the two queues that nothing is lost in."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, Text, UniqueConstraint
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


class Watermark(SQLModel, table=True):
    """When Earshot last ran, so that what was missed while it did not can be read."""

    team_id: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    at: datetime
