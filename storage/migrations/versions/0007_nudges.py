"""nudges: what was said and where it stands, who started and when their day is; locale and organisation of people."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_KINDS = {"green_journal.review": "green_review", "green_journal.loop": "green_loop"}


def upgrade() -> None:
    _people()
    _listeners()
    _nudges()


def _people() -> None:
    op.add_column("person", sa.Column("locale", sa.String(), nullable=False, server_default=""))
    op.add_column("person", sa.Column("is_stranger", sa.Boolean(), nullable=False, server_default=sa.false()))


def _listeners() -> None:
    listener = op.create_table(
        "listener",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("look_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wakes", sa.String(), nullable=False),
        sa.Column("sleeps", sa.String(), nullable=False),
        sa.Column("days_off", sa.JSON(), nullable=False),
        sa.Column("pause_begin", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pause_end", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dnd", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "user_id"),
    )
    op.create_index("listener_due", "listener", ["look_at"])
    connection = op.get_bind()
    started: dict[tuple[str, str], Any] = {}
    for name, moment in (("follower", "started_at"), ("press", "pressed_at")):
        table = _named(name, moment)
        for row in connection.execute(sa.select(table)).fetchall():
            key = (row.team_id, row.user_id)
            started[key] = min(started.get(key, row[2]), row[2])
    quiet = {
        (row.team_id, row.user_id): row[2] for row in connection.execute(sa.select(_named("quiet", "since")))
    }
    quiet |= {key: started[key] for key in _paused(connection) if key not in quiet}
    common: dict[str, Any] = {"wakes": "08:00", "sleeps": "20:00", "days_off": [], "dnd": [], "pause_end": None}
    rows = [
        {"team_id": team_id, "user_id": user_id, "started_at": moment, "look_at": moment}
        | {"pause_begin": quiet.get((team_id, user_id)), **common}
        for (team_id, user_id), moment in started.items()
    ]
    if rows:
        op.bulk_insert(listener, rows)
    op.drop_table("quiet")


def _paused(connection: sa.Connection) -> list[tuple[str, str]]:
    follower = _named("follower", "started_at")
    is_paused = sa.column("is_paused", sa.Boolean())
    rows = connection.execute(sa.select(follower).where(is_paused)).fetchall()
    return [(row.team_id, row.user_id) for row in rows]


def _named(table: str, moment: str) -> sa.TableClause:
    return sa.table(
        table,
        sa.column("team_id", sa.String()),
        sa.column("user_id", sa.String()),
        sa.column(moment, sa.DateTime(timezone=True)),
    )


def _nudges() -> None:
    """The older ones count as answered: nobody hears less because of a time before answers were counted."""
    connection = op.get_bind()
    old = sa.table(
        "nudge", *(sa.column(name) for name in ("team_id", "user_id", "purpose", "period")), _sent()
    )
    said = [
        {"team_id": row.team_id, "user_id": row.user_id, "kind": _KINDS[row.purpose], "about": row.period}
        | {"sent_at": row.sent_at, "answered_at": row.sent_at, "source": {}}
        | dict.fromkeys(("channel_id", "ts", "title", "words", "quote", "draft"), "")
        for row in connection.execute(sa.select(old)).fetchall()
        if row.purpose in _KINDS
    ]
    op.drop_table("nudge")
    nudge = op.create_table(
        "nudge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("source", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("team_id", "user_id", "kind", "about"),
    )
    if said:
        op.bulk_insert(nudge, said)


def _sent() -> "sa.ColumnClause[object]":
    return sa.column("sent_at", sa.DateTime(timezone=True))
