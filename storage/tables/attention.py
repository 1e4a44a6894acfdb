"""What was learned."""

from datetime import datetime

from sqlalchemy import JSON, Column, LargeBinary
from sqlmodel import Field, SQLModel


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
