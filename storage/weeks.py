"""Who leads people, when they want their week, and the weeks they were sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from sqlmodel import Session, col, select

from bot import managers_week
from bot.managers_week import Item
from storage.tables import Week, WeekItem, WeekMessage


@dataclass(frozen=True)
class Lead:
    """What somebody chose: whether they want a week, when on their own clock (Monday is 0), and whom they lead."""

    is_on: bool = True
    weekday: int = 0
    at: time = time(9, 0)
    people: tuple[str, ...] = ()
    wants_less: bool = False


@dataclass(frozen=True)
class Shown:
    """One thing in a week as it was shown; `channel` and `ts` are empty where it rests on no post."""

    kind: str
    line: str
    channel: str
    ts: str


@dataclass(frozen=True)
class Sent:
    """A week as it was shown. `channel` and `ts` are empty until it arrived."""

    id: int
    user_id: str
    title: str
    channel: str
    ts: str
    items: tuple[Shown, ...]


def lead(session: Session, team_id: str, user_id: str) -> Lead | None:
    """What somebody chose; None for those who never said that they lead people."""
    row = session.get(Week, (team_id, user_id))
    if row is None:
        return None
    return Lead(row.is_on, row.weekday, time.fromisoformat(row.at), tuple(row.people), row.wants_less)


def choose(session: Session, team_id: str, user_id: str, chosen: Lead, next_at: datetime) -> None:
    """Replace what somebody chose."""
    row = session.get(Week, (team_id, user_id)) or Week(
        team_id=team_id, user_id=user_id, is_on=chosen.is_on, next_at=next_at
    )
    row.is_on, row.weekday, row.at = chosen.is_on, chosen.weekday, f"{chosen.at:%H:%M}"
    row.people, row.wants_less, row.next_at = list(chosen.people), chosen.wants_less, next_at
    session.add(row)
    session.flush()


def due(session: Session, now: datetime) -> list[tuple[str, str, datetime]]:
    """Whose week is due: (team, person, since when)."""
    query = select(Week).where(Week.next_at <= now, col(Week.is_on)).order_by(col(Week.next_at))
    return [(row.team_id, row.user_id, row.next_at) for row in session.exec(query).all()]


def next_at(session: Session, team_id: str, user_id: str) -> datetime | None:
    """When the next week of somebody is due; None where none is."""
    row = session.get(Week, (team_id, user_id))
    return row.next_at if row is not None and row.is_on else None


def next_is(session: Session, team_id: str, user_id: str, moment: datetime) -> None:
    """Set when the next week of somebody is due."""
    row = session.get_one(Week, (team_id, user_id))
    row.next_at = moment
    session.add(row)


def led_by(session: Session, team_id: str, person: str) -> list[str]:
    """Who counts somebody among their people."""
    query = select(Week).where(Week.team_id == team_id, col(Week.is_on)).order_by(col(Week.user_id))
    return [row.user_id for row in session.exec(query).all() if person in row.people]


def leave(session: Session, team_id: str, person: str) -> None:
    """Take somebody off the list of everybody who counts them among their people."""
    for row in session.exec(select(Week).where(Week.team_id == team_id)).all():
        if person in row.people:
            row.people = [each for each in row.people if each != person]
            session.add(row)


def write(
    session: Session, team_id: str, user_id: str, period: str, items: Sequence[Item], now: datetime
) -> Sent:
    """Store a week with its items and return it."""
    row = WeekMessage(
        team_id=team_id, user_id=user_id, period=period, created_at=now, title=managers_week.title(items)
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    for position, item in enumerate(items):
        session.add(
            WeekItem(
                team_id=team_id, week_id=row.id, user_id=user_id, kind=item.kind, about=item.about, line=item.line,
                channel_id=item.channel, ts=item.ts, position=position,
            )
        )  # fmt: skip
    session.flush()
    return _sent(session, row)


def is_made(session: Session, team_id: str, user_id: str, period: str) -> bool:
    """Whether somebody had the week of a period."""
    query = select(WeekMessage.id).where(WeekMessage.team_id == team_id, WeekMessage.user_id == user_id)
    return session.exec(query.where(WeekMessage.period == period)).first() is not None


def last(session: Session, team_id: str, user_id: str) -> datetime | None:
    """When somebody's last week was made."""
    query = select(WeekMessage.created_at).where(
        WeekMessage.team_id == team_id, WeekMessage.user_id == user_id
    )
    return session.exec(query.order_by(col(WeekMessage.created_at).desc()).limit(1)).first()


def shown(session: Session, team_id: str, user_id: str) -> set[tuple[str, str]]:
    """What somebody was shown before: (kind, about)."""
    query = select(WeekItem.kind, WeekItem.about).where(
        WeekItem.team_id == team_id, WeekItem.user_id == user_id
    )
    return set(session.exec(query).all())


def arrived(session: Session, team_id: str, week_id: int, channel: str, ts: str) -> None:
    """Note where a week stands."""
    row = session.get(WeekMessage, week_id)
    if row is not None and row.team_id == team_id:
        row.channel_id, row.ts = channel, ts
        session.add(row)
        session.flush()


def by_id(session: Session, team_id: str, week_id: int) -> Sent | None:
    """A week as it was shown; None where it is forgotten."""
    row = session.get(WeekMessage, week_id)
    return _sent(session, row) if row is not None and row.team_id == team_id else None


def at_place(session: Session, team_id: str, user_id: str, channel: str, ts: str) -> Sent | None:
    """Somebody's week that stands there, if there is one."""
    query = select(WeekMessage).where(WeekMessage.team_id == team_id, WeekMessage.user_id == user_id)
    row = session.exec(query.where(WeekMessage.channel_id == channel, WeekMessage.ts == ts)).first()
    return _sent(session, row) if row else None


def with_post(session: Session, team_id: str, channel: str, ts: str) -> list[Sent]:
    """The weeks in which a post was shown."""
    query = select(WeekItem.week_id).where(
        WeekItem.team_id == team_id, WeekItem.channel_id == channel, WeekItem.ts == ts
    )
    return [_sent(session, session.get_one(WeekMessage, each)) for each in session.exec(query).all()]


def _sent(session: Session, row: WeekMessage) -> Sent:
    assert row.id is not None
    items = session.exec(
        select(WeekItem).where(WeekItem.week_id == row.id).order_by(col(WeekItem.position))
    ).all()
    shown_items = tuple(Shown(item.kind, item.line, item.channel_id, item.ts) for item in items)
    return Sent(row.id, row.user_id, row.title, row.channel_id, row.ts, shown_items)
