"""What colleagues write to each other, and what each of them said about that."""

from datetime import datetime

from sqlalchemy import JSON, Column, Index, Text
from sqlmodel import Field, SQLModel


class FeedbackDraft(SQLModel, table=True):
    """What `user_id` typed about a person and has not sent; `view_id` is of the modal it was typed in."""

    team_id: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    view_id: str = Field(primary_key=True)
    words: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    visibility: str = "them"
    asks_back: bool = False
    written_at: datetime


class Feedback(SQLModel, table=True):
    """What `user_id` sent to a person, to their manager, or to both. Its words go first, `words_gone` then."""

    __table_args__ = (Index("feedback_person", "team_id", "person"),)

    team_id: str = Field(primary_key=True)
    feedback_id: str = Field(primary_key=True)
    user_id: str  # who wrote it
    person: str  # whom it is about
    visibility: str  # them, them_and_manager, manager
    manager: str = ""  # who reads it too, or alone
    asks_back: bool = False
    words: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    words_gone: bool = False
    sent_at: datetime
    goes_at: datetime  # when the first of its readers gets it
    thanked: list[str] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False)
    )  # readers who did
    answered: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class FeedbackNote(SQLModel, table=True):
    """A note of `user_id` about a person, for the feedback that they will write."""

    __table_args__ = (Index("feedbacknote_author", "team_id", "user_id", "person"),)

    team_id: str = Field(primary_key=True)
    note_id: str = Field(primary_key=True)
    user_id: str
    person: str
    text: str = Field(sa_column=Column(Text, nullable=False))
    at: datetime


class FeedbackChoice(SQLModel, table=True):
    """Whether somebody takes feedback through Earshot, and who their manager is in their own word."""

    team_id: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    takes_none: bool = False
    manager: str = ""


class FeedbackSpared(SQLModel, table=True):
    """`user_id` won't write to a person for now, or wants to be reminded of it later."""

    team_id: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    at: datetime
    remind_at: datetime | None = None  # None: let go


class FeedbackRequest(SQLModel, table=True):
    """`user_id` asked a person for feedback."""

    __table_args__ = (Index("feedbackrequest_asked", "team_id", "person"),)

    team_id: str = Field(primary_key=True)
    request_id: str = Field(primary_key=True)
    user_id: str  # who asks, and would be written to
    person: str  # who is asked
    topic: str = ""
    asked_at: datetime
    settled_at: datetime | None = None  # when they wrote, or said not now
