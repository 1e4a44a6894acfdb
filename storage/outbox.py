"""The outbox: calls that were promised, each made once.

Only `sending` is written before a call goes out, so a row found in that state at start is one whose end
nobody knows. What follows depends on the method (bot/slack_methods.py): idempotent ones are called again,
posts are looked for by their delivery id first, and ephemeral answers are dropped.
"""

import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, or_, select

from bot.call import Call, Promise
from bot.event import Event
from bot.retry import CALL_TRIES, pause_before
from bot.slack_methods import METHODS
from storage import inbox
from storage.tables import Outbox

OPEN = ("waiting", "sending", "unsure")
KEPT = timedelta(days=400)  # the unique key must outlive every period that could be promised again
QUICKLY_FORGOTTEN = timedelta(days=3)  # reads, whose keys nobody promises again


def promise(session: Session, asked: Promise, now: datetime) -> bool:
    """Promise a call; False when the same promise was made before, kept or not."""
    dialect = sqlite if session.connection().dialect.name == "sqlite" else postgresql
    unique = ["team_id", "recipient", "purpose", "period"]
    statement = dialect.insert(Outbox).on_conflict_do_nothing(index_elements=unique).returning(col(Outbox.id))
    result = session.connection().execute(
        statement,
        {
            "team_id": asked.team_id,
            "recipient": asked.recipient,
            "purpose": asked.purpose,
            "period": asked.period,
            "method": asked.method,
            "party": METHODS[asked.method].party,
            "lane": asked.lane or asked.recipient,
            "arguments": asked.arguments,
            "context": asked.context,
            "answer": asked.answer,
            "delivery_id": secrets.token_hex(16),
            "state": "waiting",
            "created_at": now,
            "not_before": asked.not_before or now,
            "expires_at": asked.expires_at,
            "tries": 0,
            "looks": 0,
            "problem": "",
        },
    )
    return result.first() is not None


def due(session: Session, party: str, now: datetime, limit: int = 100) -> list[Call]:
    """Calls that may go out now, oldest first; one whose lane has an earlier open call waits for it."""
    earlier = aliased(Outbox)
    blocked = (
        select(earlier.id)
        .where(
            earlier.team_id == Outbox.team_id,
            earlier.lane == Outbox.lane,
            col(earlier.state).in_(OPEN),
            col(earlier.id) < col(Outbox.id),
        )
        .exists()
    )
    rows = session.exec(
        select(Outbox)
        .where(
            col(Outbox.state).in_(("waiting", "unsure")),
            Outbox.party == party,
            Outbox.not_before <= now,
            ~blocked,
        )
        .order_by(col(Outbox.id))
        .limit(limit)
    ).all()
    return [_call(row) for row in rows]


def _call(row: Outbox) -> Call:
    assert row.id is not None
    return Call(
        id=row.id,
        team_id=row.team_id,
        method=row.method,
        recipient=row.recipient,
        arguments=row.arguments,
        delivery_id=row.delivery_id,
        is_unsure=row.state == "unsure",
        attempted_at=row.attempted_at,
        tries=row.tries,
        looks=row.looks,
        expires_at=row.expires_at,
    )


def _held(session: Session, call_id: int) -> Outbox | None:
    # PostgreSQL lets others withdraw or revise the row meanwhile unless it is locked; SQLite has one writer.
    return session.get(Outbox, call_id, with_for_update=True)


def sending(session: Session, call_id: int, now: datetime, delivery_id: str = "") -> bool:
    """Mark as going out; this is committed before the call is made. False when it was withdrawn.

    `delivery_id` is that of the call in hand: SQLite gives the number of a withdrawn row to the next one.
    """
    row = _held(session, call_id)
    if row is None or row.state != "waiting" or (delivery_id and row.delivery_id != delivery_id):
        return False
    row.state = "sending"
    row.tries += 1
    row.attempted_at = row.attempted_at or now
    session.add(row)
    return True


def content(session: Session, call_id: int) -> dict[str, Any]:
    """The arguments of a call as they are now: `revise` may have changed them since it was found to be due."""
    return session.get_one(Outbox, call_id).arguments


def kept(session: Session, call_id: int, answer: dict[str, Any], now: datetime) -> None:
    """The call was made: forget its content, and write its answer down as an event where one is awaited."""
    _end(session, call_id, "sent", "", {"ok": True, "answer": answer}, now)


def given_up(session: Session, call_id: int, problem: str, now: datetime, state: str = "failed") -> None:
    """The call will not be made (failed, or expired): keep the reason; the answer says so."""
    _end(session, call_id, state, problem, {"ok": False, "error": problem}, now)


def _end(
    session: Session, call_id: int, state: str, problem: str, answer: dict[str, Any], now: datetime
) -> None:
    row = _held(session, call_id)
    if row is None:  # forgotten while it was on its way
        return
    if row.answer:
        payload = {**answer, "context": row.context, "recipient": row.recipient}
        kind = f"answer.{row.answer}"
        lane = str(row.context.get("lane", row.recipient))
        inbox.happened(session, Event(row.team_id, f"answer:{row.id}", kind, lane, payload, now))
    row.state, row.problem, row.done_at = state, problem, now
    row.arguments, row.context = {}, {}
    session.add(row)


def later(session: Session, call_id: int, problem: str, now: datetime, wait: timedelta | None = None) -> bool:
    """The call certainly did not arrive: try again later; False when that was the last try."""
    row = _held(session, call_id)
    if row is None:
        return False
    if wait is None and row.tries >= CALL_TRIES:
        given_up(session, call_id, problem, now)
        return False
    if wait is not None and row.state == "sending":
        row.tries -= 1  # to be put off is no failed try
    row.state, row.problem = "waiting", problem
    row.not_before = now + (wait if wait is not None else pause_before(row.tries))
    session.add(row)
    return True


def tries(session: Session, call_id: int) -> int:
    """How often a call has gone out."""
    row = session.get(Outbox, call_id)
    return row.tries if row else 0


def unsure(session: Session, call_id: int, problem: str, check_at: datetime) -> None:
    """Nobody knows whether the call arrived: look for it at `check_at`."""
    row = _held(session, call_id)
    if row is None:
        return
    row.state, row.problem, row.not_before = "unsure", problem, check_at
    session.add(row)


def looked(session: Session, call_id: int, check_at: datetime | None, now: datetime) -> None:
    """We looked and did not find it: look again at `check_at`, or with None send it again."""
    row = _held(session, call_id)
    if row is None:
        return
    row.looks += 1
    if check_at is not None:
        row.not_before = check_at
    else:
        row.state, row.not_before, row.looks = "waiting", now, 0
    session.add(row)


def found_open(session: Session) -> list[tuple[int, str]]:
    """Calls that were going out when the process ended: (id, method)."""
    rows = session.exec(select(Outbox).where(Outbox.state == "sending")).all()
    return [(row.id, row.method) for row in rows if row.id is not None]


def recipient_is(session: Session, call_id: int, channel: str) -> None:
    """Remember the conversation that a call's person was found to have."""
    row = _held(session, call_id)
    if row is None:
        return
    row.arguments = {**row.arguments, "channel": channel}
    session.add(row)


def withdraw(session: Session, team_id: str, lane: str) -> None:
    """Take back what waits in a lane, because what is promised next says all of it anew."""
    waiting = (col(Outbox.team_id) == team_id, col(Outbox.lane) == lane, col(Outbox.state) == "waiting")
    session.exec(delete(Outbox).where(*waiting))


def move(session: Session, team_id: str, lanes: str, to: datetime) -> None:
    """Let what waits in the lanes that begin so go out at another moment, and keep how long it may take from then on."""
    waiting = (Outbox.team_id == team_id, col(Outbox.lane).startswith(lanes, autoescape=True))
    rows = select(Outbox).where(*waiting, Outbox.state == "waiting", Outbox.tries == 0).with_for_update()
    for row in session.exec(rows).all():
        if row.expires_at is not None:
            row.expires_at += to - row.not_before
        row.not_before = to
        session.add(row)


def revise(session: Session, team_id: str, lane: str, arguments: dict[str, Any]) -> bool:
    """Give the call that waits in a lane newer content, and leave it its turn; False when none waits.

    Unlike `withdraw` and a new promise, this lets nobody wait longer because something changed once more.
    """
    query = select(Outbox).where(
        Outbox.team_id == team_id, Outbox.lane == lane, Outbox.state == "waiting", Outbox.tries == 0
    )
    row = session.exec(query.order_by(col(Outbox.id)).limit(1).with_for_update()).first()
    if row is None:
        return False
    row.arguments = arguments
    session.add(row)
    return True


def is_waiting(session: Session, team_id: str, lane: str) -> bool:
    """Whether a call of that lane has not gone out yet."""
    query = select(Outbox.id).where(
        Outbox.team_id == team_id, Outbox.lane == lane, Outbox.state == "waiting", Outbox.tries == 0
    )
    return session.exec(query.limit(1)).first() is not None


def is_open(session: Session, team_id: str, lane: str) -> bool:
    """Whether a call of that lane waits, is on its way, or has an unknown end."""
    query = select(Outbox.id).where(
        Outbox.team_id == team_id, Outbox.lane == lane, col(Outbox.state).in_(OPEN)
    )
    return session.exec(query.limit(1)).first() is not None


def count(session: Session, *states: str) -> int:
    """How many calls are in one of these states."""
    query = select(func.count()).select_from(Outbox).where(col(Outbox.state).in_(states))
    return session.exec(query).one()


def forget_old(session: Session, now: datetime) -> None:
    """Remove rows whose promise can no longer be repeated."""
    ended = ~col(Outbox.state).in_(OPEN)
    session.exec(delete(Outbox).where(ended, col(Outbox.done_at) < now - KEPT))
    reads = or_(col(Outbox.party) != "write", col(Outbox.method) == "views.publish")
    session.exec(delete(Outbox).where(ended, reads, col(Outbox.done_at) < now - QUICKLY_FORGOTTEN))
