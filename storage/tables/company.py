"""A workspace, its people and its channels."""

from datetime import datetime

from sqlmodel import Field, SQLModel


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
    locale: str = ""  # such as ar-EG; empty while Slack did not say
    is_stranger: bool = False  # of another organisation, met in a shared channel


class Channel(SQLModel, table=True):
    """A channel that Earshot has heard of."""

    team_id: str = Field(primary_key=True)
    channel_id: str = Field(primary_key=True)
    name: str = ""
    is_private: bool = False
    is_archived: bool = False
    is_joined: bool = False  # by Earshot
