"""what people took on in threads; channels and small things that were suggested to them."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def _words(*names: str) -> "list[sa.Column[Any]]":
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _moment(name: str, *, nullable: bool = False) -> "sa.Column[Any]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "commitment",
        *_words("team_id", "channel_id", "ts", "root", "user_id"),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("named", sa.Date(), nullable=True),
        sa.Column("remind_on", sa.Date(), nullable=True),
        _moment("said_at"),
        *_words("edited", "state"),
        _moment("closed_at", nullable=True),
        sa.PrimaryKeyConstraint("team_id", "channel_id", "ts"),
    )
    op.create_index("commitment_author", "commitment", ["team_id", "user_id"])
    op.create_table(
        "channelhint",
        *_words("team_id", "user_id", "channel_id"),
        _moment("at"),
        *_words("state"),
        sa.PrimaryKeyConstraint("team_id", "user_id", "channel_id"),
    )
    op.create_table(
        "smallaction",
        *_words("team_id", "user_id", "week", "key"),
        sa.Column("position", sa.Integer(), nullable=False),
        *_words("habit"),
        sa.Column("words", sa.Text(), nullable=False),
        *_words("channel_id", "ts", "root"),
        _moment("at"),
        *_words("answer"),
        sa.PrimaryKeyConstraint("team_id", "user_id", "week", "key"),
    )
