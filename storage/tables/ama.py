"""Sessions, their questions and votes.

Nothing here says who asked an anonymous question or who voted: a tag can be made only by somebody who has the key of
the session, which is kept outside the database (storage/keys.py), and nothing has a time of its own.
"""

from datetime import date, datetime

from sqlalchemy import JSON, Column, Index, Text
from sqlmodel import Field, SQLModel


class AmaSession(SQLModel, table=True):
    """One session in a channel: an AMA, or open-space topics."""

    __table_args__ = (Index("amasession_channel", "team_id", "channel_id", "state"),)

    team_id: str = Field(primary_key=True)
    ama_id: str = Field(primary_key=True)  # random
    channel_id: str
    kind: str = "ama"  # ama, topics
    edition: int = 1  # of this kind in this channel
    title: str
    hosts: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    opens_at: datetime
    closes_at: datetime
    live_at: datetime | None = None
    schedule: list[list[str]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    zone: str = "UTC"  # in which the hosts wrote the times
    naming: str = "both"  # anonymous, named, both
    is_moderated: bool = False
    rules: str = Field(default="", sa_column=Column(Text, nullable=False))
    most_questions: int = 3  # anonymous ones per person
    we_did: list[list[str]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    state: str = "set_up"  # set_up, open, live, closed
    board_ts: str = ""
    closed_at: datetime | None = None
    poll_ts: str = ""
    poll_until: datetime | None = None
    shown: str = ""  # a fingerprint of what the board shows


class AmaQuestion(SQLModel, table=True):
    """A question, or a topic, in the words of whoever asked it."""

    # Stored by its random key and without a hidden row number, so that a row's place says nothing of its time.
    __table_args__ = (Index("amaquestion_session", "team_id", "ama_id"), {"sqlite_with_rowid": False})

    team_id: str = Field(primary_key=True)
    question_id: str = Field(primary_key=True)  # random
    ama_id: str
    number: int = 0  # in the order in which they appeared on the board; 0 before
    text: str = Field(sa_column=Column(Text, nullable=False))
    author: str = ""  # a user id for named ones; never for anonymous ones
    owner_tag: str = ""  # only its asker can show the same one, while the session is open
    state: str = "open"  # held, open, answering, answered, written, parked, declined, merged, withdrawn
    answer: str = Field(default="", sa_column=Column(Text, nullable=False))
    reason: str = Field(default="", sa_column=Column(Text, nullable=False))  # why declined
    merged_into: str = ""
    due_on: date | None = None
    due_owner: str = ""
    reminded_on: date | None = None
    ts: str = ""  # of its message in the board's thread
    final_votes: int = -1  # counted at close, when the votes themselves go; -1 before
    final_active: int = -1
    shown: str = ""  # a fingerprint of what its message shows


class AmaVote(SQLModel, table=True):
    """One person's vote for one question."""

    __table_args__ = (Index("amavote_session", "team_id", "ama_id"), {"sqlite_with_rowid": False})

    team_id: str = Field(primary_key=True)
    question_id: str = Field(primary_key=True)
    tag: str = Field(primary_key=True)
    ama_id: str
    seen: int  # how many questions there were: what a time would be for, without being one


class AmaFlag(SQLModel, table=True):
    """One person's hint to the hosts that a question may break the rules."""

    __table_args__ = ({"sqlite_with_rowid": False},)

    team_id: str = Field(primary_key=True)
    question_id: str = Field(primary_key=True)
    tag: str = Field(primary_key=True)
    ama_id: str


class AmaSlot(SQLModel, table=True):
    """One of the anonymous questions that a person may ask, used. Two slots of one person don't look alike."""

    __table_args__ = ({"sqlite_with_rowid": False},)

    team_id: str = Field(primary_key=True)
    ama_id: str = Field(primary_key=True)
    tag: str = Field(primary_key=True)


class AmaLog(SQLModel, table=True):
    """What a host did, for everybody to read."""

    __table_args__ = (Index("amalog_session", "team_id", "ama_id"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: str
    ama_id: str
    at: datetime
    host: str
    verb: str  # bot.ama.moderation.Verb
    question_id: str = ""
    detail: str = Field(default="", sa_column=Column(Text, nullable=False))


class AmaPoll(SQLModel, table=True):
    """One person's two taps after a session, under a key of their own that goes when the poll ends."""

    __table_args__ = ({"sqlite_with_rowid": False},)

    team_id: str = Field(primary_key=True)
    ama_id: str = Field(primary_key=True)
    tag: str = Field(primary_key=True)
    useful: str = ""  # yes, partly, no
    next_time: str = ""  # bot.ama.after.NEXT_TIME
