"""Who is in the workspace, and the workspace itself."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, col, select

from bot.people import Person as Known
from storage.tables import Channel, Person, Workspace


def workspace(session: Session, team_id: str) -> Workspace | None:
    """The workspace that Earshot is installed in, if it has been met."""
    return session.get(Workspace, team_id)


def is_ourselves(session: Session, team_id: str, user_id: str) -> bool:
    """Whether that user is Earshot's own bot."""
    met = workspace(session, team_id)
    return met is not None and user_id in {met.bot_user_id, met.bot_id}


def meet(session: Session, team_id: str, *, url: str, name: str, bot_user_id: str, bot_id: str) -> None:
    """Remember what auth.test said of the workspace."""
    row = workspace(session, team_id) or Workspace(team_id=team_id, url=url, bot_user_id=bot_user_id)
    row.url, row.name, row.bot_user_id, row.bot_id = url, name, bot_user_id, bot_id
    session.add(row)


def people_were_read(session: Session, team_id: str, now: datetime) -> None:
    """Note that the list of people is fresh."""
    row = session.get_one(Workspace, team_id)
    row.people_read_at = now
    session.add(row)


def remember(session: Session, team_id: str, people: Iterable[Known]) -> None:
    """Store or refresh people; the conversation with each is kept."""
    for known in people:
        row = session.get(Person, (team_id, known.user_id)) or Person(team_id=team_id, user_id=known.user_id)
        row.name, row.zone = known.name, known.zone
        row.is_bot, row.is_guest, row.is_deleted = known.is_bot, known.is_guest, known.is_deleted
        row.locale, row.is_stranger = known.locale or row.locale, known.is_stranger
        session.add(row)


def who_is(session: Session, team_id: str, user_id: str) -> Known | None:
    """What is known of one person."""
    row = session.get(Person, (team_id, user_id))
    return _known(row) if row else None


def known(session: Session, team_id: str, user_ids: Iterable[str]) -> dict[str, Known]:
    """Those of the given people that are known, by id."""
    wanted = col(Person.user_id).in_(list(user_ids))
    return {
        row.user_id: _known(row)
        for row in session.exec(select(Person).where(Person.team_id == team_id, wanted)).all()
    }


def names(session: Session, team_id: str, user_ids: Iterable[str]) -> dict[str, str]:
    """The names of those of the given people that are known."""
    query = select(Person.user_id, Person.name).where(
        Person.team_id == team_id, col(Person.user_id).in_(list(user_ids))
    )
    return {user_id: name for user_id, name in session.exec(query).all() if name}


def unable_to_react(session: Session, team_id: str, user_ids: Iterable[str]) -> list[str]:
    """Which of them are apps or deactivated."""
    rows = session.exec(
        select(Person).where(Person.team_id == team_id, col(Person.user_id).in_(list(user_ids)))
    ).all()
    return [row.user_id for row in rows if row.is_bot or row.is_deleted]


def dm_channel(session: Session, team_id: str, user_id: str) -> str:
    """The conversation with that person, or "" while it was never opened."""
    row = session.get(Person, (team_id, user_id))
    return row.dm_channel if row else ""


def dm_is(session: Session, team_id: str, user_id: str, channel_id: str) -> None:
    """Remember the conversation with that person."""
    row = session.get(Person, (team_id, user_id)) or Person(team_id=team_id, user_id=user_id)
    row.dm_channel = channel_id
    session.add(row)


def channel_names(session: Session, team_id: str) -> dict[str, str]:
    """The names of the channels that are known, by id."""
    rows = session.exec(select(Channel.channel_id, Channel.name).where(Channel.team_id == team_id)).all()
    return {channel_id: name for channel_id, name in rows if name}


def _known(row: Person) -> Known:
    return Known(
        row.user_id,
        row.name,
        row.zone,
        row.is_bot,
        row.is_guest,
        row.is_deleted,
        row.locale,
        row.is_stranger,
    )
