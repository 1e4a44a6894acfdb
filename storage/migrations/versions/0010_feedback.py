"""feedback: what is being written and was sent, notes for it, who takes none, who was asked for some."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def _words(*names: str) -> "list[sa.Column[Any]]":
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _json(*names: str) -> "list[sa.Column[Any]]":
    return [sa.Column(name, sa.JSON(), nullable=False) for name in names]


def _moment(name: str, *, nullable: bool = False) -> "sa.Column[Any]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _flag(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.Boolean(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "feedbackdraft",
        *_words("team_id", "user_id", "person", "view_id", "visibility"),
        *_json("words"),
        _flag("asks_back"),
        _moment("written_at"),
        sa.PrimaryKeyConstraint("team_id", "user_id", "person", "view_id"),
    )
    op.create_table(
        "feedback",
        *_words("team_id", "feedback_id", "user_id", "person", "visibility", "manager"),
        _flag("asks_back"),
        *_json("words", "thanked", "answered"),
        _flag("words_gone"),
        _moment("sent_at"),
        _moment("goes_at"),
        sa.PrimaryKeyConstraint("team_id", "feedback_id"),
    )
    op.create_index("feedback_person", "feedback", ["team_id", "person"])
    op.create_table(
        "feedbacknote",
        *_words("team_id", "note_id", "user_id", "person"),
        sa.Column("text", sa.Text(), nullable=False),
        _moment("at"),
        sa.PrimaryKeyConstraint("team_id", "note_id"),
    )
    op.create_index("feedbacknote_author", "feedbacknote", ["team_id", "user_id", "person"])
    op.create_table(
        "feedbackchoice",
        *_words("team_id", "user_id", "manager"),
        _flag("takes_none"),
        sa.PrimaryKeyConstraint("team_id", "user_id"),
    )
    op.create_table(
        "feedbackspared",
        *_words("team_id", "user_id", "person"),
        _moment("at"),
        _moment("remind_at", nullable=True),
        sa.PrimaryKeyConstraint("team_id", "user_id", "person"),
    )
    op.create_table(
        "feedbackrequest",
        *_words("team_id", "request_id", "user_id", "person", "topic"),
        _moment("asked_at"),
        _moment("settled_at", nullable=True),
        sa.PrimaryKeyConstraint("team_id", "request_id"),
    )
    op.create_index("feedbackrequest_asked", "feedbackrequest", ["team_id", "person"])
