"""sessions: their questions and votes, without who asked or voted; what hosts did; the poll afterwards."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _words(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.String(), nullable=False)


def _tags(name: str, *columns: "sa.Column[Any]", key: tuple[str, ...]) -> None:
    op.create_table(
        name, _words("team_id"), *columns, sa.PrimaryKeyConstraint("team_id", *key), sqlite_with_rowid=False
    )


def upgrade() -> None:
    op.create_table(
        "amasession",
        *(_words(name) for name in ("team_id", "ama_id", "channel_id", "kind")),
        sa.Column("edition", sa.Integer(), nullable=False),
        _words("title"),
        sa.Column("hosts", sa.JSON(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("live_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("schedule", sa.JSON(), nullable=False),
        _words("zone"),
        _words("naming"),
        sa.Column("is_moderated", sa.Boolean(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("most_questions", sa.Integer(), nullable=False),
        sa.Column("we_did", sa.JSON(), nullable=False),
        _words("state"),
        _words("board_ts"),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        _words("poll_ts"),
        sa.Column("poll_until", sa.DateTime(timezone=True), nullable=True),
        _words("shown"),
        sa.PrimaryKeyConstraint("team_id", "ama_id"),
    )
    op.create_index("amasession_channel", "amasession", ["team_id", "channel_id", "state"])
    _tags(
        "amaquestion",
        _words("question_id"),
        _words("ama_id"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        *(_words(name) for name in ("author", "owner_tag", "state")),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        _words("merged_into"),
        sa.Column("due_on", sa.Date(), nullable=True),
        _words("due_owner"),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        _words("ts"),
        sa.Column("final_votes", sa.Integer(), nullable=False),
        sa.Column("final_active", sa.Integer(), nullable=False),
        _words("shown"),
        key=("question_id",),
    )
    op.create_index("amaquestion_session", "amaquestion", ["team_id", "ama_id"])
    seen = sa.Column("seen", sa.Integer(), nullable=False)
    _tags("amavote", _words("question_id"), _words("tag"), _words("ama_id"), seen, key=("question_id", "tag"))
    op.create_index("amavote_session", "amavote", ["team_id", "ama_id"])
    _tags("amaflag", _words("question_id"), _words("tag"), _words("ama_id"), key=("question_id", "tag"))
    _tags("amaslot", _words("ama_id"), _words("tag"), key=("ama_id", "tag"))
    op.create_table(
        "amalog",
        sa.Column("id", sa.Integer(), nullable=False),
        *(_words(name) for name in ("team_id", "ama_id")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(_words(name) for name in ("host", "verb", "question_id")),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("amalog_session", "amalog", ["team_id", "ama_id"])
    _tags("amapoll", _words("ama_id"), _words("tag"), _words("useful"), _words("next_time"), key=("ama_id", "tag"))
