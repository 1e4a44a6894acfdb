"""A database from before nudges had rows of their own: who started, who wanted silence, and what was said stay known."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from sqlmodel import Session

from bot.nudges import Sent, Silence
from storage import nudges
from storage.engine import open_engine
from storage.migrations import migrate
from storage.tables import Listener, Nudge
from tests.moments import at

NOW, DAY = at("2026-03-02 09:30"), timedelta(days=1)


@pytest.fixture
def old(empty_database: str) -> Iterator[Engine]:
    """U1 follows and weighed, U2 only weighed and is paused, U3 did nothing, U4 follows and was paused long ago."""
    opened = open_engine(empty_database)
    migrate(opened, to="0006")
    with opened.begin() as connection:
        _add(
            connection,
            "follower",
            user_id="U1",
            started_at=NOW,
            next_digest_at=NOW,
            cadence="daily",
            is_paused=False,
        )
        _add(connection, "follower", user_id="U4", started_at=NOW, next_digest_at=NOW, is_paused=True)
        for user, moment in (("U1", NOW - DAY), ("U2", NOW), ("U2", NOW + DAY)):
            _add(connection, "press", user_id=user, pressed_at=moment, view_id=f"V{user}{moment}")
        _add(connection, "quiet", user_id="U2", since=NOW)
        for purpose, period in (("green_journal.review", "1:x:30 days"), ("green_journal.loop", "2:y")):
            _add(connection, "nudge", user_id="U1", purpose=purpose, period=period, sent_at=NOW)
    migrate(opened)
    yield opened
    opened.dispose()


def _add(connection: sa.Connection, name: str, **values: Any) -> None:
    """A row; what isn't given is empty."""
    table = sa.Table(name, sa.MetaData(), autoload_with=connection)
    empty = {
        column.name: _empty(column)
        for column in table.columns
        if not column.nullable and column.name not in {"id", "team_id"}
    }
    connection.execute(table.insert().values(**empty | values, team_id="T1"))


def _empty(column: "sa.Column[Any]") -> object:
    if isinstance(column.type, sa.DateTime):
        return NOW
    kinds: dict[type[Any], object] = {sa.Boolean: False, sa.Integer: 0, sa.JSON: []}
    return next((empty for kind, empty in kinds.items() if isinstance(column.type, kind)), "")


def started(engine: Engine, user: str) -> datetime | None:
    """When somebody started, if they did."""
    with Session(engine) as session:
        row = session.get(Listener, ("T1", user))
        return row.started_at if row else None


def test_whoever_used_it_has_started_when_they_first_did(old: Engine) -> None:
    assert [started(old, user) for user in ("U1", "U2", "U3")] == [NOW - DAY, NOW, None]


def test_whoever_wanted_silence_still_has_it(old: Engine) -> None:
    with Session(old) as session:
        assert nudges.listener(session, "T1", "U1").silences == ()
        for user in ("U2", "U4"):
            assert nudges.listener(session, "T1", user).silences == (Silence(NOW, None),)


def test_what_was_said_is_known_and_counts_as_answered(old: Engine) -> None:
    with Session(old) as session:
        sent = nudges.listener(session, "T1", "U1").sent
        assert {(each.kind, each.about) for each in sent} == {
            ("green_review", "1:x:30 days"),
            ("green_loop", "2:y"),
        }
        assert sent[0] == Sent(NOW, sent[0].kind, sent[0].about, was_answered=True)
        assert session.get(Nudge, 1) is not None
