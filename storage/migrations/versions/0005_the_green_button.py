"""the green button: presses, polls, and what was said unasked"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "press",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("view_id", sa.String(), nullable=False),
        sa.Column("pressed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asker", sa.String(), nullable=False),
        sa.Column("ask", sa.Text(), nullable=False),
        sa.Column("is_quoted", sa.Boolean(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("chance", sa.Integer(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("loop_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("loop_reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("loop_closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("review_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("review_round", sa.String(), nullable=False),
        sa.Column("rounds_asked", sa.JSON(), nullable=False),
        sa.Column("reviews", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("team_id", "view_id"),
    )
    op.create_index("press_author", "press", ["team_id", "user_id"])
    op.create_index("ix_press_remind_at", "press", ["remind_at"])
    op.create_index("ix_press_review_at", "press", ["review_at"])
    op.create_table(
        "busyword",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "user_id", "words"),
    )
    op.create_table(
        "poll",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "pollvote",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("button", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "poll_id", "user_id"),
    )
    for name, more in (("nudge", ("purpose", "period")), ("quiet", ())):
        op.create_table(
            name,
            sa.Column("team_id", sa.String(), nullable=False),
            sa.Column("user_id", sa.String(), nullable=False),
            *(sa.Column(column, sa.String(), nullable=False) for column in more),
            sa.Column("sent_at" if more else "since", sa.DateTime(timezone=True), nullable=False),
            sa.PrimaryKeyConstraint("team_id", "user_id", *more),
        )
