"""relationships: what somebody said of a person, meetings that they told of, how often they want a tag's people."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def _words(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.String(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "tie",
        *(_words(name) for name in ("team_id", "user_id", "person", "cadence")),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_let_go", sa.Boolean(), nullable=False),
        sa.Column("is_expected", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "user_id", "person"),
    )
    op.create_table(
        "meeting",
        *(_words(name) for name in ("team_id", "user_id", "person", "noted_by")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "user_id", "person", "noted_by"),
    )
    op.create_table(
        "tagcadence",
        *(_words(name) for name in ("team_id", "user_id", "tag", "cadence")),
        sa.PrimaryKeyConstraint("team_id", "user_id", "tag"),
    )
