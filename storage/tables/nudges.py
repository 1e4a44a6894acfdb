"""What Earshot said unasked, and who wants silence."""

from datetime import datetime

from sqlmodel import Field, SQLModel


class Nudge(SQLModel, table=True):
    """A message that came by itself and is no digest; they share one budget."""

    team_id: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    purpose: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    sent_at: datetime


class Quiet(SQLModel, table=True):
    """Somebody who wants no nudges until they say otherwise."""

    team_id: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    since: datetime
