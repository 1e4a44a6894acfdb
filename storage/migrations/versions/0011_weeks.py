"""weeks of those who lead people; what a digest needs to be edited in place, and to become shorter."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("follower", sa.Column("wants_less", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("digest", sa.Column("line", sa.String(), nullable=False, server_default=""))
    op.add_column("digest", sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("digestitem", sa.Column("already", sa.JSON(), nullable=True))
    # Whether the earlier ones were of use is not known for all, so nobody's digest becomes shorter for them.
    op.execute("UPDATE digest SET answered_at = created_at")
    op.create_table(
        "week",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.Column("wants_less", sa.Boolean(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "user_id"),
    )
    op.create_index("week_due", "week", ["next_at"])
    _create_messages()


def _create_messages() -> None:
    op.create_table(
        "weekmessage",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("team_id", "user_id", "period")),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("title", "channel_id", "ts")),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("team_id", "user_id", "period"),
    )
    op.create_table(
        "weekitem",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("week_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("user_id", "kind", "about")),
        sa.Column("line", sa.Text(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("channel_id", "ts")),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("weekitem_post", "weekitem", ["team_id", "channel_id", "ts"])
    op.create_index(op.f("ix_weekitem_week_id"), "weekitem", ["week_id"])
