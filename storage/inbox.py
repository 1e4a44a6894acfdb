"""The inbox: what happened, written down before it is acknowledged, handled once and in order."""

import json
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, case, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select, update

from bot.event import UNTIMED, Event
from bot.retry import HANDLER_TRIES, pause_before
from storage.tables import Inbox

KEPT = timedelta(days=3)  # done rows, so that a late redelivery is still known as one


def arrival(event: Event) -> dict[str, Any]:
    """The row of an event that has just come in."""
    return {
        "team_id": event.team_id,
        "event_id": event.event_id,
        "kind": event.kind,
        "lane": event.lane,
        "payload": json.dumps(event.payload, separators=(",", ":")),  # ASCII: half an emoji fits too
        "state": "waiting",
        "received_at": event.received_at,
        "not_before": event.received_at,
        "tries": 0,
        "problem": "",
    }


def write_down(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Insert arrivals in one statement; those known already by (team_id, event_id) change nothing."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(Inbox).on_conflict_do_nothing(index_elements=["team_id", "event_id"])
    connection.execute(statement, rows)


def happened(session: Session, event: Event) -> None:
    """Write down an event from inside a transaction, such as the answer to a call."""
    write_down(session.connection(), [arrival(event)])


def next_event(session: Session, now: datetime) -> tuple[int, Event] | None:
    """The oldest event that may be handled now: due, and first of its lane. None when there is none."""
    earlier = aliased(Inbox)
    blocked = (
        select(earlier.id)
        .where(
            earlier.state == "waiting",
            earlier.team_id == Inbox.team_id,
            earlier.lane == Inbox.lane,
            col(earlier.id) < col(Inbox.id),
        )
        .exists()
    )
    query = (
        select(Inbox)
        .where(Inbox.state == "waiting", Inbox.not_before <= now, ~blocked)
        .order_by(col(Inbox.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = session.exec(query).first()
    if row is None:
        return None
    assert row.id is not None
    payload = json.loads(row.payload)
    return row.id, Event(row.team_id, row.event_id, row.kind, row.lane, payload, row.received_at)


def is_followed(session: Session, event: Event) -> bool:
    """Whether another event of its lane waits behind one that is being handled."""
    query = select(Inbox.id).where(
        Inbox.state == "waiting",
        Inbox.team_id == event.team_id,
        Inbox.lane == event.lane,
        Inbox.event_id != event.event_id,
    )
    return session.exec(query.limit(1)).first() is not None


def done(session: Session, row_id: int, now: datetime) -> None:
    """Mark as handled and forget the content; the id stays to recognise redeliveries."""
    untimed = col(Inbox.event_id).startswith(UNTIMED)
    done_at = case((untimed, col(Inbox.received_at)), else_=now)
    not_before = case((untimed, col(Inbox.received_at)), else_=col(Inbox.not_before))
    change = {"state": "done", "payload": "{}", "done_at": done_at, "not_before": not_before}
    session.exec(update(Inbox).where(col(Inbox.id) == row_id).values(**change))


def failed(session: Session, row_id: int, problem: str, now: datetime) -> bool:
    """Count a failed try; after the last one the event is set aside and True is returned."""
    row = session.get_one(Inbox, row_id)
    row.tries += 1
    row.problem = problem
    row.not_before = now + pause_before(row.tries)
    if row.tries >= HANDLER_TRIES:
        row.state = "set_aside"
    session.add(row)
    return row.state == "set_aside"


def waiting(session: Session) -> int:
    """How many events are not handled yet."""
    return session.exec(select(func.count()).select_from(Inbox).where(Inbox.state == "waiting")).one()


def set_aside(session: Session) -> list[tuple[str, str, str]]:
    """The events that could not be handled: (kind, event id, last line of the cause)."""
    rows = session.exec(select(Inbox).where(Inbox.state == "set_aside").order_by(col(Inbox.id))).all()
    return [(row.kind, row.event_id, row.problem.strip().splitlines()[-1]) for row in rows]


def forget_old(session: Session, now: datetime) -> None:
    """Remove rows whose redelivery is no longer possible, and the content of what was set aside."""
    session.exec(delete(Inbox).where(col(Inbox.state) == "done", col(Inbox.done_at) < now - KEPT))
    session.exec(
        delete(Inbox).where(col(Inbox.state) == "set_aside", col(Inbox.received_at) < now - 10 * KEPT)
    )
