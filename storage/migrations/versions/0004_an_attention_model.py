"""an attention model: versions of what was learned, whom words mention, and what an item was shown for."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>")


def upgrade() -> None:
    op.create_table(
        "attentionmodel",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.Column("posts", sa.Integer(), nullable=False),
        sa.Column("responses", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "version"),
    )
    none = sa.text("'[]'")
    op.add_column("post", sa.Column("files", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("post", sa.Column("mentions", sa.JSON(), nullable=False, server_default=none))
    op.add_column("engagement", sa.Column("mentions", sa.JSON(), nullable=False, server_default=none))
    op.add_column("digestitem", sa.Column("probability", sa.Float(), nullable=False, server_default="0"))
    op.add_column("digestitem", sa.Column("threshold", sa.Float(), nullable=False, server_default="0"))
    op.add_column("digestitem", sa.Column("evidence", sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
    op.add_column("digestitem", sa.Column("explored", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("digestitem", sa.Column("propensity", sa.Float(), nullable=False, server_default="1"))
    _note_mentions()


def _note_mentions() -> None:
    """Words are forgotten after a month; whom they mention has to be noted before."""
    connection = op.get_bind()
    post = sa.table(
        "post",
        *(sa.column(name) for name in ("team_id", "channel_id", "ts", "text")),
        sa.column("mentions", sa.JSON()),
    )
    query = sa.select(post).where(post.c.text.like("%<@%"))
    for row in connection.execute(query).fetchall():
        key = (post.c.team_id == row.team_id) & (post.c.channel_id == row.channel_id) & (post.c.ts == row.ts)
        people = list(dict.fromkeys(MENTION.findall(row.text)))
        connection.execute(sa.update(post).where(key).values(mentions=people))
